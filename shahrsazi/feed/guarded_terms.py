"""From when until when something counts, as it is stored and as it is told: whether the telling gives or takes it."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.casefiles.sections.violations.models import Verdict
from shahrsazi.persian import dates

Columns = dict[str, Any]


class Term(NamedTuple):
    """From the first day to the one on which it is over. What never counts is over before it begins."""

    begins: date
    ends: date

    @property
    def is_over(self) -> bool:
        return self.ends <= max(self.begins, dates.today())


_NEVER = Term(date.max, date.max)
# What decides about each, and what else of it is more or less.
OF_SHARES = ("effective_from", "effective_to", "land_share", "land_of", "building_share", "building_of")
OF_MANDATES = ("poa_date", "verified_on", "expires_on", "ended_on", "scope", "every_file")
OF_VERDICTS = ("served_on", "withdrawn")


def _of_share(row: Columns) -> Term:
    return Term(row["effective_from"], row["effective_to"] or date.max)


def _of_mandate(row: Columns) -> Term:
    if not row.get("verified_on") or "view" not in (row.get("scope") or ()):
        return _NEVER
    expires = row.get("expires_on")
    last = expires + timedelta(1) if expires and expires < date.max else date.max
    return Term(max(row["verified_on"], row["poa_date"]), min(last, row.get("ended_on") or date.max))


def _of_verdict(row: Columns) -> Term:
    return Term(row["served_on"], date.max) if row.get("served_on") and not row.get("withdrawn") else _NEVER


_KINDS: dict[Any, Any] = {
    Ownership: (_of_share, OF_SHARES),
    Mandate: (_of_mandate, OF_MANDATES),
    Verdict: (_of_verdict, OF_VERDICTS),
}


class Change(NamedTuple):
    """Whether what is told gives something that did not count, and whether it takes something that did."""

    gives: bool
    takes: bool


def change(stored: Any, reported: Columns, *, stands: bool = False) -> Change:
    """What is told of a stored row makes of it. What is not told stays, and what the counter registered where that
    `stands`.
    """
    term_of, names = _KINDS[type(stored)]
    before = {name: getattr(stored, name) for name in names}
    accepted = {name: value for name, value in reported.items() if not (stands and name in stored.kept_by_counter)}
    after = before | accepted
    old, new = term_of(before), term_of(after)
    comes_earlier = old.begins > dates.today() and new.begins < old.begins
    gives = not new.is_over and (old.is_over or comes_earlier or _has_more(stored, before, after))
    later = new.begins > max(old.begins, dates.today())
    takes = not old.is_over and (new.is_over or new.ends < old.ends or later or _has_less(stored, before, after))
    return Change(gives, takes)


def _has_more(stored: Any, before: Columns, after: Columns) -> bool:
    """More leave. More of a file is less of it to somebody else, and the sum is judged besides."""
    return isinstance(stored, Mandate) and _has_less(stored, after, before)


def _has_less(stored: Any, before: Columns, after: Columns) -> bool:
    if isinstance(stored, Mandate):
        fewer_files = before["every_file"] and not after["every_file"]
        return fewer_files or not set(before["scope"] or ()) <= set(after["scope"] or ())
    parts = ("land_share", "land_of"), ("building_share", "building_of")
    return isinstance(stored, Ownership) and any(
        after[share] * before[whole] < before[share] * after[whole] for share, whole in parts
    )
