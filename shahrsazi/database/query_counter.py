"""Counts the round trips of pipelined statements, for tests and the benchmark; off unless a list is set."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from shahrsazi.database.statements import Statement

_trips: ContextVar[list[list[Statement]] | None] = ContextVar("trips", default=None)


def record(statements: Iterable[Statement]) -> None:
    trips = _trips.get()
    if trips is not None:
        trips.append(list(statements))


@contextmanager
def round_trips() -> Iterator[list[list[Statement]]]:
    """Collects every pipelined trip made inside: its statements with their values."""
    trips: list[list[Statement]] = []
    token = _trips.set(trips)
    try:
        yield trips
    finally:
        _trips.reset(token)
