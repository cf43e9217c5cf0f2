"""What was told empty leaves no hole on a page: no cell without a word, no comma and no brackets around nothing.

Of each field of each table, and of each row within one, there is a file in which it alone is empty, wherever the
contract takes that.
"""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any, get_type_hints

import msgspec
import pytest
from feed_lines import PDF, Fed, line, load, number, owner
from page_tree import text, tree
from told_values import BESIDE, SCAN, TABLES, VALUES, row_type, rows, value_of

from shahrsazi.casefiles.contract import contract

EMPTY = ("", None, 0)
AT_ONCE = 60  # of which a part is refused: guards allow a hundred
HOLDING = {"dt", "dd", "td", "th", "h2", "h3", "h4", "li", "a", "p", "summary", "b", "bdi", "small"}
HOLES = re.compile(r"\(\s*[)،,·]|[،,·(]\s*\)|«\s*»|“\s*”|[،,]\s*[،,]|·\s*·|\s[،,.]\s|\bNone\b (?!of)|\[\]|\bnan\b")
LOOSE = re.compile(r"^[،,:·–]|\s[،,·–]$|^[،,:·]$")


def _emptied(key: str, base: dict) -> Iterator[tuple[str, dict]]:
    """The name of each field, and the row with nothing in it; first the row with what it must have alone."""
    kind, marks = contract(TABLES[key][1]), count(211, 7)
    needed = {field.name for field in msgspec.structs.fields(kind) if field.required}
    yield "all that is optional", {name: value for name, value in base.items() if name in {*needed, "source_key"}}
    for name, of_field in get_type_hints(kind, include_extras=True).items():
        yield from ((name, base | {name: nothing}) for nothing in EMPTY)
        if of_row := row_type(of_field):
            for bare, row in _rows_emptied(of_row, marks):
                yield f"{name}.{bare}", base | {name: [row]}


def _rows_emptied(of_row: Any, marks: Iterator[int]) -> Iterator[tuple[str, dict]]:
    least = value_of(of_row, marks)
    hints = get_type_hints(of_row, include_extras=True)
    most = {name: VALUES.get(name) or value_of(kind, marks) for name, kind in hints.items()}
    yield "all that is optional", least
    for name in hints:
        for row in (least, most):
            yield from ((name, row | {name: nothing}) for nothing in EMPTY)


def _holes(html: str) -> Iterator[str]:
    main = tree(html).find(".//main")
    words = text(main)
    yield from (words[max(hole.start() - 30, 0) : hole.end() + 20] for hole in HOLES.finditer(words))
    for element in main.iter():
        content = text(element)
        drawn = any(inner.tag in ("svg", "img", "input") for inner in element.iter())
        if element.tag in HOLDING and not content and not drawn:
            yield f"<{element.tag} {element.attrib}>"
        elif element.tag in ("dd", "td", "li", "p") and LOOSE.search(content):
            yield content


def _case(fed_line: dict):
    from shahrsazi.casefiles.casefile import CaseFile

    code = fed_line["casefile"]["renewal_code"]
    return CaseFile._base_manager.using("owner").filter(renewal_code=code).first()


@pytest.mark.parametrize("key", sorted(rows()))
def test_what_is_told_empty_leaves_no_hole(city, key):
    by, base = number(), rows()[key] | BESIDE.get(key, {})
    others = {"commission_cases": [rows()["commission_cases"]]} if key == "verdicts" else {}
    if others:
        base["commission_case"] = others["commission_cases"][0]["source_key"]
    variants = list(_emptied(key, base))
    lines = [line(owner(by), **others | {key: [row]}) for _name, row in variants]
    for begin in range(0, len(lines), AT_ONCE):
        load(*lines[begin : begin + AT_ONCE], scans={SCAN: PDF})
    taken = [
        (name, Fed(each, case, by)) for (name, _), each in zip(variants, lines, strict=True) if (case := _case(each))
    ]
    assert len(taken) >= 8  # what the contract refuses has no page
    holes = {
        f"{name}: {section} {language}: {hole}"
        for name, file in taken
        for section in (TABLES[key][0], "money", "")
        for language in ("fa", "en")
        for hole in _holes(file.html(section, language))
    }
    assert holes == set()
