"""The papers of a file: on the screen page by page, each rendition of a page, and the marked copy to download.

A paper opens only if a row that the reader may see names it. Views call the sandbox and the storage only after the
transaction of the reading: neither may keep a database connection waiting.
"""

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shahrsazi.accounts.access import CitizenRequest
from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.database.prepared import run
from shahrsazi.documents import viewer
from shahrsazi.documents.file_names import stem
from shahrsazi.documents.scan import Scan
from shahrsazi.documents.viewer import View, when_ready
from shahrsazi.ledger.entry import PAPER_DIGITS, recording_of_pieces, recording_of_reading
from shahrsazi.web.templates import render

SECTIONS_WITH_DOCUMENTS = [section for section in SECTIONS if section.papers]


@require_safe
def document(request: CitizenRequest, casefile, paper):
    """One page of a paper, with links to the others."""
    section, rows, scan = _find_document(request, casefile, paper, "paper")
    title = section.papers.titles(rows)[scan.sha256]
    context = {"case": casefile, "section": section, "title": title, "view": View(request, scan)}
    return lambda: when_ready(request, lambda: render(request, "casefiles/document.html", **context))


@require_safe
def rendition(request: CitizenRequest, casefile, paper, rendition):
    """One rendition of a page."""
    what = "thumbnail" if "-thumb." in rendition else "picture"
    in_pieces = what == "thumbnail" or "-tiles-" in rendition
    _section, _rows, scan = _find_document(request, casefile, paper, what, in_pieces=in_pieces)
    return lambda: when_ready(request, lambda: viewer.send_rendition(request, scan, rendition))


@require_safe
def download(request: CitizenRequest, casefile, paper):
    """The paper itself, to download, with its mark."""
    section, rows, scan = _find_document(request, casefile, paper, "file")
    names = section.papers.names(rows)[scan.sha256]
    name = stem(*names, _("file") + f"-{casefile.file_no}", sha256=scan.sha256)
    return lambda: when_ready(request, lambda: viewer.download(request, scan, name, request.mark))


def _find_document(request: CitizenRequest, casefile, paper: str, what: str, *, in_pieces: bool = False) -> tuple:
    """The section whose rows name this paper to this reader, these rows, and the paper; `paper` begins its SHA-256."""
    me = request.visitor.person_id
    queries = [(s.queries[s.papers.query], {"cases": [casefile.id], "me": me}) for s in SECTIONS_WITH_DOCUMENTS]
    digits = paper[:PAPER_DIGITS]
    once = recording_of_pieces(casefile.id, what, digits)
    each = recording_of_reading(me, casefile.id, what, paper=digits)
    results = run(*queries, with_queries=once if in_pieces else each)
    named = {
        sha256: (section, rows)
        for section, rows in zip(SECTIONS_WITH_DOCUMENTS[::-1], results[::-1], strict=True)
        for sha256 in section.papers.titles(rows)
        if sha256.startswith(paper)
    }
    scan = Scan.objects.filter(sha256=min(named)).first() if len(named) == 1 else None
    if not scan:
        raise Http404
    return *named[scan.sha256], scan
