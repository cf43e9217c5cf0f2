"""Takes a feed in: reads lines, turns bad ones away with a reason, and writes good ones by the one write path."""

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
from shahrsazi.feed import validation
from shahrsazi.feed.attachments import Attachments, named_in
from shahrsazi.feed.contract import line as line_type
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
    report, papers = Report(), Attachments(path.parent / "papers")
    with path.open("rb") as lines:
        good = _read(lines, report)
        while batch := list(islice(good, BATCH)):
            _write(batch, papers, Author("feed", "feed", reason=by), report)
    return report


# The decoder quotes what it could not take; that may be someone's name.
_NAMED = re.compile(r"(?<=value )'.*?'(?= - at|$)", re.DOTALL)


def _read(lines: Iterable[bytes], report: Report) -> Iterator[NumberedLine]:
    for number, raw in enumerate(lines, 1):
        if raw.strip():
            try:
                yield NumberedLine(number, parse(raw))
            except (InvalidInputError, msgspec.MsgspecError, UnicodeError, RecursionError) as fault:
                report.bad.append((number, _NAMED.sub("…", str(fault))))


def parse(raw: bytes):
    """One line, cleaned, in shape and sound; InvalidInputError or msgspec's error says what is wrong."""
    line = msgspec.convert(validation.clean_texts(msgspec.json.decode(raw)), line_type())
    validation.normalise(line)
    found = next(validation.errors(line), None)
    if found:
        raise InvalidInputError(found, "line")
    return line


def _write(batch: list[NumberedLine], papers: Attachments, by: Author, report: Report) -> None:
    """Papers go through the gate before anything is written: it takes long, and a line at fault costs them nothing."""
    batch = [one for one in _not_older(batch, report) if _keeps_papers(one, papers, report)]
    if batch:
        _write_batch(batch, papers, by, report)


def _keeps_papers(one: NumberedLine, papers: Attachments, report: Report) -> bool:
    try:
        for name in named_in(one.line):
            papers.stored(name)
        return True
    except FileRejectedError as fault:
        report.bad.append((one.number, _("The paper %(name)s: %(reason)s") % {"name": name, "reason": fault}))
        return False


def _not_older(batch: list[NumberedLine], report: Report) -> list[NumberedLine]:
    """What was said before what is known already would undo it: such lines are turned away."""
    codes = [n.line.casefile.renewal_code for n in batch]
    known = dict(CaseFile.in_feed.filter(renewal_code__in=codes).values_list("renewal_code", "as_of"))
    fresh = []
    for one in batch:
        last = known.get(one.line.casefile.renewal_code)
        if last and one.line.as_of < last:
            report.bad.append((one.number, _("This line is older than what is known of the file.")))
        else:
            fresh.append(one)
    return fresh


def _write_batch(batch: list[NumberedLine], papers: Attachments, by: Author, report: Report) -> None:
    """One transaction for the batch; when the database turns it away, line by line, to find the one at fault."""
    try:
        with transaction.atomic(using="feed"):
            report.written += _write_lines([n.line for n in batch], papers, by)
        report.good += len(batch)
    except (DatabaseError, psycopg.Error, FileRejectedError, OverallocatedSharesError) as fault:
        if len(batch) == 1:
            report.bad.append((batch[0].number, _reason(fault)))
            return
        for one in batch:
            _write_batch([one], papers, by, report)


_SAYS = {
    psycopg.errors.UniqueViolation: "Something that may stand only once is there already",
    psycopg.errors.CheckViolation: "A value breaks a rule of its table",
    psycopg.errors.NumericValueOutOfRange: "A number is too great",
}


def _reason(fault: Exception) -> str:
    """The database's word for what is wrong, without the row itself, which may name a person."""
    diagnosis = getattr(fault, "diag", None) or getattr(fault.__cause__, "diag", None)
    if diagnosis is None:
        return str(fault)
    named = diagnosis.constraint_name or diagnosis.column_name or ""
    return f"{_SAYS.get(type(fault), 'The database turned the line away')}" + (f" ({named})." if named else ".")


def _write_lines(lines: list, papers: Attachments, by: Author) -> int:
    people = _write_people(lines)
    cases = _write_cases(lines, by)
    beside = {"ownership": {Ownership: "owners", Mandate: "mandates"}}
    written = 0
    for section in SECTIONS:
        keys = beside.get(section.key, {}) | {model: key for key, model in section.feeds.items()}
        tables = {model: _entries(lines, key, cases, people, papers) for model, key in keys.items()}
        written += file_entries(section.key, tables, by=by)
    _refuse_too_many_shares(list(cases.values()))
    return written


def _refuse_too_many_shares(cases: list[int]) -> None:
    """The whole of a file's shares, with those that earlier lines told: a new owner without an end of the old one."""
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
    """Adds and corrects everyone the lines name; number → id."""
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
            "UPDATE casefiles_casefile SET as_of = %s WHERE renewal_code = %s AND as_of < %s",
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


def _entries(lines: list, key: str, cases: dict, people: dict, papers: Attachments) -> list[dict]:
    return [
        {"case_id": None if getattr(row, "every_file", False) else cases[line.casefile.renewal_code]}
        | _entry_row(row, people, papers)
        for line in lines
        for row in getattr(line, key)
    ]


_PERSONS = ("person", "principal", "agent", "of_person")


def _entry_row(row, people: dict, papers: Attachments) -> dict:
    """A row's columns: persons by id, scans by the name that the store gives them."""
    made = _plain(msgspec.structs.asdict(row))
    for name in _PERSONS:
        if name in made:
            made[f"{name}_id"] = people.get(made.pop(name))
    return _stored_scans(made, papers)


def _stored_scans(value, papers: Attachments):
    if isinstance(value, dict):
        return {k: papers.stored(v) if k == "scan" else _stored_scans(v, papers) for k, v in value.items()}
    if isinstance(value, list):
        return [_stored_scans(item, papers) for item in value]
    return value


def _plain(row: dict) -> dict:
    return {k: msgspec.to_builtins(v) if isinstance(v, list) else v for k, v in row.items()}


def _columns(struct, *names: str) -> dict:
    return {name: getattr(struct, name) for name in names}
