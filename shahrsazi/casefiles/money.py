"""What a file owes and has paid: an account for each fine, the charges of each permit and each bill, and their sums.

Amounts are in rial. Of every account: amount = discount + paid + left − over. Who may see them: roles.sees_money().
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from shahrsazi.casefiles.account import REFUNDED, UNBILLED, VOID, Account, Part
from shahrsazi.casefiles.bill_states import is_refunded, is_to_pay
from shahrsazi.casefiles.section import CASES, OfCases
from shahrsazi.casefiles.sections import bills
from shahrsazi.casefiles.sections import permits as permit_section
from shahrsazi.casefiles.sections.permits import Permit
from shahrsazi.casefiles.sections.violations import dues
from shahrsazi.casefiles.sections.violations.models import CaseBefore, CommissionCase, Verdict
from shahrsazi.casefiles.sections.violations.verdicts import judged
from shahrsazi.city import code_lists
from shahrsazi.database.functions import Today
from shahrsazi.database.prepared import Query
from shahrsazi.persian import formatting
from shahrsazi.persian.identifiers import Bill


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
        if fine := dues.account(verdict, today):
            yield fine


def _charges(permits: list) -> Iterator[Account]:
    for permit in permits:
        if permit.charges and (permit.state != "void" or permit.charges_paid_on):
            yield _charge(permit)


def _charge(permit: Any) -> Account:
    kind = _label("permit_kind", permit.permit_kind)
    title = _("Charges of %(kind)s %(no)s") % {"kind": kind, "no": formatting.digits(permit.permit_no)}
    paid, discount = permit.charges_paid_on, min(permit.charges_discount or 0, permit.charges)
    bill, owed = Bill(permit.bill_id, permit.pay_id), permit.charges - discount
    is_paid = True if paid else False if permit_section.is_billed(permit) else None
    parts = [Part(_("In one sum"), owed, None, paid, is_paid, bill)] if owed else []
    standing = VOID if permit.state == "void" else "" if paid or bill or not owed else UNBILLED
    return Account("permits", title, permit.charges, discount, parts, standing, dues.ground(permit.discount_ground))


def _bills(rows: list) -> Iterator[Account]:
    yield from (_bill(row) for row in rows if bills.is_shown(row) and row.amount)


def _bill(row: Any) -> Account:
    title = " ".join(filter(None, [_label("bill_kind", row.bill_kind), formatting.digits(row.period)]))
    cut = bills.discount(row)
    bill = Bill(row.bill_id, row.pay_id) if is_to_pay(row) else Bill("", "")
    part = Part(_("In one sum"), row.amount - cut, row.due, row.paid_on, bills.is_paid(row), bill)
    standing = REFUNDED if is_refunded(row) else ""
    parts = [part] if part.amount else []
    return Account("permits", title, row.amount, cut, parts, standing, dues.ground(row.discount_ground))


def _label(code_list: str, key: str) -> str:
    return str(code_lists.label(code_list, key, formatting.language()))


def unreported(facts: dict[str, list]) -> list[str]:
    """Of the levy and of demolitions: those of which no bill was told, in whatever state."""
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
    *("stayed_on", "stay_ended_on", "divan_order", "bill_state", "bill_id", "pay_id", "instalments"),
)
_OF_A_BILL = ("case_id", "source_key", *bills.RESTS_ON["bills"])
_OF_A_CASE = ("case_id", "source_key", "stage", "received_on", "after", "violations")


def _served():
    return Verdict.visible.filter(OfCases(CASES), served_on__lte=Today()).order_by("served_on").values(*_OF_A_FINE)


def _heard():
    return CommissionCase.visible.filter(OfCases(CASES)).values(*_OF_A_CASE).annotate(before=CaseBefore())


def _billed():
    return bills.Bill.visible.filter(OfCases(CASES)).order_by("-issued_on", "due", "id").values(*_OF_A_BILL)


def _charged():
    own = ("case_id", "source_key", *permit_section.RESTS_ON["permits"])
    return Permit.visible.filter(OfCases(CASES), charges__gt=0).order_by("issued_on").values(*own)


FACTS = {
    "verdicts": Query(_served),
    "commission_cases": Query(_heard),
    "permits": Query(_charged),
    "bills": Query(_billed),
}
