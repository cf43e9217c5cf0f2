"""The numbers that name people and properties: from what was typed to the one stored form, or a sentence why not."""

import re
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from .text import ascii_digits

LONGEST_NUMBER = 64
LONGEST_EMAIL = 254
DISTRICTS = 15

# Left-to-right marks come along when a number is copied from a page. An override is not among them: it could make a
# person see another number than the one stored, so it stays in and the number is refused.
_HARMLESS_MARKS = re.compile("[\u200c\u200e\u200f\u202a\u202c\u2066\u2069\ufeff]")
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")
_GAPS = re.compile("[ \t\u00a0\u2009\u202f-]")


class Refused(ValueError):
    """Someone's input can't be taken; the message tells that person, in their language, what to do."""

    def __init__(self, message, code: str):
        super().__init__(message, code)
        self.message = message
        self.code = code

    def __str__(self):
        return str(self.message)


def refuse_if(fault, code: str, message) -> None:
    if fault:
        raise Refused(message, code)


def as_typed(value, longest: int = LONGEST_NUMBER) -> str:
    """What was typed, with ASCII digits and hyphens and without marks that can't be seen."""
    refuse_if(not isinstance(value, str), "not_text", _("This must be sent as text."))
    refuse_if(len(value) > longest, "too_long", _("This is too long: write only the number or address asked for."))
    return _HYPHENS.sub("-", _HARMLESS_MARKS.sub("", ascii_digits(value))).strip()


def _number(value) -> str:
    number = _GAPS.sub("", as_typed(value))
    refuse_if(not number, "empty", _("Nothing was written here."))
    refuse_if(not _is_digits(number), "not_digits", _("Write this number with digits only."))
    return number


def _is_digits(text: str) -> bool:
    return re.fullmatch("[0-9]+", text, re.ASCII) is not None


def _all_equal(digits: str) -> bool:
    return len(set(digits)) == 1


def national_code(value: str) -> str:
    code = _number(value)
    refuse_if(len(code) != 10, "length", _("The national code must be ten digits; keep the zeros at its beginning."))
    refuse_if(_all_equal(code), "all_equal", _("Ten equal digits are not a national code: copy it from the card."))
    refuse_if(code[3:9] == "000000", "zeros", _("This is not a national code: its middle digits are all zero."))
    refuse_if(
        code[9] != _national_check_digit(code),
        "check_digit",
        _("One digit of the national code is wrong: compare it with the card."),
    )
    return code


def _national_check_digit(code: str) -> str:
    rest = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), code, strict=False)) % 11
    return str(rest if rest < 2 else 11 - rest)


def sample_national_code(n: int) -> str:
    """A right-looking code for made-up people: prefixes 130 and 131, which no public table gives to a place."""
    if not 1 <= n <= 1_999_998:
        raise ValueError("sample national codes run from 1 to 1,999,998")
    prefix, middle = divmod(n - 1, 999_999)
    code = f"{130 + prefix}{middle + 1:06}"
    return code + _national_check_digit(code)


def legal_id(value: str) -> str:
    code = _number(value)
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


def foreigner_code(value: str) -> str:
    """Its form only: no public check digit exists, so a clerk must still see the card."""
    code = _number(value)
    refuse_if(not 8 <= len(code) <= 15, "length", _("The foreigners' code must be eight to fifteen digits."))
    refuse_if(code[0] == "0", "leading_zero", _("The foreigners' code never begins with zero: copy it from the card."))
    refuse_if(_all_equal(code), "all_equal", _("Equal digits are not a foreigners' code: copy it from the card."))
    return code


def user_id(value: str) -> str:
    """What someone signs in with: a national code, or a foreigners' code. A slip of one digit is told as a slip."""
    return foreigner_code(value) if 11 <= len(_number(value)) <= 15 else national_code(value)


def postal_code(value: str) -> str:
    code = _number(value)
    refuse_if(len(code) != 10, "length", _("The postal code must be ten digits."))
    refuse_if(_all_equal(code), "all_equal", _("Ten equal digits are not a postal code."))
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


def postal_code_warnings(code: str, of_property: bool) -> list:
    """What is unusual, though not wrong, about a code that postal_code() took."""
    doubts = [
        ("2" in code[5:], _("A 2 among the last five digits of a postal code is unusual: is it a 3?")),
        (_all_equal(code[:4]), _("Four equal digits at the start of a postal code are unusual.")),
        (code[6:] == "0000", _("Four zeros at the end of a postal code are unusual.")),
        (of_property and code[:2] != "81", _("Postal codes of Isfahan begin with 81: is this the property's code?")),
    ]
    return [message for doubtful, message in doubts if doubtful]


def mobile(value: str) -> str:
    """Prefixes are not checked: operators' ranges change, and numbers move between operators."""
    number = _GAPS.sub("", as_typed(value))
    refuse_if(not number, "empty", _("Nothing was written here."))
    refuse_if(not _is_digits(number.removeprefix("+")), "not_digits", _("Write the mobile number with digits only."))
    found = re.fullmatch(r"(?:\+98|0098|98|0)?(9[0-9]{9})", number, re.ASCII)
    refuse_if(
        not found,
        "form",
        _("The mobile number must be an Iranian one: eleven digits beginning with 09, such as 0913 123 4567."),
    )
    return "+98" + found[1]


