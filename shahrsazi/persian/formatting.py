"""Dates, numbers and shares in the language of the page that is being rendered."""

from datetime import date, datetime
from fractions import Fraction

from shahrsazi.persian import dates, numbers, shares
from shahrsazi.persian.language import language as language  # noqa: PLC0414  # every caller asks here
from shahrsazi.persian.numbers import Number


def day(when: date) -> str:
    return dates.format_date(when, language())


def day_in_iso(text: str) -> str:
    """Format a date that is stored as text (`2026-07-01`); anything else is shown as it came."""
    when = dates.from_iso(text)
    return day(when) if when else digits(text)


def weekday(when: date) -> str:
    return dates.weekday(when, language())


def clock(moment: datetime) -> str:
    return digits(moment.astimezone(dates.CITY_TIME).strftime("%H:%M"))


def short(when: date) -> str:
    return dates.format_short(when, language())


def number(value: Number, places: int | None = None) -> str:
    return numbers.number(value, language(), places)


def signed(value: Number) -> str:
    """A level with its sign, as drawings write it: ±0.00 is the bench mark's."""
    return ("±" if round(value, 2) == 0 else "+" if value > 0 else "−") + number(abs(float(value)), 2)


def digits(value: object) -> str:
    return numbers.digits(value, language())


def money(value: int) -> str:
    return numbers.money(value, language())


def area(value: Number) -> str:
    return numbers.area(value, language())


def size(value: int) -> str:
    return numbers.size(value, language())


def percent(value: Number) -> str:
    """«۱۸۰٪», with no more decimals than it has."""
    return trimmed(value) + ("٪" if language() == "fa" else "%")


def trimmed(value: Number, places: int = 2) -> str:
    return numbers.number(value, language(), places).rstrip("0۰").rstrip("٫.") if value % 1 else number(int(value))


_ORDINALS = ("اول", "دوم", "سوم", "چهارم", "پنجم", "ششم", "هفتم", "هشتم", "نهم", "دهم")


def ordinal(value: int) -> str:
    """«اول» in Persian as far as there are usual words, and the number itself beyond and in English."""
    return _ORDINALS[value - 1] if language() == "fa" and 1 <= value <= len(_ORDINALS) else digits(value)


def share(exact: Fraction, counted: int | None = None) -> str:
    """In words; `counted` is how many shares the deed counts, where it is said as the deed says it."""
    return shares.words_fa(exact, counted) if language() == "fa" else shares.words_en(exact, counted)
