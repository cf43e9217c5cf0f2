"""A file, and its seven sections."""

from datetime import date

from django.http import Http404
from django.views.decorators.http import require_GET

from shahrsazi.accounts.access import CitizenRequest
from shahrsazi.casefiles.calendar import running
from shahrsazi.casefiles.long_sections import page_with, paged
from shahrsazi.casefiles.registry import BY_KEY, SECTIONS
from shahrsazi.casefiles.section import Section, read, with_mandates
from shahrsazi.casefiles.sections import history
from shahrsazi.casefiles.terms.shown import requested
from shahrsazi.documents.scan import Scan, scans_of
from shahrsazi.ledger.entry import recording_of_reading
from shahrsazi.persian import dates
from shahrsazi.web.templates import render


@require_GET
def case(request: CitizenRequest, casefile):
    """The step at which the file stands now, and its sections with their summaries."""
    today, rows = dates.today(), _read_recorded(request, casefile, SECTIONS, "case")
    stored = [term for own in rows.values() for term in own["terms"]]
    stated = with_mandates(stored, rows["ownership"]["given"], {casefile.id: request.roles})
    summaries = [(section, section.summary(rows[section.key], today)) for section in SECTIONS]
    return render(
        request,
        "casefiles/case.html",
        case=casefile,
        summaries=summaries,
        waiting=requested(stated, today),
        has_running=bool(running(stated, today)),
        current=history.current_step(rows["history"]["actions"]),
        in_progress=history.in_progress(rows["history"]["actions"]),
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
    whole = chosen.page(rows, today)
    wished = page_with(request.GET.get("row", ""), whole, chosen) or request.GET.get("page")
    context = paged(whole, chosen.long, wished)
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
    """The rows, read with the ledger's row of this reading in one transaction: without that row there is no page. With
    them as whom they are read: what is not the reader's to see is not said to be absent.
    """
    me = request.visitor.person_id
    rows = read(sections, cases=[casefile.id], me=me, with_queries=recording_of_reading(me, casefile.id, what))
    reader = {"sees_money": request.sees_money, "is_agent": request.is_agent}
    return {key: own | reader for key, own in rows.items()}


def _scans(section: Section, rows: dict) -> dict[str, Scan]:
    """SHA-256 → the scan of each paper that the rows name, without the lists of their renditions."""
    own = section.papers.titles(rows[section.papers.query]) if section.papers else {}
    named = sorted({*own, *(paper.scan for paper in rows.get("papers", ()) if paper.scan)})
    return {scan.sha256: scan for scan in scans_of(named)} if named else {}
