"""Whoever has died sells nothing, gives nobody leave and reads no message: the heirs come, and a letter tells of it."""

from datetime import timedelta

import feed_lines
import pytest
from counter_acts import card, died
from counter_client import fed, key_of, sees, take_effect
from counter_forms import an_attorney, an_owner, national_code, typed, years_ago
from db.counter.test_over_by_term import OVER
from db.counter.test_parties_contact import acted_for
from history_model import LONG_AGO, acts, asked, case, owns, people
from personas import person_id

from shahrsazi.people.models import Contact
from shahrsazi.persian import dates


@pytest.fixture
def dead(desk, shared):
    """A file of two, one of whom died a month ago: the death counts."""
    work = died(desk, shared.case, shared.hers)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    take_effect(work)
    asked(
        "UPDATE people_contact SET died_on = %s WHERE person_id = %s RETURNING 1",
        [dates.today() - timedelta(30), person_id(shared.hers)],
    )
    shared.dead = person_id(shared.hers)
    return shared


def ended(desk, dead, **how):
    work = desk.begin(dead.case)
    work.leave(dead.dead, **how)
    work.complete(work.owner(an_owner(land_dang="3")))
    return work


def test_they_sell_nothing_after_that_day(desk, dead):
    work = ended(desk, dead)
    assert any("has died before that day" in sentence for sentence in work.missing())
    work.settle()
    assert work.row.state == "draft"


def test_what_they_sold_before_is_registered_still_and_told_by_letter(desk, dead):
    work = ended(desk, dead, effective_to=typed(dates.today() - timedelta(40)))
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    assert (work.row.takes_effect_at - work.row.settled_at).days >= 9, "a letter takes its time"
    letters = asked("SELECT DISTINCT person_id FROM counter_letter WHERE registration_id = %s", [work.row.id])
    assert letters == [(dead.dead,)]


def test_heirs_take_the_share(desk, dead):
    [(day,)] = asked("SELECT died_on FROM people_contact WHERE person_id = %s", [dead.dead])
    work = ended(desk, dead, reason="inheritance", died_on=typed(day))
    work.settle()
    assert work.row.state == "confirmed", work.missing()


def test_nobody_gets_leave_from_them(desk, dead):
    work, today = desk.begin(dead.case), typed(dates.today())
    work.complete(work.agent(key_of(dead.dead), an_attorney(poa_date=today, verified_on=today)))
    assert any("nobody acts for them any more" in sentence for sentence in work.missing())


def by_letter(file) -> set:
    return {person for (person,) in asked("SELECT guard.owners_by_letter(%s)", [file.id])}


@pytest.mark.parametrize("when", ["told", "in force", "coming"])
def test_their_telephone_reaches_neither_themselves_nor_the_company_they_acted_for(when):
    file, other, (company, agent, owner) = case(5), case(5), people(3)
    owns(company, file.id)
    owns(owner, other.id)
    acts(agent, company, file.id)
    asked("UPDATE casefiles_mandate SET capacity = 'representative' WHERE agent_id = %s RETURNING 1", [agent])
    for person in (agent, owner):
        Contact.objects.using("feed").create(person_id=person, mobile="+989550000011", registered_on=LONG_AGO)
    assert by_letter(file) == by_letter(other) == set()
    counts = {"told": "NULL", "in force": "now()", "coming": "now() + interval '1 day'"}[when]
    asked(
        f"UPDATE people_contact SET died_on = %s, death_holds_from = {counts} WHERE person_id = ANY (%s) RETURNING 1",
        [LONG_AGO, [agent, owner]],
    )
    dead = when != "coming"
    assert by_letter(file) == ({company} if dead else set()) and by_letter(other) == ({owner} if dead else set())


@pytest.fixture
def dead_child(desk):
    """A registration of the death of a child for whom nobody acts any more."""
    child = an_owner(birth_date=years_ago(9))
    file = acted_for(desk, child, capacity="guardian")
    asked(OVER, [person_id(file.acting)])
    work = died(desk, file.case, child["number"])
    work.child = child
    return work


def test_a_childs_death_asks_for_nobody_who_acts_for_it(dead_child):
    assert dead_child.missing() == []
    dead_child.settle()
    assert dead_child.row.state == "confirmed"


def test_and_keeps_no_other_file_of_the_childs_from_its_living_owners(desk, dead_child):
    asked("UPDATE casefiles_mandate SET expires_on = NULL WHERE case_id = %s RETURNING 1", [dead_child.case.id])
    dead_child.settle()
    take_effect(dead_child)
    child, grown = dead_child.child, national_code()
    names = {name: child[name] for name in ("first_name", "last_name", "father_name")}
    shares = [feed_lines.owner(n, 1, 2, effective_from="2020-01-01") for n in (child["number"], grown)]
    closed = fed(*shares, contact_of={child["number"]: names})
    work = desk.begin(closed)
    work.known_owner(person_id(grown), **card(grown))
    work.complete(key_of(person_id(grown)))
    assert work.missing() == []
    work.submit()
    assert work.row.state == "active" and sees(grown, closed)
