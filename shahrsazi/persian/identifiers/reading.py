"""The first step in reading any identifier: one spelling of digits and hyphens, and a sentence for what is refused."""

import re

from django.utils.translation import gettext_lazy as _

from shahrsazi.persian.text import ascii_digits
from shahrsazi.persian.words import Words

MAX_LENGTH = 64

# Left-to-right marks come along when a number is copied from a page. An override is not among them: it could make a
# person see another number than the one stored, so it stays in and the number is refused.
_HARMLESS_MARKS = re.compile("[\u200c\u200e\u200f\u202a\u202c\u2066\u2069\ufeff]")
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")
GAPS = re.compile("[ \t\u00a0\u2009\u202f-]")


class InvalidInputError(ValueError):
    """Someone's input can't be taken; the message tells that person, in their language, what to do."""

    def __init__(self, message: Words, code: str):
        super().__init__(message, code)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return str(self.message)


def refuse_if(wrong: object, code: str, message: Words) -> None:
    if wrong:
        raise InvalidInputError(message, code)


def as_typed(value: object, max_length: int = MAX_LENGTH) -> str:
    """What was typed, with ASCII digits and hyphens and without marks that can't be seen."""
    if not isinstance(value, str):
        raise InvalidInputError(_("This must be sent as text."), "not_text")
    refuse_if(len(value) > max_length, "too_long", _("This is too long: write only the number or address asked for."))
    if value.isascii():
        return value.strip()
    return _HYPHENS.sub("-", _HARMLESS_MARKS.sub("", ascii_digits(value))).strip()


def without_gaps(value: object, max_length: int = MAX_LENGTH) -> str:
    """A number as typed, without the hyphens and blanks between its digits."""
    return GAPS.sub("", as_typed(value, max_length))


def number(value: object) -> str:
    number = without_gaps(value)
    refuse_if(not number, "empty", _("Nothing was written here."))
    refuse_if(not is_digits(number), "not_digits", _("Write this number with digits only."))
    return number


def is_digits(text: str) -> bool:
    return re.fullmatch("[0-9]+", text, re.ASCII) is not None


def all_equal(digits: str) -> bool:
    return len(set(digits)) == 1
