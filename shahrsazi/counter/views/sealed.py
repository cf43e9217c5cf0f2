"""A password on paper, for whom a registration brought in without an address; a later one takes two clerks."""

from datetime import timedelta

from django.db.models.functions import Now
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from shahrsazi.city import rules
from shahrsazi.counter import letters, sealed_again
from shahrsazi.counter.draft_forms import redirect_to
from shahrsazi.counter.registration import draft as drafts
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.counter.sealed_again import OnPaper
from shahrsazi.counter.views.review import inline_pdf
from shahrsazi.credentials.passwords import FirstPassword
from shahrsazi.database.signatures import sign_row
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.messages.notices import tell
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.fields import WordsField
from shahrsazi.web.forms import Form, sent
from shahrsazi.web.templates import render

NOT_TO_BE_ASKED = _(
    "Nothing is to be asked for: a password of one's own was chosen, it is asked for in another registration, "
    "or you may print one now."
)
ANSWERS = {"agree": sealed_again.agree, "refuse": sealed_again.refuse}


class ReasonForm(Form):
    reason = WordsField(_("Why another one is printed"), required=True, size=200, wanted=_("Write a word on why."))


@require_POST
def sealed(request: DeskRequest, registration, key):
    """A password on paper for whom this registration brought in without an address. Printed again it is the same."""
    from shahrsazi.counter.receipts import sealed_of

    person = _printable(registration, key)
    person_id = person.id
    if registration.is_elsewhere:
        raise Http404
    live = FirstPassword.usable(person_id, using="staff").filter(channel="paper", ends_at__gt=Now())
    first = live.first()
    if first is None and not sealed_again.may_print(person_id):
        return redirect_to("draft_sealed_again", registration, key=key)
    first = first or _new_first_password(request, person_id)
    tell(person_id, "sealed_printed", using="staff")
    letters.write_printed(registration.draft.id, person_id)
    record_act("sealed", by=Author.of(request.desk), case=registration.case.id, person=person_id)
    return inline_pdf(sealed_of(registration, person, first), f"sealed-{first.id}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: DeskRequest, registration, key):
    """Who printed the last one asks for another; a colleague agrees, also one of the appointed district."""
    person = _printable(registration, key)
    row = sealed_again.waiting(person.id, registration.draft)
    if registration.is_elsewhere and row is None:
        raise Http404
    form = ReasonForm(None if row else sent(request))
    if row and request.method == "POST":
        answer = ANSWERS.get(request.POST.get("do", ""))
        # From a page on which nobody had asked yet, or another one had.
        if answer is None or request.POST.get("shown") != row.requested_at.isoformat():
            form.error("", _("A colleague has asked for it meanwhile: read why, then agree or go back."))
        elif answer(person.id):
            done = redirect_to("draft_review", registration)
            return HttpResponseRedirect(reverse("desk")) if registration.is_elsewhere else done
        else:
            settled = _("This request was settled already, or there is no such request.")
            own = row.requested_by == request.desk.person_id
            form.error("", _("A colleague has to agree.") if own and answer is sealed_again.agree else settled)
    elif form.is_valid():
        if sealed_again.request(registration.draft, person.id, form.cleaned_data["reason"]):
            return redirect_to("draft_sealed_again", registration, key=key)
        form.error("", NOT_TO_BE_ASKED)
    return render(
        request,
        "counter/sealed_again.html",
        form=form,
        r=registration,
        person=person,
        row=row,
        own=row is not None and row.requested_by == request.desk.person_id,
        names=drafts.names({row.requested_by}) if row else {},
        not_to_be_asked=NOT_TO_BE_ASKED,
        possible=row is not None or sealed_again.may_ask(registration.draft, person.id),
        step="review",
    )


def _printable(registration: Registration, key: str) -> OnPaper:
    """The person of that part, if passwords on paper are printed for them here; 404 where not. Also of who was an owner
    of the file and is none any more, whose part is gone with the share.
    """
    settled = registration.draft.state in (drafts.ACTIVE, drafts.CONFIRMED)
    unreached = sealed_again.unreached(registration.draft) if settled else {}
    part = registration.person(key) if unreached else None
    person = unreached.get(part.number) if part else next((p for p in unreached.values() if p.key == key), None)
    if person is None:
        raise Http404
    return person


def _new_first_password(request: DeskRequest, person_id: int) -> FirstPassword:
    life = timedelta(days=rules.value("sealed_days", "staff"))
    first = FirstPassword(person_id=person_id, channel="paper", sent_at=Now(), ends_at=Now() + life)
    first.printed_by = request.desk.person_id
    sign_row(first, "staff")
    first.save(using="staff", force_insert=True)
    first.refresh_from_db(using="staff")
    return first
