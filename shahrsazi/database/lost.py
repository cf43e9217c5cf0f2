"""When the database goes away: telling that from other errors, and beginning anew."""

import psycopg
from django.db import DatabaseError, InterfaceError, OperationalError, connections
from psycopg_pool import PoolTimeout

from shahrsazi.database.postgres.base import DatabaseWrapper

# https://www.postgresql.org/docs/current/errcodes-appendix.html: ended by an operator, crashed, starting up, cut off,
# and read-only, which is what a primary becomes that another one took over from.
ENDED = {"57P01", "57P02", "57P03", "08000", "08001", "08003", "08004", "08006", "25006"}


def is_lost(error: Exception) -> bool:
    """Whether the connection is gone, rather than the statement wrong, slow or in another's way."""
    cause = error.__cause__ or error
    if not isinstance(error, (OperationalError, InterfaceError)) or isinstance(cause, psycopg.errors.PipelineAborted):
        return False
    state = getattr(cause, "sqlstate", None)
    return state is None or state in ENDED


def is_refused(error: Exception) -> bool:
    """Whether a policy refused it, mostly because the session was ended between two statements of a page."""
    return isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege)


def may_be_back(error: DatabaseError) -> bool:
    """Whether a second try makes sense: not where the pool has already waited for a new connection in vain."""
    return not isinstance(error.__cause__, PoolTimeout)


def forget() -> None:
    """Give up this thread's connections and those that wait in the pools, which a restart is about to end as well."""
    for alias in connections:
        connection = connections[alias]
        connection.close()
        if isinstance(connection, DatabaseWrapper) and (pool := connection._connection_pools.get(alias)):
            pool.drain()
