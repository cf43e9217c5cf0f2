"""Who acts for a company or a child in one file hears what another file's registration changes of it, and objects."""

import pytest
from counter_acts import object_to
from counter_client import key_of, opened, sees, take_effect
from counter_forms import a_company, an_attorney, an_owner, phone, years_ago
from db.counter.test_parties_contact import acted_for
from history_model import asked
from personas import person_id

KINDS = "SELECT DISTINCT kind FROM messages_message WHERE person_id = %s AND made_at >= %s"
OWNERS = {"representative": a_company, "guardian": lambda: an_owner(birth_date=years_ago(9))}


def in_another_file(desk, owner: dict, capacity: str, every_file: str = "", **contact):
    """A stranger acts for the same owner in a file that it buys; with other addresses of the owner, or the same."""
    seller, stranger = an_owner(), an_attorney(capacity=capacity, every_file=every_file)
    work = desk.begin(opened(desk, seller).case)
    work.leave(person_id(seller["number"]))
    work.complete(work.agent(key := work.owner(owner), stranger))
    work.papers(key)
    [reached] = asked("SELECT mobile FROM people_contact WHERE person_id = %s", [person_id(owner["number"])])
    work.contact(key, **{"mobile": reached[0].replace("+98", "0")} | contact)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    work.stranger = stranger["number"]
    return work


@pytest.mark.parametrize("capacity", OWNERS)
def test_of_a_stranger_who_would_act_in_every_file(desk, capacity):
    owner = OWNERS[capacity]()
    first = acted_for(desk, owner, capacity=capacity)
    work = in_another_file(desk, owner, capacity, every_file="1")
    assert asked(KINDS, [person_id(first.acting), work.row.settled_at]) == [("coming_change",)]
    object_to(first.acting, work)
    assert work.row.state == "objected" and not sees(work.stranger, first.case)


@pytest.mark.parametrize(
    "contact", [{"mobile": ""}, {"residence_postal": "8134673441"}], ids=["telephone", "residence"]
)
def test_of_another_address_of_the_child(desk, contact):
    child = OWNERS["guardian"]()
    first = acted_for(desk, child, capacity="guardian")
    work = in_another_file(desk, child, "guardian", **{n: at or phone() for n, at in contact.items()})
    assert asked(KINDS, [person_id(first.acting), work.row.settled_at]) == [("coming_change",)]
    object_to(first.acting, work)
    assert work.row.state == "objected"


def test_but_not_of_a_stranger_for_that_file_alone_nor_an_attorney_of_anything(desk):
    company = a_company()
    first, attorney = acted_for(desk, company, capacity="representative"), an_attorney()
    more = desk.begin(first.case)
    more.complete(more.agent(key_of(person_id(company["number"])), attorney))
    more.settle()
    take_effect(more)
    alone = in_another_file(desk, company, "representative")
    every = in_another_file(desk, company, "representative", every_file="1")
    assert alone.row.concerns == [] and every.row.concerns == [person_id(first.acting)]
