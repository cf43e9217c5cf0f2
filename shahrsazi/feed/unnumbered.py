"""Owners whom a source knows by name alone: by its own key of them, until somebody tells or registers their number.

Such a person keeps their own row for ever. Who tells their number says which person they are, and their shares go over
to that one; a registration at the counter does the same, and stands against the feed as its other words do.
"""

from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_noop as N_

from shahrsazi.database.upsert import ABSENT, upsert
from shahrsazi.feed import corrected, differences
from shahrsazi.feed.contradictions import ContradictionError
from shahrsazi.feed.models import PersonKey, RecordVersion, Source
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import PERSON
from shahrsazi.ledger.entry import Author
from shahrsazi.people.models import Contact, Person

_ANOTHER = N_("This key names another person: whoever has another number has another key.")
CODE = differences.Kind("code", "completed_by_registration", ("id",))


class _Completed(NamedTuple):
    """A person's number as two clerks, or one, registered it, beside which the feed's is held."""

    pk: int
    person_id: int
    number: str | None
    completed_by_registration: int | None
    kept_by_counter: tuple[str, ...] = ("number",)


def keys_of(lines: list[NumberedLine], named: set[str], source: Source) -> dict[str, Person]:
    """Whom the source calls so, of these names and of all who are told with a key: the row that was told under it."""
    parties = [p for n in lines if n.line for p in n.line.people if p.source_key]
    names = named | {p.source_key for p in parties}
    rows = PersonKey.objects.using("feed").filter(source=source, key__in=names)
    keyed = {row.key: row.person for row in rows.select_related("person__completed_as")} if names else {}
    # A record's number need not be told again.
    silent = {p.source_key for p in parties if p.number is None} - set(keyed)
    records = RecordVersion.objects.using("feed").filter(source=source, record=PERSON, key__in=silent)
    records = records.exclude(person=None).select_related("person") if silent else records.none()
    return {row.key: row.person for row in records if row.person} | keyed


def ended(lines: list[NumberedLine], source: Source) -> dict[str, int]:
    """By key whom the source told under it, in lines or records, and says of now that they died. Never by a number."""
    keys = {n.envelope.key for n in lines if n.envelope.record == PERSON and n.line is None}
    if not keys:
        return {}
    records = RecordVersion.objects.using("feed").filter(source=source, record=PERSON, key__in=keys)
    rows = PersonKey.objects.using("feed").filter(source=source, key__in=keys).select_related("person__completed_as")
    reported = dict(records.exclude(person=None).values_list("key", "person_id"))
    return reported | {row.key: who(row.person).pk for row in rows}


def who(person: Person) -> Person:
    """Whom the row stands for by now."""
    later = person.completed_from is not None and person.completed_from > timezone.now()
    return person if later else person.completed_as or person


def match(lines: list[NumberedLine], keyed: dict[str, Person], source: Source, batch: int | None) -> dict[str, str]:
    """Brings what is told of a key beside what is known of it; returns the keys whose number is told for the first
    time. Who was told with a number has it, whether or not it is told again; where the counter registered another one,
    the counter's stands.
    """
    first = {}
    parties = [p for n in lines if n.line for p in n.line.people if p.source_key]
    _complete_beside(parties)
    for party in (p for p in parties if p.source_key in keyed):
        stored = keyed[party.source_key]
        if not stored.unnumbered:
            party.number = party.number or stored.number
            if party.number != stored.number:
                raise ContradictionError(_ANOTHER)
        elif party.number is not None and _is_first(party, stored, source, batch):
            first[party.source_key] = party.number
    return first


def _complete_beside(parties: list[Any]) -> None:
    """Told with a number and without one at once, they are the same."""
    numbers: dict[str, str] = {}
    for party in parties:
        if party.number and numbers.setdefault(party.source_key, party.number) != party.number:
            raise ContradictionError(_ANOTHER)
    for party in parties:
        party.number = party.number or numbers.get(party.source_key)


def _is_first(party: Any, stored: Person, source: Source, batch: int | None) -> bool:
    completed = stored.completed_as
    if stored.completed_by_registration and completed:
        registered = _Completed(stored.pk, completed.pk, completed.number, stored.completed_by_registration)
        if differences.note_pairs(CODE, [(registered, {"number": party.number})], source, batch):
            _forget_number(party)
            return False
    if completed and completed.number == party.number:
        return False
    if completed and not stored.completed_by_registration:
        raise ContradictionError(_ANOTHER)
    if not source.owns_persons:
        raise ContradictionError(N_("Only a source that owns persons tells the number of who was told without one."))
    return True


def _forget_number(party: Any) -> None:
    """What is told of another person is not written of this one."""
    party.number, party.mobile, party.email, party.registered_on = None, "", "", None


class Rows(NamedTuple):
    """Of somebody without a number the columns of their two rows."""

    person: dict[str, Any]
    contact: dict[str, Any]


def write(parties: dict[str, Rows], keyed: dict[str, Person], source: Source, by: Author, batch: int | None) -> None:
    """Adds and corrects those who have no number, by key. Whoever is new stands in `keyed` after."""
    again = [(keyed[key], rows.person) for key, rows in parties.items() if key in keyed]
    new = {key: Person(**_columns(rows.person)) for key, rows in parties.items() if key not in keyed}
    Person.objects.using("feed").bulk_create(new.values())
    rows = [PersonKey(source=source, key=key, person=person) for key, person in new.items()]
    PersonKey.objects.using("feed").bulk_create(rows)
    of_counter = [(stored, row) for stored, row in again if stored.corrected_by_registration]
    differences.note_pairs(differences.BY_COUNTER[Person], of_counter, source, batch)
    before = corrected.stored(id__in={stored.pk for stored, _row in again}) if again else {}
    written = upsert(Person, [row | {"id": stored.pk} for stored, row in again], key=("id",))
    keyed |= new
    contacts = [rows.contact | {"person_id": keyed[key].pk} for key, rows in parties.items()]
    written += [row for row in upsert(Contact, contacts, key=("person_id",)) if not row.added]
    corrected.record(before, written, by)


def _columns(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != ABSENT}


def remember(numbers: dict[str, int], keyed: dict[str, Person], source: Source) -> None:
    """Whom a line calls so who has a number: told without it later, they are the same."""
    rows = [{"source_id": source.id, "key": key, "person_id": who} for key, who in numbers.items() if key not in keyed]
    upsert(PersonKey, rows, key=("source_id", "key"))


def refuse_mandates(lines: list[NumberedLine], people: dict[str, int]) -> None:
    """ContradictionError where somebody without a number gives leave, or would act for somebody."""
    named = {name for n in lines for m in n.line.mandates for name in (m.principal, m.agent)}
    rows = Person.objects.using("feed").filter(id__in={people[n] for n in named if n in people}, number=None)
    if named and rows.exists():
        raise ContradictionError(N_("Who has no number gives no leave, and acts for nobody."))
