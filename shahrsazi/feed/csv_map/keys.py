"""Which row gave which version of a record: another row that gives the same one differently would be turned away; and
under which keys a row was turned away: what names them would be read as somebody's number or code.
"""

import sqlite3
from collections.abc import Iterable

from shahrsazi.feed.records import About, Envelope

# On the disk, in a temporary file that goes with the connection: a million keys take no memory.
_TABLE = """
PRAGMA journal_mode = OFF;
CREATE TABLE record (kind TEXT, key TEXT, version INTEGER, digest TEXT, file TEXT, number INTEGER,
  PRIMARY KEY (kind, key, version)) WITHOUT ROWID;
CREATE TABLE refused (kind TEXT, key TEXT, file TEXT, number INTEGER, PRIMARY KEY (kind, key)) WITHOUT ROWID;
"""
_ADD = "INSERT OR IGNORE INTO record VALUES (?, ?, ?, ?, ?, ?)"
_FIRST = "SELECT file, number, digest FROM record WHERE kind = ? AND key = ? AND version = ?"

_REFUSE = "INSERT OR IGNORE INTO refused VALUES (?, ?, ?, ?)"
_REFUSED = """
SELECT file, number FROM refused r WHERE kind = ? AND key = ?
  AND NOT EXISTS (SELECT 1 FROM record o WHERE o.kind = r.kind AND o.key = r.key)
"""


class Keys:
    """Those of one run."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(_TABLE)

    def other_row(self, envelope: Envelope, file: str, number: int) -> tuple[str, int] | None:
        """File and number of the row that gave another content under this version; else this row is noted."""
        key = envelope.record, envelope.key, envelope.version
        if self._database.execute(_ADD, (*key, envelope.digest, file, number)).rowcount:
            return None
        first_file, first_number, digest = self._database.execute(_FIRST, key).fetchone()
        return None if digest == envelope.digest else (first_file, first_number)

    def refuse(self, record: str, key: str, file: str, number: int) -> None:
        """Notes the row of a person or file that was turned away."""
        self._database.execute(_REFUSE, (record, key, file, number))

    def refused_row(self, names: Iterable[About]) -> tuple[str, int] | None:
        """File and number of a row under one of these names, where all its rows were turned away."""
        rows = (self._database.execute(_REFUSED, name).fetchone() for name in names)
        return next(filter(None, rows), None)
