"""Children who own: who acts for them, and that it ends by itself on the right day of the solar calendar."""

from datetime import timedelta

import pytest
from counter_client import new_file, said, sees
from counter_forms import a_person, an_attorney, an_owner, born_years_ago, typed, years_ago
from history_model import asked

from shahrsazi.counter.registration.checklist import age, comes_of_age
from shahrsazi.persian import dates

TERM = "SELECT expires_on FROM casefiles_mandate WHERE case_id = %s"


def a_parent(**known) -> dict:
    return a_person() | {"capacity": "parent", "scope": ["view"]} | known


def registered(desk, child: dict, agent: dict):
    """A file whose only owner is a child, activated."""
    work = new_file(desk)
    key = work.owner(child)
    assert "capacity=parent" in work.answer.headers["Location"]
    acting = work.agent(key, agent)
    work.papers(key), work.complete(acting)
    assert work.missing() == []
    work.settle()
    assert work.row.state == "confirmed"
    return work


def set_back(work, days: int) -> None:
    """As if so many more days had gone by: the leave's last day lies so many days earlier."""
    asked(
        "UPDATE casefiles_mandate SET expires_on = expires_on - %s WHERE case_id = %s RETURNING 1", [days, work.case.id]
    )


def test_a_child_needs_someone_who_acts_for_them(desk):
    work = new_file(desk, an_owner(birth_date=years_ago(9)))
    assert any("A child needs a parent or guardian who acts for them." in fault for fault in work.missing())
    assert "child" in said(work.get("owners/"))


@pytest.mark.parametrize(
    "agent", [a_parent, lambda: an_attorney(capacity="guardian"), lambda: an_attorney(capacity="executor")]
)
def test_the_leave_ends_the_day_before_the_child_is_eighteen_by_the_solar_calendar(desk, agent):
    born = born_years_ago(17, 40)
    work = registered(desk, an_owner(birth_date=typed(born)), agent())
    [(until,)] = asked(TERM, [work.case.id])
    assert until == comes_of_age(born, 18) - timedelta(1)


def test_a_child_of_leap_day_comes_of_age_on_the_last_of_esfand():
    born = dates.parse("1399/12/30")
    assert comes_of_age(born, 18) == dates.parse("1417/12/29")
    assert comes_of_age(dates.parse("1395/12/30"), 4) == dates.parse("1399/12/30")
    # From the day on which whoever acts for them does no more: on none does nobody act.
    days = ("1417/12/28", "1417/12/29", "1418/01/01")
    assert [age(born, dates.parse(day)) for day in days] == [17, 18, 18]


def test_the_parent_gets_in_and_the_child_does_not(desk):
    parent, child = a_parent(), an_owner(birth_date=years_ago(9))
    work = registered(desk, child, parent)
    assert sees(parent["number"], work.case)
    told = (
        "SELECT c.registered_on, c.mobile FROM people_contact c JOIN people_person p ON p.id = c.person_id"
        " WHERE number = %s"
    )
    assert asked(told, [child["number"]]) == [(None, "")]


def test_the_parents_leave_is_over_on_the_birthday_and_not_a_day_before(desk):
    born, parent = born_years_ago(17, 40), a_parent()
    work = registered(desk, an_owner(birth_date=typed(born)), parent)
    [(until,)] = asked(TERM, [work.case.id])
    [(today,)] = asked("SELECT guard.today()")
    set_back(work, (until - today).days)
    assert sees(parent["number"], work.case), "the leave's last day"
    set_back(work, 1)
    assert not sees(parent["number"], work.case), "the day on which the child is eighteen"


def test_an_earlier_end_on_the_guardians_paper_holds_and_a_later_one_does_not(desk):
    soon, born = dates.today() + timedelta(30), born_years_ago(18, 100)
    early = registered(desk, an_owner(birth_date=typed(born)), an_attorney(capacity="guardian", expires_on=typed(soon)))
    assert asked(TERM, [early.case.id]) == [(soon,)]
    far = typed(born_years_ago(-10))
    late = registered(desk, an_owner(birth_date=typed(born)), an_attorney(capacity="guardian", expires_on=far))
    [(until,)] = asked(TERM, [late.case.id])
    assert until < dates.parse(far) and (until - dates.today()).days in range(97, 103)


def test_one_who_is_eighteen_today_signs_in_alone(desk):
    who = an_owner(birth_date=years_ago(18))
    work = new_file(desk, who)
    assert work.missing() == []
    work.settle()
    assert sees(who["number"], work.case)


def test_one_who_is_eighteen_tomorrow_is_a_child_today(desk):
    work = new_file(desk, an_owner(birth_date=years_ago(18, 1)))
    assert any("A child needs a parent or guardian" in fault for fault in work.missing())


def test_an_attorney_does_not_act_for_a_child(desk):
    work = new_file(desk, an_owner(birth_date=years_ago(9)))
    work.complete(work.agent(work.keys[0], an_attorney()))
    assert any("For a child acts a parent, a guardian or an executor." in fault for fault in work.missing())


@pytest.mark.parametrize(("years", "cards"), [(9, False), (14, False), (15, True), (17, True)])
def test_the_national_card_is_asked_for_from_fifteen(desk, years, cards):
    work = new_file(desk, an_owner(birth_date=years_ago(years)))
    page = said(work.get(f"papers/{work.keys[0]}/"))
    assert ("National card" in page) == cards and "Birth certificate" in page


def test_the_day_before_fifteen_no_card_is_asked_for(desk):
    work = new_file(desk, an_owner(birth_date=years_ago(15, 1)))
    assert "National card" not in said(work.get(f"papers/{work.keys[0]}/"))


def test_a_guardian_shows_the_paper_and_a_parent_only_their_own_two(desk):
    work = new_file(desk, an_owner(birth_date=years_ago(9)))
    guardian, parent = work.agent(work.keys[0], an_attorney(capacity="guardian")), work.agent(work.keys[0], a_parent())
    assert "Guardianship paper" in said(work.get(f"papers/{guardian}/"))
    page = said(work.get(f"papers/{parent}/"))
    assert "Guardianship paper" not in page and "Title deed" not in page and "National card" in page
