"""Who is named by what: by a key of the source's own, by a number, or by one in another spelling."""

from collections.abc import Collection, Container

from django.utils.translation import gettext_noop as N_

from shahrsazi.feed import half_known
from shahrsazi.feed.contradictions import ContradictionError
from shahrsazi.feed.models import Batch, PersonKey, QuarantinedRecord, RecordVersion, Source
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import PERSON, About
from shahrsazi.feed.validation import spellings
from shahrsazi.people.models import Person

_TWO_OF_ONE_NAME = N_("A name stands for two people: it is one's key and another's number.")
UNKNOWN = N_("A person is named whom nobody has told of.")


def by_number(numbers: Collection[str]) -> dict[str, int]:
    """Who has these numbers."""
    rows = Person.objects.using("feed").filter(number__in=numbers).values_list("number", "id") if numbers else ()
    return {number: person for number, person in rows if number}


def by_their_keys(named: set[str], lines: list[NumberedLine], source: Source, ids: dict[str, int]) -> dict[str, int]:
    """People by what their source calls them; and by number, in `ids` of whom these lines tell."""
    stored_people = by_number(named - set(ids)) | {name: ids[name] for name in named & set(ids)}
    rows = RecordVersion.objects.using("feed").filter(source=source, record=PERSON, key__in=named)
    reported = {key: ids[number] for key, number in _numbers_of_records(lines).items()}
    keyed = dict(rows.exclude(person=None).values_list("key", "person_id")) | reported
    if any(keyed.get(name, person) != person for name, person in stored_people.items()):
        raise ContradictionError(_TWO_OF_ONE_NAME)
    return stored_people | keyed


def keys_of_nobody(names: set[str], beside: Container[About], source: Source) -> set[str]:
    """Of these names those under which the source told of a person and nobody is stored: they were turned away, stand
    `beside` these lines, or an end alone was told. They are keys, whose ever number they look like.
    """
    if not names:
        return set()
    records = RecordVersion.objects.using("feed").filter(source=source, record=PERSON, key__in=names)
    persons = dict(records.values_list("key", "person"))
    return {key for key in {*persons, *turned_away(PERSON, names, beside, source)} if persons.get(key) is None}


def turned_away(record: str, names: set[str], beside: Container[About], source: Source) -> set[str]:
    """Of these names those under which the source sent a record of this kind that was turned away and is not corrected
    yet, or stands `beside` these lines: they are its keys, whatever number or code they look like. But a file may be
    withdrawn under its code, which makes no key of that; and what a delivery said that was refused or replaced as a
    whole was never said.
    """
    keys = {name for name in names if (record, name) in beside}
    unsettled = QuarantinedRecord.objects.using("feed").filter(record=record, key__in=names - keys, settled_at=None)
    theirs = unsettled.filter(batch__source=source).exclude(batch__state__in=Batch.NOTHING)
    rows = theirs.values_list("key", "raw") if names - keys else ()
    return keys | {key for key, raw in rows if record == PERSON or not half_known.is_withdrawn(bytes(raw))}


def spelled_otherwise(names: set[str], ids: dict[str, int]) -> dict[str, int]:
    """Of what is nobody's key or number as it stands, whose number it is with hyphens, blanks or without its zeros."""
    forms = {name: set(spellings(name)) - {name} for name in names}
    wanted = {form for each in forms.values() for form in each} - set(ids)
    numbers = ids | by_number(wanted)
    return {name: numbers[form] for name, each in forms.items() for form in sorted(each) if form in numbers}


def _numbers_of_records(lines: list[NumberedLine]) -> dict[str, str]:
    records = [n for n in lines if n.envelope.record == PERSON and n.line]
    return {n.envelope.key: n.line.people[0].number for n in records if n.line.people[0].number}


def refuse_another_person(lines: list[NumberedLine], source: Source, keyed: dict[str, Person]) -> None:
    """ContradictionError where a key that named one person is told with the number of another, or a number that one key
    names is told under another: two rows of one person would take turns, and shares of several go to one.
    """
    numbers = _numbers_told(lines)
    if not numbers:
        return
    rows = RecordVersion.objects.using("feed").filter(source=source, record=PERSON).exclude(person=None)
    for key, number in rows.filter(key__in=numbers).values_list("key", "person__number"):
        if numbers[key] != number and key not in keyed:
            raise ContradictionError(N_("This key names another person: whoever has another number has another key."))
    keys = _keys_of(set(numbers.values()), source)
    new = [number for key, number in numbers.items() if key not in keys[number]]
    if len(set(new)) < len(new) or any(keys[number] for number in new):
        raise ContradictionError(N_("This number was told under another key: one person has one key."))


def _numbers_told(lines: list[NumberedLine]) -> dict[str, str]:
    """Of the keys with which these records and lines tell a number."""
    parties = (p for n in lines if n.line for p in n.line.people)
    return {p.source_key: p.number for p in parties if p.source_key and p.number}


def _keys_of(numbers: set[str], source: Source) -> dict[str, set[str]]:
    """By number what the source calls its person, also whom it knew by name alone before."""
    number_of = {person: number for number, person in by_number(numbers).items()}
    before = Person.objects.using("feed").filter(completed_as__in=number_of).values_list("id", "completed_as")
    number_of |= {person: number_of[now] for person, now in before if now}
    result: dict[str, set[str]] = {number: set() for number in numbers}
    reported = RecordVersion.objects.using("feed").filter(source=source, record=PERSON, person__in=number_of)
    for rows in (reported, PersonKey.objects.using("feed").filter(source=source, person__in=number_of)):
        for key, person in rows.values_list("key", "person"):
            result[number_of[person]].add(key)
    return result


def named_in(numbered: NumberedLine) -> set[str]:
    reported, line = numbered.envelope, numbered.line
    if reported.is_line or line is None:
        return set()
    key = {reported.key} if reported.record == PERSON else set()
    names = key | {o.person for o in line.owners} | {p.of_person for p in line.papers if p.of_person}
    return names | {m.principal for m in line.mandates} | {m.agent for m in line.mandates}


def refuse_two_of_one_name(keyed: dict[str, Person]) -> None:
    if any(keyed[number].pk != person for number, person in by_number(keyed).items()):
        raise ContradictionError(_TWO_OF_ONE_NAME)
