"""Makes the pictures of papers in the worker: first thumbnails of all pages, then screens, then the large ones."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import brotli
from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from shahrsazi.database.queue import enqueue
from shahrsazi.papers import gate, store
from shahrsazi.papers.reasons import Refused
from shahrsazi.papers.scan import BEGUN, DRAWINGS, FAILED, PICTURED, WAITING, Scan

AT_ONCE = 10
MOST_TRIES = 3
STAMPED_FOR, WAITED_LONG = timedelta(days=2), timedelta(hours=2)


@app.task(queue="pictures", lock="pictures", retry=RetryStrategy(max_attempts=MOST_TRIES, linear_wait=30))
def picture(sha256: str) -> None:
    """Make one paper's pictures; each part is shown as soon as it is there. Tried again before it is given up."""
    scan = Scan.objects.using("worker").get(sha256=sha256)
    if scan.state not in (WAITING, BEGUN):
        return
    scan.tries += 1
    try:
        with store.local(scan.name) as place:
            for steps in _steps(scan):
                _add(scan, place, steps)
        _settle(scan, PICTURED)
    except Refused:
        _settle(scan, FAILED if scan.tries >= MOST_TRIES else scan.state)
        if scan.tries < MOST_TRIES:
            raise


def again() -> int:
    """Have the pictures made of every paper that is without them, those that were given up too; how many."""
    missing = Scan.objects.using("worker").filter(state__in=(WAITING, BEGUN, FAILED))
    missing.filter(state=FAILED).update(state=WAITING, tries=0)
    return _ask_for(missing)


def _ask_for(scans) -> int:
    with transaction.atomic(using="worker"):
        names = list(scans.values_list("sha256", flat=True))
        for sha256 in names:
            enqueue(picture, using="worker", sha256=sha256)
    return len(names)


@app.periodic(cron="41 * * * *")
@app.task(queue="tidying", queueing_lock="catch_up")
def catch_up(timestamp: int) -> None:
    """What waits for its pictures for hours lost its place in the queue: a store that did not answer, a lost worker."""
    long_ago = timezone.now() - WAITED_LONG
    _ask_for(Scan.objects.using("worker").filter(state__in=(WAITING, BEGUN), kept_at__lt=long_ago))


def _steps(scan: Scan) -> Iterator[dict]:
    """What to ask of the gate, in the order in which a reader needs it."""
    if scan.extension in DRAWINGS:
        yield {"sizes": ("thumb", "screen", "large")}
        return
    yield {"sizes": ("thumb",)}
    for sizes in (("screen",), ("large",)):
        for first in range(1, scan.pages + 1, AT_ONCE):
            yield {"sizes": sizes, "first": first, "last": min(first + AT_ONCE - 1, scan.pages)}


def _add(scan: Scan, place: Path, step: dict) -> None:
    with TemporaryDirectory() as folder:
        for made in gate.picture(place, scan.extension, Path(folder), **step):
            _keep(scan, made)
    _settle(scan, BEGUN)


def _keep(scan: Scan, made: gate.Picture) -> None:
    """Into the store, and into the list of the page's pictures; a repeat takes the place of what stood there."""
    name = f"{made.page}-{made.size}.{made.kind}"
    store.put(scan.picture_name(name), made.place)
    if not made.page:
        return
    while len(scan.pictures) < made.page:
        scan.pictures.append({"name": "", "made": []})
    told = scan.pictures[made.page - 1]
    told["made"] = [one for one in told["made"] if one[0] != name]
    told["made"].append([name, made.width, made.height, _weight(made)])
    if (made.page, made.size) == (1, "thumb"):
        scan.thumb = {"width": made.width, "height": made.height}


def _weight(made: gate.Picture) -> int:
    """What it weighs on the way to a reader: lines travel compressed, pictures as they are."""
    if made.kind == "svg":
        return len(brotli.compress(made.place.read_bytes(), quality=5))
    return made.place.stat().st_size


def _settle(scan: Scan, state: str) -> None:
    Scan.objects.using("worker").filter(sha256=scan.sha256).update(
        state=state, tries=scan.tries, thumb=scan.thumb, pictures=scan.pictures
    )


@app.periodic(cron="17 3 * * *")
@app.task(queue="tidying", queueing_lock="tidy_stamped")
def tidy_stamped(timestamp: int) -> None:
    """Marked copies are made anew when they are asked for again: those of other days are thrown away."""
    throw_away(timezone.now() - STAMPED_FOR)


def throw_away(before) -> None:
    """The marked copies that were made before this moment."""
    kept = store.papers()
    if kept.exists("stamped") or not store.on_disk():
        for name in kept.listdir("stamped")[1]:
            if kept.get_modified_time(f"stamped/{name}") < before:
                kept.delete(f"stamped/{name}")
