"""A leaver of a registration: a current owner whose share ends here, or whose death is recorded."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from shahrsazi.casefiles import changes
from shahrsazi.counter import fields
from shahrsazi.counter.fields import LARGEST_WHOLE
from shahrsazi.counter.registration import checklist, form_fields
from shahrsazi.counter.registration.participants.change import Change
from shahrsazi.counter.registration.participants.shares import held
from shahrsazi.persian.identifiers import InvalidInputError
from shahrsazi.web.fields import TypedField

# By what a share ends after its owner's death.
AFTER_DEATH = ("inheritance", "death", "court", "correction")


class Leaver(Change):
    """A current owner whose share ends here; or who has died, and whose heirs have not come yet: then the share stays.

    `ref` names the person in an address; `key` names the papers that prove the death.
    """

    part = "leaving"

    def __init__(self, registration, ref: str):
        super().__init__(registration, ref)
        self.ref, self.key = ref, f"d{ref}"

    @property
    def person_id(self) -> int:
        return self.shares[0].person_id

    @cached_property
    def shares(self) -> list:
        return self.registration.shares_by_ref.get(self.ref, [])

    @property
    def name(self) -> str:
        return self.shares[0].person.name if self.shares else _("(no longer an owner)")

    @property
    def share_before(self) -> Fraction:
        """Of the land."""
        return self.held("land")

    def held(self, what: str) -> Fraction:
        return held(self.shares, what)

    def sold(self, what: str) -> Fraction:
        """The part that passes on: what is typed; where the other one alone is typed, of the land nothing, of the
        building as much as of the land, or all that there is; else the whole share.
        """
        typed, other = self._typed_part(what), self._typed_part("land" if what == "building" else "building")
        if typed is not None:
            return typed
        if other is None:
            return self.held(what)
        return Fraction(0) if what == "land" else min(other, self.held(what))

    def remaining(self, what: str) -> Fraction:
        return self.held(what) - self.sold(what)

    @property
    def keeps_part(self) -> bool:
        """Whether a part alone passes on, and the rest stays this owner's."""
        return self.ends_share and (self.remaining("land") > 0 or self.remaining("building") > 0)

    def _typed_part(self, what: str) -> Fraction | None:
        try:
            return fields.read_share(self.texts, what)
        except InvalidInputError:
            return None

    def _part_errors(self) -> Iterator[str]:
        for what in ("land", "building"):
            try:
                typed = fields.read_share(self.texts, what)
            except InvalidInputError as error:
                yield str(error)
                continue
            if typed is not None and self.value("reason") in ("inheritance", "death"):
                yield _("Heirs take the whole share: leave the part empty.")
        if any(self.remaining(what) < 0 for what in ("land", "building")):
            yield _("This is more than the owner has.")
        if any(self.remaining(what).denominator > LARGEST_WHOLE for what in ("land", "building")):
            yield _("This share is too fine to be kept.")

    @property
    def ends_share(self) -> bool:
        return self.value("reason") != "death"

    @property
    def has_died(self) -> bool:
        """Whether this registration records the death, and not one before it."""
        return bool(self.shares and self.value("died_on")) and not self._died_on

    @property
    def _died_on(self) -> date | None:
        """The day of a death that was recorded before."""
        contact = getattr(self.shares[0].person, "contact", None) if self.shares else None
        recorded = contact and contact.death_by_registration != self.registration.draft.id
        return contact.died_on if contact and recorded else None

    @property
    def is_completed_here(self) -> bool:
        """Whether this registration puts the national code of this owner on record: the share passes to who has it."""
        return any(owner.person_id == self.person_id for owner in self.registration.completed)

    def fields(self) -> list[TypedField]:
        return form_fields.LEAVING

    def needs(self) -> list[checklist.Need]:
        """A sale is carried by the deed that its buyer shows."""
        death = [checklist.DEATH] if self.has_died else []
        order = {"court": [checklist.JUDGMENT], "correction": [checklist.CORRECTION]}
        return [*death, *order.get(self.value("reason") or "", [])]

    def own_errors(self) -> Iterator[str]:
        yield from super().own_errors()
        ends = self.value("effective_to")
        if not self.shares:
            yield _("This share has ended meanwhile: take this line out.")
        if any(share.effective_to and not share.ended_by_registration for share in self.shares):
            yield _("The back office has told an end of this share already: it ends by itself.")
        if self.ends_share and not ends:
            yield _("Write the day on which the share ends.")
        if ends and any(ends < share.effective_from for share in self.shares):
            yield _("The share would end before it began.")
        if self.value("reason") in ("inheritance", "death") and not self.value("died_on"):
            yield _("Write the date of death.")
        if ends and self._died_on and self._died_on < ends and self.value("reason") not in AFTER_DEATH:
            yield _("This owner has died before that day: the share passes to the heirs first.")
        yield from self._part_errors()
        yield from self._death_errors(ends)

    def _death_errors(self, ends) -> Iterator[str]:
        died = self.value("died_on")
        if not died:
            return
        if self.value("reason") not in ("inheritance", "death"):
            yield _("A date of death belongs to a death or to heirs alone.")
        if ends and ends < died:
            yield _("The share would end before the owner's death.")
        if not self.shares or self.registration.is_settled:
            return
        if self.is_completed_here:
            yield _("Put the national code of this owner on record first: the death is registered after that.")
        person = self.shares[0].person
        contact = getattr(person, "contact", None)
        if person.kind == "legal":
            yield _("A company or body does not die: its share ends by a sale or an order.")
        if contact and contact.birth_date and died < contact.birth_date:
            yield _("The death would be before the birth.")
        if self._died_on:
            if self.value("reason") == "death":
                yield _("A death of this person is recorded already.")
            elif self._died_on != died:
                yield _("Another day of death is recorded for this person.")
            return
        last = changes.last_act(self.person_id)
        if last and died < last:
            yield _("This person has signed in, given a power of attorney, bought or been registered since that day.")
