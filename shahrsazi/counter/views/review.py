"""Step 5: the review with everything that is missing; activation, the second clerk, and what is printed."""

from contextlib import suppress
from datetime import timedelta

from django.db import IntegrityError, connections, transaction
from django.db.models.functions import Now
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST
from psycopg.errors import UniqueViolation

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.city import rules
from shahrsazi.counter import letters, uploads
from shahrsazi.counter.draft_forms import redirect_to
from shahrsazi.counter.letters import Letter
from shahrsazi.counter.registration import activation, counter_act, doubts, draft, facts, reversal, shown
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.credentials.passwords import FirstPassword
from shahrsazi.database.signatures import sign_row
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.messages.notices import tell
from shahrsazi.people.models import Contact
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.fields import WordsField
from shahrsazi.web.forms import Form
from shahrsazi.web.templates import render


class HandBackForm(Form):
    word = WordsField(_("A word on why"), required=True, size=300, wanted=_("Write a word on why."))


@require_GET
def review(request: DeskRequest, registration):
    """Everything in one list: what was registered, and what is still missing."""
    return _page(request, registration, HandBackForm())


def _page(request: DeskRequest, registration: Registration, form: HandBackForm, status: int = 200):
    editing = registration.draft.state == draft.DRAFT
    is_open = editing or registration.draft.state == draft.SUBMITTED
    errors = list(registration.errors()) if is_open else []
    papers = shown.papers(registration)
    return render(
        request,
        "counter/review.html",
        r=registration,
        form=form,
        errors=errors,
        editing=editing,
        step="review",
        doubts=registration.doubts() if is_open else [],
        same_file=doubts.same_file(registration) if is_open else [],
        own=_wrote(request, registration),
        names=_names(registration) | draft.names({paper.seen_by for paper in papers if paper.seen_by}),
        papers=papers,
        reversible=reversal.is_possible(registration.draft),
        reversing=reversal.waiting(registration.draft),
        counter_act=counter_act.is_possible(registration),
        unposted=Letter.objects.using("staff").filter(registration=registration.draft, posted_on=None).exists(),
        differences=shown.differences(registration),
        facts=facts.of(registration),
        scans=uploads.stored_scans({n: paper.texts for n, paper in enumerate(papers)}),
        unopened=shown.unopened(registration) if registration.draft.state == draft.SUBMITTED else set(),
        hours=registration.hours_to_object,
        status=status,
    )


def _wrote(request: DeskRequest, registration: Registration) -> bool:
    """Whether this clerk wrote in it or sent it on: the second clerk must not have."""
    row = registration.draft
    return request.desk.person_id in draft.authors(row) | {row.submitted_by}


def _names(registration: Registration) -> dict[int, str]:
    row = registration.draft
    return draft.names(draft.authors(row) | {by for by in (row.submitted_by, row.settled_by) if by})


@require_POST
def submit(request: DeskRequest, registration):
    """«فعال‌سازی دسترسی»: at once while the file is closed, else by a second clerk; not while anything is missing."""
    if registration.draft.state != draft.DRAFT:
        return redirect_to("draft_review", registration)  # sent twice, or from an outdated page
    if any(registration.errors()):
        return _page(request, registration, HandBackForm())
    return _moved(registration, activation.submit if registration.needs_second else activation.activate)


@require_POST
def confirm(request: DeskRequest, registration):
    """The second clerk's agreement."""
    form = HandBackForm()
    if registration.draft.state != draft.SUBMITTED:
        return redirect_to("draft_review", registration)
    registration = _held(registration)
    if request.POST.get("content", "") != registration.content:
        form.error("", _("This registration was changed since you opened it: look at it again, then confirm."))
    if _wrote(request, registration):
        form.error("", _("You wrote in this registration yourself: a colleague has to confirm it."))
    if any(registration.errors()):
        form.error("", _("Something is missing meanwhile: hand it back."))
    if shown.unopened(registration):
        form.error("", _("Open every scan before you confirm: some have not been opened at this desk."))
    return _page(request, registration, form) if form.errors else _moved(registration, activation.confirm)


