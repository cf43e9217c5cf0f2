"""Days and moments that cannot be meant: what a database writes for "none", years of another calendar, the future."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Annotated, Any, get_args

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _

from shahrsazi.casefiles.fields import IsDay

EARLIEST, LATEST = 1800, 2200
SOLAR = range(1206, 1499)
# What other systems write where they have no day.
NONE_OF_OTHERS = ("0001-01-01", "1900-01-01", "1899-12-30", "9999-12-31")
PLAIN = 1900  # every day after that year's end can be meant: one look is enough for nearly all
AHEAD = timedelta(minutes=5)
Moment = Annotated[datetime, msgspec.Meta(tz=True)]


def errors(line) -> Iterator[str]:
    """Of every day of a line; and of when it was told, which is not in the future."""
    if line.as_of and EARLIEST <= line.as_of.year <= LATEST and line.as_of > timezone.now() + AHEAD:
        yield _("This moment is in the future - at `$.as_of`")
    yield from _errors(line, "$")


def _errors(row: msgspec.Struct, path: str) -> Iterator[str]:
    for name in _names(type(row)):
        value = getattr(row, name)
        if isinstance(value, list):
            for number, item in enumerate(value):
                if isinstance(item, msgspec.Struct):
                    yield from _errors(item, f"{path}.{name}[{number}]")
        elif isinstance(value, msgspec.Struct):
            yield from _errors(value, f"{path}.{name}")
        elif value and (sentence := wrong_day(value) if isinstance(value, date) else _wrong_text(value)):
            yield f"{sentence} - at `{path}.{name}`"


@lru_cache(512)  # the types of a load are its own
def _names(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields that may hold a day, or rows that do."""
    return tuple(field.name for field in msgspec.structs.fields(kind) if _may_hold_a_day(field.type))


def _may_hold_a_day(kind: Any) -> bool:
    inner = [kind, *get_args(kind)]
    if any(isinstance(mark, IsDay) for mark in getattr(kind, "__metadata__", ())):
        return True
    plain = (date, datetime, list, msgspec.Struct)
    return any(isinstance(k, type) and issubclass(k, plain) for k in inner) or any(
        _may_hold_a_day(k) for k in get_args(kind)
    )


def _wrong_text(written: str) -> str | None:
    """Of a day inside a row, which is a text there."""
    try:
        parted = len(written) == 10 and written[4] == written[7] == "-"  # not 2024-W01-1
        return wrong_day(date.fromisoformat(written)) if parted else _no_day()
    except ValueError:
        return _no_day()


def _no_day() -> str:
    return _("this is no day: write it as 2024-05-31")


def wrong_day(day: date) -> str | None:
    """Why this day can't be meant, if it can't."""
    if PLAIN < day.year <= LATEST:
        return None
    written = f"{day.year:04}-{day.month:02}-{day.day:02}"
    if written in NONE_OF_OTHERS:
        return _("%(day)s stands for “no day”: leave the field out, or send null") % {"day": written}
    if day.year in SOLAR:
        return _("a day of the solar calendar written as a Gregorian one: send it as Gregorian")
    if not EARLIEST <= day.year <= LATEST:
        return _("a day that cannot be meant: between %(first)s and %(last)s") % {"first": EARLIEST, "last": LATEST}
    return None
