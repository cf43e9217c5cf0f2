"""Changing tables while others use them: a statement that waits for a table keeps everybody else waiting behind it."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import TypeVar

import psycopg
from django.db import Error, OperationalError, connections

Result = TypeVar("Result")

# Less than the pages have patience for (connections.TIMEOUTS): who waits behind us is served when we give up.
SHORT, LOOK_AFTER = 0.5, 0.3  # seconds
# An autovacuum gives way to whoever has waited for a second (deadlock_timeout), and begins anew by itself.
FOR_AN_AUTOVACUUM = 1.2
PAUSE, LONGEST = 3.0, 4 * 3600.0  # seconds
WAITING = "{what} are in use: by {who}. Trying again until that ends; the site goes on serving."
AUTOVACUUM, UNSEEN = "an autovacuum", "a backup or a feed check?"
# Without the right to see more, a connection of the server's own has no user.
_WHO = """
SELECT DISTINCT CASE WHEN usesysid IS NULL THEN %s ELSE concat_ws(' of ', nullif(application_name, ''), usename) END
FROM pg_stat_activity WHERE pid = ANY (pg_blocking_pids(%s)) ORDER BY 1
"""


class LockedError(RuntimeError):
    """What had to be changed was in use for longer than we wait; the message says what it was."""


def patiently(what: str, work: Callable[[], Result]) -> Result:
    """Do the owner's work, anew after each pause while something that it has to change is in use.

    It must be one that leaves nothing half done and may be repeated. Raises LockedError after LONGEST.
    """
    began, named, seconds = time.monotonic(), set[str](), SHORT
    while True:
        try:
            with _waits_of(seconds), _lookout() as holders:
                return work()
        except OperationalError as error:
            if not isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
                raise
        if time.monotonic() - began > LONGEST:
            raise LockedError(f"{what} were in use all the time. Run shahrsazi setup again: what is done stays done.")
        if holders == [AUTOVACUUM] and AUTOVACUUM not in named:
            seconds = FOR_AN_AUTOVACUUM
            named.add(AUTOVACUUM)
            continue
        seconds = SHORT
        if not named.issuperset(holders or [UNSEEN]):
            print(WAITING.format(what=what, who=" and ".join(holders) or UNSEEN), file=sys.stderr, flush=True)
        named.update(holders or [UNSEEN])
        time.sleep(PAUSE)


@contextmanager
def _waits_of(seconds: float) -> Iterator[None]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {seconds * 1000:.0f}")
    try:
        yield
    finally:
        with suppress(Error), connections["owner"].cursor() as cursor:
            cursor.execute("RESET lock_timeout")


@contextmanager
def _lookout() -> Iterator[list[str]]:
    """Who is in the way of the owner's work, if it waits: seen by a connection of its own, for the owner's is busy."""
    holders: list[str] = []
    pid = connections["owner"].connection.info.backend_pid

    def look() -> None:
        with suppress(Error), connections["owner"].cursor() as cursor:
            cursor.execute(_WHO, [AUTOVACUUM, pid])
            holders.extend(who for (who,) in cursor.fetchall())
        connections["owner"].close()

    timer = Timer(LOOK_AFTER, look)
    timer.start()
    try:
        yield holders
    finally:
        timer.cancel()
        timer.join()
