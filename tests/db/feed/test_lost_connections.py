"""A load waits for a server that is restarted, wherever it stands, and ends as if it had never been away."""

from pathlib import Path

import pytest
from django.db import OperationalError
from feed_delivery import Exporter, load, with_values
from feed_files import File
from feed_lines import PDF, line, paper
from lost_servers import FirstTransaction, lost_at

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.documents import intake
from shahrsazi.feed import applying, files, loader, patience, quarantine, stale
from shahrsazi.feed.attachments import FeedHaltedError
from shahrsazi.feed.models import Batch, QuarantinedRecord


def away(error: Exception, times: int):
    """Takes the lock of the load, once it was refused so often."""
    take_lock, left = loader.take_lock, [error] * times

    def take() -> None:
        if left:
            raise left.pop()
        take_lock()

    return take


REFUSED = OperationalError("connection refused")
HELD = FeedHaltedError("Another load is running")  # as a server says that has not noticed yet that we are gone


@pytest.mark.parametrize("error", [REFUSED, HELD], ids=["it is down", "it still holds the lock"])
def test_a_server_that_is_not_back_at_once_is_waited_for(city, monkeypatch, error):
    monkeypatch.setattr(patience, "WAIT", 0)
    monkeypatch.setattr(applying, "transaction", FirstTransaction())
    monkeypatch.setattr(loader, "take_lock", away(error, 2))
    assert Exporter().send(line(), line()).good == 2


@pytest.mark.parametrize("error", [REFUSED, HELD], ids=["it is down", "another load has the lock"])
def test_but_not_for_ever(city, monkeypatch, error):
    exporter = Exporter()
    path = exporter.batch(line(), line())
    with monkeypatch.context() as gone:
        gone.setattr(patience, "WAIT", 0)
        gone.setattr(applying, "transaction", FirstTransaction())
        gone.setattr(loader, "take_lock", away(error, patience.TRIES))
        with pytest.raises(type(error)):
            load(path)
    assert load(path).good == 2


def test_what_halts_a_load_that_lost_nothing_ends_it_at_once(city, monkeypatch):
    tries = []

    def halts(*_arguments, **_named):
        tries.append(1)
        raise FeedHaltedError("The sandbox is away")

    monkeypatch.setattr(intake, "store", halts)
    path = Exporter().batch(line(papers=[paper(scan="deed.pdf")]))
    brought(path)
    with pytest.raises(FeedHaltedError):
        load(path)
    assert tries == [1]


def brought(path: Path) -> None:
    (path.parent / "papers").mkdir()
    (path.parent / "papers" / "deed.pdf").write_bytes(PDF)


WHERE = {
    "as it begins to apply": (loader.batches, "begin_applying", 1),
    "as files move": (files, "movable", 1),
    "as the first slice is compared": (stale, "sort_out", 1),
    "as the second slice is compared": (stale, "sort_out", 2),
    "as a paper is stored": (intake, "store", 1),
    "as it writes what it turns away": (quarantine.Quarantine, "_flush", 2),
    "as it settles": (quarantine, "settle", 1),
}


@pytest.mark.parametrize(("owner", "name", "turn"), WHERE.values(), ids=WHERE)
def test_a_connection_that_is_lost_anywhere_costs_nothing_and_doubles_nothing(city, monkeypatch, owner, name, turn):
    exporter = Exporter()
    file, code = File(exporter), line()["casefile"]["renewal_code"]
    wrong = [line() | {"secret": 1}, line(papers=[paper(scan="nothere.pdf")])]
    moved = with_values("file", file.key, file.made["casefile"] | {"renewal_code": code}, 2)
    path = exporter.batch(*wrong, moved, line(papers=[paper(scan="deed.pdf")]), *(line() for _ in range(250)))
    brought(path)
    monkeypatch.setattr(patience, "WAIT", 0.05)
    calls = lost_at(monkeypatch, owner, name, turn)
    report = load(path)
    assert len(calls) >= turn
    assert (report.good, report.turned_away, report.unchanged) == (252, 2, 0)
    batch = Batch.objects.using("owner").get(id=report.batch)
    assert (batch.state, batch.applied, batch.turned_away, batch.unchanged) == ("done", 253, 2, 0)
    rows = QuarantinedRecord.objects.using("owner").filter(batch=batch).order_by("number")
    assert [(row.number, len(row.problems)) for row in rows] == [(1, 1), (2, 1)]
    assert len(CaseFile._base_manager.using("owner").get(renewal_code=code).lineage) == 1
