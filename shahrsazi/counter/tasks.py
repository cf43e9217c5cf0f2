"""Has the sandbox look at scans that were brought to a registration, in the worker."""

import time

from django.db.models import F
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from shahrsazi.counter.incoming import ACCEPTED, REFUSED, WAITING, IncomingScan
from shahrsazi.documents import intake, storage
from shahrsazi.documents.errors import FileRejectedError

MAX_TRIES = 3


@app.task(queue="scans", retry=RetryStrategy(max_attempts=MAX_TRIES, linear_wait=10))
def check_scan(incoming: int) -> None:
    """Let one file in or turn it away. Tried again while the store does not answer, or the worker was lost with it."""
    rows = IncomingScan.objects.using("worker").filter(id=incoming, state=WAITING)
    row = rows.first()
    if row is None:
        return
    rows.update(tries=F("tries") + 1)
    began = time.monotonic()
    outcome = {"state": REFUSED, "reason": "unreadable"} if row.tries >= MAX_TRIES else _outcome(row)
    rows.update(seconds=1 + int(time.monotonic() - began), **outcome)
    storage.delete(row.stored)


def _outcome(row: IncomingScan) -> dict:
    try:
        with storage.local_copy(row.stored) as path:
            return {"state": ACCEPTED, "scan": intake.store(path, row.name, using="worker")}
    except FileNotFoundError:
        return {"state": REFUSED, "reason": "unreadable"}
    except FileRejectedError as error:
        return {"state": REFUSED, "reason": error.reason, "figures": error.figures}
