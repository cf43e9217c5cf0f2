"""An objection made in person: whoever has no account, or cannot use it, stops a coming change at the counter."""

from django.db import connections
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shahrsazi.counter.registration import reversal
from shahrsazi.counter.registration.draft import Draft
from shahrsazi.messages.notices import tell
from shahrsazi.people.models import Person
from shahrsazi.persian import formatting
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.fields import ChoiceField, WordsField
from shahrsazi.web.forms import Form, sent
from shahrsazi.web.templates import render


class ObjectionForm(Form):
    longest = 500
    words = WordsField(_("Why, in a few words"), required=True, size=300, wanted=_("Write a word on why."))

    def __init__(self, posted, parties: dict[str, tuple[int, str]], coming: list[Draft]):
        super().__init__(posted)
        wanted = _("Choose who stands before you.")
        names = [(ref, name) for ref, (_id, name) in parties.items()]
        self.fields["who"] = ChoiceField(_("Who stands here and objects"), lambda: names, required=True, wanted=wanted)
        changes = [(row.ref, _moment(row)) for row in coming]
        if len(coming) > 1:
            title, which = _("Which change"), _("Choose one of the list.")
            self.fields["which"] = ChoiceField(title, lambda: changes, required=True, wanted=which)
        self.order_fields(["which", "who", "words"])


def _moment(row: Draft) -> str:
    at = row.takes_effect_at
    assert at is not None  # it is coming
    return gettext("takes effect on %(day)s at %(hour)s") % {"day": formatting.day(at), "hour": formatting.clock(at)}


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: DeskRequest, registration):
    """One clerk is enough: nothing is lost by it but time, and everyone of the file is told."""
    if not registration.draft.is_coming:
        raise Http404
    back = reverse("draft_review", kwargs={"ref": registration.draft.ref})
    return _page(request, registration.case, [registration.draft], back)


@require_http_methods(["GET", "HEAD", "POST"])
def objection_of_file(request: DeskRequest, case):
    """The same at whatever counter somebody comes to: of all that is coming of a file that is open there."""
    coming = [row for row in Draft.objects.using("staff").filter(case=case).order_by("id") if row.is_coming]
    if not coming:
        raise Http404
    return _page(request, case, coming, reverse("counter_file", kwargs={"ref": case.ref}))


def _page(request: DeskRequest, case, coming: list[Draft], back: str) -> HttpResponse:
    parties = _parties(coming)
    form = ObjectionForm(sent(request), parties, coming)
    if form.is_valid():
        who, words = parties[form.cleaned_data["who"]][0], form.cleaned_data["words"]
        wanted = form.cleaned_data.get("which") or coming[0].ref
        row = next(row for row in coming if row.ref == wanted)
        if not (who in _objectors() or who in row.concerns):
            form.error("which", _("This change does not concern whom you chose."))
        elif _object(row, who, words):
            for person_id in reversal.concerned_by_stop(row.id, using="staff"):
                tell(person_id, "change_stopped", using="staff")
            return HttpResponseRedirect(back)
        elif reversal.was_dismissed(row, who, using="staff"):
            form.error("", _("This person's objection was decided on already, and nothing was changed since."))
        else:
            form.error("", _("It is too late to object here: it has taken effect, or was stopped already."))
    return render(request, "counter/objection_form.html", form=form, case=case, back=back)


def _parties(coming: list[Draft]) -> dict[str, tuple[int, str]]:
    """By the reference that names them, with id and name: the owners, who acts for them, and whom else the change
    concerns.
    """
    may = _objectors() | {person_id for row in coming for person_id in row.concerns}
    people = Person.objects.using("staff").filter(id__in=may).order_by("search_name", "id")
    return {person.ref.hex: (person.id, person.name) for person in people}


def _objectors() -> set[int]:
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.objectors()")
        return {row[0] for row in cursor.fetchall()}


def _object(row: Draft, person_id: int, words: str) -> bool:
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.object_at_desk(%s, %s, %s)", [row.id, person_id, words])
        return cursor.fetchone()[0]
