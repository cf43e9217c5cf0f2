"""Where the rows are that records are about: a source knows its own row, and may name another file when it ends it."""

from typing import Any

from django.db.models import Q, QuerySet

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.database.upsert import ABSENT
from shahrsazi.feed import stale
from shahrsazi.feed.models import RecordVersion, Source
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import LISTS, Envelope
from shahrsazi.feed.tables import TABLES


def positions(lines: list[NumberedLine], cases: dict[str, int], source: Source) -> dict[int, int]:
    """By number the file that each is about. What ends or is withdrawn goes where its source told it last, whatever
    file it names; in the file that it names only what is not there.
    """
    last = stale.versions([n for n in lines if n.line is None], source)
    result = {}
    for n in lines:
        row = last.get((n.envelope.record, n.envelope.key))
        if case := _position(n.envelope, cases.get(n.file) if n.file else None, row, source):
            result[n.number] = case
    return result


def _position(envelope: Envelope, named: int | None, last: RecordVersion | None, source: Source) -> int | None:
    if not last or not last.case_id or last.case_id == named or envelope.record not in LISTS:
        return named
    if named and not rows(envelope, last.case_id, source).exists() and rows(envelope, named, source).exists():
        return named  # an end of what was not there was told of a wrong file
    return last.case_id


def rows(envelope: Envelope, case: int, source: Source) -> QuerySet:
    """The rows of this file that have the key of the record. A mandate for every file is one of each that its principal
    owns or owned, but for a source of some districts.
    """
    model = TABLES[envelope.record]
    stored = model.in_feed.filter(source_key=envelope.key)
    if model is not Mandate:
        return stored.filter(case=case)
    return stored.filter(Q(case=case) if source.districts else Q(case=case) | _for_every_file(case))


def for_every_file(envelope: Envelope, case: int) -> QuerySet:
    """The mandates of this key for every file that an owner of this one gave."""
    return Mandate.in_feed.filter(_for_every_file(case), source_key=envelope.key)


def _for_every_file(case: int) -> Q:
    return Q(case=None, principal__in=Ownership.in_feed.filter(case=case).values("person"))


def moved(lines: list[NumberedLine], cases: dict[str, int], source: Source) -> dict[int, RecordVersion]:
    """By number what was told before of those that are told of another file now."""
    records = [n for n in lines if n.envelope.record in LISTS and n.line]
    last = stale.versions(records, source)
    before = {n.number: last.get((n.envelope.record, n.envelope.key)) for n in records}
    return {n.number: row for n in records if (row := before[n.number]) and row.case_id not in (None, cases[n.file])}


def carry_over(model: Any, reported: list[tuple[dict, int]]) -> None:
    """Rows that were told of another file before, the one beside them: what they leave out stays as told there."""
    silent = [(columns, case) for columns, case in reported if columns[ABSENT]]
    if not silent:
        return
    files = Q(case__in={case for _columns, case in silent}) | (Q(case=None) if model is Mandate else Q())
    there: dict[str, list] = {}
    for row in model.in_feed.filter(files, source_key__in={columns["source_key"] for columns, _case in silent}):
        there.setdefault(row.source_key, []).append(row)
    for columns, case in silent:
        if before := _before(columns, case, there.get(columns["source_key"], [])):
            columns |= {name: getattr(before, name) for name in columns[ABSENT]} | {ABSENT: []}


def _before(columns: dict, case: int, stored: list) -> Any:
    """What another principal gave under the same key is another mandate, and leaves nothing to this one."""
    same = [row for row in stored if row.case_id in (case, None) and _principal(row) == columns.get("principal_id")]
    return max(same, key=lambda row: _principal(row) is None or row.was_given, default=None)


def _principal(row: Any) -> int | None:
    return getattr(row, "principal_id", None)
