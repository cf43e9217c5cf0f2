"""The database's roles: each process signs in as one, with a password that is derived from the server's secret."""

import hashlib
import hmac

import psycopg
from psycopg import sql

from shahrsazi.database.policies import OWNER, ROLES, role_name


def password_of(role: str, secret: str) -> str:
    return hmac.new(secret.encode(), f"database role {role}".encode(), hashlib.sha256).hexdigest()


def create(admin_url: str, database: str, secret: str) -> None:
    """Create the roles and the database where they are missing. `admin_url` may create both; safe to repeat."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        _make_role(connection, OWNER, "NOLOGIN")
        for role in ROLES:
            _make_role(connection, role_name(role), "LOGIN", password_of(role, secret))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*map(sql.Identifier, (database, OWNER))))
        _grant_connect(connection, database)


def _make_role(connection, name: str, login: str, password: str | None = None) -> None:
    role = sql.Identifier(name)
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
        connection.execute(sql.SQL("CREATE ROLE {} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE").format(role))
    secret = sql.SQL("PASSWORD {}").format(sql.Literal(password)) if password else sql.SQL("")
    connection.execute(sql.SQL("ALTER ROLE {} {} {}").format(role, sql.SQL(login), secret))


def _grant_connect(connection, database: str) -> None:
    name = sql.Identifier(database)
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    for role in ROLES:
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.Identifier(role_name(role))))
    # Only the writers of files make temporary tables: they stage what they are about to merge.
    for role in ("feed", "staff"):
        connection.execute(sql.SQL("GRANT TEMP ON DATABASE {} TO {}").format(name, sql.Identifier(role_name(role))))
    connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(OWNER)))
