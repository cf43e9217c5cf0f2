"""What a file owes and has paid: an account for each fine, the charges of each permit and each bill, and their sums.

Amounts are in rial. Of every account: amount = discount + paid + left − over. Who may see them: roles.sees_money().
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shahrsazi.casefiles.bill_states import is_confirmed, is_to_pay
from shahrsazi.casefiles.section import CASES, OfCases
from shahrsazi.casefiles.sections import bills
from shahrsazi.casefiles.sections import permits as permit_section
from shahrsazi.casefiles.sections.permits import Permit
from shahrsazi.casefiles.sections.violations import dues
from shahrsazi.casefiles.sections.violations.models import CommissionCase, Verdict
from shahrsazi.casefiles.sections.violations.verdicts import Judged, day_of, judged
from shahrsazi.casefiles.terms.term import STAYED, SUPERSEDED, WAITING
from shahrsazi.city import code_lists
from shahrsazi.database.functions import Today
from shahrsazi.database.prepared import Query
from shahrsazi.persian import formatting
from shahrsazi.persian.identifiers import Bill

UNBILLED, CLOSED, VOID = "unbilled", "closed", "void"
REASONS = {
    SUPERSEDED: gettext_lazy("no longer owed: another verdict took its place, or it was quashed"),
    STAYED: gettext_lazy("suspended by the court's order"),
    WAITING: gettext_lazy("not owed yet: the verdict is not final"),
    CLOSED: gettext_lazy("the case is closed: please ask the revenue office what became of it"),
    VOID: gettext_lazy("the permit is void: please ask the revenue office what becomes of what was paid"),
    UNBILLED: gettext_lazy("whether it was paid was not told: please ask the district's revenue office"),
}


class Part(NamedTuple):
    """An instalment, or the whole where there is none; `due` is None where no day was told, `is_paid` where that
    was not.
    """

    title: str
    amount: int
    due: date | None
    paid_on: date | None
    is_paid: bool | None
    bill: Bill

    def is_overdue(self, today: date) -> bool:
        return not self.is_paid and self.due is not None and self.due < today


class Account(NamedTuple):
    """One debt. `standing` is empty of what is owed and else the reason why it is not (REASONS)."""

    section: str
    title: str
    amount: int
    discount: int
    parts: list[Part]
    standing: str
    ground: str = ""

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

    def overdue(self, today: date) -> int:
        parts = [] if self.standing else self.parts
        return min(sum(part.amount for part in parts if part.is_overdue(today)), self.left)

    @property
    def reason(self) -> str:
        return str(REASONS[self.standing]) if self.standing else ""


class Totals(NamedTuple):
    """Sums over what is owed or was; what is suspended, not final or unclear is in none of them."""

    amount: int
    discount: int
    paid: int
    left: int
    over: int
    overdue: int
    next_due: date | None


def totals(accounts: Iterable[Account], today: date) -> Totals:
    owed = [account for account in accounts if not account.standing]
    dues_ahead = [p.due for a in owed if a.left for p in a.parts if p.due and p.due >= today and not p.is_paid]
    return Totals(
        amount=sum(a.amount for a in owed),
        discount=sum(a.discount for a in owed),
        paid=sum(a.paid for a in owed),
        left=sum(a.left for a in owed),
        over=sum(a.over for a in owed),
        overdue=sum(a.overdue(today) for a in owed),
        next_due=min(dues_ahead, default=None),
    )


def accounts(facts: dict[str, list], today: date) -> list[Account]:
    """The accounts of one file, from its verdicts with their cases, and its permits; what is owed comes first."""
    stated = [*_fines(facts, today), *_charges(facts["permits"]), *_bills(facts["bills"])]
    return sorted(stated, key=lambda account: (bool(account.standing), -account.overdue(today), account.left == 0))


def _fines(facts: dict[str, list], today: date) -> Iterator[Account]:
    for verdict in judged(facts):
        if verdict.row.amount:
            yield _fine(verdict, today)


def _fine(verdict: Judged, today: date) -> Account:
    row, cut = verdict.row, dues.discount(verdict)
    title = _("Fine of verdict %(no)s") % {"no": formatting.digits(row.verdict_no)}
    ground = _ground(row.discount_ground if row.discount else verdict.billed.discount_ground)
    account = Account("violations", title, row.amount, cut, list(_parts(verdict)), "", ground)
    return account._replace(standing=_standing(verdict, account, today))


def _standing(verdict: Judged, account: Account, today: date) -> str:
    """Why it is not owed. A case that was closed is no debt: what was paid of it counts where it was all paid."""
    if verdict.row.finality == "closed" and not verdict.successor:
        return CLOSED if account.left else ""
    return verdict.standing.on(today)


def _parts(verdict: Judged) -> Iterator[Part]:
    billed = verdict.billed
    for number, one in enumerate(billed.instalments, 1):
        title, paid_on = _("Instalment %(part)s") % {"part": formatting.number(number)}, day_of(one.paid_on)
        yield Part(title, one.amount, day_of(one.due), paid_on, bool(one.paid_on), Bill(one.bill_id, one.pay_id))
    rest = dues.rest(verdict, sum(one.amount for one in billed.instalments))
    if rest > 0:
        title = _("Beside the instalments") if billed.instalments else _("In one sum")
        yield Part(title, rest, dues.last_day(verdict), None, is_confirmed(billed), _bill_of(billed))


def _bill_of(row: Any) -> Bill:
    """The bill of a whole fine, while it is one to pay by."""
    return Bill(row.bill_id, row.pay_id) if is_to_pay(row) else Bill("", "")


def _charges(permits: list) -> Iterator[Account]:
    for permit in permits:
        if permit.charges and (permit.state != "void" or permit.charges_paid_on):
            yield _charge(permit)


def _charge(permit: Any) -> Account:
    kind = _label("permit_kind", permit.permit_kind)
    title = _("Charges of %(kind)s %(no)s") % {"kind": kind, "no": formatting.digits(permit.permit_no)}
    paid, discount = permit.charges_paid_on, min(permit.charges_discount or 0, permit.charges)
    bill, owed = Bill(permit.bill_id, permit.pay_id), permit.charges - discount
    is_paid = True if paid else False if bill else None
    parts = [Part(_("In one sum"), owed, None, paid, is_paid, bill)] if owed else []
    standing = VOID if permit.state == "void" else "" if paid or bill or not owed else UNBILLED
    return Account("permits", title, permit.charges, discount, parts, standing, _ground(permit.discount_ground))


def _bills(rows: list) -> Iterator[Account]:
    yield from (_bill(row) for row in rows if is_to_pay(row) and row.amount)


def _bill(row: Any) -> Account:
    title = " ".join(filter(None, [_label("bill_kind", row.bill_kind), formatting.digits(row.period)]))
    cut = bills.discount(row)
    part = Part(
        _("In one sum"), row.amount - cut, row.due, row.paid_on, bills.is_paid(row), Bill(row.bill_id, row.pay_id)
    )
    return Account("permits", title, row.amount, cut, [part] if part.amount else [], "", _ground(row.discount_ground))


def _label(code_list: str, key: str) -> str:
    return str(code_lists.label(code_list, key, formatting.language()))


def _ground(key: str) -> str:
    return _label("discount_ground", key) if key else _("its ground was not told")


def unreported(facts: dict[str, list]) -> list[str]:
    """Of the levy and of demolitions: those of which no bill was told."""
    kinds = {row.bill_kind for row in facts["bills"]}
    return [_label("bill_kind", kind) for kind in ("levy", "demolition") if kind not in kinds]


_OF_A_FINE = (
    *("case_id", "source_key", "verdict_no", "verdict_kind", "amount", "discount", "discount_ground"),
    "comply_within_days",
    *(
        "commission_case",
        "served_on",
        "issued_at",
        "finality",
        "appeal_result",
        "objected_on",
        "objector",
        "objections",
    ),
    *("stayed_on", "stay_ended_on", "bill_state", "bill_id", "pay_id", "instalments"),
)
_OF_A_BILL = ("case_id", "source_key", *bills.RESTS_ON["bills"])
_OF_A_CASE = ("case_id", "source_key", "stage", "after", "violations")


def _served():
    return Verdict.visible.filter(OfCases(CASES), served_on__lte=Today()).order_by("served_on").values(*_OF_A_FINE)


def _billed():
    return bills.Bill.visible.filter(OfCases(CASES)).order_by("-issued_on", "due", "id").values(*_OF_A_BILL)


def _charged():
    own = ("case_id", "source_key", *permit_section.RESTS_ON["permits"])
    return Permit.visible.filter(OfCases(CASES), charges__gt=0).order_by("issued_on").values(*own)


FACTS = {
    "verdicts": Query(_served),
    "commission_cases": Query(lambda: CommissionCase.visible.filter(OfCases(CASES)).values(*_OF_A_CASE)),
    "permits": Query(_charged),
    "bills": Query(_billed),
}
