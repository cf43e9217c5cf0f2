"""Scans at the counter: taking them in through the gate, and looking at them beside the original."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shahrsazi import codes
from shahrsazi.counter.access import opens_draft
from shahrsazi.pages.show import show
from shahrsazi.papers import intake, viewing
from shahrsazi.papers.reasons import SENTENCES, Refused, sentence
from shahrsazi.papers.scan import Scan
from shahrsazi.papers.viewing import View, handed_over
from shahrsazi.people import words
from shahrsazi.staff import session

MOST = 20


class DeskClosed(Exception):
    """The desk was closed while the gate was at work."""


def brings_scans(request, view, kwargs):
    """A clerk before a registration, who may have brought scans with the form.

    These pass the gate between two transactions: as long as it opens files, no row of the clerk's is held, and their
    other windows go on.
    """
    request.brought = {}
    if request.method == "POST" and request.FILES:
        turned_away = opens_draft(request, lambda request, registration, **rest: None, dict(kwargs))
        if turned_away is not None:
            return turned_away
        with suppress(DeskClosed):  # it is said below, with what was typed
            request.brought = {field: _let_in(request, field) for field in request.FILES}
    return opens_draft(request, view, kwargs)


def _let_in(request, field: str) -> list[str | Refused]:
    """For each file of one field the kept paper, or why there is none."""
    return [_one(request, sent) for sent in request.FILES.getlist(field)[:MOST]]


def _one(request, sent) -> str | Refused:
    try:
        with _on_disk(sent) as place:
            return intake.keep(place, sent.name, using="staff", opening=partial(_at_desk, request))
    except Refused as fault:
        return fault


@contextmanager
def _at_desk(request) -> Iterator[None]:
    with transaction.atomic(using="staff"):
        if session.sit_down(request.COOKIES.get(settings.STAFF_COOKIE, "")) is None:
            raise DeskClosed
        yield


@contextmanager
def _on_disk(sent) -> Iterator[Path]:
    if hasattr(sent, "temporary_file_path"):
        yield Path(sent.temporary_file_path())
        return
    with NamedTemporaryFile() as place:
        for some in sent.chunks():
            place.write(some)
        place.flush()
        yield Path(place.name)


def attached(request, name: str, refused: list[str]) -> list[str]:
    """The scans that were let in for one thing; those that were not leave everything else as it was typed."""
    brought = request.brought.get(f"{name}-scan", [])
    refused += [_coded(name, one) for one in brought if isinstance(one, Refused)]
    return [one for one in brought if isinstance(one, str)]


def _coded(name: str, fault: Refused) -> str:
    return ".".join([name, fault.why, *(f"{key}={value}" for key, value in fault.figures.items())])


def told(refused: list[str], known: set[str]) -> list[tuple[str, str]]:
    """Field and sentence of each scan that was turned away, from the address that the form came back to."""
    parts = [one.split(".") for one in refused[:MOST]]
    good = [p for p in parts if p[0] in known and _is_said(p)]
    return [(f"{name}-scan", f"{_kind(name)}: {sentence(why, _figures(rest))}") for name, why, *rest in good]


def _kind(name: str) -> str:
    return codes.label("doc_kind", name, words.language())


def _is_said(parts: list[str]) -> bool:
    """Whether a sentence can be made of it: the address is anyone's to write."""
    if len(parts) < 2 or parts[1] not in SENTENCES:
        return False
    try:
        return bool(sentence(parts[1], _figures(parts[2:])))
    except KeyError:
        return False


def _figures(said: list[str]) -> dict[str, str]:
    pairs = (one.partition("=") for one in said)
    return {key: value for key, _is, value in pairs if value.isascii() and value.isalnum()}


def known(papers: dict) -> dict[str, Scan]:
    """What is known of the scans of some papers of a registration."""
    named = {scan for told in papers.values() for scan in told.get("scans", [])}
    return {s.sha256: s for s in Scan.objects.using("staff").filter(sha256__in=named).defer("pictures")}


@require_safe
def scan(request, registration, sha256):
    """A scan of this registration, page by page, for the clerk who compares it with the original."""
    kept, person, kind = _named(registration, sha256)
    said = {"r": registration, "person": person, "title": f"{_kind(kind)} – {person.name}", "view": View(request, kept)}
    return lambda: handed_over(request, lambda: show(request, "counter/scan.html", **said))


@require_safe
def picture(request, registration, sha256, picture):
    kept, *_whose = _named(registration, sha256)
    return lambda: handed_over(request, lambda: viewing.picture(request, kept, picture))


@require_safe
def file(request, registration, sha256):
    """The scan to keep, marked as coming from this counter."""
    kept, *_whose = _named(registration, sha256)
    mark = _("counter of district %s") % registration.draft.district_id
    return lambda: handed_over(
        request, lambda: viewing.download(request, kept, f"{_('paper')}-{kept.sha256[:6]}", mark)
    )


def _named(registration, sha256: str) -> tuple:
    """The scan, the person who showed the paper, and its kind."""
    for person in registration.everyone:
        for kind, told in person.papers.items():
            if sha256 in told.get("scans", []):
                return Scan.objects.using("staff").get(sha256=sha256), person, kind
    raise Http404
