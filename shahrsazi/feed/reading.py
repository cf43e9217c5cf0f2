"""Reads a feed's file line by line: its encoding, the shape of each line, and what is wrong with it and where.

What is wrong is told without the values themselves, which may be somebody's name or number.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from shahrsazi.feed import validation
from shahrsazi.persian.identifiers import InvalidInputError

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# How a file begins that is not UTF-8 text: said once, not of every line.
_OTHER_FORMS = (
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"PK\x03\x04", "zip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
)


class WrongFormError(Exception):
    """The file as a whole is not newline-delimited JSON in UTF-8."""


@dataclass
class NumberedLine:
    """A line of a feed, and as it was told: what a record leaves out is not told, and stays as it is."""

    number: int
    line: Any
    reported: dict

    def absent(self, key: str, position: int) -> list[str]:
        """What the row at a position of one of its lists leaves out."""
        row = getattr(self.line, key)[position]
        return _absent(row, self.reported[key][position])

    @property
    def absent_of_file(self) -> list[str]:
        return _absent(self.line.casefile, self.reported["casefile"])


def _absent(row: msgspec.Struct, reported: dict) -> list[str]:
    return [name for name in row.__struct_fields__ if name not in reported]


def read(lines: Iterable[bytes], line_type: type) -> Iterator[NumberedLine | tuple[int, str]]:
    """Each line that is not empty, or its number with what is wrong. WrongFormError where the file is no such text."""
    for number, raw in enumerate(lines, 1):
        if number == 1:
            _refuse_other_forms(raw)
            raw = raw.removeprefix(BYTE_ORDER_MARK)
        if not raw.strip():
            continue
        try:
            yield _parsed(number, raw, line_type)
        except (InvalidInputError, msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            yield number, masked(str(error))


def _refuse_other_forms(first: bytes) -> None:
    form = next((name for beginning, name in _OTHER_FORMS if first.startswith(beginning)), None)
    form = "UTF-16" if form is None and b"\x00" in first[:64] else form
    if form:
        raise WrongFormError(
            _("This file is %(form)s: send newline-delimited JSON in %(encoding)s, unpacked.")
            % {"form": form, "encoding": "UTF-8"}
        )


def _parsed(number: int, raw: bytes, line_type: type) -> NumberedLine:
    reported = validation.clean_texts(msgspec.json.decode(raw))
    line: Any = msgspec.convert(reported, line_type)
    validation.normalise(line)
    if error := next(validation.errors(line), None):
        raise InvalidInputError(error, "line")
    return NumberedLine(number, line, reported)


# The decoder quotes a value that it could not read, and a field that it does not know: either may be data.
_VALUE = re.compile(r"(?<=value )'.*?'(?= - at|$)", re.DOTALL)
_FIELD = re.compile(r"(?<=unknown field )`(.*?)`(?= - at|$)", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z_]{0,39}", re.ASCII)


def masked(reason: str) -> str:
    named = _FIELD.sub(lambda match: f"`{match[1]}`" if _NAME.fullmatch(match[1]) else "`…`", reason)
    return _VALUE.sub("…", named)[:500]
