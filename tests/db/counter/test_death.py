"""A death: two clerks, a certificate, time in which the living objects; then the account is closed, not before."""

from datetime import timedelta

import feed_lines
import pytest
from counter_acts import died, object_to
from counter_client import certified, fed, key_of, said, sees, take_effect
from counter_forms import an_attorney, an_owner, national_code, typed
from history_model import as_web, asked, begun, on
from personas import person_id, signed_in

from shahrsazi.persian import dates


def test_two_clerks_and_time_close_the_account_and_whoever_acts_for_the_dead_sees_nothing_at_once(desk, other, shared):
    assert sees(shared.agents, shared.case)
    work = died(desk, shared.case, shared.hers)
    work.submit()
    assert work.row.state == "submitted", work.missing()
    assert sees(shared.agents, shared.case)
    work.by(other).confirm()
    assert work.row.state == "confirmed"
    assert not sees(shared.agents, shared.case) and sees(shared.hers, shared.case)
    assert "Death recorded" in said(desk.get(f"files/{shared.case.ref}/"))
    take_effect(work)
    assert not sees(shared.hers, shared.case) and sees(shared.his, shared.case)
    assert not sees(shared.agents, shared.case)


def test_every_owner_is_told_the_living_one_too_and_sees_it_among_the_coming_changes(desk, other, shared):
    work = died(desk, shared.case, shared.hers)
    work.submit()
    work.by(other).confirm()
    told = asked("SELECT kind, person_id FROM messages_message WHERE made_at >= %s", [work.row.settled_at])
    for number in (shared.hers, shared.his):
        assert {("death_recorded", person_id(number)), ("coming_change", person_id(number))} <= set(told)
        page = said(signed_in(number).get("/en/changes/"))
        assert "Death recorded: " in page and "I do not agree" in page


@pytest.mark.parametrize("objector", ["hers", "his"])
def test_an_objection_brings_everything_back(desk, other, shared, objector):
    mandate = "SELECT ended_on, end_reason, ended_at_desk FROM casefiles_mandate WHERE case_id = %s"
    before, who = asked(mandate, [shared.case.id]), person_id(shared.hers)
    work = died(desk, shared.case, shared.hers)
    work.submit()
    work.by(other).confirm()
    with as_web(begun(person_id(getattr(shared, objector)))) as cursor:
        cursor.execute("SELECT guard.object_to(%s, 'زنده است')", [work.row.id])
        assert cursor.fetchone() == (True,)
    dead = "SELECT died_on, death_holds_from, death_by_registration FROM people_contact WHERE person_id = %s"
    assert asked(dead, [who]) == [(None, None, None)] and asked(mandate, [shared.case.id]) == before
    assert all(sees(number, shared.case) for number in (shared.hers, shared.his, shared.agents))


def test_the_certificate_has_to_be_shown(desk, shared):
    work = desk.begin(shared.case)
    work.leave(person_id(shared.hers), reason="death", effective_to="", died_on=typed(dates.today()))
    assert any("The original was not seen: Death certificate" in sentence for sentence in work.missing())


@pytest.mark.parametrize("left_out", ["scan", "no", "date"])
def test_ticks_alone_are_not_enough_its_scan_number_and_date_are_needed(desk, shared, left_out):
    work = desk.begin(shared.case)
    work.leave(person_id(shared.hers), reason="death", effective_to="", died_on=typed(dates.today()))
    certified(work, shared.hers, **{left_out: ""})
    assert any("needs its scan, its number and its date" in sentence for sentence in work.missing())
    work.submit()
    assert work.row.state == "draft"


@pytest.mark.parametrize(
    ("day", "sentence"), [(1, "has not come yet"), (-1, "since that day"), (None, "Write the date of death.")]
)
def test_a_day_that_cannot_be_is_refused(desk, shared, day, sentence):
    work = died(desk, shared.case, shared.hers, died_on=typed(on(day)) if day else "")
    assert sentence in said(work.answer)
    work.submit()
    assert work.row.state == "draft"


def test_a_date_of_death_beside_a_sale_is_refused(desk, shared):
    today = typed(dates.today())
    work = died(desk, shared.case, shared.hers, reason="sale", effective_to=today)
    assert "A date of death belongs to a death or to heirs alone." in said(work.answer)
    work.submit()
    assert work.row.state == "draft"


def test_nobody_is_told_dead_twice(desk, other, shared):
    work = died(desk, shared.case, shared.hers)
    work.submit()
    work.by(other).confirm()
    take_effect(work)
    assert "recorded already" in said(died(desk, shared.case, shared.hers).answer)


@pytest.mark.parametrize("days", [0, -1], ids=["the same day", "another day"])
def test_heirs_who_come_later_take_the_share_of_whose_death_is_recorded(desk, other, shared, days):
    work = died(desk, shared.case, shared.hers)
    work.submit()
    work.by(other).confirm()
    take_effect(work)
    heir, later = an_owner(land_dang="3"), desk.begin(shared.case)
    page = later.leave(person_id(shared.hers), reason="inheritance", died_on=typed(on(days)))
    if days:
        assert "Another day of death is recorded" in said(page)
        return
    later.complete(later.owner(heir))
    later.submit()
    later.by(other).confirm()
    assert later.row.state == "confirmed", later.missing()
    take_effect(later)
    assert sees(heir["number"], shared.case) and sees(shared.his, shared.case)


def test_before_the_birth_nobody_died(desk):
    [owner] = [feed_lines.owner(national_code())]
    case = fed(owner, contact={"birth_date": "1990-01-01"})
    work = died(desk, case, owner["person"], died_on="1368/1/1")
    assert "The death would be before the birth." in said(work.answer)


def known_for_long(number: str) -> None:
    """Nothing is known of this owner's own doing in the last days."""
    asked(
        "UPDATE people_contact SET registered_on = '2024-01-01' WHERE person_id = %s RETURNING 1", [person_id(number)]
    )


@pytest.mark.parametrize("undone", [True, False], ids=["objected to", "in force"])
def test_leave_that_was_given_by_a_registration_that_was_undone_is_no_sign_of_life(desk, shared, undone):
    known_for_long(shared.his)
    given = desk.begin(shared.case)
    agent = given.agent(
        key_of(person_id(shared.his)), an_attorney(poa_date=typed(dates.today()), verified_on=typed(dates.today()))
    )
    given.complete(agent)
    given.settle()
    assert given.row.state == "confirmed", given.missing()
    if undone:
        object_to(shared.hers, given)
    work = died(desk, shared.case, shared.his, died_on=typed(dates.today() - timedelta(1)))
    work.settle()
    assert (work.row.state == "confirmed") == undone, work.missing()
