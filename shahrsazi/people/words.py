"""Dates, numbers and shares in the language of the page that is being made."""

from datetime import date
from fractions import Fraction

from django.utils.translation import get_language

from shahrsazi.people import shares, solar


def language() -> str:
    return "en" if get_language() == "en" else "fa"


def day(when) -> str:
    return solar.show_date(when, language())


def day_in_iso(text: str):
    """A date that stands as text inside a row (`2026-07-01`), shown; anything else as it came."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return digits(text)


def weekday(when) -> str:
    return solar.show_weekday(when, language())


def clock(moment) -> str:
    return digits(moment.astimezone(solar.TEHRAN).strftime("%H:%M"))


def short(when) -> str:
    return solar.short(when, language())


def number(value, places: int | None = None) -> str:
    return solar.number(value, language(), places)


def signed(value) -> str:
    """A level with its sign, as drawings write it: ±0.00 is the bench mark's."""
    return ("±" if round(value, 2) == 0 else "+" if value > 0 else "−") + number(abs(float(value)), 2)


def digits(value) -> str:
    return solar.digits(value, language())


def money(value) -> str:
    return solar.money(value, language())


def area(value) -> str:
    return solar.area(value, language())


def size(value) -> str:
    return solar.size(value, language())


def percent(value) -> str:
    """«۱۸۰٪», with no more decimals than it has."""
    return trimmed(value) + ("٪" if language() == "fa" else "%")


def trimmed(value) -> str:
    return solar.number(value, language(), 2).rstrip("0۰").rstrip("٫.") if value % 1 else number(int(value))


def share(exact: Fraction) -> str:
    return shares.words_fa(exact) if language() == "fa" else shares.words_en(exact)
