"""A registration that is being written passes to a colleague, who finds it first on their desk."""

from contextlib import suppress

from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shahrsazi.counter.draft_forms import redirect_to
from shahrsazi.counter.registration import activation, draft
from shahrsazi.people.models import Person
from shahrsazi.staff.access import DeskRequest
from shahrsazi.staff.member import Member
from shahrsazi.staff.session import Desk
from shahrsazi.web.fields import ChoiceField, WordsField
from shahrsazi.web.forms import Form, sent
from shahrsazi.web.templates import render


class HandOverForm(Form):
    """To whom: another clerk of the district, by their reference."""

    def __init__(self, colleagues: dict[str, Person], posted=None):
        super().__init__(posted)
        names = [("", ""), *((ref, person.name) for ref, person in colleagues.items())]
        self.fields["to"] = ChoiceField(_("To which colleague"), lambda: names, required=True)
        self.fields["word"] = WordsField(_("A word for them"), size=300)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: DeskRequest, registration):
    """To another clerk of the district, with a word; whoever wrote in it still can't be its second clerk."""
    if registration.is_elsewhere:
        raise Http404
    if registration.draft.state != draft.DRAFT:
        return redirect_to("draft_review", registration)
    colleagues = _colleagues(request.desk)
    form = HandOverForm(colleagues, sent(request))
    if not form.is_valid():
        shown = {"form": form, "r": registration, "some": bool(colleagues)}
        return render(request, "counter/hand_over.html", step="review", **shown)
    with suppress(activation.StateConflictError), transaction.atomic(using="staff"):
        to, word = colleagues[form.cleaned_data["to"]], form.cleaned_data["word"] or ""
        activation.hand_over(registration, to.id, word)
    return HttpResponseRedirect(reverse("desk"))


def _colleagues(desk: Desk) -> dict[str, Person]:
    rows = Member.objects.using("staff").filter(role="clerk", district=desk.district, disabled_at__isnull=True)
    others = rows.exclude(person=desk.person_id).select_related("person")
    return {m.ref.hex: m.person for m in others.order_by("person__last_name", "person__first_name", "id")}
