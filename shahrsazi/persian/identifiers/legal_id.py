"""The national ID of a company or body: eleven digits with a check digit."""

from django.utils.translation import gettext_lazy as _

from shahrsazi.persian.identifiers.reading import number, refuse_if


def legal_id(value: str) -> str:
    code = number(value)
    refuse_if(len(code) != 11, "length", _("The national ID of a company or body must be eleven digits."))
    refuse_if(
        code[3:9] == "000000", "zeros", _("This is not the national ID of a company: its middle digits are all zero.")
    )
    refuse_if(
        code[10] != _legal_check_digit(code),
        "check_digit",
        _("One digit of the company's national ID is wrong: compare it with the official notice."),
    )
    return code


def _legal_check_digit(code: str) -> str:
    added = int(code[9]) + 2
    weights = (29, 27, 23, 19, 17) * 2
    total = sum((int(digit) + added) * weight for digit, weight in zip(code, weights, strict=False))
    return str(total % 11 % 10)
