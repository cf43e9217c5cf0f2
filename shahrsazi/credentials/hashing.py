"""Where passwords are hashed: so many at a time as there are cores, some wait, and whoever comes then is told so."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import ParamSpec, TypeVar

from django.db import connections

Given = ParamSpec("Given")
Result = TypeVar("Result")

# Those who wait occupy threads of the server (commands/serve.py), of which the most have to be left for pages.
WAITING = 24
# A page that is asked for meanwhile goes first; and still they get a third of a busy core.
NICENESS = 5


class CrowdedError(Exception):
    """So many wait already that nobody more is let in; accounts/crowd.py answers."""


class BoundedQueue:
    """Does work in `at_once` threads of its own; `waiting` more wait for their turn, served in order."""

    def __init__(self, at_once: int, waiting: int):
        self._places = BoundedSemaphore(at_once + waiting)
        self._threads = ThreadPoolExecutor(at_once, "hashing", _stand_back)

    def run(self, work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
        """What the work returns or raises; CrowdedError at once where no place is left."""
        if not self._places.acquire(blocking=False):
            raise CrowdedError
        try:
            return self._threads.submit(work, *args, **kwargs).result()
        finally:
            self._places.release()


def _stand_back() -> None:
    """On Linux a thread can be less urgent than the others of its process; elsewhere that would hit all of them."""
    if os.uname().sysname == "Linux":
        os.nice(NICENESS)  # from wherever the server stands: to be less urgent needs no right


QUEUE = BoundedQueue(os.cpu_count() or 1, WAITING)


def in_turn(work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """The same in the queue of this process. Whoever waits in it keeps no connection that others could use."""
    if not connections["entrance"].in_atomic_block:
        connections["entrance"].close()
    return QUEUE.run(work, *args, **kwargs)
