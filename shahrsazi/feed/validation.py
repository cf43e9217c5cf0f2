"""What a line must satisfy beyond its shape: identifiers, shares, areas and the order of dates (docs/domain.md)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from fractions import Fraction
from itertools import repeat
from typing import Any

from django.utils.translation import gettext as _

from shahrsazi.casefiles.casefile import LINEAGE_ROLES
from shahrsazi.casefiles.checks import in_order, on_the_map
from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.feed import days, first_days
from shahrsazi.persian import dates, identifiers
from shahrsazi.persian.identifiers import InvalidInputError
from shahrsazi.persian.text import ascii_digits, clean

# Names by which rows and files refer to each other and to the back office, or are found to be the same.
_OF_OTHERS = ("commission_case", "violations", "after", "about", "replaces", "sheet_no", "request_no")
KEYS = ("source_key", "file_no", *_OF_OTHERS)
# Numbers that papers print with hyphens or blanks between their digits, which are none of their length.
PARTED = ("postal_code", "residence_postal", "bill_id", "pay_id")
SPELLED = frozenset(KEYS + PARTED)
# By the list of a line the fields of its rows that name people.
_PERSONS_IN = {"owners": ("person",), "mandates": ("principal", "agent"), "papers": ("of_person",)}
_NUMBERS_IN = {"people": ("number",)} | _PERSONS_IN


def is_spelled_otherwise(pairs: Iterable[tuple[str, Any]]) -> bool:
    """Whether a text of these, at any depth, is a key in other digits or such a number with more than digits; each
    comes with the name of its field. Written for speed: of a line's thousands of values a hundred are looked at.
    """
    for name, value in pairs:
        kind = type(value)
        if kind is dict or kind is list:
            if is_spelled_otherwise(value.items() if kind is dict else zip(repeat(name), value)):
                return True
        elif name in SPELLED and kind is str and not (value.isascii() and (value.isdecimal() or name not in PARTED)):
            return True
    return False


def clean_texts(value):
    """The line with every text in it cleaned once, before anything looks at it. Keys of rows are written in one script;
    a number loses what parts its digits before its length is looked at.
    """
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean_texts(item) for item in value]
    if isinstance(value, dict):
        return {
            key: _spelled(key, clean_texts(item)) if key in SPELLED else clean_texts(item)
            for key, item in value.items()
        }
    return value


def _spelled(key: str, value):
    """A key in one script, a number without what parts its digits, of whatever length that is."""
    if isinstance(value, list):
        return [_spelled(key, item) for item in value]
    if not isinstance(value, str):
        return value
    return identifiers.without_gaps(value, len(value)) if key in PARTED else ascii_digits(value)


def _other_code(text: str) -> str:
    """A code of other days may have another form."""
    with suppress(InvalidInputError):
        return identifiers.renewal_code(text)
    return ascii_digits(text)


def normalise(line) -> list[str]:
    """Bring the line's identifiers and drawn land to their stored form; returns what is wrong with them."""
    wrong: list[str] = []
    if line.casefile:
        with _at("$.casefile.renewal_code", wrong):
            line.casefile.renewal_code = identifiers.renewal_code(line.casefile.renewal_code)
        if line.casefile.postal_code:
            with _at("$.casefile.postal_code", wrong):
                line.casefile.postal_code = identifiers.postal_code(line.casefile.postal_code)
        for entry in line.casefile.lineage:
            entry.other_code = _other_code(entry.other_code)
    for section in SECTIONS:
        if section.normalise:
            with _at("", wrong):
                section.normalise(line)
    numbered = [person for person in line.people if person.number is not None]
    typed = [spelled(person.number) for person in numbered]
    for position, person in enumerate(line.people):
        _normalise_person(person, f"$.people[{position}]", wrong)
    _normalise_references(line, dict(zip(typed, (p.number for p in numbered), strict=True)))
    return wrong


