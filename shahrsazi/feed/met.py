"""What a load has met before, on the disk: one of a million lines takes no more memory than a small one."""

import json
import sqlite3
from collections.abc import Container, Hashable, Iterable
from typing import Any, Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Met(Generic[T]):
    """By their hashes, eight bytes of each, which are of this process alone.

    The file has no name, lies with the system's temporary ones and ends with this.
    """

    def __init__(self) -> None:
        self._db: sqlite3.Connection | None = None  # most loads meet nothing twice that could be

    def new(self, things: Iterable[T]) -> set[T]:
        """Those of these that were not met before; from now on they are."""
        wanted = set(things)
        if new := wanted - self.among(wanted):
            self._opened().executemany("INSERT OR IGNORE INTO met (hash) VALUES (?)", ([hash(thing)] for thing in new))
        return new

    def among(self, things: Iterable[T]) -> set[T]:
        """Those of these that were."""
        by_hash = {hash(thing): thing for thing in things} if self._db else {}
        return {by_hash[hashed] for hashed in self._stored(list(by_hash))}

    def __contains__(self, thing: Any) -> bool:
        return bool(self.among([thing]))

    def forget(self, things: Iterable[T]) -> set[T]:
        """Returns those of these that were met."""
        if gone := self.among(things):
            self._opened().executemany("DELETE FROM met WHERE hash = ?", ([hash(thing)] for thing in gone))
        return gone

    def _stored(self, hashes: list[int]) -> Iterable[int]:
        sql = "SELECT hash FROM met WHERE hash IN (SELECT value FROM json_each(?))"
        return (hashed for (hashed,) in self._opened().execute(sql, [json.dumps(hashes)])) if hashes else ()

    def _opened(self) -> sqlite3.Connection:
        if self._db is None:
            self._db = sqlite3.connect("", isolation_level=None)
            self._db.executescript(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE met (hash INTEGER PRIMARY KEY);"
            )
        return self._db


class Beside(Generic[T]):
    """Whether something is among a few, or was met."""

    def __init__(self, few: Container[T], met: Met[T]):
        self.few, self.met = few, met

    def __contains__(self, thing: Any) -> bool:
        return thing in self.few or thing in self.met
