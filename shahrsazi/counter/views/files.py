"""A file at the counter, and what one clerk alone may do to it: end a mandate, record a death."""

from datetime import timedelta

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shahrsazi.casefiles import changes
from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.counter.forms import Form
from shahrsazi.counter.registration.draft import Draft
from shahrsazi.counter.views.dashboard import described
from shahrsazi.ledger.entry import Author
from shahrsazi.persian import dates
from shahrsazi.persian.identifiers import InvalidInputError
from shahrsazi.web.fields import CodeField, PastDayField
from shahrsazi.web.templates import render

page_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def file(request, case):
    """A file at the counter: owners and shares, mandates, papers, registrations, and what can be done."""
    owners = list(Ownership.at_desk.filter(case=case).select_related("person__contact"))
    current = {share.id for share in Ownership.current().using("staff").filter(case=case)}
    return render(
        request,
        "counter/file.html",
        case=case,
        foreign=case.district_id != request.desk.district,
        owners=[o for o in owners if o.id in current],
        others=[o for o in owners if o.id not in current],
        mandates=_mandates(),
        papers=Paper.at_desk.filter(case=case).order_by("seq"),
        drafts=described(Draft.objects.using("staff").filter(case=case).select_related("case").order_by("-id")),
        today=dates.today(),
    )


def _mandates() -> list[Mandate]:
    rows = Mandate.at_desk.select_related("agent", "principal")
    return list(rows.order_by("-poa_date"))


@page_methods
def end_mandate(request, case, mandate_ref):
    """Dismissal, resignation, incapacity: the mandate ends on the given day and opens nothing from then on."""
    mandate = next((m for m in _mandates() if m.ref.hex == mandate_ref), None)
    if mandate is None or case.district_id != request.desk.district:
        raise Http404
    form = Form(request)
    if request.method == "POST" and _ended(request, case, mandate, form):
        return HttpResponseRedirect(reverse("counter_file", kwargs={"ref": case.ref}))
    return render(request, "counter/end_mandate.html", form=form, case=case, mandate=mandate)


def _ended(request, case, mandate: Mandate, form: Form) -> bool:
    day = form.read("ended_on", _day_of_end)
    reason = form.read("end_reason", CodeField("", "mandate_end").read)
    if day and day < mandate.poa_date:
        form.error("ended_on", _("The leave would end before it began."))
    if day and mandate.ended_on and day > mandate.ended_on:
        form.error("ended_on", _("This leave has ended already, or ends sooner: a later end would bring it back."))
    if not form.errors:
        changes.end_mandate(mandate, case=case, ended_on=day, reason=reason, by=Author.of(request.desk, reason))
    return not form.errors


def _day_of_end(text: str):
    day = dates.parse(text)
    if day > dates.today() + timedelta(days=3660):
        raise InvalidInputError(_("This day is too far ahead: look at the year again."), "far")
    return day


@page_methods
def death(request, case, person_ref):
    """A death certificate was shown: the account is closed at once. The share stays until the heirs show theirs."""
    shares = Ownership.current().using("staff").filter(case=case, person__ref=person_ref)
    share = shares.select_related("person").first()
    if share is None or case.district_id != request.desk.district:
        raise Http404
    form = Form(request)
    if request.method == "POST":
        day = form.read("died_on", PastDayField().read)
        if request.POST.get("seen") != "1":
            form.error("seen", _("Look at the original of the death certificate first."))
        if not form.errors and changes.record_death(share.person_id, day):
            return HttpResponseRedirect(reverse("counter_file", kwargs={"ref": case.ref}))
    return render(request, "counter/death.html", form=form, case=case, person=share.person)
