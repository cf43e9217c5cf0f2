"""Reads a feed: the shape of each line or record, and what is wrong with it and where.

What is wrong is told without the values themselves, which may be somebody's name or number.
"""

import logging
import traceback
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import chain, islice
from typing import Any, NamedTuple

import msgspec
from django.db import Error
from django.utils import timezone
from django.utils.translation import gettext as _

from shahrsazi.feed import contract, records, validation
from shahrsazi.feed.days import AHEAD
from shahrsazi.feed.decoding import WRONG, cleaned, wrong_json
from shahrsazi.feed.forms import form_of
from shahrsazi.feed.half_known import envelope_of, envelope_of_bytes
from shahrsazi.feed.portions import portions
from shahrsazi.feed.problems import MAX_COUNT, Problem, both, masked, problem, shape_problems
from shahrsazi.feed.records import Envelope, Record, microseconds
from shahrsazi.feed.set_aside import typed, typed_record
from shahrsazi.persian.identifiers import InvalidInputError, renewal_code, renewal_district
from shahrsazi.persian.language import in_language

logger = logging.getLogger(__name__)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LOOKED_AT = 200  # lines, to see what the file is
ENOUGH = 20 * MAX_COUNT  # sentences, of which some may be the same


class WrongFormError(Exception):
    """The file as a whole is not newline-delimited JSON in UTF-8."""


class NumberedLine(NamedTuple):
    """A line of a feed, typed, with what each row leaves out: that is not told, and stays as it is.

    `line` is None of a record that is not present any more, but for somebody who died and is told of with values.
    `omitted` has the names of a list's rows, row by row, and those of the file under `casefile`. `raw` is what came,
    for whoever has to correct it.
    """

    number: int
    envelope: Envelope
    line: Any
    omitted: dict[str, list[list[str]]]
    raw: bytes
    aside: list[Problem] | tuple = ()  # what is wrong with the surveys that it was taken without
    respelled: int = 0  # numbers of people that it tells in another spelling

    def absent(self, key: str, position: int) -> list[str]:
        """What the row at a position of one of its lists leaves out."""
        return self.omitted[key][position]

    @property
    def absent_of_file(self) -> list[str]:
        return self.omitted["casefile"][0]

    @property
    def file(self) -> str:
        return records.file_of(self.envelope)


class Refused(NamedTuple):
    """A line that is turned away: all that is wrong with it, and the line itself for whoever corrects it."""

    number: int
    problems: list[Problem]
    raw: bytes
    envelope: Envelope | None = None


def _omitted(line: msgspec.Struct, reported: dict) -> dict[str, list[list[str]]]:
    return {
        key: [[name for name in fields if name not in row] for row in rows]
        for key, value in reported.items()
        if (rows := value if isinstance(value, list) else [value]) and isinstance(rows[0], dict)
        for fields in [_fields_of(getattr(line, key))]
    }


def _fields_of(value: Any) -> tuple[str, ...]:
    return (value[0] if isinstance(value, list) else value).__struct_fields__


