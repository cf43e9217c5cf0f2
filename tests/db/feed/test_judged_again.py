"""A load whose judged records are lost is judged once more: nothing is dropped, counted as little, or left to wait."""

from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError, transaction
from feed_delivery import Exporter, load, with_values
from feed_files import File
from feed_lines import deed, key, line, permit
from feed_lines import load as load_lines
from history_model import asked
from killed_loads import Killed, judged_before, killed_at

from shahrsazi.feed import applying, guards, patience
from shahrsazi.feed.delivery import DeliveryError
from shahrsazi.feed.guards import Limit
from shahrsazi.feed.loader import GuardedError
from shahrsazi.feed.models import Batch, QuarantinedRecord, Source


@pytest.fixture
def limits(city, monkeypatch) -> dict[str, Limit]:
    """Two shares may end, and anything else may be told."""
    limits = dict.fromkeys(guards.LIMITS[guards.DAILY], Limit(10_000, 0)) | {"owners_ended": Limit(2, 0)}
    monkeypatch.setattr(guards, "LIMITS", {guards.DAILY: limits})
    return limits


def ended(made: dict) -> dict:
    share = made["owners"][0] | {"effective_to": "2026-01-31"}
    return made | {"as_of": "2026-02-02T08:00:00+03:30", "owners": [share]}


def broken_off(monkeypatch, path: Path, call: int = 2) -> Batch:
    """A load that is ended in the middle, and whose judged records are lost."""
    killed_at(monkeypatch, call, path)
    judged_before().unlink()
    return last_batch()


def last_batch() -> Batch:
    return Batch.objects.using("owner").latest("id")


def lines_of(exporter: Exporter) -> int:
    [(count,)] = asked(
        "SELECT count(*) FROM feed_recordversion WHERE source_id = %s AND record = 'line'", [exporter.source.id]
    )
    return count


def turned_away(batch: int) -> list[int]:
    rows = QuarantinedRecord.objects.using("owner").filter(batch=batch, settled_at=None)
    return list(rows.order_by("number").values_list("number", flat=True))


def allow(exporter: Exporter, **rights) -> None:
    Source.objects.using("owner").filter(id=exporter.source.id).update(**rights)


def test_a_record_that_is_good_no_more_moves_no_other_out_of_the_load(city, monkeypatch):
    exporter, first = Exporter(), line()
    first["casefile"]["renewal_code"] = first["casefile"]["renewal_code"].replace("9-95-", "5-95-", 1)
    path = exporter.batch(first, *(line() for _ in range(449)))
    broken_off(monkeypatch, path)
    allow(exporter, districts=[9])
    report = load(path)
    assert (report.turned_away, lines_of(exporter)) == (1, 450)
    assert turned_away(report.batch) == [1]


def test_a_record_that_is_good_now_is_turned_away_no_more(city, monkeypatch):
    exporter, elsewhere = Exporter(districts=[9]), line()
    elsewhere["casefile"]["renewal_code"] = elsewhere["casefile"]["renewal_code"].replace("9-95-", "5-95-", 1)
    path = exporter.batch(elsewhere, *(line() for _ in range(250)))
    assert turned_away(broken_off(monkeypatch, path).id) == [1]
    allow(exporter, districts=[])
    report = load(path)
    assert (report.turned_away, lines_of(exporter), turned_away(report.batch)) == (0, 251, [])


def test_a_batch_that_waited_keeps_nothing_of_what_was_wrong_with_it_then(limits):
    limits["records_refused"] = Limit(2, 0)
    exporter = Exporter(phase="daily", records=["file"])
    path = exporter.batch(*(line() for _ in range(3)))
    with pytest.raises(GuardedError):
        load(path)
    assert turned_away(last_batch().id) == [1, 2, 3]
    allow(exporter, records=[])
    assert (load(path).turned_away, last_batch().turned_away, turned_away(last_batch().id)) == (0, 0, [])


def test_older_versions_of_what_is_in_already_are_not_turned_away_when_all_is_judged_again(city, monkeypatch):
    exporter = Exporter()
    file, permit_key = File(exporter), key()
    told = [with_values("permit", permit_key, permit(), version, file.key) for version in (1, 2, 5, 3)]
    path = exporter.batch(*told, *(line() for _ in range(250)))
    broken_off(monkeypatch, path, call=4)
    report = load(path)
    assert [number for number, _reason in report.bad] == [4] and lines_of(exporter) == 250


