"""Values for every field of every table that a feed tells, made from the contract itself."""

from collections.abc import Iterator
from datetime import date, datetime
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from feed_lines import action, commission, deed, drawings, paper, permit, rules, sheet, verdict, violation, visit

from shahrsazi.casefiles.registry import SECTIONS

TABLES = {key: (section.key, model) for section in SECTIONS for key, model in section.feeds.items()}

SCAN = "paper.pdf"
VALUES = {"served_on": "2024-09-10", "scan": SCAN, "changed_use_area": 0.21}
BESIDE = {
    "verdicts": {"served_on": "2024-09-10", "finality": "final_unopposed"},
    "bills": {"discount": 1_000},
    "deeds": {"book_no": 3, "notary_office_no": "81", "serial_no": "123456"},
}


def rows() -> dict[str, dict]:
    """One good row of each section's table, by the name of its list."""
    case = commission()
    levy = {"source_key": "levy", "bill_kind": "levy", "amount": 500_000}
    return {
        "violations": violation(),
        "commission_cases": case,
        "verdicts": verdict(case),
        "deeds": deed(),
        "papers": paper(),
        "permits": permit(charges=9_000_000),
        "bills": levy,
        "plan_rules": rules(),
        "level_sheets": sheet(),
        "inspections": visit("2025-01-01"),
        "drawing_sets": drawings(1),
        "actions": action("2025-01-05"),
    }


def value_of(kind: Any, marks: Iterator[int]) -> Any:
    """A value that nothing else on the page has."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _annotated(kind, marks)
    if origin in (Union, UnionType):
        return value_of(args[0], marks)
    if origin is Literal:
        return next(key for key in reversed(args) if key)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = get_type_hints(kind, include_extras=True)
        required = [f.name for f in msgspec.structs.fields(kind) if f.required]
        return {name: VALUES.get(name) or value_of(hints[name], marks) for name in required}
    n = next(marks)
    plain = {date: f"2026-03-{n % 28 + 1:02}", datetime: f"2026-03-{n % 28 + 1:02}T11:23:00+03:30", bool: True}
    return plain[kind] if kind in plain else kind(n)


def _annotated(kind: Any, marks: Iterator[int]) -> Any:
    base, *metas = kind.__origin__, *kind.__metadata__
    bounds = [meta for meta in metas if isinstance(meta, msgspec.Meta)]
    if base is str and any(type(meta).__name__ == "IsDay" for meta in metas):
        return value_of(date, marks)
    if base is float:
        return next(marks) % 17 + 0.37
    if base is int and (most := next((m.le for m in bounds if m.le is not None), None)):
        least = next((m.ge for m in bounds if m.ge is not None), 0)
        return least + next(marks) % max(min(most - least, 900), 1)
    if base is str:
        longest = next((m.max_length for m in bounds if m.max_length), 9)
        return str(next(marks))[-longest:]
    return value_of(base, marks)


def item_of(kind: Any) -> Any:
    """What a list has, with a bound or without one."""
    kind = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    return get_args(kind)[0] if get_origin(kind) is list else None


def row_type(kind: Any) -> Any:
    """Of a list of rows the struct of one."""
    inner = item_of(kind)
    return inner if isinstance(inner, type) and issubclass(inner, msgspec.Struct) else None
