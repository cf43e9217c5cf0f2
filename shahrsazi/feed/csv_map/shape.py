"""The map of a city's CSV files, as its TOML file holds it; docs/feed/README.md describes it, docs/feed/csv is one."""

import tomllib
from pathlib import Path
from typing import Any, Literal

import msgspec
from django.utils.translation import gettext as _

from shahrsazi.feed.problems import shape_problems
from shahrsazi.feed.records import RECORDS

Columns = str | list[str]
Codes = dict[str, str | int]
Encoding = Literal["utf-8", "utf-8-sig", "windows-1256", "utf-16"]
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
Delimiter = Literal["comma", "semicolon", "tab"]


class MapError(Exception):
    """The map, or a file that it names, can't be used at all; a sentence a line."""


class Written(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How values are written: `days` as "gregorian" (2024-05-01), "solar" (1403/02/12, 14030212) or a pattern of
    strptime; `thousands` the sign between groups of three digits; `decimal` the sign before the fraction; `nothing`
    the words that stand in a cell for an empty one, such as NULL.
    """

    days: str | None = None
    thousands: Literal["", ",", ".", " ", "'", "/"] | None = None
    decimal: Literal[".", ",", "/"] | None = None
    yes: list[str] | None = None
    no: list[str] | None = None
    nothing: list[str] | None = None


class Cell(Written, kw_only=True, forbid_unknown_fields=True):
    """Where a value comes from: one column, several joined to one text, or the same value for every row (`fixed`).

    `codes` are the city's words for our keys (or numbers), or the name of such a table; `split` parts the items of a
    list; an empty cell is sent as empty, or left out, which leaves what is stored (`empty`). With `times` the number in
    each column is taken so many times, and all are added: dang and habbeh, 12 and 1 times, are parts of 72.
    """

    column: Columns | None = None
    join: str = "-"
    fixed: Any = None
    codes: str | Codes | None = None
    split: str = ""
    times: list[int] = []
    empty: Literal["send", "leave_out"] = "send"

    @property
    def columns(self) -> list[str]:
        return listed(self.column)


Source = str | list[str] | Cell


class Joined(Written, kw_only=True, forbid_unknown_fields=True):
    """Rows inside a row: those of another file whose `key` is the record's own key, or the text in `parent_key`; in the
    order of a column, numbers before words, or as they stand.
    """

    csv: str
    key: Source
    values: dict[str, Source]
    order: str | None = None
    parent_key: Source | None = None
    encoding: Encoding | None = None
    delimiter: Delimiter | None = None


class Table(Written, kw_only=True, forbid_unknown_fields=True):
    """A file each of whose rows is a record. Without `version` it is the moment at which the map is applied."""

    csv: str
    record: Literal[RECORDS]  # type: ignore[valid-type]
    source_key: Source
    file: Source | None = None
    version: Source | None = None
    state: Source | None = None
    ended_on: Source | None = None
    values: dict[str, Source] = {}
    rows: dict[str, Joined] = {}
    encoding: Encoding | None = None
    delimiter: Delimiter | None = None


class Map(Written, kw_only=True, forbid_unknown_fields=True):
    """What holds for every table stands at the top; a table, and in it a value, may say otherwise."""

    tables: list[Table]
    encoding: Encoding = "utf-8"
    delimiter: Delimiter = "comma"
    codes: dict[str, Codes] = {}


DEFAULTS = Written(
    days="gregorian",
    thousands="",
    decimal=".",
    yes=["yes", "true", "1", "بله", "بلی"],
    no=["no", "false", "0", "خیر"],
    nothing=[],
)


def written(*forms: Written) -> Written:
    """How values are written, nearest first: what one does not say, the next does, and DEFAULTS at last."""
    values: dict[str, Any] = {}
    for name in Written.__struct_fields__:
        values[name] = next(value for form in (*forms, DEFAULTS) if (value := getattr(form, name)) is not None)
    return Written(**values)


def listed(columns: Columns | None) -> list[str]:
    return [columns] if isinstance(columns, str) else columns or []


def cell(source: Source) -> Cell:
    return source if isinstance(source, Cell) else Cell(column=source)


def read(path: Path) -> Map:
    """The map at a path; MapError with all that is wrong with its shape."""
    try:
        document = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MapError(_("The map is not TOML in UTF-8: %(reason)s") % {"reason": str(error)[:200]}) from None
    if wrong := list(shape_problems(document, Map)):
        raise MapError("\n".join(wrong))
    return msgspec.convert(document, Map)
