"""The papers that the guide requires of an owner, for this owner and this property, and whether they were seen."""

from datetime import date
from typing import NamedTuple

from shahrsazi.persian.dates import JalaliDate

NATIONAL_CARD_FROM = 15


class Need(NamedTuple):
    """One required paper, of any of `kinds`. An `of_property` paper is shown once and counts for every owner.

    A `personal` paper is stored under the person who showed it, and no other citizen sees it; every owner, and whoever
    acts for one, sees the other papers.
    """

    kinds: tuple[str, ...]
    of_property: bool = False
    personal: bool = False

    @property
    def name(self) -> str:
        return self.kinds[0]


DEED = Need(("deed",), of_property=True)
DEED_ALONE = Need(("deed",))  # of a file's data, not of somebody who shows it for all
CONVEYANCE = Need(("conveyance",), of_property=True)
PERMIT = Need(("last_permit", "completion", "no_violation"), of_property=True)
SLIP = Need(("renewal_slip",), of_property=True)
INHERITANCE = Need(("inheritance",), of_property=True)
INHERITANCE_TAX = Need(("inheritance_tax",), of_property=True)
DEATH = Need(("death_certificate",), personal=True)
CERTIFICATE = Need(("birth_certificate",), personal=True)
CARD = Need(("national_card",), personal=True)
PASSPORT = Need(("passport",), personal=True)
GAZETTE = Need(("gazette",), personal=True)
ATTORNEY = Need(("power_of_attorney",), personal=True)
GUARDIANSHIP = Need(("guardianship",), personal=True)
JUDGMENT = Need(("judgment",), personal=True)
CORRECTION = Need(("judgment", "inquiry"), personal=True)
DISMISSAL = Need(("dismissal",), personal=True)
OF_THE_PROPERTY = (DEED, CONVEYANCE, PERMIT, SLIP, INHERITANCE, INHERITANCE_TAX)
OF_PEOPLE = (DEATH, CERTIFICATE, CARD, PASSPORT, GAZETTE, ATTORNEY, GUARDIANSHIP, JUDGMENT, CORRECTION, DISMISSAL)
NEEDS = (*OF_THE_PROPERTY, *OF_PEOPLE)
# The papers by which somebody becomes an owner, and those that give leave to act for one: a tick alone does not carry
# the act, their scan, number and date do.
OF_A_NEW_OWNER = (DEED, INHERITANCE, INHERITANCE_TAX)
OF_A_MANDATE = (ATTORNEY, GUARDIANSHIP, GAZETTE)
PERSONAL_KINDS = frozenset(kind for need in NEEDS if need.personal for kind in need.kinds)
# By the kind of a person, the paper that says their name and birth where a card says otherwise than the record.
_OF_NAMES = {"legal": GAZETTE, "foreign": PASSPORT}
_OF_CAPACITY = {
    "attorney": [ATTORNEY],
    "representative": [GAZETTE],
    "liquidator": [GAZETTE],
    "parent": [],  # the child's own birth certificate names them
    "guardian": [GUARDIANSHIP],
    "executor": [GUARDIANSHIP],
    "trustee": [GUARDIANSHIP],
}


def of_owner(kind: str, birth_date: date | None, property_type: str, heirs: list[Need], today: date) -> list[Need]:
    """The papers an owner shows, with those of `heirs`. Bare land has no building paper, a child no national card."""
    papers = [DEED, CONVEYANCE, *heirs]
    papers += [] if property_type == "land" else [PERMIT]
    return [*papers, SLIP, *identity(kind, birth_date, today)]


def of_agent(capacity: str, kind: str, birth_date: date | None, today: date) -> list[Need]:
    """The papers an agent shows: the one that gives the mandate, and their own identity papers."""
    return [*_OF_CAPACITY.get(capacity, []), *identity(kind, birth_date, today)]


def identity(kind: str, birth_date: date | None, today: date) -> list[Need]:
    if kind == "legal":
        return [GAZETTE]
    if kind == "foreign":
        return [PASSPORT]
    return [CERTIFICATE] if birth_date and age(birth_date, today) < NATIONAL_CARD_FROM else [CERTIFICATE, CARD]


def of_names(kind: str) -> Need:
    """The paper that proves names and the day of birth."""
    return _OF_NAMES.get(kind, CERTIFICATE)


def age(birth_date: date, today: date) -> int:
    """Whole solar years, as the law counts them."""
    years = JalaliDate(today).year - JalaliDate(birth_date).year
    return years - (today < comes_of_age(birth_date, years))


def comes_of_age(birth_date: date, majority: int) -> date:
    """The day on which someone is `majority` solar years old; a 30 Esfand falls on 29 Esfand in most years."""
    birth = JalaliDate(birth_date)
    year = birth.year + majority
    day = min(birth.day, JalaliDate.days_in_month(birth.month, year))
    return JalaliDate(year, birth.month, day).to_gregorian()


def is_seen(paper: dict) -> bool:
    return paper.get("seen") == "1"
