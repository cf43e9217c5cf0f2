"""Whose mandate is over by its paper's term acts for nobody any more: not at the desk, and no message goes to them."""

import pytest
from counter_acts import object_to
from counter_client import key_of, opened, said, take_effect
from counter_forms import a_company, an_attorney, an_owner, years_ago
from db.counter.test_end_of_mandate import end
from db.counter.test_parties_contact import acted_for
from history_model import asked
from personas import person_id

BLOCK = "INSERT INTO people_accountblock (person_id, reason, blocked_by, opening_reason) VALUES (%s, 'x', 1, '')"
OVER = "UPDATE casefiles_mandate SET expires_on = current_date - 10 WHERE agent_id = %s RETURNING 1"
GROWN = "UPDATE people_contact SET birth_date = birth_date - 9 * 366 WHERE person_id = %s RETURNING 1"


def told(number: str) -> list:
    return asked("SELECT kind FROM messages_message WHERE person_id = %s ORDER BY id", [person_id(number)])


@pytest.fixture
def grown(desk):
    """The file of somebody who was a child, and of age by now; .owned_by and .acting, who was the guardian."""
    file = acted_for(desk, an_owner(birth_date=years_ago(9)), capacity="guardian")
    asked(OVER, [person_id(file.acting)])
    asked(GROWN, [person_id(file.owned_by)])
    return file


def test_a_guardian_of_before_neither_holds_the_file_up_by_a_block_nor_is_told(desk, grown):
    asked(f"{BLOCK} RETURNING 1", [person_id(grown.acting)])
    work, before = desk.begin(grown.case), told(grown.acting)
    work.complete(key_of(person_id(grown.owned_by)))
    assert work.missing() == []
    work.settle()
    assert work.row.state == "confirmed" and told(grown.acting) == before
    assert said(work.get("owners/")).count("Guardian") == 0


def test_a_guardian_of_before_is_not_told_that_a_change_was_stopped(desk, grown):
    key = key_of(person_id(grown.owned_by))
    first = desk.begin(grown.case)
    first.complete(key)
    first.settle()
    take_effect(first)
    work = desk.begin(grown.case)
    work.complete(key)
    work.settle()
    before = told(grown.acting)
    object_to(grown.owned_by, work)
    assert work.row.state == "objected" and told(grown.acting) == before


def test_a_company_whose_representative_is_over_by_term_gets_another_one_first(desk):
    file = acted_for(desk, a_company(), capacity="representative")
    asked(OVER, [person_id(file.acting)])
    work, key = desk.begin(file.case), key_of(person_id(file.owned_by))
    work.leave(person_id(file.owned_by), land_dang="1")
    work.complete(work.owner(an_owner(land_dang="1")))
    assert any("A company or body needs a representative." in sentence for sentence in work.missing())
    work.complete(key, work.agent(key, an_attorney(capacity="representative")))
    assert work.missing() == []
    work.settle()
    assert work.row.state == "confirmed"


def test_a_co_owner_does_not_wait_for_the_company_to_name_another_one(desk):
    company, other = a_company(land_dang="3"), an_owner(land_dang="3")
    work = desk.begin()
    work.file()
    work.keys = [work.owner(company), work.owner(other)]
    acting = an_attorney(capacity="representative")
    work.complete(*work.keys, work.agent(work.keys[0], acting))
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    asked(OVER, [person_id(acting["number"])])
    move = desk.begin(work.case)
    move.complete(key_of(person_id(other["number"])))
    assert move.missing() == []
    move.settle()
    assert move.row.state == "confirmed"


def test_an_end_of_before_that_a_registration_wrote_itself_stays_in_its_review(desk):
    """The mandate is over by its term since: the review names whose leave it ended all the same."""
    owner, attorney = an_owner(), an_attorney()
    file = opened(desk, owner)
    given = desk.begin(file.case)
    given.complete(given.agent(key_of(person_id(owner["number"])), attorney))
    given.settle()
    assert given.row.state == "confirmed", given.missing()
    act = end(desk, given)
    act.settle()
    assert act.row.state == "confirmed", act.missing()
    asked(OVER, [person_id(attorney["number"])])
    assert attorney["last_name"] in said(act.get())
