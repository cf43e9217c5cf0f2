"""A desk's session: its own cookie, its own table, one at a time; resolved by the database, like a citizen's."""

import re
import secrets
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import connections, models, transaction
from django.db.models.functions import Now

from shahrsazi.city import rules
from shahrsazi.credentials.sessions import hash_token
from shahrsazi.database.policies import ALL_BUT_DELETE
from shahrsazi.database.signatures import Signed, sign_row
from shahrsazi.staff.member import Enrolment, Invitation, Member

SETTING_UP, FULL = 1, 2
TOKEN_FORM = re.compile(r"[A-Za-z0-9_-]{43}")


class DeskSession(models.Model):
    """`level` 1 opens the choice of a password and the enrolment of one-time codes, and nothing else."""

    key_hash = models.BinaryField(max_length=32, unique=True)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    level = models.SmallIntegerField()
    invitation = models.ForeignKey(Invitation, models.PROTECT, null=True, related_name="+")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, null=True, related_name="+")
    began_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=20, blank=True)

    policies = {"entrance": ALL_BUT_DELETE}
    column_grants = {"entrance": {"UPDATE": ("enrolment_id", "ended_at", "end_reason")}}
    signed = Signed(("entrance",), over=("key_hash", "member_id", "level", "invitation_id"))
    set_once = ("ended_at",)


class Desk(NamedTuple):
    """The member of staff behind a request, as the database resolves them from the token."""

    session_id: int
    member_id: int
    person_id: int
    number: str
    name: str
    role: str
    district: int | None
    level: int
    invitation_id: int | None


_OPEN = (
    "SELECT session_id, member_id, person_id, number, name, role, district_id, level, invitation_id"
    " FROM guard.open_desk(%s)"
)


def load_desk(token: str) -> Desk | None:
    """Bind the transaction on `staff` to the token. Returns its desk; None for a token that is not live."""
    if not TOKEN_FORM.fullmatch(token):
        return None
    with connections["staff"].cursor() as cursor:
        cursor.execute(_OPEN, [token])
        row = cursor.fetchone()
    return Desk(*row) if row else None


@transaction.atomic(using="entrance", savepoint=False)
def begin(member_id: int, *, level: int, invitation_id: int | None = None) -> str:
    """Begin a session and end any other one of the member. Returns the token."""
    end_all(member_id, "elsewhere")
    token = secrets.token_urlsafe(32)
    whole = timedelta(hours=rules.value("staff_session_hours", "entrance"))
    row = DeskSession(
        key_hash=hash_token(token),
        member_id=member_id,
        level=level,
        invitation_id=invitation_id,
        expires_at=Now() + whole,
    )
    sign_row(row, "entrance")
    row.save(using="entrance", force_insert=True)
    return token


def last_of(token: str) -> tuple[int, str]:
    """Which person's session this token was, 0 for nobody's, and why it ended: `elsewhere` by another sign-in."""
    rows = DeskSession.objects.using("entrance").filter(key_hash=hash_token(token))
    return rows.values_list("member__person_id", "end_reason").first() or (0, "")


def end_all(member_id: int, reason: str) -> None:
    _live().filter(member=member_id).update(ended_at=Now(), end_reason=reason)


def end_every(number: str | None, reason: str) -> int:
    """End every desk's session, or that of one person's desk; returns how many."""
    rows = _live().filter(member__person__number=number) if number else _live()
    return rows.update(ended_at=Now(), end_reason=reason)


def end_token(token: str) -> Member | None:
    """End the session of the token; returns whose it was, if it was not over yet."""
    row = _live().filter(key_hash=hash_token(token)).select_related("member").first()
    ended = row and _live().filter(id=row.id).update(ended_at=Now(), end_reason="signed_out")
    return row.member if ended else None


def _live():
    return DeskSession.objects.using("entrance").filter(ended_at__isnull=True)


def cookie_options() -> dict:
    return {"httponly": True, "secure": settings.SECURE_COOKIES, "samesite": "Strict", "path": "/"}
