"""Counts the round trips of pipelined statements, for tests and the benchmark; off unless a list is set."""

from contextlib import contextmanager
from contextvars import ContextVar

_trips: ContextVar[list | None] = ContextVar("trips", default=None)


def record(statements) -> None:
    trips = _trips.get()
    if trips is not None:
        trips.append(list(statements))


@contextmanager
def round_trips():
    """Collects every pipelined trip made inside: its statements with their values."""
    token = _trips.set([])
    try:
        yield _trips.get()
    finally:
        _trips.reset(token)
