"""Pairs of words that a batch tells, on the disk: one of a million files takes no more memory than a small one."""

import json
import sqlite3
from collections.abc import Iterable


class Pairs:
    """Both ways: of a first word its second ones, of a second its first ones, those told last at the end.

    The file has no name, lies with the system's temporary ones and ends with this.
    """

    def __init__(self) -> None:
        self._db: sqlite3.Connection | None = None  # most batches tell none

    def add(self, pairs: Iterable[tuple[str, str]]) -> None:
        if pairs := list(pairs):
            self._opened().executemany("INSERT OR REPLACE INTO pair (one, other) VALUES (?, ?)", pairs)

    def of(self, ones: Iterable[str]) -> dict[str, list[str]]:
        return self._query("SELECT one, other FROM pair WHERE one IN (SELECT value FROM json_each(?))", ones)

    def back(self, others: Iterable[str]) -> dict[str, list[str]]:
        return self._query("SELECT other, one FROM pair WHERE other IN (SELECT value FROM json_each(?))", others)

    def _query(self, sql: str, words: Iterable[str]) -> dict[str, list[str]]:
        result: dict[str, list[str]] = {}
        rows = self._db.execute(f"{sql} ORDER BY rowid", [json.dumps(list(words))]) if self._db else ()
        for word, other in rows:
            result.setdefault(word, []).append(other)
        return result

    def _opened(self) -> sqlite3.Connection:
        if self._db is None:
            self._db = sqlite3.connect("", isolation_level=None)
            self._db.executescript(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                "CREATE TABLE pair (one TEXT NOT NULL, other TEXT NOT NULL, UNIQUE (one, other));"
                "CREATE INDEX back ON pair (other);"
            )
        return self._db
