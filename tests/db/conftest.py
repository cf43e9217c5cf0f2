"""What the tests before a real database share: signed-in clients for named people, zeroed counters, an object store."""

import pytest

LONG_FILES = (
    "test_visible.py",
    "test_access.py",
    "test_bidi.py",
    "test_queries.py",
    "test_bad_input.py",
    "test_histories.py",
    "test_counter_abuse.py",
    "test_counter_abuse_of_fed_files.py",
    "test_provision.py",
    "test_postgres.py",
    "test_table_of_acts.py",
    "test_reversal.py",
    "test_correction.py",
    "test_confinement.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The long files first, whatever the random order: begun last, one would be waited for while the rest idle. And
    those that look at every file there is, before the others have made theirs by the thousand.
    """
    items.sort(key=lambda item: item.path.name not in LONG_FILES)


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
