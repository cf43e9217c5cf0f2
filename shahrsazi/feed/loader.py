"""Loads a feed: reads lines, rejects bad ones with a reason, and writes good ones by the one write path."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import psycopg
from django.db import DatabaseError, connections, transaction
from django.db.models import TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.casefiles.entry import file_entries
from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.database.upsert import ABSENT, upsert
from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.feed import contract, contradictions
from shahrsazi.feed.attachments import Attachments, FeedHaltedError, NamesOnly, named_in
from shahrsazi.feed.contradictions import ContradictionError
from shahrsazi.feed.reading import NumberedLine, read
from shahrsazi.ledger.entry import Author, record_changes
from shahrsazi.people.models import Contact, Person
from shahrsazi.persian.identifiers import renewal_district
from shahrsazi.persian.names import searchable_name
from shahrsazi.persian.text import sort_key

BATCH = 200
CONTACT = ("mobile", "email", "birth_date", "birth_cert_no", "residence_postal", "residence_address", "registered_on")

# One load at a time: two that run together would decide by what neither has written yet which line is the newer one.
_ONE_LOAD = "SELECT pg_try_advisory_lock(hashtext('shahrsazi.feed.load'))"
_LOAD_ENDS = "SELECT pg_advisory_unlock(hashtext('shahrsazi.feed.load'))"


@dataclass
class Report:
    """What became of a feed: good lines, rows written, and each bad line's number and reason."""

    check: bool = False
    good: int = 0
    written: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)

    @property
    def lines(self) -> int:
        return self.good + len(self.bad)


def load(path: Path, *, by: str = "feed", check: bool = False) -> Report:
    """Load newline-delimited JSON; scans are looked for in `papers/` beside it. One bad line never stops the others.

    To `check` it is to say the same of every line and to keep nothing: each transaction is undone, papers are only
    looked for. What contradicts an earlier transaction of the same file is then not noticed.

    FeedHaltedError while another load runs, or where the sandbox can't look at papers; WrongFormError for a file that
    is no such text.
    """
    report, attachments = Report(check), (NamesOnly if check else Attachments)(path.parent / "papers")
    with path.open("rb") as lines, _the_only_load():
        good = _good(read(lines, contract.line()), report)
        while batch := list(islice(good, BATCH)):
            _write(batch, attachments, Author("feed", "feed", reason=by), report)
    return report


@contextmanager
def _the_only_load() -> Iterator[None]:
    with connections["feed"].cursor() as cursor:
        cursor.execute(_ONE_LOAD)
        if not cursor.fetchone()[0]:
            raise FeedHaltedError(_("Another load is running: wait until it has ended."))
    try:
        yield
    finally:
        with suppress(DatabaseError), connections["feed"].cursor() as cursor:
            cursor.execute(_LOAD_ENDS)


def _good(lines: Iterable, report: Report) -> Iterator[NumberedLine]:
    for line in lines:
        if isinstance(line, NumberedLine):
            yield line
        else:
            report.bad.append(line)


def _write(batch: list[NumberedLine], attachments: Attachments, by: Author, report: Report) -> None:
    """Documents go through the sandbox before the transaction: it takes long, and a bad line does not lose them."""
    batch = [n for n in _not_older(batch, report) if _store_documents(n, attachments, report)]
    if batch:
        _write_batch(batch, attachments, by, report)


def _store_documents(numbered: NumberedLine, attachments: Attachments, report: Report) -> bool:
    try:
        for name in named_in(numbered.line):
            attachments.stored(name)
        return True
    except FileRejectedError as error:
        report.bad.append((numbered.number, _("The paper %(name)s: %(reason)s") % {"name": name, "reason": error}))
        return False


