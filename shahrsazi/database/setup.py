"""Brings a database to what the code needs: roles, tables, guard and districts. Safe to repeat."""

import tomllib
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.management import call_command

from shahrsazi.database import guard, roles


def setup() -> None:
    """Everything between an empty server and one that can serve. Needs the owner's DATABASE_URL."""
    roles.make(admin_url(settings.DATABASE_URL), settings.DATABASES["owner"]["NAME"], settings.SECRET_KEY)
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    guard.lay()
    load_districts()


def admin_url(url: str) -> str:
    """The same account and server, at the database that is always there: ours may not exist yet."""
    return urlunsplit(urlsplit(url)._replace(path="/postgres"))


def load_districts() -> None:
    """The districts of the city, where the table does not know them; what an administrator changed stays."""
    from shahrsazi.people.district import District

    rows = tomllib.loads(Path(__file__).with_name("districts.toml").read_text("utf8"))["district"]
    District.objects.using("owner").bulk_create([District(**row) for row in rows], ignore_conflicts=True)
