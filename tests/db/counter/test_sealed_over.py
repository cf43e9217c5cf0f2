"""Requests for one more sealed password that are over or refused; and who sold the house that they came in by."""

import feed_lines
import pytest
from counter_acts import card, object_to, unreachable
from counter_client import a_colleague, fed, key_of, opened, said, take_effect
from counter_forms import HOME_CODE, an_owner, national_code
from django.conf import settings
from history_model import asked
from personas import person_id
from sealed_passwords import asked_for_again, asks, before, is_printed, over
from staff_client import as_desk

from shahrsazi.counter import sealed_again


@pytest.mark.parametrize("since", ["suspended", "printed"])
def test_what_a_clerk_wanted_waits_no_more_once_they_are_suspended_or_another_one_was_printed(other, since):
    first = a_colleague(5)
    work = asked_for_again(first)
    there = before(work, other)
    assert "waits for agreement" in said(there.get())
    if since == "suspended":
        leaves = "UPDATE staff_member SET disabled_at = now() WHERE person_id = %s RETURNING 1"
        asked(leaves, [person_id(first.number)])
    assert is_printed(there)
    over(work.id)
    assert "waits for agreement" not in said(there.get())
    assert "You asked for it yourself" in said(asks(there))


def test_who_sold_the_house_by_which_they_came_in_gets_one_for_what_is_left_to_them(desk):
    number = national_code()
    sold, left = fed(feed_lines.owner(number)), fed(feed_lines.owner(number))
    work, key = desk.begin(sold), key_of(person_id(number))
    work.known_owner(person_id(number), **card(number))
    work.papers(key)
    work.post(f"contact/{key}/", {"unreachable": "1", "residence_postal": HOME_CODE, "base": "0"})
    work.submit()
    assert work.row.state == "active", work.missing()
    sale = desk.begin(sold)
    sale.leave(person_id(number))
    sale.complete(sale.owner(an_owner()))
    sale.settle()
    take_effect(sale)
    assert "Sealed password for" in said(work.get())
    assert work.post(f"sealed/{key}/").content.startswith(b"%PDF-")
    assert work.post(f"sealed/{key_of(person_id(desk.number))}/").status_code == 404
    told_of_it = "SELECT case_id FROM counter_letter WHERE person_id = %s AND kind = 'printed' AND to_property"
    assert asked(told_of_it, [person_id(number)]) == [(left.id,)]


def waits(work, clerk) -> bool:
    """Whether the review leads another clerk to it."""
    return f"sealed/{work.key}/again/" in work.by(clerk).get().content.decode()


@pytest.mark.parametrize("done", ["chose a password", "got a telephone"])
def test_a_request_is_over_once_the_person_needs_no_paper(desk, other, done):
    work = asked_for_again(desk)
    assert waits(work, other)
    if done == "chose a password":
        sql = "INSERT INTO credentials_credential (person_id, hash, changed_at) VALUES (%s, 'x', now()) RETURNING 1"
    else:
        sql = "UPDATE people_contact SET mobile = '+989121112233' WHERE person_id = %s RETURNING 1"
    asked(sql, [work.id])
    assert not waits(work, other)
    with as_desk(other.client.cookies[settings.STAFF_COOKIE].value):
        assert work.row.id not in sealed_again.wanted()


@pytest.mark.parametrize("own", [True, False], ids=["taken back", "refused"])
def test_a_request_is_refused_or_taken_back_and_can_be_made_anew(desk, other, own):
    work = asked_for_again(desk)
    clerk = desk if own else other
    page = work.by(clerk).get(f"sealed/{work.key}/again/").content.decode()
    assert 'value="refuse"' in page and ('value="agree"' in page) != own
    assert work.by(clerk).post(f"sealed/{work.key}/again/", {"do": "refuse"}).status_code == 302
    assert not waits(work, other) and not is_printed(work)
    acts = "SELECT act, actor FROM ledger_ledgerentry WHERE person = %s AND act = 'sealed_refused'"
    assert asked(acts, [work.id]) == [("sealed_refused", person_id(clerk.number))]
    assert "a colleague has to agree" in said(asks(work)) and waits(work, other)


def gave_up_the_telephone(desk, work):
    """The same person gives up a telephone by another registration of the same file: nothing reaches them but paper."""
    asked("UPDATE people_contact SET mobile = '+989121112244' WHERE person_id = %s RETURNING 1", [work.id])
    return reached_nowhere(desk, work.case, work.id, HOME_CODE)


def reached_nowhere(desk, case, who: int, home: str, **named):
    """A registration, in force by now, that says of them that no telephone reaches them, and where they live."""
    later = desk.begin(case)
    later.key, later.id = key_of(who), who
    if named:
        later.known_owner(who, **named)
    later.papers(later.key)
    later.post(f"contact/{later.key}/", {"unreachable": "1", "residence_postal": home, "base": "0"})
    later.settle()
    assert later.row.state in ("active", "confirmed"), later.missing()
    take_effect(later)
    return later


def test_a_request_is_answered_on_the_page_of_the_registration_in_which_it_was_made_alone(desk, other):
    first = unreachable(desk)
    first.id = person_id(first.who["number"])
    later = gave_up_the_telephone(desk, first)
    first.post(f"sealed/{first.key}/")
    over(first.id)
    assert "a colleague has to agree" in said(asks(later))
    page = said(first.by(other).get(f"sealed/{first.key}/again/"))
    assert "Agree" not in page and "it is asked for in another registration" in page
    asks(first)
    there = before(later, other)
    assert "Agree" in said(there.get(f"sealed/{later.key}/again/"))
    assert there.post(f"sealed/{later.key}/again/", {"do": "agree"}).status_code == 302


def test_a_request_of_a_change_that_another_one_replaced_keeps_none_back(desk, other):
    first = unreachable(desk)
    first.id = person_id(first.who["number"])
    later = gave_up_the_telephone(desk, first)
    first.post(f"sealed/{first.key}/")
    over(first.id)
    assert "a colleague has to agree" in said(asks(later))
    moved = reached_nowhere(desk, first.case, first.id, "8134673441")
    assert later.get(f"sealed/{later.key}/again/").status_code == 404
    assert "a colleague has to agree" in said(asks(moved)) and waits(moved, other)


def test_nor_does_one_of_a_registration_that_was_objected_to(desk, other):
    seller, who = an_owner(), national_code()
    elsewhere = fed(feed_lines.owner(who))
    sale = desk.begin(opened(desk, seller).case)
    sale.leave(person_id(seller["number"]))
    sale.key, sale.id = sale.owner(an_owner(**feed_lines.person(who))), person_id(who)
    sale.papers(sale.key)
    sale.post(f"contact/{sale.key}/", {"unreachable": "1", "residence_postal": HOME_CODE, "base": "0"})
    sale.settle()
    sale.post(f"sealed/{sale.key}/")
    over(sale.id)
    assert "a colleague has to agree" in said(asks(sale))
    object_to(seller["number"], sale)
    assert sale.row.state == "objected"
    anew = reached_nowhere(desk, elsewhere, sale.id, HOME_CODE, **card(who))
    assert "a colleague has to agree" in said(asks(anew)) and waits(anew, other)