def numbered_lines(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of each line that is not empty. WrongFormError where the file is no text of lines of JSON."""
    lines = iter(lines)
    first = next(portions(lines, LOOKED_AT, len), [])
    if form := form_of(first):
        raise WrongFormError(
            _("This file is %(form)s: send newline-delimited JSON in %(encoding)s, plain or packed by gzip or zstd.")
            % {"form": form, "encoding": "UTF-8"}
        )
    for number, raw in enumerate(chain(first, lines), 1):
        if raw := (raw.removeprefix(BYTE_ORDER_MARK) if number == 1 else raw).strip():
            yield number, raw


def _in_both_languages(sentences) -> tuple[list[str], list[str]]:
    with in_language("en"):
        english = sentences()
    with in_language("fa"):
        return english, sentences()


class Reader:
    """Reads by one contract, with the codes of the moment at which a load begins."""

    def __init__(self) -> None:
        self.line_type, self.part_type = contract.line(), contract.part()
        self.latest = microseconds(timezone.now() + AHEAD)

    def read(self, number: int, raw: bytes, digest: str = "") -> NumberedLine | Refused:
        """The line or record, judged by itself. Whatever nobody foresaw in it, it stops none of the others."""
        try:
            return self._judged(number, raw, digest)
        except (MemoryError, OSError, Error):  # of the machine and not of this line
            raise
        except Exception as error:
            # What an error says may quote what stands in the line; where it came from does not.
            trace = " | ".join(line.strip() for line in traceback.format_tb(error.__traceback__))
            logger.error("line %s could not be judged: %s at %s", number, type(error).__name__, trace)
            return Refused(number, [_unforeseen(error)], raw, envelope_of_bytes(raw, self.latest))

    def _judged(self, number: int, raw: bytes, digest: str) -> NumberedLine | Refused:
        try:
            row = cleaned(raw)
        except WRONG:
            return self._no_json(number, raw)
        try:
            envelope, reported, kind = self._opened(row, digest)
            if envelope.state != records.PRESENT and not reported:
                return NumberedLine(number, envelope, None, {}, raw)
            line, aside = typed(reported, kind) if envelope.is_line else (typed_record(reported, kind), [])
            if not validation.normalise(line) and not any(validation.errors(line)):
                envelope = envelope if envelope.key else _of_line(line, digest)
                respelled = validation.respelled(line, reported)
                return NumberedLine(number, envelope, line, _omitted(line, reported), raw, aside, respelled)
        except WRONG:
            pass
        return self._refused(number, raw, row)

    def _no_json(self, number: int, raw: bytes) -> Refused:
        problems = both(*_in_both_languages(lambda: [masked(wrong_json(raw))]))
        return Refused(number, problems, raw, envelope_of_bytes(raw, self.latest))

    def _opened(self, row: Any, digest: str) -> tuple[Envelope, dict, type]:
        if isinstance(row, dict) and "record" in row:
            return *records.opened(row, self.latest), self.part_type
        return Envelope(records.LINE, "", 0, digest=digest), row, self.line_type

    def _refused(self, number: int, raw: bytes, row: Any) -> Refused:
        english, persian = _in_both_languages(lambda: self._sentences(row))
        return Refused(number, both(english, persian), raw, envelope_of(row, self.latest))

    def _sentences(self, row: Any) -> list[str]:
        """All that is wrong, in the language of the moment."""
        try:
            envelope, reported, kind = self._opened(row, "")
        except msgspec.ValidationError:
            return list(islice(shape_problems(row, Record), MAX_COUNT))
        except WRONG as error:
            return [masked(str(error))]
        try:
            places = _places(envelope)
            if wrong := list(islice(shape_problems(reported, kind), MAX_COUNT)):
                return [_placed(sentence, places) for sentence in wrong]
            line: Any = msgspec.convert(reported, kind)
            wrong = validation.normalise(line)
            with_the_rest = [*wrong, *_errors(line, whole=not wrong)]
            return [_placed(masked(sentence), places) for sentence in with_the_rest]
        except WRONG as error:
            return [masked(str(error))]


def _errors(line: Any, *, whole: bool) -> list[str]:
    """What the rules say; of a line whose identifiers are wrong, as far as they get."""
    if whole:
        return list(islice(validation.errors(line), ENOUGH))
    # What was not brought to its stored form can't be compared.
    with suppress(ValueError, LookupError, ArithmeticError, TypeError, AttributeError):
        return list(islice(validation.errors(line), ENOUGH))
    return []


def _unforeseen(error: Exception) -> Problem:
    words = {"error": type(error).__name__}
    return problem("", lambda: _("This could not be judged, for the program failed at it: report %(error)s") % words)


def _of_line(line: Any, digest: str) -> Envelope:
    return Envelope(records.LINE, line.casefile.renewal_code, microseconds(line.as_of), digest=digest)


def district_of(envelope: Envelope | None) -> int | None:
    """The district of whatever names its file by a renewal code."""
    return district_of_code(envelope.key if envelope.is_line else envelope.file) if envelope else None


@lru_cache(1_024)
def district_of_code(code: str) -> int | None:
    try:
        return renewal_district(renewal_code(code))
    except InvalidInputError:
        return None


def _places(envelope: Envelope) -> str:
    """Where the one thing of a record stands in the line that it becomes; empty of a line."""
    places = {records.LINE: "", records.FILE: "$.casefile", records.PERSON: "$.people[0]"}
    return places[envelope.record] if envelope.record in places else f"$.{records.LISTS[envelope.record]}[0]"


def _placed(sentence: str, position: str) -> str:
    """A sentence about a record says where in its values the fault is."""
    return sentence.replace(f"`{position}", "`$.values") if position else sentence
