"""The one way in for a file: through the gate, into the store, and on to have its pictures made."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from shahrsazi.database.queue import enqueue
from shahrsazi.documents import originals, sandbox, storage
from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.originals import Original
from shahrsazi.documents.scan import NONE, WAITING, Arrival, Scan
from shahrsazi.documents.tasks import render

# Said of the clean copies of signed files before these were stored.
OF_A_LOST_ORIGINAL = "signed"
Opening = Callable[[], AbstractContextManager]


def store(source: Path, name: str, *, using: str, opening: Opening | None = None) -> str:
    """Let a file in and return the name of the kept paper; `name` is what it was called, of which the end counts.

    FileRejectedError says why it is not taken. `using` is the role of whoever brings it, `opening` begins a
    transaction of theirs: the gate takes its time between two short ones, so that nobody waits for a row meanwhile.
    """
    opened = opening or partial(transaction.atomic, using=using)
    sandbox.size_of(source)
    came_as = _digest(source)
    with opened():
        arrival = Arrival.objects.using(using).select_related("scan").filter(came_as=came_as).first()
    try:
        if arrival and _is_stored(arrival.scan):
            sandbox.check_accepted(source, name)
            return arrival.scan_id
        return _let_in(source, name, came_as, using, opened)
    except storage.StorageUnreachableError as error:
        raise FileRejectedError("not_kept") from error


def _let_in(source: Path, name: str, came_as: str, using: str, opened: Opening) -> str:
    with TemporaryDirectory() as folder:
        admitted = sandbox.admit(source, name, Path(folder))
        scan = _described(admitted)
        storage.put(scan.name, admitted.path)
        signed = [originals.put(scan, source, came_as, Path(folder))] if scan.is_signed else []
    with opened():
        if not Scan.objects.using(using).filter(sha256=scan.sha256).exists():
            Scan.objects.using(using).bulk_create([scan], ignore_conflicts=True)
            if scan.state == WAITING:
                enqueue(render, using=using, sha256=scan.sha256)
        Original.objects.using(using).bulk_create(signed, ignore_conflicts=True)
        Arrival.objects.using(using).bulk_create([Arrival(came_as=came_as, scan=scan)], ignore_conflicts=True)
    return scan.sha256


def _is_stored(scan: Scan) -> bool:
    """With the signed file behind it. Of what was let in before these were stored there is none: it is let in anew."""
    return (
        storage.exists(scan.name)
        and OF_A_LOST_ORIGINAL not in scan.reasons
        and (not scan.is_signed or storage.exists(scan.original_name))
    )


def _described(admitted: sandbox.Admitted) -> Scan:
    return Scan(
        sha256=_digest(admitted.path),
        media_type=admitted.media_type,
        extension=admitted.extension,
        size=admitted.path.stat().st_size,
        pages=admitted.pages,
        reasons=admitted.reasons,
        state=WAITING if admitted.pages else NONE,
    )


def _digest(source: Path) -> str:
    with source.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
