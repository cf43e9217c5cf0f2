"""A file at the counter."""

import json
from datetime import datetime

from django.db import connections
from django.db.models import F, Q
from django.utils import timezone
from django.views.decorators.http import require_GET

from shahrsazi.casefiles import changes
from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.casefiles.terms.at_desk import open_terms
from shahrsazi.counter.registration.draft import Draft
from shahrsazi.counter.views.dashboard import SHOWN, described
from shahrsazi.people.models import AccountBlock
from shahrsazi.persian import dates
from shahrsazi.staff.access import DeskRequest
from shahrsazi.staff.registered_fields import LABELS, as_words
from shahrsazi.web.lists import Position
from shahrsazi.web.templates import render


def _was_stopped(share: Ownership) -> bool:
    """A share that never came to be: the registration that would have begun it was objected to, or taken back."""
    act = share.begun_by_registration
    return act is not None and act == share.ended_by_registration


def _is_taken_back(row: Ownership | Mandate) -> bool:
    """What the back office told by mistake and took back: over as it began, by no act of the counter."""
    if isinstance(row, Mandate):
        return not row.was_given and not row.ended_at_desk
    return row.effective_to == row.effective_from and row.ended_by_registration is None


@require_GET
def file(request: DeskRequest, case):
    """A file at the counter: owners and shares, mandates, papers, registrations, and what can be done."""
    owners = list(Ownership.at_desk.filter(case=case).select_related("person__contact"))
    mandates = _mandates()
    current = {share.id for share in Ownership.current().using("staff").filter(case=case)}
    rows = list(Draft.objects.using("staff").filter(case=case).select_related("case").order_by("-id"))
    position = Position.of(request.GET.get("registrations"), len(rows), SHOWN)
    return render(
        request,
        "counter/file.html",
        case=case,
        foreign=case.district_id != request.desk.district,
        opens=changes.openings(case, request.desk.district),
        owners=[o for o in owners if o.id in current],
        others=[o for o in owners if o.id not in current and not _was_stopped(o)],
        mandates=mandates,
        is_taken_back=_is_taken_back,
        named=_named(owners, mandates),
        blocked=set(AccountBlock.objects.using("staff").filter(opened_at=None).values_list("person_id", flat=True)),
        differences=_differences(owners, mandates),
        papers=Paper.at_desk.filter(case=case).order_by("seq"),
        registrations=(described(position.part(rows, SHOWN)), position),
        coming=any(row.is_coming for row in rows),
        terms=open_terms(case, dates.today()),
        today=dates.today(),
        now=timezone.now(),
    )


def _mandates() -> list[Mandate]:
    """Without those that never came to be, because the registration that would have begun them was stopped."""
    rows = Mandate.at_desk.select_related("agent", "principal")
    stopped = Q(begun_by_registration__isnull=False, ended_on=F("poa_date"), end_reason="")
    return list(rows.exclude(stopped).order_by("-poa_date"))


def _named(owners: list[Ownership], mandates: list[Mandate]) -> dict[int, str]:
    """The names of the owners and of who acts for them, by id."""
    return {o.person_id: o.person.name for o in owners} | {m.agent_id: m.agent.name for m in mandates}


def _differences(owners: list[Ownership], mandates: list[Mandate]) -> list[tuple[str, list[tuple], datetime]]:
    """What the back office tells otherwise of this file and its people: of whom, [(field, value)], and since when."""
    agents, named = {m.id: m.agent.name for m in mandates}, _named(owners, mandates)
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT record, stored, person, reported, since FROM guard.differences_at_desk()")
        rows = cursor.fetchall()
    return [
        (
            agents.get(stored, "") if record == "mandate" else named.get(person, ""),
            [(LABELS[name], as_words(name, value)) for name, value in json.loads(reported).items()],
            since,
        )
        for record, stored, person, reported, since in rows
    ]
