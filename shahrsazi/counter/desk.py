"""The desk: today's work, the search, a file as the counter sees it, and what one clerk may do to it alone."""

from datetime import timedelta

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.counter import draft as drafts
from shahrsazi.counter import fields, filing, finding
from shahrsazi.counter.draft import Draft, Part
from shahrsazi.counter.form import Form, plain
from shahrsazi.ledger.entry import Author, note_act
from shahrsazi.pages.show import show
from shahrsazi.people import solar
from shahrsazi.people.identifiers import Refused
from shahrsazi.staff.access import open_file

SHOWN = 50


@require_GET
def desk(request):
    """What was registered today, what is begun, what waits for a second clerk, what someone objected to."""
    wanted = request.GET.get("q", "")[:100]
    found = finding.find(wanted) if wanted.strip() else None
    rows = Draft.objects.using("staff").select_related("case").order_by("-id")
    today = rows.filter(settled_at__date=solar.today(), state__in=(drafts.FILED, drafts.CONFIRMED))
    lists = {
        "waiting": _described(rows.filter(state=drafts.WAITING)),
        "begun": _described(rows.filter(state=drafts.DRAFT)),
        "objected": _described(rows.filter(state=drafts.OBJECTED)),
        "today": _described(today),
    }
    return show(request, "counter/desk.html", wanted=wanted, found=found, lists=lists)


def _described(rows) -> list[dict]:
    """Drafts with what a clerk knows them by: the file's code and place, the first owner's name, who wrote last."""
    rows = list(rows[:SHOWN])
    parts: dict[int, dict] = {row.id: {} for row in rows}
    for part in Part.objects.using("staff").filter(draft__in=parts).order_by("id"):
        parts[part.draft_id][part.name] = part
    names = drafts.names({part.by for named in parts.values() for part in named.values()} | {r.begun_by for r in rows})
    return [_description(row, parts[row.id], names) for row in rows]


def _description(row: Draft, parts: dict[str, Part], names: dict[int, str]) -> dict:
    file = parts["file"].values if "file" in parts else {}
    owners = [p.values for name, p in parts.items() if name.startswith("owner.") and p.values.get("last_name")]
    last = max(parts.values(), key=lambda part: part.at, default=None)
    return {
        "draft": row,
        "code": row.case.renewal_code if row.case else file.get("renewal_code", ""),
        "place": row.case.place if row.case else file.get("place", ""),
        "owners": [f"{one.get('first_name', '')} {one['last_name']}".strip() for one in owners],
        "at": last.at if last else row.begun_at,
        "by": names.get(last.by if last else row.begun_by, ""),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def look(request):
    """A file of another district: only with a reason, which its owners will read."""
    form = Form(request)
    if request.method == "POST":
        code = form.read("code", finding.renewal_code)
        reason = form.read("reason", lambda text: fields.words(200, text))
        if reason and len(reason) < 5:
            form.error("reason", _("Write the reason in a few words: the owners will read it."))
        ref = finding.look_at(code, reason) if not form.errors else None
        if ref:
            return HttpResponseRedirect(reverse("counter_file", kwargs={"ref": ref}))
        if not form.errors:
            form.error("code", _("No file was found that you could open by this code."))
    else:
        form.values["code"] = request.GET.get("code", "")[:40]
    return show(request, "counter/look.html", form=form)


@require_GET
def file(request, case):
    """A file at the counter: owners and shares, who acts for them, papers, registrations, and what can be done."""
    owners = list(Ownership._base_manager.using("staff").filter(case=case).select_related("person__contact"))
    current = {share.id for share in Ownership.current().using("staff").filter(case=case)}
    return show(
        request, "counter/file.html", case=case, foreign=case.district_id != request.desk.district,
        owners=[o for o in owners if o.id in current], others=[o for o in owners if o.id not in current],
        mandates=_mandates(), papers=Paper._base_manager.using("staff").filter(case=case).order_by("seq"),
        drafts=_described(Draft.objects.using("staff").filter(case=case).select_related("case").order_by("-id")),
        today=solar.today(),
    )  # fmt: skip


def _mandates() -> list[Mandate]:
    rows = Mandate._base_manager.using("staff").select_related("agent", "principal")
    return list(rows.order_by("-poa_date"))


@require_POST
def begin(request):
    """A registration on a file that is there, or of a new one; one that was begun already is gone on with."""
    ref = plain(request.POST.get("file", ""))
    case = open_file(ref, "registration") if ref else None
    if case and case.district_id != request.desk.district:
        raise Http404
    open_draft = Draft.objects.using("staff").filter(case=case, state__in=(drafts.DRAFT, drafts.WAITING)).first()
    row = (case and open_draft) or drafts.begin(request.desk, case)
    return HttpResponseRedirect(reverse("draft_owners" if case else "draft_file", kwargs={"ref": row.ref}))


@require_http_methods(["GET", "HEAD", "POST"])
def end_mandate(request, case, number):
    """Dismissal, resignation, incapacity: the leave ends on its day, and is over with the next request after."""
    mandate = next((m for m in _mandates() if m.id == int(number)), None)
    if mandate is None or case.district_id != request.desk.district:
        raise Http404
    form = Form(request)
    if request.method == "POST":
        _end(request, case, mandate, form)
        if not form.errors:
            return HttpResponseRedirect(reverse("counter_file", kwargs={"ref": case.ref}))
    return show(request, "counter/end_mandate.html", form=form, case=case, mandate=mandate)


def _end(request, case, mandate: Mandate, form: Form) -> None:
    day = form.read("ended_on", _day_of_end)
    reason = form.read("end_reason", lambda key: fields.one_of("mandate_end", key))
    if day and day < mandate.poa_date:
        form.error("ended_on", _("The leave would end before it began."))
    if day and mandate.ended_on and day > mandate.ended_on:
        form.error("ended_on", _("This leave has ended already, or ends sooner: a later end would bring it back."))
    if form.errors:
        return
    Mandate._base_manager.using("staff").filter(id=mandate.id).update(
        ended_on=day, end_reason=reason, ended_at_desk=True
    )
    by = Author("staff", request.desk.role, request.desk.person_id, reason, request.desk.district)
    note_act("mandate_ended", by=by, case=case.id, section="ownership", person=mandate.agent_id)


def _day_of_end(text: str):
    day = solar.parse(text)
    if day > solar.today() + timedelta(days=3660):
        raise Refused(_("This day is too far ahead: look at the year again."), "far")
    return day


@require_http_methods(["GET", "HEAD", "POST"])
def death(request, case, person):
    """A death certificate was shown: the account is closed at once; the share passes on with the heirs' certificate."""
    share = Ownership.current().using("staff").filter(case=case, person=person).select_related("person").first()
    if share is None or case.district_id != request.desk.district:
        raise Http404
    form = Form(request)
    if request.method == "POST":
        day = form.read("died_on", fields.past_day)
        if request.POST.get("seen") != "1":
            form.error("seen", _("Look at the original of the death certificate first."))
        if not form.errors and filing.record_death(int(person), day):
            return HttpResponseRedirect(reverse("counter_file", kwargs={"ref": case.ref}))
    return show(request, "counter/death.html", form=form, case=case, person=share.person)