def _held(registration: Registration) -> Registration:
    """The registration, read anew, which nobody changes until this transaction ends."""
    with connections["staff"].cursor() as cursor:  # two registrations of one file are confirmed one after the other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('registration'), %s)", [registration.draft.case_id or 0])
    rows = draft.Draft.objects.using("staff").select_for_update(of=("self",))
    row = rows.select_related("district", "case").get(id=registration.draft.id)
    return Registration(registration.desk, row, registration.case)


@require_POST
def hand_back(request: DeskRequest, registration):
    """Hand the registration back with a note on what to correct, or give it up."""
    form = HandBackForm(request.POST)
    withdraws = "withdraw" in request.POST
    if withdraws and registration.is_elsewhere:
        raise Http404  # it is that district's to give up
    move = activation.withdraw if withdraws else activation.hand_back
    if not form.is_valid():
        return _page(request, registration, form)
    answer = _moved(registration, lambda r: move(r, form.cleaned_data["word"]))
    return HttpResponseRedirect(reverse("desk")) if registration.is_elsewhere else answer


def _moved(registration: Registration, move):
    """Make the move, unless a colleague was quicker: then the review shows what became of the registration."""
    try:
        with suppress(activation.StateConflictError), transaction.atomic(using="staff"):
            move(registration)
    except IntegrityError as error:
        # A file of this code or number was formed in the same moment. Anything else is a bug of ours and is raised.
        cause = error.__cause__
        if not isinstance(cause, UniqueViolation) or cause.diag.table_name != CaseFile._meta.db_table:
            raise
    return redirect_to("draft_review", registration)


@require_GET
def receipt(request: DeskRequest, registration):
    """One page for the owner to take home."""
    from shahrsazi.counter.receipts import receipt_of

    if registration.draft.state not in (draft.ACTIVE, draft.CONFIRMED):
        raise Http404
    record_act("printed", by=Author.of(request.desk), case=registration.case.id, section="receipt")
    return _pdf(receipt_of(registration), f"receipt-{registration.draft.id}.pdf")


@require_POST
def sealed(request: DeskRequest, registration, key):
    """A password on paper for whom this registration brought in without an address. Printed again it is the same."""
    from shahrsazi.counter.receipts import sealed_of

    person = registration.person(key)
    contact = _without_address(registration, person)
    printable = registration.draft.state in (draft.ACTIVE, draft.CONFIRMED) and not registration.is_elsewhere
    if not printable or contact is None:
        raise Http404
    live = FirstPassword.usable(contact.person_id, using="staff").filter(channel="paper", ends_at__gt=Now())
    first = live.first()
    if first is None and not _may_print(contact.person_id):
        form = HandBackForm()
        form.error("", _("Another clerk prints the next one; none is printed once a password of one's own was chosen."))
        return _page(request, registration, form)
    first = first or _new_first_password(request, contact.person_id)
    tell(contact.person_id, "sealed_printed", using="staff")
    letters.write_printed(registration.draft.id, contact.person_id)
    record_act("sealed", by=Author.of(request.desk), case=registration.case.id, person=contact.person_id)
    return _pdf(sealed_of(registration, person, first), f"sealed-{first.id}.pdf")


def _without_address(registration: Registration, person) -> Contact | None:
    """The person of that part, if they came in by this registration, and no address of theirs counts or is coming."""
    if person is None:
        return None
    rows = Contact.objects.using("staff").filter(person__number=person.number, registered_on__isnull=False)
    contact = rows.filter(registered_by_registration=registration.draft.id).first()
    reached = contact and (contact.mobile or contact.email or contact.coming_mobile or contact.coming_email)
    return None if reached else contact


def _may_print(person_id: int) -> bool:
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.may_print_sealed(%s)", [person_id])
        return cursor.fetchone()[0]


def _new_first_password(request: DeskRequest, person_id: int) -> FirstPassword:
    life = timedelta(days=rules.value("sealed_days", "staff"))
    first = FirstPassword(person_id=person_id, channel="paper", sent_at=Now(), ends_at=Now() + life)
    first.printed_by = request.desk.person_id
    sign_row(first, "staff")
    first.save(using="staff", force_insert=True)
    first.refresh_from_db(using="staff")
    return first


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
