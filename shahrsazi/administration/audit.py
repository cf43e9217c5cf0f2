"""The auditor's pages: the ledger searched and read, and the same rows as a file for a spreadsheet."""

import csv
import io
import json

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shahrsazi.administration import acts, search, staffing
from shahrsazi.administration.author import author
from shahrsazi.administration.form import Form, number_of, page_methods
from shahrsazi.administration.search import PAGE, Asked, Row
from shahrsazi.ledger.entry import note_act
from shahrsazi.pages.show import show
from shahrsazi.people import solar, words

MOST_EXPORTED = 10_000
ASKABLE = ("file", "person", "clerk", "day")
# A spreadsheet takes a cell that begins so for a formula, and would work it out; the wide signs too.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@page_methods
def audit(request):
    """Typed into a form and sent, a search becomes an address, in which no one's national code stands."""
    form = Form(request.POST or request.GET)
    asked = _from_the_form(form) if request.method == "POST" else search.read(form)
    if form.errors:
        return _page(request, form, [], None)
    if request.method == "POST":
        return HttpResponseRedirect(reverse("audit") + asked)
    before = number_of(form.get("before"))
    found = list(search.entries(asked, before)[: PAGE + 1])
    _note(request.desk, asked, {"before": before} if before else {})
    return _page(request, form, search.named(found[:PAGE]), found[PAGE - 1].id if len(found) > PAGE else None)


def _from_the_form(form: Form) -> str:
    """The search as the end of an address, once all of it was understood."""
    form.values.pop("person", None)
    person = search.person_typed(form)
    search.read(form)
    said = {name: form.get(name) for name in ASKABLE if form.get(name)} | ({"person": person} if person else {})
    return "?" + urlencode(said) if said else ""


def _page(request, form: Form, rows: list[Row], further: int | None):
    said = {name: form.get(name) for name in ASKABLE if form.get(name)}
    return show(
        request, "audit/audit.html", form=form, rows=rows, acts=acts, members=list(staffing.everyone()),
        further=urlencode(said | {"before": further}) if further else "", same=urlencode(said),
        paged=bool(form.get("before")), most=MOST_EXPORTED, detail=in_words,
    )  # fmt: skip


def _note(desk, asked: Asked, more: dict) -> None:
    note_act("audited", by=author(desk), detail=asked.detail() | more)


@require_GET
def export(request):
    form = Form(request.GET)
    asked = search.read(form)
    if form.errors:
        return _page(request, form, [], None)
    found = list(search.entries(asked)[:MOST_EXPORTED])
    _note(request.desk, asked, {"exported": len(found)})
    file = io.StringIO()
    csv.writer(file).writerows([_headings(), *(map(_cells, search.named(found)))])
    # The mark at the beginning tells spreadsheets that it is UTF-8.
    return HttpResponse(
        file.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="ledger.csv"', "Cache-Control": "no-store"},
    )  # fmt: skip


def _headings() -> list[str]:
    return [
        _("Number"), _("Moment"), _("Day"), _("Who"), _("Role"), _("Act"), _("Renewal code"), _("Section"),
        _("Reason given"), _("District"), _("Whom it concerns"), _("Detail"),
    ]  # fmt: skip


def _cells(row: Row) -> list[str]:
    e = row.entry
    moment = e.at.astimezone(solar.TEHRAN).isoformat(timespec="seconds")
    said = [
        e.id, moment, words.short(e.at), row.who, acts.role(e.role), acts.act(e.act), row.file, acts.part(e.section),
        e.reason, e.district or "", row.whom, in_words(e.detail),
    ]  # fmt: skip
    return [harmless(str(cell)) for cell in said]


def harmless(cell: str) -> str:
    return "'" + cell if cell.startswith(FORMULAS) else cell


def in_words(detail: dict) -> str:
    """What else the row says, as it was written."""
    return json.dumps(detail, ensure_ascii=False)[1:-1].replace('"', "") if detail else ""
