"""Writes the terms of a section anew for the files of which a fact changed, in the transaction that changes it; and
those of all files, once, for a new edition of the counting.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connections, transaction
from django.db.models.functions import Now

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.casefiles.registry import BY_KEY, SECTIONS
from shahrsazi.casefiles.section import Section
from shahrsazi.casefiles.terms.edition import TermsEdition, edition, note_the_writer
from shahrsazi.casefiles.terms.term import Term
from shahrsazi.database.upsert import upsert

_SLICE, _TELL_AFTER = 500, 20_000
# A rewriting of all files must not overtake a feed that has changed facts and not yet committed their terms.
_LOCK = "SELECT pg_advisory_xact_lock{shared}(hashtext('shahrsazi.terms'))"


def rewrite(key: str, cases: Iterable[int]) -> None:
    """What the facts of the section `key` of these files say now; a term whose fact is gone goes with it."""
    section, cases = BY_KEY.get(key), sorted(set(cases))
    if section is None or section.terms is None or not cases:
        return
    _lock(shared=True)
    note_the_writer()
    _rewrite(section, cases)


def _lock(*, shared: bool) -> None:
    with connections["feed"].cursor() as cursor:
        cursor.execute(_LOCK.format(shared="_shared" if shared else ""))


def _rewrite(section: Section, cases: list[int]) -> None:
    assert section.terms is not None
    facts = _facts(section, cases)
    rows = [{"case_id": case, "section": section.key} | row for case in cases for row in section.terms(facts[case])]
    written = {tuple(row[name] for name in Term.key) for row in rows}
    stored = Term.in_feed.filter(case__in=cases, section=section.key).values_list("id", *Term.key)
    gone = [number for number, *names in stored if tuple(names) not in written]
    if gone:
        Term.in_feed.filter(id__in=gone).delete()
    upsert(Term, rows, key=Term.key)


def _facts(section: Section, cases: list[int]) -> dict[int, dict[str, list]]:
    """File → table's key in the feed → its rows that were not withdrawn."""
    facts: dict[int, dict[str, list]] = defaultdict(lambda: {key: [] for key in section.rests_on})
    for key, columns in section.rests_on.items():
        model: Any = section.feeds[key]
        rows = model.in_feed.filter(case__in=cases, withdrawn=False).order_by("id")
        for row in rows.values_list("case_id", "source_key", *columns, named=True):
            facts[row.case_id][key].append(row)
    return facts


def load(tell: Callable[[str], object] = lambda sentence: None) -> str:
    """Write all terms anew where another edition wrote them, and go on where that was broken off; says what was done.

    A slice of files and the mark behind it are one transaction: what was broken off costs a slice, and nothing twice.
    """
    stored, _ = TermsEdition.in_feed.get_or_create(id=1)
    if stored.is_current:
        return "Terms: all are written by this version."
    if stored.written_by != edition() or stored.mixed or stored.finished_at:
        _mark(written_by=edition(), last_case=0, finished_at=None, mixed=False)
        stored.last_case = 0
    files = _write_after(stored.last_case, tell)
    _mark(finished_at=Now())
    return f"Terms: written anew for {files} files."


def _write_after(last: int, tell: Callable[[str], object]) -> int:
    files = 0
    while cases := list(CaseFile.in_feed.filter(id__gt=last).order_by("id").values_list("id", flat=True)[:_SLICE]):
        _write_slice(cases)
        files, last = files + len(cases), cases[-1]
        if files % _TELL_AFTER == 0:
            tell(f"Terms: {files} files done.")
    return files


@transaction.atomic(using="feed")
def _write_slice(cases: list[int]) -> None:
    _lock(shared=False)
    for section in SECTIONS:
        if section.terms:
            _rewrite(section, cases)
    _mark(last_case=cases[-1])


def _mark(**columns: Any) -> None:
    TermsEdition.in_feed.filter(id=1).update(**columns)
