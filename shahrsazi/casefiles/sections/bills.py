"""Bills beside fines and the charges of permits: the renovation levy, the cost of a demolition, and other charges.

They come with the permits, which a municipality issues to whoever owes none of them. Amounts are in rial.
"""

from collections.abc import Iterator

from django.db import models

from shahrsazi.casefiles.bill_states import is_confirmed, is_refunded, is_to_pay
from shahrsazi.casefiles.entry import Entry
from shahrsazi.casefiles.fields import code, day, described, rial, text
from shahrsazi.casefiles.terms.term import MET, term
from shahrsazi.database.policies import ENTRY_OF_MY_CASES, EVERYTHING


class Bill(Entry):
    """One sum that was billed; `period` is the year of a levy, `about` the key of the verdict that was carried out."""

    bill_kind = code("bill_kind")
    period = text(20)
    about = described(text(60), "the source_key of the verdict in this file that was carried out")
    issued_on = day()
    due = day()
    amount = rial(required=True)
    discount = rial()
    discount_ground = code("discount_ground", required=False)
    bill_state = code("bill_state", required=False)
    paid_on = day()
    bill_id = text(13)
    pay_id = text(13)

    # What is to be paid is not an attorney's to see whose mandate says nothing of it.
    _MINE = f"{ENTRY_OF_MY_CASES} AND case_id = ANY (ARRAY (SELECT guard.my_money_cases()))"
    policies = {
        "web": {"SELECT": f"{_MINE} AND (issued_on IS NULL OR issued_on <= (SELECT guard.today()))"},
        "feed": EVERYTHING,
    }

    class Meta:
        constraints = [models.UniqueConstraint("case", "source_key", name="bill_key")]


RESTS_ON = {
    "bills": (
        *("bill_kind", "period", "issued_on", "due", "amount", "discount", "bill_state", "paid_on"),
        *("bill_id", "pay_id", "discount_ground"),
    )
}


def is_paid(bill) -> bool:
    return bool(bill.paid_on) or is_confirmed(bill)


def is_shown(bill) -> bool:
    """Whether it is, or was, one to pay by: also one that was paid back."""
    return is_to_pay(bill) or is_refunded(bill)


def discount(bill) -> int:
    """What is remitted; no more than the amount."""
    return min(bill.discount or 0, bill.amount)


def terms(bills: list) -> Iterator[dict]:
    """A term for each bill that is one to pay by, paid or not."""
    for bill in bills:
        left = bill.amount - discount(bill)
        if left <= 0 or not is_to_pay(bill):
            continue
        closing = {"standing": MET, "closed_on": bill.paid_on} if is_paid(bill) else {}
        about = {"kind": bill.bill_kind, "about": bill.period, "visible_from": bill.issued_on}
        yield term("bill", bill.source_key, amount=left, last_on=bill.due, **about, **closing)
