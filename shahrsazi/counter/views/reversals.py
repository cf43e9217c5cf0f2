"""What two people take back: two clerks on a registration's page, administrators and the auditor on their own."""

from datetime import date, timedelta

from django.db import connections
from django.db.models import BooleanField, Case, Func, Q, QuerySet, When
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from shahrsazi.city import law, rules
from shahrsazi.counter import letters, shared_mobiles
from shahrsazi.counter.draft_forms import redirect_to
from shahrsazi.counter.registration import counter_act, kinds, reversal
from shahrsazi.counter.registration import draft as drafts
from shahrsazi.counter.registration.draft import Draft
from shahrsazi.counter.registration.reversal import AGREED, REFUSED, Reversal
from shahrsazi.messages.notices import tell
from shahrsazi.persian import dates
from shahrsazi.persian.digits import whole_number
from shahrsazi.staff.access import DeskRequest
from shahrsazi.staff.forms import back, notice
from shahrsazi.web.fields import WordsField
from shahrsazi.web.forms import Form, sent
from shahrsazi.web.lists import cut, paged
from shahrsazi.web.templates import render

page_methods = require_http_methods(["GET", "HEAD", "POST"])
OUTCOMES = {"agree": AGREED, "refuse": REFUSED}
SHOWN, ANSWERED, ADMINISTRATOR = 100, 10, "administrator"
LISTS = "coming", "objected"  # of the oversight: each is shown page by page


class ReasonForm(Form):
    reason = WordsField(_("Why it is taken back"), required=True, size=200, wanted=_("Write a word on why."))


@page_methods
def take_back(request: DeskRequest, registration):
    """One clerk asks for it with a reason; with another's agreement everything is as before the registration."""
    row = reversal.waiting(registration.draft)
    if not (row or reversal.is_possible(registration.draft) and not registration.is_elsewhere):
        raise Http404
    outcome = OUTCOMES.get(request.POST.get("do", "")) if row else None
    form = ReasonForm(None if row else sent(request))
    if row and outcome:
        if request.POST.get("shown", "") != str(row.id):  # from a page that showed another request
            form.error("", _("A colleague has asked for it meanwhile: read why, then agree or go back."))
        elif reversal.settle(row, outcome):
            done = redirect_to("draft_review", registration)
            return HttpResponseRedirect(reverse("desk")) if registration.is_elsewhere else done
        else:
            form.error("", _("A colleague has to agree, and only while it can still be taken back."))
    elif not row and form.is_valid():
        reversal.request(request.desk, registration.draft, form.cleaned_data["reason"])
        return redirect_to("draft_reversal", registration)
    own = row is not None and row.requested_by == request.desk.person_id
    names = drafts.names({row.requested_by}) if row else {}
    shown = {"form": form, "r": registration, "row": row, "own": own, "names": names, "step": "review"}
    return render(
        request, "counter/reversal.html", death_alone=reversal.takes_death_alone(registration.draft.id), **shown
    )


@require_POST
def begin_counter_act(request: DeskRequest, registration):
    """A registration of the opposite of one that is in force, filled in as far as it is known."""
    if not counter_act.is_possible(registration):
        raise Http404
    row = counter_act.begin(registration)
    return HttpResponseRedirect(reverse("draft_owners", kwargs={"ref": row.ref}))


@page_methods
def oversight(request: DeskRequest):
    """What is coming in every district, what was objected to or is to be stopped; to the auditor, shared mobiles."""
    form = ReasonForm()
    if request.method == "POST":
        form = ReasonForm(request.POST)
        if done := _act(request, form):
            return back("oversight", done, _here(request))
    wishes, typed_at = {row.draft_id: row for row in reversal.wishes(ADMINISTRATOR)}, _named(request)
    wished = {name: request.GET.get(name) for name in LISTS}
    coming, coming_page = paged(_coming(wishes, typed_at), None if typed_at else wished["coming"], SHOWN)
    objected, objected_page = paged(_objected(), wished["objected"], SHOWN)
    answered = cut(reversal.answered(ADMINISTRATOR), ANSWERED)
    shown = [row.id for row in (*coming, *objected)]
    return render(
        request,
        "counter/oversight.html",
        form=form,
        typed_at=typed_at,
        coming=coming,
        coming_page=coming_page,
        objected=_with_last_days(objected),
        objected_page=objected_page,
        parts_of_mine=reversal.own_parts(shown),
        kinds=kinds.of(shown),
        unposted=letters.unposted(SHOWN),
        requests=wishes,
        answered=answered,
        names=drafts.names({row.requested_by for row in answered}),
        shared=shared_mobiles.listed(request.desk, SHOWN) if request.desk.role == "auditor" else [],
        notice=notice(request),
    )


