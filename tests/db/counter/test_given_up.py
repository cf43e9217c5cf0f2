"""A registration that was objected to and that the counter gives up is not hidden by that: not told, not undecided."""

import pytest
from counter_acts import coming_sale, decide, died, object_to, overseen
from counter_client import ADMINISTRATOR, Desk, said, sees, text
from django.conf import settings
from django.db import ProgrammingError
from history_model import asked
from personas import person_id, signed_in
from staff_client import as_desk

WORDS = "جعل است"


@pytest.fixture
def objected(desk, other):
    work = coming_sale(desk, other)
    object_to(work.seller, work, WORDS)
    assert work.row.state == "objected"
    return work


def gives_up(work):
    return work.post("back/", {"withdraw": "1", "word": "x x x"})


def kinds(number: str) -> list[str]:
    rows = asked(
        "SELECT kind FROM messages_message WHERE person_id = %s AND channel = 'sms' ORDER BY id", [person_id(number)]
    )
    return [kind for (kind,) in rows]


def test_buyer_seller_and_both_clerks_are_told_once(objected, desk, other):
    gives_up(objected)
    assert objected.row.state == "withdrawn"
    for number in (objected.seller, objected.buyer, desk.number, other.number):
        assert kinds(number)[-1] == "change_given_up" and kinds(number)[-2] != "change_given_up", number


def test_it_waits_for_the_administrators_decision_all_the_same(objected):
    gives_up(objected)
    page = text(overseen(Desk(ADMINISTRATOR), objected))
    assert WORDS in page and "Given up by the counter meanwhile" in page
    decide(objected, "upheld")
    assert (objected.row.state, objected.row.decision) == ("withdrawn", "upheld")
    assert overseen(Desk(ADMINISTRATOR), objected) == ""
    assert kinds(objected.seller)[-1] == "objection_decided"


def test_not_upheld_it_stays_given_up(objected):
    gives_up(objected)
    decide(objected, "dismissed")
    assert (objected.row.state, objected.row.decision) == ("withdrawn", "dismissed")
    objected.post("back/", {"back": "1", "word": "x x x"})
    assert objected.row.state == "withdrawn"


def test_whoever_objected_still_reads_of_it(objected):
    gives_up(objected)
    page = said(signed_in(objected.seller).get("/en/changes/"))
    assert WORDS in page and "given up by the counter" in page and "I do not agree" not in page


def test_what_nobody_was_told_of_is_given_up_in_silence(desk, other):
    work = coming_sale(desk, other)
    before = kinds(work.seller)
    draft = desk.begin(work.case)
    draft.leave(person_id(work.seller))
    draft.post("back/", {"withdraw": "1", "word": "x x x"})
    assert draft.row.state == "withdrawn" and kinds(work.seller) == before
    assert f"change-{draft.row.id}" not in signed_in(work.seller).get("/en/changes/").content.decode()


@pytest.mark.parametrize("state", ["objected", "draft again"])
def test_by_no_statement_does_a_desk_change_whom_it_concerns(objected, desk, state):
    if state == "draft again":
        decide(objected, "dismissed")
        objected.post("back/", {"back": "1", "word": "x x x"})
    with pytest.raises(ProgrammingError), as_desk(desk.client.cookies[settings.STAFF_COOKIE].value) as cursor:
        cursor.execute("UPDATE counter_draft SET concerns = '[1]' WHERE id = %s", [objected.row.id])


def test_an_attorney_hears_that_their_sight_ended_by_a_death_also_one_of_another_file(desk, shared):
    from history_model import acts, owns, people
    from history_model import case as stored_case

    elsewhere, [attorney] = stored_case(3), people(1)
    owns(person_id(shared.hers), elsewhere.id)
    acts(attorney, person_id(shared.hers), elsewhere.id)
    assert sees(shared.agents, shared.case)
    died(desk, shared.case, shared.hers).settle()
    assert not sees(shared.agents, shared.case) and kinds(shared.agents)[-1] == "mandate_ended"
    told = asked("SELECT kind FROM messages_message WHERE person_id = %s AND channel = 'sms'", [attorney])
    assert told == [("mandate_ended",)]
    assert "mandate_ended" not in kinds(shared.his)


def test_notices_of_a_desk_are_in_the_citys_language(desk, other):
    work = coming_sale(desk, other)
    work.post("reversal/", {"reason": "اشتباه در نام"})
    work.by(other).post("reversal/", {"do": "agree"})
    rows = asked("SELECT DISTINCT language FROM messages_message WHERE person_id = %s", [person_id(work.seller)])
    assert rows == [("fa",)]
