"""A correction in a registration: the name or the day of birth of somebody who owns the file, or acts for an owner."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from shahrsazi.casefiles import changes
from shahrsazi.counter.registration import checklist, form_fields
from shahrsazi.counter.registration.participants.change import Change
from shahrsazi.counter.registration.participants.identity import IDENTITY
from shahrsazi.people.models import Contact, Person, PersonCorrection
from shahrsazi.persian import dates
from shahrsazi.web.fields import TypedField


class Correction(Change):
    """`ref` names the person, `key` the paper that proves what is right."""

    part = "correcting"

    def __init__(self, registration, ref: str):
        super().__init__(registration, ref)
        self.ref, self.key = ref, f"c{ref}"
        self.record = registration.parties.get(ref)
        on_record = (self._before() or _on_record(self.record)) if self.record else {}
        self.texts = on_record | self.texts | {f"was_{name}": text for name, text in on_record.items()}

    def _before(self) -> dict[str, str] | None:
        """As it was before this registration corrected it; None while it has not."""
        if not self.registration.is_settled:
            return None
        rows = PersonCorrection.objects.using("staff").filter(by_registration=self.registration.draft.id)
        correction = rows.filter(person=self.record).first()
        return _as_texts(correction) if correction else None

    @property
    def kind(self) -> str:
        return self.record.kind if self.record else "natural"

    @property
    def person_id(self) -> int:
        return self.record.id if self.record else 0

    @property
    def name(self) -> str:
        """As it is on record, or was before this registration."""
        return self.record.name if self.record else _("(no longer of this file)")

    @property
    def number(self) -> str:
        return self.record.number if self.record else ""

    def fields(self) -> list[TypedField]:
        return [field for field in form_fields.identity_of(self.kind) if field.name in IDENTITY]

    def needs(self) -> list[checklist.Need]:
        return [checklist.of_names(self.kind)]

    def _identity_errors(self) -> Iterator[str]:
        """That it differs from the record is what this is for."""
        if self.record is None:
            yield _("This person is no longer of this file: take this line out.")
        elif any(o.key == f"p{self.ref}" and (o.names_count or o.is_completed) for o in self.registration.owners):
            yield _("This person is only being registered here: write it on their card, and take this out.")
        elif self.registration.is_settled:
            return
        elif not self.other_identity:
            yield _("Nothing differs from what is on record: write what is right, or take this out.")
        else:
            yield from self._sane_errors(self.record)

    def _sane_errors(self, person: Person) -> Iterator[str]:
        """What would lock the file, or bring back the words of another correction."""
        shares = self.registration.current.get(person.id, [])
        if self.birth_date and any(share.effective_from < self.birth_date for share in shares):
            yield _("The share begins before its owner was born.")
        contact = getattr(person, "contact", None)
        if self.is_minor and contact and contact.registered_on:
            yield _("By this day of birth they would be a child, and they sign in themselves: look at the day again.")
        if changes.is_being_corrected(person.id, self.registration.draft.id):
            yield _("Another correction of this person is coming: register this one after it.")


def _on_record(person: Person) -> dict[str, str]:
    contact = getattr(person, "contact", None) or Contact(person=person)
    names = {name: getattr(person, name) for name in ("first_name", "last_name", "father_name")}
    return _as_texts(PersonCorrection(birth_date=contact.birth_date, **names))


def _as_texts(correction: PersonCorrection) -> dict[str, str]:
    """Names and day of birth as the form writes them."""
    names = {name: getattr(correction, name) for name in ("first_name", "last_name", "father_name")}
    return names | {"birth_date": dates.format_short(correction.birth_date, "en") if correction.birth_date else ""}
