"""Which row gave which version of a record: another row that gives the same one differently would be turned away."""

import sqlite3

from shahrsazi.feed.records import Envelope

# On the disk, in a temporary file that goes with the connection: a million keys take no memory.
_TABLE = """
PRAGMA journal_mode = OFF;
CREATE TABLE record (kind TEXT, key TEXT, version INTEGER, digest TEXT, file TEXT, number INTEGER,
  PRIMARY KEY (kind, key, version)) WITHOUT ROWID;
"""
_ADD = "INSERT OR IGNORE INTO record VALUES (?, ?, ?, ?, ?, ?)"
_FIRST = "SELECT file, number, digest FROM record WHERE kind = ? AND key = ? AND version = ?"


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
