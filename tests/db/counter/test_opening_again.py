"""A blocked account opens again at the file that its owner has, by two clerks who are at work, and within a week."""

import pytest
from counter_acts import coming_sale
from counter_client import a_colleague, opened, said, take_effect
from counter_forms import an_owner
from history_model import asked, owns
from history_model import case as stored_case
from personas import person_id, person_ref


@pytest.fixture
def filed(desk):
    owner = an_owner()
    work = opened(desk, owner)
    work.number = owner["number"]
    return work


def address(case, number: str) -> str:
    return f"files/{case.ref}/people/{person_ref(person_id(number))}/block/"


def is_blocked(number: str) -> bool:
    return asked("SELECT guard.is_blocked(%s)", [person_id(number)]) == [(True,)]


def wanted(work, clerk):
    """Blocked, and the same clerk asks to open it; the address of the page."""
    there = address(work.case, work.number)
    clerk.post(there, {"reason": "دزدیده شد", "do": "block"})
    clerk.post(there, {"reason": "با کارت آمد", "do": "ask"})
    return there


def test_the_word_of_a_clerk_who_was_suspended_opens_nothing(filed, other):
    rogue = a_colleague(5)
    there = wanted(filed, rogue)
    asked("UPDATE staff_member SET disabled_at = now() WHERE person_id = %s RETURNING 1", [person_id(rogue.number)])
    other.post(there, {"do": "agree"})
    assert is_blocked(filed.number)
    assert "Put it before a colleague" in said(other.get(there)), "whoever is at work asks anew"
    assert other.post(there, {"reason": "با کارت آمد", "do": "ask"}).status_code == 302
    a_colleague(5).post(there, {"do": "agree"})
    assert not is_blocked(filed.number)


def test_a_request_to_open_an_account_lapses_after_a_week(filed, desk, other):
    there = wanted(filed, desk)
    age = (
        "UPDATE people_accountblock SET opening_requested_at = now() - interval '%s hours'"
        " WHERE person_id = %s RETURNING 1"
    )
    asked(age % (7 * 24 + 1, person_id(filed.number)))
    other.post(there, {"do": "agree"})
    assert is_blocked(filed.number) and "Put it before a colleague" in said(other.get(there))
    asked(age % (7 * 24 - 1, person_id(filed.number)))
    other.post(there, {"do": "agree"})
    assert not is_blocked(filed.number)


@pytest.mark.parametrize("by_whom", ["whoever asked", "a colleague"])
def test_a_request_to_open_an_account_is_taken_back_or_refused(filed, desk, other, by_whom):
    there = wanted(filed, desk)
    clerk = desk if by_whom == "whoever asked" else other
    assert "Leave it as it is" in said(clerk.get(there))
    assert clerk.post(there, {"do": "refuse"}).status_code == 302
    assert "done meanwhile" in said(other.post(there, {"do": "agree"})) and is_blocked(filed.number)
    acts = asked(
        "SELECT act FROM ledger_ledgerentry WHERE person = %s ORDER BY id DESC LIMIT 1", [person_id(filed.number)]
    )
    assert acts == [("unblock_refused",)]
    assert clerk.post(there, {"do": "refuse"}).status_code == 200, "nothing waits any more"


def test_a_former_owners_account_is_not_opened_through_the_file_that_they_sold(desk, other):
    sale = coming_sale(desk, other)
    take_effect(sale)
    elsewhere = stored_case(3)
    owns(person_id(sale.seller), elsewhere.id)
    a_colleague(3).post(address(elsewhere, sale.seller), {"reason": "دزدیده شد", "do": "block"})
    assert is_blocked(sale.seller)
    there = address(sale.case, sale.seller)
    assert desk.post(there, {"reason": "زنگ زد", "do": "ask"}).status_code == 404
    assert other.post(there, {"do": "agree"}).status_code == 404 and is_blocked(sale.seller)
    three, four = a_colleague(3), a_colleague(3)
    three.post(address(elsewhere, sale.seller), {"reason": "با کارت آمد", "do": "ask"})
    four.post(address(elsewhere, sale.seller), {"do": "agree"})
    assert not is_blocked(sale.seller)


def test_who_owns_nothing_any_more_comes_to_the_counter_of_what_they_had(desk, other, filed):
    there = wanted(filed, desk)
    asked(
        "UPDATE casefiles_ownership SET effective_to = effective_from WHERE case_id = %s RETURNING 1", [filed.case.id]
    )
    other.post(there, {"do": "agree"})
    assert not is_blocked(filed.number)
