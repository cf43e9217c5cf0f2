"""Bring the database of DATABASE_URL to what the code needs: roles, tables, policies, districts and rules."""

from urllib.parse import urlsplit, urlunsplit

from shahrsazi.commands import setup_django


def add_arguments(parser) -> None:
    """None: everything follows from the settings."""


def run(options) -> None:
    setup_django()
    set_up_database()


def set_up_database() -> None:
    """Everything between an empty server and one that can serve. Needs the owner's DATABASE_URL; safe to repeat."""
    from django.conf import settings
    from django.core.management import call_command

    from shahrsazi.city import districts, rules
    from shahrsazi.database import policies, roles

    roles.create(admin_url(settings.DATABASE_URL), settings.DATABASES["owner"]["NAME"], settings.SECRET_KEY)
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    policies.apply()
    districts.load()
    rules.load()


def admin_url(url: str) -> str:
    """The same account and server, at the database that is always there: ours may not exist yet."""
    return urlunsplit(urlsplit(url)._replace(path="/postgres"))
