"""A desk as the author of a row in the ledger."""

from shahrsazi.ledger.entry import Author
from shahrsazi.staff.session import Desk


def author(desk: Desk, reason: str = "") -> Author:
    return Author("staff", desk.role, desk.person_id, reason, desk.district)
