"""Whoever is registered with a password on paper alone hears by letter of what another file's registration changes."""

import pytest
from counter_acts import days_left, unreachable
from counter_client import key_of, opened, sees
from counter_forms import HOME_CODE, an_attorney, an_owner, phone
from history_model import asked
from personas import person_id

from shahrsazi.counter.registration.registration import Registration

LETTERS = (
    "SELECT kind, to_property, address FROM counter_letter WHERE (registration_id, person_id) = (%s, %s) ORDER BY id"
)
ON_PAPER = {"unreachable": "1", "residence_postal": HOME_CODE, "base": "0"}


@pytest.fixture
def simin(desk):
    """Simin owns a house, and has neither telephone nor e-mail."""
    return unreachable(desk)


def as_owner(desk, who: dict):
    """She stands as the owner of a new file; the registration and the key of her part."""
    work = desk.begin()
    work.file()
    key = work.owner(who)
    work.papers(key)
    return work, key


def as_buyer(desk, who: dict):
    seller = an_owner()
    work = desk.begin(opened(desk, seller).case)
    work.leave(person_id(seller["number"]))
    key = work.owner(who)
    work.papers(key)
    return work, key


def as_attorney(desk, who: dict):
    owner = an_owner()
    work = desk.begin(opened(desk, owner).case)
    names = {name: who[name] for name in ("number", "first_name", "last_name")}
    key = work.agent(key_of(person_id(owner["number"])), an_attorney(**names))
    work.papers(key)
    return work, key


def heard(work, simin) -> list[tuple]:
    """She has the time of a letter; what was written to her."""
    assert work.row.state == "confirmed" and 9.9 < days_left(work) <= 10, work.missing()
    assert person_id(simin.who["number"]) in work.row.concerns
    return asked(LETTERS, [work.row.id, person_id(simin.who["number"])])


@pytest.mark.parametrize("stands", [as_owner, as_buyer, as_attorney])
def test_a_telephone_in_her_name_leaves_her_house_a_letters_time(desk, simin, stands):
    work, key = stands(desk, simin.who)
    work.contact(key, mobile=phone())
    work.settle()
    letters = [("coming_change", True, simin.case.address), ("coming_change", False, "")]
    assert heard(work, simin) == letters


def test_another_residence_does_so_too(desk, simin):
    work, key = as_owner(desk, simin.who)
    work.post(f"contact/{key}/", ON_PAPER | {"residence_postal": "8134673441"})
    work.settle()
    assert heard(work, simin)[0] == ("coming_change", True, simin.case.address)


def test_so_does_an_attorney_for_every_property_of_hers(desk, simin):
    stranger = an_attorney(every_file="1")
    work, key = as_owner(desk, simin.who)
    work.post(f"contact/{key}/", ON_PAPER)
    work.complete(work.agent(key, stranger))
    work.settle()
    assert heard(work, simin)[0] == ("coming_change", True, simin.case.address)
    assert not sees(stranger["number"], simin.case)


@pytest.mark.parametrize("what", ["a telephone", "an attorney"])
def test_the_database_confirms_neither_in_a_shorter_time(desk, simin, what, monkeypatch, caplog):
    monkeypatch.setattr(Registration, "newcomers", set())
    work, key = as_owner(desk, simin.who)
    if what == "a telephone":
        work.contact(key, mobile=phone())
    else:
        work.post(f"contact/{key}/", ON_PAPER)
        work.complete(work.agent(key, an_attorney(every_file="1")))
    work.settle()
    assert work.row.state == "submitted" and "the time of a letter" in caplog.text


def test_who_only_buys_another_house_as_she_is_waits_the_hours_of_everybody(desk, simin):
    work, key = as_buyer(desk, simin.who)
    work.post(f"contact/{key}/", ON_PAPER)
    work.settle()
    assert work.row.state == "confirmed" and days_left(work) <= 3, work.missing()
