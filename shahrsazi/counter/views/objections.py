"""An objection made in person: whoever has no account, or cannot use it, stops a coming change at the counter."""

from django.db import connections
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shahrsazi.counter.draft_forms import redirect_to
from shahrsazi.counter.registration import reversal
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.messages.notices import tell
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.fields import ChoiceField, WordsField
from shahrsazi.web.forms import Form, sent
from shahrsazi.web.templates import render


class ObjectionForm(Form):
    longest = 500
    words = WordsField(_("Why, in a few words"), required=True, size=300, wanted=_("Write a word on why."))

    def __init__(self, posted, parties: dict[str, tuple[int, str]]):
        super().__init__(posted)
        wanted = _("Choose who stands before you.")
        names = [(ref, name) for ref, (_id, name) in parties.items()]
        self.fields["who"] = ChoiceField(_("Who stands here and objects"), lambda: names, required=True, wanted=wanted)
        self.order_fields(["who", "words"])


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: DeskRequest, registration):
    """One clerk is enough: nothing is lost by it but time, and everyone of the file is told."""
    if not registration.draft.is_coming:
        raise Http404
    parties = _parties(registration)
    form = ObjectionForm(sent(request), parties)
    if form.is_valid():
        if _object(registration, parties[form.cleaned_data["who"]][0], form.cleaned_data["words"]):
            for person_id in reversal.concerned_by_stop(registration.draft.id, using="staff"):
                tell(person_id, "change_stopped", using="staff")
            return redirect_to("draft_review", registration)
        who = parties[form.cleaned_data["who"]][0]
        if reversal.was_dismissed(registration.draft, who, using="staff"):
            form.error("", _("This person's objection was decided on already, and nothing was changed since."))
        else:
            form.error("", _("It is too late to object here: it has taken effect, or was stopped already."))
    return render(request, "counter/objection_form.html", form=form, r=registration, step="review")


def _parties(registration: Registration) -> dict[str, tuple[int, str]]:
    """By the reference that names them: the owners before the change and who acts for them, with id and name."""
    people = [shares[0].person for shares in registration.current.values()]
    people += [mandate.agent for mandate in registration.mandates if mandate.capacity != "attorney"]
    return {person.ref.hex: (person.id, person.name) for person in people}


def _object(registration: Registration, person_id: int, words: str) -> bool:
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.object_at_desk(%s, %s, %s)", [registration.draft.id, person_id, words])
        return cursor.fetchone()[0]