def _not_older(batch: list[NumberedLine], report: Report) -> list[NumberedLine]:
    """Rejects lines that are older than what is stored of their file, or than an earlier line: they would undo it."""
    codes = [n.line.casefile.renewal_code for n in batch]
    newest = dict(CaseFile.in_feed.filter(renewal_code__in=codes).values_list("renewal_code", "as_of"))
    fresh = []
    for numbered in batch:
        code, at = numbered.line.casefile.renewal_code, numbered.line.as_of
        if (last := newest.get(code)) and at < last:
            report.bad.append((numbered.number, _("This line is older than what is known of the file.")))
        else:
            newest[code] = at
            fresh.append(numbered)
    return fresh


def _write_batch(batch: list[NumberedLine], attachments: Attachments, by: Author, report: Report) -> None:
    """One transaction for the batch; when the database rejects it, one for each half, until the bad lines are found."""
    try:
        with transaction.atomic(using="feed"):
            report.written += _write_lines(batch, attachments, by)
            if report.check:
                transaction.set_rollback(True, using="feed")
        report.good += len(batch)
    except (DatabaseError, psycopg.Error, FileRejectedError, ContradictionError) as error:
        if len(batch) == 1:
            report.bad.append((batch[0].number, _reason(error)))
            return
        middle = len(batch) // 2
        for half in (batch[:middle], batch[middle:]):
            _write_batch(half, attachments, by, report)


_SENTENCES = {
    psycopg.errors.UniqueViolation: "Something that may stand only once is there already",
    psycopg.errors.CheckViolation: "A value breaks a rule of its table",
    psycopg.errors.NumericValueOutOfRange: "A number is too great",
}


def _reason(error: Exception) -> str:
    """What is wrong, as the database reports it, without the row itself, which may name a person."""
    diagnosis = getattr(error, "diag", None) or getattr(error.__cause__, "diag", None)
    if diagnosis is None:
        return str(error)
    named = diagnosis.constraint_name or diagnosis.column_name or ""
    return f"{_SENTENCES.get(type(error), 'The database turned the line away')}" + (f" ({named})." if named else ".")


def _write_lines(batch: list[NumberedLine], attachments: Attachments, by: Author) -> int:
    people = _write_people(batch)
    cases = _write_cases(batch, by)
    _move_mandates(batch, cases, people)
    beside = {"ownership": {Ownership: "owners", Mandate: "mandates"}}
    written = 0
    for section in SECTIONS:
        keys = beside.get(section.key, {}) | {model: key for key, model in section.feeds.items()}
        tables = {model: _entries(batch, key, cases, people, attachments) for model, key in keys.items()}
        written += file_entries(section.key, tables, by=by)
    contradictions.refuse([n.line for n in batch], cases, people)
    return written


def _write_people(batch: list[NumberedLine]) -> dict[str, int]:
    """Adds and corrects everyone whom the lines name; returns number → id. What no line tells of them stays."""
    parties: dict[str, Any] = {}
    absent: dict[str, set[str]] = {}
    for numbered in batch:
        for position, party in enumerate(numbered.line.people):
            untold = set(numbered.absent("people", position))
            before = parties.get(party.number)
            for name in untold if before else ():
                setattr(party, name, getattr(before, name))
            parties[party.number] = party
            absent[party.number] = untold & absent.get(party.number, untold)
    names = [_names(p) | {ABSENT: _with_search_name(absent[n])} for n, p in parties.items()]
    upsert(Person, names, key=("number",))
    ids = dict(Person.objects.using("feed").filter(number__in=parties).values_list("number", "id"))
    contacts = [{"person_id": ids[n], ABSENT: list(absent[n])} | _columns(p, *CONTACT) for n, p in parties.items()]
    upsert(Contact, contacts, key=("person_id",))
    return ids


def _with_search_name(absent: set[str]) -> list[str]:
    """The spelling for the search is made of the first name too: where that is not told, it can't be made."""
    return [*absent, "search_name"] if "first_name" in absent else [*absent]


def _names(party) -> dict:
    spelled = {"search_name": searchable_name(f"{party.first_name} {party.last_name}")}
    return _columns(party, "number", "kind", "first_name", "last_name", "father_name") | spelled


