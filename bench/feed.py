"""What a load costs beside its floor: a raw COPY of the same final rows into the same tables, indexes and policies.

    python -m bench.feed [FILES]

Everything is measured in one run on one machine, and told as a ratio: 1 would be as fast as COPY. Papers are left out.
"""

import json
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from bench.__main__ import STATE, _close, _prepare
from shahrsazi.demo.postgres import Cluster

FILES = 2_000
TABLES = "SELECT quote_ident(relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
_FIRST = ("people_person", "casefiles_casefile")
_OURS = ("casefiles_", "people_", "ledger_", "feed_recordversion")


def main(files: int = FILES) -> None:
    with Cluster(STATE / "postgres-feed") as url:
        database = urlunsplit(urlsplit(url)._replace(path="/shahrsazi"))
        _prepare(database)
        _Database.url = database
        print(f"{'':44} {'files/s':>8} {'ratio':>6} {'% first':>7} {'WAL MB':>7}")
        for name, rows in (("sample's files", _sample(files)), ("small files", _small(files))):
            _measure(name, rows)
        _close()


def _sample(files: int) -> list[dict]:
    from samplecity import lines
    from shahrsazi.persian import dates

    return [_without_scans(line) for line in lines(today=dates.today(), files=files, seed=77)]


def _small(files: int) -> list[dict]:
    """Two kilobytes and a dozen rows: a file, its owner, and a few rows of the shorter tables."""
    return [
        line
        | {"papers": line.get("papers", [])[:3], "actions": line.get("actions", [])[:4], "surveys": []}
        | {key: [] for key in ("inspections", "drawing_sets", "violations", "commission_cases", "verdicts")}
        for line in _sample(files)
    ]


def _without_scans(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_scans(item) for key, item in value.items() if key != "scan"}
    return [_without_scans(item) for item in value] if isinstance(value, list) else value


def _measure(name: str, lines: list[dict]) -> None:
    _empty()
    together, wal = _load(lines, 0, processes=2)
    copied = _copy_again()
    _print(f"{name}, two processes", len(lines), together, copied, together, wal)
    _empty()
    first, wal = _load(lines, 0)
    copied = _copy_again()
    _print(name, len(lines), first, copied, first, wal)
    same, wal = _load(lines, 1)
    _print(f"{name}, unchanged", len(lines), same, copied, first, wal)
    few = [_changed(line) if n % 100 == 0 else line for n, line in enumerate(lines)]
    daily, wal = _load(few, 2)
    _print(f"{name}, 1 % changed, all sent", len(lines), daily, copied, first, wal)
    alone, wal = _load([_changed(line, "دیگر") for line in lines[::100]], 3)
    _print(f"{name}, 1 % changed, alone", len(lines), alone, copied, first, wal)


def _print(name: str, files: int, seconds: float, floor: float, first: float, wal: float) -> None:
    rates = f"{files / seconds:8.0f} {floor / seconds:6.3f} {100 * seconds / first:7.1f}"
    print(f"{name:44} {rates} {wal:7.1f}", flush=True)


def _changed(line: dict, name: str = "محلهٔ دیگر") -> dict:
    return line | {"casefile": line["casefile"] | {"neighbourhood": name}}


def _load(lines: list[dict], hours: int, processes: int = 1) -> tuple[float, float]:
    """Seconds and megabytes of WAL of one load, told so many hours later."""
    from shahrsazi.feed.loader import load

    path = Path(STATE) / "bench-feed.ndjson"
    with path.open("w", encoding="utf8") as out:
        for line in lines:
            at = datetime.fromisoformat(line["as_of"]) - timedelta(days=1) + timedelta(hours=hours)
            out.write(json.dumps(line | {"as_of": at.isoformat()}, ensure_ascii=False) + "\n")
    before, began = _wal(), time.perf_counter()
    report = load(path, processes=processes)
    seconds = time.perf_counter() - began
    assert not report.bad, report.bad[:3]
    return seconds, (_wal() - before) / 1e6


class _Database:
    """The database as its superuser sees it: only that empties a ledger."""

    url = ""

    @classmethod
    def cursor(cls) -> psycopg.Cursor:
        return psycopg.connect(cls.url, autocommit=True).cursor()


def _wal() -> int:
    with _Database.cursor() as cursor:
        row = cursor.execute("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')").fetchone()
        return int(row[0]) if row else 0


def _tables() -> list[str]:
    """Those that a load fills, in an order in which each comes after what it refers to."""
    with _Database.cursor() as cursor:
        names = [table for (table,) in cursor.execute(TABLES) if table.startswith(_OURS)]
    return sorted(names, key=lambda table: (table not in _FIRST, table))


def _empty() -> None:
    """The tables that a load fills, as they are before a first load."""
    with _Database.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"TRUNCATE {', '.join(_tables())} CASCADE")  # type: ignore[arg-type]


def _copy_again() -> float:
    """Seconds of copying the same rows into the emptied tables; afterwards everything is as it was."""
    rows = {}
    with _Database.cursor() as cursor:
        for table in _tables():
            with cursor.copy(f"COPY {table} TO STDOUT") as out:  # type: ignore[arg-type]
                rows[table] = b"".join(out)
        _empty()
        began = time.perf_counter()
        for table, data in rows.items():
            with cursor.copy(f"COPY {table} FROM STDIN") as into:  # type: ignore[arg-type]
                into.write(data)
    return time.perf_counter() - began


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
