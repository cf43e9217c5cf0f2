"""Whatever may be told of a file stands on a page of its owner: each column of each table and of each row within one.

Of each there is one file: its page differs from that of the file which is told the same without this one value.
"""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import count
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest
from feed_lines import (
    PDF,
    Fed,
    action,
    commission,
    deed,
    drawings,
    line,
    load,
    number,
    owner,
    paper,
    permit,
    rules,
    sheet,
    verdict,
    violation,
    visit,
)
from page_tree import text, tree

from shahrsazi.casefiles.contract import contract
from shahrsazi.casefiles.registry import SECTIONS

TABLES = {key: (section.key, model) for section in SECTIONS for key, model in section.feeds.items()}

# What is not meant to be read there, and why.
NO_PAGE = {
    "source_key": "names a row for the exporter",
    "after": "orders the cases; a verdict says which one it confirms or replaces",
    "replaces": "leads to another permit, of which this one is told",
    "commission_case": "says of which case a verdict is",
    "about": "says of which verdict a bill is",
    "of_person": "says who alone may see a paper",
    "visible_to_owner": "hides a paper",
    "outline": "is drawn",
    "outline_after": "is drawn",
    "verdicts.served_on": "without it nobody sees the verdict",
    "building_no": "stands where there are several buildings",
    "papers.original_seen_on": "stands where the original was seen",
    "papers.archive_group": "says where the paper lies in the archive",
    "violations.k": "stands with the fine that was reckoned with it, once its verdict is served",
    "violations.fine_min": "stands with the fine that was reckoned with it",
    "violations.fine_max": "stands with the fine that was reckoned with it",
    "commission_cases.violations": "says of which violations a case is",
    "snapshot": "repeats address and plate, which stand on the file's page",
}
SCAN = "paper.pdf"
VALUES = {"served_on": "2024-09-10", "scan": SCAN, "changed_use_area": 0.21}
BESIDE = {
    "verdicts": {"served_on": "2024-09-10", "finality": "final_unopposed"},
    "bills": {"discount": 1_000},
    "deeds": {"book_no": 3, "notary_office_no": "81", "serial_no": "123456"},
}


def _rows() -> dict[str, dict]:
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


def _values(kind: Any, marks: Iterator[int]) -> Any:
    """A value that nothing else on the page has."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _annotated(kind, marks)
    if origin in (Union, UnionType):
        return _values(args[0], marks)
    if origin is Literal:
        return next(key for key in reversed(args) if key)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = get_type_hints(kind, include_extras=True)
        required = [f.name for f in msgspec.structs.fields(kind) if f.required]
        return {name: VALUES.get(name) or _values(hints[name], marks) for name in required}
    n = next(marks)
    plain = {date: f"2026-03-{n % 28 + 1:02}", datetime: f"2026-03-{n % 28 + 1:02}T11:23:00+03:30", bool: True}
    return plain[kind] if kind in plain else kind(n)


def _annotated(kind: Any, marks: Iterator[int]) -> Any:
    base, *metas = kind.__origin__, *kind.__metadata__
    bounds = [meta for meta in metas if isinstance(meta, msgspec.Meta)]
    if base is str and any(type(meta).__name__ == "IsDay" for meta in metas):
        return _values(date, marks)
    if base is float:
        return next(marks) % 17 + 0.37
    if base is int and (most := next((m.le for m in bounds if m.le is not None), None)):
        least = next((m.ge for m in bounds if m.ge is not None), 0)
        return least + next(marks) % max(min(most - least, 900), 1)
    if base is str:
        longest = next((m.max_length for m in bounds if m.max_length), 9)
        return str(next(marks))[-longest:]
    return _values(base, marks)


def _optional(kind: type[msgspec.Struct]) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    names = [f.name for f in msgspec.structs.fields(kind) if not f.required and f.name not in NO_PAGE]
    return {name: hints[name] for name in names}


def _row_type(kind: Any) -> Any:
    """Of a list of rows the struct of one."""
    inner = get_args(kind)[0] if get_origin(kind) is list else None
    return inner if isinstance(inner, type) and issubclass(inner, msgspec.Struct) else None


def _cases(key: str, base: dict) -> Iterator[tuple[str, dict, dict]]:
    """The name of each value, and the row without it and with it."""
    marks = count(211, 7)
    columns = _optional(contract(TABLES[key][1]))
    for name, kind in columns.items():
        if f"{key}.{name}" in NO_PAGE:
            continue
        if row_type := _row_type(kind):
            bare = _values(row_type, marks)
            yield name, base, base | {name: [bare]}
            for inner, its_kind in _optional(row_type).items():
                value = VALUES.get(inner) or _values(its_kind, marks)
                yield f"{name}.{inner}", base | {name: [bare]}, base | {name: [bare | {inner: value}]}
        elif get_origin(kind) is list:
            yield name, base, base | {name: [_values(get_args(kind)[0], marks)]}
        else:
            yield name, base, base | {name: VALUES.get(name) or _values(kind, marks)}


def _shown(fed_line: dict, section: str, by: str) -> str:
    from shahrsazi.casefiles.casefile import CaseFile

    case = CaseFile._base_manager.using("owner").get(renewal_code=fed_line["casefile"]["renewal_code"])
    pages = [text(tree(Fed(fed_line, case, by).html(name, "en"))) for name in (section, "money")]
    return "".join(pages).replace(case.renewal_code, "").replace(case.file_no, "").replace(case.place, "")


@pytest.mark.parametrize("key", sorted(_rows()))
def test_what_is_told_is_shown(city, key):
    by = number()
    base = _rows()[key] | BESIDE.get(key, {})
    others = {"commission_cases": [_rows()["commission_cases"]]} if key == "verdicts" else {}
    if others:
        base["commission_case"] = others["commission_cases"][0]["source_key"]
    cases = list(_cases(key, base))
    pairs = [[line(owner(by), **others | {key: [row]}) for row in (without, told)] for _name, without, told in cases]
    wrong = load(*(each for pair in pairs for each in pair), scans={SCAN: PDF}).bad
    assert wrong == []
    section = TABLES[key][0]
    hidden = [
        name for (name, *_), pair in zip(cases, pairs, strict=True) if len({_shown(f, section, by) for f in pair}) == 1
    ]
    assert hidden == []
