"""The data of a deed in a registration of a file that exists already: carried by the deed itself, scanned."""

from django.utils.translation import gettext as _

from shahrsazi.counter.registration import checklist, form_fields
from shahrsazi.counter.registration.participants.change import Change
from shahrsazi.web.fields import TypedField


class DeedEntry(Change):
    """One a registration: its texts are the part `deed.file`, its paper is kept under `key`."""

    part = "deed"
    person_id = None

    def __init__(self, registration, ref: str):
        super().__init__(registration, ref)
        self.ref, self.key = ref, "deed"

    @property
    def name(self) -> str:
        return _("The deed")

    def fields(self) -> list[TypedField]:
        return form_fields.DEED_OF_FILE

    def needs(self) -> list[checklist.Need]:
        """Not once more, where a new owner shows it here."""
        shown = any("deed" in owner.papers for owner in self.registration.owners if not owner.shares)
        return [] if shown else [checklist.DEED_ALONE]

    def _is_carried(self, need: checklist.Need, paper: dict) -> bool:
        """Its number and its date stand with the data."""
        return super()._is_carried(need, paper | {"no": self.value("deed_no"), "date": self.value("deed_date")})
