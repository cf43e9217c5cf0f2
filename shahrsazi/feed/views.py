"""The page of the batches, for administrators and the auditor: what came, what waits for two, what was turned away."""

from datetime import datetime

from django.db import connections
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from shahrsazi.feed.guard_words import GUARDS
from shahrsazi.feed.models import Batch, Difference, QuarantinedRecord
from shahrsazi.people.models import Person
from shahrsazi.persian import formatting
from shahrsazi.staff.access import DeskRequest
from shahrsazi.staff.forms import back, notice, page_methods, row_number
from shahrsazi.staff.registered_fields import LABELS
from shahrsazi.web.lists import Cut, cut
from shahrsazi.web.templates import render

SHOWN, LOOKED_BACK = 30, 500
STATES = {
    Batch.JUDGING: ("", _("Being judged")),
    Batch.WAITING: ("warn", _("Waits for two people")),
    Batch.APPLYING: ("", _("Being applied")),
    Batch.DONE: ("good", _("Done")),
    Batch.DROPPED: ("", _("Replaced by another")),
    Batch.REFUSED: ("warn", _("Refused as a whole")),
}
RECORDS = {
    "file": _("File"),
    "ownership": _("Share"),
    "mandate": _("Mandate"),
    **dict.fromkeys(("person", "name", "death", "code"), _("Person")),
}
OUTCOMES = {"released": "agreed"}


@page_methods
def batches(request: DeskRequest):
    if request.method == "POST":
        return _release_difference(request) if "difference" in request.POST else _release(request)
    recent = list(Batch.objects.using("staff").select_related("source").order_by("-id")[:LOOKED_BACK])
    chosen = next((b for b in recent if str(b.id) == request.GET.get("batch")), None)
    waiting = [b for b in recent if b.state == Batch.WAITING]
    return render(
        request,
        "feed/batches.html",
        batches=cut(recent, SHOWN),
        chosen=chosen,
        reasons=_reasons(chosen) if chosen else [],
        waiting=waiting,
        differences=(differences := _differences()),
        names=_names([*waiting, *differences]),
        labels=LABELS,
        records=RECORDS,
        fed=_last_fed(recent),
        guards=GUARDS,
        states=STATES,
        notice=notice(request),
    )


def _release(request: DeskRequest):
    """Asks for the release of a batch that a guard stopped, or agrees to it as the second person."""
    batch, reason = row_number(request.POST.get("batch", "")), _reason(request)
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.release_batch(%s, %s)", [batch, reason])
        [outcome] = cursor.fetchone()
    return back("batches", OUTCOMES.get(outcome, outcome))


def _reason(request: DeskRequest) -> str:
    return request.POST.get("reason", "").replace("\0", "")[:201]


def _release_difference(request: DeskRequest):
    """Asks that the source's word counts after all, or agrees to it as the second person."""
    difference, reason = row_number(request.POST["difference"]), _reason(request)
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.release_difference(%s, %s)", [difference, reason])
        [outcome] = cursor.fetchone()
    return back("batches", OUTCOMES.get(outcome, outcome))


def _differences() -> Cut[Difference]:
    """The oldest of those that nobody has released: which fields, and nothing of what stands in them."""
    rows = Difference.objects.using("staff").filter(settled_at=None, released_by=None).exclude(fields=[])
    shown = ("record", "fields", "since", "release_asked_by", "release_reason", "source__title")
    return cut(rows.select_related("source").only(*shown).order_by("since", "id"), SHOWN)


def _reasons(batch: Batch) -> list:
    rows = QuarantinedRecord.to_be_corrected(batch, "staff")
    reason = "reason_fa" if formatting.language() == "fa" else "reason"
    return list(rows.values_list("record", reason).annotate(count=Count("id")).order_by("-count", reason)[:100])


def _names(waiting: list[Batch | Difference]) -> dict[int, str]:
    asked_by = [b.release_asked_by for b in waiting if b.release_asked_by]
    return {person.id: person.name for person in Person.objects.using("staff").filter(id__in=asked_by)}


def _last_fed(recent: list[Batch]) -> list[tuple[int, str, datetime]]:
    """For each district and source when it was last fed: (district, source, moment), the longest ago first."""
    last: dict[tuple[int, str], datetime] = {}
    for batch in recent:
        moment = batch.ended_at
        for district in batch.by_district if moment else ():
            if district.isdigit() and moment:
                last.setdefault((int(district), batch.source.title), moment)
    return sorted(((*key, moment) for key, moment in last.items()), key=lambda row: (row[2], row[0]))
