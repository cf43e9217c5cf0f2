"""The papers of a file: on the screen page by page, each picture of them, and the marked copy to keep.

A paper opens only if a row that the reader may see names it.
"""

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shahrsazi.casefiles.catalogue import SECTIONS
from shahrsazi.database.prepared import run
from shahrsazi.ledger.entry import noting
from shahrsazi.pages import errors
from shahrsazi.pages.show import show
from shahrsazi.papers import viewing
from shahrsazi.papers.scan import Scan
from shahrsazi.papers.viewing import View

NAMING = [section for section in SECTIONS if section.papers]


@require_safe
def paper(request, casefile, sha256):
    """One page of a paper, with the ways to the others."""
    section, scan, title = _named(request, casefile, sha256, "paper")
    return show(request, "casefiles/paper.html", case=casefile, section=section, title=title, view=View(request, scan))


@require_safe
def picture(request, casefile, sha256, picture):
    """One picture of a page. A thumbnail is too small to read: it goes without a row in the ledger."""
    _section, scan, _title = _named(request, casefile, sha256, "" if "-thumb." in picture else "picture")
    return viewing.picture(request, scan, picture)


@require_safe
def file(request, casefile, sha256):
    """The paper itself, to keep. Marking it takes a while: that is done once the database is free again."""
    _section, scan, _title = _named(request, casefile, sha256, "file")
    name = f"{_('paper')}-{casefile.file_no}-{sha256[:6]}".replace("/", "-")
    return lambda: _handed_over(request, scan, name)


def _handed_over(request, scan: Scan, name: str):
    try:
        return viewing.download(request, scan, name, request.mark)
    except viewing.NotNow:
        return errors.not_now(request)


def _named(request, casefile, sha256: str, what: str) -> tuple:
    """The section that names this paper to this reader, the paper, and what the section calls it."""
    me = request.visitor.person_id
    queries = [(s.queries[s.papers.query], {"cases": [casefile.id], "me": me}) for s in NAMING]
    found = run(*queries, along=noting(me, casefile.id, what) if what else ())
    for section, rows in zip(NAMING, found, strict=True):
        title = section.papers.titles(rows).get(sha256)
        scan = Scan.objects.filter(sha256=sha256).first() if title is not None else None
        if scan:
            return section, scan, title
    raise Http404
