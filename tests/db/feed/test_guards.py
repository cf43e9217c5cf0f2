"""A batch that changes more of a district than its guards allow waits, with no row written, until two have looked."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation
from feed_delivery import Exporter, load, record
from feed_lines import commission, key, line, mandate, number, owner, person, verdict
from feed_lines import load as load_lines
from history_model import asked
from killed_loads import killed_at
from staff_client import as_desk, desk_of, member, said

from shahrsazi.feed import guards
from shahrsazi.feed.guard_words import GUARDS
from shahrsazi.feed.guards import Limit
from shahrsazi.feed.loader import GuardedError
from shahrsazi.feed.models import Batch


@pytest.fixture
def exporter(city, monkeypatch):
    """Guards that are passed by three of anything, so that the tests need no masses."""
    few = {name: Limit(2, 0) for name in guards.LIMITS[guards.DAILY]}
    monkeypatch.setattr(guards, "LIMITS", {guards.DAILY: few, guards.FIRST_LOAD: {n: few[n] for n in guards._TAKING}})
    return Exporter(phase="daily")


def at_once(made: dict, **changed) -> dict:
    return made | {"as_of": "2026-02-02T08:00:00+03:30"} | changed


def ended(made: dict) -> dict:
    return at_once(made, owners=[made["owners"][0] | {"effective_to": "2026-01-31"}])


def former(code: str) -> dict:
    return owner(code, 1, 9, effective_from="2000-01-01", effective_to="2001-01-01")


def withdrawal(made: dict) -> dict:
    return record("permit", key(), file=made["casefile"]["renewal_code"], state="withdrawn")


def withdrawn_verdict(made: dict) -> dict:
    return withdrawal(made) | {"record": "verdict"}


def with_mandate(made: dict, **known) -> dict:
    agent = number()
    given = mandate(made["owners"][0]["person"], agent, **known)
    return at_once(made, people=[*made["people"], person(agent)], mandates=[given])


def with_verdict(made: dict) -> dict:
    case = commission()
    return at_once(made, commission_cases=[case], verdicts=[verdict(case)])


CHANGES = {
    "owners_ended": ended,
    "owners_added": lambda made: at_once(made, owners=[former(made["owners"][0]["person"])]),
    "mandates_added": with_mandate,
    "every_file_mandates": lambda made: with_mandate(made, every_file=True),
    "mobiles_changed": lambda made: at_once(made, people=[made["people"][0] | {"mobile": "09550001111"}]),
    "files_closed": lambda made: at_once(made, casefile=made["casefile"] | {"opened_on": None}),
    "records_withdrawn": withdrawal,
    "verdicts_added": with_verdict,
    "verdicts_withdrawn": withdrawn_verdict,
    "files_opened": lambda made: line(),
}


def words(guard: str) -> str:
    with translation.override("en"):
        return str(GUARDS[guard])


def files(count: int) -> list[dict]:
    made = [line(people=[]) for _ in range(count)]
    for each in made:
        each["people"][0]["mobile"] = "09551234567"
    assert load_lines(*made).bad == []
    return made


@pytest.mark.parametrize("guard", CHANGES)
def test_three_stop_the_batch_and_two_do_not(exporter, guard):
    made = files(5)
    assert Exporter(phase="daily").send(*map(CHANGES[guard], made[:2])).turned_away == 0
    before = asked("SELECT count(*), max(id) FROM ledger_ledgerentry")
    with pytest.raises(GuardedError, match=words(guard)):
        exporter.send(*map(CHANGES[guard], made[2:]))
    assert asked("SELECT count(*), max(id) FROM ledger_ledgerentry") == before
    stopped = {s["guard"]: (s["district"], s["count"]) for s in Batch.objects.using("owner").latest("id").guards}
    assert stopped[guard] == (9, 3)


def test_mandates_that_end_are_guarded(exporter):
    made = [with_mandate(m) for m in files(3)]
    assert load_lines(*made).bad == []
    for m in made:
        m["as_of"], m["mandates"][0]["ended_on"] = "2026-03-03T08:00:00+03:30", "2026-03-01"
    with pytest.raises(GuardedError, match=words("mandates_ended")):
        exporter.send(*made)


def test_a_batch_of_which_much_is_wrong_is_stopped(exporter):
    with pytest.raises(GuardedError, match=words("records_refused")):
        exporter.send(line(), *(line() | {"secret": 1} for _ in range(3)))


def test_every_guard_is_tried_here():
    assert set(guards.LIMITS[guards.DAILY]) == {*CHANGES, "mandates_ended", "records_refused"}


def test_a_first_load_adds_what_it_likes_and_takes_nothing_away(exporter):
    first = Exporter(phase="first_load")
    made = [line() for _ in range(5)]
    assert first.send(*made).bad == []
    with pytest.raises(GuardedError, match=words("owners_ended")):
        first.send(*map(ended, made))


def test_what_stops_it_is_said_in_words_with_what_is_allowed(exporter):
    made = files(3)
    said_so = "Owners whose share ends: 3 in district 9, of \\d+; up to 2 are allowed, or 0 per cent"
    with pytest.raises(GuardedError, match=said_so):
        exporter.send(*map(ended, made))
    with pytest.raises(GuardedError, match="Records turned away: 3; up to 2 are allowed, or 0 per cent of the batch"):
        exporter.send(line(), *(line() | {"secret": 1} for _ in range(3)), numbered=1)


def test_a_rehearsal_is_not_guarded(exporter):
    rehearsal = Exporter(phase="rehearsal")
    made = files(4)
    assert rehearsal.send(*map(ended, made)).bad == []


def test_the_per_cent_of_what_a_district_has_is_the_other_half_of_a_limit(exporter, monkeypatch):
    monkeypatch.setattr(guards, "LIMITS", {guards.DAILY: {"owners_ended": Limit(2, 90)}})
    made = files(4)
    assert exporter.send(*map(ended, made)).bad == []


# Two release it.


def stopped_batch(exporter) -> tuple:
    made = files(3)
    path = exporter.batch(*map(ended, made))
    with pytest.raises(GuardedError):
        load(path)
    return path, Batch.objects.using("owner").latest("id").id


def release(who, batch: int, why: str = "checked with the registry") -> str:
    with as_desk(desk_of(who)) as cursor:
        return said(cursor, "SELECT guard.release_batch(%s, %s, guard.release_shown('batch', %s))", batch, why, batch)


def test_one_asks_another_agrees_and_then_it_is_loaded(exporter):
    path, batch = stopped_batch(exporter)
    administrator, auditor = member("administrator"), member("auditor")
    assert release(administrator, batch) == "asked"
    with pytest.raises(GuardedError):
        load(path)
    assert release(administrator, batch) == "own"
    assert release(auditor, batch) == "released" and release(auditor, batch) == "gone"
    assert load(path).good == 3


@pytest.mark.parametrize("why", ["", "  ", "abc", "x" * 201])
def test_a_reason_is_needed(exporter, why):
    _path, batch = stopped_batch(exporter)
    assert release(member("administrator"), batch, why) == "short"


def test_a_clerk_releases_nothing_and_reads_no_batch(exporter):
    _path, batch = stopped_batch(exporter)
    assert release(member("clerk"), batch) == "gone"
    with as_desk(desk_of(member("clerk"))) as cursor:
        assert said(cursor, "SELECT count(*) FROM feed_batch") == 0


@pytest.mark.parametrize("role", ["administrator", "auditor", "clerk"])
def test_nobody_releases_by_a_statement(exporter, role):
    from django.db import ProgrammingError

    _path, batch = stopped_batch(exporter)
    with as_desk(desk_of(member(role))) as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute("UPDATE feed_batch SET released_by = 1, release_asked_by = 2 WHERE id = %s", [batch])


def test_the_feed_itself_releases_nothing_either(exporter):
    from django.db import ProgrammingError, connections

    _path, batch = stopped_batch(exporter)
    with connections["feed"].cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute("UPDATE feed_batch SET released_by = 1 WHERE id = %s", [batch])


def test_small_batches_of_one_day_together_take_no_more_than_a_large_one(exporter):
    made = [line() for _ in range(4)]
    assert load_lines(*made).bad == []
    for one in made[:2]:
        assert load(exporter.batch(ended(one))).good == 1
    with pytest.raises(GuardedError):
        load(exporter.batch(ended(made[2])))
    [stopped] = Batch.objects.using("owner").latest("id").guards
    assert (stopped["guard"], stopped["count"]) == ("owners_ended", 3)


def test_what_was_changed_the_day_before_or_by_another_source_counts_no_more(exporter):
    made = [line() for _ in range(4)]
    assert load_lines(*made).bad == []
    other = Exporter(phase="daily")
    assert load(other.batch(ended(made[3]))).good == 1
    for one in made[:2]:
        load(exporter.batch(ended(one)))
    rows = Batch.objects.using("owner").filter(source=exporter.source)
    rows.update(ended_at=timezone.now() - timedelta(hours=25))
    assert load(exporter.batch(ended(made[2]))).good == 1


def test_a_batch_that_waited_counts_from_when_it_was_applied(exporter):
    made = [line() for _ in range(4)]
    assert load_lines(*made).bad == []
    waits = exporter.batch(*map(ended, made[:3]))
    with pytest.raises(GuardedError):
        load(waits)
    rows = Batch.objects.using("owner").filter(source=exporter.source)
    rows.update(begun_at=timezone.now() - timedelta(hours=25))
    guards.LIMITS[guards.DAILY]["owners_ended"] = Limit(3, 0)
    assert load(waits).good == 3
    with pytest.raises(GuardedError):
        load(exporter.batch(ended(made[3])))


def test_a_batch_that_is_half_applied_counts_until_it_is_at_its_end(exporter, monkeypatch):
    made = [line() for _ in range(3)]
    assert load_lines(*made).bad == []
    killed_at(monkeypatch, 1, exporter.batch(*map(ended, made[:2])))
    rows = Batch.objects.using("owner").filter(source=exporter.source)
    rows.update(begun_at=timezone.now() - timedelta(hours=50), applying_since=timezone.now() - timedelta(hours=50))
    counts = guards.Guards(exporter.source)._before
    assert counts["owners_ended", 9] == 2


def test_what_was_told_before_counts_no_second_time(exporter):
    made = [line() for _ in range(3)]
    load_lines(*made)
    gone = [
        record("ownership", m["owners"][0]["source_key"], 5, file=m["casefile"]["renewal_code"], state="ended")
        | {"ended_on": "2026-01-31"}
        for m in made[:2]
    ]
    assert exporter.send(*gone).bad == []
    exporter.send(*gone)
    judged = with_verdict(made[2])
    exporter.send(judged)
    for day in "345":
        place = judged["casefile"] | {"place": day}
        assert exporter.send(judged | {"as_of": f"2026-02-0{day}T00:00:00Z", "casefile": place}).good == 1


def test_what_a_first_load_was_free_to_add_counts_against_no_later_batch(exporter):
    from shahrsazi.feed.models import Source

    source = Source.objects.using("owner").filter(id=exporter.source.id)
    source.update(phase=guards.FIRST_LOAD)
    assert exporter.send(*(line() for _ in range(5))).bad == []
    source.update(phase=guards.DAILY)
    assert exporter.send(line()).bad == []
