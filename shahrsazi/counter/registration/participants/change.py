"""What a registration changes of a file that exists: nobody signs in by it, and its papers carry it."""

from collections.abc import Sequence

from shahrsazi.counter.registration import checklist
from shahrsazi.counter.registration.participants.base import Participant


class Change(Participant):
    """A leaver, the end of a mandate, a correction, a deed: whom it is about is on record, and not typed here."""

    @property
    def looks_up(self) -> bool:
        return False

    @property
    def signs_in(self) -> bool:
        return False

    def carrying(self) -> Sequence[checklist.Need]:
        return self.needs()
