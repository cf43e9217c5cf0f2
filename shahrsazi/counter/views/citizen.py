"""What citizens see of the counter's work: coming changes, which they may object to, and who has seen their file."""

from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from shahrsazi.accounts.access import CitizenRequest
from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.counter.registration.draft import CONFIRMED, Draft
from shahrsazi.ledger.entry import LedgerEntry
from shahrsazi.people.models import Contact
from shahrsazi.persian import dates
from shahrsazi.persian.digits import whole_number
from shahrsazi.web.fields import WordsField
from shahrsazi.web.forms import Form, sent
from shahrsazi.web.templates import render

SHOWN, MAX_ROWS = 100, 2000
# The acts of the counter on a file, in words for citizens; reading a page of a registration counts as reading the file.
ACT_LABELS = {
    "read": _("Opened at the counter"),
    "opened_elsewhere": _("Opened by another district, with a reason"),
    "submitted": _("A registration was handed to a second clerk"),
    "handed_back": _("A registration was handed back"),
    "withdrawn": _("A registration was given up"),
    "registered": _("Owners were registered"),
    "confirmed": _("A registration was confirmed by a second clerk"),
    "mandate_ended": _("The leave of one who acts for an owner was ended"),
    "sealed": _("A sealed password was printed"),
    "death": _("A death was recorded"),
    "added": _("Told by the back office"),
    "corrected": _("Corrected by the back office"),
}


class ObjectionForm(Form):
    """An objection counts, however much is written: what is too long is cut."""

    longest = 300
    words = WordsField(_("Why, in a few words"), size=300)


@require_http_methods(["GET", "HEAD", "POST"])
def pending_changes(request: CitizenRequest):
    """Changes to my files or contact data that two clerks agreed on; I can object until they take effect."""
    form = ObjectionForm(sent(request))
    if form.is_valid():
        if _object(request, form.cleaned_data["words"] or ""):
            return HttpResponseRedirect(reverse("changes"))
        form.error("", _("It is too late to object here: please go to your district's counter."))
    rows = Draft.objects.order_by("-id").only("id", "case_id", "state", "takes_effect_at", "objected_at", "objection")
    return render(
        request,
        "counter/changes.html",
        form=form,
        now=timezone.now(),
        changes=[_change(request, row) for row in rows[:SHOWN]],
    )


def _object(request: CitizenRequest, words: str) -> bool:
    chosen = whole_number(request.POST.get("change"))
    if chosen is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT guard.object_to(%s, %s)", [chosen, words])
        return cursor.fetchone()[0]


class Change(NamedTuple):
    """One change for the page: whose share begins or ends, who will act for me, my coming contact data."""

    row: Draft
    open: bool
    case: CaseFile | None
    beginning: QuerySet[Ownership]
    ending: QuerySet[Ownership]
    acting: QuerySet[Mandate]
    contact: Contact | None


def _change(request: CitizenRequest, row: Draft) -> Change:
    me, shares = request.visitor.person_id, _named(Ownership, "person")
    return Change(
        row,
        open=row.state == CONFIRMED and row.takes_effect_at > timezone.now(),
        case=CaseFile.visible_to(me).filter(id=row.case_id).first(),
        beginning=shares.filter(begun_by_registration=row.id),
        ending=shares.filter(ended_by_registration=row.id).exclude(begun_by_registration=row.id),
        acting=_named(Mandate, "agent").filter(begun_by_registration=row.id),
        contact=Contact.objects.filter(person=me, coming_by_registration=row.id).first(),
    )


def _named(model, whose: str):
    """Rows with a person's names, but without what the database role of this page may not read of them."""
    rows = model.visible.select_related(whose)
    return rows.defer(*(f"{whose}__{field}" for field in ("number", "ref", "search_name")))


@require_GET
def access_log(request: CitizenRequest, casefile):
    """Who else than its owners has opened the file: the counter and the back office, with time, unit and reason."""
    entries = LedgerEntry.objects.filter(case=casefile.id).exclude(role="citizen").order_by("-id")
    rows = [Access(*row) for row in entries.values_list("at", "role", "act", "reason", "district")[:MAX_ROWS]]
    return render(request, "counter/access_log.html", case=casefile, rows=_grouped(rows)[:SHOWN], acts=ACT_LABELS)


class Access(NamedTuple):
    """An act of a unit on a file: the last time of a day, and how often on that day."""

    at: datetime
    role: str
    act: str
    reason: str
    district: int | None
    times: int = 1


def _grouped(rows: list[Access]) -> list[Access]:
    """One row for the same act of the same unit on the same day; the newest come first."""
    groups: dict[tuple, Access] = {}
    for row in rows:
        key = (dates.local_day(row.at), row.role, row.act, row.reason, row.district)
        newest = groups.get(key)
        groups[key] = newest._replace(times=newest.times + 1) if newest else row
    return list(groups.values())