@contextmanager
def _at(path: str, wrong: list[str]) -> Iterator[None]:
    """Writes down where in the line a wrong value stands, as the decoder does."""
    try:
        yield
    except InvalidInputError as error:
        wrong.append(f"{error} - at `{path}`" if path else str(error))


def _normalise_references(line, stored: dict[str, str]) -> None:
    """Rows refer to people as the line's own list does, in digits of any script, with hyphens or without. What a record
    names may as well be a key of its source's own, which only the stored ones show (persons.py).
    """
    listed = set(stored.values()) | {person.source_key for person in line.people}
    for key, names in _PERSONS_IN.items():
        for row in getattr(line, key):
            for name in names:
                if (value := getattr(row, name)) and value not in listed:
                    setattr(row, name, stored.get(spelled(value), ascii_digits(value)))


def respelled(line, reported: dict) -> int:
    """How many numbers of people are told with hyphens, blanks or without their zeros, in whatever script: each once,
    however often it names somebody. What only the stored people show is counted where it is looked up (naming.py).
    """
    return len(
        {
            name
            for key, fields in _NUMBERS_IN.items()
            for row, read in zip(reported.get(key) or (), getattr(line, key), strict=True)
            for field in fields
            if (name := row.get(field)) and ascii_digits(name) != getattr(read, field)
        }
    )


def spelled(number: str) -> str:
    """A person's number as those are compared that were written in different ways."""
    return spellings(number)[-1]


def spellings(number: str) -> tuple[str, ...]:
    """What may be meant by it: without its hyphens and blanks, and with the zeros that a spreadsheet took off."""
    try:
        bare = identifiers.without_gaps(number)
    except InvalidInputError:
        return (number,)
    return bare, identifiers.with_zeros(bare)


_ADDRESSES = {"mobile": identifiers.mobile, "email": identifiers.email, "residence_postal": identifiers.postal_code}


def _normalise_person(person, path: str, wrong: list[str]) -> None:
    if person.number is not None:
        with _at(f"{path}.number", wrong):
            person.number = identifiers.NUMBER_OF[person.kind](_number_of(person))
    for name, read in _ADDRESSES.items():
        if value := getattr(person, name):
            with _at(f"{path}.{name}", wrong):
                setattr(person, name, read(value))


def _number_of(person) -> str:
    number = identifiers.without_gaps(person.number)
    return identifiers.with_zeros(number) if person.kind == "natural" else number


def errors(line) -> Iterator[str]:
    """What is wrong with a line whose shape and identifiers are right, one sentence for each error."""
    yield from days.errors(line)
    if line.casefile:
        yield from _casefile_errors(line.casefile)
    yield from _unnumbered_errors(line)
    if line.as_of:  # a record names people who were told by records of their own
        yield from _people_errors(line)
    yield from _share_errors(line.owners)
    yield from in_order(line, "people", ("birth_date", "registered_on"))
    yield from in_order(line, "owners", ("effective_from", "effective_to"))
    yield from in_order(line, "mandates", *(("poa_date", name) for name in ("verified_on", "expires_on", "ended_on")))
    yield from first_days.errors(line)
    for section in SECTIONS:
        yield from section.validate(line) if section.validate else ()
    yield from _repeated_keys(line)


def _casefile_errors(case) -> Iterator[str]:
    kind = identifiers.renewal_kind(case.renewal_code)
    if kind != case.unit_kind and case.unit_kind != "device":
        yield _("The renewal code is of a %(kind)s, the file says %(said)s.") % {"kind": kind, "said": case.unit_kind}
    for name in ("plate_main", "plate_sub"):
        number = getattr(case, name)
        if number is not None and not 1 <= number <= 999_999:
            yield _("The registration plate is out of range.") + f" - at `$.casefile.{name}`"
    yield from on_the_map(case, "$.casefile", "outline")
    for number, entry in enumerate(case.lineage):
        path = f"$.casefile.lineage[{number}]"
        if not entry.other_code:
            yield _("A lineage names the code of the other file.") + f" - at `{path}.other_code`"
        if entry.role and entry.role not in LINEAGE_ROLES:
            roles = ", ".join(LINEAGE_ROLES)
            yield _("This role is none of the contract's: %(roles)s.") % {"roles": roles} + f" - at `{path}.role`"


