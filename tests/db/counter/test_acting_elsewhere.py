"""Who acts for a company or a child in one file hears what another file's registration changes of it, and objects."""

import pytest
from counter_acts import object_to
from counter_client import key_of, opened, said, sees, take_effect
from counter_forms import HOME_CODE, a_company, an_attorney, an_owner, phone, years_ago
from db.counter.test_correction import correct
from db.counter.test_end_of_mandate import end
from db.counter.test_parties_contact import acted_for
from django.db import ProgrammingError
from history_model import as_web, asked, begun
from personas import person_id, signed_in

KINDS = "SELECT DISTINCT kind FROM messages_message WHERE person_id = %s AND made_at >= %s"
OWNERS = {"representative": a_company, "guardian": lambda: an_owner(birth_date=years_ago(9))}


def telephone_of(owner: dict) -> str:
    [reached] = asked("SELECT mobile FROM people_contact WHERE person_id = %s", [person_id(owner["number"])])
    return reached[0].replace("+98", "0")


def in_another_file(desk, owner: dict, capacity: str, every_file: str = "", **contact):
    """A stranger acts for the same owner in a file that it buys; with other addresses of the owner, or the same."""
    seller, stranger = an_owner(), an_attorney(capacity=capacity, every_file=every_file)
    work = desk.begin(opened(desk, seller).case)
    work.leave(person_id(seller["number"]))
    work.complete(work.agent(key := work.owner(owner), stranger))
    work.papers(key)
    work.contact(key, **{"mobile": telephone_of(owner)} | contact)
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


def in_both(desk):
    """A child and an adult own one file, where a guardian acts for the child; another guardian acts in the child's own.
    What two clerks correct of the adult in the first is a change of the child's residence too.
    """
    child, adult = an_owner(birth_date=years_ago(9), land_dang="3"), an_owner(land_dang="3")
    own = acted_for(desk, child, capacity="guardian")
    work = desk.begin()
    work.file()
    keys = work.owner(child), work.owner(adult)
    work.complete(work.agent(keys[0], guardian := an_attorney(capacity="guardian")))
    work.papers(keys[0]), work.complete(keys[1])
    work.settle()
    take_effect(work)
    act = correct(desk, work.case, adult["number"])
    act.papers(key := key_of(person_id(child["number"])))
    act.contact(key, mobile=telephone_of(child), residence_postal="8134673441")
    act.settle()
    assert act.row.state == "confirmed", act.missing()
    act.child, act.adult, act.inside, act.outside = child, adult, guardian["number"], own.acting
    return act


def test_who_acts_in_another_file_reads_what_becomes_of_the_child_and_no_word_of_a_stranger(desk):
    act = in_both(desk)
    assert not sees(act.outside, act.case) and sees(act.inside, act.case)
    of_the_child = f"Another residence: {act.child['first_name']} {act.child['last_name']}"
    page = said(signed_in(act.outside).get("/en/changes/"))
    assert of_the_child in page and "A change that you have a part in" in page
    assert "Name corrected from" not in page and act.adult["last_name"] not in page
    page = said(signed_in(act.inside).get("/en/changes/"))
    assert of_the_child in page and "Name corrected from" in page
    object_to(act.adult["number"], act, "نشانی من نیست")
    assert "نشانی من نیست" in said(signed_in(act.inside).get("/en/changes/"))
    assert "نشانی من نیست" not in said(signed_in(act.outside).get("/en/changes/"))
    with as_web(begun(person_id(act.outside))) as cursor, pytest.raises(ProgrammingError):
        cursor.execute("SELECT objection FROM counter_draft")


def test_who_objects_from_outside_reads_their_own_words(desk):
    act = in_both(desk)
    object_to(act.outside, act, "کودک آنجا نیست")
    assert "کودک آنجا نیست" in said(signed_in(act.outside).get("/en/changes/"))


def test_and_reads_that_another_is_to_act_in_every_file(desk):
    company = a_company()
    first = acted_for(desk, company, capacity="representative")
    in_another_file(desk, company, "representative", every_file="1")
    page = said(signed_in(first.acting).get("/en/changes/"))
    assert f"Somebody else will act for {company['last_name']}" in page and "The share of" not in page


def name_of(owner: dict) -> str:
    return f"{owner.get('first_name', '')} {owner['last_name']}".strip()


def test_another_telephone_alone_is_no_other_residence(desk):
    child = OWNERS["guardian"]()
    first = acted_for(desk, child, capacity="guardian")
    in_another_file(desk, child, "guardian", mobile=phone())
    page = said(signed_in(first.acting).get("/en/changes/"))
    assert f"Another telephone: {name_of(child)}" in page and "Another residence" not in page


def test_a_telephone_that_is_only_given_up_is_no_other_one(desk):
    child = OWNERS["guardian"]()
    first = acted_for(desk, child, capacity="guardian")
    work, key = desk.begin(first.case), key_of(person_id(child["number"]))
    work.papers(key)
    work.post(f"contact/{key}/", {"unreachable": "1", "residence_postal": HOME_CODE, "base": "0"})
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    page = said(signed_in(first.acting).get("/en/changes/"))
    assert f"Telephone given up: {name_of(child)}" in page
    assert "Another telephone" not in page and "Another residence" not in page


def test_who_acts_beside_another_reads_that_the_leave_of_that_one_ends(desk):
    company, second = a_company(), an_attorney(capacity="representative")
    first = acted_for(desk, company, capacity="representative")
    more = desk.begin(first.case)
    more.complete(more.agent(key_of(person_id(company["number"])), second))
    more.settle()
    take_effect(more)
    act = end(desk, first)
    act.settle()
    assert act.row.state == "confirmed", act.missing()
    sentence = f"Somebody will not act for {company['last_name']} any more"
    assert sentence in said(signed_in(second["number"]).get("/en/changes/"))
    page = said(signed_in(first.acting).get("/en/changes/"))
    assert "You will not act for" in page and sentence not in page
