"""Dates, numbers and shares in the language of the page that is being rendered."""

from datetime import date
from fractions import Fraction

from django.utils.translation import get_language

from shahrsazi.persian import dates, numbers, shares


def language() -> str:
    return "en" if get_language() == "en" else "fa"


def day(when) -> str:
    return dates.format_date(when, language())


def day_in_iso(text: str):
    """Format a date that is stored as text (`2026-07-01`); anything else is shown as it came."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return digits(text)


def weekday(when) -> str:
    return dates.weekday(when, language())


def clock(moment) -> str:
    return digits(moment.astimezone(dates.CITY_TIME).strftime("%H:%M"))


def short(when) -> str:
    return dates.format_short(when, language())


def number(value, places: int | None = None) -> str:
    return numbers.number(value, language(), places)


def signed(value) -> str:
    """A level with its sign, as drawings write it: ±0.00 is the bench mark's."""
    return ("±" if round(value, 2) == 0 else "+" if value > 0 else "−") + number(abs(float(value)), 2)


def digits(value) -> str:
    return numbers.digits(value, language())


def money(value) -> str:
    return numbers.money(value, language())


def area(value) -> str:
    return numbers.area(value, language())


def size(value) -> str:
    return numbers.size(value, language())


def percent(value) -> str:
    """«۱۸۰٪», with no more decimals than it has."""
    return trimmed(value) + ("٪" if language() == "fa" else "%")


def trimmed(value) -> str:
    return numbers.number(value, language(), 2).rstrip("0۰").rstrip("٫.") if value % 1 else number(int(value))


def share(exact: Fraction) -> str:
    return shares.words_fa(exact) if language() == "fa" else shares.words_en(exact)
