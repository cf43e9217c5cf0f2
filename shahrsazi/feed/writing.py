"""Writes judged lines and records as sets, in the caller's transaction: people, files, the rows of every section."""

from collections.abc import Container
from functools import lru_cache, partial
from typing import Any, NamedTuple

import msgspec
from django.db.models import Q
from django.utils import timezone

from shahrsazi.casefiles import plan_layouts
from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.casefiles.entry import file_sections
from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.casefiles.terms import rewriting as terms
from shahrsazi.database.upsert import ABSENT, upsert
from shahrsazi.feed import (
    completing,
    contradictions,
    differences,
    ended_leaves,
    files,
    mandates,
    naming,
    refused_files,
    removal,
    shared,
    stale,
    surveyed,
    unnumbered,
    waiting,
    whereabouts,
)
from shahrsazi.feed.attachments import Attachments, scan_fields
from shahrsazi.feed.contradictions import ContradictionError
from shahrsazi.feed.models import RecordVersion, Source
from shahrsazi.feed.persons import write_people
from shahrsazi.feed.readers import Spread
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import ENDED, FILE, LINE, LISTS, PERSON, WITHDRAWN, About, microseconds
from shahrsazi.ledger.entry import Author, record_changes
from shahrsazi.persian.identifiers import renewal_district
from shahrsazi.persian.text import sort_key

PERSONS = ("person", "principal", "agent", "of_person")


class Outcome(NamedTuple):
    """How many rows were added or corrected, how many persons were named by their number in another spelling, and how
    many ends are of what was never told.
    """

    rows: int = 0
    respelled: int = 0
    untold: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":  # type: ignore[override]
        return Outcome(*(mine + its for mine, its in zip(self, other, strict=True)))


def write(
    lines: list[NumberedLine],
    source: Source,
    attachments: Attachments,
    by: Author,
    batch: int | None = None,
    spread: Spread = map,
    beside: Container[About] = (),
) -> Outcome:
    """Everything that these lines tell, `beside` these records of persons and files, which may have been refused.
    ContradictionError or the database's own errors undo the caller's transaction. What takes long and asks nobody is
    done by `spread` beside the writing.
    """
    present = [n for n in lines if n.line is not None]
    gone = [n for n in lines if n.line is None or n.envelope.state == ENDED]
    differences.of_source(source)
    named = write_people(lines, source, by, batch, beside)
    people = named.ids
    completing.complete(named.completed, named.first, source, by, batch)
    unnumbered.refuse_mandates(present, people)
    cases, moved = _write_files(lines, source, by, batch, beside)
    if not source.districts:
        mandates.move(present, cases, people)
    contradictions.refuse_first_days(present, cases)
    shared.note(lines, cases, source, batch)
    positions = whereabouts.positions(lines, cases, source)
    ending = waiting.shares_to_end(lines, cases, positions, people, source)
    shareholders = contradictions.shareholders(lines, cases, source)
    plans = plan_layouts.Plans([n.line for n in present], cases.values(), spread)
    written = _write_entries(present, cases, people, attachments, source, by, batch, plans)
    sender = removal.Sender(source, batch, by)
    dead = named.ended | _dead(gone, people)
    written += removal.remove(gone, positions, dead, sender)
    written += removal.take_from_old_files(present, cases, people, sender)
    removal.take_deaths_back(present, sender)
    waiting.leave_time(ending, {cases[n.file] for n in present if n.line.owners}, batch)
    contradictions.refuse(lines, cases, people, source, shareholders)
    stale.tell_of({positions[n.number] for n in lines if n.envelope.record in LISTS}, source)
    surveyed.refuse(present, cases)
    _keep_versions(lines, positions, people | named.unnumbered, named.ended, source, batch)
    return Outcome(moved + written, named.respelled, removal.count_of_untold(gone, positions, dead))


def _write_files(
    lines: list[NumberedLine], source: Source, by: Author, batch: int | None, beside: Container[About]
) -> tuple[dict[str, int], int]:
    """The files' ids by what the lines call them, and how many moved to another code."""
    present = [n for n in lines if n.line is not None]
    files.free_withdrawn(present, source, by)
    moved = files.move_own(present, source, by)
    refused_files.refuse_foreign_codes(present, source)
    refused_files.refuse_former_codes(present, source)
    refused_files.refuse_half_returns(present, source)
    waiting.refuse_closing(lines, files.withdrawn(lines, source, beside), source)
    _write_cases([n for n in present if n.line.casefile], by, source, batch)
    cases = files.ids(lines, source, beside)
    refused_files.refuse_foreign_districts(lines, cases, source)
    return cases, moved


def _dead(gone: list[NumberedLine], people: dict) -> dict[str, int]:
    """By key those who are told of with their death."""
    return {n.envelope.key: person for n in gone if n.line and (person := _person_of(n, people))}


def _write_entries(
    lines: list[NumberedLine],
    cases: dict,
    people: dict,
    attachments: Attachments,
    source: Source,
    by: Author,
    batch: int | None,
    plans: plan_layouts.Plans,
) -> int:
    """Shares and mandates, of which the counter's word may stand, are compared before; all others follow them."""
    beside = {Ownership: "owners", Mandate: "mandates"}
    moved = whereabouts.moved(lines, cases, source)
    entries = partial(_entries, lines, moved, cases, people, attachments)
    shares = {model: entries(model, key) for model, key in beside.items()}
    ended_leaves.refuse_others(shares[Ownership], shares[Mandate])
    for model, rows in shares.items():
        differences.note(model, rows, source, batch)
    tables = (
        (
            section.key,
            (shares if section.key == "ownership" else {})
            | {model: entries(model, key) for key, model in section.feeds.items()},
        )
        for section in SECTIONS
    )
    written = file_sections(tables, by=by)
    ended_leaves.pass_on(shares[Mandate], source, batch)
    for key, changed in written.items():
        cases_changed = {row.case_id for row in changed if row.case_id}
        terms.rewrite(key, cases_changed)
        plan_layouts.rewrite(key, cases_changed, plans)
    return sum(map(len, written.values()))


