"""`shahrsazi check` warns of days off that nobody confirmed, and never ends with code 1 because of them."""

import os
import subprocess
import sys
from datetime import date, timedelta

import pytest
from conftest import ROOT
from quiet_gateways import quiet_gateways

from shahrsazi.city import holidays, overrides
from shahrsazi.city.holidays import Holiday
from shahrsazi.commands.check import calendar
from shahrsazi.persian import dates


@pytest.fixture
def no_days(city):
    Holiday.objects.using("owner").all().delete()
    yield
    Holiday.objects.using("owner").all().delete()
    holidays.load()
    overrides.invalidate()


def coming(days: int, **columns) -> None:
    day = dates.today() + timedelta(days=days)
    Holiday.objects.using("owner").create(day=day, name="عید آزمون", english="A test's feast", **columns)


def test_with_every_day_confirmed_the_calendar_is_good(no_days):
    coming(10)
    coming(61, provisional=True)
    assert [found.level for found in calendar.findings()] == ["good"]


def test_a_provisional_day_within_sixty_days_is_warned_of(no_days):
    coming(60, provisional=True)
    coming(3, provisional=True)
    (warning,) = calendar.findings()
    nearest = dates.today() + timedelta(days=3)
    sentence = f"not confirmed of the days off within 60 days: 2, the first on {nearest}"
    assert warning.level == "warning" and sentence in warning.sentence
    assert "A test's feast" in warning.sentence


@pytest.mark.parametrize(("left", "warned"), [(60, False), (59, True), (-1, True)])
def test_the_end_of_the_shipped_calendar_is_warned_of(left, warned):
    today = date(2032, 3, 19) - timedelta(days=left)
    found = list(calendar._end_of_table(today))
    assert bool(found) == warned and all("2032-03-19" in warning.sentence for warning in found)


def test_the_command_says_it_and_does_not_fail(no_days):
    coming(3, provisional=True)
    command = [sys.executable, "-m", "shahrsazi", "check"]
    with quiet_gateways():
        run = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0 and "warning  calendar: not confirmed of the days off" in run.stdout, run.stdout
