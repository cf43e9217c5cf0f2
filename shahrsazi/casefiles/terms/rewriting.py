"""Writes the terms of a section anew for the files of which a fact changed, in the transaction that changes it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.casefiles.registry import BY_KEY, SECTIONS
from shahrsazi.casefiles.section import Section
from shahrsazi.casefiles.terms.term import Term, law_version
from shahrsazi.database.upsert import upsert

_SLICE = 500


def rewrite(key: str, cases: Iterable[int]) -> None:
    """What the facts of the section `key` of these files say now; a term whose fact is gone goes with it."""
    section, cases = BY_KEY.get(key), sorted(set(cases))
    if section is None or section.terms is None or not cases:
        return
    facts = _facts(section, cases)
    rows = [{"case_id": case, "section": key} | row for case in cases for row in section.terms(facts[case])]
    written = {tuple(row[name] for name in Term.key) for row in rows}
    stored = Term.in_feed.filter(case__in=cases, section=key).values_list("id", *Term.key)
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


def rewrite_all() -> int:
    """All terms of all files, slice by slice: after a new version of the law or of this program; returns the files."""
    done, last = 0, 0
    while cases := list(CaseFile.in_feed.filter(id__gt=last).order_by("id").values_list("id", flat=True)[:_SLICE]):
        for section in SECTIONS:
            rewrite(section.key, cases)
        done, last = done + len(cases), cases[-1]
    return done


def load() -> str:
    """Write all terms where none is stored yet, or one rests on another version of the law; says what was done."""
    stored = set(Term.in_feed.order_by().values_list("clock", "law_version").distinct())
    if stored and all(version == law_version(clock) for clock, version in stored):
        return "Terms: all rest on this version of the law."
    return f"Terms: written anew for {rewrite_all()} files."
