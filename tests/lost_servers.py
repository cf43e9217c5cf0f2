"""A database server that goes away while a load runs."""

from contextlib import contextmanager, suppress

import psycopg
from django.db import DatabaseError, OperationalError, connections, transaction


class FirstTransaction:
    """The server is restarted in the first one."""

    def __init__(self) -> None:
        self.is_over = False

    @contextmanager
    def atomic(self, using):
        if not self.is_over:
            self.is_over = True
            raise OperationalError("terminated") from psycopg.errors.AdminShutdown("terminated")
        with transaction.atomic(using=using):
            yield


def lost_at(monkeypatch, owner, name: str, turn: int) -> list:
    """The server ends the feed's connection where this is called for so many a time. Returns the calls so far."""
    does, calls = getattr(owner, name), []

    def loses(*arguments, **named):
        calls.append(1)
        if len(calls) == turn:
            with suppress(DatabaseError), connections["feed"].cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return does(*arguments, **named)

    monkeypatch.setattr(owner, name, loses)
    return calls
