"""Lines are read in one process or in several, by one look at their bytes where that is enough: the answer is one."""

import json
import os
import select
import signal
import subprocess
import sys
from random import Random

import msgspec
import pytest
from conftest import ROOT
from django.db import connections
from feed_delivery import Exporter, load
from feed_lines import deed, key, line, number, owner, person
from history_model import asked

from shahrsazi.city import overrides
from shahrsazi.feed import readers, validation
from shahrsazi.feed.attachments import FeedHaltedError
from shahrsazi.feed.decoding import WRONG, cleaned
from shahrsazi.feed.models import Batch
from shahrsazi.feed.reading import Reader
from shahrsazi.persian.identifiers import InvalidInputError

WORDS = ("ali", "علي", "كاظم", "می‌شود", " x", "x  y", "۱۲", "12-3 4", "81746-73441", "تقریباً", 'a":b', "\\", "\u200b")


def some_value(chance: Random, depth: int = 0):
    kind = chance.random()
    if depth < 3 and kind < 0.3:
        names = chance.sample([*validation.SPELLED, "name", "a b", 'q"'], 3)
        return {name: some_value(chance, 9 if name in validation.SPELLED else depth + 1) for name in names}
    if depth < 3 and kind < 0.5:
        return [some_value(chance, depth + 1) for _ in range(2)]
    return chance.choice([*WORDS, 3, 1.5, None, True])


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": "), (" , ", " : ")])
def test_one_look_at_a_line_cleans_it_as_a_walk_through_it_does(separators, ascii_only):
    chance = Random(3)
    for _ in range(2_000):
        row = {"record": some_value(chance)}
        raw = json.dumps(row, ensure_ascii=ascii_only, separators=separators).encode()
        assert cleaned(raw) == validation.clean_texts(row), raw


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":1,"a":2}',
        b'{"a":1,"a" :2}',
        b'{"a" :1,"a"\t:2}',
        b'{"a":1,"\\u0061":2}',
        b'{"x":"\\u0022:","a":1,"a":2}',
        b'{"x":"\\"\\u003a","a":1,"a":2}',
        b'{"x":[{"a":{"b":1,"b":1}}]}',
    ],
)
def test_a_name_that_stands_twice_is_seen_however_it_is_written(raw):
    with pytest.raises(InvalidInputError):
        cleaned(raw)


@pytest.mark.parametrize(
    "raw",
    [b"[" * 60 + b"]" * 60, b'{"a":' * 60 + b"1" + b"}" * 60, b'{"a":9223372036854775808}', b'{"a":-1e400}', b"[1"],
)
def test_what_no_table_has_room_for_is_refused(raw):
    with pytest.raises(WRONG):
        cleaned(raw)


@pytest.mark.parametrize("raw", [b'{"a":"]]]]{{{{"}', b'{"a":"1234567890123456789012"}', b'{"a":9223372036854775807}'])
def test_what_only_looks_so_is_not(raw):
    assert cleaned(raw) == msgspec.json.decode(raw)


def stored_by(exporter: Exporter) -> list[tuple]:
    return asked(
        "SELECT c.renewal_code, o.source_key, o.land_share, p.last_name FROM casefiles_ownership o"
        " JOIN casefiles_casefile c ON c.id = o.case_id JOIN people_person p ON p.id = o.person_id"
        " JOIN feed_recordversion v ON v.case_id = c.id AND v.source_id = %s AND v.record = 'line' ORDER BY 1, 2",
        [exporter.source.id],
    )


def turned_away_by(batch: int) -> list[tuple]:
    return asked(
        "SELECT number, problems, raw FROM feed_quarantinedrecord WHERE batch_id = %s ORDER BY number", [batch]
    )


def test_two_processes_judge_as_one_does(city):
    rows = [line(deeds=[deed()]) for _ in range(120)]
    for position in range(0, 120, 7):
        rows[position] |= {"secret": position}
    alone, together = Exporter(), Exporter()
    first = load(alone.batch(*rows))
    second = load(together.batch(*rows), processes=2)
    assert (first.good, first.turned_away) == (second.good, second.turned_away) == (102, 18)
    assert first.bad == second.bad and turned_away_by(first.batch) == turned_away_by(second.batch)
    assert stored_by(alone) == stored_by(together) and len(stored_by(alone)) == 102


def test_of_one_person_the_later_line_counts_with_two_processes_as_well(city):
    exporter, who = Exporter(), person(number())
    rows = [line(owner(who["number"]), people=[who | {"last_name": f"name {n}"}]) for n in range(80)]
    load(exporter.batch(*rows), processes=2)
    assert {row[3] for row in stored_by(exporter)} == {"name 79"}


