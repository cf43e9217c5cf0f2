"""A file at the counter, and what one clerk alone may do to it: end a mandate."""

from datetime import date, timedelta

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from shahrsazi.casefiles import changes
from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.counter.registration.draft import Draft
from shahrsazi.counter.views.dashboard import described
from shahrsazi.ledger.entry import Author
from shahrsazi.persian import dates
from shahrsazi.persian.identifiers import refuse_if
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.fields import CodeField, DayField
from shahrsazi.web.forms import Form, sent
from shahrsazi.web.templates import render

page_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def file(request: DeskRequest, case):
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
        now=timezone.now(),
    )


def _mandates() -> list[Mandate]:
    rows = Mandate.at_desk.select_related("agent", "principal")
    return list(rows.order_by("-poa_date"))


class LastDayField(DayField):
    def read(self, text: str) -> date:
        day = super().read(text)
        too_far = day > dates.today() + timedelta(days=3660)
        refuse_if(too_far, "far", _("This day is too far ahead: look at the year again."))
        return day


class ReasonField(CodeField):
    kind = "radio"


class MandateEndForm(Form):
    end_reason = ReasonField(_("Why it ends"), "mandate_end", required=True)
    ended_on = LastDayField(
        _("It ends on"), required=True, hint=_("From this day on the file is closed to them. Such as 1405/4/10")
    )


@page_methods
def end_mandate(request: DeskRequest, case, mandate_ref):
    """Dismissal, resignation, incapacity: the mandate ends on the given day and opens nothing from then on."""
    mandate = next((m for m in _mandates() if m.ref.hex == mandate_ref), None)
    if mandate is None or case.district_id != request.desk.district:
        raise Http404
    form = MandateEndForm(sent(request))
    if form.is_valid() and _ended(request, case, mandate, form):
        return HttpResponseRedirect(reverse("counter_file", kwargs={"ref": case.ref}))
    return render(request, "counter/end_mandate.html", form=form, case=case, mandate=mandate)


def _ended(request: DeskRequest, case, mandate: Mandate, form: MandateEndForm) -> bool:
    day, reason = form.cleaned_data["ended_on"], form.cleaned_data["end_reason"]
    if day < mandate.poa_date:
        form.error("ended_on", _("The leave would end before it began."))
    if mandate.ended_on and day > mandate.ended_on:
        form.error("ended_on", _("This leave has ended already, or ends sooner: a later end would bring it back."))
    if not form.errors:
        changes.end_mandate(mandate, case=case, ended_on=day, reason=reason, by=Author.of(request.desk, reason))
    return not form.errors
