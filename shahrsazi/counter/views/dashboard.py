"""The clerk's dashboard: today's work, the search, a file of another district, and beginning a registration."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, QuerySet, When
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from shahrsazi.counter import sealed_again, search
from shahrsazi.counter.access import open_file
from shahrsazi.counter.forms import plain
from shahrsazi.counter.letters import Letter
from shahrsazi.counter.registration import draft as drafts
from shahrsazi.counter.registration import reversal
from shahrsazi.counter.registration.draft import Draft, DraftPart
from shahrsazi.credentials import rate_limits
from shahrsazi.ledger.denials import limited
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.persian import dates
from shahrsazi.persian.identifiers import refuse_if
from shahrsazi.staff.access import DeskRequest
from shahrsazi.staff.session import Desk
from shahrsazi.web.fields import TypedField, WordsField
from shahrsazi.web.forms import Form, sent
from shahrsazi.web.lists import Position, paged
from shahrsazi.web.templates import render

SHOWN, SHORTEST_REASON = 50, 5


class SearchForm(Form):
    """What the search may be for. Nobody's name or number goes into an address: it is sent, and a code leads to one."""

    q = WordsField(_("Search"), required=True, size=100)
    why = WordsField(
        _("Why this person is looked for"), size=150, hint=_("Such as: asked in person, with an identity card")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def dashboard(request: DeskRequest):
    """Registrations of today, begun ones, those that wait for a second clerk, and those objected to; and the search."""
    code = request.GET.get("q", "")
    form = SearchForm(request.POST if request.method == "POST" else {"q": code} if code else None)
    wanted = search.Wanted.of(form.cleaned_data["q"]) if form.is_valid() else None
    if wanted and request.method == "POST" and wanted.may_stand_in_an_address:
        return HttpResponseRedirect(f"{reverse('desk')}?{urlencode({'q': wanted.typed})}")
    if wanted and request.method != "POST" and not wanted.may_stand_in_an_address:
        wanted = None  # no address finds a person, whoever wrote it
    result = _search(request, form, wanted) if wanted else None
    lists = {name: _page(rows, request.GET.get(name)) for name, rows in _lists(request.desk).items()}
    unposted = Letter.objects.using("staff").filter(district=request.desk.district, posted_on=None).count()
    return render(request, "counter/dashboard.html", form=form, result=result, lists=lists, unposted=unposted)


def _lists(desk: Desk) -> dict[str, QuerySet[Draft]]:
    """By the name that each has in the address. What waits for somebody's word begins with what waits longest."""
    rows = Draft.objects.using("staff").select_related("case")
    # What was handed over to this clerk comes first.
    mine = Case(When(assigned_to=desk.person_id, then=0), default=1)
    today = rows.filter(settled_at__date=dates.today(), state__in=(drafts.ACTIVE, drafts.CONFIRMED))
    return {
        "objected": rows.filter(state=drafts.OBJECTED).order_by("objected_at", "id"),
        "waiting": rows.filter(state=drafts.SUBMITTED).order_by("submitted_at", "id"),
        "reversing": rows.filter(id__in=reversal.wanted()).order_by("id"),
        "sealing": rows.filter(id__in=sealed_again.wanted()).order_by("id"),
        "begun": rows.filter(state=drafts.DRAFT).order_by(mine, "-id"),
        "today": today.order_by("-id"),
    }


def _page(rows: QuerySet[Draft], wished: str | None) -> "tuple[list[DescribedDraft], Position]":
    shown, position = paged(rows, wished, SHOWN)
    return described(shown), position


def _search(request: DeskRequest, form: SearchForm, wanted: search.Wanted) -> search.SearchResult | None:
    """The files found, counted and written in the ledger: what was sought as a hash, and how many came."""
    if wanted.too_short:
        form.error("q", _("Write at least three letters of a name."))
    elif wanted.number and len(form.cleaned_data["why"] or "") < SHORTEST_REASON:
        form.error("why", _("Whoever looks for somebody by their number writes why, in a few words."))
    elif _may_search(request, form, "q"):
        result = search.search(wanted)
        detail = {"by": wanted.kind, "hash": wanted.hash, "matches": len(result.files)}
        reason = (form.cleaned_data["why"] or "") if wanted.number else ""
        record_act("searched", by=Author.of(request.desk, reason), detail=detail)
        return result
    return None


def _may_search(request: DeskRequest, form: Form, field: str) -> bool:
    if rate_limits.hit("counter.search", str(request.desk.member_id)):
        limited(request, "counter.search")
        form.error(field, _("So many searches were made from this desk that none is made now. Please wait a while."))
    return not form.errors


class DescribedDraft(NamedTuple):
    """A draft with what identifies it to a clerk: the file's code and place, the owners' names, who wrote last."""

    draft: Draft
    code: str
    location: str
    owners: list[str]
    at: datetime
    by: str
    assigned_to: str


def described(rows: list[Draft]) -> list[DescribedDraft]:
    """These drafts, with what was typed of each; no statement for each of them."""
    parts: dict[int, dict] = {row.id: {} for row in rows}
    for part in DraftPart.objects.using("staff").filter(draft__in=parts).order_by("id"):
        parts[part.draft_id][part.name] = part
    names = drafts.names({part.by for named in parts.values() for part in named.values()} | _named_in(rows))
    return [_description(row, parts[row.id], names) for row in rows]


def _named_in(rows: list[Draft]) -> set[int]:
    return {person for row in rows for person in (row.begun_by, row.assigned_to) if person}


def _description(row: Draft, parts: dict[str, DraftPart], names: dict[int, str]) -> DescribedDraft:
    file = parts["file"].values if "file" in parts else {}
    owners = [p.values for name, p in parts.items() if name.startswith("owner.") and p.values.get("last_name")]
    last = max(parts.values(), key=lambda part: part.at, default=None)
    return DescribedDraft(
        row,
        code=row.case.renewal_code if row.case else file.get("renewal_code", ""),
        location=row.case.place if row.case else file.get("place", ""),
        owners=[f"{owner.get('first_name', '')} {owner['last_name']}".strip() for owner in owners],
        at=last.at if last else row.begun_at,
        by=names.get(last.by if last else row.begun_by, ""),
        assigned_to=names.get(row.assigned_to or 0, ""),
    )


class CodeSearchField(TypedField):
    kind, size = "latin", 64

    def read(self, text: str) -> str:
        return search.renewal_code(text)


class ReasonField(WordsField):
    def read(self, text: str) -> str:
        reason = super().read(text)
        refuse_if(len(reason) < 5, "short", _("Write the reason in a few words: the owners will read it."))
        return reason


class ForeignFileForm(Form):
    """A file of another district, and why it is opened."""

    code = CodeSearchField(_("Renewal code"), required=True, hint=_("Such as 5-3-120-7-1-0-0"))
    reason = ReasonField(_("Why you open it"), required=True, size=200)


@require_http_methods(["GET", "HEAD", "POST"])
def open_across_districts(request: DeskRequest):
    """Open a file of another district: only with a reason, which its owners will read."""
    form = ForeignFileForm(sent(request), {"code": plain(request.GET.get("code", ""))[:40]})
    if form.is_valid() and _may_search(request, form, "code"):
        ref = search.open_across_districts(form.cleaned_data["code"], form.cleaned_data["reason"])
        if ref:
            return HttpResponseRedirect(reverse("counter_file", kwargs={"ref": ref}))
        form.error("code", _("No file was found that you could open by this code."))
    return render(request, "counter/open_across_districts.html", form=form)


@require_POST
def begin(request: DeskRequest):
    """Begin a registration on an existing file or of a new one; an open registration of the file is continued."""
    ref = plain(request.POST.get("file", ""))
    case = open_file(ref, "registration") if ref else None
    if case and case.district_id != request.desk.district:
        raise Http404
    open_draft = Draft.objects.using("staff").filter(case=case, state__in=(drafts.DRAFT, drafts.SUBMITTED)).first()
    row = (case and open_draft) or drafts.begin(request.desk, case)
    return HttpResponseRedirect(reverse("draft_owners" if case else "draft_file", kwargs={"ref": row.ref}))
