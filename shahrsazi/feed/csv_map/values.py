"""From what stands in a cell to the value of a field, by what the contract says of the field; nothing is guessed."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec
from django.utils.translation import gettext_lazy as _

from shahrsazi.casefiles.fields import is_day
from shahrsazi.feed.csv_map.shape import Written
from shahrsazi.persian import dates
from shahrsazi.persian.digits import is_digits
from shahrsazi.persian.identifiers import InvalidInputError, as_typed, refuse_if
from shahrsazi.persian.text import ascii_digits, search_key
from shahrsazi.persian.words import Words

LEFT_OUT = object()
Convert = Callable[[str], Any]
# What a spreadsheet makes of a long number: its last digits are gone.
_SHORTENED = re.compile(r"[0-9]+(?:[.,/٫][0-9]*)?E\+[0-9]+", re.IGNORECASE)
_ARABIC_COMMA = "٬"  # stands between thousands and nowhere else, whatever the map says
_SIGNS = str.maketrans({"\u00a0": " ", "\u202f": " ", "’": "'"})


class UnknownWordError(InvalidInputError):
    """A word that the map does not translate."""

    def __init__(self, message: Words, word: str):
        super().__init__(message, "word")
        self.word = word


def bare(kind: Any) -> Any:
    """The type without marks and without None."""
    if hasattr(kind, "__metadata__"):
        return bare(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return bare(next(inner for inner in get_args(kind) if inner is not NoneType))
    return kind


def empty_of(kind: Any) -> Any:
    """What an empty cell is sent as: "", None, [] or LEFT_OUT where the contract takes none of them."""
    empty: Any
    for empty in ("", None, []):
        try:
            msgspec.convert(empty, kind)
            return empty
        except msgspec.ValidationError:
            continue
    return LEFT_OUT


def rows_of(kind: Any) -> type[msgspec.Struct] | None:
    """The struct of the rows inside a row."""
    inner = bare(get_args(bare(kind))[0]) if get_origin(bare(kind)) is list else None
    return inner if isinstance(inner, type) and issubclass(inner, msgspec.Struct) else None


def converter(kind: Any, how: Written, words: dict[str, Any], split: str = "") -> Convert | None:
    """What makes a value of a text that is not empty, or raises InvalidInputError; None for what no cell can hold.
    `words` has the city's words as search keys.
    """
    base = bare(kind)
    if get_origin(base) is list:
        item = converter(get_args(base)[0], how, words)
        return item and partial(_items, convert=item, split=split)
    plain = partial(day_as_text, form=how.days or "gregorian") if is_day(kind) else _plain(base, how)
    return partial(_by_words, words=words, convert=plain) if words and plain else plain


def converter_of_parts(kind: Any, how: Written, words: dict[str, Any]) -> Convert | None:
    """What makes a number of each of several cells that are added; None for a field that is no whole number."""
    if bare(kind) is not int:
        return None
    number = partial(exact, thousands=how.thousands or "", decimal=how.decimal or ".")
    return partial(_by_words, words=words, convert=number)


def _plain(base: Any, how: Written) -> Convert | None:
    if get_origin(base) is Literal:
        return partial(code, keys=frozenset(get_args(base)))
    plain: dict[Any, Convert] = {
        str: unshortened,
        bool: partial(yes_or_no, yes=how.yes or [], no=how.no or []),
        int: partial(whole, thousands=how.thousands or "", decimal=how.decimal or "."),
        float: partial(fraction, thousands=how.thousands or "", decimal=how.decimal or "."),
        date: partial(day, form=how.days or "gregorian"),
        datetime: partial(moment, form=how.days or "gregorian"),
    }
    return plain.get(base)


def _by_words(value: str, words: dict[str, Any], convert: Convert) -> Any:
    word = search_key(value)
    return words[word] if word in words else convert(value)


def _items(value: str, convert: Convert, split: str) -> list[Any]:
    return [convert(item.strip()) for item in (value.split(split) if split else [value]) if item.strip()]


def unshortened(value: str) -> str:
    """InvalidInputError for a number of which a spreadsheet has left out digits."""
    shortened = _SHORTENED.fullmatch(ascii_digits(value))
    refuse_if(shortened, "shortened", _("A spreadsheet has shortened this number: export the column as text"))
    return value


def code(value: str, keys: frozenset[str]) -> str:
    if value not in keys:
        raise UnknownWordError(_("The map has no key for this word"), value)
    return value


def yes_or_no(value: str, yes: list[str], no: list[str]) -> bool:
    word = search_key(value)
    answer = next((answer for answer, words in ((True, yes), (False, no)) if word in map(search_key, words)), None)
    if answer is None:
        raise UnknownWordError(_("This is neither of the map's words for yes and no"), value)
    return answer


def whole(value: str, thousands: str = "", decimal: str = ".") -> int:
    number = exact(value, thousands, decimal)
    refuse_if(number != int(number), "fraction", _("This is no whole number"))
    return int(number)


def weighted(parts: list[str], times: tuple[int, ...], convert: Convert) -> int:
    """The numbers of several cells, each so many times, together; an empty one is none of it."""
    total = sum(convert(part) * each for part, each in zip(parts, times, strict=True) if part)
    refuse_if(total != int(total), "fraction", _("This is no whole number"))
    return int(total)


def fraction(value: str, thousands: str = "", decimal: str = ".") -> float:
    return float(exact(value, thousands, decimal))


def exact(value: str, thousands: str, decimal: str) -> Decimal:
    typed = as_typed(value).translate(_SIGNS)
    sign, digits = ("-", typed[1:].strip()) if typed.startswith("-") else ("", typed)
    before, point, after = digits.replace("٫", decimal).partition(decimal)
    between = _ARABIC_COMMA if _ARABIC_COMMA in before else thousands
    groups = before.split(between) if between else [before]
    right = all(map(is_digits, groups)) and all(len(group) == 3 for group in groups[1:])
    right = right and (len(groups) == 1 or len(groups[0]) <= 3) and len("".join(groups)) <= 18
    refuse_if(not right or bool(point) != is_digits(after), "number", _("This number is not written as the map says"))
    return Decimal(f"{sign}{''.join(groups)}.{after or 0}")


def day(value: str, form: str) -> date:
    if form == "solar":
        return dates.parse(value)
    return _gregorian(value, form).date() if form != "gregorian" else _iso(value, date)


def day_as_text(value: str, form: str) -> str:
    """Of a row inside a row, which is stored as JSON."""
    return day(value, form).isoformat()


def moment(value: str, form: str) -> datetime:
    """A moment without an offset is one of the city's clock."""
    if form == "gregorian":
        return _in_city(_iso(value, datetime))
    if form != "solar":
        return _in_city(_gregorian(value, form))
    written_day, _gap, hour = as_typed(value).replace("T", " ").partition(" ")
    solar = dates.parse(written_day)
    return _in_city(datetime.combine(solar, _iso(f"2000-01-01T{hour.strip() or '00:00'}", datetime).timetz()))


def _in_city(when: datetime) -> datetime:
    return when if when.tzinfo else when.replace(tzinfo=dates.CITY_TIME)


def _iso(value: str, kind: Any) -> Any:
    typed = as_typed(value)
    try:
        other_form = "W" in typed or (kind is date and len(typed) != 10)
        refuse_if(other_form, "day", _("This day is not written as the map says"))
        return kind.fromisoformat(typed)
    except InvalidInputError:
        raise
    except ValueError:
        raise InvalidInputError(_("This day is not written as the map says"), "day") from None


def _gregorian(value: str, pattern: str) -> datetime:
    try:
        return datetime.strptime(as_typed(value), pattern)
    except ValueError:
        raise InvalidInputError(_("This day is not written as the map says"), "day") from None


def is_pattern_of_days(form: str) -> bool:
    """Whether a pattern tells each day apart from all others: with its century, its month and its day."""
    probe = datetime(1850, 11, 23)
    try:
        return datetime.strptime(probe.strftime(form), form).date() == probe.date()
    except (ValueError, re.error):
        return False
