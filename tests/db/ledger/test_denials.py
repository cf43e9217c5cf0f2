"""What was refused, and what was done that leaves no other trace: askings, sign-out, thumbnails, printing."""

import pytest
from browser_client import Browser, newcomer, requested, stranger
from history_model import asked, case, owns, people
from personas import NEIGHBOUR, SOLE_OWNER, case_of, person_id, signed_in
from staff_client import at_desk, member

from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.ledger.entry import LedgerEntry


def rows(act: str, after: int) -> list[tuple]:
    found = LedgerEntry.objects.using("owner").filter(act=act, id__gt=after).order_by("id")
    return list(found.values_list("actor", "role", "detail"))


@pytest.fixture
def before(city) -> int:
    return asked("SELECT coalesce(max(id), 0) FROM ledger_ledgerentry")[0][0]


def test_a_citizen_who_asks_for_what_is_not_theirs_leaves_rows_that_do_not_grow_with_a_flood(before):
    client = signed_in(NEIGHBOUR)
    for _ in range(12):
        assert client.get(f"/cases/{case_of('A').ref}/permits/").status_code == 404
    me = person_id(NEIGHBOUR)
    assert rows("denied", before) == [(me, "citizen", {"page": "section", "times": n}) for n in (1, 10)]


def test_what_is_not_theirs_and_what_there_is_not_are_recorded_alike(before):
    client = signed_in(NEIGHBOUR)
    for ref in (case_of("A").ref, "x" * 22):
        client.get(f"/cases/{ref}/")
        client.get(f"/cases/{ref}/papers/{'0' * 64}/")
    assert [detail["page"] for _, _, detail in rows("denied", before)] == ["case", "paper"]


@pytest.mark.parametrize("path", ["/administration/", "/audit/", "/counter/files/" + "x" * 22 + "/"])
def test_a_clerk_who_tries_another_roles_page_is_recorded(before, path):
    clerk = member("clerk", 5)
    assert at_desk(clerk).get(path).status_code == 404
    [(actor, role, _detail)] = rows("denied", before)
    assert (actor, role) == (clerk.person_id, "clerk")


def test_strangers_tries_and_addresses_that_there_are_not_leave_nothing(before, client):
    for path in ("/cases/" + "x" * 22 + "/", "/wp-login.php", "/counter/"):
        client.get(path)
    signed_in(SOLE_OWNER).get("/wp-login.php")
    assert rows("denied", before) == []


def test_a_limit_that_was_met_is_recorded_with_the_network_and_its_count(before):
    number = stranger()
    for _ in range(3):
        Browser().ask(number)
    found = rows("limited", before)
    assert {(actor, role) for actor, role, _ in found} == {(None, "stranger")}
    assert found[0][2] == {"limit": "password.again", "network": "127.0.0.1", "times": 1}


def test_an_asking_is_recorded_for_those_there_are_and_those_there_are_not(before):
    number = newcomer("پروین")
    for asked_for in (number, stranger()):
        requested(asked_for, "sms")
    assert rows("password_asked", before) == [
        (person_id(number), "citizen", {"channel": "sms"}),
        (None, "citizen", {"channel": "sms"}),
    ]


def test_signing_out_is_recorded_once(before):
    client = signed_in(SOLE_OWNER)
    for _ in range(2):
        client.post("/entrance/leave/")
    assert rows("signed_out", before) == [(person_id(SOLE_OWNER), "citizen", {})]
    clerk = member("clerk", 5)
    desk = at_desk(clerk)
    for _ in range(2):
        desk.post("/staff/leave/")
    assert rows("signed_out", before)[1:] == [(clerk.person_id, "clerk", {})]


def test_thumbnails_leave_one_row_for_a_paper_and_a_session(before):
    file = case_of("A")
    papers = Paper._base_manager.using("owner").filter(case=file, of_person=None, visible_to_owner=True)
    sha = papers.exclude(scan="").values_list("scan", flat=True)[0]
    for _ in range(2):
        client = signed_in(SOLE_OWNER)
        for _ in range(3):
            assert client.get(f"/cases/{file.ref}/papers/{sha}/1-thumb.webp").status_code in (200, 404)
    assert rows("read", before) == [(person_id(SOLE_OWNER), "citizen", {"paper": sha[:12]})] * 2
    assert asked("SELECT DISTINCT section FROM ledger_ledgerentry WHERE id > %s AND act = 'read'", [before]) == [
        ("thumbnail",)
    ]


def test_a_clerk_who_opens_a_begun_registration_again_and_again_leaves_one_row_a_session(before):
    clerk = member("clerk", 5)
    client = at_desk(clerk)
    begun = client.post("/counter/begin/", {"code": ""})
    assert begun.status_code in (200, 302)
    drafts = asked("SELECT ref FROM counter_draft WHERE begun_by = %s", [clerk.person_id])
    for (ref,) in drafts:
        for _ in range(3):
            client.get(f"/counter/drafts/{ref}/")
    looked = asked(
        "SELECT section, detail ? 'draft' FROM ledger_ledgerentry WHERE id > %s AND actor = %s AND act = 'read'",
        [before, clerk.person_id],
    )
    assert drafts and looked == [("registration", True)]


def test_another_files_thumbnails_leave_no_row(before):
    (owner,) = people(1)
    file = case(5)
    owns(owner, file.id)
    client = signed_in(NEIGHBOUR)
    assert client.get(f"/cases/{file.ref}/papers/{'0' * 64}/1-thumb.webp").status_code == 404
    assert asked("SELECT 1 FROM ledger_ledgerentry WHERE id > %s AND section = 'thumbnail'", [before]) == []
