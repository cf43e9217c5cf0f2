"""Scans sent with a form of the counter: let in by the sandbox, or turned away with a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import transaction

from shahrsazi.city import code_lists
from shahrsazi.counter.access import opens_draft
from shahrsazi.documents import intake
from shahrsazi.documents.errors import SENTENCES, FileRejectedError, sentence
from shahrsazi.documents.scan import Scan
from shahrsazi.persian import formatting
from shahrsazi.staff import session

MAX_SCANS = 20


class DeskClosedError(Exception):
    """The desk was closed while the sandbox was at work."""


@contextmanager
def brings_scans(request, kwargs) -> Iterator[tuple]:
    """A clerk before a registration, who may have brought scans with the form.

    These pass the sandbox between two transactions: as long as it opens files, no row of the clerk's is held, and their
    other windows go on.
    """
    request.uploads = {}
    if request.method == "POST" and request.FILES:
        with opens_draft(request, dict(kwargs)):
            pass  # whoever may not write here is turned away before any file is opened
        with suppress(DeskClosedError):  # it is said below, with what was typed
            request.uploads = {field: _let_in(request, field) for field in request.FILES}
    with opens_draft(request, kwargs) as opened:
        yield opened


def _let_in(request, field: str) -> list[str | FileRejectedError]:
    """For each file of one field the stored scan, or why there is none."""
    return [_store(request, upload) for upload in request.FILES.getlist(field)[:MAX_SCANS]]


def _store(request, upload) -> str | FileRejectedError:
    try:
        with _on_disk(upload) as path:
            return intake.store(path, upload.name, using="staff", opening=partial(_at_desk, request))
    except FileRejectedError as error:
        return error


@contextmanager
def _at_desk(request) -> Iterator[None]:
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


def attached(request, name: str, refused: list[str]) -> list[str]:
    """The scans that were let in for one thing; those that were not leave everything else as it was typed."""
    uploads = request.uploads.get(f"{name}-scan", [])
    refused += [_coded(name, error) for error in uploads if isinstance(error, FileRejectedError)]
    return [sha256 for sha256 in uploads if isinstance(sha256, str)]


def _coded(name: str, error: FileRejectedError) -> str:
    return ".".join([name, error.reason, *(f"{key}={value}" for key, value in error.figures.items())])


def refusals(coded: list[str], needs: set[str]) -> list[tuple[str, str]]:
    """Field and sentence of each scan that was turned away, from the address that the form came back to."""
    parts = [code.split(".") for code in coded[:MAX_SCANS]]
    valid = [p for p in parts if p[0] in needs and _is_sentence(p)]
    return [(f"{name}-scan", f"{kind_label(name)}: {sentence(why, _figures(rest))}") for name, why, *rest in valid]


def kind_label(name: str) -> str:
    return code_lists.label("doc_kind", name, formatting.language())


def _is_sentence(parts: list[str]) -> bool:
    """Whether a sentence can be made of it: the address is anyone's to write."""
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
    """What is stored of the scans of some papers of a registration."""
    named = {scan for texts in papers.values() for scan in texts.get("scans", [])}
    return {s.sha256: s for s in Scan.objects.using("staff").filter(sha256__in=named).defer("renditions")}
