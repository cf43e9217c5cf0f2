"""Another telephone of a company, and of whoever acts for an owner already: two clerks, papers, time to object."""

import feed_lines
import pytest
from counter_acts import card
from counter_client import fed, key_of, opened, said
from counter_forms import a_company, an_attorney, an_owner, national_code, phone, years_ago
from history_model import LONG_AGO, acts, asked, people
from personas import person_id, person_ref

from shahrsazi.people.models import Contact

ADDRESSES = "SELECT mobile, coming_mobile FROM people_contact WHERE person_id = %s"


def acted_for(desk, owner: dict, **agent):
    """A file of an owner for whom somebody acts; with .acting and .owned_by."""
    acting = an_attorney(**agent)
    work = desk.begin()
    work.file()
    key = work.owner(owner)
    work.complete(key, work.agent(key, acting))
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    work.acting, work.owned_by = acting["number"], owner["number"]
    return work


CASES = {"attorney": an_owner, "representative": a_company, "guardian": lambda: an_owner(birth_date=years_ago(9))}


@pytest.mark.parametrize("capacity", CASES)
def test_who_acts_for_an_owner_gets_another_telephone(desk, capacity):
    file = acted_for(desk, CASES[capacity](), capacity=capacity)
    who = person_id(file.acting)
    [(before, _none)] = asked(ADDRESSES, [who])
    work = desk.begin(file.case)
    work.contact(key := key_of(who), mobile=phone())
    assert any("National card" in sentence for sentence in work.missing())
    work.papers(key)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    [(mobile, coming)] = asked(ADDRESSES, [who])
    assert mobile == before and coming not in ("", before) and who in work.row.concerns
    assert f"contact/{key}/" in desk.begin(file.case).get("owners/").content.decode()


def test_a_companys_own_address_changes(desk):
    file = acted_for(desk, a_company(), capacity="representative")
    who = person_id(file.owned_by)
    [(before, _none)] = asked(ADDRESSES, [who])
    work = desk.begin(file.case)
    work.contact(key := key_of(who), mobile=phone())
    assert any("Official gazette" in sentence for sentence in work.missing()), work.missing()
    work.papers(key)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    [(mobile, coming)] = asked(ADDRESSES, [who])
    assert mobile == before and coming not in ("", before)
    work.post("objection/", {"who": person_ref(person_id(file.acting)), "words": "نشانی شرکت نیست"})
    assert work.row.state == "objected" and asked(ADDRESSES, [who]) == [(before, "")]


def test_an_address_that_is_not_proved_is_not_registered(desk):
    file = acted_for(desk, a_company(), capacity="representative")
    work, key = desk.begin(file.case), key_of(person_id(file.owned_by))
    fields = {"mobile": phone(), "residence_postal": "8174673441", "base": "0"}
    work.post(f"contact/{key}/", fields)
    assert any("not proved" in sentence for sentence in work.missing())


def test_a_neighbours_attorney_has_no_page_here(desk):
    neighbour = acted_for(desk, an_owner(), capacity="attorney")
    work = desk.begin(opened(desk, an_owner()).case)
    assert work.get(f"contact/{key_of(person_id(neighbour.acting))}/").status_code == 404
    assert "Mobile and e-mail" in said(work.get("owners/"))


def test_of_a_closed_file_too_it_is_a_matter_of_two_clerks(desk):
    number, [agent] = national_code(), people(1)
    case = fed(feed_lines.owner(number))
    Contact.objects.using("feed").create(person_id=agent, mobile="+989550000001", registered_on=LONG_AGO)
    acts(agent, person_id(number), case.id)
    work = desk.begin(case)
    work.known_owner(person_id(number), **card(number))
    work.complete(key_of(person_id(number)))
    work.papers(key_of(agent))
    work.contact(key_of(agent), mobile=phone())
    assert "Send to a second clerk" in said(work.get()) and work.missing() == []
    work.settle()
    assert work.row.state == "confirmed"
