"""A file without a manifest whose load was killed, and then another one comes: the first is in nobody's way."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from feed_delivery import load
from feed_lines import line
from killed_loads import Killed, judged_before, killed_at
from staff_client import at_desk, member

from shahrsazi.commands import main
from shahrsazi.commands.check import feed
from shahrsazi.feed import guards, loader
from shahrsazi.feed.models import Batch
from shahrsazi.feed.reading import WrongFormError

PAGE = "/administration/feed/"


@pytest.fixture
def files(city, tmp_path):
    """Makes a file without a manifest."""

    def make(name: str, *rows: dict):
        path = tmp_path / f"{name}.ndjson"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows or (line(),)), "utf8")
        return path

    return make


@pytest.fixture
def half_applied(files, monkeypatch):
    """A file of which 200 records are in and 50 are not, and its batch, which counts against no other test's load."""
    path = files("first", *(line() for _ in range(250)))
    killed_at(monkeypatch, 2, path)
    batch = Batch.objects.using("owner").latest("id")
    assert (batch.state, batch.applied) == (Batch.APPLYING, 200)
    yield path, batch
    changed(batch, counts={})


def state(batch: Batch) -> str:
    return Batch.objects.using("owner").get(id=batch.id).state


def changed(batch: Batch, **values) -> None:
    Batch.objects.using("owner").filter(id=batch.id).update(**values)


def counted(batch: Batch) -> int:
    return guards._counts_before(batch.source, None)["owners_ended", 9]


def test_one_that_is_half_applied_counts_for_a_day_after_another_came_and_no_longer(half_applied, files):
    _path, batch = half_applied
    changed(batch, counts={"owners_ended": {"9": 7777}})
    assert counted(batch) >= 7777
    assert load(files("second")).good == 1
    assert state(batch) == Batch.ABANDONED and counted(batch) >= 7777
    changed(batch, ended_at=timezone.now() - timedelta(hours=25))
    assert counted(batch) < 7777


def test_it_is_left_lying_no_more_and_what_was_judged_of_it_is_gone(half_applied, files, monkeypatch):
    _path, batch = half_applied
    changed(batch, begun_at=timezone.now() - timedelta(days=2))
    spool, warned = judged_before(), f"batch {batch.id} of "
    assert spool.exists() and warned in " ".join(found.sentence for found in feed.findings())
    assert load(files("second")).good == 1
    assert not spool.exists() and warned not in " ".join(found.sentence for found in feed.findings())


def test_whoever_loads_the_other_is_told_and_the_page_says_so(half_applied, files, capsys):
    _path, batch = half_applied
    with pytest.raises(SystemExit) as ended:
        main(["feed", "load", str(files("second")), "--unsigned"])
    assert (ended.value.code, f"Load {batch.id} was half applied" in capsys.readouterr().err) == (0, True)
    page = at_desk(member("administrator")).get(f"/en{PAGE}").content.decode()
    _head, _second, first, *_before = page.partition("<h2>Batches</h2>")[2].split("<tr>")[1:]
    assert "Left half applied" in first


def test_whoever_loads_the_other_is_told_although_that_was_broken_off_first(half_applied, files, monkeypatch):
    _path, batch = half_applied
    second = files("second")
    killed_at(monkeypatch, 1, second)
    assert state(batch) == Batch.ABANDONED
    assert load(second).abandoned == [batch.id]
    assert load(files("third")).abandoned == []


def test_one_that_waited_for_two_meanwhile_has_left_nobody_behind(half_applied, files, monkeypatch):
    _path, batch = half_applied
    waiting = files("waiting")
    with monkeypatch.context() as guarded:
        guarded.setattr(guards.Guards, "tripped", lambda _guards: [{"guard": "all", "district": 9}])
        guarded.setattr(loader, "in_words", lambda *_: "It waits.")
        with pytest.raises(loader.GuardedError):
            load(waiting)
    assert load(files("third")).abandoned == [batch.id]
    waits = Batch.objects.using("owner").filter(state=Batch.WAITING).latest("id")
    changed(waits, release_asked_by=1, released_by=2, released_at=timezone.now())
    report = load(waiting)
    assert (report.batch, report.good, report.abandoned) == (waits.id, 1, [])


def test_loaded_again_afterwards_its_rest_is_taken(half_applied, files):
    path, batch = half_applied
    assert load(files("second")).good == 1
    report = load(path)
    assert (report.good, report.unchanged, report.bad) == (250, 200, []) and report.batch != batch.id


def test_the_same_file_goes_on_where_it_was(half_applied):
    path, batch = half_applied
    assert load(path).batch == batch.id and state(batch) == Batch.DONE


def test_one_that_was_broken_off_before_anything_was_written_makes_room(files, monkeypatch):
    with monkeypatch.context() as dying:
        dying.setattr(loader.Judgement, "judge", lambda *_: (_ for _ in ()).throw(Killed()))
        with pytest.raises(Killed):
            load(files("first"))
    batch = Batch.objects.using("owner").latest("id")
    assert state(batch) == Batch.JUDGING
    load(files("second"))
    assert state(batch) == Batch.DROPPED


def test_a_file_that_is_refused_as_a_whole_leaves_it_as_it_is(half_applied, files):
    path, batch = half_applied
    other = files("second")
    other.write_bytes("\ufeff{}".encode("utf-16"))
    with pytest.raises(WrongFormError):
        load(other)
    assert state(batch) == Batch.APPLYING and load(path).batch == batch.id


def test_one_that_waits_for_two_goes_on_waiting(half_applied, files):
    """Without a number it is in nobody's way, and two may have begun to look at it."""
    _path, batch = half_applied
    changed(batch, state=Batch.WAITING, applying_since=None)
    load(files("second"))
    assert state(batch) == Batch.WAITING


def test_a_district_was_last_fed_by_what_was_applied(half_applied):
    _path, batch = half_applied
    auditor = at_desk(member("auditor"))
    for ended_as, fed in ((Batch.DROPPED, False), (Batch.ABANDONED, False), (Batch.DONE, True)):
        changed(batch, state=ended_as, ended_at=timezone.now(), by_district={"77": 3})
        page = auditor.get(f"/en{PAGE}").content.decode()
        assert (">77<" in page.partition("Last fed</h2>")[2]) is fed, ended_as
    changed(batch, by_district={})
