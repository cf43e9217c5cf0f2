"""Whatever may be told of a file stands on a page of its owner: each column of each table and of each row within one.

Of each there is one file: its page differs from that of the file which is told the same without this one value. So does
that of a number which is told as zero.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any, get_type_hints

import msgspec
import pytest
from feed_lines import PDF, Fed, line, load, number, owner
from page_tree import text, tree
from told_values import BESIDE, SCAN, TABLES, VALUES, item_of, row_type, rows, value_of

from shahrsazi.casefiles.contract import contract

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


def _optional(kind: type[msgspec.Struct]) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    names = [f.name for f in msgspec.structs.fields(kind) if not f.required and f.name not in NO_PAGE]
    return {name: hints[name] for name in names}


def _cases(key: str, base: dict) -> Iterator[tuple[str, dict, dict]]:
    """The name of each value, and the row without it and with it."""
    marks = count(211, 7)
    columns = _optional(contract(TABLES[key][1]))
    for name, kind in columns.items():
        if f"{key}.{name}" in NO_PAGE:
            continue
        if of_row := row_type(kind):
            bare = value_of(of_row, marks)
            yield name, base, base | {name: [bare]}
            for inner, its_kind in _optional(of_row).items():
                value = VALUES.get(inner) or value_of(its_kind, marks)
                yield f"{name}.{inner}", base | {name: [bare]}, base | {name: [bare | {inner: value}]}
        elif item := item_of(kind):
            yield name, base, base | {name: [value_of(item, marks)]}
        else:
            yield name, base, base | {name: VALUES.get(name) or value_of(kind, marks)}


def _shown(fed_line: dict, section: str, by: str) -> str:
    from shahrsazi.casefiles.casefile import CaseFile

    case = CaseFile._base_manager.using("owner").get(renewal_code=fed_line["casefile"]["renewal_code"])
    pages = [text(tree(Fed(fed_line, case, by).html(name, "en"))) for name in (section, "money")]
    return "".join(pages).replace(case.renewal_code, "").replace(case.file_no, "").replace(case.place, "")


def _zeros(key: str, base: dict) -> Iterator[tuple[str, dict, dict]]:
    """The same of each number that may be zero, told as that."""
    for name, without, told in _cases(key, base):
        outer, _dot, inner = name.partition(".")
        value = told[outer][0][inner] if inner else told[outer]
        zero = told | {outer: [told[outer][0] | {inner: 0}] if inner else 0}
        if type(value) in (int, float) and _is_of_the_contract(key, zero):
            yield name, without, zero


def _is_of_the_contract(key: str, row: dict) -> bool:
    try:
        msgspec.convert(row, contract(TABLES[key][1]))
    except msgspec.ValidationError:
        return False
    return True


@pytest.mark.parametrize("key", sorted(rows()))
@pytest.mark.parametrize("of", [_cases, _zeros], ids=["a value", "zero"])
def test_what_is_told_is_shown(city, key, of):
    by = number()
    base = rows()[key] | BESIDE.get(key, {})
    others = {"commission_cases": [rows()["commission_cases"]]} if key == "verdicts" else {}
    if others:
        base["commission_case"] = others["commission_cases"][0]["source_key"]
    cases = list(of(key, base))
    pairs = [[line(owner(by), **others | {key: [row]}) for row in (without, told)] for _name, without, told in cases]
    wrong = load(*(each for pair in pairs for each in pair), scans={SCAN: PDF}).bad
    assert wrong == []
    section = TABLES[key][0]
    hidden = [
        name for (name, *_), pair in zip(cases, pairs, strict=True) if len({_shown(f, section, by) for f in pair}) == 1
    ]
    assert hidden == []
