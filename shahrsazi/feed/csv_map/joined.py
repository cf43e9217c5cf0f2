"""Rows that stand inside a row: gathered by their key on the disk, so that their file may be of any size and order."""

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from shahrsazi.feed.contract import MAX_ROWS
from shahrsazi.feed.met import Met

# A database without a name lies in a temporary file that nobody else can open, and goes with the connection.
_TABLES = """
PRAGMA journal_mode = OFF;
CREATE TABLE joined (key TEXT NOT NULL, position, number INTEGER NOT NULL, raw TEXT NOT NULL, content TEXT);
CREATE TABLE matched (key TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_INDEX = "CREATE INDEX by_key ON joined (key, position, number)"
_OF_KEY = "SELECT number, content FROM joined WHERE key = ? ORDER BY position, number LIMIT ?"
_UNMATCHED = """
SELECT number, raw FROM joined WHERE content IS NOT NULL AND key NOT IN (SELECT key FROM matched) ORDER BY number
"""


class JoinedRow(NamedTuple):
    """One of them; without values where it could not be mapped."""

    number: int
    values: dict[str, Any] | None


class JoinedRows:
    """Filled once, then looked up by key."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(_TABLES)

    def add(self, key: str, position: float | str, number: int, raw: list[str], values: dict[str, Any] | None) -> None:
        content = None if values is None else msgspec.json.encode(values).decode()
        cells = msgspec.json.encode(raw).decode()
        self._database.execute("INSERT INTO joined VALUES (?, ?, ?, ?, ?)", (key, position, number, cells, content))

    def index(self) -> None:
        self._database.execute(_INDEX)

    def of(self, key: str) -> list[JoinedRow]:
        """Those of a key in their order; one more than are allowed where there are too many."""
        rows = self._database.execute(_OF_KEY, (key, MAX_ROWS + 1)).fetchall()
        if rows:
            self._database.execute("INSERT OR IGNORE INTO matched VALUES (?)", (key,))
        return [JoinedRow(number, msgspec.json.decode(content) if content else None) for number, content in rows]

    def matched(self) -> list[int]:
        """The numbers of the rows that somebody looked up."""
        rows = self._database.execute("SELECT number FROM joined WHERE key IN (SELECT key FROM matched)")
        return [number for (number,) in rows]

    def unmatched(self) -> Iterator[tuple[int, list[str]]]:
        """Number and cells of each row that nobody looked up."""
        for number, raw in self._database.execute(_UNMATCHED):
            yield number, msgspec.json.decode(raw)

    def close(self) -> None:
        self._database.close()


class Use:
    """Of a file of rows that stand inside others: `left` tables have still to take theirs, of which some are `matched`.
    Where several do, each of its rows is counted once, and turned away once.
    """

    def __init__(self) -> None:
        self.left = 0
        self.is_first = True
        self.matched: Met[int] = Met()
        self.refused: Met[int] = Met()
