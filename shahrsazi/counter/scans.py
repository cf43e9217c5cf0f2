"""Scans at the counter: taking them in through the gate, and looking at them beside the original."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shahrsazi.pages import errors
from shahrsazi.pages.show import show
from shahrsazi.papers import intake, viewing
from shahrsazi.papers.reasons import SENTENCES, Refused, sentence
from shahrsazi.papers.scan import Scan
from shahrsazi.papers.viewing import View

MOST = 20


def attached(request, name: str, refused: list[str]) -> list[str]:
    """The scans that were sent for one thing, kept at once; what can't be kept leaves everything else as typed."""
    found = []
    for sent in request.FILES.getlist(f"{name}-scan")[:MOST]:
        try:
            with _on_disk(sent) as place:
                found.append(intake.keep(place, sent.name, using="staff"))
        except Refused as fault:
            refused.append(".".join([name, fault.why, *(f"{k}={v}" for k, v in fault.figures.items())]))
    return found


@contextmanager
def _on_disk(sent) -> Iterator[Path]:
    with NamedTemporaryFile() as place:
        for some in sent.chunks():
            place.write(some)
        place.flush()
        yield Path(place.name)


def told(refused: list[str], known: set[str]) -> list[tuple[str, str]]:
    """Field and sentence of each scan that was turned away, from the address that the form came back to."""
    parts = [one.split(".") for one in refused[:MOST]]
    good = [p for p in parts if p[0] in known and _is_said(p)]
    return [(f"{name}-scan", sentence(why, _figures(rest))) for name, why, *rest in good]


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
    return show(request, "counter/scan.html", r=registration, view=View(request, _named(registration, sha256)))


@require_safe
def picture(request, registration, sha256, picture):
    return viewing.picture(request, _named(registration, sha256), picture)


@require_safe
def file(request, registration, sha256):
    """The scan to keep, marked as coming from this counter; made once the database is free again."""
    kept, mark = _named(registration, sha256), _("counter of district %s") % registration.draft.district_id
    return lambda: _handed_over(request, kept, mark)


def _handed_over(request, kept: Scan, mark: str):
    try:
        return viewing.download(request, kept, f"{_('paper')}-{kept.sha256[:6]}", mark)
    except viewing.NotNow:
        return errors.not_now(request)


def _named(registration, sha256: str) -> Scan:
    named = {s for p in registration.everyone for told in p.papers.values() for s in told.get("scans", [])}
    kept = Scan.objects.using("staff").filter(sha256=sha256).first() if sha256 in named else None
    if kept is None:
        raise Http404
    return kept
