"""What the state of a bill says of its payment, of whatever it is: a fine, the charges of a permit, a levy."""

from typing import Any

PAID = "bank_confirmed"  # as the bank says
NOT_TO_PAY = ("draft", "void", "refunded")


def is_to_pay(row: Any) -> bool:
    """Whether it is, or was, one to pay by."""
    return row.bill_state not in NOT_TO_PAY


def is_confirmed(row: Any) -> bool:
    return bool(row.bill_state == PAID)


def is_refunded(row: Any) -> bool:
    return bool(row.bill_state == "refunded")
