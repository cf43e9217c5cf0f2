"""«مسدود کردن حساب»: a stolen telephone, a password that somebody else knows. One clerk blocks, two open again."""

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shahrsazi.casefiles import changes
from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.counter.registration import reversal
from shahrsazi.messages.notices import tell
from shahrsazi.people.models import AccountBlock
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.fields import WordsField
from shahrsazi.web.forms import Form, sent
from shahrsazi.web.templates import render


class BlockForm(Form):
    reason = WordsField(_("Why, in a few words"), required=True, size=200, wanted=_("Write a word on why."))


@require_http_methods(["GET", "HEAD", "POST"])
def block(request: DeskRequest, case, key):
    """The account of an owner of this file, or of one who acts for an owner."""
    person = next((p for p in _parties(case) if p.ref.hex == key), None)
    if person is None:
        raise Http404
    row = AccountBlock.objects.using("staff").filter(person=person, opened_at__isnull=True).first()
    openings = changes.openings(case, request.desk.district)
    if row and person.id not in openings:
        raise Http404
    waits = openings.get(person.id, False)
    # The page says what its button does: one that was opened before a colleague acted does not do the contrary.
    wanted = request.POST.get("do", "")
    answering = request.method == "POST" and wanted in ("agree", "refuse")
    form = BlockForm(request.POST | {"reason": "---"} if answering else sent(request))
    requested_at = row.opening_requested_at if row and waits else None
    if answering and requested_at and request.POST.get("shown") != requested_at.isoformat():
        form.error("", _("A colleague has asked for it meanwhile: read why, then agree or go back."))
    if form.is_valid():
        if _act(person.id, form.cleaned_data["reason"], wanted):
            return HttpResponseRedirect(reverse("counter_file", kwargs={"ref": case.ref}))
        form.error("", _("You asked for this yourself, or it was done meanwhile: a colleague has to open the account."))
    own = row is not None and waits and row.opening_requested_by == request.desk.person_id
    return render(request, "counter/block.html", form=form, case=case, person=person, row=row, waits=waits, own=own)


def _parties(case) -> list:
    owners = Ownership.at_desk.filter(case=case).select_related("person")
    return [o.person for o in owners] + [m.agent for m in Mandate.at_desk.select_related("agent")]


def _act(person_id: int, reason: str, wanted: str) -> bool:
    outcome = ""
    if wanted == "block":
        outcome = "blocked" if changes.block_account(person_id, reason) else ""
    elif wanted in ("ask", "agree"):
        outcome = changes.unblock_account(person_id, reason, agrees=wanted == "agree")
    elif wanted == "refuse":
        outcome = "kept" if changes.keep_blocked(person_id) else ""
    if outcome in ("blocked", "open"):
        tell(person_id, "account_blocked" if outcome == "blocked" else "account_opened", using="staff")
    stopped = reversal.stopped_now(using="staff") if outcome == "blocked" else []
    for concerned in {someone for act in stopped for someone in reversal.concerned_by_stop(act, using="staff")}:
        tell(concerned, "change_stopped", using="staff")
    return bool(outcome)
