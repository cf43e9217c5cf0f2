"""The code of a foreign national (faragir), and what anyone may sign in with."""

from django.utils.translation import gettext_lazy as _

from shahrsazi.persian.identifiers.national_code import national_code
from shahrsazi.persian.identifiers.reading import all_equal, number, refuse_if


def foreigner_code(value: str) -> str:
    """Its form only: no public check digit exists, so a clerk must still see the card."""
    code = number(value)
    refuse_if(not 8 <= len(code) <= 15, "length", _("The foreigners' code must be eight to fifteen digits."))
    refuse_if(code[0] == "0", "leading_zero", _("The foreigners' code never begins with zero: copy it from the card."))
    refuse_if(all_equal(code), "all_equal", _("Equal digits are not a foreigners' code: copy it from the card."))
    return code


def user_id(value: str) -> str:
    """What someone signs in with: a national code, or a foreigners' code of more than ten digits.

    Fewer are a national code alone: else one with a wrong digit, or without one, would pass as a foreigners' code. Who
    has such a one says so (accounts/forms.py).
    """
    return foreigner_code(value) if 11 <= len(number(value)) <= 15 else national_code(value)
