"""The page of changes that take two people: the waiting and the settled requests, and agreeing or refusing."""

from django.http import Http404

from shahrsazi.administration import rules, staffing
from shahrsazi.administration.approvals import (
    AGREED,
    DISTRICT,
    RECOVERY,
    REFUSED,
    ROLE,
    RULE,
    ApprovalRequest,
    may_approve,
    settle,
    settled,
    waiting,
)
from shahrsazi.administration.members import states
from shahrsazi.city.districts import District
from shahrsazi.city.rules import RULES, RuleVersion
from shahrsazi.people.models import Person
from shahrsazi.staff.access import DeskRequest
from shahrsazi.staff.forms import back, notice, page_methods, row_number
from shahrsazi.staff.member import Member, everyone
from shahrsazi.web.lists import cut
from shahrsazi.web.templates import render

MAX_SETTLED = 30


@page_methods
def requests(request: DeskRequest):
    if request.method == "POST":
        return _settle(request)
    open_requests, done = list(waiting()), cut(settled(), MAX_SETTLED)
    return render(
        request,
        "administration/approvals.html",
        waiting=open_requests,
        settled=done,
        names=_names(open_requests + done),
        members=_members(open_requests + done),
        states=states(),
        were_at_work=staffing.with_password(),
        rules=RULES,
        may_agree=may_approve,
        notice=notice(request),
        in_force={row.name: row.value for row in rules.rules_in_force()},
    )


def _names(rows: list[ApprovalRequest]) -> dict[int, str]:
    wanted = {by for row in rows for by in (row.asked_by, row.settled_by) if by}
    return {p.id: p.name for p in Person.objects.using("staff").filter(id__in=wanted)}


def _members(rows: list[ApprovalRequest]) -> dict[int, Member]:
    return everyone().in_bulk([row.member for row in rows if row.member])


def _settle(request: DeskRequest):
    row = waiting().filter(id=row_number(request.POST.get("request", ""))).first()
    outcome = {"agree": AGREED, "refuse": REFUSED}.get(request.POST.get("do", ""))
    if row is None or outcome is None:
        return back("requests", "gone")
    if outcome == AGREED and not may_approve(request.desk, row):
        return back("requests", "own")
    if not settle(request.desk, row, outcome):
        return back("requests", "gone")
    if outcome == AGREED:
        return ON_APPROVAL[row.kind](request, row) or back("requests", "agreed")
    return back("requests", "withdrawn" if row.asked_by == request.desk.person_id else "refused")


def _new_rule(request: DeskRequest, row: ApprovalRequest) -> None:
    values = {name: row.content[name] for name in ("name", "value", "source")}
    version = RuleVersion(**values, asked_by=row.asked_by, agreed_by=request.desk.person_id)
    version.save(using="staff", force_insert=True)


def _new_role(request: DeskRequest, row: ApprovalRequest):
    """Whoever is new gets the first password from the one who agrees.

    404 rolls the outcome back with the transaction when the database does not let the change through."""
    rows = Member.objects.using("staff").filter(id=row.member)
    if not rows.update(role=row.content["role"], district_id=row.content["district"], disabled_at=None):
        raise Http404
    member = everyone().filter(id=row.member).first()
    return _new_first_password(request, row) if member and not staffing.had_password(member) else None


def _new_first_password(request: DeskRequest, row: ApprovalRequest):
    member = everyone().filter(id=row.member).first()
    password = staffing.first_password(request.desk, member)
    return render(request, "administration/first_password.html", member=member, password=password)


def _new_second_district(request: DeskRequest, row: ApprovalRequest) -> None:
    """404 rolls the outcome back, as of a role."""
    rows = District.objects.using("staff").filter(number=row.content["district"])
    if not rows.update(second_district=row.content["second_district"], changed_by=request.desk.person_id):
        raise Http404


ON_APPROVAL = {RULE: _new_rule, ROLE: _new_role, RECOVERY: _new_first_password, DISTRICT: _new_second_district}
