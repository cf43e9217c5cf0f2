"""What must be on the server before there are tables: the roles, the database, who may enter it.

`missing` says what is not there yet as SQL, so that whoever has the right can run it: `shahrsazi setup` itself with an
account that may create roles and databases (CREATEROLE and CREATEDB are enough), else a DBA.
"""

from collections.abc import Iterator
from typing import NamedTuple

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from shahrsazi.database.connections import at_database, parse, password_of
from shahrsazi.database.policies import OWNER, ROLES, role_name

OLDEST = 15
# The other two: a step that builds on one which the account was not allowed.
NOT_ALLOWED = (psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedObject, psycopg.errors.InvalidCatalogName)


class Step(NamedTuple):
    """What is missing, and the statement that makes it."""

    what: str
    sql: str


class RolesInUseError(RuntimeError):
    """The server's roles belong to another database of ours; the message says which."""


class UnreachableError(RuntimeError):
    """The server does not let us in, or is too old; the message says what it said."""


def missing(url: str, secret: str) -> list[Step]:
    """Every step from this server to one that migrations can begin on; [] when nothing is left to do.

    Raises UnreachableError, and RolesInUseError before anything is changed.
    """
    with connect(url) as connection:
        _refuse_old(connection)
        name = parse(url)["dbname"]
        return [*_roles(connection, url, secret), *_membership(connection), *_database(connection, name)]


def make(url: str, secret: str) -> tuple[list[str], list[Step]]:
    """Make what the account may: what was made, and the steps that are left for a DBA."""
    done = [step.what for step in missing(url, secret) if run(url, step)]
    return done, missing(url, secret)


def connect(url: str) -> psycopg.Connection:
    """A connection to the database, or to one that is always there: ours may not exist yet."""
    reason = ""
    for name in (parse(url)["dbname"], "postgres", "template1"):
        try:
            return psycopg.connect(at_database(url, name), autocommit=True, connect_timeout=5)
        except psycopg.OperationalError as error:
            reason = reason or _first_line(error)
    raise UnreachableError(f"The database server of DATABASE_URL cannot be used: {reason}")


def exists(url: str) -> bool:
    """Whether the database itself is there and lets this account in."""
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def run(url: str, step: Step) -> bool:
    """Make what is missing; False when the account may not."""
    with connect(url) as connection:
        try:
            connection.execute(step.sql)
        except NOT_ALLOWED:
            return False
    return True


def _refuse_old(connection: psycopg.Connection) -> None:
    if connection.info.server_version < OLDEST * 10000:
        raise UnreachableError(
            f"The server is PostgreSQL {connection.info.server_version // 10000}; it must be {OLDEST} or newer."
        )


def _roles(connection: psycopg.Connection, url: str, secret: str) -> Iterator[Step]:
    power = "rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb"
    names = [OWNER, *map(role_name, ROLES)]
    rows = connection.execute(f"SELECT rolname, {power} FROM pg_roles WHERE rolname = ANY (%s)", [names])  # noqa: S608
    mighty: dict[str, bool] = dict(rows.fetchall())
    if OWNER not in mighty:
        yield _step(connection, f"the role {OWNER}, which owns the tables", "CREATE ROLE {} NOLOGIN", OWNER)
    for role in ROLES:
        name, password = role_name(role), password_of(role, secret)
        if name not in mighty:
            yield _sign_in(connection, f"the role {name}", "CREATE ROLE {} LOGIN PASSWORD {}", name, password)
        elif not _keeps_password(url, name, password, _used_by(connection, name)):
            yield _sign_in(connection, f"the password of {name}", "ALTER ROLE {} LOGIN PASSWORD {}", name, password)
    for name in sorted(name for name, too_much in mighty.items() if too_much):
        yield _step(
            connection, f"less power for {name}", "ALTER ROLE {} NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB", name
        )


def _used_by(connection: psycopg.Connection, role: str) -> list[str]:
    """The databases that the role may enter by name: `setup` alone gives that right, so these are ours."""
    rows = connection.execute(
        "SELECT datname FROM pg_database, aclexplode(datacl) AS acl"
        " WHERE acl.grantee = to_regrole(%s) AND acl.privilege_type = 'CONNECT' ORDER BY 1",
        [role],
    )
    return [name for (name,) in rows]


