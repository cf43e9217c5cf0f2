"""The map beside the contract and the files' own columns: what of a row becomes which field, before any is read."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shahrsazi.feed import records
from shahrsazi.feed.csv_map.files import CsvFile
from shahrsazi.feed.csv_map.shape import Joined, Map, MapError, Source, Table, Written, cell, written
from shahrsazi.feed.csv_map.values import (
    LEFT_OUT,
    Convert,
    bare,
    converter,
    converter_of_parts,
    empty_of,
    is_pattern_of_days,
    rows_of,
    unshortened,
    weighted,
)
from shahrsazi.feed.unknown_codes import structs_of_records
from shahrsazi.persian.identifiers import refuse_if
from shahrsazi.persian.text import clean, search_key

STATE = Literal["present", "ended", "withdrawn"]
EMPTY_COLUMN = gettext_lazy("A column is empty that must not be")
OF_ENVELOPE = ("source_key", "withdrawn")


class Field(NamedTuple):
    """A field and where its value comes from. `whole_key`: each of its columns has to say something."""

    name: str
    columns: tuple[str, ...] = ()
    join: str = ""
    fixed: Any = None
    words: dict[str, Any] = {}
    convert: Convert = str
    empty: Any = LEFT_OUT
    nothing: frozenset[str] = frozenset()
    times: tuple[int, ...] = ()
    whole_key: bool = False

    def value(self, cells: dict[str, str]) -> Any:
        """LEFT_OUT where nothing is sent; InvalidInputError for what can't be read."""
        if not self.columns:
            return self.fixed
        parts = [self.text(cells[column]) for column in self.columns]
        refuse_if(self.whole_key and not all(parts), "empty", EMPTY_COLUMN)
        if self.times and any(parts):
            return weighted(parts, self.times, self.convert)
        if len(parts) > 1:
            parts = [unshortened(part) for part in parts]
        text = self.join.join(filter(None, parts))
        if text or "" in self.words:
            return self.convert(text)
        return self.empty

    def text(self, cell: str) -> str:
        """Of a cell; empty where it says nothing."""
        text = clean(cell)
        return "" if text in self.nothing else text

    @property
    def column(self) -> str:
        return " + ".join(self.columns)


class JoinedPlan(NamedTuple):
    """Rows of another file that become a list in a record."""

    name: str
    file: CsvFile
    key: Field
    order: str
    fields: list[Field]
    parent_key: Field


class TablePlan(NamedTuple):
    """A file each of whose rows becomes a record. `missing` are fields that the contract requires and nothing fills."""

    record: str
    file: CsvFile
    envelope: list[Field]
    fields: list[Field]
    joined: list[JoinedPlan]
    missing: list[str]


class Plan(NamedTuple):
    tables: list[TablePlan]
    unused: dict[str, list[str]]


def plan(map_: Map, folder: Path) -> Plan:
    """MapError with all that is wrong with the map and the first rows of its files, a sentence a line."""
    planner = _Planner(map_, folder)
    tables = [planner.table(table, f"tables[{number}]") for number, table in enumerate(map_.tables)]
    if planner.wrong:
        raise MapError("\n".join(dict.fromkeys(planner.wrong)))
    # What is referred to comes before what refers to it, in the order in which the contract lists its records.
    order = (records.PERSON, *records.RECORDS)
    tables.sort(key=lambda table: order.index(table.record))
    return Plan(tables, {name: planner.unused(name) for name in planner.headers})


