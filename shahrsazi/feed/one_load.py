"""One load at a time, with the memory that it needs."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, connections
from django.utils.translation import gettext as _

from shahrsazi.feed.attachments import FeedHaltedError

# Two that run together would decide by what neither has written yet which line is the newer one.
_ONE_LOAD = "SELECT pg_try_advisory_lock(hashtext('shahrsazi.feed.load'))"
_LOAD_ENDS = "SELECT pg_advisory_unlock(hashtext('shahrsazi.feed.load'))"


@contextmanager
def the_only_load() -> Iterator[None]:
    """FeedHaltedError while another one runs."""
    take_lock()
    try:
        yield
    finally:
        with suppress(DatabaseError), connections["feed"].cursor() as cursor:
            cursor.execute(_LOAD_ENDS)


@contextmanager
def few_collections() -> Iterator[None]:
    """A line is thousands of small objects of which none refers back: to look for circles among them, as often as
    Python does, takes a quarter of the time of a load.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def take_lock() -> None:
    """FeedHaltedError where another load has it."""
    with connections["feed"].cursor() as cursor:
        cursor.execute(_ONE_LOAD)
        if not cursor.fetchone()[0]:
            raise FeedHaltedError(_("Another load is running: wait until it has ended."))
