"""From the bytes of a line to its JSON with clean texts, or a sentence about why they are none that can be stored."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from shahrsazi.feed import validation
from shahrsazi.feed.half_known import LOST
from shahrsazi.feed.problems import shown_name
from shahrsazi.persian.identifiers import InvalidInputError
from shahrsazi.persian.text import is_clean_json

WRONG = (InvalidInputError, msgspec.MsgspecError, UnicodeError, RecursionError)
MAX_LINE = 8 * 1024 * 1024
CUT = b"\0..."  # behind what was read of a longer one: no JSON, though what is before may be some by itself

# The two letters that old systems write otherwise in nearly every text.
_ARABIC = (("\u064a".encode(), "\u06cc".encode()), ("\u0643".encode(), "\u06a9".encode()))
_LOST = LOST.encode()


def cleaned(raw: bytes) -> Any:
    """The JSON of a line with every text in it clean, which names of fields are not: the contract has none that could
    be spelled otherwise. One of WRONG where it is none, or can't be stored at all.
    """
    row = msgspec.json.decode(raw)
    if not _is_shallow(raw) or _GREAT in raw.translate(_DIGITS):
        _refuse_what_is_too_great(row)
    written = msgspec.json.encode(row)
    if _count_of_names(raw) != written.count(b'":') or b"\\u00" in raw:
        _refuse_repeated(json.loads(raw, object_pairs_hook=_object))
    if _LOST in written:
        _refuse_lost_letters(row)
    if any(arabic in written for arabic, _persian in _ARABIC):
        for arabic, persian in _ARABIC:
            written = written.replace(arabic, persian)
        row = msgspec.json.decode(written)
    as_it_is = is_clean_json(written) and not validation.is_spelled_otherwise([("", row)])
    return row if as_it_is else validation.clean_texts(row)


def wrong_json(raw: bytes) -> str:
    """Why `cleaned` takes them not, in the language of the moment."""
    if raw.endswith(CUT):
        return _("This line is too long: at most %(count)s MB are one line") % {"count": MAX_LINE // 1024**2}
    try:
        raw.decode()
        cleaned(raw)
    except UnicodeDecodeError:
        return _("This line is not %s") % "UTF-8"
    except WRONG as error:
        return str(error)
    return ""


# JSON leaves open which of two fields of one name counts. Each field has one `":`, and one that was dropped is missed
# in what was read; where a mark may be escaped (\u0022), a slower reader looks.
def _count_of_names(raw: bytes) -> int:
    return raw.translate(None, b" \t\r\n").count(b'":')


_DIGITS, _GREAT = bytes.maketrans(b"123456789", b"0" * 9), b"0" * 19
DEEPEST, LARGEST = 50, 2**63 - 1
_NO_BRACKETS = bytes(sorted(set(range(256)) - set(b"[]{}")))


def _is_shallow(raw: bytes) -> bool:
    """Whether it is surely not nested deeper than that: what encloses nothing is taken away, again and again."""
    brackets = raw.translate(None, _NO_BRACKETS)
    for _level in range(DEEPEST):
        if not brackets:
            return True
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    return False


def _within(value: Any, path: str = "$", depth: int = 0) -> Iterator[tuple[str, Any, int]]:
    """Everything in it, itself first: path, value and depth."""
    yield path, value, depth
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _within(item, f"{path}.{shown_name(name)}", depth + 1)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _within(item, f"{path}[{number}]", depth + 1)


def _refuse_what_is_too_great(row: Any) -> None:
    """InvalidInputError for what no table has room for: too deep, or too large a number."""
    for path, value, depth in _within(row):
        if depth > DEEPEST:
            raise InvalidInputError(_("Lists and objects are nested too deep"), "deep")
        if isinstance(value, int) and abs(value) > LARGEST:
            raise InvalidInputError(_("A number is too great") + f" - at `{path}`", "great")


class _Repeated(dict):
    """An object in which this field stands twice."""

    field = ""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) == len(pairs):
        return row
    repeated, times = _Repeated(row), Counter(name for name, _value in pairs)
    repeated.field = next(name for name in row if times[name] > 1)
    return repeated


def _refuse_repeated(row: Any) -> None:
    for path, value, _depth in _within(row):
        if isinstance(value, _Repeated):
            field = shown_name(value.field)
            raise InvalidInputError(_("A field stands twice in one object: %s") % field + f" - at `{path}`", "repeated")


def _refuse_lost_letters(row: Any) -> None:
    """InvalidInputError for a text that was read in a wrong encoding somewhere on its way: its letters are gone."""
    for path, value, _depth in _within(row):
        if isinstance(value, str) and LOST in value:
            sentence = _("Letters were lost when this text was converted (U+FFFD): send it from its original")
            raise InvalidInputError(f"{sentence} - at `{path}`", "lost")
