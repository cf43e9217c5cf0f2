"""Days and moments that cannot be meant: what a database writes for "none", years of another calendar, the future."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from operator import attrgetter
from types import NoneType
from typing import Annotated, Any, NamedTuple, get_args

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from shahrsazi.casefiles.fields import IsDay
from shahrsazi.persian import dates
from shahrsazi.persian.identifiers import InvalidInputError

EARLIEST, LATEST = 1800, 2200
SOLAR = range(1206, 1499)
# What other systems write where they have no day.
NONE_OF_OTHERS = ("0001-01-01", "1900-01-01", "1899-12-30", "1899-12-31", "9999-12-31")
NULL, EMPTY, NOTHING = "null", "empty", "nothing"  # what a field takes that has no day
_STANDS_FOR_NONE = {
    NULL: N_("%(day)s stands for “no day”: leave the field out, or send null"),
    EMPTY: N_("%(day)s stands for “no day”: leave the field out, or send an empty text"),
    NOTHING: N_("%(day)s stands for “no day”, and here a day must be sent"),
}
PLAIN = 1900  # every day after that year's end can be meant: one look is enough for nearly all
AHEAD = timedelta(minutes=5)
_FIRST, _LAST = date(PLAIN, 12, 31), date(LATEST, 12, 31)
# A day within them, in whatever offset they are told: what is nearer is looked at closely.
_FIRST_MOMENT, _LAST_MOMENT = datetime(PLAIN + 1, 1, 3, tzinfo=UTC), datetime(LATEST, 12, 28, tzinfo=UTC)
# What one office wrote as midnight in its own offset, another may tell in any: no two are further apart.
_ELSEWHERE = (timedelta(0), timedelta(hours=-14), timedelta(hours=14))
Moment = Annotated[datetime, msgspec.Meta(tz=True)]


# What may be told of a day or moment that is still to come (docs/feed/README.md). All others say what has happened.
TO_COME = frozenset(
    {
        "as_of",  # which is judged by itself
        "owners.effective_from",
        "owners.effective_to",
        "mandates.expires_on",
        "mandates.ended_on",
        "deeds.encumbrances.until",
        "inspections.next_visit_on",
        "plan_rules.valid_until",
        "level_sheets.valid_until",
        "drawing_sets.licence_valid_until",
        "commission_cases.answer_due",
        "commission_cases.session_at",
        "verdicts.instalments.due",
        "bills.due",
        "permits.valid_from",
        "permits.valid_until",
        "permits.start_by",
        "permits.finish_by",
        "actions.due",
    }
)


class _Present(NamedTuple):
    today: date
    written: str
    tonight: datetime  # the last moment of today

    @property
    def within(self) -> dict[tuple[type, bool], tuple[date, date]]:
        """Of days and moments, those to come apart: what is after the first and not behind the last can be meant."""
        return {
            (date, False): (_FIRST, self.today),
            (date, True): (_FIRST, _LAST),
            (datetime, False): (_FIRST_MOMENT, self.tonight),
            (datetime, True): (_FIRST_MOMENT, _LAST_MOMENT),
        }


def errors(line) -> Iterator[str]:
    """Of every day of a line; and of when it was told, which is not in the future."""
    if line.as_of and EARLIEST <= line.as_of.year <= LATEST and line.as_of > timezone.now() + AHEAD:
        yield _("This moment is in the future - at `$.as_of`")
    present = _present()
    if not _is_plain(line, "", present, present.within):
        yield from _errors(line, "$", "", present)


def _present() -> _Present:
    today = dates.today()
    midnight = datetime.combine(today + timedelta(days=1), time(), timezone.get_default_timezone())
    return _Present(today, today.isoformat(), midnight - timedelta(microseconds=1))


class _Fields(NamedTuple):
    """Getters of a row's days and moments by their kinds, and the names of texts and rows inside."""

    dated: tuple[tuple[tuple[type, bool], Callable], ...]
    others: tuple[tuple[str, str], ...]


def _is_plain(row: msgspec.Struct, named: str, present: _Present, within: dict) -> bool:
    """Whether surely nothing is wrong with any of its days: one look is enough for nearly all lines."""
    dated, others = _fields(type(row), named)
    for kind, values_of in dated:
        first, last = within[kind]
        for value in values_of(row):
            if value is not None and not first < value <= last:
                return False
    for name, field in others:
        value = getattr(row, name)
        if value and not _is_plain_value(value, field, present, within):
            return False
    return True


def _is_plain_value(value: Any, field: str, present: _Present, within: dict) -> bool:
    if isinstance(value, list):
        inner = f"{field}."
        return all(_is_plain(item, inner, present, within) for item in value if isinstance(item, msgspec.Struct))
    if isinstance(value, msgspec.Struct):
        return _is_plain(value, f"{field}.", present, within)
    return _wrong_value(value, field, present) is None


