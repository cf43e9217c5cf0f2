"""What was turned away, and what a broken load left, is forgotten in time, though its source sends nothing any more."""

import asyncio
import os
import time
from pathlib import Path

import pytest
from db.feed.test_quarantine import exporter, full_of_faults, kept  # noqa: F401
from django.conf import settings
from django.db import ProgrammingError, connections, transaction
from feed_delivery import load
from feed_lines import line
from procrastinate.contrib.django import app

from shahrsazi.feed.models import QuarantinedRecord

LONG_AGO = "2020-01-01T00:00:00Z"


def all_that_is_due_by_the_clock() -> None:
    """The periodic tasks, as the worker does them; but for the one that is about the queue itself."""
    for periodic in app.periodic_registry.periodic_tasks.values():
        if not asyncio.iscoroutinefunction(periodic.task.func):
            periodic.task.func(0)


def rows_of(report):
    return QuarantinedRecord.objects.using("owner").filter(batch=report.batch)


def test_without_another_load_a_record_is_forgotten_when_its_time_is_over_and_not_before(exporter):  # noqa: F811
    over, lasting = exporter.send(full_of_faults()), exporter.send(full_of_faults())
    rows_of(over).update(expires_at=LONG_AGO)
    all_that_is_due_by_the_clock()
    assert (rows_of(over).count(), rows_of(lasting).count()) == (0, 1)


def test_the_worker_reads_and_deletes_nothing_of_what_was_turned_away_before_its_time(exporter):  # noqa: F811
    lasting, over = exporter.send(full_of_faults()), exporter.send(full_of_faults())
    rows_of(over).update(expires_at=LONG_AGO)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(using="worker"):
        connections["worker"].cursor().execute("SELECT problems FROM feed_quarantinedrecord")
    with transaction.atomic(using="worker"), connections["worker"].cursor() as cursor:
        cursor.execute("SELECT id FROM feed_quarantinedrecord WHERE raw <> ''")
        read = {row for (row,) in cursor.fetchall()}
        assert read.isdisjoint(rows_of(lasting).values_list("id", flat=True))
        cursor.execute("DELETE FROM feed_quarantinedrecord")
    assert (rows_of(over).count(), rows_of(lasting).count()) == (0, 1)


WAYS = {
    "the worker": lambda sender: all_that_is_due_by_the_clock(),
    "a load": lambda sender: sender.send(line()),
    "a check": lambda sender: load(sender.batch(line()), check=True),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_a_load_was_judging_that_was_killed_is_forgotten_after_as_many_days(exporter, way):  # noqa: F811
    """On whichever machine: where no worker runs, by the next load or check."""
    folder = Path(settings.STATE) / "feed"
    folder.mkdir(exist_ok=True)
    old, new = folder / "batch-999998.part", folder / "batch-999999.part"
    for path in (old, new):
        path.write_bytes(b"names")
    os.utime(old, times=(time.time() - 31 * 86400,) * 2)
    way(exporter)
    assert (old.exists(), new.exists()) == (False, True)
    new.unlink()
