"""Dates as people here read and write them: the solar (Jalali) calendar, and the day in the city."""

import re
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from persiantools.jdatetime import MONTH_NAMES_EN, MONTH_NAMES_FA, WEEKDAY_NAMES_FA, JalaliDate

from shahrsazi.persian.identifiers import InvalidInputError, as_typed, refuse_if
from shahrsazi.persian.numbers import digits

# Compared day by day with the calendar centre's official table, in tests/unit/persian/test_dates.py.
FIRST_YEAR, LAST_YEAR = 1206, 1498

CITY_TIME = ZoneInfo(settings.TIME_ZONE)
_WEEKDAYS_EN = ("Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_GREGORIAN_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def local_day(when: date) -> date:
    """The day in the city. Until 03:30 in the morning, a moment stored in UTC is still on the day before."""
    if not isinstance(when, datetime):
        return when
    try:
        return (when.astimezone(CITY_TIME) if when.tzinfo else when).date()
    except OverflowError:  # within hours of the first or the last moment there is: other systems' "no day"
        return when.date()


def _in_calendar(day: date) -> bool:
    # A fed date such as 0001-01-01 must not break a page: it is shown as it came.
    return 1000 < day.year < 9000


def format_date(when: date, lang: str) -> str:
    return _in_words(local_day(when), lang)


@lru_cache(4096)
def _in_words(day: date, lang: str) -> str:
    """Kept, for a page shows the same few hundred days again and again, and the calendar is long to reckon."""
    if not _in_calendar(day):
        return digits(day.isoformat(), lang)
    jalali = JalaliDate(day)
    if lang == "fa":
        return digits(f"{jalali.day} {MONTH_NAMES_FA[jalali.month]} {jalali.year}", lang)
    gregorian = f"{day.day} {_GREGORIAN_MONTHS[day.month - 1]} {day.year}"
    return f"{jalali.day} {MONTH_NAMES_EN[jalali.month]} {jalali.year} ({gregorian})"


_DAY = re.compile(r"([0-9]{4}) *([/.-]) *([0-9]{1,2}) *\2 *([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII)


def weekday(when: date, lang: str) -> str:
    from_saturday = (local_day(when).weekday() + 2) % 7
    return (WEEKDAY_NAMES_FA if lang == "fa" else _WEEKDAYS_EN)[from_saturday]


def format_short(when: date, lang: str) -> str:
    return _in_numbers(local_day(when), lang)


@lru_cache(4096)
def _in_numbers(day: date, lang: str) -> str:
    if not _in_calendar(day):
        return digits(day.isoformat(), lang)
    jalali = JalaliDate(day)
    return digits(f"{jalali.year}/{jalali.month:02}/{jalali.day:02}", lang)


def parse(text: str) -> date:
    """A solar date as people type it (1405/4/10, with - or . too) or as back offices send it (14050410)."""
    match = _DAY.fullmatch(as_typed(text))
    if match is None:
        raise InvalidInputError(_("Write the date as year/month/day, such as 1405/4/10."), "form")
    spaced_year, _sign, *spaced, joined_year, joined_month, joined_day = match.groups()
    if spaced_year:
        return _gregorian(int(spaced_year), *map(int, spaced))
    return _gregorian(int(joined_year), int(joined_month), int(joined_day))


def _gregorian(year: int, month: int, day: int) -> date:
    valid_year = FIRST_YEAR <= year <= LAST_YEAR
    refuse_if(not valid_year, "year", _("The year must be a solar (Shamsi) year of four digits, such as 1405."))
    refuse_if(not 1 <= month <= 12, "month", _("The month must be a number from 1 to 12."))
    valid_day = 1 <= day <= JalaliDate.days_in_month(month, year)
    refuse_if(not valid_day, "day", _("That month has no such day: look at the day again."))
    return JalaliDate(year, month, day).to_gregorian()


def from_iso(text: str) -> date | None:
    """A date that is stored as text (`2026-07-01`); None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def today() -> date:
    """The day in the city now."""
    return datetime.now(CITY_TIME).date()
