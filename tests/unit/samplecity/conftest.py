"""The city that the tests of this folder look at: made once, for a fixed day."""

from datetime import date

import pytest

from samplecity import lines

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="session")
def today():
    return TODAY


@pytest.fixture(scope="session")
def city():
    return list(lines(seed=5, today=TODAY, files=400))