@pytest.fixture
def dying_server(monkeypatch):
    """One that answers no more after it has committed for the first time."""
    commits = []

    class Dying:
        @staticmethod
        @contextmanager
        def atomic(using):
            with transaction.atomic(using=using):
                yield
            commits.append(using)
            if len(commits) == 1:
                raise OperationalError("terminated") from psycopg.errors.AdminShutdown("terminated")

    monkeypatch.setattr(patience, "WAIT", 0)
    monkeypatch.setattr(applying, "transaction", Dying)


def test_a_server_that_dies_behind_a_move_has_moved_the_file_once(city, request):
    exporter = Exporter()
    file, there = File(exporter), line()["casefile"]
    names = {name: there[name] for name in ("renewal_code", "file_no")}
    request.getfixturevalue("dying_server")
    assert exporter.send(with_values("file", file.key, file.made["casefile"] | names, 2)).bad == []
    assert asked(
        "SELECT jsonb_array_length(lineage) FROM casefiles_casefile WHERE renewal_code = %s", [there["renewal_code"]]
    ) == [(1,)]


def test_what_a_server_stored_before_it_died_is_not_counted_twice(city, monkeypatch, dying_server):
    exporter = Exporter()
    path = exporter.batch(*(line() for _ in range(650)))
    killed_at(monkeypatch, 4, path)
    assert last_batch().applied == 400
    assert (load(path).bad, last_batch().applied, lines_of(exporter)) == ([], 650, 650)


# What a batch changed counts for its guards and for those after it.


def test_a_batch_that_is_judged_again_keeps_what_it_has_changed_already(limits, monkeypatch):
    exporter, made = Exporter(phase="daily"), [line() for _ in range(3)]
    assert load_lines(*made).bad == []
    path = exporter.batch(*map(ended, made[:2]), *(line(people=[]) for _ in range(250)))
    before = broken_off(monkeypatch, path)
    load(path)
    assert last_batch().counts["owners_ended"] == {"9": 2}
    assert last_batch().by_district == before.by_district and last_batch().unchanged == 0
    with pytest.raises(GuardedError):
        load(exporter.batch(ended(made[2])))


def test_a_batch_that_is_half_applied_never_waits_and_makes_no_room(limits, monkeypatch):
    exporter, made = Exporter(phase="daily"), [line() for _ in range(2)]
    assert load_lines(*made).bad == []
    path = exporter.batch(*(line(people=[]) for _ in range(250)), *map(ended, made))
    broken_off(monkeypatch, path)
    limits["owners_ended"] = Limit(1, 0)
    with pytest.raises(Killed), monkeypatch.context() as dying:
        dying.setattr("shahrsazi.feed.loader.Judgement.judge", lambda *_: (_ for _ in ()).throw(Killed()))
        load(path)
    with pytest.raises(DeliveryError, match="half applied"):
        load(exporter.batch(line(), numbered=1))
    assert load(path).bad == [] and last_batch().state == Batch.DONE


def test_a_batch_that_is_half_applied_is_not_refused_as_a_whole(city, monkeypatch):
    exporter = Exporter()
    path = exporter.batch(*(line() for _ in range(250)))
    broken_off(monkeypatch, path)
    with pytest.raises(DeliveryError), monkeypatch.context() as wrong:
        wrong.setattr(
            "shahrsazi.feed.loader.Judgement.judge", lambda *_: (_ for _ in ()).throw(DeliveryError("broken"))
        )
        load(path)
    assert last_batch().state != Batch.REFUSED and load(path).bad == []


@pytest.mark.parametrize("cut", [1, 16, 5_000])
def test_what_a_power_cut_tore_off_is_judged_again_and_nothing_is_dropped(city, monkeypatch, cut):
    exporter = Exporter()
    path = exporter.batch(*(line() for _ in range(450)))
    killed_at(monkeypatch, 2, path)
    whole = judged_before().read_bytes()
    judged_before().write_bytes(whole[:-cut])
    report = load(path)
    assert (report.bad, lines_of(exporter), last_batch().applied) == ([], 450, 450)


def test_what_was_judged_by_rights_that_the_source_has_no_more_is_judged_again(city, monkeypatch):
    exporter = Exporter()
    file = File(exporter)
    permits = [with_values("permit", key(), permit(), file=file.key) for _ in range(210)]
    path = exporter.batch(*permits, with_values("deed", key(), deed(), file=file.key))
    killed_at(monkeypatch, 2, path)
    allow(exporter, records=["permit"])
    report = load(path)
    assert (report.turned_away, turned_away(report.batch), file.rows("deed")) == (1, [211], [])
