"""Holidays, code lists and districts as an administrator last changed them: read every half a minute."""

import time
from datetime import date
from typing import TypedDict

from django.db import DatabaseError, connection, models, transaction
from django.db.models import Max
from django.db.models.functions import Now

from shahrsazi.city import code_lists
from shahrsazi.city.districts import District
from shahrsazi.database.policies import ADMINISTRATOR, READ

FRESH_SECONDS = 30
EVERYONE_READS = {"web": READ, "entrance": READ, "feed": READ, "worker": READ}


class Holiday(models.Model):
    """A day off that no rule of the solar year gives: lunar feasts, days of mourning, days that were declared."""

    day = models.DateField(primary_key=True)
    name = models.CharField(max_length=80)
    added_by = models.BigIntegerField(null=True)

    policies = EVERYONE_READS | {"staff": {"SELECT": "true", "INSERT": ADMINISTRATOR, "DELETE": ADMINISTRATOR}}


class CodeEntry(models.Model):
    """One entry of a code list, new or renamed; a retired one is not offered any more and stays readable."""

    code_list = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    persian = models.CharField(max_length=120)
    english = models.CharField(max_length=120)
    retired = models.BooleanField(default=False)
    changed_by = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField(db_default=Now())

    policies = EVERYONE_READS | {"staff": {"SELECT": "true", "INSERT": ADMINISTRATOR, "UPDATE": ADMINISTRATOR}}

    class Meta:
        constraints = [models.UniqueConstraint("code_list", "key", name="code_entry_once")]


class _Changes(TypedDict, total=False):
    code_entries: code_lists.Overrides
    holidays: dict[date, str]
    last_district: int


class _Cache(_Changes):
    until: float


_cache: _Cache = {"until": 0.0, "code_entries": {}, "holidays": {}, "last_district": 0}


def holidays() -> dict[date, str]:
    return _fresh()["holidays"]


def code_entries() -> code_lists.Overrides:
    return _fresh()["code_entries"]


def last_district() -> int:
    return _fresh()["last_district"]


def invalidate() -> None:
    """The next use reads again here; other processes see a change within half a minute."""
    _cache["until"] = 0.0


def _fresh() -> _Cache:
    if time.monotonic() >= _cache["until"]:
        _cache.update({"until": time.monotonic() + FRESH_SECONDS, **_read()})
    return _cache


def _read() -> _Changes:
    """What the tables have; {} in a failed transaction or before they exist, so that what was read before stays.

    The savepoint protects the caller's own transaction: PostgreSQL refuses everything after a statement that failed.
    """
    if connection.needs_rollback:
        return {}
    try:
        with transaction.atomic():
            entries = list(CodeEntry.objects.values_list("code_list", "key", "persian", "english", "retired"))
            last = District.objects.aggregate(last=Max("number"))["last"] or 0
            days = dict(Holiday.objects.values_list("day", "name"))
    except DatabaseError:
        return {}
    return {
        "code_entries": {
            (name, key): code_lists.Entry(persian, english, retired) for name, key, persian, english, retired in entries
        },
        "holidays": days,
        "last_district": last,
    }
