"""Postal codes: ten digits, some of which cannot stand in every position."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from shahrsazi.persian.identifiers.reading import all_equal, number, refuse_if
from shahrsazi.persian.language import language
from shahrsazi.persian.numbers import digits
from shahrsazi.persian.words import Words


def postal_code(value: str) -> str:
    code = number(value)
    refuse_if(len(code) != 10, "length", _("The postal code must be ten digits."))
    refuse_if(all_equal(code), "all_equal", _("Ten equal digits are not a postal code."))
    refuse_if(
        set(code[:5]) & {"0", "2"},
        "first_five",
        _("The first five digits of a postal code are never 0 or 2: look again, 0 may be 5 and 2 may be 3."),
    )
    refuse_if(code[4] == "5", "fifth_digit", _("The fifth digit of a postal code is never 5: look at it again."))
    refuse_if(
        code[5:] == "00000", "last_five", _("The last five digits of a postal code are never all zero: write all ten.")
    )
    return code


def postal_code_warnings(code: str, of_property: bool) -> list[Words]:
    """What is unusual, though not wrong, about a code that postal_code() accepted."""
    doubts: list[tuple[bool, Words]] = [
        ("2" in code[5:], _("A 2 among the last five digits of a postal code is unusual: is it a 3?")),
        (all_equal(code[:4]), _("Four equal digits at the start of a postal code are unusual.")),
        (code[6:] == "0000", _("Four zeros at the end of a postal code are unusual.")),
        (of_property and not code.startswith(settings.CITY.postal_prefix), _of_another_city()),
    ]
    return [message for doubtful, message in doubts if doubtful]


def _of_another_city() -> str:
    return _("Postal codes of %(city)s begin with %(prefix)s: is this the property's code?") % {
        "city": settings.CITY.name.in_language(language()),
        "prefix": digits(settings.CITY.postal_prefix, language()),
    }
