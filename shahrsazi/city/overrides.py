"""Holidays, the working week, code lists and districts as an administrator last changed them.

Read every half a minute.
"""

import math
import time
from datetime import date
from typing import NamedTuple, TypedDict

from django.db import DatabaseError, connection, models, transaction
from django.db.models import Max
from django.db.models.functions import Now

from shahrsazi.city import code_lists
from shahrsazi.city.districts import District
from shahrsazi.city.holidays import EVERYONE_READS, Holiday
from shahrsazi.city.rules import RULES, RuleVersion
from shahrsazi.database.policies import ADMINISTRATOR
from shahrsazi.persian import dates

FRESH_SECONDS = 30
# The rules by which a day of the week is off.
WEEK_RULES = ("thursday_off", "saturday_off")


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


class WeekRule(NamedTuple):
    """A version of a rule of the week, and the day from which it counts."""

    name: str
    from_day: date
    value: int


class _Changes(TypedDict, total=False):
    code_entries: code_lists.Overrides
    holidays: dict[date, str]
    week_rules: list[WeekRule]
    last_district: int


class _Cache(_Changes):
    until: float


_cache: _Cache = {"until": 0.0, "code_entries": {}, "holidays": {}, "week_rules": [], "last_district": 0}


def holidays() -> dict[date, str]:
    return _fresh()["holidays"]


def is_rule_on(name: str, day: date) -> bool:
    """Whether that rule of the week is on for the day: its newest version that counts from that day or an earlier."""
    versions = (rule.value for rule in _fresh()["week_rules"] if rule.name == name and rule.from_day <= day)
    return bool(next(versions, RULES[name].value))


def code_entries() -> code_lists.Overrides:
    return _fresh()["code_entries"]


def last_district() -> int:
    return _fresh()["last_district"]


def invalidate() -> None:
    """The next use reads again here; other processes see a change within half a minute."""
    _cache["until"] = 0.0


def hold() -> None:
    """What was read last stays as it is in this process: for one that is to ask no database."""
    _cache["until"] = math.inf


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
            days = dict(Holiday.objects.filter(removed_at__isnull=True).values_list("day", "name"))
            week = RuleVersion.objects.filter(name__in=WEEK_RULES).order_by("-id")
            week_rules = [WeekRule(rule.name, dates.local_day(rule.from_at), rule.value) for rule in week]
    except DatabaseError:
        return {}
    return {
        "code_entries": {
            (name, key): code_lists.Entry(persian, english, retired) for name, key, persian, english, retired in entries
        },
        "holidays": days,
        "week_rules": week_rules,
        "last_district": last,
    }
