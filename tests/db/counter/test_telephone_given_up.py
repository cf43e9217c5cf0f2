"""Whoever gave up their telephone is reached by nothing from the hour on which that counts: by letter, and on paper."""

import pytest
from counter_acts import days_left
from counter_client import key_of, opened, said, take_effect
from counter_forms import HOME_CODE, an_owner, phone, years_ago
from db.counter.test_parties_contact import acted_for
from history_model import asked
from personas import person_id

LETTERS = "SELECT kind, to_property FROM counter_letter WHERE registration_id = %s ORDER BY id"


@pytest.fixture
def giving_up(desk):
    """An owner who has no telephone any more, by a registration that is coming."""
    owner = an_owner()
    work = desk.begin(opened(desk, owner).case)
    work.id, work.key = person_id(owner["number"]), key_of(person_id(owner["number"]))
    work.papers(work.key)
    work.post(f"contact/{work.key}/", {"unreachable": "1", "residence_postal": HOME_CODE, "base": "0"})
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    return work


def test_a_sale_of_theirs_waits_for_the_letters(desk, giving_up):
    take_effect(giving_up)
    sale = desk.begin(giving_up.case)
    sale.leave(giving_up.id)
    sale.complete(sale.owner(an_owner()))
    sale.settle()
    assert sale.row.state == "confirmed" and 9.9 < days_left(sale) <= 10, sale.missing()
    assert asked(LETTERS, [sale.row.id]) == [("coming_change", True), ("coming_change", False)]


def test_their_password_is_printed_once_no_telephone_counts_and_not_before(desk, giving_up):
    assert giving_up.post(f"sealed/{giving_up.key}/").status_code == 404
    assert "Sealed password for" not in said(giving_up.get())
    take_effect(giving_up)
    assert "Sealed password for" in said(giving_up.get())
    assert giving_up.post(f"sealed/{giving_up.key}/").content.startswith(b"%PDF-")
    written = "SELECT kind, to_property FROM counter_letter WHERE person_id = %s ORDER BY id"
    assert asked(written, [giving_up.id]) == [("printed", True), ("printed", False)]


NEW_HOME = {"residence_postal": "8174673442", "residence_address": "خیابان نو"}
CONTACT = (
    "SELECT mobile <> '', residence_postal, residence_address, coming_from FROM people_contact WHERE person_id = %s"
)


def moved(desk):
    """Sara moves while she is a child and has no telephone; she comes of age before that counts."""
    sara = an_owner(birth_date=years_ago(9))
    file = acted_for(desk, sara, capacity="guardian")
    file.id, file.key = person_id(sara["number"]), key_of(person_id(sara["number"]))
    asked("UPDATE people_contact SET mobile = '' WHERE person_id = %s RETURNING 1", [file.id])
    moving = desk.begin(file.case)
    moving.papers(file.key)
    moving.post(f"contact/{file.key}/", NEW_HOME | {"unreachable": "1", "base": "0"})
    moving.settle()
    assert moving.row.state == "confirmed", moving.missing()
    asked("UPDATE casefiles_mandate SET expires_on = current_date - 1 WHERE principal_id = %s RETURNING 1", [file.id])
    asked("UPDATE people_contact SET birth_date = birth_date - 3300 WHERE person_id = %s RETURNING 1", [file.id])
    moving.id, moving.key = file.id, file.key
    return moving


def her_telephone(desk, moving, **home):
    work = desk.begin(moving.case)
    work.papers(moving.key)
    work.contact(moving.key, mobile=phone(), **home)
    work.settle()
    work.id = moving.id
    return work


@pytest.fixture
def grown(desk):
    """Her first telephone, after her move counts."""
    take_effect(moving := moved(desk))
    work = her_telephone(desk, moving, **NEW_HOME)
    assert work.row.state == "confirmed", work.missing()
    return work


@pytest.mark.parametrize("home", [{}, NEW_HOME])
def test_a_first_telephone_waits_for_a_residence_that_is_coming(desk, home):
    work = her_telephone(desk, moving := moved(desk), **home)
    assert work.row.state == "draft" and "takes effect soon: register this one after it" in str(work.missing())
    take_effect(moving)
    again = her_telephone(desk, moving, **NEW_HOME)
    assert again.row.state == "confirmed", again.missing()
    assert asked("SELECT guard.is_reached(%s, 'sms')", [again.id]) == [(True,)]


def test_a_first_telephone_counts_also_after_another_change_that_is_in_force(grown):
    assert asked(CONTACT, [grown.id]) == [(True, *NEW_HOME.values(), None)]
    assert asked("SELECT guard.is_reached(%s, 'sms')", [grown.id]) == [(True,)]


def test_taken_back_it_leaves_what_counted_before(grown, other):
    grown.post("reversal/", {"reason": "تلفن او نیست"})
    grown.by(other).post("reversal/", {"do": "agree"})
    assert grown.row.state == "reversed" and asked(CONTACT, [grown.id]) == [(False, *NEW_HOME.values(), None)]
