"""The fields of the counter's forms: their labels, and how a typed text becomes a value or an error sentence."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from shahrsazi.city import code_lists
from shahrsazi.persian import dates, identifiers, shares
from shahrsazi.persian.digits import is_digits, whole_number
from shahrsazi.persian.identifiers import InvalidInputError, refuse_if
from shahrsazi.persian.text import ascii_digits, clean

MAX_AGE = timedelta(days=366 * 120)


class Field(NamedTuple):
    """One field. `kind` says how it is drawn (text, number, date, choice, flag, flags); `code_list` what it offers."""

    name: str
    title: Any
    read: Callable[[str], Any]
    required: bool = False
    kind: str = "text"
    hint: Any = ""
    code_list: str = ""
    size: int = 64


class Cleaned(NamedTuple):
    """The typed texts as values, and what is wrong or missing as (field, sentence)."""

    values: dict[str, Any]
    errors: list[tuple[str, str]]


MISSING = _("This field is required.")


def clean_fields(fields: list[Field], texts: dict) -> Cleaned:
    """Read each text; an empty one gives None, and is an error where the field is required."""
    values, errors = {}, []
    for field in fields:
        try:
            values[field.name] = _read(field, texts.get(field.name, ""))
        except InvalidInputError as error:
            values[field.name] = None
            errors.append((field.name, str(error)))
    return Cleaned(values, errors)


def _read(field: Field, text):
    if text in ("", []):
        refuse_if(field.required, "required", MISSING)
        return None
    return field.read(text)


def titled(fields: list[Field], name: str, sentence: str) -> str:
    """The sentence after the field's own title, for a list of errors that is shown apart from the form."""
    return f"{next((field.title for field in fields if field.name == name), name)}: {sentence}"


def read_words(longest: int, text: str) -> str:
    cleaned = clean(text).replace("\n", " ")
    refuse_if(len(cleaned) > longest, "too_long", _("This is too long: please shorten it."))
    refuse_if(not cleaned, "required", MISSING)
    return cleaned


def read_integer(min_value: int, max_value: int, text: str) -> int:
    number = whole_number(identifiers.as_typed(text), 9)
    fitting = number is not None and min_value <= number <= max_value
    refuse_if(not fitting, "range", _("Write a whole number that can stand here, with digits only."))
    return number


def read_square_metres(text: str) -> Decimal:
    try:
        amount = Decimal(identifiers.as_typed(text).replace("٫", ".").replace("/", "."))
    except InvalidOperation:
        raise InvalidInputError(_("Write the area in square metres, such as 212.5."), "number") from None
    sane = amount.is_finite() and 0 < amount < 10**9 and amount.as_tuple().exponent >= -6
    refuse_if(not sane, "range", _("Write the area in square metres, such as 212.5."))
    return round(amount, 2)


def read_choice(code_list: str, key: str) -> str:
    refuse_if(key not in code_lists.offered(code_list), "choice", _("Choose one of the list."))
    return key


def read_choices(code_list: str, chosen: list[str]) -> list[str]:
    return [read_choice(code_list, key) for key in chosen]


def read_past_day(text: str) -> date:
    day = dates.parse(text)
    refuse_if(day > dates.today(), "future", _("This day has not come yet: look at the date again."))
    refuse_if(day < dates.today() - MAX_AGE, "too_old", _("This day is too long ago: look at the year again."))
    return day


def read_number(kind: str, text: str) -> str:
    return identifiers.NUMBER_OF.get(kind, identifiers.national_code)(text)


def read_digits(longest: int, text: str) -> str:
    folded = identifiers.as_typed(text).replace(" ", "")
    refuse_if(not is_digits(folded, longest), "not_digits", _("Write this number with digits only."))
    return folded


def read_file_number(text: str) -> str:
    folded = read_words(20, ascii_digits(text)).replace(" ", "")
    wrong = not is_digits(folded.replace("/", ""))
    refuse_if(wrong, "not_digits", _("The file number is made of digits and slashes, such as 5/12345."))
    return folded


def read_flag(text: str) -> bool:
    return text == "1"


def read_share(texts: dict, what: str) -> Fraction | None:
    """A share of `what` (land, building), written in dang and habbeh or as a fraction; None when none is typed."""
    typed = {part: texts.get(f"{what}_{part}", "") for part in ("dang", "habbeh", "share", "of")}
    by_dang = _by_dang(typed["dang"], typed["habbeh"]) if typed["dang"] or typed["habbeh"] else None
    by_parts = _by_parts(typed["share"], typed["of"]) if typed["share"] or typed["of"] else None
    both = by_dang is not None and by_parts is not None
    refuse_if(both and by_dang != by_parts, "differ", _("The two ways of writing the share differ: leave one empty."))
    share = by_dang if by_dang is not None else by_parts
    refuse_if(share == 0, "nothing", _("A share of nothing is not a share."))
    refuse_if(share is not None and share.denominator > 2**31 - 1, "too_fine", _("This share is too fine to be kept."))
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
    part, whole = read_integer(0, 10**8, part_text), read_integer(1, 10**8, whole_text)
    refuse_if(part > whole, "not_a_share", _("A share lies between nothing and six dang."))
    return Fraction(part, whole)


def text(name: str, title, longest: int, **options) -> Field:
    return Field(name, title, partial(read_words, longest), size=longest, **options)


def choice(name: str, title, code_list: str, **options) -> Field:
    return Field(name, title, partial(read_choice, code_list), kind="choice", code_list=code_list, **options)


def day(name: str, title, **options) -> Field:
    return Field(
        name, title, read_past_day, kind="date", size=20, hint=options.pop("hint", _("Such as 1405/4/10")), **options
    )


def integer(name: str, title, min_value: int, max_value: int, **options) -> Field:
    return Field(name, title, partial(read_integer, min_value, max_value), kind="number", size=12, **options)


def flag(name: str, title, **options) -> Field:
    return Field(name, title, read_flag, kind="flag", **options)
