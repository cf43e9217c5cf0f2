"""Proof that a mobile or an e-mail belongs to its owner: a code sent to it while they stand at the counter.

It counts in the registration for which it was sent, and whoever proved it has written in that one.
"""

import hashlib
import hmac
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from shahrsazi.city import rules
from shahrsazi.city.districts import District
from shahrsazi.database.policies import OF_DESK_DISTRICT
from shahrsazi.database.signatures import Signed, sign_row
from shahrsazi.persian.text import ascii_digits

MAX_TRIES = 5
VALID_FOR = timedelta(days=90)  # a draft may rest for weeks until the last document comes


class ContactCode(models.Model):
    """A code sent to an address of a person, derived from the row's id; `matched` is what the registry answered."""

    registration = models.BigIntegerField(null=True)  # without one it proves nothing to any
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    number = models.CharField(max_length=15)
    channel = models.CharField(max_length=5)
    address = models.CharField(max_length=254)
    asked_by = models.BigIntegerField()
    asked_at = models.DateTimeField(db_default=Now())
    ends_at = models.DateTimeField()
    tries = models.IntegerField(default=0)
    proved_at = models.DateTimeField(null=True)
    proved_by = models.BigIntegerField(null=True)
    matched = models.BooleanField(null=True)

    _PROVED_ELSEWHERE = "proved_at IS NOT NULL AND district_id = ANY (ARRAY (SELECT guard.districts_to_second()))"
    policies = {
        "staff": {
            "SELECT": f"{OF_DESK_DISTRICT} OR {_PROVED_ELSEWHERE}",
            "INSERT": f"{OF_DESK_DISTRICT} AND tries = 0 AND proved_at IS NULL AND proved_by IS NULL"
            " AND matched IS NULL AND (registration IS NULL OR guard.is_being_written(registration))",
            "UPDATE": f"{OF_DESK_DISTRICT} AND (proved_at IS NULL OR proved_by = (SELECT guard.desk_person()))",
        },
        "worker": dict.fromkeys(("SELECT", "UPDATE"), "guard.is_code_due(id)"),
    }
    column_grants = {"worker": {"UPDATE": ("matched",)}, "staff": {"UPDATE": ("tries", "proved_at", "proved_by")}}

    # No desk proves an address by a statement of its own, nor gives itself more tries.
    signed = Signed(
        ("staff",),
        over=("registration", "number", "channel", "address"),
        at_change_of=("tries", "proved_at", "proved_by"),
    )

    class Meta:
        indexes = [
            models.Index("number", "channel", name="proof_of_number"),
            models.Index("registration", name="proof_of_registration"),
        ]

    @property
    def code(self) -> str:
        drawn = hmac.new(settings.PASSWORD_KEY.encode(), f"proof:{self.id}".encode(), hashlib.sha256).digest()
        return f"{int.from_bytes(drawn[:8], 'big') % 10**6:06d}"


class Address(NamedTuple):
    """Where a code is sent: an address of a person, in a registration."""

    registration: int | None
    number: str
    channel: str
    address: str

    @property
    def codes(self) -> "QuerySet[ContactCode]":
        """All that were sent there."""
        return ContactCode.objects.using("staff").filter(**self._asdict())


def send_code(to: Address, *, district: int, by: int) -> ContactCode:
    """A new code; earlier ones for the same address stay valid until they end."""
    life = timedelta(minutes=rules.value("contact_code_minutes", "staff"))
    row = ContactCode(**to._asdict(), district_id=district, asked_by=by, ends_at=Now() + life)
    sign_row(row, "staff")
    row.save(using="staff", force_insert=True)
    return row


def check_code(to: Address, typed: str, *, by: int) -> bool:
    """Whether the code is right; five wrong tries end it. A try is counted before the comparison: none is free."""
    rows = to.codes.filter(proved_at__isnull=True, ends_at__gt=Now()).order_by("-id")
    sign_row(ContactCode(**to._asdict()), "staff")
    for row in rows[:3]:
        counted = to.codes.filter(id=row.id, tries__lt=MAX_TRIES).update(tries=F("tries") + 1)
        if counted and hmac.compare_digest(row.code.encode(), ascii_digits(typed).strip().encode()):
            return bool(to.codes.filter(id=row.id).update(proved_at=Now(), proved_by=by))
    return False


def proof_of(to: Address) -> ContactCode | None:
    """The proof of this address for this person, if there is a recent one."""
    return to.codes.filter(proved_at__gt=Now() - VALID_FOR).order_by("-id").first()


def proofs_of(registration: int) -> set[tuple[str, str, str]]:
    """All recent proofs of a registration: (number, channel, address)."""
    rows = ContactCode.objects.using("staff").filter(registration=registration, proved_at__gt=Now() - VALID_FOR)
    return set(rows.values_list("number", "channel", "address"))


def pending_code(to: Address) -> ContactCode | None:
    """The newest code that may still be answered."""
    live = to.codes.filter(ends_at__gt=Now(), tries__lt=MAX_TRIES, proved_at__isnull=True)
    return live.order_by("-id").first()
