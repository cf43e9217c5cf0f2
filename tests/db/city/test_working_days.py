"""The working week by its rules, and the days of the list: which of them are worked, and from when."""

from datetime import UTC, date, datetime, timedelta

import pytest
from persiantools.jdatetime import JalaliDate

from shahrsazi.city import law, overrides
from shahrsazi.city.holidays import Holiday
from shahrsazi.city.rules import RULES, RuleVersion
from shahrsazi.persian import dates

# Nothing is off about these days but what the tests below say: months after the list of lunar days ends.
THURSDAY = date(2032, 4, 22)
FRIDAY, SATURDAY = THURSDAY + timedelta(days=1), THURSDAY + timedelta(days=2)


def counts_from(day: date, name: str, value: int) -> None:
    moment = datetime(day.year, day.month, day.day, 10, tzinfo=dates.CITY_TIME)
    RuleVersion.objects.using("owner").create(name=name, value=value, source="a test", from_at=moment)
    overrides.invalidate()


@pytest.fixture
def afterwards():
    yield
    for name in overrides.WEEK_RULES:
        counts_from(date(1990, 1, 1), name, RULES[name].value)


@pytest.fixture
def feast():
    """A lunar feast that nobody has confirmed."""
    Holiday.objects.using("owner").create(day=THURSDAY, name="عید آزمون", provisional=True)
    overrides.invalidate()
    yield THURSDAY
    Holiday.objects.using("owner").filter(day=THURSDAY).delete()
    overrides.invalidate()


def test_thursday_and_saturday_are_worked_unless_a_rule_says_otherwise(city):
    assert [day.weekday() for day in (THURSDAY, FRIDAY, SATURDAY)] == [law.THURSDAY, law.FRIDAY, law.SATURDAY]
    assert [law.is_holiday(day) for day in (THURSDAY, FRIDAY, SATURDAY)] == [False, True, False]


def test_with_thursday_off_the_last_working_day_is_wednesday(city, afterwards):
    counts_from(date(1990, 1, 1), "thursday_off", 1)
    assert law.is_holiday(THURSDAY) and not law.is_holiday(SATURDAY)
    assert law.last_working_day(FRIDAY) == THURSDAY - timedelta(days=1)
    assert law.next_working_day(THURSDAY) == SATURDAY
    assert law.working_days_between(THURSDAY - timedelta(days=7), THURSDAY) == 5
    counts_from(date(1990, 1, 1), "thursday_off", 0)
    assert law.last_working_day(FRIDAY) == THURSDAY


def test_with_saturday_off_sunday_is_the_next_working_day(city, afterwards):
    counts_from(date(1990, 1, 1), "saturday_off", 1)
    assert law.is_holiday(SATURDAY) and not law.is_holiday(THURSDAY)
    assert law.next_working_day(FRIDAY) == SATURDAY + timedelta(days=1)


def test_a_version_holds_from_its_day_and_what_was_worked_before_stays_worked(city, afterwards):
    week = timedelta(days=7)
    counts_from(THURSDAY, "thursday_off", 1)
    assert not law.is_holiday(THURSDAY - week)
    assert law.is_holiday(THURSDAY) and law.is_holiday(THURSDAY + week)
    counts_from(THURSDAY + week, "thursday_off", 0)
    assert [law.is_holiday(THURSDAY + n * week) for n in (-1, 0, 1, 2)] == [False, True, False, False]


def test_a_version_begins_with_the_day_of_the_city_and_not_of_utc(city, afterwards):
    after_midnight = datetime(FRIDAY.year, FRIDAY.month, FRIDAY.day, 0, 30, tzinfo=dates.CITY_TIME)
    RuleVersion.objects.using("owner").create(name="thursday_off", value=1, source="a test", from_at=after_midnight)
    overrides.invalidate()
    assert after_midnight.astimezone(UTC).date() == THURSDAY and not law.is_holiday(THURSDAY)


def test_a_provisional_feast_is_no_working_day_already(feast):
    assert law.is_holiday(feast) and law.last_working_day(FRIDAY) == feast - timedelta(days=1)
    assert law.working_days_between(feast - timedelta(days=2), SATURDAY) == 2


def test_a_removed_feast_is_worked_again(feast):
    Holiday.objects.using("owner").filter(day=feast).update(removed_at=datetime.now(dates.CITY_TIME))
    overrides.invalidate()
    assert not law.is_holiday(feast)


def test_the_feast_that_follows_nowruz_makes_one_row_with_it(city):
    # 1405: four days of Nowruz, two of them Eid al-Fitr's as well, after a Friday that is 29 Esfand.
    assert law.last_working_day(JalaliDate(1405, 1, 4).to_gregorian()) == JalaliDate(1404, 12, 28).to_gregorian()
