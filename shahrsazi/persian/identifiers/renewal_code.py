"""The renewal code (kod-e nosazi) of a property: district-quarter-block-parcel-building-apartment-shop."""

import re

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from shahrsazi.persian.identifiers.reading import as_typed, is_digits, refuse_if
from shahrsazi.persian.language import language
from shahrsazi.persian.numbers import digits
from shahrsazi.persian.words import Words


def renewal_code(value: str) -> str:
    """District-quarter-block-parcel-building-apartment-shop; zero means "not at this level"."""
    if isinstance(value, str) and _is_stored(value.split("-")):
        return value
    parts = re.split(" *[-/] *", as_typed(value))
    refuse_if(
        len(parts) != 7,
        "parts",
        _("The renewal code is seven numbers with hyphens between them, such as 5-3-120-7-0-0-0."),
    )
    refuse_if(not all(map(is_digits, parts)), "not_digits", _("Each part of the renewal code must be a number."))
    refuse_if(max(map(len, parts)) > 5, "part_too_long", _("No part of the renewal code is longer than five digits."))
    numbers = [int(part) for part in parts]
    _check_renewal_levels(*numbers)
    return "-".join(map(str, numbers))


def _is_stored(parts: list[str]) -> bool:
    """Most codes come as they are stored, and a back office tells each of them several times: one look is enough."""
    plain = all(part.isascii() and part.isdigit() and len(part) < 6 and str(int(part)) == part for part in parts)
    if not plain or len(parts) != 7 or "0" in parts[:4]:
        return False
    return int(parts[0]) <= settings.CITY.last_district and (parts[4] != "0" or parts[5] == "0")


def _check_renewal_levels(
    district: int, quarter: int, block: int, parcel: int, building: int, apartment: int, _shop: int
) -> None:
    refuse_if(
        not 1 <= district <= settings.CITY.last_district,
        "district",
        _("The renewal code begins with the number of the district, from 1 to %s.") % _last_district(),
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


def _last_district() -> str:
    return digits(settings.CITY.last_district, language())


def renewal_code_warnings(code: str) -> list[Words]:
    """What is unusual, though not wrong, about a code that renewal_code() accepted."""
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
