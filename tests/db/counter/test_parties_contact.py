"""Another telephone of a company, and of whoever acts for an owner already: two clerks, papers, time to object."""

import pytest
from counter_client import key_of, opened, said
from counter_forms import a_company, an_attorney, an_owner, phone, years_ago
from history_model import asked
from personas import person_id, person_ref

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
