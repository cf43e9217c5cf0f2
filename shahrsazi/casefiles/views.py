"""The list of a citizen's files, a file, and its seven sections."""

from datetime import date

from django.http import Http404
from django.views.decorators.http import require_GET

from shahrsazi.accounts.access import CitizenRequest
from shahrsazi.casefiles.registry import BY_KEY, SECTIONS
from shahrsazi.casefiles.section import TERMS, Section, read
from shahrsazi.casefiles.sections import history
from shahrsazi.casefiles.terms.shown import requested
from shahrsazi.database.prepared import run
from shahrsazi.documents.scan import Scan
from shahrsazi.ledger.entry import recording_of_reading
from shahrsazi.persian import dates
from shahrsazi.persian.digits import whole_number
from shahrsazi.persian.text import clean, search_key
from shahrsazi.web.templates import render

PER_PAGE = 20


@require_GET
def case_list(request: CitizenRequest, files):
    """Filtered and paged in Python: the rows of even 300 files are small, and one statement serves every page."""
    wanted = clean(request.GET.get("q", "")[:100])
    matches = [f for f in files if _is_match(f, wanted)]
    pages = max(-(-len(matches) // PER_PAGE), 1)
    number = min(max(_page_number(request.GET.get("page")), 1), pages)
    shown = matches[(number - 1) * PER_PAGE : number * PER_PAGE]
    return render(
        request,
        "casefiles/list.html",
        files=shown,
        total=len(files),
        match_count=len(matches),
        wanted=wanted,
        page_number=number,
        pages=pages,
        waiting=_waiting(request, shown, listed=len(matches)),
        filtering=len(files) > PER_PAGE // 4,
    )


def _is_match(file, wanted: str) -> bool:
    text = search_key(f"{file.place} {file.address} {file.renewal_code} {file.file_no}")
    return all(word in text for word in search_key(wanted).split())


def _page_number(text: str | None) -> int:
    return whole_number(text, 6) or 1


def _waiting(request: CitizenRequest, files: list, listed: int) -> dict[int, list]:
    """File → what waits for its owner, for the files of one page, in one more round trip with the ledger's row."""
    me, today = request.visitor.person_id, dates.today()
    recording = recording_of_reading(me, None, "list", files=listed)
    served = [f.id for f in files if f.served]
    [terms] = run((TERMS, {"cases": served}), with_queries=recording)
    return {f.id: requested([t for t in terms if t.case_id == f.id], today) for f in files}


@require_GET
def case(request: CitizenRequest, casefile):
    """The step at which the file stands now, and its sections with their summaries."""
    today, rows = dates.today(), _read_recorded(request, casefile, SECTIONS, "case")
    summaries = [(section, section.summary(rows[section.key], today)) for section in SECTIONS]
    return render(
        request,
        "casefiles/case.html",
        case=casefile,
        summaries=summaries,
        waiting=requested([t for own in rows.values() for t in own["terms"]], today),
        current=history.current_step(rows["history"]["actions"]),
        since=_days_at_step(rows["history"]["actions"], today),
    )


def _days_at_step(actions: list, today: date) -> int | None:
    current = history.current_step(actions)
    return history.days_since(current, today) if current else None


@require_GET
def section(request: CitizenRequest, casefile, section):
    """One of the seven sections, to those who may read it."""
    if section not in BY_KEY or "citizen" not in BY_KEY[section].readers:
        raise Http404
    chosen = BY_KEY[section]
    today, rows = dates.today(), _read_recorded(request, casefile, [chosen], section)[section]
    context = chosen.page(rows, today)
    return render(
        request,
        f"casefiles/sections/{section}.html",
        case=casefile,
        section=chosen,
        today=today,
        scans=_scans(chosen, rows),
        **context,
    )


def _read_recorded(request: CitizenRequest, casefile, sections: list, what: str) -> dict[str, dict]:
    """The rows, read with the ledger's row of this reading in one transaction: without that row there is no page."""
    me = request.visitor.person_id
    return read(sections, cases=[casefile.id], me=me, with_queries=recording_of_reading(me, casefile.id, what))


def _scans(section: Section, rows: dict) -> dict[str, Scan]:
    """SHA-256 → the scan of each paper that the rows name, without the lists of their renditions."""
    named = sorted(section.papers.titles(rows[section.papers.query])) if section.papers else []
    return {s.sha256: s for s in Scan.objects.filter(sha256__in=named).defer("renditions")} if named else {}
