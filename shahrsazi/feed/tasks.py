"""Forgets in the worker what loads left behind, also of a source from which nothing comes any more."""

from django.utils import timezone
from procrastinate.contrib.django import app


@app.periodic(cron="23 * * * *")
@app.task(queue="maintenance", queueing_lock="forget_fed")
def forget_fed(timestamp: int) -> None:
    """What was turned away thirty days ago, and what a load was judging that was broken off so long ago."""
    from shahrsazi.feed import quarantine, spool  # every web reads this module; what loads is large

    quarantine.forget("worker")
    spool.forget(before=timezone.now() - quarantine.KEPT_FOR)
