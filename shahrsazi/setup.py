"""Brings a database to what the code needs: roles, tables, guard, districts and rules. Safe to repeat."""

from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.management import call_command

from shahrsazi.database import guard, roles


def setup() -> None:
    """Everything between an empty server and one that can serve. Needs the owner's DATABASE_URL."""
    from shahrsazi.people import district
    from shahrsazi.rules import rule

    roles.make(admin_url(settings.DATABASE_URL), settings.DATABASES["owner"]["NAME"], settings.SECRET_KEY)
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    guard.lay()
    district.load()
    rule.load()


def admin_url(url: str) -> str:
    """The same account and server, at the database that is always there: ours may not exist yet."""
    return urlunsplit(urlsplit(url)._replace(path="/postgres"))
