"""The texts of a registration read by the fields of its forms, and a share, which takes four of them."""

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from shahrsazi.persian import identifiers, shares
from shahrsazi.persian.identifiers import InvalidInputError, refuse_if
from shahrsazi.web.fields import TypedField, WholeNumberField

LARGEST_WHOLE = 2**31 - 1


class Cleaned(NamedTuple):
    """The typed texts as values, and what is wrong or missing as (field, sentence)."""

    values: dict[str, Any]
    errors: list[tuple[str, str]]


def clean_fields(fields: list[TypedField], texts: dict) -> Cleaned:
    """Read each text; an empty one gives None, and is an error where the field is required."""
    values, errors = {}, []
    for field in fields:
        try:
            values[field.name] = field.clean(texts.get(field.name, ""))
        except ValidationError as error:
            values[field.name] = None
            errors.append((field.name, error.messages[0]))
    return Cleaned(values, errors)


def titled(fields: list[TypedField], name: str, sentence: str) -> str:
    """The sentence after the field's own title, for a list of errors that is shown apart from the form."""
    return f"{next((field.title for field in fields if field.name == name), name)}: {sentence}"


def read_share(texts: dict, what: str) -> Fraction | None:
    """A share of `what` (land, building), written in dang and habbeh or as a fraction; None when none is typed."""
    typed = {part: texts.get(f"{what}_{part}", "") for part in ("dang", "habbeh", "share", "of")}
    by_dang = _by_dang(typed["dang"], typed["habbeh"]) if typed["dang"] or typed["habbeh"] else None
    by_parts = _by_parts(typed["share"], typed["of"]) if typed["share"] or typed["of"] else None
    both = by_dang is not None and by_parts is not None
    refuse_if(both and by_dang != by_parts, "differ", _("The two ways of writing the share differ: leave one empty."))
    share = by_dang if by_dang is not None else by_parts
    refuse_if(share == 0, "nothing", _("A share of nothing is not a share."))
    refuse_if(
        share is not None and share.denominator > LARGEST_WHOLE, "too_fine", _("This share is too fine to be kept.")
    )
    return share


def _by_dang(dang: str, habbeh: str) -> Fraction:
    return shares.share_from_dang(_amount(dang), _amount(habbeh))


def _amount(text: str) -> Decimal:
    try:
        return Decimal(identifiers.as_typed(text).replace("٫", ".").replace("/", ".") or "0")
    except InvalidOperation:
        raise InvalidInputError(_("Write dang and habbeh as plain numbers, such as 2 and 6."), "number") from None


def _by_parts(part_text: str, whole_text: str) -> Fraction:
    refuse_if(not (part_text and whole_text), "half", _("Write both numbers: so many shares, of so many."))
    part, whole = _PARTS.read(part_text), _WHOLE.read(whole_text)
    refuse_if(part > whole, "not_a_share", _("A share lies between nothing and six dang."))
    return Fraction(part, whole)


_PARTS, _WHOLE = WholeNumberField("", 0, 10**8), WholeNumberField("", 1, 10**8)
