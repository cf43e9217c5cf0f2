"""Whom a batch means by the names in its shares and mandates, as its writer will understand them (naming.py)."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count

from shahrsazi.casefiles.casefile import Ownership
from shahrsazi.feed import naming
from shahrsazi.feed.guarded_facts import Counted
from shahrsazi.feed.models import PersonKey, RecordVersion, Source
from shahrsazi.feed.pairs import Pairs
from shahrsazi.feed.records import PERSON
from shahrsazi.feed.validation import spellings
from shahrsazi.people.models import Person
from shahrsazi.persian import dates


class Persons:
    """The persons of one batch, as far as it was read."""

    def __init__(self, source: Source):
        self.source = source
        self._reported = Pairs()  # the keys that the batch tells, and their numbers, empty of those without one
        self._numbers: dict[str, str] = {}  # of the keys of the moment
        self._meant: dict[str, set[int | None]] = {}
        self._keyed: dict[str, set[int | None]] = {}
        self._completed: set[int] = set()

    def find(self, lines: list[Counted]) -> Counter[int]:
        """Of whom these name. By district, the shares that go over to somebody whose number is told with a key."""
        people = [person for n in lines for person in n.facts.people]
        names = {key for key, _number in people}.union(*(named for n in lines for named in _named(n)))
        names |= {n.envelope.key for n in lines if n.envelope.record == PERSON}
        self._reported.add(people)
        # A number once told is not taken back by a later word without one.
        numbers = self._reported.of(names)
        self._numbers = {key: max(reversed(each), key=bool) for key, each in numbers.items()}
        self._keyed = keys = self._of_keys(names)
        self._meant = keys | self._of_numbers(names - set(keys))
        return self._shares_of_completed(set(keys))

    def is_same(self, names: tuple[str, ...], person: int) -> bool:
        """Whether one of these names the person of a stored row."""
        return any(person in self._meant.get(name, ()) for name in names)

    def meant(self, names: Iterable[str]) -> set[int]:
        """Who is stored of those whom these name."""
        return {person for name in names for person in self._meant.get(name, ()) if person}

    def of_key(self, key: str) -> set[int]:
        """Who is stored and has this key, which may look like the number of somebody else."""
        return {person for person in self._keyed.get(key, ()) if person}

    def _of_keys(self, names: set[str]) -> dict[str, set[int | None]]:
        """By the keys that the source told before, in lines or records, and by those that the batch tells."""
        rows = PersonKey.objects.using("feed").filter(source=self.source, key__in=names)
        persons = rows.values_list("key", "person", "person__completed_as") if names else ()
        result: dict[str, set[int | None]] = {key: {person, completed} for key, person, completed in persons}
        records = RecordVersion.objects.using("feed").filter(source=self.source, record=PERSON, key__in=names)
        reported = records.exclude(person=None).values_list("key", "person", "person__completed_as") if names else ()
        result |= {key: {person, completed} for key, person, completed in reported if key not in result}
        new = {key: self._numbers[key] for key in names - set(result) if key in self._numbers}
        numbers = naming.by_number({number for number in new.values() if number})
        return result | {key: {numbers[number]} if number in numbers else set() for key, number in new.items()}

    def _of_numbers(self, names: set[str]) -> dict[str, set[int | None]]:
        forms = {name: {name, *spellings(name)} for name in names}
        numbers = naming.by_number({form for each in forms.values() for form in each})
        return {
            name: {numbers[name]} if name in numbers else {numbers[form] for form in each if form in numbers}
            for name, each in forms.items()
        }

    def _shares_of_completed(self, keys: set[str]) -> Counter[int]:
        persons = {person for key in keys for person in self._meant.get(key, ()) if person} - self._completed
        rows = Person.objects.using("feed").filter(id__in=persons, number=None) if persons else Person.objects.none()
        reported = {person for key in keys if self._numbers.get(key) for person in self._meant.get(key, ())}
        over = {who for who, now in rows.values_list("id", "completed_as") if now or who in reported}
        self._completed |= over
        shares = Ownership.in_feed.filter(person__in=over).values_list("case__district").annotate(Count("id"))
        return Counter(dict(shares.order_by()) if over else {})


def shares_of(persons: set[int]) -> dict[int, list[tuple[int, int]]]:
    """By person the shares that are not over, each with its district."""
    rows = Ownership.in_feed.filter(person__in=persons).exclude(effective_to__lte=dates.today())
    result: dict[int, list[tuple[int, int]]] = {}
    for person, share, district in rows.values_list("person", "id", "case__district") if persons else ():
        result.setdefault(person, []).append((share, district))
    return result


def _named(n: Counted) -> list[tuple[str, ...]]:
    shares, mandates = n.facts.owners, n.facts.mandates
    whose = (names for names, _mobile in n.facts.mobiles)
    return [*(row.names for row in shares), *(row.principal + row.agent for row in mandates), *whose]
