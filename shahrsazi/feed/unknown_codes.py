"""Codes of a file that no code list knows, each once with its count: to be mapped before a first load."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from shahrsazi.feed import contract, records
from shahrsazi.feed.decoding import WRONG, cleaned
from shahrsazi.feed.delivery import unpacked
from shahrsazi.feed.problems import shown_word
from shahrsazi.feed.reading import numbered_lines

_LIST_OF = {records.FILE: "casefile", records.PERSON: "people"} | records.LISTS
MAX_COUNT = 1_000  # different ones: more is no list of codes but another column


class Codes(NamedTuple):
    """`unknown`: record, field, value and count, the most frequent first. How many lines could not be read, and how
    many are neither a line of a file nor a record that the contract knows: nothing is known of their codes.
    """

    unknown: list[tuple[str, str, str, int]]
    unread: int
    unknown_records: int


def unknown_codes(path: Path) -> Codes:
    """A value that is no number and no short word is not told. WrongFormError and DeliveryError for what is no text of
    lines.
    """
    counts: Counter[tuple[str, str, str]] = Counter()
    kinds, unread, unknown_records = structs_of_lists(), 0, 0
    with unpacked(path) as lines:
        for _number, raw in numbered_lines(lines):
            try:
                row = cleaned(raw)
            except WRONG:
                unread += 1
                continue
            unknown_records += not _is_of_the_contract(row)
            for result in _in_line(row, kinds):
                if len(counts) < MAX_COUNT or result in counts:
                    counts[result] += 1
    return Codes([(*result, count) for result, count in counts.most_common()], unread, unknown_records)


def _is_of_the_contract(row: Any) -> bool:
    return isinstance(row, dict) and ("casefile" in row or row.get("record") in records.RECORDS)


def structs_of_lists() -> dict[str, type[msgspec.Struct]]:
    """The struct of the rows of each list, and of the file itself."""
    kinds = {}
    for field in msgspec.structs.fields(contract.part()):
        inner = next((k for k in _within(field.type) if isinstance(k, type) and issubclass(k, msgspec.Struct)), None)
        if inner:
            kinds[field.name] = inner
    return kinds


def structs_of_records() -> dict[str, type[msgspec.Struct]]:
    """The struct of what each kind of record is about, by what the record is called."""
    kinds = structs_of_lists()
    return {name: kinds[key] for name, key in _LIST_OF.items()}


def _within(kind: Any) -> list[Any]:
    return [kind, *(inner for part in get_args(kind) for inner in _within(part))]


def _in_line(row: Any, kinds: dict[str, type]) -> Iterator[tuple[str, str, str]]:
    if not isinstance(row, dict):
        return
    if "record" in row:
        name = _LIST_OF.get(str(row["record"]), "")
        row = {name: [row.get("values")]} if name else {}
    for name, kind in kinds.items():
        rows = row.get(name)
        for item in rows if isinstance(rows, list) else [rows]:
            for field, value in _in_row(item, kind):
                yield name, field, value


def _in_row(row: Any, kind: type[msgspec.Struct]) -> Iterator[tuple[str, str]]:
    for field in msgspec.structs.fields(kind) if isinstance(row, dict) else ():
        value = row.get(field.encode_name)
        for inner in _within(field.type):
            if get_origin(inner) is Literal:
                yield from _unknown(field.encode_name, value, get_args(inner))
            elif isinstance(inner, type) and issubclass(inner, msgspec.Struct):
                for item in value if isinstance(value, list) else [value]:  # a survey's block is an object
                    yield from ((f"{field.encode_name}.{f}", v) for f, v in _in_row(item, inner))


def _unknown(field: str, value: Any, keys: tuple) -> Iterator[tuple[str, str]]:
    for word in value if isinstance(value, list) else [value]:
        if isinstance(word, str | int | float) and word != "" and word not in keys:
            yield field, shown_word(word if isinstance(word, str) else msgspec.json.encode(word).decode())