def show_mobile(stored: str) -> str:
    national = _national_mobile(stored)
    return f"{national[:4]} {national[4:7]} {national[7:]}"


def _national_mobile(stored: str) -> str:
    return "0" + stored.removeprefix("+98")


def email(value: str) -> str:
    address = as_typed(value, LONGEST_EMAIL)
    refuse_if(not address, "empty", _("Nothing was written here."))
    # No blanks or controls (mail headers), no quotes, no [10.0.0.1] as a domain, nothing beyond ASCII.
    plain = re.fullmatch("[!#-Z^-~]+", address, re.ASCII)
    refuse_if(not plain or not _is_email(address), "form", _("Write the e-mail address in the form name@example.com."))
    name, domain = address.rsplit("@", 1)
    return f"{name}@{domain.lower()}"


def _is_email(address: str) -> bool:
    try:
        EmailValidator(allowlist=[])(address)
    except ValidationError:
        return False
    return True


def mask_national_code(code: str) -> str:
    return f"{code[:3]}****{code[-3:]}" if len(code) == 10 else "****"


def mask_mobile(stored: str) -> str:
    national = _national_mobile(stored)
    return f"{national[:4]}***{national[-4:]}" if len(national) == 11 else "****"


def mask_email(address: str) -> str:
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}***@{domain}" if at else "****"


def renewal_code(value: str) -> str:
    """District-quarter-block-parcel-building-apartment-shop; zero means "not at this level"."""
    parts = re.split(" *[-/] *", as_typed(value))
    refuse_if(
        len(parts) != 7,
        "parts",
        _("The renewal code is seven numbers with hyphens between them, such as 5-3-120-7-0-0-0."),
    )
    refuse_if(not all(map(_is_digits, parts)), "not_digits", _("Each part of the renewal code must be a number."))
    refuse_if(max(map(len, parts)) > 5, "part_too_long", _("No part of the renewal code is longer than five digits."))
    numbers = [int(part) for part in parts]
    _check_renewal_levels(*numbers)
    return "-".join(map(str, numbers))


def _check_renewal_levels(district, quarter, block, parcel, building, apartment, _shop):
    refuse_if(
        not 1 <= district <= DISTRICTS,
        "district",
        _("The renewal code begins with the number of the district, from 1 to 15."),
    )
    refuse_if(
        0 in (quarter, block, parcel),
        "zero_level",
        _("The second, third and fourth numbers of the renewal code (quarter, block, parcel) can't be zero."),
    )
    refuse_if(
        apartment and not building,
        "no_building",
        _("An apartment needs a building: the fifth number of this renewal code can't be zero."),
    )


def renewal_code_warnings(code: str) -> list:
    """What is unusual, though not wrong, about a code that renewal_code() took."""
    _district, quarter, _block, _parcel, building, apartment, shop = map(int, code.split("-"))
    unusual = quarter > 99 or building > 999 or apartment > 9999 or shop > 9999
    return [_("A number in this renewal code is unusually large: compare it with the paper.")] if unusual else []


def renewal_kind(code: str) -> str:
    building, apartment, shop = code.split("-")[4:]
    if shop != "0":
        return "shop"
    if apartment != "0":
        return "apartment"
    return "parcel" if building == "0" else "building"


def renewal_district(code: str) -> int:
    return int(code.split("-")[0])


def renewal_parent(code: str) -> str | None:
    """The code one level up; None for a parcel, since nothing above it has a file."""
    parts = code.split("-")
    for level in (6, 5, 4):
        if parts[level] != "0":
            return "-".join([*parts[:level], "0", *parts[level + 1 :]])
    return None


def registration_plate(value: str) -> tuple[int, int | None]:
    """(main, sub) from 'sub/main' or 'main'. A form should ask for the two apart: the order is easily misread."""
    parts = re.split(" */ *", as_typed(value))
    refuse_if(len(parts) > 2, "parts", _("Write the registration plate as sub/main, such as 123/4567."))
    refuse_if(not parts[-1], "no_main", _("The main number of the registration plate is missing."))
    numbers = [_plate_number(part) for part in parts]
    return numbers[-1], numbers[0] if len(numbers) == 2 else None


def _plate_number(part: str) -> int:
    refuse_if(not _is_digits(part), "not_digits", _("Write the registration plate with digits only."))
    refuse_if(
        part[0] == "0", "leading_zero", _("No number of a plate is zero or begins with zero; leave an absent sub out.")
    )
    refuse_if(len(part) > 6, "part_too_long", _("No number of a registration plate is longer than six digits."))
    return int(part)


def show_plate(main: int, sub: int | None) -> str:
    return f"{sub}/{main}" if sub else str(main)


# By the kind of person: what names a natural person, a company or body, a foreigner.
NUMBER_OF: dict[str, Callable] = {"natural": national_code, "legal": legal_id, "foreign": foreigner_code}
KINDS: dict[str, Callable] = {
    "national_code": national_code,
    "legal_id": legal_id,
    "foreigner_code": foreigner_code,
    "postal_code": postal_code,
    "mobile": mobile,
    "renewal_code": renewal_code,
    "registration_plate": registration_plate,
}
