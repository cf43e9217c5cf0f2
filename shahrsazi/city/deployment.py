"""What a database is: a demonstration's or production's, which city's, how new; one row, written by setup."""

from functools import cache
from typing import Any, Protocol

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


class Cursor(Protocol):
    """Django's, or psycopg's own."""

    def execute(self, query: str, /) -> object: ...

    def fetchone(self) -> tuple[Any, ...] | None: ...

    def fetchall(self) -> list[tuple[Any, ...]]: ...


class WrongDatabaseError(RuntimeError):
    """The database is not for this mode, or someone else's; the message says which and what to do."""


class Deployment(models.Model):
    """`migrations`: all that were applied, as "app.name"; a server is ready where it finds all of its own."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    mode = models.CharField(max_length=10)
    city = models.CharField(max_length=60)
    migrations = models.JSONField(default=list)
    set_up_at = models.DateTimeField(db_default=Now())

    policies = {"web": READ}

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="deployment_once")]


def refuse_foreign(cursor: Cursor, *, only_marked: bool = False) -> None:
    """Raise WrongDatabaseError for another mode or city, and for a database that holds another program's tables.

    `only_marked`: also for one that has tables and was not marked by a setup, so that nobody can say what it is.
    """
    marked = _refuse_other(cursor)
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


def _refuse_other(cursor: Cursor) -> bool:
    """Raise WrongDatabaseError for another mode or city; whether the database, of any account, is marked at all."""
    stored, city = _stored(cursor)
    if stored not in (None, settings.MODE):
        raise WrongDatabaseError(OTHER_MODE.format(stored=stored, mode=settings.MODE))
    if city not in (None, settings.CITY.name.en):
        raise WrongDatabaseError(OTHER_CITY.format(stored=city, city=settings.CITY.name.en))
    return stored is not None


def _stored(cursor: Cursor) -> tuple[str | None, str | None]:
    """Mode and city of a database that may not have the table yet."""
    cursor.execute("SELECT to_regclass('public.city_deployment') IS NOT NULL")
    [(set_up,)] = cursor.fetchall()
    if not set_up:
        return None, None
    cursor.execute("SELECT mode, city FROM public.city_deployment")
    return cursor.fetchone() or (None, None)


def write() -> None:
    """Note mode, city and migrations of this version. Raises WrongDatabaseError rather than change a mode."""
    with connections["owner"].cursor() as cursor:
        _refuse_other(cursor)
    Deployment.objects.using("owner").update_or_create(
        id=1,
        defaults={
            "mode": settings.MODE,
            "city": settings.CITY.name.en,
            "migrations": list(migrations()),
            "set_up_at": Now(),
        },
    )


@cache
def migrations() -> tuple[str, ...]:
    """All that this version of the program knows."""
    return tuple(sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations))


def mismatch(using: str = "default") -> str:
    """Why this program can't serve this database, "" when it can; raises DatabaseError when it does not answer."""
    row = Deployment.objects.using(using).first()
    if row is None:
        return "The database was not set up: run shahrsazi setup."
    missing = set(migrations()) - set(row.migrations)
    lacks = f"The database lacks {len(missing)} migrations of this version: run shahrsazi setup." if missing else ""
    return _foreign(row) or lacks


def foreign(using: str = "default") -> str:
    """Whether it is of another mode or city, "" when it is not or was not set up; raises DatabaseError."""
    row = Deployment.objects.using(using).first()
    return _foreign(row) if row else ""


def _foreign(row: Deployment) -> str:
    if row.mode != settings.MODE:
        return OTHER_MODE.format(stored=row.mode, mode=settings.MODE)
    if row.city != settings.CITY.name.en:
        return OTHER_CITY.format(stored=row.city, city=settings.CITY.name.en)
    return ""
