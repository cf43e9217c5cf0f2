"""Sessions: an opaque token in a cookie, only its hash in the table; who is signed in, at which level, until when."""

import hashlib
import hmac
import re
import secrets
from datetime import datetime, timedelta
from typing import Literal, NamedTuple, TypedDict

from django.conf import settings
from django.db import connections, models, transaction
from django.db.models import Func, QuerySet
from django.db.models.functions import Now

from shahrsazi.credentials.passwords import FirstPassword
from shahrsazi.database.policies import ALL_BUT_DELETE, OF_MYSELF
from shahrsazi.database.prepared import send
from shahrsazi.database.signatures import Signed, sign_row
from shahrsazi.database.statements import Row, Statement, select
from shahrsazi.people.models import Person

LIFETIME = timedelta(hours=8)
MAX_PER_PERSON = 3
CHANGING, FULL = 1, 2


class Session(models.Model):
    """`level` 1 opens the change of password and nothing else; 2 opens the files."""

    key_hash = models.BinaryField(max_length=32, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    level = models.SmallIntegerField()
    first_password = models.ForeignKey(FirstPassword, models.PROTECT, null=True, related_name="+")
    device = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=20, blank=True)

    policies = {"web": {"SELECT": OF_MYSELF}, "entrance": ALL_BUT_DELETE}
    column_grants = {
        "web": {"SELECT": ("id", "person_id", "level", "device", "began_at", "seen_at", "expires_at", "ended_at")},
        "entrance": {"UPDATE": ("ended_at", "end_reason")},
    }
    signed = Signed(("entrance",), over=("key_hash", "person_id", "level", "first_password_id"))
    set_once = ("ended_at",)


class Visitor(NamedTuple):
    """The person behind a request, looked up by the token."""

    session_id: int
    person_id: int
    level: int
    seen_at: datetime
    expires_at: datetime
    first_password_id: int | None
    name: str
    idle_minutes: int


class CookieOptions(TypedDict):
    httponly: bool
    secure: bool
    samesite: Literal["Lax"]
    path: str


_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_OPEN = select(Visitor, "guard.open_session(%s)")


def visitor_of(token: str) -> Visitor | None:
    return authenticate(token)[0]


def authenticate(token: str, *with_queries: Statement) -> tuple[Visitor | None, list[list[Row]]]:
    """Bind the transaction to the token and return its visitor; every page behind the entrance begins with this.

    Statements that only need the binding go along in the same round trip; their rows come back beside the visitor.
    """
    if not _TOKEN.fullmatch(token):
        return None, []
    rows, *others = send((_OPEN, [token]), *with_queries)
    return (Visitor(*rows[0]) if rows else None), others


class _IdleSince(Func):
    """A session that was last used before this moment is over. The rule is stored in the database alone."""

    template = "(now() - make_interval(mins => guard.rule('citizen_idle_minutes')))"
    output_field = models.DateTimeField()


@transaction.atomic(using="entrance", savepoint=False)
def begin(person_id: int, *, level: int, device: str, first_password: FirstPassword | None = None) -> str:
    """Begin a session and return its token; the person's oldest ones beyond three are ended."""
    _one_after_another(person_id)
    token = secrets.token_urlsafe(32)
    session = Session(
        key_hash=hash_token(token),
        person_id=person_id,
        level=level,
        device=device[:60],
        first_password=first_password,
        expires_at=Now() + LIFETIME,
    )
    sign_row(session, "entrance")
    session.save(using="entrance", force_insert=True)
    newest = live(person_id).order_by("-id").values_list("id", flat=True)[:MAX_PER_PERSON]
    end(live(person_id).exclude(id__in=list(newest)), "too_many")
    return token


def _one_after_another(person_id: int) -> None:
    """Until the transaction ends: of several sign-ins at once each would count only those that were there before."""
    with connections["entrance"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_lock_of(person_id)])


def _lock_of(person_id: int) -> int:
    """A number that another role cannot know, so that none can hold the lock."""
    mac = hmac.new(settings.SECRET_KEY.encode(), f"session {person_id}".encode(), hashlib.sha256).digest()
    return int.from_bytes(mac[:8], "big", signed=True)


def last_of(token: str) -> tuple[int, str]:
    """Whose session this token was, 0 for nobody's; and why it was ended (`too_many` others began, `blocked`, …)."""
    rows = Session.objects.using("entrance").filter(key_hash=hash_token(token))
    return rows.values_list("person_id", "end_reason").first() or (0, "")


def live(person_id: int, using: str = "entrance") -> QuerySet[Session]:
    return Session.objects.using(using).filter(
        person=person_id, ended_at__isnull=True, expires_at__gt=Now(), seen_at__gt=_IdleSince()
    )


def end(sessions: QuerySet[Session], reason: str) -> None:
    sessions.update(ended_at=Now(), end_reason=reason)


def end_token(token: str) -> int | None:
    """End the session of the token; returns whose it was, if it was not over yet."""
    if not _TOKEN.fullmatch(token):
        return None
    mine = Session.objects.using("entrance").filter(key_hash=hash_token(token), ended_at__isnull=True)
    person = mine.values_list("person_id", flat=True).first()
    return person if mine.update(ended_at=Now(), end_reason="signed_out") else None


def hash_token(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def cookie_options() -> CookieOptions:
    return {"httponly": True, "secure": settings.SECURE_COOKIES, "samesite": "Lax", "path": "/"}
