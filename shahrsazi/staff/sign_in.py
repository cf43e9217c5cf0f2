"""What the staff's entrance does: sign-in with two factors, choice of a password, enrolment of one-time codes."""

import hmac
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import connections, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from shahrsazi.credentials import passwords
from shahrsazi.database.signatures import sign_row
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.messages.notices import tell
from shahrsazi.people.models import Contact
from shahrsazi.staff import session, totp
from shahrsazi.staff.member import Enrolment, Invitation, Member, StaffCredential
from shahrsazi.staff.session import FULL, SETTING_UP, Desk, DeskSession

MAX_FAILURES = 20
NO_ONE = 0


class SignedIn(NamedTuple):
    """`ready` is false for a desk that still has to set up its password or its one-time codes."""

    token: str
    ready: bool
    number: str
    closed: bool = False


def sign_in(number: str, password: str, code: str) -> SignedIn | None:
    """A desk for the right password and one-time code; a desk for setting up for whoever has no codes yet.

    None for anything else, after the same work and without saying what was wrong.
    """
    member = _at_work(number)
    member_id = member.id if member else NO_ONE
    key = StaffCredential.objects.using("entrance").filter(member=member_id, disabled_at__isnull=True).first()
    lasting = passwords.matches(key.hash or None if key else None, password)
    with transaction.atomic(using="entrance"):
        invitation = None if lasting else _spend_invitation(member_id, password)
        if not (lasting or invitation) or (lasting and not _second_factor(key, code)):
            _count_failure(member, code_alone=lasting)
            return None
        if lasting and passwords.is_outdated(key.hash):
            same = StaffCredential.objects.using("entrance").filter(member=member, hash=key.hash)
            key.hash = passwords.hash_password(password)
            sign_row(key, "entrance")
            same.update(hash=key.hash)
        return _begin(member, key, invitation)


def _at_work(number: str) -> Member | None:
    members = Member.objects.using("entrance").select_related("person").only("role", "person", "person__number")
    return members.filter(person__number=number, disabled_at__isnull=True).first()


def _spend_invitation(member_id: int, password: str) -> Invitation | None:
    """An invitation ends the codes that there were: beside codes in force it is none that we made."""
    usable = Invitation.usable(member_id).filter(member__credential__totp_no__isnull=True)
    for row in list(usable[:1]):
        if hmac.compare_digest(row.text.encode(), password.encode()):
            spent = Invitation.usable(member_id).filter(id=row.id).update(used_at=Now())
            return row if spent else None
    return None


def _second_factor(key: StaffCredential, code: str) -> bool:
    """Whether the code is right and was never accepted before; True as well for someone without codes yet."""
    return key.totp_no is None or _spend_code(key, code)


def _spend_code(key: StaffCredential, code: str) -> bool:
    """Accept a code only once: the statement that accepts it stores its time step."""
    step = totp.time_step(key.totp_no, code, key.totp_last)
    mine = StaffCredential.objects.using("entrance").filter(member=key.member_id, totp_last__lt=step or 0)
    sign_row(key, "entrance")
    return step is not None and bool(mine.update(totp_last=step))


def _count_failure(member: Member | None, *, code_alone: bool) -> None:
    """Who has the password and guesses codes is shut out for good; whoever has not is slowed, and shuts nobody out."""
    failed = StaffCredential.objects.using("entrance").filter(member=member.id if member and code_alone else NO_ONE)
    sign_row(failed.first() or StaffCredential(member_id=NO_ONE), "entrance")
    failed.update(failures=F("failures") + 1)
    failed.filter(failures__gte=MAX_FAILURES, disabled_at__isnull=True).update(disabled_at=Now())
    _record("sign_in_failed", member)


def sign_in_as_invited(number: str, password: str) -> SignedIn | None:
    """A desk for setting up, for a first password, while wrong guesses have shut the way of the lasting one."""
    member = _at_work(number)
    with transaction.atomic(using="entrance"):
        invitation = _spend_invitation(member.id if member else NO_ONE, password)
        return _begin(member, None, invitation) if member and invitation else None


