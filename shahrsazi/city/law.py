"""The law as data: terms, ranges and holidays from law.toml, and the days that follow from them."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from persiantools.jdatetime import JalaliDate

from shahrsazi.city import overrides

LAW: dict[str, Any] = tomllib.loads(Path(__file__).with_name("law.toml").read_text("utf8"))
# Uses that go with any building and are not counted in its density.
BESIDE_DENSITY = frozenset(LAW["density"]["beside"])
FRIDAY = 4
FIRST_YEAR = 1000  # a slip such as 0001-01-01 must not break a page; no calendar here reaches so far back


def source(term: str, language: str) -> str:
    sources: list[str] = LAW[term]["source"]
    persian, english = sources
    return persian if language == "fa" else english


def last_day_of_term(term: str, served_on: date) -> date:
    """The cautious last day of a term: counted in calendar days from the service, never moved past a holiday."""
    return served_on + timedelta(days=LAW[term]["days"])


def is_holiday(day: date) -> bool:
    if day.year < FIRST_YEAR:
        return False
    jalali = JalaliDate(day)
    fixed = f"{jalali.month}/{jalali.day}" in LAW["holidays"]["solar"]
    return fixed or day.weekday() == FRIDAY or day in overrides.holidays()


def last_working_day(until: date) -> date:
    """`until`, or the working day before it."""
    while is_holiday(until):
        until -= timedelta(days=1)
    return until
