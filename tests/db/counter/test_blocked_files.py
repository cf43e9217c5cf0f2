"""A blocked account stops what is coming to the files that the person owns or acts for, whatever else stands in it."""

import pytest
from counter_acts import of_two
from counter_client import key_of, opened, sees, take_effect
from counter_forms import a_company, an_attorney, an_owner, phone, typed, years_ago
from history_model import asked
from personas import person_id, signed_in

from shahrsazi.persian import dates


def blocks(number: str) -> None:
    signed_in(number).post("/en/sessions/", {"block": "1"})


def a_dismissal(desk):
    """Of her attorney, in a file of two; not sent yet."""
    file = of_two(desk)
    [(mandate,)] = asked("SELECT ref FROM casefiles_mandate WHERE case_id = %s", [file.case.id])
    act = desk.begin(file.case)
    act.post(f"mandates/{mandate.hex}/", {"end_reason": "dismissal", "ended_on": typed(dates.today()), "base": "0"})
    act.papers(f"m{mandate.hex}")
    act.hers, act.his, act.attorney = file.hers, file.his, file.agents
    return act


def with_a_sale(act):
    act.leave(person_id(act.hers))
    act.complete(act.owner(an_owner(land_dang="3")))


def with_another_attorney(act):
    act.complete(act.agent(key_of(person_id(act.his)), an_attorney()))


def with_another_telephone(act):
    act.papers(key := key_of(person_id(act.hers)))
    act.contact(key, mobile=phone())


@pytest.mark.parametrize("more", [with_a_sale, with_another_attorney, with_another_telephone])
def test_a_dismissal_with_anything_else_is_stopped_whole(desk, more):
    act = a_dismissal(desk)
    more(act)
    act.settle()
    assert act.row.state == "confirmed", act.missing()
    blocks(act.hers)
    assert act.row.state == "objected"


def test_a_dismissal_alone_stays_and_gives_the_attorney_no_sight_back(desk):
    act = a_dismissal(desk)
    act.settle()
    blocks(act.hers)
    assert act.row.state == "confirmed" and not sees(act.attorney, act.case)


def acted_for(desk, owner: dict, **agent):
    """A file of a child or a company, a sale of which is coming; with who acts for it, and the buyer."""
    acting, buyer = an_attorney(**agent), an_owner()
    file = desk.begin()
    file.file()
    key = file.owner(owner)
    agent_key = file.agent(key, acting)
    file.papers(key)
    file.complete(agent_key)
    file.settle()
    sale = desk.begin(file.case)
    sale.leave(person_id(owner["number"]))
    sale.complete(sale.owner(buyer))
    sale.acting, sale.buyer, sale.owned_by = acting["number"], buyer["number"], owner["number"]
    return sale


CHILD = ("guardian", lambda: an_owner(birth_date=years_ago(9)))
COMPANY = ("representative", a_company)


@pytest.mark.parametrize(("capacity", "owner"), [CHILD, COMPANY])
def test_the_block_of_who_acts_for_a_child_or_a_company_stops_its_sale(desk, capacity, owner):
    sale = acted_for(desk, owner(), capacity=capacity)
    sale.settle()
    assert sale.row.state == "confirmed", sale.missing()
    blocks(sale.acting)
    take_effect(sale)
    assert sale.row.state == "objected" and not sees(sale.buyer, sale.case)


@pytest.mark.parametrize(("capacity", "owner"), [CHILD, COMPANY])
def test_and_nothing_new_is_registered_on_its_file(desk, capacity, owner):
    sale = acted_for(desk, owner(), capacity=capacity)
    sale.submit()
    blocks(sale.acting)
    sale.by(desk).settle()
    assert sale.row.state == "submitted" and any("is blocked" in sentence for sentence in sale.missing())


def test_an_attorneys_block_stops_nothing_of_the_owner(desk):
    file = of_two(desk)
    blocks(file.agents)
    act = desk.begin(file.case)
    act.leave(person_id(file.hers))
    act.complete(act.owner(an_owner(land_dang="3")))
    act.settle()
    assert act.row.state == "confirmed", act.missing()


def another_telephone(desk, case, number: str):
    work = desk.begin(case)
    work.papers(key := key_of(person_id(number)))
    work.contact(key, mobile=phone())
    return work


def test_whose_telephone_was_stolen_gets_another_by_two_clerks_and_papers_while_blocked(desk):
    owner = an_owner()
    case = opened(desk, owner).case
    blocks(owner["number"])
    work = another_telephone(desk, case, owner["number"])
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    coming = "SELECT coming_mobile <> '' FROM people_contact WHERE person_id = %s"
    assert asked(coming, [person_id(owner["number"])]) == [(True,)]


def test_but_nothing_else_goes_with_it(desk):
    owner = an_owner()
    case = opened(desk, owner).case
    blocks(owner["number"])
    work = another_telephone(desk, case, owner["number"])
    work.complete(work.agent(key_of(person_id(owner["number"])), an_attorney()))
    assert any("is blocked" in sentence for sentence in work.missing())
