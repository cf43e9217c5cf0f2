"""The back offices tell: no batch is left lying, and no district has fallen silent."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import connections
from django.db.models.functions import Now
from django.utils import timezone

from shahrsazi.city.districts import District
from shahrsazi.commands.check.finding import Finding, good, warns
from shahrsazi.feed.models import Batch

AREA = "feed"
LEFT_LYING = timedelta(days=1)  # the longest load takes hours
FALLEN_SILENT = timedelta(days=14)  # longer than the longest holidays


def findings() -> Iterator[Finding]:
    left = list(_left_lying())
    yield from left or [good(AREA, "no batch is left lying.")]
    yield _silence()


def _left_lying() -> Iterator[Finding]:
    since_long = Batch.unfinished("feed").filter(begun_at__lt=Now() - LEFT_LYING)
    for batch in since_long.select_related("source").order_by("id"):
        what = f"batch {batch.id} of {batch.source.key}, begun on {batch.begun_at:%Y-%m-%d},"
        if batch.state == Batch.WAITING:
            yield warns(AREA, f"{what} waits for two of the oversight to release it, on the administrator's pages.")
        elif batch.is_begun:
            yield warns(AREA, f"{what} is half applied: load the same delivery to its end.")
        else:
            yield warns(AREA, f"{what} was broken off before anything was written: load it again, or its successor.")


def _silence() -> Finding:
    """Of the districts that are served online: what their owners read is as old as that."""
    served = {district.number for district in District.objects.all() if district.served}
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT district, as_of FROM guard.data_as_of()")
        since = timezone.now() - FALLEN_SILENT
        silent = [number for number, as_of in cursor.fetchall() if number in served and not (as_of and as_of > since)]
    days = f"within {FALLEN_SILENT.days} days"
    if silent:
        return warns(AREA, f"nothing was told {days} of these districts: {', '.join(map(str, silent))}.")
    return good(AREA, f"something was told {days} of every district that is served.")
