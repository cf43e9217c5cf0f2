"""While a load waits for a server that is restarted nobody holds its lock: where another load runs meanwhile, it ends,
and what it would still write is judged anew when it is loaded again.
"""

import hashlib
import json

import pytest
from django.db import connections
from feed_delivery import Exporter, load
from feed_lines import line
from history_model import asked
from lost_servers import FirstTransaction, lost_at

from shahrsazi.feed import applying, loader, patience, quarantine
from shahrsazi.feed.attachments import FeedHaltedError
from shahrsazi.feed.models import Batch, Source


@pytest.fixture
def meanwhile(city, monkeypatch):
    """The server is restarted as the first slice is written, and this is done before the load has its lock again."""
    monkeypatch.setattr(patience, "WAIT", 0)
    take_lock = loader.take_lock

    def arrange(act, lost: bool = True) -> None:
        def relock() -> None:
            monkeypatch.setattr(loader, "take_lock", take_lock)
            act()
            take_lock()

        monkeypatch.setattr(loader, "take_lock", relock)
        if lost:
            monkeypatch.setattr(applying, "transaction", FirstTransaction())

    yield arrange
    connections["feed"].close()  # one that was ended is of no use to the next test


@pytest.fixture
def unsigned(tmp_path):
    """A file without a manifest, and its line."""

    def make(name: str, *wrong: dict):
        row, path = line(), tmp_path / f"{name}.ndjson"
        path.write_text("".join(json.dumps(each) + "\n" for each in (row, *wrong)), "utf8")
        return path, row

    return make


def is_in(row: dict) -> bool:
    sql = "SELECT count(*) FROM casefiles_casefile WHERE renewal_code = %s"
    return asked(sql, [row["casefile"]["renewal_code"]]) == [(1,)]


def halted(path) -> Batch:
    """The batch that the load of this file leaves, which ends with the reason that another one ran."""
    with pytest.raises(FeedHaltedError, match="Another load ran"):
        load(path)
    return Batch.objects.using("owner").filter(sha256=sha256(path)).latest("id")


def sha256(path) -> str:
    file = path.with_name(path.name.removesuffix(".manifest.json"))
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_one_that_another_file_without_a_manifest_left_behind_writes_nothing_more(meanwhile, unsigned):
    (first, row), (second, other) = unsigned("first"), unsigned("second")
    meanwhile(lambda: load(second))
    assert halted(first).state == Batch.ABANDONED
    assert is_in(other) and not is_in(row)
    assert load(first).good == 1 and is_in(row)


def test_one_that_was_loaded_to_its_end_by_another_process_sets_no_number_back(meanwhile):
    exporter = Exporter()
    paths = [exporter.batch(line()) for _ in range(3)]
    meanwhile(lambda: [load(path) for path in paths[:2]])
    assert halted(paths[0]).state == Batch.DONE
    assert Source.objects.using("owner").get(id=exporter.source.id).last_sequence == 2
    assert load(paths[2]).good == 1


def test_one_beside_which_another_source_told_something_goes_on_when_it_is_loaded_again(meanwhile):
    exporter, other, row = Exporter(), Exporter(), line()
    path, newer = exporter.batch(row), other.batch(line())
    meanwhile(lambda: load(newer))
    assert halted(path).state == Batch.APPLYING and not is_in(row)
    assert load(path).good == 1 and is_in(row)


def test_one_that_made_room_while_it_was_judged_comes_to_no_life_again(meanwhile, unsigned, monkeypatch):
    (first, row), (second, other) = unsigned("first", line() | {"secret": 1}), unsigned("second")
    meanwhile(lambda: load(second), lost=False)
    lost_at(monkeypatch, quarantine.Quarantine, "_flush", 1)
    assert halted(first).state == Batch.DROPPED
    assert is_in(other) and not is_in(row)


def test_one_that_was_alone_all_the_time_goes_on(meanwhile):
    meanwhile(lambda: None)
    assert Exporter().send(line(), line()).good == 2
