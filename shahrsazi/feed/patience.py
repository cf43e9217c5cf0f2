"""Waits for a database that is being restarted, and for a locked row: a load goes on where it was."""

import time
from collections.abc import Callable
from typing import TypeVar

import psycopg
from django.db import DatabaseError, connections

from shahrsazi.database.lost import is_lost
from shahrsazi.feed.attachments import FeedHaltedError

# A restarted database is back within a minute or not at all; a lock that somebody holds ends with their request, and
# the one of our own lost connection within connections.HELD_FOR.
TRIES, WAIT = 9, 2.0
T = TypeVar("T")


class Patience:
    """Tries again what may be done twice. `relock` takes the lock of the load again, which a lost connection has
    dropped; a server that has not noticed the loss yet says that another load has it. Once it has the lock,
    `refuse_overtaken` ends the load where another one ran meanwhile.
    """

    def __init__(self, relock: Callable[[], None], refuse_overtaken: Callable[[], None]):
        self.relock, self.refuse_overtaken = relock, refuse_overtaken

    def __call__(self, work: Callable[[], T]) -> T:
        """What the work returns. Within a transaction it is done once: whoever began that tries all of it again."""
        if connections["feed"].in_atomic_block:
            return work()
        attempt, lost = 0, False
        while True:
            attempt += 1
            try:
                if lost:
                    self._connect()
                    lost = False
                    self.refuse_overtaken()
                return work()
            except FeedHaltedError:
                if not lost or attempt == TRIES:
                    raise
            except DatabaseError as error:
                if attempt == TRIES or not is_halt(error):
                    raise
                lost |= is_lost(error)
            time.sleep(WAIT * attempt)

    def _connect(self) -> None:
        connections["feed"].close()
        self.relock()


def is_halt(error: Exception) -> bool:
    """No fault of a record's: what was tried often enough stops the load, which goes on later."""
    return is_lost(error) or _is_locked(error)


def _is_locked(error: Exception) -> bool:
    waits = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure)
    return isinstance(error.__cause__, waits)
