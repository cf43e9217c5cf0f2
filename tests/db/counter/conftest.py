"""The counter's tests: the sample's staff are there, and a clerk of district 5 and another stand at their desks."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def _staff():
    from shahrsazi.demo.staff import add_sample

    add_sample()


@pytest.fixture(scope="session", autouse=True)
def _numbers_of_four_digits(city):
    """A registration's number is never grouped as an amount is, which no number below a thousand shows."""
    from history_model import asked

    number = "SELECT pg_get_serial_sequence('counter_draft', 'id') AS of"
    asked(f"SELECT setval(of, greatest(nextval(of), 1000)) FROM ({number}) AS number")


@pytest.fixture(autouse=True)
def _blocks_of_other_tests(_staff):
    """A clerk blocks no more than twenty accounts a day, and these desks are those of all tests."""
    from history_model import asked

    asked("UPDATE people_accountblock SET blocked_at = blocked_at - interval '2 days' RETURNING 1")


@pytest.fixture(autouse=True)
def _scans_of_other_tests(_staff):
    """Of one clerk so many scans wait and so long works the sandbox, and these desks are those of all tests."""
    from shahrsazi.counter.incoming import SETTLED, WAITING, IncomingScan

    rows = IncomingScan.objects.using("owner")
    rows.filter(state=WAITING).update(state=SETTLED)
    rows.filter(seconds__gt=0).update(seconds=0)


@pytest.fixture
def desk():
    from counter_client import Desk

    return Desk()


@pytest.fixture
def other():
    from counter_client import OTHER, Desk

    return Desk(OTHER)


@pytest.fixture
def shared(desk):
    from counter_acts import of_two

    return of_two(desk)
