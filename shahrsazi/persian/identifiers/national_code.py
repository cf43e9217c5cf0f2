"""The national code of a natural person: ten digits with a check digit."""

from django.utils.translation import gettext_lazy as _

from shahrsazi.persian.identifiers.reading import all_equal, is_digits, number, refuse_if


def national_code(value: str) -> str:
    code = number(value)
    refuse_if(len(code) != 10, "length", _("The national code must be ten digits; keep the zeros at its beginning."))
    refuse_if(all_equal(code), "all_equal", _("Ten equal digits are not a national code: copy it from the card."))
    refuse_if(code[3:9] == "000000", "zeros", _("This is not a national code: its middle digits are all zero."))
    refuse_if(
        code[9] != _national_check_digit(code),
        "check_digit",
        _("One digit of the national code is wrong: compare it with the card."),
    )
    return code


def with_zeros(code: str) -> str:
    """A spreadsheet takes the zeros off the front of a national code. Its check digit says whether they were zeros."""
    return code.zfill(10) if is_digits(code) and 8 <= len(code) < 10 else code


def _national_check_digit(code: str) -> str:
    rest = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), code, strict=False)) % 11
    return str(rest if rest < 2 else 11 - rest)


def sample_national_code(n: int) -> str:
    """A well-formed code for invented people: prefixes 130 and 131, which no public table gives to a place."""
    if not 1 <= n <= 1_999_998:
        raise ValueError("sample national codes run from 1 to 1,999,998")
    prefix, middle = divmod(n - 1, 999_999)
    code = f"{130 + prefix}{middle + 1:06}"
    return code + _national_check_digit(code)


def mask_national_code(code: str) -> str:
    return f"{code[:3]}****{code[-3:]}" if len(code) == 10 else "****"