def _write_cases(batch: list[NumberedLine], by: Author) -> dict[str, int]:
    rows = [_case_row(n.line) | {ABSENT: n.absent_of_file} for n in batch]
    codes = {row["renewal_code"]: row["as_of"] for row in rows}
    _let_numbers_go(rows)
    written = upsert(CaseFile, rows, key=("renewal_code",))
    record_changes("casefile", [w._replace(case_id=w.id) for w in written], by=by)
    with connections["feed"].cursor() as cursor:
        cursor.executemany(
            "UPDATE casefiles_casefile SET as_of = %s WHERE renewal_code = %s AND (as_of IS NULL OR as_of < %s)",
            [(at, code, at) for code, at in codes.items()],
        )
    return dict(CaseFile.in_feed.filter(renewal_code__in=codes).values_list("renewal_code", "id"))


def _let_numbers_go(rows: list[dict]) -> None:
    """Files that exchange their numbers do so in one statement, which a unique index reads row by row: first each one
    gives its number up, under its own renewal code, which no other file has.
    """
    reported = {row["renewal_code"]: row["file_no"] for row in rows}
    stored = CaseFile.in_feed.filter(renewal_code__in=reported).values_list("renewal_code", "file_no")
    moving = [code for code, number in stored if number != reported[code]]
    if moving:
        CaseFile.in_feed.filter(renewal_code__in=moving).update(
            file_no=Concat(Value("~"), "id", output_field=TextField())
        )


def _move_mandates(batch: list[NumberedLine], cases: dict, people: dict) -> None:
    """A mandate that was told for every file and is told for one now, or the other way round, is the same mandate."""
    wanted = {
        (people[row.principal], row.source_key): (cases[numbered.line.casefile.renewal_code], row.every_file)
        for numbered in batch
        for row in numbered.line.mandates
    }
    keys = {key for _principal, key in wanted}
    stored = Mandate.in_feed.filter(source_key__in=keys, principal__in={principal for principal, _key in wanted})
    for mandate in stored if wanted else ():
        case, every_file = wanted.get((mandate.principal_id, mandate.source_key), (None, None))
        if every_file and mandate.case_id == case or every_file is False and mandate.case_id is None:
            Mandate.in_feed.filter(id=mandate.id).update(case=None if every_file else case)


def _case_row(line) -> dict:
    row = msgspec.structs.asdict(line.casefile)
    return _plain(row) | {
        "district_id": renewal_district(line.casefile.renewal_code),
        "place_order": sort_key(line.casefile.place),
        "as_of": line.as_of,
    }


def _entries(batch: list[NumberedLine], key: str, cases: dict, people: dict, attachments: Attachments) -> list[dict]:
    return [
        {"case_id": None if getattr(row, "every_file", False) else cases[numbered.line.casefile.renewal_code]}
        | _entry_row(row, people, attachments)
        | {ABSENT: [_column_of(name) for name in numbered.absent(key, position)]}
        for numbered in batch
        for position, row in enumerate(getattr(numbered.line, key))
    ]


_PERSONS = ("person", "principal", "agent", "of_person")


def _column_of(name: str) -> str:
    return f"{name}_id" if name in _PERSONS else name


def _entry_row(row, people: dict, attachments: Attachments) -> dict:
    """A row's columns: persons by id, scans by the name of the stored document."""
    columns = _plain(msgspec.structs.asdict(row))
    for name in _PERSONS:
        if name in columns:
            columns[_column_of(name)] = people.get(columns.pop(name))
    return _stored_scans(columns, attachments)


def _stored_scans(value, attachments: Attachments):
    if isinstance(value, dict):
        return {k: attachments.stored(v) if k == "scan" else _stored_scans(v, attachments) for k, v in value.items()}
    if isinstance(value, list):
        return [_stored_scans(item, attachments) for item in value]
    return value


def _plain(row: dict) -> dict:
    return {k: msgspec.to_builtins(v) if isinstance(v, list) else v for k, v in row.items()}


def _columns(struct, *names: str) -> dict:
    return {name: getattr(struct, name) for name in names}
