"""Rows that one source tells by lines and another by records: they stay until both have taken them back.

Records leave their version; a line leaves one of the whole file alone. So a row of a line that a record of another
source tells too leaves a version of its own, beside those of its source's records.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.database.upsert import upsert
from shahrsazi.feed import stale
from shahrsazi.feed.models import RecordVersion, Source
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import LINE, LISTS, PRESENT, WITHDRAWN, Envelope
from shahrsazi.feed.tables import TABLES
from shahrsazi.feed.taken_back import IS_TAKEN_BACK

Row = tuple[str, int, str]  # record, file, source key
IN_LINES = "line:"
GONE_BY = {"withdrawn", "effective_to", "ended_on"}


def is_reported_elsewhere(envelope: Envelope, case: int, source: Source) -> bool:
    """Whether another source tells this row too, or its end: it goes when that one takes it back as well."""
    cases = {case} | (_files_of_givers(case, envelope.key) if envelope.record == "mandate" else set())
    rows = RecordVersion.objects.using("feed").exclude(source=source).exclude(state=WITHDRAWN).filter(case__in=cases)
    in_lines = Q(record=IN_LINES + envelope.record, key__in=[_key(each, envelope.key) for each in cases])
    return rows.filter(Q(record=envelope.record, key=envelope.key) | in_lines).exists()


def _files_of_givers(case: int, key: str) -> set[int]:
    """A mandate for every file may be told in any of them: the files of those of this one's owners who gave it."""
    givers = Mandate.in_feed.filter(case=None, source_key=key, principal__in=_owners({case})).values("principal")
    return set(Ownership.in_feed.filter(person__in=givers).values_list("case_id", flat=True))


def _owners(cases: set[int]) -> QuerySet:
    return Ownership.in_feed.filter(case__in=cases).values("person")


def note(lines: list[NumberedLine], cases: dict[str, int], source: Source, batch: int | None) -> None:
    """Asked before rows are written. A row that a line takes back stays where another source's record tells it."""
    _note_lines([n for n in lines if n.envelope.is_line and n.line], cases, source, batch)
    _note_records([n for n in lines if n.envelope.record in LISTS], cases, source)


def _note_lines(lines: list[NumberedLine], cases: dict[str, int], source: Source, batch: int | None) -> None:
    elsewhere = _other_files(lines, cases)
    states = _of_others({cases[n.file] for n in lines}.union(*elsewhere.values()), source)
    own, versions = _of_own_lines(source, states), {}
    for n, record, position, row in _rows_of(lines) if states else ():
        about = record, cases[n.file], row.source_key
        rows = {(record, case, row.source_key) for case in elsewhere.get(about, ())} | {about}
        if reported := set[str]().union(*(states.get(each, ()) for each in rows)):
            gone, absent = _gone(row), n.omitted[LISTS[record]][position]
            versions[about] = WITHDRAWN if gone else PRESENT
            if gone and reported != {WITHDRAWN}:
                absent += gone
            elif reported == {WITHDRAWN} and about not in own:
                absent[:] = set(absent) - GONE_BY  # what others took back is there by the first word of this one
    _keep(versions, [source.id], batch)


def _of_others(cases: set[int], source: Source) -> dict[Row, set[str]]:
    """What the records of other sources say of the rows of these files."""
    rows = RecordVersion.objects.using("feed").exclude(source=source).filter(record__in=LISTS, case__in=cases)
    states: dict[Row, set[str]] = {}
    for record, case, key, state in rows.values_list("record", "case_id", "key", "state") if cases else ():
        states.setdefault((record, case, key), set()).add(state)
    return states


def _other_files(lines: list[NumberedLine], cases: dict[str, int]) -> dict[Row, set[int]]:
    """Where else a mandate for every file may be told that one of these lines takes back."""
    rows = [(cases[n.file], row) for n in lines for row in n.line.mandates if row.every_file and _gone(row)]
    return {("mandate", case, row.source_key): _files_of_givers(case, row.source_key) for case, row in rows}


def _gone(row: Any) -> list[str]:
    """By which of its values a line takes this row back: a share and a mandate by an end on their first day."""
    if hasattr(row, "effective_to"):
        return ["effective_to"] if row.effective_to == row.effective_from else []
    if hasattr(row, "ended_on"):
        return ["ended_on", "end_reason"] if row.ended_on == row.poa_date and not row.end_reason else []
    return ["withdrawn"] if row.withdrawn else []


def _of_own_lines(source: Source, rows: Iterable[Row]) -> set[Row]:
    """Of these rows those that this source's lines told before."""
    names = {(IN_LINES + record, _key(case, key)): (record, case, key) for record, case, key in rows}
    records, keys = {record for record, _key in names}, {key for _record, key in names}
    stored = RecordVersion.objects.using("feed").filter(source=source, record__in=records, key__in=keys)
    return {names[row] for row in stored.values_list("record", "key") if row in names} if names else set()


def _rows_of(lines: list[NumberedLine]) -> Iterable[tuple[NumberedLine, str, int, Any]]:
    for n in lines:
        for record, name in LISTS.items():
            for position, row in enumerate(getattr(n.line, name)):
                yield n, record, position, row


def _note_records(records: list[NumberedLine], cases: dict[str, int], source: Source) -> None:
    """What is there before anybody's record says a word of it in this file was told by the lines of the file."""
    last = stale.versions(records, source)
    about = [(n.envelope.record, cases.get(n.file), n.envelope.key) for n in records]
    before = {(record, row.case_id, key) for (record, key), row in last.items()}
    new = {(record, case, key) for record, case, key in about if case} - before
    in_files = RecordVersion.objects.using("feed").filter(case__in={case for _record, case, _key in new})
    keys = in_files.filter(record__in=LISTS, key__in={key for _record, _case, key in new})
    new -= set(keys.values_list("record", "case_id", "key")) if new else set()
    rows = in_files.exclude(source=source).filter(record=LINE).values_list("case_id", "source") if new else ()
    sources: dict[int, set[int]] = {}
    for case, teller in rows:
        sources.setdefault(case, set()).add(teller)
    new = {row for row in new if row[1] in sources}
    for record in {record for record, _case, _key in new}:
        for case, key in _stored(record, {row for row in new if row[0] == record}):
            if (row := (record, case, key)) in new:
                _keep({row: PRESENT}, sources[case], None)


def _stored(record: str, rows: set[Row]) -> set[tuple[int, str]]:
    """File and key of what is there; of a mandate for every file each of these files."""
    model, cases = TABLES[record], {case for _record, case, _key in rows}
    there = model.in_feed.filter(source_key__in={key for *_, key in rows})
    there = there.exclude(IS_TAKEN_BACK[model]) if model in IS_TAKEN_BACK else there.filter(withdrawn=False)
    result = set(there.filter(case__in=cases).values_list("case_id", "source_key"))
    if model is Mandate:
        given = there.filter(case=None, principal__in=_owners(cases)).values_list("principal", "source_key")
        keys: dict[int, list[str]] = {}
        for principal, key in given:
            keys.setdefault(principal, []).append(key)
        shares = Ownership.in_feed.filter(case__in=cases, person__in=keys) if keys else Ownership.in_feed.none()
        result |= {(case, key) for case, person in shares.values_list("case_id", "person") for key in keys[person]}
    return result


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
