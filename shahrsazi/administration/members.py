"""The pages of the staff: who works here, and what an administrator may change about a member."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from shahrsazi.administration import approvals, staffing
from shahrsazi.city import code_lists
from shahrsazi.city.districts import District
from shahrsazi.credentials import rate_limits
from shahrsazi.ledger.denials import limited
from shahrsazi.persian import formatting, identifiers
from shahrsazi.staff.access import DeskRequest
from shahrsazi.staff.forms import Form, back, notice, page_methods
from shahrsazi.staff.member import ROLES, Member, StaffCredential, by_ref, everyone
from shahrsazi.web.fields import ChoiceField, PersonNumberField, WordsField
from shahrsazi.web.forms import sent
from shahrsazi.web.templates import render

NOT_AT_WORK, NO_PASSWORD = ("bad", _("Not at work")), ("act", _("No password yet"))
SHUT_OUT, AT_WORK = ("bad", _("Shut out by wrong codes, until a new way in")), ("good", _("At work"))


class RoleForm(Form):
    """A role, and the district, which only a clerk has."""

    role = ChoiceField(
        _("Role"),
        lambda: [(role, code_lists.label("staff_role", role, formatting.language())) for role in ROLES],
        required=True,
        wanted=_("Choose a role."),
        hint=_("Whoever is new or returns begins when a second person has agreed."),
    )
    district = ChoiceField(
        _("District"),
        lambda: [(number, formatting.number(number)) for number in _districts()],
        empty=_("None"),
        hint=_("A clerk belongs to one; nobody else does."),
    )

    def clean(self) -> dict[str, Any]:
        role, district = self.cleaned_data.get("role"), self.cleaned_data.get("district")
        if role == staffing.CLERK and not district and "district" not in self.errors:
            self.error("district", _("Choose the clerk's district."))
        elif role and role != staffing.CLERK and district:
            self.error("district", _("Only a clerk belongs to a district: leave this empty."))
        return self.cleaned_data

    def chosen(self) -> tuple[str, int | None]:
        district = self.cleaned_data["district"]
        return self.cleaned_data["role"], int(district) if district else None


class MemberForm(RoleForm):
    """A new member of staff."""

    number = PersonNumberField(_("National code"), required=True, hint=_("Ten digits"))
    first_name = WordsField(_("First name"), required=True, size=60)
    last_name = WordsField(_("Last name"), required=True, size=120)


class RecoveryForm(Form):
    reason = WordsField(_("Why"), required=True, size=150, hint=_("Such as: a lost telephone"))


@page_methods
def members(request: DeskRequest):
    form = MemberForm(sent(request))
    form.order_fields(["number", "first_name", "last_name"])
    added = _add(request, form) if form.is_valid() else None
    if added:
        return back("member", "asked", ref=added.ref.hex)
    return render(
        request,
        "administration/members.html",
        form=form,
        members=list(everyone()),
        states=states(),
        notice=notice(request),
        mask=identifiers.mask_national_code,
    )


def states() -> Callable[[Member], tuple[str, Any]]:
    """Whether a member is at work, and what keeps them from it, as a tag of a page: a function of one of them."""
    keys = StaffCredential.objects.using("entrance").in_bulk()

    def of(member: Member) -> tuple[str, Any]:
        key = keys.get(member.id)
        if member.disabled_at:
            return NOT_AT_WORK
        if key is None or not key.hash:
            return NO_PASSWORD
        return SHUT_OUT if key.disabled_at else AT_WORK

    return of


def _districts() -> list[int]:
    return list(District.objects.using("staff").order_by("number").values_list("number", flat=True))


def _add(request: DeskRequest, form: MemberForm) -> Member | None:
    number, first, last = (form.cleaned_data[name] for name in ("number", "first_name", "last_name"))
    who = str(request.desk.member_id)
    if rate_limits.peek("staff.names", who):
        limited(request, "staff.names")
        form.error("", _("Too many names were tried that are not the ones on record. Please wait a while."))
        return None
    try:
        added = staffing.add(request.desk, number, first, last, *form.chosen())
    except staffing.AnotherNameError:
        rate_limits.hit("staff.names", who)
        sentence = _("This national code is on record under another name: write it as it stands there.")
        form.error("last_name", sentence)
        return None
    if added is None:
        form.error("number", _("This person is a member of staff already."))
    return added


@page_methods
def member(request: DeskRequest, ref: str):
    row = by_ref(ref)
    if row is None:
        raise Http404
    act = request.POST.get("do", "")
    form = FORMS.get(act, Form)(sent(request))
    answer = _act(request, row, form, act) if request.method == "POST" else None
    return answer or _page(request, row, form)


def _act(request: DeskRequest, row: Member, form: Form, act: str):
    if row.id == request.desk.member_id:
        form.error("", _("Nobody changes their own place among the staff: ask another administrator."))
    elif act not in CHANGES:
        form.error("", _("Choose what is to be done."))
    elif form.is_valid():
        return CHANGES[act](request, row, form)
    return None


def _change(request: DeskRequest, row: Member, form: RoleForm):
    role, district = form.chosen()
    if (role, district) == (row.role, row.district_id):
        return form.error("role", _("This is their role and district already."))
    return _done(staffing.change(request.desk, row, role, district), row, form)


def _disable(request: DeskRequest, row: Member, form: Form):
    if row.disabled_at:
        return form.error("", _("This member of staff is not at work already."))
    return _done(staffing.disable(request.desk, row), row, form)


def _enable(request: DeskRequest, row: Member, form: Form):
    if row.disabled_at is None:
        return form.error("", _("This member of staff is at work already."))
    return _done(staffing.enable(request.desk, row), row, form)


def _recover(request: DeskRequest, row: Member, form: RecoveryForm):
    if row.disabled_at:
        return form.error("", _("This member of staff is not at work: let them return first."))
    requested = staffing.request_recovery(request.desk, row, form.cleaned_data["reason"])
    return _done("asked" if requested else "waiting", row, form)


def _done(outcome: str, row: Member, form: Form):
    if outcome == "waiting":
        return form.error("", _("Such a request waits already. Withdraw it first, or wait for a second person."))
    return back("member", outcome, ref=row.ref.hex)


# Only what has fields has a form of its own.
FORMS = {"change": RoleForm, "recover": RecoveryForm}
CHANGES = {"change": _change, "disable": _disable, "enable": _enable, "recover": _recover}


def _page(request: DeskRequest, row: Member, form: Form):
    return render(
        request,
        "administration/member.html",
        form=form,
        role=form if isinstance(form, RoleForm) else RoleForm(initial={"role": row.role, "district": row.district_id}),
        recovery=form if isinstance(form, RecoveryForm) else RecoveryForm(),
        member=row,
        own=row.id == request.desk.member_id,
        state=states()(row),
        waiting=approvals.waiting().filter(content__member=row.id).count(),
        notice=notice(request),
        code=identifiers.mask_national_code(row.person.number),
    )
