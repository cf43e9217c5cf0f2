"""The days off to come: each lunar day is confirmed before it comes, and the list does not end soon."""

from collections.abc import Iterator
from datetime import date, timedelta

from shahrsazi.city import holidays
from shahrsazi.commands.check.finding import Finding, good, warns
from shahrsazi.persian import dates

AREA = "calendar"


def findings() -> Iterator[Finding]:
    today = dates.today()
    waiting = holidays.unconfirmed(today, "default")
    if waiting:
        first = f"{waiting[0].day} ({waiting[0].in_language('en')})"
        yield warns(
            AREA,
            f"not confirmed of the days off within {holidays.ALARM_DAYS} days: {len(waiting)}, the first on {first};"
            " an administrator confirms or moves them on the page of holidays.",
        )
    else:
        yield good(AREA, f"every day off within {holidays.ALARM_DAYS} days is confirmed.")
    yield from _end_of_table(today)


def _end_of_table(today: date) -> Iterator[Finding]:
    last = holidays.last_day_of_table()
    if today + timedelta(days=holidays.ALARM_DAYS) > last:
        yield warns(
            AREA,
            f"no lunar day off after {last} comes with this version: install a newer one,"
            " or let an administrator add the days.",
        )
