"""Desks of the sample's staff, signed in without the entrance's pages; and what the ledger wrote meanwhile."""

import pytest
from django.conf import settings
from django.test import Client

ADMINISTRATOR, AUDITOR, CLERK = "1315550083", "1312345004", "1310002223"


@pytest.fixture(scope="session")
def staff(city):
    from shahrsazi.demo.staff import add_sample

    add_sample()


@pytest.fixture
def member_of(staff):
    """The member of staff with a national code, as the tables' owner sees them."""
    from shahrsazi.staff.member import Member

    return lambda number: Member.objects.using("owner").select_related("person").get(person__number=number)


@pytest.fixture
def desk_of(member_of):
    """A browser at the desk of the member with that national code."""
    from shahrsazi.staff import session

    def sit(number: str) -> Client:
        client = Client(raise_request_exception=False)
        client.cookies[settings.STAFF_COOKIE] = session.begin(member_of(number).id, level=2)
        return client

    return sit


@pytest.fixture
def administrator(desk_of):
    return desk_of(ADMINISTRATOR)


@pytest.fixture
def auditor(desk_of):
    return desk_of(AUDITOR)


@pytest.fixture
def clerk(desk_of):
    return desk_of(CLERK)


@pytest.fixture
def written(staff):
    """The ledger's rows since the test began: (act, role, actor, person, detail), oldest first."""
    from django.db.models import Max

    from shahrsazi.ledger.entry import LedgerEntry

    rows = LedgerEntry.objects.using("owner")
    start = rows.aggregate(last=Max("id"))["last"] or 0

    def since(act: str = "") -> list[tuple]:
        found = rows.filter(id__gt=start, **({"act": act} if act else {})).order_by("id")
        return list(found.values_list("act", "role", "actor", "person", "detail"))

    return since


@pytest.fixture
def newcomer(administrator, auditor, member_of):
    """A clerk of district 7, just added over the page and agreed to; returns the member."""
    from browser_client import stranger

    number = stranger()
    said = {"number": number, "first_name": "سارا", "last_name": "نوری", "role": "clerk", "district": "7"}
    assert administrator.post("/administration/staff/", said).status_code == 302
    agree_about(auditor, member_of(number))
    return member_of(number)


def agree_about(client, member):
    """Agree to what waits about a member; the answer."""
    from shahrsazi.administration.approvals import ApprovalRequest

    row = ApprovalRequest.objects.using("owner").get(outcome="", content__member=member.id)
    return client.post("/administration/requests/", {"request": row.id, "do": "agree"})


@pytest.fixture(autouse=True)
def _nothing_waits(city):
    """A request that one test leaves waiting does not stand in the way of the next, wherever either of them is."""
    from shahrsazi.administration.approvals import ApprovalRequest

    waiting = ApprovalRequest.objects.using("owner").filter(outcome="")
    waiting.delete()
    yield
    waiting.delete()
