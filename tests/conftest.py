"""What all tests stand on: a demonstration's settings; for `tests/db` a real PostgreSQL with the sample city in it."""

import os
import sys
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).parent.parent
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
STATE = ROOT / "var" / "test" / WORKER
sys.path.insert(0, str(Path(__file__).parent))

CLUSTER = None


def pytest_configure(config):
    """Before any test module is imported: the database is there, and Django knows it. `tests/unit` has none."""
    global CLUSTER
    # No example has to be ready within 200 ms: a busy machine would fail it.
    hypothesis.settings.register_profile("untimed", deadline=None)
    hypothesis.settings.load_profile("untimed")
    STATE.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="shahrsazi.settings",
        SHAHRSAZI_STATE=str(STATE),
        CAPTCHA_ANSWER="12345",
        SHAHRSAZI_MODE="demo",
        SHAHRSAZI_SITE_URL="http://testserver",
    )
    from shahrsazi.locale.compile import compile_catalogues

    compile_catalogues()  # before Django reads them: a fresh clone has none yet
    if _wants_database(config):
        from cluster import TestCluster

        CLUSTER = TestCluster(STATE)
        os.environ["DATABASE_URL"] = CLUSTER.start()
    else:
        os.environ["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/there_is_none"
    _start_django()


def _wants_database(config) -> bool:
    """Not for the unit tests alone, and not in the process that only hands out work."""
    hands_out_work = bool(getattr(config.option, "numprocesses", None)) and not hasattr(config, "workerinput")
    return not hands_out_work and not all("unit" in Path(arg.partition("::")[0]).parts for arg in config.args)


def _start_django() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    if CLUSTER:
        CLUSTER.grant(settings.SECRET_KEY)
        call_command("collectstatic", interactive=False, verbosity=0)


def pytest_unconfigure(config):
    if not CLUSTER:
        return
    from django.db import connections

    for alias in connections:
        connections[alias].close()
        if hasattr(connections[alias], "close_pool"):
            connections[alias].close_pool()
    CLUSTER.stop()


@pytest.fixture(scope="session")
def city():
    """The sample city, loaded by the feed as a city's back office would; the day it was made for."""
    return CLUSTER.city_day
