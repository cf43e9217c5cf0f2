"""What a registration changes of a file and its people: a share or leave that ends, a corrected name, a deed."""

from django.http import Http404

from shahrsazi.counter.draft_forms import editable, open_form, redirect_back, redirect_to, reread, save_part
from shahrsazi.counter.forms import texts_of
from shahrsazi.counter.registration import form_fields
from shahrsazi.counter.registration.participants import Correction, DeedEntry, Ending, Leaver
from shahrsazi.counter.views.owners import remaining_errors, removed
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.templates import render


@editable
def leaving(request: DeskRequest, registration, key):
    """The end of a current owner's share: sale, heirs, a court's order; or a death."""
    if key not in registration.shares_by_ref:
        raise Http404
    return _change(request, registration, Leaver, key)


@editable
def ending(request: DeskRequest, registration, key):
    """Dismissal, resignation, incapacity: nobody acts for the owner by this mandate any more."""
    if not any(mandate.ref.hex == key for mandate in registration.mandates):
        raise Http404
    return _change(request, registration, Ending, key)


@editable
def correcting(request: DeskRequest, registration, key):
    """Another name or day of birth of an owner, or of one who acts for an owner, by a paper."""
    if key not in registration.parties:
        raise Http404
    return _change(request, registration, Correction, key)


@editable
def deed(request: DeskRequest, registration, key):
    """The data of a deed, of a file that exists already."""
    if registration.case is None:
        return redirect_to("draft_file", registration)  # a new file's deed stands in its own form
    return _change(request, registration, DeedEntry, key)


def _change(request: DeskRequest, registration, kind: type[Leaver | Ending | Correction | DeedEntry], key: str):
    person = kind(registration, key)
    name, back = f"{kind.part}.{key}", f"draft_{kind.part}"
    typed_fields = [*person.fields(), *(form_fields.SHARES if kind is Leaver else [])]
    form = open_form(request, registration, name, person.texts, typed_fields)
    if removed(request, registration, name, form):
        return redirect_to("draft_owners", registration)
    if request.method == "POST" and "remove" not in request.POST:
        typed = texts_of(request, typed_fields)
        if typed and save_part(request, registration, name, typed, form):
            wrong = any(kind(reread(registration), key).own_errors())
            return redirect_back(registration, back, key=key) if wrong else redirect_to("draft_owners", registration)
    if not form.theirs and (form.base or request.method == "POST"):
        form.add_errors(remaining_errors(person))
    return render(request, f"counter/{kind.part}_form.html", form=form, r=registration, person=person, step="owners")
