"""A file at the counter."""

from django.utils import timezone
from django.views.decorators.http import require_GET

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.counter.registration.draft import Draft
from shahrsazi.counter.views.dashboard import described
from shahrsazi.people.models import AccountBlock
from shahrsazi.persian import dates
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.templates import render


@require_GET
def file(request: DeskRequest, case):
    """A file at the counter: owners and shares, mandates, papers, registrations, and what can be done."""
    owners = list(Ownership.at_desk.filter(case=case).select_related("person__contact"))
    mandates = _mandates()
    current = {share.id for share in Ownership.current().using("staff").filter(case=case)}
    return render(
        request,
        "counter/file.html",
        case=case,
        foreign=case.district_id != request.desk.district,
        owners=[o for o in owners if o.id in current],
        others=[o for o in owners if o.id not in current],
        mandates=mandates,
        named=_named(owners, mandates),
        blocked=set(AccountBlock.objects.using("staff").filter(opened_at=None).values_list("person_id", flat=True)),
        papers=Paper.at_desk.filter(case=case).order_by("seq"),
        drafts=described(Draft.objects.using("staff").filter(case=case).select_related("case").order_by("-id")),
        today=dates.today(),
        now=timezone.now(),
    )


def _mandates() -> list[Mandate]:
    rows = Mandate.at_desk.select_related("agent", "principal")
    return list(rows.order_by("-poa_date"))


def _named(owners: list[Ownership], mandates: list[Mandate]) -> dict[int, str]:
    """The names of the owners and of who acts for them, by id."""
    return {o.person_id: o.person.name for o in owners} | {m.agent_id: m.agent.name for m in mandates}
