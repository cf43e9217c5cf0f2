"""Writes people. Whoever owns persons tells their names and addresses; anybody else only names who is known already."""

from collections.abc import Container
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connections
from django.utils import timezone

from shahrsazi.city import rules
from shahrsazi.database.upsert import ABSENT, WrittenRow, upsert
from shahrsazi.feed import coming, corrected, differences, naming, unnumbered
from shahrsazi.feed.contradictions import ContradictionError
from shahrsazi.feed.models import Source
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import PERSON, About, microseconds
from shahrsazi.ledger.entry import Author
from shahrsazi.people.models import Contact, Person
from shahrsazi.persian.names import searchable_name

NAMES = ("number", "kind", "first_name", "last_name", "father_name")
CONTACT = ("mobile", "email", "birth_date", "birth_cert_no", "residence_postal", "residence_address", "registered_on")


class Named(NamedTuple):
    """Who is named by what, number or source's key → id; and how many of these are numbers in another spelling. Who
    has died is named by a key alone.
    """

    ids: dict[str, int]
    respelled: int
    # By key those whose own row has no number; who they are by now, where that is known; and whose number is new here.
    unnumbered: dict[str, int]
    completed: dict[int, int]
    first: set[int]
    ended: dict[str, int]


class _Party(NamedTuple):
    """`hour` is the line's, in microseconds; 0 of a record, whose version was compared before, and of an older line."""

    party: Any
    absent: set[str]
    hour: int = 0


def write_people(
    lines: list[NumberedLine], source: Source, by: Author, batch: int | None = None, beside: Container[About] = ()
) -> Named:
    """Adds and corrects everyone whom the lines tell of. `beside` are persons and files that other lines of the slice
    tell of, which may have been refused.
    """
    named = {name for numbered in lines for name in naming.named_in(numbered)}
    reported = {n.envelope.key for n in lines if n.envelope.record == PERSON and n.line}
    keyed = unnumbered.keys_of(lines, named, source)
    first = unnumbered.match(lines, keyed, source, batch)
    naming.refuse_another_person(lines, source, keyed)
    ids = _write_numbered(lines, source, by, batch)
    unnumbered.write(_rows_by_key(lines, keyed), keyed, source, by, batch)
    unnumbered.remember(_told_in_lines(lines, ids), keyed, source)
    naming.refuse_two_of_one_name(keyed)
    by_key = {key: unnumbered.who(person).pk for key, person in keyed.items()}
    by_key |= {key: ids[number] for key, number in first.items()} | _told_in_lines(lines, ids)
    by_name = naming.by_their_keys(named - set(by_key), lines, source, ids)
    respelled = naming.spelled_otherwise(named - set(by_name) - set(by_key), ids)
    nobodys = naming.keys_of_nobody(set(respelled) | set(by_name) - reported, beside, source)
    if nobodys & set(ids):  # told in these lines as the number of somebody
        raise ContradictionError(naming.UNKNOWN)
    respelled = {name: person for name, person in respelled.items() if name not in nobodys}
    by_name = {name: person for name, person in by_name.items() if name not in nobodys}
    rows = {key: person.pk for key, person in keyed.items() if person.unnumbered}
    completed = {person.pk: by_key[key] for key, person in keyed.items() if by_key[key] != person.pk}
    first_ones = {keyed[key].pk for key in first}
    return Named(
        ids | respelled | by_name | by_key, len(respelled), rows, completed, first_ones, unnumbered.ended(lines, source)
    )


def _write_numbered(lines: list[NumberedLine], source: Source, by: Author, batch: int | None) -> dict[str, int]:
    parties = _parties(lines, "number")
    older = _older(parties) if source.owns_persons else set(parties)
    everything = {*NAMES, *CONTACT} - {"number"}
    parties = {number: p._replace(absent=everything, hour=0) if number in older else p for number, p in parties.items()}
    names = [_names(p) for p in parties.values()]
    if source.owns_persons:
        differences.note(Person, names, source, batch)
    before = corrected.stored(number__in=parties) if source.owns_persons and parties else {}
    written = upsert(Person, names, key=("number",))
    ids = naming.by_number(parties)
    if source.owns_persons:
        corrected.record(before, written + _write_contacts(parties, ids, source, by, batch), by)
    return ids


def _rows_by_key(lines: list[NumberedLine], keyed: dict[str, Person]) -> dict[str, unnumbered.Rows]:
    """Of whom no number is told; but of whom a later line told already."""
    parties = _parties(lines, "source_key")
    hours = {key: microseconds(person.as_of) for key, person in keyed.items() if person.as_of}
    return {
        key: unnumbered.Rows(_names(p), {n: getattr(p.party, n) for n in CONTACT} | {ABSENT: list(p.absent)})
        for key, p in parties.items()
        if not p.hour or p.hour >= hours.get(key, 0)
    }


def _told_in_lines(lines: list[NumberedLine], ids: dict[str, int]) -> dict[str, int]:
    """Who has a number and is called by a key in a line; a record's key stands with its version."""
    parties = [p for n in lines if n.line and n.envelope.is_line for p in n.line.people]
    return {p.source_key: ids[p.number] for p in parties if p.source_key and p.number}


