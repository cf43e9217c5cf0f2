"""Days off that the solar year does not give: lunar feasts, loaded as provisional, and days that were declared."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from django.db import models
from persiantools.jdatetime import JalaliDate

from shahrsazi.database.policies import ADMINISTRATOR, READ

TABLE = Path(__file__).with_name("holidays.csv")
ALARM_DAYS = 60
EVERYONE_READS = {"web": READ, "entrance": READ, "feed": READ, "worker": READ}


class Holiday(models.Model):
    """A day off that no rule of the solar year gives: lunar feasts, days of mourning, days that were declared.

    A provisional one was counted from the lunar calendar and counts already; an administrator confirms it, moves it
    or removes it. A removed one stays as a row, so that no setup brings it again.
    """

    day = models.DateField(primary_key=True)
    name = models.CharField(max_length=80)
    english = models.CharField(max_length=80, default="", db_default="")
    added_by = models.BigIntegerField(null=True)
    provisional = models.BooleanField(default=False, db_default=False)
    confirmed_by = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    removed_by = models.BigIntegerField(null=True)
    removed_at = models.DateTimeField(null=True)

    policies = EVERYONE_READS | {"staff": {"SELECT": "true", "INSERT": ADMINISTRATOR, "UPDATE": ADMINISTRATOR}}

    @property
    def solar_year(self) -> int:
        return JalaliDate(self.day).year

    def in_language(self, language: str) -> str:
        return self.name if language == "fa" or not self.english else self.english


def table() -> Iterator[dict[str, str]]:
    """The official days off of some years, lunar and solar, as tools/lunar_days.py wrote them."""
    with TABLE.open(encoding="utf8", newline="") as file:
        yield from csv.DictReader(file)


def load() -> str:
    """Add the lunar days that the table has never had; says how many. What an administrator did to a day stays."""
    stored = set(Holiday.objects.using("owner").values_list("day", flat=True))
    lunar = [
        Holiday(day=date.fromisoformat(row["day"]), name=row["persian"], english=row["english"], provisional=True)
        for row in table()
        if row["calendar"] == "lunar"
    ]
    new = [row for row in lunar if row.day not in stored]
    Holiday.objects.using("owner").bulk_create(new, ignore_conflicts=True)
    return f"Holidays: {len(new)} lunar days added, to be confirmed."


def unconfirmed(today: date, using: str) -> list[Holiday]:
    """The provisional days of the next sixty days, the nearest first: somebody has to confirm or move each."""
    soon = Holiday.objects.using(using).filter(day__range=(today, today + timedelta(days=ALARM_DAYS)))
    return list(soon.filter(provisional=True, removed_at__isnull=True).order_by("day"))


def last_day_of_table() -> date:
    """After it no lunar day is in the list unless an administrator adds it."""
    return max(date.fromisoformat(row["day"]) for row in table())
