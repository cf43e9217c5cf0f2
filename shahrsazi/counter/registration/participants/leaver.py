"""A leaver of a registration: a current owner whose share ends here."""

from collections.abc import Iterator
from functools import cached_property

from django.utils.translation import gettext as _

from shahrsazi.counter.registration import form_fields
from shahrsazi.counter.registration.participants.base import Participant
from shahrsazi.web.fields import TypedField


class Leaver(Participant):
    """A current owner whose share ends here."""

    part = "leaving"

    @property
    def person_id(self) -> int:
        return self.shares[0].person_id

    @cached_property
    def shares(self) -> list:
        return self.registration.shares_by_ref.get(self.key, [])

    @property
    def name(self) -> str:
        return self.shares[0].person.name if self.shares else _("(no longer an owner)")

    def fields(self) -> list[TypedField]:
        return form_fields.LEAVING

    def own_errors(self) -> Iterator[str]:
        yield from super().own_errors()
        ends, died = self.value("effective_to"), self.value("died_on")
        if not self.shares:
            yield _("This share has ended meanwhile: take this line out.")
        if any(share.effective_to and not share.ended_by_registration for share in self.shares):
            yield _("The back office has told an end of this share already: it ends by itself.")
        if ends and any(ends < share.effective_from for share in self.shares):
            yield _("The share would end before it began.")
        if self.value("reason") == "inheritance" and not died:
            yield _("Write the date of death.")
        if ends and died and ends < died:
            yield _("The share would end before the owner's death.")
