"""Loads a feed: reads lines, rejects bad ones with a reason, and writes good ones by the one write path."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from pathlib import Path

import msgspec
import psycopg
from django.db import DatabaseError, connections, transaction
from django.utils.translation import gettext as _

from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.casefiles.entry import file_entries
from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.database.upsert import upsert
from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.feed import contract, validation
from shahrsazi.feed.attachments import Attachments, named_in
from shahrsazi.ledger.entry import Author, record_changes
from shahrsazi.people.models import Contact, Person
from shahrsazi.persian.identifiers import InvalidInputError, renewal_district
from shahrsazi.persian.text import search_key, sort_key

BATCH = 200


class OverallocatedSharesError(Exception):
    """The current shares of a file pass six dang."""


@dataclass
class Report:
    """What became of a feed: good lines, rows written, and each bad line's number and reason."""

    good: int = 0
    written: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class NumberedLine:
    number: int
    line: object


def load(path: Path, *, by: str = "feed") -> Report:
    """Load newline-delimited JSON; scans are looked for in `papers/` beside it. One bad line never stops the others."""
    report, attachments = Report(), Attachments(path.parent / "papers")
    with path.open("rb") as lines:
        good = _read(lines, report, contract.line())
        while batch := list(islice(good, BATCH)):
            _write(batch, attachments, Author("feed", "feed", reason=by), report)
    return report


# The decoder quotes the value that it could not read; that may be someone's name.
_NAMED = re.compile(r"(?<=value )'.*?'(?= - at|$)", re.DOTALL)


def _read(lines: Iterable[bytes], report: Report, line_type: type) -> Iterator[NumberedLine]:
    for number, raw in enumerate(lines, 1):
        if raw.strip():
            try:
                yield NumberedLine(number, parse(raw, line_type))
            except (InvalidInputError, msgspec.MsgspecError, UnicodeError, RecursionError) as error:
                report.bad.append((number, _NAMED.sub("…", str(error))))


def parse(raw: bytes, line_type: type):
    """One line, cleaned and validated; InvalidInputError or msgspec's error says what is wrong."""
    line = msgspec.convert(validation.clean_texts(msgspec.json.decode(raw)), line_type)
    validation.normalise(line)
    error = next(validation.errors(line), None)
    if error:
        raise InvalidInputError(error, "line")
    return line


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
    """Rejects lines that are older than what is stored of their file: they would undo it."""
    codes = [n.line.casefile.renewal_code for n in batch]
    stored = dict(CaseFile.in_feed.filter(renewal_code__in=codes).values_list("renewal_code", "as_of"))
    fresh = []
    for numbered in batch:
        last = stored.get(numbered.line.casefile.renewal_code)
        if last and numbered.line.as_of < last:
            report.bad.append((numbered.number, _("This line is older than what is known of the file.")))
        else:
            fresh.append(numbered)
    return fresh


def _write_batch(batch: list[NumberedLine], attachments: Attachments, by: Author, report: Report) -> None:
    """One transaction for the batch; when the database rejects it, one for each line, to find the bad one."""
    try:
        with transaction.atomic(using="feed"):
            report.written += _write_lines([n.line for n in batch], attachments, by)
        report.good += len(batch)
    except (DatabaseError, psycopg.Error, FileRejectedError, OverallocatedSharesError) as error:
        if len(batch) == 1:
            report.bad.append((batch[0].number, _reason(error)))
            return
        for numbered in batch:
            _write_batch([numbered], attachments, by, report)


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


def _write_lines(lines: list, attachments: Attachments, by: Author) -> int:
    people = _write_people(lines)
    cases = _write_cases(lines, by)
    beside = {"ownership": {Ownership: "owners", Mandate: "mandates"}}
    written = 0
    for section in SECTIONS:
        keys = beside.get(section.key, {}) | {model: key for key, model in section.feeds.items()}
        tables = {model: _entries(lines, key, cases, people, attachments) for model, key in keys.items()}
        written += file_entries(section.key, tables, by=by)
    _refuse_too_many_shares(list(cases.values()))
    return written


def _refuse_too_many_shares(cases: list[int]) -> None:
    """Checks the sum of a file's shares with those of earlier lines: a new owner may come without an end of the old."""
    totals: dict = {}
    for owner in Ownership.current().using("feed").filter(case__in=cases):
        land, building = totals.get(owner.case_id, (0, 0))
        totals[owner.case_id] = (
            land + Fraction(owner.land_share, owner.land_of),
            building + Fraction(owner.building_share, owner.building_of),
        )
    if any(max(pair) > 1 for pair in totals.values()):
        raise OverallocatedSharesError(_("With what is known of the file, the shares add up to more than six dang."))


def _write_people(lines: list) -> dict[str, int]:
    """Adds and corrects everyone whom the lines name; returns number → id."""
    parties = {party.number: party for line in lines for party in line.people}
    upsert(Person, [_names(p) for p in parties.values()], key=("number",))
    ids = dict(Person.objects.using("feed").filter(number__in=parties).values_list("number", "id"))
    contact = (
        "mobile",
        "email",
        "birth_date",
        "birth_cert_no",
        "residence_postal",
        "residence_address",
        "registered_on",
    )
    upsert(Contact, [{"person_id": ids[n]} | _columns(p, *contact) for n, p in parties.items()], key=("person_id",))
    return ids


def _names(party) -> dict:
    spelled = {"search_name": search_key(f"{party.first_name} {party.last_name}")[:200]}
    return _columns(party, "number", "kind", "first_name", "last_name", "father_name") | spelled


def _write_cases(lines: list, by: Author) -> dict[str, int]:
    rows = [_case_row(line) for line in lines]
    written = upsert(CaseFile, rows, key=("renewal_code",))
    record_changes("casefile", [w._replace(case_id=w.id) for w in written], by=by)
    codes = {row["renewal_code"]: row["as_of"] for row in rows}
    with connections["feed"].cursor() as cursor:
        cursor.executemany(
            "UPDATE casefiles_casefile SET as_of = %s WHERE renewal_code = %s AND (as_of IS NULL OR as_of < %s)",
            [(at, code, at) for code, at in codes.items()],
        )
    return dict(CaseFile.in_feed.filter(renewal_code__in=codes).values_list("renewal_code", "id"))


def _case_row(line) -> dict:
    row = msgspec.structs.asdict(line.casefile)
    return _plain(row) | {
        "district_id": renewal_district(line.casefile.renewal_code),
        "place_order": sort_key(line.casefile.place),
        "as_of": line.as_of,
    }


def _entries(lines: list, key: str, cases: dict, people: dict, attachments: Attachments) -> list[dict]:
    return [
        {"case_id": None if getattr(row, "every_file", False) else cases[line.casefile.renewal_code]}
        | _entry_row(row, people, attachments)
        for line in lines
        for row in getattr(line, key)
    ]


_PERSONS = ("person", "principal", "agent", "of_person")


def _entry_row(row, people: dict, attachments: Attachments) -> dict:
    """A row's columns: persons by id, scans by the name of the stored document."""
    columns = _plain(msgspec.structs.asdict(row))
    for name in _PERSONS:
        if name in columns:
            columns[f"{name}_id"] = people.get(columns.pop(name))
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