def _desks_are_open(role: str) -> bool:
    with connections["entrance"].cursor() as cursor:
        cursor.execute("SELECT guard.desks_are_open(%s)", [role])
        return cursor.fetchone()[0]


def _begin(member: Member, key: StaffCredential | None, invitation: Invitation | None) -> SignedIn:
    """`closed`: outside the hours of desks; whoever has shown who they are is told so, and nobody else."""
    if not _desks_are_open(member.role):
        transaction.set_rollback(True, using="entrance")  # the invitation and the code stay unspent
        return SignedIn("", False, member.person.number, closed=True)
    mine = StaffCredential.objects.using("entrance").filter(member=member)
    if row := mine.first():
        sign_row(row, "entrance")
        mine.update(failures=0)
    ready = invitation is None and key is not None and key.totp_no is not None
    token = session.begin(
        member.id, level=FULL if ready else SETTING_UP, invitation_id=invitation.id if invitation else None
    )
    _record("signed_in", member)
    if ready:
        tell(member.person_id, "desk_opened", using="entrance")
    return SignedIn(token, ready, member.person.number)


def sign_out(token: str) -> None:
    with transaction.atomic(using="entrance"):
        if member := session.end_token(token):
            _record("signed_out", member)


def _record(act: str, member: Member | None) -> None:
    author = Author("entrance", member.role if member else "staff", member.person_id if member else None)
    record_act(act, by=author)


def is_current_password(desk: Desk, password: str) -> bool:
    """Whether this is the password that the desk was opened with, or the lasting one."""
    if desk.invitation_id:
        return hmac.compare_digest(Invitation(id=desk.invitation_id).text.encode(), password.encode())
    key = StaffCredential.objects.using("entrance").filter(member=desk.member_id).first()
    return passwords.matches(key.hash or None if key else None, password)


def password_errors(desk: Desk, new: str, current: str) -> list:
    mobile = Contact.mobile_at_entrance(desk.person_id)
    return passwords.errors(new, national_code=desk.number, mobile=mobile, current=current)


def change_password(desk: Desk, new: str) -> str:
    """Set the lasting password. Returns the token of the new session."""
    text = passwords.hash_password(new)
    with transaction.atomic(using="entrance"):
        member = Member.objects.using("entrance").get(id=desk.member_id)
        key = StaffCredential.objects.using("entrance").filter(member=member).first() or StaffCredential(member=member)
        key.set(hash=text, changed_at=Now(), failures=0)
        _record("password_changed", member)
        tell(member.person_id, "desk_password", using="entrance")
        return session.begin(desk.member_id, level=FULL if key.totp_no is not None else SETTING_UP)


def enrolment(desk: Desk) -> int:
    """The number of the secret that this desk is enrolling: the same one until it has been confirmed."""
    row = DeskSession.objects.using("entrance").get(id=desk.session_id)
    own = Enrolment.objects.using("entrance").filter(id=row.enrolment_id, member=desk.member_id)
    if row.enrolment_id is not None and not own.exists():
        raise PermissionDenied  # somebody put another member's secret here
    if row.enrolment_id is None:
        new = Enrolment(member_id=desk.member_id)
        new.save(using="entrance", force_insert=True)
        DeskSession.objects.using("entrance").filter(id=row.id, enrolment__isnull=True).update(enrolment=new)
        row.refresh_from_db(using="entrance", fields=["enrolment"])
    return row.enrolment_id


def enrol(desk: Desk, code: str) -> str | None:
    """Put the secret to use once one of its codes was typed. Returns the token of the new session, or None."""
    number = enrolment(desk)
    step = totp.time_step(number, code, 0)
    if step is None:
        return None
    with transaction.atomic(using="entrance"):
        keys = StaffCredential.objects.using("entrance").select_for_update()
        key = keys.filter(~Q(hash=""), member=desk.member_id, totp_no__isnull=True).first()
        if key is None:
            return None
        key.set(totp_no=number, totp_last=step)
        _record("enrolled", Member.objects.using("entrance").get(id=desk.member_id))
        tell(desk.person_id, "desk_enrolled", using="entrance")
        return session.begin(desk.member_id, level=FULL)
