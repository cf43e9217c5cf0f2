"""A process that was forked off: what it inherits of its parent's connections is the parent's alone.

Two processes that speak on one connection each take the other's answers, and wait for ever for what the other has read.
"""

from typing import Any

from django.db import connections

from shahrsazi.database.postgres.base import DatabaseWrapper

# Held, for what is given up is closed, and to close it is to speak on it.
_inherited: list[Any] = []


def begin_without_connections() -> None:
    """Whatever asks the database from here on opens a connection of its own."""
    for connection in connections.all(initialized_only=True):
        _inherited.append(connection)
        del connections[connection.alias]
    _inherited.append(DatabaseWrapper._connection_pools)
    DatabaseWrapper._connection_pools = {}
