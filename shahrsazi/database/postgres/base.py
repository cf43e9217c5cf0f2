"""The backend that `database/connections.py` names as ENGINE.

psycopg's pool can check a connection as it hands it out, but waits a second after the first dead one, two after the
next and four after that: after a restart, when all of a pool are dead, the request fails. It costs a round trip
besides. What the server ends it says on the socket, which is asked here without waiting.
"""

import select
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.db.backends.postgresql import base
from psycopg import Connection, OperationalError
from psycopg.pq import ConnStatus
from psycopg.types.datetime import TimestamptzLoader
from psycopg_pool import ConnectionPool

from shahrsazi.database.postgres import long_lists as _long_lists  # noqa: F401 - it takes the place of Django's own

READS = 3  # what the server said before it closed, and then the end


class Moments(TimestamptzLoader):
    """Reads moments of a session in UTC, as every one of ours is (connections.py). Django's own takes each apart in
    Python first.
    """

    timezone = UTC  # asked for by Django, before each cursor

    def load(self, data: Any) -> datetime:
        try:
            return datetime.fromisoformat(str(data, "ascii"))
        except ValueError:  # of a year before 1 or behind 9999, which psycopg has words for
            return super().load(data).replace(tzinfo=UTC)


class DatabaseWrapper(base.DatabaseWrapper):
    _connection_pools: ClassVar[dict[str, ConnectionPool]]  # Django's own, by alias

    def get_connection_params(self) -> dict[str, Any]:
        parameters: dict[str, Any] = super().get_connection_params()
        if self.timezone == Moments.timezone:
            parameters["context"].register_loader("timestamptz", Moments)
        return parameters

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        connection: Connection = super().get_new_connection(conn_params)
        while self.pool and has_ended(connection):
            connection.close()
            self.pool.putconn(connection)  # the pool opens another in its place
            connection = super().get_new_connection(conn_params)
        return connection


def has_ended(connection: Connection) -> bool:
    """Whether the server has closed this idle connection; what else may have come, TLS tickets or notices, is read."""
    for _ in range(READS):
        if not _readable(connection.fileno()):
            return False
        try:
            connection.pgconn.consume_input()
        except OperationalError:
            return True
        if connection.pgconn.status != ConnStatus.OK:
            return True
    return True


def _readable(descriptor: int) -> bool:
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(0))