@lru_cache(512)
def _fields(kind: type[msgspec.Struct], named: str) -> _Fields:
    types = {field.name: field.type for field in msgspec.structs.fields(kind)}
    plain = {name: _plain_type(types[name]) for name, _field in _names(kind, named)}
    dated: dict[tuple[type, bool], list[str]] = defaultdict(list)
    for name, kind_of in plain.items():
        if kind_of:
            dated[kind_of, f"{named}{name}" in TO_COME].append(name)
    others = tuple((name, f"{named}{name}") for name, kind_of in plain.items() if kind_of is None)
    return _Fields(tuple((kind_of, _getter(names)) for kind_of, names in dated.items()), others)


def _plain_type(kind: Any) -> type | None:
    """`date` or `datetime`; None of a text that holds a day and of rows."""
    inner = [kind, *get_args(kind), *(part for each in get_args(kind) for part in get_args(each))]
    return datetime if datetime in inner else date if date in inner else None


def _getter(names: list[str]) -> Callable:
    return attrgetter(*names) if len(names) > 1 else lambda row: (getattr(row, names[0]),)


def _errors(row: msgspec.Struct, path: str, named: str, present: _Present) -> Iterator[str]:
    for name, field in _names(type(row), named):
        value = getattr(row, name)
        if isinstance(value, list):
            for number, item in enumerate(value):
                if isinstance(item, msgspec.Struct):
                    yield from _errors(item, f"{path}.{name}[{number}]", f"{field}.", present)
        elif isinstance(value, msgspec.Struct):
            yield from _errors(value, f"{path}.{name}", f"{field}.", present)
        elif value and (sentence := _wrong_value(value, field, present, _without_one(type(row), name))):
            yield f"{sentence} - at `{path}.{name}`"


@lru_cache(512)
def _without_one(kind: type[msgspec.Struct], name: str) -> str:
    """What this field takes where there is no day."""
    field = next(field for field in msgspec.structs.fields(kind) if field.name == name)
    nullable = NoneType in (*get_args(field.type), *(part for each in get_args(field.type) for part in get_args(each)))
    return NULL if nullable else NOTHING if field.required else EMPTY


def _wrong_value(value: date | str, field: str, present: _Present, without_one: str = NOTHING) -> str | None:
    wrong = wrong_day(value, without_one) if isinstance(value, date) else _wrong_text(value, without_one)
    return wrong or (in_the_future() if field not in TO_COME and _is_to_come(value, present) else None)


def _is_to_come(value: date | str, present: _Present) -> bool:
    if isinstance(value, datetime):
        return value > present.tonight
    return value > present.today if isinstance(value, date) else value > present.written


def wrong_end(day: date, is_death: bool) -> str | None:
    """Of a record that ended on it: a share and a mandate may be told to end."""
    return wrong_day(day) or (in_the_future() if is_death and day > dates.today() else None)


def in_the_future() -> str:
    return _("a day in the future: this tells what has happened")


@lru_cache(512)  # the types of a load are its own
def _names(kind: type[msgspec.Struct], named: str) -> tuple[tuple[str, str], ...]:
    """The fields that may hold a day, or rows that do: by name, and as TO_COME calls them."""
    fields = (field.name for field in msgspec.structs.fields(kind) if _may_hold_a_day(field.type))
    return tuple((name, f"{named}{name}") for name in fields)


def _may_hold_a_day(kind: Any) -> bool:
    if any(isinstance(mark, IsDay) for mark in getattr(kind, "__metadata__", ())):
        return True
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return any(_may_hold_a_day(field.type) for field in msgspec.structs.fields(kind))
    return isinstance(kind, type) and issubclass(kind, date) or any(_may_hold_a_day(k) for k in get_args(kind))


def _wrong_text(written: str, without_one: str) -> str | None:
    """Of a day inside a row, which is a text there."""
    try:
        parted = len(written) == 10 and written[4] == written[7] == "-"  # not 2024-W01-1
        return wrong_day(date.fromisoformat(written), without_one) if parted else _no_day(written)
    except ValueError:
        return _no_day(written)


def _no_day(written: str) -> str:
    return solar() if is_solar(written) else _("this is no day: write it as 2024-05-31")


def is_solar(written: object) -> bool:
    """Whether this is a day or moment of the solar calendar, of which there are some that no Gregorian month has."""
    with suppress(InvalidInputError):
        return isinstance(written, str) and bool(dates.parse(written.partition("T")[0]))
    return False


def solar() -> str:
    return _("a day of the solar calendar written as a Gregorian one: send it as Gregorian")


def _as_written(day: date) -> Iterator[str]:
    """The day, and of a moment those that it falls on elsewhere: midnight in the city is the evening before in UTC."""
    for step in _ELSEWHERE if isinstance(day, datetime) else _ELSEWHERE[:1]:
        with suppress(OverflowError):
            yield (day + step).isoformat()[:10]


def wrong_day(day: date, without_one: str = NOTHING) -> str | None:
    """Why this day can't be meant, if it can't; and what its field takes where there is none."""
    if PLAIN < day.year <= LATEST:
        return None
    if written := next((day for day in _as_written(day) if day in NONE_OF_OTHERS), None):
        return _(_STANDS_FOR_NONE[without_one]) % {"day": written}
    if day.year in SOLAR:
        return solar()
    if not EARLIEST <= day.year <= LATEST:
        return _("a day that cannot be meant: between %(first)s and %(last)s") % {"first": EARLIEST, "last": LATEST}
    return None
