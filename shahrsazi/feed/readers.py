"""Reads the lines of a delivery in one process or in several, which give back, in order, what the spool keeps."""

import ctypes
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import Any, NamedTuple, TypeAlias

from django.utils.translation import gettext as _

from shahrsazi.city import overrides
from shahrsazi.database.forked import begin_without_connections
from shahrsazi.feed.attachments import FeedHaltedError
from shahrsazi.feed.reading import Reader, Refused
from shahrsazi.feed.spool import Packed, packed

Numbered = tuple[int, bytes, str]  # a line's number, bytes and digest
PR_SET_PDEATHSIG = 1  # linux/prctl.h
AT_ONCE = 25  # lines that one process reads before it gives them back
FEW = 4  # of other things that it does at once
Spread: TypeAlias = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]

_reader: Reader


class Readers(NamedTuple):
    """`read` reads lines. `spread` is a map() that goes on by itself, of a function that asks no database."""

    read: Callable[[list[Numbered]], Iterable[Packed | Refused]]
    spread: Spread


@contextmanager
def readers(processes: int) -> Iterator[Readers]:
    """FeedHaltedError when a process was ended from outside."""
    _begin(Reader())
    if processes == 1:
        with ThreadPoolExecutor(1) as beside:  # it has the time in which this process waits for the database
            yield Readers(partial(map, _read), beside.map)
        return
    from shahrsazi.casefiles.site_plan import survey as _loaded_once  # noqa: F401 - and not by each of them

    # Forked, they have the contract already, and the codes and holidays of this moment: they ask no database.
    with ProcessPoolExecutor(processes, get_context("fork"), _begin_apart, (_reader, os.getpid())) as pool:
        try:
            yield Readers(partial(pool.map, _read, chunksize=AT_ONCE), partial(pool.map, chunksize=FEW))
        except BrokenProcessPool as error:
            raise FeedHaltedError(_("A process that reads lines was ended: load it again.")) from error


def _begin(reader: Reader) -> None:
    global _reader
    _reader = reader


def _begin_apart(reader: Reader, parent: int) -> None:
    """A process of its own ends with its parent: it has inherited the connection that holds the lock of the load. What
    a terminal sends to all of them is for the parent, which lets it end.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    begin_without_connections()
    overrides.hold()
    _begin(reader)


def _read(line: Numbered) -> Packed | Refused:
    result = _reader.read(*line)
    return result if isinstance(result, Refused) else packed(result)
