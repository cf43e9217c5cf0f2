"""Rows that one source tells by lines and another by records: they stay until both have taken them back.

Records leave their version; a line leaves one of the whole file alone. So a row of a line that a record of another
source tells too leaves a version of its own, beside those of its source's records.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.database.upsert import upsert
from shahrsazi.feed import stale
from shahrsazi.feed.models import RecordVersion, Source
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import LINE, LISTS, PRESENT, WITHDRAWN, Envelope

Row = tuple[str, int, str]  # record, file, source key
_TABLES: dict[str, Any] = {"owners": Ownership, "mandates": Mandate} | {
    key: model for section in SECTIONS for key, model in section.feeds.items()
}
IN_LINES = "line:"


def is_reported_elsewhere(envelope: Envelope, case: int, source: Source) -> bool:
    """Whether another source tells this row too: it goes when that one takes it back as well."""
    rows = RecordVersion.objects.using("feed").exclude(source=source).filter(case=case, state=PRESENT)
    by_record = Q(record=envelope.record, key=envelope.key)
    return rows.filter(by_record | Q(record=IN_LINES + envelope.record, key=_key(case, envelope.key))).exists()


def note(lines: list[NumberedLine], cases: dict[str, int], source: Source, batch: int | None) -> None:
    """Asked before rows are written. A row that a line takes back stays where another source's record tells it."""
    _note_lines([n for n in lines if n.envelope.is_line and n.line], cases, source, batch)
    _note_records([n for n in lines if n.envelope.record in LISTS], cases, source)


def _note_lines(lines: list[NumberedLine], cases: dict[str, int], source: Source, batch: int | None) -> None:
    others = RecordVersion.objects.using("feed").exclude(source=source).filter(record__in=LISTS)
    stored = others.filter(case__in={cases[n.file] for n in lines}) if lines else others.none()
    states: dict[Row, set[str]] = {}
    for record, case, key, state in stored.values_list("record", "case_id", "key", "state"):
        states.setdefault((record, case, key), set()).add(state)
    versions = {}
    for n, record, position, row in _rows_of(lines) if states else ():
        about = record, cases[n.file], row.source_key
        if about in states:
            gone = getattr(row, "withdrawn", False)
            versions[about] = WITHDRAWN if gone else PRESENT
            if gone and PRESENT in states[about]:
                n.omitted[LISTS[record]][position].append("withdrawn")
    _keep(versions, [source.id], batch)


def _rows_of(lines: list[NumberedLine]) -> Iterable[tuple[NumberedLine, str, int, Any]]:
    for n in lines:
        for record, name in LISTS.items():
            for position, row in enumerate(getattr(n.line, name)):
                yield n, record, position, row


def _note_records(records: list[NumberedLine], cases: dict[str, int], source: Source) -> None:
    """What is there before this source says a word of it in this file was told by the lines of the file."""
    last = stale.versions(records, source)
    about = [(n.envelope.record, cases.get(n.file), n.envelope.key) for n in records]
    before = {(record, row.case_id, key) for (record, key), row in last.items()}
    new = {(record, case, key) for record, case, key in about if case} - before
    others = RecordVersion.objects.using("feed").exclude(source=source).filter(record=LINE)
    rows = others.filter(case__in={case for _record, case, _key in new}).values_list("case_id", "source") if new else ()
    sources: dict[int, set[int]] = {}
    for case, teller in rows:
        sources.setdefault(case, set()).add(teller)
    new = {row for row in new if row[1] in sources}
    for record in {record for record, _case, _key in new}:
        stored = _stored(record, {row for row in new if row[0] == record})
        for case, key in stored.values_list("case_id", "source_key"):
            if (row := (record, case, key)) in new:
                _keep({row: PRESENT}, sources[case], None)


def _stored(record: str, rows: set[Row]) -> QuerySet:
    model = _TABLES[LISTS[record]]
    stored = model.in_feed.filter(case__in={case for _r, case, _k in rows}, source_key__in={key for *_, key in rows})
    return stored.filter(withdrawn=False) if hasattr(model, "withdrawn") else stored


def _keep(states: dict[Row, str], sources: Iterable[int], batch: int | None) -> None:
    rows = [
        {
            "source_id": source,
            "record": IN_LINES + record,
            "key": _key(case, key),
            "version": 0,
            "state": state,
            "digest": "",
            "case_id": case,
            "batch_id": batch,
        }
        for (record, case, key), state in states.items()
        for source in sources
    ]
    upsert(RecordVersion, rows, key=("source_id", "record", "key"))


def _key(case: int, key: str) -> str:
    """The rows of a line have keys of their file."""
    return f"{case}:{key}"
