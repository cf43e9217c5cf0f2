"""The people of the tests, by what they are; their facts are those of the sample city. See README."""

from contextlib import contextmanager

from django.conf import settings
from django.test import Client

SOLE_OWNER = "1300001232"  # owns A; asks by SMS or e-mail
NEIGHBOUR = "1300045671"  # 2 of 6 dang of B, and C; the stranger in every access test of A
CO_OWNER = "1301122335"  # 4 of 6 dang of B; represents the company
ATTORNEY = "1302500171"  # live mandate for B, expired mandate for A
EX_OWNER = "1303800268"  # sold C
DISTRICT_15 = "1307770010"  # D, not served; E
HALF_REGISTERED = "1309004447"
CITIZENS = (SOLE_OWNER, NEIGHBOUR, CO_OWNER, ATTORNEY, EX_OWNER, DISTRICT_15)


def person_id(national_code: str) -> int:
    from shahrsazi.people.models import Person

    return Person.objects.using("owner").get(number=national_code).id


def person_ref(person: int) -> str:
    """What an address names the person by."""
    from shahrsazi.people.models import Person

    return Person.objects.using("owner").get(id=person).ref.hex


def token_of(national_code: str, level: int = 2) -> str:
    """A session of theirs, begun without the entrance's pages; returns its token."""
    from shahrsazi.credentials import sessions

    return sessions.begin(person_id(national_code), level=level, device="test")


def signed_in(national_code: str, level: int = 2) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE] = token_of(national_code, level)
    return client


def case_of(letter: str):
    """The sample's file A … E, as the table's owner sees it."""
    from shahrsazi.casefiles.casefile import CaseFile, Ownership

    owners = {"A": SOLE_OWNER, "B": CO_OWNER, "C": NEIGHBOUR, "D": DISTRICT_15, "E": DISTRICT_15}
    districts = {"A": 5, "B": 3, "C": 6, "D": 15, "E": 10}
    held = Ownership.current().using("owner").filter(person__number=owners[letter]).values("case")
    return CaseFile._base_manager.using("owner").get(id__in=held, district=districts[letter])


@contextmanager
def registered(national_code: str):
    """Meanwhile all their papers are there: else no session of theirs holds, and the database shows them nothing."""
    from shahrsazi.people.models import Contact

    contact = Contact.objects.using("owner").filter(person__number=national_code)
    before = contact.get().registered_on
    contact.update(registered_on="2026-01-01")
    try:
        yield
    finally:
        contact.update(registered_on=before)


@contextmanager
def seen_by(national_code: str):
    """Queries of the web role see what this citizen may see."""
    from django.db import transaction

    from shahrsazi.credentials import sessions

    with transaction.atomic():
        sessions.visitor_of(token_of(national_code))
        yield