def _keeps_password(url: str, name: str, password: str, used_by: list[str]) -> bool:
    """Whether the role has this password already.

    Roles are the whole server's. Raises RolesInUseError where it has another one and a database besides ours: a new one
    would lock that database's processes out.
    """
    ours = parse(url)["dbname"]
    if any(signs_in(at_database(url, database), name, password) for database in {ours, *used_by}):
        return True
    if others := [database for database in used_by if database != ours]:
        raise RolesInUseError(
            f"On this server the roles belong to the database {others[0]}, which has another SHAHRSAZI_SECRET_KEY: "
            "nothing was changed. Use a server of its own, or drop that database and then the roles."
        )
    return False


def signs_in(url: str, name: str, password: str) -> bool:
    """Whether this role gets into the database with this password."""
    return exists(make_conninfo(url, user=name, password=password))


def _sign_in(connection: psycopg.Connection, what: str, statement: str, name: str, password: str) -> Step:
    """With the password as a SCRAM verifier: a server that logs statements, or a DBA, does not learn it."""
    verifier = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
    return Step(what, sql.SQL(statement).format(sql.Identifier(name), sql.Literal(verifier)).as_string(connection))


def _membership(connection: psycopg.Connection) -> Iterator[Step]:
    """Who creates a role from version 16 on may administer it, but is not yet one who acts as it."""
    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER]).fetchone()
    uses = ["USAGE", *(["SET"] if connection.info.server_version >= 160000 else [])]
    both = " AND ".join(f"pg_has_role(current_user, '{OWNER}', '{use}')" for use in uses)
    if not exists or not _answer(connection, f"SELECT {both}"):
        account = connection.info.user
        yield _step(connection, f"{account} acts as {OWNER}", "GRANT {} TO {}", OWNER, account)


def _database(connection: psycopg.Connection, name: str) -> Iterator[Step]:
    row = connection.execute("SELECT datdba::regrole::text FROM pg_database WHERE datname = %s", [name]).fetchone()
    if not row:
        creation = "CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0"
        yield _step(connection, f"the database {name}", creation, name, OWNER)
    elif row[0] != OWNER:
        yield _step(connection, f"{OWNER} owns {name}", "ALTER DATABASE {} OWNER TO {}", name, OWNER)
    # What everybody may, our roles may as well: theirs is looked at anew once that is taken away.
    everybody = not row or _may(connection, "public", name, "CONNECT") or _may(connection, "public", name, "TEMP")
    if everybody:
        yield _step(connection, f"no one else enters {name}", "REVOKE ALL ON DATABASE {} FROM PUBLIC", name)
    for role in map(role_name, ROLES):
        if everybody or not _may(connection, role, name, "CONNECT"):
            yield _step(connection, f"CONNECT on {name} for {role}", "GRANT CONNECT ON DATABASE {} TO {}", name, role)
        # Earlier releases gave it to those who write files: what stands in a temporary table can be taken for ours.
        if _was_given(connection, role, name, "TEMPORARY"):
            revocation = "REVOKE TEMP ON DATABASE {} FROM {}"
            yield _step(connection, f"no temporary tables of {role} in {name}", revocation, name, role)


def _was_given(connection: psycopg.Connection, role: str, database: str, right: str) -> bool:
    """Whether the role has the right by its own name, and not as everybody has it."""
    given = (
        "SELECT EXISTS (SELECT FROM pg_database, aclexplode(datacl) AS acl"
        " WHERE datname = %s AND acl.grantee = to_regrole(%s) AND acl.privilege_type = %s)"
    )
    return _answer(connection, given, database, role, right)


def _may(connection: psycopg.Connection, role: str, database: str, right: str) -> bool:
    if role != "public" and not _answer(connection, "SELECT to_regrole(%s)", role):
        return False
    return _answer(connection, "SELECT has_database_privilege(%s, %s, %s)", role, database, right)


def _answer(connection: psycopg.Connection, question: str, *values: str) -> bool:
    """Whether the one value that the statement returns is true, or there at all."""
    [(value,)] = connection.execute(question, values)
    return bool(value)


def _step(connection: psycopg.Connection, what: str, statement: str, *names: str) -> Step:
    return Step(what, sql.SQL(statement).format(*map(sql.Identifier, names)).as_string(connection))


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
