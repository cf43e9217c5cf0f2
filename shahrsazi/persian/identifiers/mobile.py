"""Mobile numbers of Iran, stored as +98…"""

import re

from django.utils.translation import gettext_lazy as _

from shahrsazi.persian.identifiers.reading import GAPS, InvalidInputError, as_typed, is_digits, refuse_if


def mobile(value: str) -> str:
    """Prefixes are not checked: operators' ranges change, and numbers move between operators."""
    typed = GAPS.sub("", as_typed(value))
    refuse_if(not typed, "empty", _("Nothing was written here."))
    refuse_if(not is_digits(typed.removeprefix("+")), "not_digits", _("Write the mobile number with digits only."))
    match = re.fullmatch(r"(?:\+98|0098|98|0)?(9[0-9]{9})", typed, re.ASCII)
    if match is None:
        raise InvalidInputError(
            _("The mobile number must be an Iranian one: eleven digits beginning with 09, such as 0913 123 4567."),
            "form",
        )
    return "+98" + match[1]


def _national_mobile(stored: str) -> str:
    return "0" + stored.removeprefix("+98")


def mask_mobile(stored: str) -> str:
    national = _national_mobile(stored)
    return f"{national[:4]}***{national[-4:]}" if len(national) == 11 else "****"
