"""Scans sent with a form of the counter: kept aside for the worker, which has the sandbox look at them."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

from shahrsazi.city import code_lists
from shahrsazi.counter import incoming
from shahrsazi.counter.access import opens_draft
from shahrsazi.counter.incoming import FOLDER, REFUSED, WAITING, IncomingScan
from shahrsazi.counter.registration import draft as drafts
from shahrsazi.counter.registration.participants import Participant
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.counter.tasks import check_scan
from shahrsazi.credentials import rate_limits
from shahrsazi.database.queue import enqueue
from shahrsazi.documents import sandbox, storage
from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox.file_types import MB
from shahrsazi.documents.scan import Scan
from shahrsazi.ledger.denials import limited
from shahrsazi.persian import formatting
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.forms import plain

# What one request may bring, and what of one clerk may wait for the sandbox.
MAX_SCANS, MAX_WAITING = 20, 60


class Brought(NamedTuple):
    """A file of a request: where it is kept aside, or the error that turned it away at the door."""

    name: str
    size: int
    stored: str = ""
    error: FileRejectedError | None = None


class ScansRequest(DeskRequest):
    """The request of a form that may bring scans: by need what was brought for it."""

    brought: dict[str, list[Brought]]


@contextmanager
def brings_scans(request: ScansRequest, kwargs) -> Iterator[tuple]:
    """A clerk with a registration, who may send scans with the form.

    The bytes are kept aside between two transactions: while the store takes them, no row of the clerk's is locked.
    """
    request.brought = {}
    if request.method == "POST" and request.FILES:
        with opens_draft(request, dict(kwargs)) as [registration]:  # else rejected before any file is kept
            person = registration.person(kwargs["key"])
            needs = [need.name for need in person.needs()] if person else []
            room = _room(request)
        files = [(need, upload) for need in needs for upload in request.FILES.getlist(f"{need}-scan")]
        for number, (need, upload) in enumerate(files):
            request.brought.setdefault(need, []).append(_keep_aside(request, upload, number < room))
    with opens_draft(request, kwargs) as opened:
        yield opened


def _room(request: DeskRequest) -> int:
    """How many more files of this clerk are taken now."""
    member = request.desk.member_id
    if incoming.has_used_up_the_sandbox(member):
        limited(request, "counter.seconds")
        return 0
    return min(MAX_SCANS, MAX_WAITING - incoming.waiting_of(member))


def _keep_aside(request: DeskRequest, upload, room: bool) -> Brought:
    name, clerk = plain(upload.name, 200), str(request.desk.member_id)
    if not room:
        return Brought(name, upload.size, error=FileRejectedError("not_in_turn"))
    if rate_limits.hit("counter.scans", clerk, amount=1 + upload.size // MB):
        limited(request, "counter.scans")
        return Brought(name, upload.size, error=FileRejectedError("day_full"))
    try:
        with _on_disk(upload) as path:
            sandbox.size_of(path)
            stored = f"{FOLDER}/{secrets.token_hex(16)}"
            storage.put(stored, path)
    except FileRejectedError as error:
        return Brought(name, upload.size, error=error)
    except storage.StorageUnreachableError:
        return Brought(name, upload.size, error=FileRejectedError("not_kept"))
    return Brought(name, upload.size, stored)


@contextmanager
def _on_disk(upload) -> Iterator[Path]:
    if hasattr(upload, "temporary_file_path"):
        yield Path(upload.temporary_file_path())
        return
    with NamedTemporaryFile() as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def take_in(request: ScansRequest, registration: Registration, person: Participant, kinds: dict[str, str]) -> None:
    """Have the worker look at what this request brought; `kinds` says which kind of paper each need is shown as.

    A clerk's files come after one another: each that waits already puts the next one further back.
    """
    waiting = incoming.waiting_of(request.desk.member_id)
    for need, files in request.brought.items():
        for brought in files:
            row = _row(request, registration, person, kinds.get(need, need), brought)
            drafts.save_into(registration.draft, row)
            if row.state == WAITING:
                enqueue(check_scan, using="staff", priority=-waiting, incoming=row.id)
                waiting += 1


def _row(
    request: DeskRequest, registration: Registration, person: Participant, kind: str, brought: Brought
) -> IncomingScan:
    refusal = brought.error
    return IncomingScan(
        draft=registration.draft,
        district_id=registration.draft.district_id,
        part=f"papers.{person.key}",
        kind=kind,
        name=brought.name,
        stored=brought.stored,
        size=brought.size,
        brought_by=request.desk.member_id,
        state=REFUSED if refusal else WAITING,
        reason=refusal.reason if refusal else "",
        figures=refusal.figures if refusal else {},
    )


def kind_label(name: str) -> str:
    return code_lists.label("doc_kind", name, formatting.language())


def stored_scans(papers: dict) -> dict[str, Scan]:
    """The stored scans of some papers of a registration, by their SHA-256."""
    named = {scan for texts in papers.values() for scan in texts.get("scans", [])}
    return {s.sha256: s for s in Scan.objects.using("staff").filter(sha256__in=named).defer("renditions")}
