"""An agent of a registration: one who acts for an owner, by which paper, how far and until when."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cached_property

from django.utils.translation import gettext as _

from shahrsazi.counter.registration import checklist, form_fields
from shahrsazi.counter.registration.participants.base import Participant
from shahrsazi.counter.registration.participants.owner import Owner
from shahrsazi.web.fields import TypedField

OF_MINORS = ("parent", "guardian", "executor")


class Agent(Participant):
    """A person who acts for an owner, with the paper that gives the mandate and its term."""

    part = "agent"

    @property
    def owner_key(self) -> str:
        return self.texts.get("of", "")

    @property
    def owner(self) -> Owner:
        return next(o for o in self.registration.owners if o.key == self.owner_key)

    @cached_property
    def twin(self) -> Owner | None:
        return next((o for o in self.registration.owners if o.number and o.number == self.number), None)

    @property
    def capacity(self) -> str:
        return self.texts.get("capacity") or "attorney"

    @property
    def kind(self) -> str:
        return "foreign" if self.texts.get("kind") == "foreign" else "natural"

    def fields(self) -> list[TypedField]:
        return form_fields.agent(self.capacity, self.kind)

    def needs(self) -> list[checklist.Need]:
        return checklist.of_agent(self.capacity, self.kind, self.birth_date, self.registration.today)

    def carrying(self) -> Sequence[checklist.Need]:
        return [*super().carrying(), *checklist.OF_A_MANDATE]

    def _is_carried(self, need: checklist.Need, paper: dict) -> bool:
        """Number and date of what gives the mandate stand with it."""
        if need in checklist.OF_A_MANDATE:
            paper = paper | {"no": self.value("poa_no"), "date": self.value("poa_date")}
        return super()._is_carried(need, paper)

    @property
    def expires_on(self):
        """A guardian's mandate ends the day before the child comes of age, or earlier if the paper says so."""
        written, birth_date = self.value("expires_on"), self.owner.birth_date
        if self.capacity not in OF_MINORS or not self.owner.is_minor or not birth_date:
            return written
        grown = checklist.comes_of_age(birth_date, self.registration.majority) - timedelta(days=1)
        return min(written, grown) if written else grown

    def own_errors(self) -> Iterator[str]:
        yield from super().own_errors()
        given, until = self.value("poa_date"), self.value("expires_on")
        if given and until and until < given:
            yield _("The term ends before the paper was made.")
        if self.owner.has_died:
            yield _("This owner has died: nobody acts for them any more, the share passes to the heirs.")
        if self.number and self.number == self.owner.number:
            yield _("Nobody acts for themselves: write another person, or no one.")
        if self.is_minor:
            yield _("A child cannot act for another.")
        if self.capacity == "parent" and self.owner.age is not None and not self.owner.is_minor:
            yield _("A parent acts only for a child; a grown owner gives a power of attorney.")
        if self.owner.kind == "legal" and self.capacity not in ("representative", "liquidator", "trustee", "attorney"):
            yield _("For a company or body acts a representative, a liquidator, a trustee or an attorney.")
        if self.owner.is_minor and self.capacity not in OF_MINORS:
            yield _("For a child acts a parent, a guardian or an executor.")

    def doubts(self) -> list[str]:
        over = self.expires_on and self.expires_on < self.registration.today
        return [_("The term of %s is over already: this leave opens nothing.") % self.name] if over else []