class _Planner:
    def __init__(self, map_: Map, folder: Path):
        self.map, self.folder = map_, folder
        self.kinds = structs_of_records()
        self.wrong: list[str] = []
        self.headers: dict[str, list[str]] = {}
        self.used: dict[str, set[str]] = {}

    def unused(self, name: str) -> list[str]:
        return [column for column in self.headers[name] if column and column not in self.used.get(name, ())]

    def table(self, table: Table, path: str) -> TablePlan:
        file, kind = self._file(table), self.kinds[table.record]
        how = written(table, self.map)
        envelope = [*self._envelope(table, how, path)]
        fields = [*self._fields(table.values, kind, how, f"{path}.values")]
        joined = [
            plan
            for name, rows in table.rows.items()
            if (plan := self._joined(table, name, rows, kind, f"{path}.rows.{name}"))
        ]
        self._use(file, [*envelope, *fields, *(plan.parent_key for plan in joined)])
        filled = {*table.values, *table.rows, *OF_ENVELOPE}
        missing = [f.name for f in msgspec.structs.fields(kind) if f.required and f.name not in filled]
        missing += ["file"] if table.record in records.LISTS and table.file is None else []
        return TablePlan(table.record, file, envelope, fields, joined, missing)

    def _file(self, given: Table | Joined) -> CsvFile:
        encoding, delimiter = given.encoding or self.map.encoding, given.delimiter or self.map.delimiter
        file = CsvFile(self.folder, given.csv, encoding, delimiter)
        self.headers[given.csv] = file.header
        return file

    def _use(self, file: CsvFile, fields: list[Field], *more: str) -> None:
        columns = [column for field in fields for column in field.columns] + [column for column in more if column]
        self.used.setdefault(file.name, set()).update(columns)
        self.wrong += file.missing(columns)

    def _envelope(self, table: Table, how: Written, path: str) -> Iterator[Field]:
        moment = table.version is not None and cell(table.version).days
        for name, kind in (
            ("source_key", str),
            ("file", str),
            ("version", datetime if moment else int),
            ("state", STATE),
            ("ended_on", date),
        ):
            source = getattr(table, name)
            if source is not None:
                whole_key = name in ("source_key", "file", "version")
                yield self._field(name, source, kind, how, f"{path}.{name}")._replace(whole_key=whole_key)

    def _fields(self, values: dict[str, Source], kind: type, how: Written, path: str) -> Iterator[Field]:
        types = {field.name: field.type for field in msgspec.structs.fields(kind) if field.name not in OF_ENVELOPE}
        for name, source in values.items():
            if name not in types:
                self.wrong.append(_("The contract knows no field of this name: %s") % f"`{path}.{name}`")
            elif rows_of(types[name]):
                words = _("A list of rows stands under `rows`, with a file of its own")
                self.wrong.append(f"{words} - at `{path}.{name}`")
            else:
                yield self._field(name, source, types[name], how, f"{path}.{name}")

    def _joined(self, table: Table, name: str, given: Joined, kind: type, path: str) -> JoinedPlan | None:
        file = self._file(given)
        row = next((rows_of(field.type) for field in msgspec.structs.fields(kind) if field.name == name), None)
        if row is None:
            self.wrong.append(_("The contract knows no list of rows of this name: %s") % f"`{path}`")
            return None
        how = written(given, table, self.map)
        key = self._field("", given.key, str, how, f"{path}.key")._replace(whole_key=True)
        parent_key = self._field("parent_key", given.parent_key or table.source_key, str, how, f"{path}.parent_key")
        fields, order = [*self._fields(given.values, row, how, f"{path}.values")], clean(given.order or "")
        self._use(file, [key, *fields], order)
        missing = {field.name for field in msgspec.structs.fields(row) if field.required} - {*given.values}
        for column in sorted(missing):
            self.wrong.append(_("A field is missing that must be sent: %s") % f"`{path}.values.{column}`")
        return JoinedPlan(name, file, key, order, fields, parent_key._replace(whole_key=True))

    def _field(self, name: str, source: Source, kind: Any, how: Written, path: str) -> Field:
        given = cell(source)
        columns = tuple(clean(column) for column in given.columns)
        if bool(columns) == (given.fixed is not None):
            self.wrong.append(_("A value comes from columns, or is fixed: one of both") + f" - at `{path}`")
        how = written(given, how)
        self._check_form(how, path)
        words = self._words(given.codes, kind, path)
        if given.fixed is not None and not _takes(msgspec.to_builtins(given.fixed), kind):
            self.wrong.append(_("The contract does not take this value") + f" - at `{path}.fixed`")
        convert = (converter_of_parts if given.times else partial(converter, split=given.split))(kind, how, words)
        if given.times and (convert is None or len(given.times) != len(columns)):
            self.wrong.append(_("`times` adds whole numbers, and has one for each column") + f" - at `{path}`")
        elif convert is None:
            self.wrong.append(_("No cell of a CSV file can hold this field") + f" - at `{path}`")
        empty = LEFT_OUT if given.empty == "leave_out" else empty_of(kind)
        nothing = frozenset(map(clean, how.nothing or []))
        return Field(name, columns, given.join, given.fixed, words, convert or str, empty, nothing, tuple(given.times))

    def _check_form(self, how: Written, path: str) -> None:
        if how.days not in ("gregorian", "solar") and not is_pattern_of_days(how.days or ""):
            words = _("Days are gregorian, solar, or a pattern with %(parts)s") % {"parts": "%Y, %m, %d"}
            self.wrong.append(f"{words} - at `{path}`")
        if how.thousands == how.decimal:
            self.wrong.append(_("One sign can't be before a fraction and between thousands") + f" - at `{path}`")

    def _words(self, codes: Any, kind: Any, path: str) -> dict[str, Any]:
        """The city's words as search keys, each with a value that the field takes."""
        if isinstance(codes, str) and codes not in self.map.codes:
            self.wrong.append(_("The map has no table of codes of this name") + f" - at `{path}.codes`")
            return {}
        words: dict[str, Any] = {}
        inner = _item_of(kind)
        for word, key in (self.map.codes[codes] if isinstance(codes, str) else codes or {}).items():
            if words.setdefault(search_key(word), key) != key:
                self.wrong.append(_("Two spellings of one word have different keys") + f" - at `{path}.codes`")
            if not _takes(key, inner):
                self.wrong.append(_("The contract does not take the key `%s`") % key + f" - at `{path}.codes`")
        return words


def _item_of(kind: Any) -> Any:
    """The type itself, or of a list that of its items."""
    base = bare(kind)
    return base.__args__[0] if getattr(base, "__origin__", None) is list else kind


def _takes(value: Any, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
        return True
    except msgspec.ValidationError:
        return False