def _write_cases(lines: list[NumberedLine], by: Author, source: Source, batch: int | None) -> None:
    # The hour only moves forward, below: of two sources the one that was exported later may be loaded first.
    rows = [_case_row(n) | {ABSENT: [*n.absent_of_file, "as_of"]} for n in lines]
    stale.keep_hours([row["renewal_code"] for row in rows], source)
    files.keep_former_codes([row for row in rows if "lineage" not in row[ABSENT]])
    differences.note(CaseFile, rows, source, batch)
    written = upsert(CaseFile, rows, key=("renewal_code",))
    record_changes({"casefile": [w._replace(case_id=w.id) for w in written]}, by=by)
    stale.move_hours_forward({row["renewal_code"]: microseconds(row["as_of"]) for row in rows})


def _case_row(numbered: NumberedLine) -> dict:
    return msgspec.structs.asdict(numbered.line.casefile) | {
        "district_id": renewal_district(numbered.line.casefile.renewal_code),
        "place_order": sort_key(numbered.line.casefile.place),
        "as_of": numbered.line.as_of or timezone.now(),
    }


def _entries(
    lines: list[NumberedLine],
    moved: dict[int, RecordVersion],
    cases: dict,
    people: dict,
    attachments: Attachments,
    model: Any,
    key: str,
) -> list[dict]:
    rows, elsewhere = [], []
    for numbered in lines:
        case, before = cases.get(numbered.file), moved.get(numbered.number)
        for row, absent in zip(getattr(numbered.line, key), numbered.omitted.get(key, ()), strict=True):
            columns = _entry_row(row, people, attachments)
            columns["case_id"] = None if getattr(row, "every_file", False) else case
            columns[ABSENT] = [column_of(name) for name in absent]
            rows.append((mandates.hour(numbered), columns))
            elsewhere += [(columns, before.case_id)] if before and before.case_id else []
    whereabouts.carry_over(model, elsewhere)
    return mandates.joined(rows) if model is Mandate else [columns for _when, columns in rows]


def column_of(name: str) -> str:
    return f"{name}_id" if name in PERSONS else name


def _entry_row(row: msgspec.Struct, people: dict, attachments: Attachments) -> dict:
    """A row's columns: persons by id, scans by the name of the stored document."""
    columns = msgspec.structs.asdict(row)
    for name in _persons_of(type(row)):
        columns[column_of(name)] = _person(columns.pop(name), people)
    for name in scan_fields(type(row)):
        columns[name] = _stored_scans(msgspec.to_builtins(columns[name]), attachments, name)
    return columns


@lru_cache(512)  # the types of a load are its own
def _persons_of(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    return tuple(name for name in PERSONS if name in kind.__struct_fields__)


def _person(name: str | None, people: dict) -> int | None:
    if name and name not in people:
        raise ContradictionError(naming.UNKNOWN)
    return people[name] if name else None


def _stored_scans(value: Any, attachments: Attachments, name: str) -> Any:
    if isinstance(value, dict):
        return {key: _stored_scans(item, attachments, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_stored_scans(item, attachments, "") for item in value]
    return attachments.stored(value) if name == "scan" else value


def _keep_versions(
    lines: list[NumberedLine], positions: dict[int, int], people: dict, ended: dict, source: Source, batch: int | None
) -> None:
    rows = [
        {
            "source_id": source.id,
            "record": n.envelope.record,
            "key": n.envelope.key,
            "version": n.envelope.version,
            "state": n.envelope.state,
            "digest": n.envelope.digest,
            "again": False,
            "case_id": _case_of(n, positions, source),
            "person_id": _person_of(n, people if n.line else ended),
            "batch_id": batch,
            ABSENT: ["person_id"] if n.line is None and n.envelope.record == "mandate" else [],
        }
        for n in lines
    ]
    upsert(RecordVersion, rows, key=("source_id", "record", "key"))
    withdrawn = [n for n in lines if n.envelope.record == FILE and n.envelope.state == WITHDRAWN]
    stale.take_lines_back({case for n in withdrawn if (case := _case_of(n, positions, source))}, source)
    touched = set(positions.values())
    recorded = {positions[n.number] for n in lines if n.number in positions and not n.envelope.is_line}
    # A line told again after another's, or after a record of its file, is not the same again.
    digests = RecordVersion.objects.using("feed").filter(record=LINE).exclude(digest="")
    digests.filter(Q(case__in=recorded) | Q(case__in=touched) & ~Q(source=source)).update(digest="")


def _case_of(numbered: NumberedLine, positions: dict[int, int], source: Source) -> int | None:
    """None too of a file that is withdrawn under another name than its key: that name is no key of it."""
    case = positions.get(numbered.number)
    withdrawn = numbered.line is None and numbered.envelope.record == FILE
    return None if case and withdrawn and files.has_key(case, numbered.envelope.key, source) else case


def _person_of(numbered: NumberedLine, people: dict) -> int | None:
    """Of a person who it is, of a mandate who gives it."""
    if numbered.envelope.record == "mandate" and numbered.line:
        return people[numbered.line.mandates[0].principal]
    if numbered.envelope.record != PERSON:
        return None
    party = numbered.line.people[0] if numbered.line else None
    return people.get(party.number if party and party.number else numbered.envelope.key)
