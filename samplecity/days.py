"""The calendar of the sample city: solar years, office days and office hours."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

TEHRAN = ZoneInfo("Asia/Tehran")
_THURSDAY, _FRIDAY = 3, 4
# Solar holidays only: the lunar ones move, and no reader of the sample will miss them.
_HOLIDAYS = {(1, 1), (1, 2), (1, 3), (1, 4), (1, 12), (1, 13), (3, 14), (3, 15), (11, 22), (12, 29)}


def today_in_tehran() -> date:
    return datetime.now(TEHRAN).date()


@lru_cache(50_000)
def _solar(day: date) -> tuple[int, int, int]:
    solar = JalaliDate(day)
    return solar.year, solar.month, solar.day


def solar_year(day: date) -> int:
    return _solar(day)[0]


@lru_cache(50_000)
def office_day(day: date) -> date:
    """That day, or the next on which the offices work. Keeps the order of any two days."""
    while day.weekday() in (_THURSDAY, _FRIDAY) or _solar(day)[1:] in _HOLIDAYS:
        day += timedelta(1)
    return day


def last_office_day(day: date) -> date:
    while office_day(day) != day:
        day -= timedelta(1)
    return day


def moment(day: date, minutes: int) -> str:
    """A time of that day in Tehran, so many minutes after half past seven, when the offices open."""
    opened = datetime(day.year, day.month, day.day, 7, 30, tzinfo=TEHRAN)
    return (opened + timedelta(minutes=minutes)).isoformat()


def text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def plain(day: date | None) -> str:
    return day.isoformat() if day else ""


def days(count: float) -> timedelta:
    return timedelta(round(count))


def years(count: float) -> timedelta:
    return timedelta(round(count * 365.25))
