"""Makes the pictures of papers in the worker: first thumbnails of all pages, then screens, last the large ones."""

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
from shahrsazi.documents import originals, sandbox, storage, tiling
from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.scan import BEGUN, DRAWINGS, FAILED, RENDERED, UNTILED, WAITING, Scan

PAGES_AT_ONCE = 10
MAX_TRIES = 3
LATER, LAST_OF_ALL = -10, -20
STAMPED_FOR, WAITED_LONG = timedelta(days=2), timedelta(hours=2)
FIRST, LAST = ("thumb", "screen"), ("large",)
SHEETS_AT_ONCE = 4  # of tiles: others' first pictures wait no longer than these take


@app.task(queue="renditions", retry=RetryStrategy(max_attempts=MAX_TRIES, linear_wait=30))
def render(sha256: str) -> None:
    """Make one paper's pictures; each part is shown as soon as it is there. Tried again before it is given up."""
    scan = Scan.objects.using("worker").get(sha256=sha256)
    if scan.state not in (WAITING, BEGUN):
        return
    if scan.tries >= MAX_TRIES:  # it may have taken the worker with it
        _settle(scan, FAILED)
        return
    _settle(scan, scan.state, tries=scan.tries + 1)
    try:
        if scan.is_signed:
            originals.verify(scan)
        _render_steps(scan, FIRST)
    except storage.StorageUnreachableError:
        _settle(scan, scan.state, tries=scan.tries - 1)
        raise
    except FileRejectedError:
        if scan.tries < MAX_TRIES:
            raise
        _settle(scan, FAILED)
    else:
        _settle(scan, RENDERED)
        enqueue(render_large, using="worker", priority=LATER, sha256=sha256)


@app.task(queue="renditions", retry=RetryStrategy(max_attempts=MAX_TRIES, linear_wait=30))
def render_large(sha256: str) -> None:
    """The large pictures, after everybody's first ones; a paper can be read without them."""
    scan = Scan.objects.using("worker").get(sha256=sha256)
    if scan.state == RENDERED:
        _render_steps(scan, LAST)
        if scan.extension not in DRAWINGS:
            enqueue(render_tiles, using="worker", priority=LAST_OF_ALL, sha256=sha256, first=1)


@app.task(queue="renditions", retry=RetryStrategy(max_attempts=MAX_TRIES, linear_wait=30))
def render_tiles(sha256: str, first: int) -> None:
    """What is finer than one picture, of the pages that are so large; of a few, then others have their turn."""
    scan = Scan.objects.using("worker").get(sha256=sha256)
    at_once = min(SHEETS_AT_ONCE, tiling.MAX_SHEETS - len(scan.tiled_pages))
    last = min(first + at_once - 1, scan.pages)
    if scan.state != RENDERED or first > last:
        return
    with storage.local_copy(scan.name) as path:
        _add_tiles(scan, path, first, last)
    enqueue(render_tiles, using="worker", priority=LAST_OF_ALL, sha256=sha256, first=last + 1)


def _add_tiles(scan: Scan, path: Path, first: int, last: int) -> None:
    """One sheet that is too much for the sandbox has no tiles, which its page says; it takes them from no other."""
    try:
        _add(scan, path, {"sizes": ("tiles",), "first": first, "last": last})
    except FileRejectedError:
        if first == last:
            _list(scan, first, [f"{first}-{UNTILED}", 0, 0, 0])
            _settle(scan, scan.state)
            return
        for page in range(first, last + 1):
            _add_tiles(scan, path, page, page)


@app.task(queue="renditions", retry=RetryStrategy(max_attempts=MAX_TRIES, linear_wait=30))
def verify(sha256: str) -> None:
    """Check the signatures of one file anew."""
    scan = Scan.objects.using("worker").get(sha256=sha256)
    originals.verify(scan)
    _settle(scan, scan.state)


def verify_again() -> int:
    """Have the signatures of all signed files checked: the city's trusted roots are others. Returns how many."""
    names = [s.sha256 for s in Scan.objects.using("worker").filter(reasons__contains="signed_apart").only("sha256")]
    with transaction.atomic(using="worker"):
        for sha256 in names:
            enqueue(verify, using="worker", priority=LATER, sha256=sha256)
    return len(names)


def render_again(every: bool = False) -> int:
    """Have the pictures made of every paper that is without them, or of all anew: a lost store. Returns how many."""
    scans = Scan.objects.using("worker").filter(pages__gt=0)
    if every:
        scans.filter(state__in=(RENDERED, BEGUN)).update(state=WAITING, tries=0, renditions=[], thumb=None)
    scans.filter(state__in=(FAILED, WAITING, BEGUN)).update(state=WAITING, tries=0)
    return _enqueue_missing(scans.filter(state=WAITING))


