"""What a city's views hold, read off the contract: a view for each kind of record and for each list inside one."""

from typing import Any, NamedTuple

import msgspec
from msgspec import inspect

from shahrsazi.casefiles.fields import is_day
from shahrsazi.feed import records
from shahrsazi.feed.csv_map.values import empty_of
from shahrsazi.feed.unknown_codes import structs_of_lists

TEXT, NUMBER, DAY, MOMENT, FLAG, JSON = "text", "number", "day", "moment", "flag", "json"
# What every view of a record has before the columns of the contract.
KEY, VERSION, STATE, ENDED_ON, FILE, EMPTY = (
    f"source_{name}" for name in ("key", "version", "state", "ended_on", "file", "empty")
)
POSITION = "source_position"
# The contract of a row that stands for itself: a permit's holder, a case's violation.
VALUE = "value"


class Column(NamedTuple):
    """`empty` is how it is reported that there is nothing (`null`, `""`), as JSON; without it, that can't be reported.
    In a row, which can't name what is empty in it, only what is required has one.

    `longest` counts characters and is None of what is no text or has no end. `note` is for whoever fills the view.
    """

    name: str
    kind: str
    required: bool = False
    empty: str = ""
    longest: int | None = None
    note: str = ""


class ListView(NamedTuple):
    """The rows of one list, each with the key of the record that they stand in, and their position."""

    name: str
    view: str
    columns: tuple[Column, ...]

    @property
    def plain(self) -> bool:
        """It is a list of texts and not of objects."""
        return [column.name for column in self.columns] == [VALUE]


class RecordView(NamedTuple):
    """The rows of one kind of record. `end` is the column of the day on which it ends, if it has one."""

    record: str
    columns: tuple[Column, ...]
    lists: tuple[ListView, ...]
    end: str = ""

    @property
    def view(self) -> str:
        return f"out_{self.record}"

    @property
    def told_by(self) -> str:
        """The column that says whether what has ended is told with its values; empty of what does not end."""
        return self.columns[0].name if self.record in records.ENDS else ""

    @property
    def names_file(self) -> bool:
        return self.record in records.LISTS

    @property
    def envelope(self) -> tuple[Column, ...]:
        """What every record says about itself."""
        states = ["present", *(["ended"] if self.record in records.ENDS else []), "withdrawn"]
        states = states[:-1] if self.record == records.PERSON else states
        columns = [
            Column(KEY, TEXT, True, longest=60, note="what you call it, for ever"),
            Column(VERSION, NUMBER, True, note="a whole number that grows with every change, of its lists too"),
            Column(STATE, TEXT, longest=20, note=f"{', '.join(states)}: NULL stands for present"),
            Column(EMPTY, TEXT, longest=900, note="NULL, a star, or names of columns with commas between"),
        ]
        if self.record in records.ENDS:
            columns.append(Column(ENDED_ON, DAY, note="of what has ended, and of nothing else"))
        if self.names_file:
            columns.append(Column(FILE, TEXT, True, longest=60, note="the source_key of its file, or its renewal code"))
        return tuple(columns)


def record_views() -> list[RecordView]:
    """In the order in which they are sent: what is referred to comes before what refers to it."""
    structs = structs_of_lists()
    lists = {records.PERSON: "people", records.FILE: "casefile"} | records.LISTS
    return [_record_view(record, structs[key]) for record, key in lists.items()]


def _record_view(record: str, struct: type[msgspec.Struct]) -> RecordView:
    columns, lists = [], []
    for field in _fields(struct):
        if field.name in ("source_key", "withdrawn"):
            continue  # the key and the state of the record say it
        if isinstance(field.type, inspect.ListType):
            name = f"out_{record}_{field.name}"
            lists.append(ListView(field.name, name, _row_columns(field.type.item_type)))
        else:
            columns.append(_column(field))
    end = records.ENDS[record] if record in records.ENDS and record in records.LISTS else ""
    return RecordView(record, _required_first(columns), tuple(lists), end)


def of_null(column: Column, unknown: tuple[str, ...]) -> str:
    """How a required column that is NULL is printed: as unknown where it is one of these kinds and may be; else as
    `null`, which the feed turns away by name.
    """
    return column.empty if column.empty and column.kind in unknown else "null"


def _fields(struct: type[msgspec.Struct]) -> tuple[inspect.Field, ...]:
    return inspect.type_info(struct).fields  # type: ignore[attr-defined]


def _row_columns(item: inspect.Type) -> tuple[Column, ...]:
    if isinstance(item, inspect.StructType):
        types = {field.name: field.type for field in msgspec.structs.fields(item.cls)}
        return _required_first([_row_column(field, types[field.name]) for field in item.fields])
    kind, longest, note = _kind(item)
    return (Column(VALUE, kind, True, longest=longest, note=note),)


def _row_column(field: inspect.Field, type_: Any) -> Column:
    column = _column(field)
    if is_day(type_):
        column = column._replace(kind=DAY, longest=None)
    return column._replace(empty='""' if field.required and _may_be_empty(field.type, type_) else "")


def _may_be_empty(kind: inspect.Type, type_: Any) -> bool:
    described = kind.extra_json_schema or {} if isinstance(kind, inspect.Metadata) else {}
    return empty_of(type_) == "" and not described.get("minLength")


def _required_first(columns: list[Column]) -> tuple[Column, ...]:
    """The first one is always printed: each of the others can then bring the comma before it."""
    ordered = sorted(columns, key=lambda column: not column.required)
    if not ordered[0].required:
        raise ValueError(f"{ordered[0].name}: a row has at least one column that is required")
    return tuple(ordered)


def _column(field: inspect.Field) -> Column:
    kind, longest, note = _kind(field.type)
    empty = {None: "null", "": '""'}.get(field.default, "") if not field.required else ""
    return Column(field.name, kind, field.required, empty, longest, note)


_KINDS = {
    inspect.StrType: TEXT,
    inspect.IntType: NUMBER,
    inspect.FloatType: NUMBER,
    inspect.DateType: DAY,
    inspect.DateTimeType: MOMENT,
    inspect.BoolType: FLAG,
    inspect.StructType: JSON,
}


def _kind(kind: inspect.Type) -> tuple[str, int | None, str]:
    """The kind of a type, how many characters it may have, and what is to know of it."""
    if isinstance(kind, inspect.Metadata):
        name, longest, note = _kind(kind.type)
        return name, longest, note or (kind.extra_json_schema or {}).get("description", "")
    if isinstance(kind, inspect.UnionType):
        (inner,) = (each for each in kind.types if not isinstance(each, inspect.NoneType))
        return _kind(inner)
    if isinstance(kind, inspect.LiteralType):
        return TEXT, 40, "one of: " + ", ".join(sorted(str(key) for key in kind.values if key))
    longest = kind.max_length if isinstance(kind, inspect.StrType) else None
    return _KINDS[type(kind)], longest, "a whole number" if isinstance(kind, inspect.IntType) else ""
