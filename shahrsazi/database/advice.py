"""What of the server is not ours to set, and should be: other databases closed to our roles, no values in its log."""

import psycopg
from psycopg import sql

from shahrsazi.database import provision
from shahrsazi.database.connections import parse
from shahrsazi.database.policies import ROLES, role_name

# A statement's parameters may be people's numbers: they must not be written beside it.
LOG_SETTINGS = {"log_parameter_max_length": "0", "log_parameter_max_length_on_error": "0"}
TOO_TALKATIVE = {"log_statement": ("mod", "all")}


def statements(url: str) -> list[str]:
    """SQL for a DBA; [] when nothing is left to do. Raises UnreachableError."""
    with provision.connect(url) as connection:
        return [*_other_databases(connection, parse(url)["dbname"]), *_log(connection)]


def _other_databases(connection: psycopg.Connection, ours: str) -> list[str]:
    rows = connection.execute(
        "SELECT datname FROM pg_database WHERE datallowconn AND datname <> %s"
        " AND has_database_privilege('public', oid, 'CONNECT') ORDER BY 1",
        [ours],
    ).fetchall()
    revoke = sql.SQL("REVOKE CONNECT ON DATABASE {} FROM PUBLIC;")
    return [revoke.format(sql.Identifier(name)).as_string(connection) for (name,) in rows]


def _log(connection: psycopg.Connection) -> list[str]:
    """For our roles alone: what other programs on the server log is not our matter."""
    wanted = []
    for name, value in LOG_SETTINGS.items():
        wanted += [f"ALTER ROLE {role} SET {name} = {value};" for role in _without(connection, name, value)]
    for name, values in TOO_TALKATIVE.items():
        if _general(connection, name) in values:
            wanted += [f"ALTER ROLE {role} SET {name} = 'none';" for role in _without(connection, name, "none")]
    return wanted


def _without(connection: psycopg.Connection, name: str, value: str) -> list[str]:
    """Our roles for which the setting has another value, by the server's setting or their own."""
    general = _general(connection, name)
    rows = connection.execute(
        "SELECT r.rolname, array_agg(c) FROM pg_roles r LEFT JOIN pg_db_role_setting s ON s.setrole = r.oid"
        " LEFT JOIN LATERAL unnest(s.setconfig) c ON true WHERE r.rolname = ANY (%s) GROUP BY 1 ORDER BY 1",
        [[role_name(role) for role in ROLES]],
    )
    own = {role: {c.partition("=")[0]: c.partition("=")[2] for c in settings if c} for role, settings in rows}
    return [role for role, settings in own.items() if settings.get(name, general) != value]


def _general(connection: psycopg.Connection, name: str) -> str:
    [(value,)] = connection.execute("SELECT current_setting(%s)", [name])
    return str(value)
