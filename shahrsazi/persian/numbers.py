"""Numbers, money, areas and sizes in the digits of a language."""

import re
from decimal import Decimal
from typing import TypeAlias

from shahrsazi.persian.text import PERSIAN_DIGITS

Number: TypeAlias = int | float | Decimal
_TO_PERSIAN_DIGITS = str.maketrans("0123456789", PERSIAN_DIGITS)
_TO_PERSIAN_NUMBER = _TO_PERSIAN_DIGITS | str.maketrans(",.", "٬٫")
# A code of the field with Latin letters (R122, A-01) is written in one script: a file of that name is looked for so.
_CODES = re.compile(r"((?<![A-Za-z0-9./_-])[0-9./_-]*+[A-Za-z][A-Za-z0-9./_-]*+)")
_LATIN = re.compile("[A-Za-z]")
_SIZE_UNITS = {"fa": ("بایت", "کیلوبایت", "مگابایت", "گیگابایت"), "en": ("bytes", "KB", "MB", "GB")}


def digits(value: object, lang: str) -> str:
    """The text with its digits in those of the language; a code with Latin letters keeps its Latin ones."""
    text = str(value)
    if lang != "fa":
        return text
    parts = _CODES.split(text) if _LATIN.search(text) else [text]
    return "".join(part if n % 2 else part.translate(_TO_PERSIAN_DIGITS) for n, part in enumerate(parts))


def number(value: Number, lang: str, places: int | None = None) -> str:
    if places is not None:
        return _in_language(f"{value:,.{places}f}", lang)
    return _in_language(f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}", lang)


def _in_language(ascii_number: str, lang: str) -> str:
    """With a real minus: a hyphen is shorter than a digit, and the line breaks behind it."""
    number = ascii_number.replace("-", "\N{MINUS SIGN}")
    return number.translate(_TO_PERSIAN_NUMBER) if lang == "fa" else number


def money(rials: int, lang: str) -> str:
    return number(rials, lang) + (" ریال" if lang == "fa" else " rials")


def area(square_metres: Number, lang: str) -> str:
    return _trimmed(square_metres, 2, lang) + (" مترمربع" if lang == "fa" else " m²")


def _trimmed(value: Number, places: int, lang: str) -> str:
    return _in_language(f"{value:,.{places}f}".rstrip("0").rstrip("."), lang)


def size(count: int, lang: str) -> str:
    """The size of a file in units of 1024, in which the limits on uploads are counted too."""
    amount, unit = float(count), 0
    while round(amount, 1) >= 1024 and unit < 3:
        amount, unit = amount / 1024, unit + 1
    return f"{_trimmed(amount, 1, lang)} {_SIZE_UNITS['fa' if lang == 'fa' else 'en'][unit]}"