def _parties(lines: list[NumberedLine], name: str) -> dict[str, _Party]:
    """Those with a number by their `number`, those without by their `source_key`. Of several lines about one person
    that of the later hour counts; what none of them tells stays.
    """
    parties: dict[str, _Party] = {}
    for numbered in sorted(lines, key=_hour):
        for position, party in enumerate(numbered.line.people if numbered.line else ()):
            if (party.number is None) == (name == "number"):
                continue
            absent = set(numbered.absent("people", position))
            before = parties.get(getattr(party, name))
            for unsaid in absent if before else ():
                setattr(party, unsaid, getattr(before.party, unsaid))  # type: ignore[union-attr]
            absent = absent & before.absent if before else absent
            parties[getattr(party, name)] = _Party(party, absent, _hour(numbered))
    return parties


def _hour(numbered: NumberedLine) -> int:
    return numbered.envelope.version if numbered.envelope.is_line else 0


# Of whom a file's line was repeated later than they are told of now. Its hour moved forward, and theirs did not: that
# would write a row for everyone, every night. A line that told of them left their hour at its own or later.
_REPEATED = """
SELECT p.number FROM unnest(%s::text[], %s::bigint[]) AS reported (number, hour)
JOIN people_person p ON p.number = reported.number
WHERE EXISTS (
  SELECT FROM (
    SELECT o.case_id FROM casefiles_ownership o WHERE o.person_id = p.id
    UNION ALL SELECT m.case_id FROM casefiles_mandate m WHERE m.principal_id = p.id
    UNION ALL SELECT m.case_id FROM casefiles_mandate m WHERE m.agent_id = p.id
    UNION ALL SELECT r.case_id FROM casefiles_paper r WHERE r.of_person_id = p.id
  ) named
  JOIN casefiles_casefile c ON c.id = named.case_id
  JOIN feed_recordversion v ON v.case_id = c.id AND v.record = 'line' AND v.digest <> ''
  JOIN feed_source s ON s.id = v.source_id AND s.owns_persons
  WHERE c.as_of > to_timestamp(reported.hour / 1e6::float8) AND p.as_of >= to_timestamp(v.version / 1e6::float8))
"""


def _older(parties: dict[str, _Party]) -> set[str]:
    """Whom a later line of another file has told of already: an older one does not bring their old name back."""
    hours = {number: p.hour for number, p in parties.items() if p.hour}
    stored = Person.objects.using("feed").filter(number__in=hours, as_of__isnull=False) if hours else ()
    last = {person.number: microseconds(person.as_of) for person in stored if person.number and person.as_of}
    older = {number for number, hour in last.items() if hours[number] < hour}
    rest = list(set(last) - older)
    if rest:
        with connections["feed"].cursor() as cursor:
            cursor.execute(_REPEATED, [rest, [hours[number] for number in rest]])
            older |= {number for (number,) in cursor.fetchall()}
    return older


def _names(reported: _Party) -> dict:
    """The spelling for the search is made of the first name too: where that is not told, it can't be made."""
    party, absent, hour = reported
    row = {name: getattr(party, name) for name in NAMES}
    row |= {"search_name": searchable_name(f"{party.first_name} {party.last_name}"), "as_of": _moment(hour)}
    derived = {"search_name": absent & {"first_name", "last_name"}, "as_of": not hour}
    return row | {ABSENT: [*absent, *(name for name, unsaid in derived.items() if unsaid)]}


def _moment(hour: int) -> datetime | None:
    return datetime.fromtimestamp(hour / 1_000_000, UTC) if hour else None


def _write_contacts(
    parties: dict[str, _Party], ids: dict[str, int], source: Source, by: Author, batch: int | None
) -> list[WrittenRow]:
    reported = [
        {"person_id": ids[number], ABSENT: list(p.absent)} | {name: getattr(p.party, name) for name in CONTACT}
        for number, p in parties.items()
    ]
    stored = Contact.objects.using("feed").in_bulk(ids.values())
    stored |= _locked([row for row in reported if _moves(row, stored.get(row["person_id"]))])
    differences.note(Contact, reported, source, batch, stored.values())
    # Of whom the counter's word stands no feed changes anything, and no notice is sent.
    by_counter = differences.by_counter(stored.values(), differences.BY_COUNTER[Contact], source)
    until = timezone.now() + timedelta(hours=rules.value("objection_hours", "feed"))
    for row, (_party, absent, _hour) in zip(reported, parties.values(), strict=True):
        contact = stored.get(row["person_id"])
        if contact and (contact.registered_on or contact.coming_from):
            row["registered_on"] = row["registered_on"] or contact.registered_on  # it ends at the counter alone
            coming.leave_time(row, contact, absent, until, by, contact.pk in by_counter)
    return upsert(Contact, reported, key=("person_id",))


def _moves(row: dict, contact: Contact | None) -> bool:
    """Whether how somebody is reached is changing, or of somebody registered is told otherwise than it counts."""
    if contact is None or contact.coming_from:
        return contact is not None
    names = [name for name in coming.ADDRESSES.values() if name not in row[ABSENT]]
    return bool(contact.registered_on) and any(row[name] != getattr(contact, name) for name in names)


def _locked(rows: list[dict]) -> dict[int, Contact]:
    """Their contacts as they are by now, which a registration that is confirmed this moment waits for. Always in one
    order, so that of two nobody waits for the other.
    """
    contacts = Contact.objects.using("feed").select_for_update().order_by("pk")
    return contacts.in_bulk([row["person_id"] for row in rows])
