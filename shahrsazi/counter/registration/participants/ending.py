"""The end of a mandate in a registration: whose, why, from when, and the paper that ends it."""

from collections.abc import Iterator
from functools import cached_property

from django.utils.translation import gettext as _

from shahrsazi.casefiles.casefile import Mandate
from shahrsazi.counter.registration import checklist, form_fields
from shahrsazi.counter.registration.participants.change import Change
from shahrsazi.web.fields import TypedField

PAPER = {"death": checklist.DEATH, "incapacity": checklist.JUDGMENT}


class Ending(Change):
    """Dismissal, resignation, incapacity, death: `ref` names the mandate, `key` the paper that ends it."""

    part = "ending"

    def __init__(self, registration, ref: str):
        super().__init__(registration, ref)
        self.ref, self.key = ref, f"m{ref}"

    @cached_property
    def mandate(self) -> Mandate | None:
        return next((m for m in self.registration.mandates if m.ref.hex == self.ref), None)

    @property
    def person_id(self) -> int:
        return self.mandate.agent_id if self.mandate else 0

    @property
    def name(self) -> str:
        return self.mandate.agent.name if self.mandate else _("(no longer acts for an owner)")

    @property
    def number(self) -> str:
        return self.mandate.agent.number or "" if self.mandate else ""

    @property
    def leaves_time(self) -> bool:
        """Whether an owner, a company or a child, objects through this very person: their sight stays until then."""
        return self.mandate is not None and self.mandate.capacity != "attorney"

    def fields(self) -> list[TypedField]:
        return form_fields.ENDING

    def needs(self) -> list[checklist.Need]:
        return [PAPER.get(self.value("end_reason") or "", checklist.DISMISSAL)]

    def own_errors(self) -> Iterator[str]:
        yield from super().own_errors()
        ends, mandate = self.value("ended_on"), self.mandate
        if mandate is None:
            yield _("This leave has ended meanwhile: take this line out.")
        elif ends and ends < mandate.poa_date:
            yield _("The leave would end before it began.")
        elif mandate.ended_on and not self.registration.is_settled:
            yield _("An end of this leave is known already: it ends by itself.")
