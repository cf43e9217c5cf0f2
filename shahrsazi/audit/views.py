"""The auditor's pages: the ledger searched and read, and the same rows as a file for a spreadsheet."""

import csv
import io
import json

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shahrsazi.audit import labels, search, search_form
from shahrsazi.audit.search import PAGE, Row, Search
from shahrsazi.audit.search_form import SearchForm
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.persian import dates, formatting
from shahrsazi.staff.access import DeskRequest
from shahrsazi.staff.forms import page_methods, row_number
from shahrsazi.web.templates import render

MAX_EXPORTED = 10_000
# A spreadsheet takes a cell that begins with one of these for a formula and computes it; the full-width signs too.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@page_methods
def audit(request: DeskRequest):
    """A search that is sent by the form redirects to an address, which holds no one's national code."""
    form = SearchForm(request.POST) if request.method == "POST" else search_form.from_address(request.GET)
    if not form.is_valid():
        return _page(request, form, [], None)
    if request.method == "POST":
        return HttpResponseRedirect(reverse("audit") + (f"?{urlencode(query)}" if (query := form.as_query()) else ""))
    criteria, before = form.criteria(), row_number(request.GET.get("before", ""))
    entries = list(search.entries(criteria, before)[: PAGE + 1])
    _record(request.desk, criteria, {"before": before} if before else {})
    older = entries[PAGE - 1].id if len(entries) > PAGE else None
    return _page(request, form, search.with_names(entries[:PAGE]), older)


def _page(request: DeskRequest, form: SearchForm, rows: list[Row], further: int | None):
    query = form.as_query()
    return render(
        request,
        "audit/audit.html",
        form=form,
        rows=rows,
        acts=labels,
        further=urlencode(query | {"before": further}) if further else "",
        same=urlencode(query),
        paged="before" in request.GET,
        max_rows=MAX_EXPORTED,
        detail=describe_detail,
    )


def _record(desk, criteria: Search, more: dict) -> None:
    record_act("audited", by=Author.of(desk), detail=criteria.detail() | more)


@require_GET
def export(request: DeskRequest):
    form = search_form.from_address(request.GET)
    if not form.is_valid():
        return _page(request, form, [], None)
    criteria = form.criteria()
    entries = list(search.entries(criteria)[:MAX_EXPORTED])
    _record(request.desk, criteria, {"exported": len(entries)})
    file = io.StringIO()
    csv.writer(file).writerows([_headings(), *(map(_cells, search.with_names(entries)))])
    # The byte order mark tells spreadsheets that it is UTF-8.
    return HttpResponse(
        file.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="ledger.csv"', "Cache-Control": "no-store"},
    )


def _headings() -> list[str]:
    return [
        _("Number"),
        _("Moment"),
        _("Day"),
        _("Who"),
        _("Role"),
        _("Act"),
        _("Renewal code"),
        _("Section"),
        _("Reason given"),
        _("District"),
        _("Whom it concerns"),
        _("Detail"),
    ]


def _cells(row: Row) -> list[str]:
    e = row.entry
    moment = e.at.astimezone(dates.CITY_TIME).isoformat(timespec="seconds")
    cells = [
        e.id,
        moment,
        formatting.short(e.at),
        row.who,
        labels.role(e.role),
        labels.act(e.act),
        row.file,
        labels.part(e.section),
        e.reason,
        e.district or "",
        row.whom,
        describe_detail(e.detail),
    ]
    return [escape_formula(str(cell)) for cell in cells]


def escape_formula(cell: str) -> str:
    return "'" + cell if cell.startswith(FORMULAS) else cell


def describe_detail(detail: dict) -> str:
    """The detail of a row in one line of text."""
    return json.dumps(detail, ensure_ascii=False)[1:-1].replace('"', "") if detail else ""