def _people_errors(line) -> Iterator[str]:
    numbers = [person.number for person in line.people if person.number is not None]
    keys = [p.source_key for p in line.people if p.source_key and p.source_key != p.number]
    listed = {*numbers, *keys}
    named = {o.person for o in line.owners} | {m.principal for m in line.mandates} | {m.agent for m in line.mandates}
    named |= {p.of_person for p in line.papers if p.of_person}
    if named - listed:
        yield _("A person is named who is not among the line's people.")
    if len(listed) < len(numbers) + len(keys):
        yield _("A person stands twice among the line's people.")


def _unnumbered_errors(line) -> Iterator[str]:
    """Of whom no number is known: an owner by name, whom nobody lets in and nothing is sent to."""
    for position, person in enumerate(line.people):
        if person.number is not None:
            continue
        path = f"$.people[{position}]"
        if not person.source_key:
            yield _("Who has no number has a key of yours.") + f" - at `{path}.source_key`"
        if person.kind == "foreign":
            yield _("A foreigner is told with their number.") + f" - at `{path}.number`"
        for name in ("mobile", "email", "registered_on"):
            if getattr(person, name):
                yield _("Who has no number is neither registered nor reached.") + f" - at `{path}.{name}`"
    keys = {person.source_key for person in line.people if person.number is None} - {""}
    if keys & {name for mandate in line.mandates for name in (mandate.principal, mandate.agent)}:
        yield _("Who has no number gives no leave, and acts for nobody.")


def _share_errors(owners) -> Iterator[str]:
    for owner in owners:
        if min(owner.land_of, owner.building_of) < 1 or min(owner.land_share, owner.building_share) < 0:
            yield _("A share is not a fraction of the whole.")
            return
        if owner.land_share > owner.land_of or owner.building_share > owner.building_of:
            yield _("A share is greater than the whole.")
        if owner.land_share == owner.building_share == 0:
            yield _("A share is nothing at all: who owns nothing is no owner.")
    if _more_than_the_whole(owners, dates.today()):
        yield _("The shares add up to more than six dang.")
    elif day := day_of_too_much(owners):
        yield _("On %(day)s the shares add up to more than six dang.") % {"day": day}


def day_of_too_much(owners) -> date | None:
    """The first day on which the shares are more than the whole. In one walk over the days on which one begins or ends:
    to add them all up anew on each takes minutes of a file with thousands of fractions.
    """
    steps: defaultdict[date, list[tuple[Fraction, Fraction]]] = defaultdict(list)
    for owner in owners:
        land, building = Fraction(owner.land_share, owner.land_of), Fraction(owner.building_share, owner.building_of)
        if owner.effective_to is None or owner.effective_to > owner.effective_from:
            steps[owner.effective_from].append((land, building))
            if owner.effective_to:
                steps[owner.effective_to].append((-land, -building))
    land_held = building_held = Fraction(0)
    for day in sorted(steps):
        land_held += sum(land for land, _building in steps[day])
        building_held += sum(building for _land, building in steps[day])
        if land_held > 1 or building_held > 1:
            return day
    return None


def _more_than_the_whole(owners, day: date) -> bool:
    held = [o for o in owners if o.effective_from <= day and (o.effective_to is None or o.effective_to > day)]
    land = sum(Fraction(o.land_share, o.land_of) for o in held)
    return land > 1 or sum(Fraction(o.building_share, o.building_of) for o in held) > 1


def _repeated_keys(line) -> Iterator[str]:
    for key in line.__struct_fields__:
        rows = getattr(line, key)
        if isinstance(rows, list) and rows and hasattr(rows[0], "source_key"):
            keys = [row.source_key for row in rows if row.source_key]
            if len(set(keys)) != len(keys):
                yield _("A source key stands twice in %s.") % key
