"""The page of the batches, for administrators and the auditor: what came, what waits for two, what was turned away."""

from collections import defaultdict
from datetime import datetime

from django.db import connections
from django.db.models import Count, F, Func, QuerySet, TextField, Value
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from shahrsazi.feed.guard_words import GUARDS
from shahrsazi.feed.models import Batch, Difference, QuarantinedRecord, Source
from shahrsazi.persian import formatting
from shahrsazi.staff.access import DeskRequest
from shahrsazi.staff.forms import back, notice, page_methods, row_number
from shahrsazi.staff.member import everyone
from shahrsazi.staff.registered_fields import LABELS
from shahrsazi.web.lists import Cut, cut, paged
from shahrsazi.web.templates import render

SHOWN, LOOKED_BACK, REASONS = 30, 500, 100
STATES = {
    Batch.JUDGING: ("", _("Being judged")),
    Batch.WAITING: ("warn", _("Waits for two people")),
    Batch.APPLYING: ("", _("Being applied")),
    Batch.DONE: ("good", _("Done")),
    Batch.DROPPED: ("", _("Replaced by another")),
    Batch.REFUSED: ("warn", _("Refused as a whole")),
    Batch.ABANDONED: ("warn", _("Left half applied")),
}
RECORDS = {
    "file": _("File"),
    "ownership": _("Share"),
    "mandate": _("Mandate"),
    **dict.fromkeys(("person", "name", "death", "code"), _("Person")),
}
OUTCOMES = {"released": "agreed"}
OVERSEERS = ("administrator", "auditor")


@page_methods
def batches(request: DeskRequest):
    if request.method == "POST":
        return _release(request, "difference" if "difference" in request.POST else "batch")
    every = Batch.objects.using("staff").select_related("source")
    recent = list(every.order_by("-id")[:LOOKED_BACK])
    chosen = next((b for b in recent if str(b.id) == request.GET.get("batch")), None)
    # However long ago they came, and however many: nobody has to release one to see the next.
    stopped = _to_release(every.filter(state=Batch.WAITING), "batch", "id")
    waiting, waiting_page = paged(stopped, request.GET.get("waiting"), SHOWN)
    differences, differences_page = paged(_differences(), request.GET.get("differences"), SHOWN)
    return render(
        request,
        "feed/batches.html",
        batches=cut(recent, SHOWN),
        chosen=chosen,
        reasons=_reasons(chosen) if chosen else [],
        waiting=waiting,
        waiting_page=waiting_page,
        differences=differences,
        differences_page=differences_page,
        names=_names([*waiting, *differences]),
        labels=LABELS,
        records=RECORDS,
        fed=_last_fed(),
        guards=GUARDS,
        states=STATES,
        notice=notice(request),
    )


def _release(request: DeskRequest, kind: str):
    """Asks that a batch which a guard stopped is applied, or that a source's word counts after all; agrees to it as the
    second person; or takes that back, or refuses. The form names what its page showed.
    """
    wanted, reason = row_number(request.POST.get(kind, "")), _text(request, "reason")
    refuses, shown = request.POST.get("do") == "refuse", _text(request, "shown")
    statement = "guard.refuse_release(%s, %s, %s)" if refuses else f"guard.release_{kind}(%s, %s, %s)"
    with connections["staff"].cursor() as cursor:
        cursor.execute(f"SELECT {statement}", [kind, wanted, shown] if refuses else [wanted, reason, shown])
        [outcome] = cursor.fetchone()
    return back("batches", OUTCOMES.get(outcome, outcome))


def _text(request: DeskRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "")[:201]


def _to_release(rows: QuerySet, kind: str, *oldest: str) -> QuerySet:
    """First those that somebody asked for, which wait for a second person; each with what its page shows of that."""
    shown = Func(Value(kind), "id", function="guard.release_shown", output_field=TextField())
    return rows.annotate(shown=shown).order_by(IsNull(F("release_asked_by"), True), *oldest)


def _differences() -> QuerySet[Difference]:
    """Those that nobody has released: which fields, and nothing of what stands in them."""
    rows = Difference.standing("staff")
    shown = ("record", "fields", "since", "release_asked_by", "release_reason", "source__title")
    return _to_release(rows.select_related("source").only(*shown), "difference", "since", "id")


def _reasons(batch: Batch) -> Cut:
    rows = QuarantinedRecord.to_be_corrected(batch, "staff")
    reason = "reason_fa" if formatting.language() == "fa" else "reason"
    return cut(rows.values_list("record", reason).annotate(count=Count("id")).order_by("-count", reason), REASONS)


def _names(waiting: list[Batch | Difference]) -> dict[int, str]:
    """Who asked for a release, of those who still look after the feed: nobody agrees to the word of anyone else."""
    asked_by = {b.release_asked_by for b in waiting if b.release_asked_by}
    at_work = everyone().filter(person_id__in=asked_by, role__in=OVERSEERS, disabled_at__isnull=True)
    return {member.person_id: member.person.name for member in at_work}


_LAST_FED = """
SELECT NULLIF(d.district, '')::int, b.source_id, max(b.ended_at)
FROM feed_batch b LEFT JOIN jsonb_object_keys(b.by_district) AS d (district) ON true
WHERE b.state = %s GROUP BY 1, 2
"""
Fed = tuple[int | None, str, datetime | None]


def _last_fed() -> list[Fed]:
    """For each district and source when it was last fed, never or the longest ago first. A source that tells persons
    alone, or has told nothing, has a row without a district.
    """
    moments: defaultdict[int, dict[int | None, datetime | None]] = defaultdict(dict)
    with connections["staff"].cursor() as cursor:
        cursor.execute(_LAST_FED, [Batch.DONE])
        for district, source_id, moment in cursor.fetchall():
            moments[source_id][district] = moment
    rows = [
        (district, source.shown_title, moment)
        for source in Source.objects.using("staff")
        for district, moment in _of_districts(source, moments[source.id]).items()
    ]
    return sorted(rows, key=lambda row: (row[2] is not None, row[2], row[0] or 0))


def _of_districts(source: Source, moments: dict[int | None, datetime | None]) -> dict[int | None, datetime | None]:
    """With those that it may tell of by name and did not."""
    districts = dict.fromkeys(source.districts) | {each: moment for each, moment in moments.items() if each}
    return districts or {None: moments.get(None)}
