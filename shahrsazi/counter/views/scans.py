"""The scans of a registration, for the clerk who compares them with the originals; and those of a file's papers."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shahrsazi.casefiles.sections.ownership import Paper, number_of
from shahrsazi.counter.registration.draft import DRAFT
from shahrsazi.counter.uploads import kind_label
from shahrsazi.documents import viewer
from shahrsazi.documents.file_names import stem
from shahrsazi.documents.originals import Original
from shahrsazi.documents.scan import Scan
from shahrsazi.documents.viewer import View, when_ready
from shahrsazi.ledger.entry import PAPER_DIGITS, Author, record_act, record_look
from shahrsazi.persian import formatting
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.templates import render


@require_safe
def scan(request: DeskRequest, registration, sha256):
    """A scan of this registration, page by page, for the clerk who compares it with the original."""
    stored, person, kind = _find(registration, sha256, opened=1)
    kwargs = {"ref": registration.draft.ref}
    back = reverse("draft_review", kwargs=kwargs)
    if registration.draft.state == DRAFT:
        back = reverse("draft_papers", kwargs=kwargs | {"key": person.key})
    return _shown(request, stored, f"{kind_label(kind)} – {person.name}", back)


def _shown(request: DeskRequest, stored: Scan, title: str, back: str):
    view = View(request, stored)
    original = Original.objects.using("staff").filter(scan=stored.sha256).first() if stored.is_signed else None
    page = lambda: render(request, "counter/scan.html", title=title, back=back, view=view, original=original)  # noqa: E731
    return lambda: when_ready(request, page)


@require_safe
def rendition(request: DeskRequest, registration, sha256, rendition):
    stored, *_shown_by = _find(registration, sha256)
    return lambda: when_ready(request, lambda: viewer.send_rendition(request, stored, rendition))


@require_safe
def file(request: DeskRequest, registration, sha256):
    """The scan as a download, marked as coming from this counter."""
    stored, _person, kind = _find(registration, sha256)
    of = _("registration") + f"-{registration.draft.id}"
    return _marked(request, stored, registration.draft.district_id, (kind_label(kind), "", "", of))


@require_safe
def original(request: DeskRequest, registration, sha256):
    """The signed file behind a scan of this registration, byte for byte."""
    stored, *_shown_by = _find(registration, sha256)
    return _as_it_came(request, stored, registration.draft.case_id)


def _as_it_came(request: DeskRequest, stored: Scan, case: int | None):
    """Each time it is taken out is a row of the ledger."""
    if not Original.objects.using("staff").filter(scan=stored.sha256).exists():
        raise Http404
    record_act(
        "read",
        by=Author.of(request.desk),
        case=case,
        section="original",
        detail={"paper": stored.sha256[:PAPER_DIGITS]},
    )
    name = _("signed original").replace(" ", "-") + f"-{stored.sha256[:6]}"
    return lambda: when_ready(request, lambda: viewer.send_original(request, stored, name))


def _marked(request: DeskRequest, stored: Scan, district: int, parts: tuple[str, ...]):
    name, mark = stem(*parts, sha256=stored.sha256), _("counter of district %s") % district
    return lambda: when_ready(request, lambda: viewer.download(request, stored, name, mark))


def _find(registration, sha256: str, **how: int) -> tuple:
    """The scan, the person who showed the paper, and its kind. A thumbnail elsewhere is a look, not an opening."""
    for person in [*registration.everyone, *registration.showing]:
        for kind, texts in person.papers.items():
            if sha256 in texts.get("scans", []):
                case, number = registration.draft.case_id, registration.draft.id
                record_look("scan", case, draft=number, paper=sha256[:PAPER_DIGITS], **how)
                if stored := Scan.objects.using("staff").filter(sha256=sha256).first():  # else it was erased
                    return stored, person, kind
    raise Http404


@require_safe
def paper(request: DeskRequest, case, sha256):
    """A paper of a file of the clerk's own district, whoever registered it and whenever."""
    row, stored = _of_file(request, case, sha256)
    return _shown(request, stored, kind_label(row.doc_kind), reverse("counter_file", kwargs={"ref": case.ref}))


@require_safe
def paper_rendition(request: DeskRequest, case, sha256, rendition):
    _row, stored = _of_file(request, case, sha256)
    return lambda: when_ready(request, lambda: viewer.send_rendition(request, stored, rendition))


@require_safe
def paper_file(request: DeskRequest, case, sha256):
    row, stored = _of_file(request, case, sha256)
    day = formatting.short(row.doc_date) if row.doc_date else ""
    parts = kind_label(row.doc_kind), number_of(row), day, _("file") + f"-{case.file_no}"
    return _marked(request, stored, case.district_id, parts)


@require_safe
def paper_original(request: DeskRequest, case, sha256):
    _row, stored = _of_file(request, case, sha256)
    return _as_it_came(request, stored, case.id)


def _of_file(request: DeskRequest, case, sha256: str) -> tuple[Paper, Scan]:
    row = Paper.at_desk.filter(case=case, scan=sha256).first() if case.district_id == request.desk.district else None
    stored = Scan.objects.using("staff").filter(sha256=sha256).first() if row else None
    if row is None or stored is None:
        raise Http404
    record_look("scan", case.id, paper=sha256[:PAPER_DIGITS])
    return row, stored
