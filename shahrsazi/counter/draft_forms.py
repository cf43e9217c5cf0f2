"""The form of one part of a registration: it opens with the stored texts and saves what is typed, right or wrong."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from shahrsazi.counter.forms import DraftForm, edit_conflict_sentence, shown_texts
from shahrsazi.counter.registration import draft
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.people.models import Person
from shahrsazi.persian.digits import whole_number
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.fields import TypedField

page_methods = require_http_methods(["GET", "HEAD", "POST"])


def redirect_to(name: str, registration: Registration, **kwargs) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, kwargs={"ref": registration.draft.ref} | kwargs))


def redirect_to_next(registration: Registration) -> HttpResponseRedirect:
    """To the next page on which something is missing; to the review when nothing is."""
    for person in registration.showing:
        if any(person.document_errors()):
            return redirect_to("draft_papers", registration, key=person.key)
        if any(person.contact_errors()):
            return redirect_to("draft_contact", registration, key=person.key)
    return redirect_to("draft_review", registration)


def save_part(request: DeskRequest, registration: Registration, name: str, texts: dict, form: DraftForm) -> bool:
    """Save a part. False when a colleague saved it meanwhile: the form then shows their version beside this one."""
    version = whole_number(request.POST.get("base"), 8) or 0
    try:
        draft.save(registration.draft, name, texts, base=version, by=request.desk.person_id)
        return True
    except draft.EditConflictError as conflict:
        writer = Person.objects.using("staff").filter(id=conflict.part.by).first()
        form.error("", edit_conflict_sentence(writer.name if writer else "—"))
        form.theirs, form.base = conflict.part, conflict.part.version
        return False


def open_form(
    request: DeskRequest, registration: Registration, name: str, texts: Mapping[str, Any], fields: Iterable[TypedField]
) -> DraftForm:
    """The form of a part, with the stored texts or with what was just typed."""
    fields = list(fields)
    form = DraftForm(fields, shown_texts(request, fields, texts))
    form.base, form.saved = registration.version(name), "saved" in request.GET
    return form


def redirect_back(registration: Registration, name: str, **kwargs) -> HttpResponseRedirect:
    """Back to the page that was saved, with what is still wrong: by GET, so that Back and Reload can show it again."""
    query = {"saved": "1"} | {k: v for k, v in kwargs.items() if k in ("wrong", "many") and v}
    address_parts = {k: v for k, v in kwargs.items() if k not in ("wrong", "many")}
    address = reverse(name, kwargs={"ref": registration.draft.ref} | address_parts)
    return HttpResponseRedirect(f"{address}?{urlencode(query, doseq=True)}")


def reread(registration: Registration) -> Registration:
    """The registration, read anew after a part was saved."""
    return Registration(registration.desk, registration.draft, registration.case)


def editable(view):
    """Let only a draft be edited; a registration that was handed on is shown in the review."""

    def check(request: DeskRequest, registration, **kwargs):
        if registration.draft.state != draft.DRAFT:
            return redirect_to("draft_review", registration)
        return view(request, registration, **kwargs)

    return page_methods(check)