def test_a_process_that_is_ended_stops_the_load_and_the_next_one_begins_anew(city, monkeypatch):
    exporter, read = Exporter(), Reader.read
    path, parent = exporter.batch(*(line() for _ in range(30))), os.getpid()

    def ends(self, position, *rest):
        if position == 12 and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return read(self, position, *rest)

    monkeypatch.setattr(readers.Reader, "read", ends)
    with pytest.raises(FeedHaltedError):
        load(path, processes=2)
    assert stored_by(exporter) == []
    monkeypatch.setattr(readers.Reader, "read", read)
    assert load(path, processes=2).good == 30


def test_a_spool_of_another_contract_is_judged_anew(city, monkeypatch):
    from shahrsazi.feed import applying, spool

    exporter, write = Exporter(), applying.write
    path = exporter.batch(*(line() for _ in range(210)))
    slices = []

    def dies(lines, *rest):
        if slices:
            raise KeyboardInterrupt
        slices.append(len(lines))
        return write(lines, *rest)

    monkeypatch.setattr(applying, "write", dies)
    with pytest.raises(KeyboardInterrupt):
        load(path)
    batch = Batch.objects.using("owner").latest("id")
    kept = spool.Spool(f"batch-{batch.id}", exporter.source)
    kept.path.write_bytes(b"otherone" + b"\xff" * 40)
    monkeypatch.setattr(applying, "write", write)
    report = load(path)
    assert (report.good, report.unchanged, report.written) == (210, 200, 10) and len(stored_by(exporter)) == 210


@pytest.mark.parametrize("changed", ["as_of", "text", "twice", "escaped"])
def test_only_a_line_that_says_the_same_is_passed_over(city, changed):
    exporter, made = Exporter(), line(deeds=[deed(source_key=key())])
    made["casefile"]["address"] = 'the "as_of": "2020" road'
    assert load(exporter.batch(made)).unchanged == 0
    again = {
        "as_of": made | {"as_of": "2026-03-03T00:00:00Z"},
        "text": made | {"casefile": made["casefile"] | {"address": 'the "as_of": "2021" road'}},
        "twice": made | {"casefile": made["casefile"] | {"as_of": "2026-03-03T00:00:00Z"}},
        "escaped": made | {"casefile": made["casefile"] | {"address": 'the "as_of": "2020" road '}},
    }[changed]
    report = load(exporter.batch(again))
    assert report.unchanged == (changed == "as_of") and report.turned_away == (changed == "twice")


_READING = """
import django, os, sys
django.setup()
from shahrsazi.feed import readers
how = (1, readers.get_context("fork"), readers._begin_apart, (None, os.getpid()))
print(readers.ProcessPoolExecutor(*how).submit(os.getpid).result(), flush=True)
sys.stdin.read()
"""


def test_a_load_that_is_killed_takes_its_processes_with_it(city):
    """Else they would hold its connection, and with it the lock of the load. What they print to ends with the last."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "shahrsazi.settings"}
    with subprocess.Popen([sys.executable, "-c", _READING], env=env, cwd=ROOT, **pipes) as parent:
        child = int(parent.stdout.readline())
        parent.kill()
        ready, _writing, _wrong = select.select([parent.stdout], [], [], 20)
        os.kill(child, signal.SIGKILL) if not ready else None
    assert ready


def test_what_is_read_anew_every_half_minute_is_not_asked_of_the_parents_connection(city, monkeypatch):
    """Seen in a load of a million: two processes on one connection, each waiting for the other's answer."""
    monkeypatch.setattr(overrides, "FRESH_SECONDS", 0)
    exporter, read, parent = Exporter(), Reader.read, os.getpid()

    def asks(self, *line):
        if os.getpid() != parent:
            overrides.holidays()
        return read(self, *line)

    monkeypatch.setattr(Reader, "read", asks)
    load(exporter.batch(*(line() for _ in range(60))), processes=2)
    assert len(stored_by(exporter)) == 60


def test_a_reading_process_that_asks_the_database_has_a_connection_of_its_own(city, monkeypatch, tmp_path):
    exporter, read, parent = Exporter(), Reader.read, os.getpid()
    backends = tmp_path / "backends"

    def asks(self, *line):
        if os.getpid() != parent:
            for alias in ("default", "feed"):
                with connections[alias].cursor() as cursor, backends.open("a") as file:
                    file.write(f"{cursor.execute('SELECT pg_backend_pid()').fetchone()[0]}\n")
        return read(self, *line)

    monkeypatch.setattr(Reader, "read", asks)
    with connections["feed"].cursor() as ours:
        ours_is = ours.execute("SELECT pg_backend_pid()").fetchone()[0]
    load(exporter.batch(*(line() for _ in range(60))), processes=2)
    asked_of = set(backends.read_text().split())
    assert len(asked_of) in (2, 4) and str(ours_is) not in asked_of and len(stored_by(exporter)) == 60
