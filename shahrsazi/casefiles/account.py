"""One debt of a file: its amount, what was remitted and paid of it, and what is left. Sums are in rial."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy

from shahrsazi.casefiles.terms.term import STAYED, WAITING
from shahrsazi.persian.identifiers import Bill

UNBILLED, CLOSED, VOID, UNKNOWN, REPLACED, QUASHED = "unbilled", "closed", "void", "unknown", "replaced", "quashed"
REFUNDED = "refunded"
REASONS = {
    REPLACED: gettext_lazy("no longer owed: another verdict took its place"),
    QUASHED: gettext_lazy("no longer owed: the verdict was quashed"),
    STAYED: gettext_lazy("suspended by the court's order"),
    WAITING: gettext_lazy("not owed yet: the verdict is not final"),
    CLOSED: gettext_lazy("the case is closed: please ask the revenue office what became of it"),
    VOID: gettext_lazy("the permit is void: please ask the revenue office what becomes of what was paid"),
    UNBILLED: gettext_lazy("whether it was paid was not told: please ask the district's revenue office"),
    REFUNDED: gettext_lazy("its bill was refunded: please ask the revenue office whether it is owed"),
    UNKNOWN: gettext_lazy("its amount was not told: please ask the district's revenue office"),
}


class Part(NamedTuple):
    """An instalment with its number, or the whole where there is none; `due` is None where no day was told, `is_paid`
    where that was not.
    """

    title: str
    amount: int
    due: date | None
    paid_on: date | None
    is_paid: bool | None
    bill: Bill
    number: int = 0

    def is_overdue(self, today: date) -> bool:
        return not self.is_paid and self.due is not None and self.due < today


class Account(NamedTuple):
    """One debt. `standing` is empty of what is owed and else the reason why it is not (REASONS). `paid_before` was paid
    of a debt whose place it took, and is in none of its sums.
    """

    section: str
    title: str
    amount: int
    discount: int
    parts: list[Part]
    standing: str
    ground: str = ""
    paid_before: int = 0

    @property
    def is_known(self) -> bool:
        """Whether its sum was told. A sum of nothing is no debt: 0 stands for one that nobody told."""
        return bool(self.amount)

    @property
    def paid(self) -> int:
        return sum(part.amount for part in self.parts if part.is_paid)

    @property
    def left(self) -> int:
        return max(self.amount - self.discount - self.paid, 0)

    @property
    def over(self) -> int:
        """What was paid, or remitted, beyond the amount."""
        return max(self.discount + self.paid - self.amount, 0)

    @property
    def last_paid(self) -> date | None:
        return max((part.paid_on for part in self.parts if part.paid_on), default=None)

    @property
    def next_due(self) -> date | None:
        return min((part.due for part in self.parts if part.due and not part.is_paid), default=None)

    def overdue(self, today: date) -> int:
        parts = [] if self.standing else self.parts
        return min(sum(part.amount for part in parts if part.is_overdue(today)), self.left)

    @property
    def reason(self) -> str:
        return str(REASONS[self.standing]) if self.standing else ""
