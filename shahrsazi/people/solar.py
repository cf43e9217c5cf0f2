"""Dates, numbers, money, areas and sizes as people here read them: the solar calendar, and digits of their language."""

import re
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _
from persiantools.jdatetime import MONTH_NAMES_EN, MONTH_NAMES_FA, WEEKDAY_NAMES_FA, JalaliDate

from .identifiers import as_typed, refuse_if
from .text import PERSIAN_DIGITS

# Compared day by day with the calendar centre's official table, in tests/people/test_solar.py.
FIRST_YEAR, LAST_YEAR = 1206, 1498

TEHRAN = ZoneInfo("Asia/Tehran")
_WEEKDAYS_EN = ("Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_GREGORIAN_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TO_PERSIAN_DIGITS = str.maketrans("0123456789", PERSIAN_DIGITS)
_TO_PERSIAN_NUMBER = _TO_PERSIAN_DIGITS | str.maketrans(",.", "٬٫")
_SIZE_UNITS = {"fa": ("بایت", "کیلوبایت", "مگابایت", "گیگابایت"), "en": ("bytes", "KB", "MB", "GB")}


def day_in_iran(when: date) -> date:
    """The day in Iran. A moment kept in UTC is still on the day before until half past three in the morning."""
    if isinstance(when, datetime):
        return (when.astimezone(TEHRAN) if when.tzinfo else when).date()
    return when


def _in_calendar(day: date) -> bool:
    # A fed date such as 0001-01-01 must not break a page: it is shown as it came.
    return 1000 < day.year < 9000


def show_date(when: date, lang: str) -> str:
    day = day_in_iran(when)
    if not _in_calendar(day):
        return digits(day.isoformat(), lang)
    solar = JalaliDate(day)
    if lang == "fa":
        return digits(f"{solar.day} {MONTH_NAMES_FA[solar.month]} {solar.year}", lang)
    gregorian = f"{day.day} {_GREGORIAN_MONTHS[day.month - 1]} {day.year}"
    return f"{solar.day} {MONTH_NAMES_EN[solar.month]} {solar.year} ({gregorian})"


def show_weekday(when: date, lang: str) -> str:
    from_saturday = (day_in_iran(when).weekday() + 2) % 7
    return (WEEKDAY_NAMES_FA if lang == "fa" else _WEEKDAYS_EN)[from_saturday]


def short(when: date, lang: str) -> str:
    day = day_in_iran(when)
    if not _in_calendar(day):
        return digits(day.isoformat(), lang)
    solar = JalaliDate(day)
    return digits(f"{solar.year}/{solar.month:02}/{solar.day:02}", lang)


def parse(text: str) -> date:
    """A solar date as people type it (1405/4/10, with - or . too) or as back offices send it (14050410)."""
    form = r"([0-9]{4}) *([/.-]) *([0-9]{1,2}) *\2 *([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})"
    found = re.fullmatch(form, as_typed(text), re.ASCII)
    refuse_if(not found, "form", _("Write the date as year/month/day, such as 1405/4/10."))
    spaced_year, _sign, *spaced, joined_year, joined_month, joined_day = found.groups()
    if spaced_year:
        return _gregorian(int(spaced_year), *map(int, spaced))
    return _gregorian(int(joined_year), int(joined_month), int(joined_day))


def _gregorian(year: int, month: int, day: int) -> date:
    fitting_year = FIRST_YEAR <= year <= LAST_YEAR
    refuse_if(not fitting_year, "year", _("The year must be a solar (Shamsi) year of four digits, such as 1405."))
    refuse_if(not 1 <= month <= 12, "month", _("The month must be a number from 1 to 12."))
    fitting_day = 1 <= day <= JalaliDate.days_in_month(month, year)
    refuse_if(not fitting_day, "day", _("That month has no such day: look at the day again."))
    return JalaliDate(year, month, day).to_gregorian()


def days_between(start: date, end: date) -> int:
    return (day_in_iran(end) - day_in_iran(start)).days


def digits(value, lang: str) -> str:
    return str(value).translate(_TO_PERSIAN_DIGITS) if lang == "fa" else str(value)


def number(value: int | float | Decimal, lang: str, places: int | None = None) -> str:
    if places is not None:
        return _in_language(f"{value:,.{places}f}", lang)
    return _in_language(f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}", lang)


def _in_language(ascii_number: str, lang: str) -> str:
    return ascii_number.translate(_TO_PERSIAN_NUMBER) if lang == "fa" else ascii_number


def money(rials: int, lang: str) -> str:
    return number(rials, lang) + (" ریال" if lang == "fa" else " rials")


def area(square_metres: int | float | Decimal, lang: str) -> str:
    return _trimmed(square_metres, 2, lang) + (" مترمربع" if lang == "fa" else " m²")


def _trimmed(value: int | float | Decimal, places: int, lang: str) -> str:
    return _in_language(f"{value:,.{places}f}".rstrip("0").rstrip("."), lang)


def size(count: int, lang: str) -> str:
    """Of a file, by 1024s, as the limits on uploads are counted."""
    amount, unit = float(count), 0
    while round(amount, 1) >= 1024 and unit < 3:
        amount, unit = amount / 1024, unit + 1
    return f"{_trimmed(amount, 1, lang)} {_SIZE_UNITS['fa' if lang == 'fa' else 'en'][unit]}"


def today() -> date:
    """The day in the city now."""
    return datetime.now(TEHRAN).date()
