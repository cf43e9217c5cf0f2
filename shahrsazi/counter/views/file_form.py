"""Step 1 of a registration: a file that does not exist yet."""

from django.http import HttpResponseRedirect

from shahrsazi.counter.draft_forms import editable, open_form, redirect_back, redirect_to, reread, save_part
from shahrsazi.counter.forms import texts_of
from shahrsazi.counter.registration import doubts, form_fields
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.templates import render


@editable
def file(request: DeskRequest, registration):
    """Step 1: a new file. A file that the back office fed, or that was formed before, is not edited here."""
    if registration.case:
        return redirect_to("draft_owners", registration)
    form = open_form(request, registration, "file", registration.texts("file"), form_fields.WHOLE_FILE)
    if request.method == "POST":
        if save_part(request, registration, "file", texts_of(request, form_fields.WHOLE_FILE), form):
            return _after_file(reread(registration), sure="sure" in request.POST)
    elif form.base:
        form.add_errors(registration.file.errors)
        form.add_errors(("renewal_code", error) for error in registration.file_errors())
    return render(
        request,
        "counter/file_form.html",
        form=form,
        r=registration,
        form_fields=form_fields,
        same_file=doubts.same_file(registration) if form.base else [],
        step="file",
    )


def _after_file(registration: Registration, sure: bool) -> HttpResponseRedirect:
    wrong = registration.file.errors or any(registration.file_errors())
    if wrong or ((registration.doubts() or doubts.same_file(registration)) and not sure):
        return redirect_back(registration, "draft_file")
    return redirect_to("draft_owners", registration)
