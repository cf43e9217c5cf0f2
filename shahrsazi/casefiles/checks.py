"""What of a feed's line can't be true: an end before its beginning, a part greater than its whole.

Only what was told is compared: an old file lacks much, and that is no fault of it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from shahrsazi.casefiles.site_plan import bounds
from shahrsazi.persian import dates

Pair = tuple[str, str]


def in_order(line: Any, key: str, *pairs: Pair) -> Iterator[str]:
    """A sentence for each row of a list whose second date is before its first one."""
    for number, row in enumerate(getattr(line, key)):
        yield from days_in_order(row, key, f"$.{key}[{number}]", pairs)


def days_in_order(row: Any, key: str, path: str, pairs: Iterable[Pair]) -> Iterator[str]:
    for first, last in pairs:
        begins, ends = getattr(row, first), getattr(row, last)
        if begins and ends and is_before(ends, begins):
            words = {"last": last, "first": first, "key": key}
            yield _("%(last)s is before %(first)s in %(key)s.") % words + f" - at `{path}.{last}`"


def is_before(end: Any, beginning: Any) -> bool:
    """A day, which inside rows is a text, is compared with the day of a moment."""
    if isinstance(beginning, datetime) and not isinstance(end, datetime):
        beginning = dates.local_day(beginning)
    if isinstance(end, datetime) and not isinstance(beginning, datetime):
        end = dates.local_day(end)
    return str(end) < str(beginning) if isinstance(end, str) else bool(end < beginning)


def rows_in_order(line: Any, key: str, inner: str, *pairs: Pair) -> Iterator[str]:
    """The same of the rows inside the rows of a list."""
    for number, row in enumerate(getattr(line, key)):
        for position, item in enumerate(getattr(row, inner)):
            yield from days_in_order(item, inner, f"$.{key}[{number}].{inner}[{position}]", pairs)


def no_more_than(row: Any, path: str, *pairs: Pair) -> Iterator[str]:
    """A sentence for each first number that is greater than its second one."""
    for less, more in pairs:
        part, whole = getattr(row, less), getattr(row, more)
        if part is not None and whole is not None and part > whole:
            yield _("%(less)s is more than %(more)s.") % {"less": less, "more": more} + f" - at `{path}.{less}`"


def parts_in_the_whole(row: Any, path: str, parts: str) -> Iterator[str]:
    """A sentence where the areas of a list are more than the area of all. Of an addition they may be less."""
    if row.total_area is not None and sum(part.area for part in getattr(row, parts)) > row.total_area + 0.1:
        words = {"parts": f"{parts}.area", "whole": "total_area"}
        yield _("The areas in %(parts)s are more than %(whole)s.") % words + f" - at `{path}.{parts}`"


def on_the_map(row: Any, path: str, *outlines: str) -> Iterator[str]:
    """A sentence for the first point of each outline that lies nowhere near the city."""
    for name in outlines:
        for number, point in enumerate(getattr(row, name)):
            if wrong := bounds.wrong_metres(point.x, point.y):
                yield f"{wrong} - at `{path}.{name}[{number}]`"
                break
