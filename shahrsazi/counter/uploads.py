"""Scans sent with a form of the counter: accepted through the sandbox, or rejected with a sentence."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import transaction

from shahrsazi.city import code_lists
from shahrsazi.counter.access import opens_draft
from shahrsazi.credentials import rate_limits
from shahrsazi.documents import intake
from shahrsazi.documents.errors import SENTENCES, FileRejectedError, sentence
from shahrsazi.documents.sandbox.file_types import MB
from shahrsazi.documents.scan import Scan
from shahrsazi.ledger.denials import limited
from shahrsazi.persian import formatting
from shahrsazi.staff import session
from shahrsazi.staff.access import DeskRequest

# What one request may bring, and how long the sandbox works for it.
MAX_SCANS, SECONDS = 20, 60


class ScansRequest(DeskRequest):
    """The request of a form that may bring scans: by field the SHA-256 of each, or the error that rejected it."""

    uploads: dict[str, list[str | FileRejectedError]]


class DeskClosedError(Exception):
    """The desk was closed while the sandbox was at work."""


@contextmanager
def brings_scans(request: ScansRequest, kwargs) -> Iterator[tuple]:
    """A clerk with a registration, who may send scans with the form.

    The scans pass the sandbox between two transactions: while it opens files, no row of the clerk's is locked, and
    their other windows go on working.
    """
    request.uploads = {}
    if request.method == "POST" and request.FILES:
        with opens_draft(request, dict(kwargs)) as [registration]:  # else rejected before any file is opened
            person = registration.person(kwargs["key"])
            wanted = [f"{need.name}-scan" for need in person.needs()] if person else []
        with suppress(DeskClosedError):  # opening the draft below reports it, with what was typed
            request.uploads = _let_in(request, {name: request.FILES.getlist(name) for name in wanted})
    with opens_draft(request, kwargs) as opened:
        yield opened


def _let_in(request: DeskRequest, files: dict[str, list]) -> dict[str, list[str | FileRejectedError]]:
    """By field, for each of its files the SHA-256 of the stored scan, or the error that rejected it."""
    clerk, left = str(request.desk.member_id), [MAX_SCANS]
    with _turns.setdefault(clerk, _Turns()).take() as mine:
        ends = time.monotonic() + SECONDS if mine else 0.0
        return {name: [_in_turn(request, clerk, upload, left, ends) for upload in files[name]] for name in files}


def _in_turn(request: DeskRequest, clerk: str, upload, left: list[int], ends: float) -> str | FileRejectedError:
    left[0] -= 1
    if left[0] < 0 or time.monotonic() > ends or rate_limits.peek("counter.seconds", clerk):
        return FileRejectedError("not_in_turn")
    if rate_limits.hit("counter.scans", clerk, amount=1 + upload.size // MB):
        limited(request, "counter.scans")
        return FileRejectedError("day_full")
    began = time.monotonic()
    try:
        return _store(request, upload)
    finally:
        rate_limits.hit("counter.seconds", clerk, amount=1 + int(time.monotonic() - began))


class _Turns:
    """Of one clerk one request is at the sandbox, two more wait; of all clerks four are, in each process."""

    at_once = threading.BoundedSemaphore(4)

    def __init__(self) -> None:
        self.places, self.turn = threading.BoundedSemaphore(3), threading.Lock()

    @contextmanager
    def take(self) -> Iterator[bool]:
        """Whether it is this request's turn; at once where too many of the clerk's wait already."""
        if not self.places.acquire(blocking=False):
            yield False
            return
        try:
            with self.turn:
                mine = self.at_once.acquire(timeout=SECONDS)
                try:
                    yield mine
                finally:
                    if mine:
                        self.at_once.release()
        finally:
            self.places.release()


_turns: dict[str, _Turns] = {}


def _store(request: DeskRequest, upload) -> str | FileRejectedError:
    try:
        with _on_disk(upload) as path:
            return intake.store(path, upload.name, using="staff", opening=partial(_at_desk, request))
    except FileRejectedError as error:
        return error


@contextmanager
def _at_desk(request: DeskRequest) -> Iterator[None]:
    with transaction.atomic(using="staff"):
        if session.load_desk(request.COOKIES.get(settings.STAFF_COOKIE, "")) is None:
            raise DeskClosedError
        yield


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


def attached(request: ScansRequest, name: str, refused: list[str]) -> list[str]:
    """The scans that were stored for one need. Rejected ones go to `refused`; everything else stays as it was typed."""
    uploads = request.uploads.get(f"{name}-scan", [])
    refused += [_coded(name, error) for error in uploads if isinstance(error, FileRejectedError)]
    return [sha256 for sha256 in uploads if isinstance(sha256, str)]


def _coded(name: str, error: FileRejectedError) -> str:
    return ".".join([name, error.reason, *(f"{key}={value}" for key, value in error.figures.items())])


def refusals(coded: list[str], needs: set[str]) -> list[tuple[str, str]]:
    """Field and sentence of each rejected scan, from the address that the form redirected to."""
    parts = [code.split(".") for code in coded[:MAX_SCANS]]
    valid = [p for p in parts if p[0] in needs and _is_sentence(p)]
    return [(f"{name}-scan", f"{kind_label(name)}: {sentence(why, _figures(rest))}") for name, why, *rest in valid]


def kind_label(name: str) -> str:
    return code_lists.label("doc_kind", name, formatting.language())


def _is_sentence(parts: list[str]) -> bool:
    """Whether these parts make a sentence: anyone can write such an address."""
    if len(parts) < 2 or parts[1] not in SENTENCES:
        return False
    try:
        return bool(sentence(parts[1], _figures(parts[2:])))
    except KeyError:
        return False


def _figures(coded: list[str]) -> dict[str, str]:
    pairs = (figure.partition("=") for figure in coded)
    return {key: value for key, _equals, value in pairs if value.isascii() and value.isalnum()}


def stored_scans(papers: dict) -> dict[str, Scan]:
    """The stored scans of some papers of a registration, by their SHA-256."""
    named = {scan for texts in papers.values() for scan in texts.get("scans", [])}
    return {s.sha256: s for s in Scan.objects.using("staff").filter(sha256__in=named).defer("renditions")}
