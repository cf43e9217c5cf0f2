"""The letters of a district: what is to be printed and posted, and what was."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from shahrsazi.counter import letters as posting
from shahrsazi.counter.letters import Letter
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.persian.language import in_language
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.fields import PastDayField, WordsField
from shahrsazi.web.forms import Form, sent
from shahrsazi.web.lists import cut
from shahrsazi.web.templates import render

SHOWN, LATE = 50, timedelta(days=2)


class PostingForm(Form):
    posted_on = PastDayField(gettext_lazy("Posted on"), required=True, hint=gettext_lazy("Such as 1405/4/10"))
    posting_no = WordsField(gettext_lazy("Number on the post office's slip"), required=True, size=40)


@require_GET
def letters(request: DeskRequest):
    """Those that wait for the post first; then those that were posted lately."""
    rows = Letter.objects.using("staff").select_related("case").filter(district=request.desk.district)
    return render(
        request,
        "counter/letters.html",
        waiting=cut(rows.filter(posted_on=None).order_by("id"), SHOWN),
        posted=rows.filter(posted_on__isnull=False).order_by("-id")[:SHOWN],
        late=timezone.now() - LATE,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: DeskRequest, letter: Letter):
    """One letter: print it, and write down that it was posted."""
    form = PostingForm(sent(request))
    if form.is_valid():
        if posting.post(letter, form.cleaned_data["posted_on"], form.cleaned_data["posting_no"]):
            return HttpResponseRedirect(reverse("letters"))
        form.error("", _("This was written down before, or the day is before the letter was written."))
    return render(request, "counter/letter.html", form=form, letter=letter, case=letter.case)


@require_GET
def printed(request: DeskRequest, letter: Letter):
    """The letter as one page, folded for a window envelope."""
    from shahrsazi.counter.receipts import letter_of

    record_act("letter_printed", by=Author.of(request.desk), case=letter.case.id, person=letter.person_id)
    with in_language(settings.LANGUAGE_CODE):  # the citizen's, whatever the clerk reads
        page = letter_of(letter, settings.SITE_URL)
    response = HttpResponse(page, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="letter-{letter.id}.pdf"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
