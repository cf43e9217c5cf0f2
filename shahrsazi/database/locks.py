"""Changing tables while others use them: a statement that waits for a table keeps everybody else waiting behind it."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

import psycopg
from django.db import Error, OperationalError, connections

Result = TypeVar("Result")

# Less than the pages have patience for (connections.TIMEOUTS): who waits behind us is served when we give up.
SHORT = "500ms"
PAUSE, LONGEST = 3.0, 4 * 3600.0  # seconds
WAITING = "{what} are in use: by a backup or a feed check? Trying again until that ends; the site goes on serving."


class LockedError(RuntimeError):
    """What had to be changed was in use for longer than we wait; the message says what it was."""


def patiently(what: str, work: Callable[[], Result]) -> Result:
    """Do the owner's work, anew after each pause while something that it has to change is in use.

    It must be one that leaves nothing half done and may be repeated. Raises LockedError after LONGEST.
    """
    began, waiting = time.monotonic(), False
    while True:
        try:
            with _short_waits():
                return work()
        except OperationalError as error:
            if not isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
                raise
        if time.monotonic() - began > LONGEST:
            raise LockedError(f"{what} were in use all the time. Run shahrsazi setup again: what is done stays done.")
        if not waiting:
            print(WAITING.format(what=what), file=sys.stderr, flush=True)
        waiting = True
        time.sleep(PAUSE)


@contextmanager
def _short_waits() -> Iterator[None]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{SHORT}'")
    try:
        yield
    finally:
        with suppress(Error), connections["owner"].cursor() as cursor:
            cursor.execute("RESET lock_timeout")