def _enqueue_missing(scans) -> int:
    """One job for each that has none; how many there are."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    live = ProcrastinateJob.objects.using("worker").filter(task_name=render.name, status__in=("todo", "doing"))
    with transaction.atomic(using="worker"):
        names = set(scans.values_list("sha256", flat=True))
        for sha256 in names - set(live.values_list("args__sha256", flat=True)):
            enqueue(render, using="worker", sha256=sha256)
    return len(names)


@app.periodic(cron="41 * * * *")
@app.task(queue="maintenance", queueing_lock="catch_up")
def catch_up(timestamp: int) -> None:
    """What waits for its pictures for hours lost its place in the queue: a store that did not answer, a lost worker."""
    long_ago = timezone.now() - WAITED_LONG
    _enqueue_missing(Scan.objects.using("worker").filter(state__in=(WAITING, BEGUN), kept_at__lt=long_ago))


def _render_steps(scan: Scan, sizes: tuple[str, ...]) -> None:
    with storage.local_copy(scan.name) as path:
        for step in _steps(scan, sizes):
            _add(scan, path, step)


def _steps(scan: Scan, sizes: tuple[str, ...]) -> Iterator[dict]:
    """What to ask of the gate for what is missing, in the order in which a reader needs it."""
    if scan.extension in DRAWINGS:
        yield {"sizes": sizes}  # drawn as a whole
        return
    for size in sizes:
        at_once = scan.pages if size == "thumb" else PAGES_AT_ONCE
        for first in range(1, scan.pages + 1, at_once):
            last = min(first + at_once - 1, scan.pages)
            if any(f"{size}.webp" not in scan.renditions_of(page) for page in range(first, last + 1)):
                yield {"sizes": (size,), "first": first, "last": last}


def _add(scan: Scan, path: Path, step: dict) -> None:
    with TemporaryDirectory() as folder:
        for rendition in sandbox.render(path, scan.extension, Path(folder), **step):
            _store(scan, rendition)
    _settle(scan, BEGUN if scan.state == WAITING else scan.state)


def _store(scan: Scan, rendition: sandbox.Rendition) -> None:
    """Into the store, and into the list of the page's pictures. The same paper always gives the same pictures."""
    name = f"{rendition.page}-{rendition.size}.{rendition.kind}"
    for path in rendition.path.iterdir() if rendition.size == "tiles" else ():
        storage.put(scan.rendition_name(path.name), path)
    if rendition.size != "tiles":
        storage.put(scan.rendition_name(name), rendition.path)
    if not rendition.page:
        return
    _list(scan, rendition.page, [name, rendition.width, rendition.height, _transfer_size(rendition)])
    if (rendition.page, rendition.size) == (1, "thumb"):
        scan.thumb = {"width": rendition.width, "height": rendition.height}


def _list(scan: Scan, page: int, row: list) -> None:
    while len(scan.renditions) < page:
        scan.renditions.append([])
    others = [one for one in scan.renditions[page - 1] if one[0] != row[0]]
    scan.renditions[page - 1] = [*others, row]


def _transfer_size(rendition: sandbox.Rendition) -> int:
    """What it weighs on the way to a reader: lines travel compressed, pictures as they are; of tiles the finest."""
    if rendition.size == "tiles":
        return sum(path.stat().st_size for path in rendition.path.glob("*-tiles-0-*"))
    if rendition.kind == "svg":
        return len(brotli.compress(rendition.path.read_bytes(), quality=5))
    return rendition.path.stat().st_size


def _settle(scan: Scan, state: str, tries: int | None = None) -> None:
    scan.state, scan.tries = state, scan.tries if tries is None else tries
    row = Scan.objects.using("worker").filter(sha256=scan.sha256)
    if not row.update(state=state, tries=scan.tries, thumb=scan.thumb, renditions=scan.renditions):
        storage.delete_folder(scan.rendition_name(""))  # it was erased while we drew it


@app.periodic(cron="17 3 * * *")
@app.task(queue="maintenance", queueing_lock="tidy_stamped")
def tidy_marked_copies(timestamp: int) -> None:
    """Marked copies are made anew when they are asked for again: those of other days are thrown away."""
    for folder in ("stamped", "incoming"):
        storage.delete_older(folder, timezone.now() - STAMPED_FOR)
