"""What a database is: a demonstration's or production's, which city's, how new; one row, written by setup."""

import hashlib
import hmac
import json
from functools import cache
from typing import Any, Protocol, TypeAlias

from django.conf import settings
from django.db import connections, models
from django.db.migrations.loader import MigrationLoader
from django.db.models.functions import Now

from shahrsazi.database.policies import READ

OTHER_MODE = (
    "This database is of a {stored}, and SHAHRSAZI_MODE says {mode}: nothing was changed. "
    "Name another database in DATABASE_URL."
)
OTHER_CITY = (
    "This database is of {stored}, and the profile of SHAHRSAZI_CITY of {city}: nothing was changed. "
    "Name that city's profile, or another database in DATABASE_URL."
)
OTHER_KEY = (
    "SHAHRSAZI_PASSWORD_KEY is not the key over the passwords of this database, so that all of them would be wrong: "
    "nothing was changed. Give the right one; where it is lost, docs/operation/install.md says what to do."
)
# The row as it is stored: a database of an earlier version lacks columns, and one that was not set up all of them.
Stored: TypeAlias = dict[str, Any]


class Cursor(Protocol):
    """Django's, or psycopg's own."""

    def execute(self, query: str, /) -> object: ...

    def fetchall(self) -> list[tuple[Any, ...]]: ...


class WrongDatabaseError(RuntimeError):
    """The database is not for this mode, or someone else's; the message says which and what to do."""


class Deployment(models.Model):
    """`migrations`: all that were applied, as "app.name"; a server is ready where it finds all of its own.

    `password_key`: by which to know SHAHRSAZI_PASSWORD_KEY again, and nothing that it could be found out from.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    mode = models.CharField(max_length=10)
    city = models.CharField(max_length=60)
    migrations = models.JSONField(default=list)
    set_up_at = models.DateTimeField(db_default=Now())
    password_key = models.CharField(max_length=64, default="", db_default="")

    policies = {"web": READ}

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="deployment_once")]


def refuse_foreign(cursor: Cursor, *, only_marked: bool = False, new_password_key: bool = False) -> None:
    """Raise WrongDatabaseError for another mode, city or password key, and for another program's tables.

    `only_marked`: also for one that has tables and was not marked by a setup, so that nobody can say what it is.
    `new_password_key`: the key is another one on purpose.
    """
    marked = _refuse_other(cursor, new_password_key)
    cursor.execute(
        "SELECT count(*), to_regclass('public.django_migrations') FROM pg_class c JOIN pg_namespace n"
        " ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')"
    )
    [(tables, ours)] = cursor.fetchall()
    if tables and not ours:
        raise WrongDatabaseError("The database of DATABASE_URL has another program's tables: name an empty one.")
    if tables and only_marked and not marked:
        raise WrongDatabaseError(
            "Nothing says that the database of DATABASE_URL is a demonstration's, and nothing was changed: "
            "name an empty one."
        )


def _refuse_other(cursor: Cursor, new_password_key: bool) -> bool:
    """Raise WrongDatabaseError for another mode, city or key; whether the database, of any account, is marked."""
    cursor.execute("SELECT to_regclass('public.city_deployment') IS NOT NULL")
    [(has_table,)] = cursor.fetchall()
    row = _stored(cursor) if has_table else {}
    if wrong := _foreign(row | ({"password_key": ""} if new_password_key else {})):
        raise WrongDatabaseError(wrong)
    return bool(row)


def _stored(cursor: Cursor) -> Stored:
    cursor.execute("SELECT to_jsonb(d)::text FROM public.city_deployment d")
    rows = cursor.fetchall()
    stored: Stored = json.loads(rows[0][0]) if rows else {}
    return stored


def was_set_up() -> bool:
    return Deployment.objects.using("owner").exists()


def write(*, new_password_key: bool = False) -> None:
    """Note mode, city, key and migrations of this version. Raises WrongDatabaseError rather than change a mode."""
    with connections["owner"].cursor() as cursor:
        _refuse_other(cursor, new_password_key)
    Deployment.objects.using("owner").update_or_create(
        id=1,
        defaults={
            "mode": settings.MODE,
            "city": settings.CITY.name.en,
            "password_key": password_key_mark(),
            "migrations": list(migrations()),
            "set_up_at": Now(),
        },
    )


def password_key_mark() -> str:
    """What the key is known by: the same for the same key alone."""
    return hmac.new(settings.PASSWORD_KEY.encode(), b"the key over these passwords", hashlib.sha256).hexdigest()


@cache
def migrations() -> tuple[str, ...]:
    """All that this version of the program knows."""
    return tuple(sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations))


def mismatch(using: str = "default") -> str:
    """Why this program can't serve this database, "" when it can; raises DatabaseError when it does not answer."""
    row = _read(using)
    if not row:
        return "The database was not set up: run shahrsazi setup."
    missing = set(migrations()) - set(row["migrations"])
    lacks = f"The database lacks {len(missing)} migrations of this version: run shahrsazi setup." if missing else ""
    return _foreign(row) or lacks


def foreign(using: str = "default") -> str:
    """Whether it is of another mode, city or password key, "" if not, or not set up; raises DatabaseError."""
    return _foreign(_read(using))


def _read(using: str) -> Stored:
    with connections[using].cursor() as cursor:
        return _stored(cursor)


def _foreign(row: Stored) -> str:
    if row.get("mode", settings.MODE) != settings.MODE:
        return OTHER_MODE.format(stored=row["mode"], mode=settings.MODE)
    if row.get("city", settings.CITY.name.en) != settings.CITY.name.en:
        return OTHER_CITY.format(stored=row["city"], city=settings.CITY.name.en)
    return OTHER_KEY if row.get("password_key") not in (None, "", password_key_mark()) else ""
