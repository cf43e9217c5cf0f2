"""Changes to members of staff: adding, another role or district, disabling, enabling, a first password."""

from django.db import IntegrityError, connections, transaction
from django.db.models.functions import Now

from shahrsazi.administration import approvals
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.people.models import Person
from shahrsazi.persian.names import searchable_name
from shahrsazi.persian.text import search_key
from shahrsazi.staff import session
from shahrsazi.staff.member import Member, StaffCredential, invite
from shahrsazi.staff.session import Desk

CLERK = "clerk"


class AnotherNameError(Exception):
    """The national code is on record under another name, which is not told to whoever typed it; that it was tried is in
    the ledger.
    """


def add(desk: Desk, number: str, first: str, last: str, role: str, district: int | None) -> Member | None:
    """A new member; None when they are one already. They begin once a second person agrees, who hands them the first
    password: an administrator who could do that alone could be two clerks.
    """
    member = Member(person_id=_person(number, first, last), role=role, district_id=district, added_by=desk.person_id)
    member.disabled_at = Now()
    try:
        with transaction.atomic(using="staff"):
            member.save(using="staff", force_insert=True)
            if not _bears_name(member.person_id, f"{first} {last}"):
                raise AnotherNameError
    except IntegrityError:
        return None
    except AnotherNameError:
        record_act("staff_misnamed", by=Author.of(desk), person=member.person_id)
        raise
    _note(desk, "staff_added", member, {"role": role, "district": district})
    _request_role(desk, member, role, district)
    return member


def _person(number: str, first: str, last: str) -> int:
    """The person's id. guard.ensure_person() leaves the name of a person who is stored already as it is."""
    names = ["natural", first, last, "", searchable_name(f"{first} {last}")]
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.ensure_person(%s, %s, %s, %s, %s, %s)", [number, *names])
        return cursor.fetchone()[0]


def _bears_name(person_id: int, name: str) -> bool:
    person = Person.objects.using("staff").only("first_name", "last_name").get(id=person_id)
    return search_key(person.name) == search_key(name)


def change(desk: Desk, member: Member, role: str, district: int | None) -> str:
    """Another role or district: `saved`, `asked` (a second person must agree) or `waiting` (one waits already).

    Alone an administrator only moves a clerk who is at work to another district.
    """
    if role != CLERK or member.role != CLERK or member.disabled_at:
        return "asked" if _request_role(desk, member, role, district) else "waiting"
    Member.objects.using("staff").filter(id=member.id).update(role=role, district_id=district)
    old = {"role": member.role, "district": member.district_id}
    _note(desk, "staff_changed", member, {"role": role, "district": district, "was": old})
    return "saved"


def enable(desk: Desk, member: Member) -> str:
    return change(desk, member, member.role, member.district_id)


def disable(desk: Desk, member: Member) -> str:
    """Disable the member. The database refuses their next request; their sessions end too, so that none revives later.

    Requests about them are refused: one that is agreed to later would enable them again. So does the database with
    those that they made, which would begin with the word of somebody who is trusted no more.
    """
    Member.objects.using("staff").filter(id=member.id, disabled_at__isnull=True).update(disabled_at=Now())
    _note(desk, "staff_disabled", member, {})
    for row in approvals.waiting_about(member):
        approvals.settle(desk, row, approvals.REFUSED)
    session.end_all(member.id, "disabled")
    return "saved"


def had_password(member: Member) -> bool:
    """Whether they could sign in once: whoever could not begins with a first password."""
    return member.id in with_password()


def with_password() -> set[int]:
    """The members who have a password or ever had one, also one that a recovery has removed."""
    rows = StaffCredential.objects.using("entrance").exclude(hash="", changed_at__isnull=True)
    return set(rows.values_list("member_id", flat=True))


def request_recovery(desk: Desk, member: Member, reason: str) -> bool:
    content = {"member": member.id, "reason": reason}
    return approvals.request_approval(desk, approvals.RECOVERY, member.id, content, person=member.person_id)


def first_password(desk: Desk, member: Member) -> str:
    """A first password, to be shown once. The ledger's row is written with the page's own transaction.

    Call it last: another role of the database makes the password, which stays if the page fails; then no one has seen
    it, and a new one can be made.
    """
    _note(desk, "first_password", member, {})
    with transaction.atomic(using="entrance"):
        session.end_all(member.id, "new_way_in")
        return invite(member.id, desk.person_id)


def _request_role(desk: Desk, member: Member, role: str, district: int | None) -> bool:
    content = {"member": member.id, "role": role, "district": district}
    return approvals.request_approval(desk, approvals.ROLE, member.id, content, person=member.person_id)


def _note(desk: Desk, act: str, member: Member, detail: dict) -> None:
    record_act(act, by=Author.of(desk), person=member.person_id, detail={"member": member.id} | detail)
