"""The scans of a registration, for the clerk who compares them with the originals."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shahrsazi.counter.uploads import kind_label
from shahrsazi.documents import viewer
from shahrsazi.documents.scan import Scan
from shahrsazi.documents.viewer import View, when_ready
from shahrsazi.ledger.entry import PAPER_DIGITS, record_look
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.templates import render


@require_safe
def scan(request: DeskRequest, registration, sha256):
    """A scan of this registration, page by page, for the clerk who compares it with the original."""
    stored, person, kind = _find(registration, sha256)
    context = {
        "r": registration,
        "person": person,
        "title": f"{kind_label(kind)} – {person.name}",
        "view": View(request, stored),
    }
    return lambda: when_ready(request, lambda: render(request, "counter/scan.html", **context))


@require_safe
def rendition(request: DeskRequest, registration, sha256, rendition):
    stored, *_shown_by = _find(registration, sha256)
    return lambda: when_ready(request, lambda: viewer.send_rendition(request, stored, rendition))


@require_safe
def file(request: DeskRequest, registration, sha256):
    """The scan as a download, marked as coming from this counter."""
    stored, *_shown_by = _find(registration, sha256)
    mark = _("counter of district %s") % registration.draft.district_id
    return lambda: when_ready(
        request, lambda: viewer.download(request, stored, f"{_('paper')}-{stored.sha256[:6]}", mark)
    )


def _find(registration, sha256: str) -> tuple:
    """The scan, the person who showed the paper, and its kind."""
    for person in [*registration.everyone, *registration.showing]:
        for kind, texts in person.papers.items():
            if sha256 in texts.get("scans", []):
                record_look(
                    "scan", registration.draft.case_id, draft=registration.draft.id, paper=sha256[:PAPER_DIGITS]
                )
                return Scan.objects.using("staff").get(sha256=sha256), person, kind
    raise Http404
