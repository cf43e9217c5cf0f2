"""Reads a feed: the shape of each line or record, and what is wrong with it and where.

What is wrong is told without the values themselves, which may be somebody's name or number.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from shahrsazi.feed import contract, records, validation
from shahrsazi.feed.days import AHEAD
from shahrsazi.feed.problems import Problem, both, masked, shape_problems
from shahrsazi.feed.records import Envelope, Record, microseconds
from shahrsazi.persian.identifiers import InvalidInputError, renewal_code, renewal_district
from shahrsazi.persian.text import ascii_digits

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# How a file begins that is not UTF-8 text: said once, not of every line.
_OTHER_FORMS = (
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"PK\x03\x04", "zip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
)
_WRONG = (InvalidInputError, msgspec.MsgspecError, UnicodeError, RecursionError)


class WrongFormError(Exception):
    """The file as a whole is not newline-delimited JSON in UTF-8."""


class NumberedLine(NamedTuple):
    """A line of a feed, typed, and as it was told: what a row leaves out is not told, and stays as it is.

    `line` is None of a record that is not present any more.
    """

    number: int
    envelope: Envelope
    line: Any
    reported: dict

    def absent(self, key: str, position: int) -> list[str]:
        """What the row at a position of one of its lists leaves out."""
        return _absent(getattr(self.line, key)[position], self.reported[key][position])

    @property
    def absent_of_file(self) -> list[str]:
        return _absent(self.line.casefile, self.reported["casefile"])

    @property
    def file(self) -> str:
        """What the source calls the file that this is about, or its renewal code; empty for a person."""
        return self.envelope.key if self.envelope.record in (records.FILE, records.LINE) else self.envelope.file


class Refused(NamedTuple):
    """A line that is turned away: all that is wrong with it, and the line itself for whoever corrects it."""

    number: int
    problems: list[Problem]
    raw: bytes
    envelope: Envelope | None = None


def _absent(row: msgspec.Struct, reported: dict) -> list[str]:
    return [name for name in row.__struct_fields__ if name not in reported]


def rows_of_json(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes, Any]]:
    """Number, bytes and JSON of each line that is not empty; Refused in the JSON's stead where it is none.
    WrongFormError where the file is no such text.
    """
    for number, raw in enumerate(lines, 1):
        if number == 1:
            _refuse_other_forms(raw)
            raw = raw.removeprefix(BYTE_ORDER_MARK)
        if not raw.strip():
            continue
        try:
            row = msgspec.json.decode(raw)
            _refuse_repeated_names(row, raw)
            yield number, raw, row
        except _WRONG as error:
            sentences = _in_both_languages(lambda error=error: [masked(str(error))])
            yield number, raw, Refused(number, both(*sentences), raw)


def _refuse_other_forms(first: bytes) -> None:
    form = next((name for beginning, name in _OTHER_FORMS if first.startswith(beginning)), None)
    form = "UTF-16" if form is None and b"\x00" in first[:64] else form
    if form:
        raise WrongFormError(
            _("This file is %(form)s: send newline-delimited JSON in %(encoding)s, plain or packed by gzip or zstd.")
            % {"form": form, "encoding": "UTF-8"}
        )


_NAME_ENDS = re.compile(rb'"\s*:')


def _refuse_repeated_names(row: Any, raw: bytes) -> None:
    """JSON leaves open which of two fields of one name counts. Each field has one `":`; where there are more, some may
    stand in texts, and a slower reader looks.
    """
    if len(_NAME_ENDS.findall(raw)) != _fields_in(row):
        json.loads(raw, object_pairs_hook=_refuse_repeated)


DEEPEST, LARGEST = 50, 2**63 - 1


def _fields_in(value: Any, depth: int = 0) -> int:
    """How many fields there are. InvalidInputError for what no table has room for: too deep, or too large a number."""
    if isinstance(value, dict):
        value = list(value.values())
        return len(value) + _fields_in(value, depth)
    if isinstance(value, list):
        if depth > DEEPEST:
            raise InvalidInputError(_("Lists and objects are nested too deep"), "deep")
        return sum(_fields_in(item, depth + 1) for item in value)
    if isinstance(value, int) and abs(value) > LARGEST:
        raise InvalidInputError(_("A number is too great"), "great")
    return 0


def _refuse_repeated(pairs: list[tuple[str, Any]]) -> dict:
    if len(dict(pairs)) != len(pairs):
        raise InvalidInputError(_("A field stands twice in one object"), "repeated")
    return dict(pairs)


def _in_both_languages(sentences) -> tuple[list[str], list[str]]:
    with override("en"):
        english = sentences()
    with override("fa"):
        return english, sentences()


class Reader:
    """Reads by one contract, with the codes of the moment at which a load begins."""

    def __init__(self) -> None:
        self.line_type, self.part_type = contract.line(), contract.part()
        self.salt = records.fingerprint()
        self.latest = microseconds(timezone.now() + AHEAD)

    def key_and_digest(self, row: Any, papers: list) -> tuple[str, str]:
        """Of a line as it came: its renewal code, and the digest of all but its hour, and of the papers it names. Empty
        of what is no line.
        """
        try:
            key = renewal_code(row["casefile"]["renewal_code"])
            envelope = [{name: value for name, value in row.items() if name != "as_of"}, papers]
            return key, records.digest(envelope, self.salt)
        except (*_WRONG, TypeError, KeyError, AttributeError):
            return "", ""

    def read(self, number: int, raw: bytes, row: Any, digest: str = "") -> NumberedLine | Refused:
        """The line or record, judged by itself."""
        try:
            envelope, reported, kind = self._opened(validation.clean_texts(row), digest)
            if envelope.state != records.PRESENT:
                return NumberedLine(number, envelope, None, {})
            line: Any = msgspec.convert(reported, kind)
            if not validation.normalise(line) and not any(validation.errors(line)):
                return NumberedLine(number, envelope if envelope.key else _of_line(line, digest), line, reported)
        except _WRONG:
            pass
        return self._refused(number, raw, row)

    def typed(self, number: int, envelope: Envelope, reported: dict) -> NumberedLine:
        """The same again, of a line that was judged already."""
        if envelope.state != records.PRESENT:
            return NumberedLine(number, envelope, None, {})
        line: Any = msgspec.convert(reported, self.line_type if envelope.is_line else self.part_type)
        validation.normalise(line)
        return NumberedLine(number, envelope, line, reported)

    def _opened(self, row: Any, digest: str) -> tuple[Envelope, dict, type]:
        if isinstance(row, dict) and "record" in row:
            return *records.opened(row, self.latest, self.salt), self.part_type
        return Envelope(records.LINE, "", 0, digest=digest), row, self.line_type

    def _refused(self, number: int, raw: bytes, row: Any) -> Refused:
        english, persian = _in_both_languages(lambda: self._sentences(validation.clean_texts(row)))
        return Refused(number, both(english, persian), raw, _as_far_as_known(validation.clean_texts(row)))

    def _sentences(self, row: Any) -> list[str]:
        """All that is wrong, in the language of the moment."""
        try:
            envelope, reported, kind = self._opened(row, "")
        except msgspec.ValidationError:
            return list(shape_problems(row, Record))
        except _WRONG as error:
            return [masked(str(error))]
        try:
            places = _places(envelope)
            if wrong := list(shape_problems(reported, kind)):
                return [_placed(sentence, places) for sentence in wrong]
            line: Any = msgspec.convert(reported, kind)
            wrong = validation.normalise(line)
            with_the_rest = [*wrong, *_errors(line, whole=not wrong)]
            return [_placed(masked(sentence), places) for sentence in with_the_rest]
        except _WRONG as error:
            return [masked(str(error))]


def _errors(line: Any, *, whole: bool) -> list[str]:
    """What the rules say; of a line whose identifiers are wrong, as far as they get."""
    if whole:
        return list(validation.errors(line))
    # What was not brought to its stored form can't be compared.
    with suppress(ValueError, LookupError, ArithmeticError, TypeError, AttributeError):
        return list(validation.errors(line))
    return []


def _of_line(line: Any, digest: str) -> Envelope:
    return Envelope(records.LINE, line.casefile.renewal_code, microseconds(line.as_of), digest=digest)


def _as_far_as_known(row: Any) -> Envelope | None:
    """What a wrong line says it is about, if it says that in an allowed form."""
    try:
        if "record" in row:
            names = [row.get(name, "") for name in ("record", "source_key", "file")]
            record, key, file = (name if isinstance(name, str) and len(name) <= 60 else "" for name in names)
            return Envelope(record, ascii_digits(key), 0, file=file) if record in records.RECORDS else None
        return Envelope(records.LINE, renewal_code(row["casefile"]["renewal_code"]), 0)
    except (*_WRONG, TypeError, KeyError, AttributeError):
        return None


def district_of(envelope: Envelope | None) -> int | None:
    """The district of whatever names its file by a renewal code."""
    try:
        return renewal_district(renewal_code(envelope.key if envelope.is_line else envelope.file)) if envelope else None
    except InvalidInputError:
        return None


def _places(envelope: Envelope) -> str:
    """Where the one thing of a record stands in the line that it becomes; empty of a line."""
    places = {records.LINE: "", records.FILE: "$.casefile", records.PERSON: "$.people[0]"}
    return places[envelope.record] if envelope.record in places else f"$.{records.LISTS[envelope.record]}[0]"


def _placed(sentence: str, position: str) -> str:
    """A sentence about a record says where in its values the fault is."""
    return sentence.replace(f"`{position}", "`$.values") if position else sentence
