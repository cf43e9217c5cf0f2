"""The law as data: terms, ranges and holidays from law.toml, and the days that follow from them."""

import tomllib
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, overload

from persiantools.jdatetime import JalaliDate

from shahrsazi.city import overrides

LAW: dict[str, Any] = tomllib.loads(Path(__file__).with_name("law.toml").read_text("utf8"))
# Uses that go with any building and are not counted in its density.
BESIDE_DENSITY = frozenset(LAW["density"]["beside"])
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
THURSDAY, FRIDAY, SATURDAY = 3, 4, 5
# Days of the week on which no office of the country works; the rules of overrides.py add others.
ALWAYS_OFF = frozenset(map(WEEKDAYS.index, LAW["week"]["off"]))
BY_RULE = {THURSDAY: "thursday_off", SATURDAY: "saturday_off"}
# A slip such as 0001-01-01 must not break a page: beyond these years there is no calendar and no day off.
FIRST_YEAR, LAST_YEAR = 1000, 8999
ONE_DAY = timedelta(days=1)


def source(term: str, language: str) -> str:
    sources: list[str] = LAW[term]["source"]
    persian, english = sources
    return persian if language == "fa" else english


def last_day_of_term(term: str, served_on: date, days: int | None = None) -> date:
    """The cautious last day of a term: counted in calendar days from the service, never moved past a holiday.

    `days` is what a paper itself says, where the law leaves it to the paper.
    """
    return served_on + timedelta(days=LAW[term]["days"] if days is None else days)


def is_holiday(day: date) -> bool:
    """Whether the offices are closed: by the week, the solar year, or a day of the list, also one not confirmed yet."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return False
    return _is_weekly(day) or day in _fixed_days(day.year) or day in overrides.holidays()


def _is_weekly(day: date) -> bool:
    weekday = day.weekday()
    return weekday in ALWAYS_OFF or (weekday in BY_RULE and overrides.is_rule_on(BY_RULE[weekday], day))


@lru_cache(maxsize=64)
def _fixed_days(year: int) -> frozenset[date]:
    """The fixed solar holidays of a Gregorian year."""
    first = JalaliDate(date(year, 1, 1)).year
    solar = [
        (solar_year, *map(int, month_day.split("/")))
        for solar_year in (first, first + 1)
        for month_day in LAW["holidays"]["solar"]
    ]
    days = [JalaliDate(y, m, d).to_gregorian() for y, m, d in solar if d <= JalaliDate.days_in_month(m, y)]
    return frozenset(day for day in days if day.year == year)


@overload
def last_working_day(until: date) -> date: ...
@overload
def last_working_day(until: date, not_before: date | None) -> date | None: ...
def last_working_day(until: date, not_before: date | None = None) -> date | None:
    """`until`, or the working day before it; None if that would be before `not_before`, such as the start of a term."""
    while is_holiday(until):
        until -= ONE_DAY
    return None if not_before and until < not_before else until


def earlier_working_day(until: date) -> date | None:
    """The working day before `until`; None where that is one itself, or is too long ago for the table of holidays."""
    working = last_working_day(until) if until.year > FIRST_YEAR else until
    return working if working != until else None


def next_working_day(from_: date) -> date:
    """`from_`, or the working day after it."""
    while is_holiday(from_):
        from_ += ONE_DAY
    return from_


def working_days_between(start: date, end: date) -> int:
    """How many working days come after `start`, up to and with `end`; 0 if `end` is not later.

    Of the days before any calendar none is counted.
    """
    start = max(start, date(FIRST_YEAR, 1, 1))
    end = min(end, date(LAST_YEAR, 12, 31))
    return sum(not is_holiday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
