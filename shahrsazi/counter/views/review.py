"""Step 5: the review with everything that is missing; activation, the second clerk, and what is printed."""

import logging
from copy import copy

from django.db import DatabaseError, connections, transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST
from psycopg.errors import UniqueViolation

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.counter import sealed_again, uploads
from shahrsazi.counter.draft_forms import redirect_to
from shahrsazi.counter.letters import Letter
from shahrsazi.counter.registration import activation, counter_act, doubts, draft, facts, reversal, shown
from shahrsazi.counter.registration.participants import Participant
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.database.lost import is_refused
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.fields import WordsField
from shahrsazi.web.forms import Form
from shahrsazi.web.templates import render

logger = logging.getLogger(__name__)

SENDER_SUSPENDED = _("Whoever sent this on is suspended since: hand it back, and a colleague sends it on anew.")

CHANGED = _("Something of this file was changed in the same moment: look at it again, then go on.")


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
        suspended=SENDER_SUSPENDED if draft.sender_is_suspended(registration.draft) else "",
        names=_names(registration) | draft.names({paper.seen_by for paper in papers if paper.seen_by}),
        papers=papers,
        reversible=reversal.is_possible(registration.draft),
        reversing=reversal.waiting(registration.draft),
        took_death=reversal.took_death(registration.draft),
        counter_act=counter_act.is_possible(registration),
        sealed_waits=sealed_again.of(registration.draft),
        on_paper=[] if is_open or registration.is_elsewhere else _on_paper(registration),
        unposted=Letter.objects.using("staff").filter(registration=registration.draft, posted_on=None).exists(),
        differences=shown.differences(registration),
        facts=facts.of(registration),
        scans=uploads.stored_scans({n: paper.texts for n, paper in enumerate(papers)}),
        unopened=shown.unopened(registration) if registration.draft.state == draft.SUBMITTED else set(),
        hours=registration.hours_to_object,
        status=status,
    )


def _on_paper(registration: Registration) -> list[Participant | sealed_again.OnPaper]:
    """Whom nothing reaches by now, of those who came in or gave up their telephone by it: a password is printed."""
    unreached = sealed_again.unreached(registration.draft)
    everyone = {person.number: person for person in (*registration.acting, *registration.everyone)}
    return [everyone.get(number, person) for number, person in unreached.items()]


def _wrote(request: DeskRequest, registration: Registration) -> bool:
    """Whether this clerk wrote in it or sent it on: the second clerk must not have."""
    row = registration.draft
    return request.desk.person_id in draft.authors(row) | {row.submitted_by}


def _names(registration: Registration) -> dict[int, str]:
    row = registration.draft
    return draft.names(draft.authors(row) | {by for by in (row.submitted_by, row.settled_by) if by})


@require_POST
def submit(request: DeskRequest, registration):
    """«فعال‌سازی دسترسی»: at once while the file is closed, else by a second clerk; not while anything is missing, nor
    what the clerk who opens it alone has not seen.
    """
    registration, form = _held(registration), HandBackForm()
    if registration.draft.state != draft.DRAFT:
        return redirect_to("draft_review", registration)  # sent twice, or from an outdated page
    if any(registration.errors()):
        return _page(request, registration, form)
    if registration.needs_second:
        return _moved(request, registration, activation.submit)
    if request.POST.get("content", "") != registration.content:  # nobody looks at it after this clerk
        form.error("", _("This registration was changed since you opened it: look at it again, then send it."))
    return _page(request, registration, form) if form.errors else _moved(request, registration, activation.activate)


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
    if draft.sender_is_suspended(registration.draft):
        form.error("", SENDER_SUSPENDED)
    if any(registration.errors()):
        form.error("", _("Something is missing meanwhile: hand it back."))
    if shown.unopened(registration):
        form.error("", _("Open every scan before you confirm: some have not been opened at this desk."))
    return _page(request, registration, form) if form.errors else _moved(request, registration, activation.confirm)


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
    answer = _moved(request, registration, lambda r: move(r, form.cleaned_data["word"]))
    return HttpResponseRedirect(reverse("desk")) if registration.is_elsewhere else answer


def _moved(request: DeskRequest, registration: Registration, move):
    """Make the move, unless a colleague was quicker: then the review shows what became of the registration, or what
    stands against it by now.
    """
    row, case = copy(registration.draft), registration.case  # as they were: the move writes into both
    try:
        with transaction.atomic(using="staff"):
            move(registration)
    except activation.StateConflictError as conflict:
        if str(conflict):
            return _conflict(request, Registration(registration.desk, row, case), str(conflict))
    except DatabaseError as error:
        # What the back office told in the same moment; or the session was ended, which the route answers.
        if is_refused(error) and _is_at_desk():
            # Or what this code should have refused itself: the sentence is of the database's own, and names nobody.
            logger.warning("Registration %s was not moved: %s", row.id, str(error).partition("\n")[0])
            return _conflict(request, Registration(registration.desk, row, case), str(CHANGED))
        # A file of this code or number was formed in the same moment. Anything else is a bug of ours and is raised.
        cause = error.__cause__
        if not isinstance(cause, UniqueViolation) or cause.diag.table_name != CaseFile._meta.db_table:
            raise
    return redirect_to("draft_review", registration)


def _conflict(request: DeskRequest, registration: Registration, sentence: str):
    form = HandBackForm()
    form.error("", sentence)
    return _page(request, registration, form)


def _is_at_desk() -> bool:
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.desk_person() IS NOT NULL")
        return cursor.fetchone()[0]


@require_GET
def receipt(request: DeskRequest, registration):
    """One page for the owner to take home."""
    from shahrsazi.counter.receipts import receipt_of

    if registration.draft.state not in (draft.ACTIVE, draft.CONFIRMED):
        raise Http404
    record_act("printed", by=Author.of(request.desk), case=registration.case.id, section="receipt")
    return inline_pdf(receipt_of(registration), f"receipt-{registration.draft.id}.pdf")


def inline_pdf(content: bytes, name: str) -> HttpResponse:
    """A printed sheet, to be shown by the browser."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
