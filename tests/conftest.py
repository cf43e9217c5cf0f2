"""A real PostgreSQL with the sample city in it, and browsers' eyes for the tests: signed-in clients for named people."""

import os
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

ROOT = Path(__file__).parent.parent
STATE = Path(os.environ.get("SHAHRSAZI_TEST_STATE") or ROOT / "var" / "test")
sys.path.insert(0, str(Path(__file__).parent))

from shahrsazi.demo.postgres import Cluster  # noqa: E402

_cluster = Cluster(STATE / "postgres", durable=False)


def pytest_configure(config):
    """Before any test module is imported: the database exists, is empty but for its tables, and Django knows it."""
    url = urlsplit(_cluster.start())
    os.environ.update(
        DJANGO_SETTINGS_MODULE="shahrsazi.settings",
        DATABASE_URL=urlunsplit(url._replace(path="/shahrsazi_test")),
        SHAHRSAZI_STATE=str(STATE),
        CAPTCHA_ANSWER="12345",
        SHAHRSAZI_MODE="demo",
        SHAHRSAZI_SITE_URL="http://testserver",
    )
    _fresh_database(urlunsplit(url))
    _set_up()


def pytest_unconfigure(config):
    from django.db import connections

    for alias in connections:
        connections[alias].close()
        if hasattr(connections[alias], "close_pool"):
            connections[alias].close_pool()
    _cluster.stop()


def _fresh_database(admin_url: str) -> None:
    import psycopg

    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS shahrsazi_test WITH (FORCE)")
    shutil.rmtree(STATE / "papers", ignore_errors=True)
    (STATE / "outbox.jsonl").unlink(missing_ok=True)


def _set_up() -> None:
    import django

    from shahrsazi.locale.compile import compile_catalogues

    compile_catalogues()  # before Django reads them: a fresh clone has none yet
    django.setup()
    from django.core.management import call_command

    from shahrsazi.commands.setup import set_up_database

    set_up_database()
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(scope="session")
def city():
    """The sample city, loaded by the feed as a city's back office would; the day it was made for."""
    from samplecity import lines
    from samplecity.__main__ import write
    from shahrsazi.feed.loader import load
    from shahrsazi.persian import dates

    today, path = dates.today(), STATE / "samplecity" / "feed.ndjson"
    path.parent.mkdir(parents=True, exist_ok=True)
    write(lines(today=today), path)
    report = load(path)
    assert report.bad == []
    return today


@pytest.fixture(scope="session")
def object_store_url(tmp_path_factory):
    from object_store import running

    with running(tmp_path_factory.mktemp("object-store")) as url:
        yield url


@pytest.fixture(autouse=True)
def _counters_at_zero():
    """What one test counted against a limit is not held against the next."""
    from shahrsazi.credentials.rate_limits import Tally

    Tally.objects.using("owner").all().delete()


@pytest.fixture
def as_person(city):
    """A test client that is signed in as a person of the sample, by their national code."""
    from personas import signed_in

    return signed_in


@pytest.fixture
def client():
    from django.test import Client

    return Client()
