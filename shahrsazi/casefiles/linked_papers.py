"""What was decided, visited or issued, and its paper: each leads to the other by the number that both bear.

A link goes where the reader may go anyway: both ends are read with the reader's own rights. Sections do not import one
another; this module imports them, and the registry adds its links to their pages.
"""

from collections import defaultdict
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Q

from shahrsazi.casefiles.entry import Entry
from shahrsazi.casefiles.section import CASES, OfCases, Section
from shahrsazi.casefiles.sections.inspections import Inspection
from shahrsazi.casefiles.sections.ownership import papers_of_reader
from shahrsazi.casefiles.sections.permits import Permit
from shahrsazi.casefiles.sections.violations.models import Verdict
from shahrsazi.database.functions import Today
from shahrsazi.database.prepared import Query
from shahrsazi.persian.text import ascii_digits


class Numbered(NamedTuple):
    """Rows that have papers: their table, where they are shown, and which kind of paper bears which number."""

    model: type[Entry]
    section: str
    anchor: str
    numbers: dict[str, str]
    shown: Q = Q()


NUMBERED = {
    "inspections": Numbered(Inspection, "inspections", "i", {"visit_sheet": "visit_no"}),
    "verdicts": Numbered(
        Verdict,
        "violations",
        "v",
        {"verdict": "verdict_no", "service_notice": "service_proof"},
        shown=Q(served_on__lte=Today()),
    ),
    "permits": Numbered(
        Permit, "permits", "p", dict.fromkeys(("last_permit", "completion", "no_violation", "inquiry"), "permit_no")
    ),
}


def with_papers(section: Section, rows: str) -> Section:
    """The section with the papers of its rows: the id of a row → its papers."""
    numbered = NUMBERED[rows]
    query = Query(lambda: papers_of_reader().filter(doc_kind__in=numbered.numbers).exclude(scan=""))
    return section.extended({"papers": query}, partial(_papers_of, rows, numbered))


def _papers_of(name: str, numbered: Numbered, rows: dict, _context: dict) -> dict:
    by_number = defaultdict(list)
    for paper in rows["papers"]:
        by_number[paper.doc_kind, _folded(paper.doc_no)].append(paper)
    return {
        "papers_of": {
            row.id: [p for kind, column in numbered.numbers.items() for p in by_number[kind, _number(row, column)]]
            for row in rows[name]
        }
    }


def with_what_they_are_of(section: Section) -> Section:
    """The section of papers with what each is of: the id of a paper → the section and the anchor there."""
    return section.extended({name: Query(partial(_numbers_of, of)) for name, of in NUMBERED.items()}, _what_they_are_of)


def _numbers_of(numbered: Numbered):
    rows = numbered.model.visible.filter(numbered.shown, OfCases(CASES)).order_by("id")
    return rows.values("id", *sorted(set(numbered.numbers.values())))


def _what_they_are_of(rows: dict, _context: dict) -> dict:
    anchors: dict[tuple[str, str], tuple[str, str]] = {}
    for name, numbered in NUMBERED.items():
        for row in rows[name]:
            for kind, column in numbered.numbers.items():
                anchors[kind, _number(row, column)] = numbered.section, f"{numbered.anchor}-{row.id}"
    keys = {paper.id: (paper.doc_kind, _folded(paper.doc_no)) for paper in rows["papers"]}
    return {"shown_at": {paper: anchors[key] for paper, key in keys.items() if key in anchors}}


def _number(row: Any, column: str) -> str:
    """A row without the number matches no paper, not even one without a number."""
    return _folded(getattr(row, column)) or "\0"


def _folded(number: str) -> str:
    return ascii_digits(number).strip()
