"""The registration plate of a property: a main number, and a sub number where it was divided."""

import re

from django.utils.translation import gettext_lazy as _

from shahrsazi.persian.identifiers.reading import as_typed, is_digits, refuse_if


def registration_plate(value: str) -> tuple[int, int | None]:
    """(main, sub) from 'sub/main' or 'main'. A form should ask for the two apart: the order is easily misread."""
    parts = re.split(" */ *", as_typed(value))
    refuse_if(len(parts) > 2, "parts", _("Write the registration plate as sub/main, such as 123/4567."))
    refuse_if(not parts[-1], "no_main", _("The main number of the registration plate is missing."))
    numbers = [_plate_number(part) for part in parts]
    return numbers[-1], numbers[0] if len(numbers) == 2 else None


def _plate_number(part: str) -> int:
    refuse_if(not is_digits(part), "not_digits", _("Write the registration plate with digits only."))
    refuse_if(
        part[0] == "0", "leading_zero", _("No number of a plate is zero or begins with zero; leave an absent sub out.")
    )
    refuse_if(len(part) > 6, "part_too_long", _("No number of a registration plate is longer than six digits."))
    return int(part)
