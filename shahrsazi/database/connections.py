"""Django's settings for each role's connection, from a DATABASE_URL in any form that libpq understands."""

import hashlib
import hmac
from typing import Any, TypeAlias

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from shahrsazi.database.policies import OWNER, role_name

# Django's name of each connection, and the database's role that it signs in as; None for the owner of the tables.
ROLE_OF = {
    "default": "web",
    "entrance": "entrance",
    "feed": "feed",
    "worker": "worker",
    "staff": "staff",
    "owner": None,
}
SERVING = ("web", "entrance", "staff")
TIMEOUTS = "-c statement_timeout=3000 -c lock_timeout=1000 -c idle_in_transaction_session_timeout=15000"
# A host that vanished without a word is given up after seconds; several hosts are asked for the one that takes writes.
PATIENCE = {"connect_timeout": 3, "tcp_user_timeout": 5000, "keepalives_idle": 10, "keepalives_interval": 5}
# So does the server with a client that vanished: its locks, the one of a load first, would be held for two hours more.
# A socket of the same machine, which needs none of it, ignores it.
KEEPALIVES = "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
HELD_FOR = 60.0  # seconds: what a vanished client had, by these
# `reconnect_timeout`: a pool that tries for longer waits longer and longer between two attempts while the database is
# away, and does not notice its return. So it gives up soon, and the next request tries anew.
POOL = {"min_size": 1, "max_size": 8, "timeout": 4, "reconnect_timeout": 3}
OF_DJANGO = ("dbname", "host", "port", "user", "password")
# One of Django's DATABASES.
DatabaseSettings: TypeAlias = dict[str, Any]


class DatabaseUrlError(ValueError):
    """DATABASE_URL is none that libpq understands; the message does not repeat it, for it holds a password."""


def parse(url: str) -> dict[str, Any]:
    """The parameters of a URL or a `key=value` string; raises DatabaseUrlError."""
    try:
        return {"dbname": "shahrsazi"} | conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise DatabaseUrlError(
            "DATABASE_URL is not understood: write it as postgresql://account:password@host:5432/shahrsazi, "
            "further parameters of libpq behind a question mark."
        ) from None


def at_database(url: str, name: str) -> str:
    """The same account and server, at another database."""
    return make_conninfo(url, dbname=name)


def password_of(role: str, secret: str) -> str:
    """A role's password follows from the server's secret, so that no process has to be told it."""
    return hmac.new(secret.encode(), f"database role {role}".encode(), hashlib.sha256).hexdigest()


def for_all_roles(url: str, secret: str) -> dict[str, DatabaseSettings]:
    return {alias: for_role(url, role, secret) for alias, role in ROLE_OF.items()}


def for_role(url: str, role: str | None, secret: str) -> DatabaseSettings:
    """A Django database for one role; without a role, for the owner of the tables, through the URL's own account."""
    given = parse(url)
    several = {"target_session_attrs": "read-write"} if "," in given.get("host", "") else {}
    account = {"user": role_name(role), "password": password_of(role, secret)} if role else {}
    parameters = PATIENCE | several | given | account
    return {
        "ENGINE": "shahrsazi.database.postgres",
        **{key: str(parameters.get(name, "")) for key, name in zip(_KEYS, OF_DJANGO, strict=True)},
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            **{name: value for name, value in parameters.items() if name not in OF_DJANGO},
            "options": _session_settings(given.get("options", ""), role),
            # Without a threshold psycopg prepares nothing, not even a statement sent with prepare=True.
            "prepare_threshold": 5,
            # Values travel beside a statement and never in its text, which logs and pg_stat_activity show.
            "server_side_binding": True,
            **({"pool": dict(POOL)} if role in SERVING else {}),
        },
    }


_KEYS = ("NAME", "HOST", "PORT", "USER", "PASSWORD")


def _session_settings(given: str, role: str | None) -> str:
    ours = (
        ["-c timezone=UTC", KEEPALIVES]
        + ([TIMEOUTS] if role in SERVING else [])
        + ([] if role else [f"-c role={OWNER}"])
    )
    return " ".join(filter(None, [given, *ours]))
