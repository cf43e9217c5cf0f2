"""Holidays and code lists as an administrator last told them: read again every half a minute, not on every page."""

import time
from datetime import date

from django.db import DatabaseError, connection, models
from django.db.models.functions import Now

from shahrsazi import codes
from shahrsazi.database.guard import ADMINISTRATOR, READ

FRESH = 30
_told: dict = {"until": 0.0, "codes": {}, "holidays": {}}
EVERYONE_READS = {"web": READ, "entrance": READ, "feed": READ, "worker": READ}


class Holiday(models.Model):
    """A day off that no rule of the solar year gives: lunar feasts, days of mourning, days that were declared."""

    day = models.DateField(primary_key=True)
    name = models.CharField(max_length=80)
    told_by = models.BigIntegerField(null=True)

    guard = EVERYONE_READS | {"staff": {"SELECT": "true", "INSERT": ADMINISTRATOR, "DELETE": ADMINISTRATOR}}


class CodeEntry(models.Model):
    """One entry of a code list, new or renamed; a retired one is not offered any more and stays readable."""

    code_list = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    persian = models.CharField(max_length=120)
    english = models.CharField(max_length=120)
    retired = models.BooleanField(default=False)
    told_by = models.BigIntegerField(null=True)
    told_at = models.DateTimeField(db_default=Now())

    guard = EVERYONE_READS | {"staff": {"SELECT": "true", "INSERT": ADMINISTRATOR, "UPDATE": ADMINISTRATOR}}

    class Meta:
        constraints = [models.UniqueConstraint("code_list", "key", name="code_entry_once")]


def holidays() -> dict[date, str]:
    return _fresh()["holidays"]


def told_codes() -> codes.Told:
    return _fresh()["codes"]


def forget() -> None:
    """What was told just now is to be seen at once, here; other processes see it within half a minute."""
    _told["until"] = 0.0


def _fresh() -> dict:
    if time.monotonic() >= _told["until"]:
        _told.update(until=time.monotonic() + FRESH, **_read())
    return _told


def _read() -> dict:
    """A page whose transaction has failed, or that runs before the tables are there, keeps what was known."""
    if connection.needs_rollback:
        return {}
    try:
        entries = CodeEntry.objects.values_list("code_list", "key", "persian", "english", "retired")
        return {
            "codes": {(of, key): codes.Entry(*rest) for of, key, *rest in entries},
            "holidays": dict(Holiday.objects.values_list("day", "name")),
        }
    except DatabaseError:
        return {}