def _here(request: DeskRequest) -> str:
    """Where the lists of the page stood that was sent, as an address says it."""
    numbers = {name: whole_number(request.GET.get(name), 6) for name in LISTS}
    return "".join(f"&{name}={number}" for name, number in numbers.items() if number)


def _named(request: DeskRequest) -> int:
    """The registration that a form of the page names; 0 where there is none."""
    return whole_number(request.POST.get("registration", ""), 18) or 0


def _coming(wishes: dict[int, Reversal], typed_at: int) -> QuerySet[Draft]:
    """First where a reason was typed that is none, then what somebody wants stopped, then what takes effect soonest. A
    death can be taken back also in force.
    """
    death_alone = Func("id", function="guard.only_death_goes_back", output_field=BooleanField())
    rows = Draft.objects.using("staff").filter(state=drafts.CONFIRMED).annotate(death_alone=death_alone)
    rows = rows.filter(Q(takes_effect_at__gt=timezone.now()) | Q(id__in=list(wishes)))
    first = Case(When(id=typed_at, then=0), When(id__in=list(wishes), then=1), default=2)
    return rows.order_by(first, "takes_effect_at", "id")


def _objected() -> QuerySet[Draft]:
    """What waits for a decision, the longest first; also what the counter gave up meanwhile: whom the objection is
    against does not hide it.
    """
    rows = Draft.objects.using("staff").filter(state__in=(drafts.OBJECTED, drafts.WITHDRAWN), decision="")
    return rows.filter(objected_at__isnull=False).order_by("objected_at", "-id")


def _with_last_days(objected: list[Draft]) -> list[tuple[Draft, date, bool]]:
    """Each with the last day for its decision, and whether that is over."""
    days = rules.value("objection_decision_days", "staff")
    return [(row, due := last_day(row.objected_at, days), due < dates.today()) for row in objected]


def last_day(objected_at, days: int) -> date:
    """The last of so many working days after the day of the objection."""
    day = dates.local_day(objected_at)
    while days:
        day += timedelta(1)
        days -= not law.is_holiday(day)
    return day


def _act(request: DeskRequest, form: ReasonForm) -> str:
    """What a button of the page asks for; returns the notice, or nothing where the form says what is wrong. The form
    names the request or the objection that its page showed: a word on another one is none.
    """
    chosen = Draft.objects.using("staff").filter(id=_named(request)).first()
    wanted, shown = request.POST.get("do", ""), request.POST.get("shown", "")
    if chosen is None:  # by now none that an overseer reads
        return "late" if wanted == "stop" else "gone"
    if wanted in OUTCOMES:
        row = reversal.waiting(chosen, ADMINISTRATOR)
        is_done = row is not None and str(row.id) == shown and reversal.settle(row, OUTCOMES[wanted])
        return "saved" if is_done else _why_not(chosen)
    if request.desk.role != ADMINISTRATOR:
        raise Http404
    if wanted in ("upheld", "dismissed"):
        is_shown = chosen.objected_at is not None and chosen.objected_at.isoformat() == shown
        return "saved" if is_shown and _decide(chosen, wanted) else _why_not(chosen)
    return _stop(request, chosen, form.cleaned_data["reason"]) if form.is_valid() else ""


def _stop(request: DeskRequest, chosen: Draft, reason: str) -> str:
    """Ask for it. A party of the file does not, but whoever had a hand in it may."""
    if reversal.is_possible(chosen) and reversal.request(request.desk, chosen, reason):
        return "saved"
    return "part" if reversal.own_parts([chosen.id]).get(chosen.id) else "late"


def _why_not(chosen: Draft) -> str:
    """The notice where no word counted: whoever is at this desk has a part in it, or it was settled before."""
    return "part" if reversal.own_parts([chosen.id]) else "gone"


def _decide(chosen: Draft, word: str) -> bool:
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.decide_objection(%s, %s)", [chosen.id, word])
        [is_done] = cursor.fetchone()
    for person_id in reversal.concerned_by_stop(chosen.id, using="staff") if is_done else ():
        tell(person_id, "objection_decided", using="staff")
    return is_done
