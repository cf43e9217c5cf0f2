"""The pages of the staff: who works here, and what an administrator may change about a member."""

from django.http import Http404
from django.utils.translation import gettext as _

from shahrsazi.administration import approvals, staffing
from shahrsazi.city.districts import District
from shahrsazi.people.models import Person
from shahrsazi.persian import identifiers
from shahrsazi.staff.forms import Form, back, notice, page_methods
from shahrsazi.staff.member import ROLES, Member, StaffCredential, by_ref, everyone
from shahrsazi.web.templates import render


@page_methods
def members(request):
    form = Form(request.POST)
    if request.method == "POST":
        added = _add(request.desk, form)
        if added:
            return back("member", "saved" if added.role == staffing.CLERK else "asked", ref=added.ref.hex)
    return render(
        request,
        "administration/members.html",
        form=form,
        members=list(everyone()),
        with_key=_with_key(),
        roles=ROLES,
        districts=_districts(),
        notice=notice(request),
        mask=identifiers.mask_national_code,
    )


def _with_key() -> set[int]:
    return set(StaffCredential.objects.using("entrance").exclude(hash="").values_list("member_id", flat=True))


def _districts() -> list[int]:
    return list(District.objects.using("staff").order_by("number").values_list("number", flat=True))


def _add(desk, form: Form) -> Member | None:
    number = form.read("number", identifiers.national_code)
    first, last = form.text("first_name", Person._meta.get_field("first_name").max_length), form.text("last_name", 120)
    role, district = _role(form)
    if form.errors:
        return None
    added = staffing.add(desk, number, first, last, role, district)
    if added is None:
        form.error("number", _("This person is a member of staff already."))
    return added


def _role(form: Form) -> tuple[str, int | None]:
    """The role, and the district, which only a clerk has."""
    role = form.one_of("role", ROLES, _("Choose a role."))
    if role != staffing.CLERK:
        if form.get("district"):
            form.error("district", _("Only a clerk belongs to a district: leave this empty."))
        return role, None
    chosen = form.one_of("district", [str(n) for n in _districts()], _("Choose the clerk's district."))
    return role, int(chosen) if not form.errors_of("district") else None


@page_methods
def member(request, ref: str):
    row = by_ref(ref)
    if row is None:
        raise Http404
    form = Form(request.POST or {"role": row.role, "district": row.district_id or ""})
    answer = _act(request, row, form) if request.method == "POST" else None
    return answer or _page(request, row, form)


def _act(request, row: Member, form: Form):
    act = CHANGES.get(form.get("do"))
    if row.id == request.desk.member_id:
        form.error("", _("Nobody changes their own place among the staff: ask another administrator."))
    elif act is None:
        form.error("", _("Choose what is to be done."))
    else:
        return act(request, row, form)
    return None


def _change(request, row: Member, form: Form):
    role, district = _role(form)
    if form.errors:
        return None
    if (role, district) == (row.role, row.district_id):
        return form.error("role", _("This is their role and district already."))
    return _done(staffing.change(request.desk, row, role, district), row, form)


def _disable(request, row: Member, form: Form):
    if row.disabled_at:
        return form.error("", _("This member of staff is not at work already."))
    return _done(staffing.disable(request.desk, row), row, form)


def _enable(request, row: Member, form: Form):
    if row.disabled_at is None:
        return form.error("", _("This member of staff is at work already."))
    return _done(staffing.enable(request.desk, row), row, form)


def _first_password(request, row: Member, form: Form):
    """Shows the password on the page of the answer, and nowhere else."""
    if row.disabled_at or staffing.needs_second_person(row):
        return form.error("", _("This first password needs a second person: ask for a new way in."))
    password = staffing.first_password(request.desk, row)
    return render(request, "administration/first_password.html", member=row, password=password)


def _recover(request, row: Member, form: Form):
    reason = form.text("reason", 150)
    if row.disabled_at:
        form.error("", _("This member of staff is not at work: let them return first."))
    if form.errors:
        return None
    return _done("asked" if staffing.request_recovery(request.desk, row, reason) else "waiting", row, form)


def _done(outcome: str, row: Member, form: Form):
    if outcome == "waiting":
        return form.error("", _("Such a request waits already. Withdraw it first, or wait for a second person."))
    return back("member", outcome, ref=row.ref.hex)


CHANGES = {
    "change": _change,
    "disable": _disable,
    "enable": _enable,
    "first_password": _first_password,
    "recover": _recover,
}


def _page(request, row: Member, form: Form):
    return render(
        request,
        "administration/member.html",
        form=form,
        member=row,
        own=row.id == request.desk.member_id,
        had=staffing.ever_had_password(row),
        two=staffing.needs_second_person(row),
        roles=ROLES,
        districts=_districts(),
        waiting=approvals.waiting().filter(content__member=row.id).count(),
        notice=notice(request),
        code=identifiers.mask_national_code(row.person.number),
    )
