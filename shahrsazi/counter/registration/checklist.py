"""The guide's list of what an owner brings, for this owner and this property: what is needed and what was seen."""

from datetime import date
from typing import NamedTuple

from shahrsazi.persian.dates import JalaliDate

NATIONAL_CARD_FROM = 15


class Need(NamedTuple):
    """One thing to be shown: any of `kinds` will do. What is the property's is shown once and holds for every owner.

    A `personal` paper is kept under the person who showed it, and of all citizens only they see it; the others are seen
    by every owner and whoever acts for one.
    """

    kinds: tuple[str, ...]
    of_property: bool = False
    personal: bool = False

    @property
    def name(self) -> str:
        return self.kinds[0]


DEED = Need(("deed",), of_property=True)
CONVEYANCE = Need(("conveyance",), of_property=True)
PERMIT = Need(("last_permit", "completion", "no_violation"), of_property=True)
SLIP = Need(("renewal_slip",), of_property=True)
INHERITANCE = Need(("inheritance",), of_property=True)
CERTIFICATE = Need(("birth_certificate",), personal=True)
CARD = Need(("national_card",), personal=True)
PASSPORT = Need(("passport",), personal=True)
GAZETTE = Need(("gazette",), personal=True)
ATTORNEY = Need(("power_of_attorney",), personal=True)
GUARDIANSHIP = Need(("guardianship",), personal=True)
NEEDS = (
    DEED, CONVEYANCE, PERMIT, SLIP, INHERITANCE, CERTIFICATE, CARD, PASSPORT, GAZETTE, ATTORNEY, GUARDIANSHIP,
)  # fmt: skip
PERSONAL_KINDS = frozenset(kind for need in NEEDS if need.personal for kind in need.kinds)
_OF_CAPACITY = {
    "attorney": [ATTORNEY],
    "representative": [GAZETTE],
    "liquidator": [GAZETTE],
    "parent": [],
    "guardian": [GUARDIANSHIP],
    "executor": [GUARDIANSHIP],
    "trustee": [GUARDIANSHIP],
}


def of_owner(kind: str, born: date | None, property_type: str, inherited: bool, today: date) -> list[Need]:
    """What an owner shows. Bare land has no building paper; a child has no national card yet."""
    papers = [DEED, CONVEYANCE, *([INHERITANCE] if inherited else [])]
    papers += [] if property_type == "land" else [PERMIT]
    return [*papers, SLIP, *identity(kind, born, today)]


def of_agent(capacity: str, born: date | None, today: date) -> list[Need]:
    """What one who acts for an owner shows: the leave itself, and their own two papers."""
    return [*_OF_CAPACITY.get(capacity, []), *identity("natural", born, today)]


def identity(kind: str, born: date | None, today: date) -> list[Need]:
    if kind == "legal":
        return [GAZETTE]
    if kind == "foreign":
        return [PASSPORT]
    return [CERTIFICATE] if born and age(born, today) < NATIONAL_CARD_FROM else [CERTIFICATE, CARD]


def age(born: date, today: date) -> int:
    """Whole solar years, as the law counts them."""
    then, now = JalaliDate(born), JalaliDate(today)
    return now.year - then.year - ((now.month, now.day) < (then.month, then.day))


def comes_of_age(born: date, majority: int) -> date:
    """The day on which someone is `majority` solar years old; a 30 Esfand falls on 29 Esfand in most years."""
    then = JalaliDate(born)
    year = then.year + majority
    day = min(then.day, JalaliDate.days_in_month(then.month, year))
    return JalaliDate(year, then.month, day).to_gregorian()


def is_seen(paper: dict) -> bool:
    return paper.get("seen") == "1"
