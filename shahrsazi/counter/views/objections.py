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
from shahrsazi.persian.identifiers import refuse_if
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.fields import ChoiceField, WordsField
from shahrsazi.web.forms import Form, sent
from shahrsazi.web.templates import render


class ChangeField(ChoiceField):
    """One of the coming changes; one that the page showed and that is over by now stands for no other."""

    def read(self, text: str) -> str:
        sentence = _("This change is not coming any more: look which one is, then send it again.")
        refuse_if(text not in [key for key, _words in self.options()], "choice", sentence)
        return text


class ObjectionForm(Form):
    longest = 500
    words = WordsField(_("Why, in a few words"), required=True, size=300, wanted=_("Write a word on why."))

    def __init__(self, posted, parties: dict[str, tuple[int, str]], coming: list[Draft], *, of_file: bool):
        """Where the address names a file, the form names the change that its page showed, also if there is but one."""
        super().__init__(posted)
        wanted = _("Choose who stands before you.")
        names = [(ref, name) for ref, (_id, name) in parties.items()]
        self.fields["who"] = ChoiceField(_("Who stands here and objects"), lambda: names, required=True, wanted=wanted)
        changes = [(row.ref, _moment(row)) for row in coming]
        if of_file:
            title, which = _("Which change"), _("Choose one of the list.")
            self.fields["which"] = ChangeField(title, lambda: changes, required=True, wanted=which)
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
    return _page(request, registration.case, [registration.draft], back, of_file=False)


@require_http_methods(["GET", "HEAD", "POST"])
def objection_of_file(request: DeskRequest, case):
    """The same at whatever counter somebody comes to: of all that is coming of a file that is open there."""
    coming = [row for row in Draft.objects.using("staff").filter(case=case).order_by("id") if row.is_coming]
    if not coming:
        raise Http404
    return _page(request, case, coming, reverse("counter_file", kwargs={"ref": case.ref}), of_file=True)


def _page(request: DeskRequest, case, coming: list[Draft], back: str, *, of_file: bool) -> HttpResponse:
    objectors = {row.ref: _objectors_to(row) for row in coming}
    parties = _people({person_id for ids in objectors.values() for person_id in ids})
    form = ObjectionForm(sent(request), parties, coming, of_file=of_file)
    if form.is_valid():
        who, words = parties[form.cleaned_data["who"]][0], form.cleaned_data["words"]
        wanted = form.cleaned_data.get("which") or coming[0].ref
        row = next(row for row in coming if row.ref == wanted)
        if who not in objectors[row.ref]:
            form.error("which", _("This change does not concern whom you chose."))
        elif _object(row, who, words):
            for person_id in reversal.concerned_by_stop(row.id, using="staff"):
                tell(person_id, "change_stopped", using="staff")
            return HttpResponseRedirect(back)
        elif reversal.was_dismissed(row, who, using="staff"):
            form.error("", _("This person's objection was decided on already, and nothing was changed since."))
        else:
            form.error("", _("It is too late to object here: it has taken effect, or was stopped already."))
    only = coming[0] if of_file and len(coming) == 1 else None
    return render(request, "counter/objection_form.html", form=form, case=case, back=back, only=only)


def _objectors_to(row: Draft) -> set[int]:
    """The owners, who acts for them, and whom else the change concerns; nobody in the name of the dead."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.objectors_to(%s)", [row.id])
        return {person_id for (person_id,) in cursor.fetchall()}


def _people(ids: set[int]) -> dict[str, tuple[int, str]]:
    """By the reference that names them, with id and name."""
    people = Person.objects.using("staff").filter(id__in=ids).order_by("search_name", "id")
    return {person.ref.hex: (person.id, person.name) for person in people}


def _object(row: Draft, person_id: int, words: str) -> bool:
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.object_at_desk(%s, %s, %s)", [row.id, person_id, words])
        return cursor.fetchone()[0]
