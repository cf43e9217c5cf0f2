"""Wrong values for every field of the contract, made from its types: what no exporter may get past it."""

from collections.abc import Iterator
from datetime import date, datetime
from types import NoneType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from shahrsazi.casefiles.fields import Row, is_day

NO_TEXT = [5, True, ["x"], {}]
NO_DAY = ["0001-01-01", "1900-01-01", "9999-12-31", "1402-05-31", "2024-02-30", "2024/01/01", "31.12.2024", 20240101]
NO_MOMENT = ["2024-01-01", "2024-01-01T10:00:00", "1900-01-01T00:00:00Z", "1402-05-31T10:00:00+03:30", "10:00", 5]
# Of which the city's clock shows none, and "no day" as another clock shows it.
NO_MOMENT += ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+03:30", "1899-12-31T20:34:16Z", "1899-12-30T20:30:00Z"]
NO_NUMBER = ["12", "۱۲", "1,5", -(10**18), 2**63, [], {}, True]
NO_LIST = [{}, "x", 5, [5], [[]], [{"no_such_field": 1}]]


def wrong_values(kind: Any) -> list[Any]:
    """Values that a field of this type must refuse."""
    inner, marks = _plain(kind)
    if get_origin(inner) is Literal:
        return ["no_such_code", "", *NO_TEXT] if "" not in get_args(inner) else ["no_such_code", *NO_TEXT]
    if get_origin(inner) is list:
        item = _plain(get_args(inner)[0])[0]
        return [*NO_LIST, *([[""]] if item is str else [])] if isinstance(item, type) else [{}, "x", 5]
    if is_day(kind):
        return [*NO_DAY, *NO_TEXT]
    by_type = {str: [*_too_long(marks), *NO_TEXT], date: NO_DAY, datetime: NO_MOMENT, bool: ["yes", 1, 0, "true"]}
    numbers = {int: [*NO_NUMBER, 1.5], float: [*NO_NUMBER, 1e300]}
    return (by_type | numbers).get(inner, [5, "x", []])


def _too_long(marks: tuple) -> list[str]:
    longest = next((mark.max_length for mark in marks if getattr(mark, "max_length", None)), None)
    return ["x" * (longest + 1)] if longest else []


def _plain(kind: Any) -> tuple[Any, tuple]:
    """The type without its marks and without null, and the marks."""
    if get_origin(kind) is Annotated:
        inner, marks = _plain(kind.__origin__)
        return inner, (*kind.__metadata__, *marks)
    if get_origin(kind) is Union or str(type(kind)) == "<class 'types.UnionType'>":
        return _plain(next(part for part in get_args(kind) if part is not NoneType))
    return kind, ()


def wrong_rows(kind: type[msgspec.Struct], row: dict) -> Iterator[tuple[str, dict]]:
    """The row with one wrong value at a time, in it or in a row inside it, and the name of the field."""
    for field in msgspec.structs.fields(kind):
        for value in wrong_values(field.type):
            yield field.name, row | {field.name: value}
        rows, inner = row.get(field.name), _struct_of(field.type)
        if inner and isinstance(rows, list) and rows and isinstance(rows[0], dict):
            for name, wrong in wrong_rows(inner, rows[0]):
                yield f"{field.name}[0].{name}", row | {field.name: [wrong, *rows[1:]]}
        if field.required and _plain(field.type)[0] is str and not issubclass(kind, Row):
            yield field.name, row | {field.name: ""}  # which tells nothing; inside a row it is a text that is unknown
        if field.required:
            yield field.name, {name: value for name, value in row.items() if name != field.name}
    yield "no_such_field", row | {"no_such_field": 1}


def _struct_of(kind: Any) -> type[msgspec.Struct] | None:
    inner, _marks = _plain(kind)
    item = _plain(get_args(inner)[0])[0] if get_origin(inner) is list else None
    return item if isinstance(item, type) and issubclass(item, msgspec.Struct) else None
