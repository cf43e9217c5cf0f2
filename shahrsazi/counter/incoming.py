"""Scans that were brought to a registration: the worker has the sandbox look at each, and what became of it stays here.

No request waits for the sandbox: a page is answered once the bytes are kept aside, and shows what is being checked.
"""

from datetime import timedelta

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Sum
from django.db.models.functions import Now

from shahrsazi.city.districts import District
from shahrsazi.counter.registration.draft import OF_DRAFT_AT_DESK, Draft
from shahrsazi.credentials.rate_limits import LIMITS
from shahrsazi.database.policies import CLERK, OF_DESK_DISTRICT
from shahrsazi.documents.errors import sentence

# Kept aside; let in and shown with its paper; turned away; saved with its paper, or seen by a clerk who went on.
WAITING, ACCEPTED, REFUSED, SETTLED = "waiting", "accepted", "refused", "settled"
FOLDER = "incoming"


class IncomingScan(models.Model):
    """One file for one paper of a part (`papers.KEY`) of a registration. `name` is what it was called."""

    ref = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    part = models.CharField(max_length=60)
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    stored = models.CharField(max_length=60, blank=True)
    size = models.BigIntegerField()
    brought_by = models.BigIntegerField()
    brought_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=10, default=WAITING)
    scan = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=30, blank=True)
    figures = models.JSONField(default=dict)
    tries = models.SmallIntegerField(default=0)
    seconds = models.IntegerField(default=0)

    _BROUGHT = f"{OF_DESK_DISTRICT} AND {CLERK} AND brought_by = (SELECT guard.desk_member()) AND scan = ''"
    _BROUGHT += " AND guard.is_being_written(draft_id)"
    policies = {
        "staff": {
            "SELECT": OF_DRAFT_AT_DESK,
            "INSERT": f"{_BROUGHT} AND state IN ('{WAITING}', '{REFUSED}')",
            "UPDATE": OF_DESK_DISTRICT,
        },
        "worker": {"SELECT": "true", "UPDATE": "true"},
    }
    column_grants = {
        "staff": {"UPDATE": ("state",)},
        "worker": {"UPDATE": ("state", "scan", "reason", "figures", "tries", "seconds")},
    }

    class Meta:
        indexes = [
            models.Index("draft", name="incoming_of_draft"),
            models.Index("brought_by", "brought_at", name="incoming_of_clerk"),
            models.Index("scan", name="incoming_as_scan"),
        ]
        # The worker opens what is named here, and deletes it afterwards: no other file of the store is ever that.
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stored__regex=rf"^({FOLDER}/[0-9a-f]{{32}})?$"), name="incoming_lies_aside"
            )
        ]

    @property
    def sentence(self) -> str:
        """Why it was turned away."""
        return sentence(self.reason, self.figures)


def open_rows(draft_id: int) -> list[IncomingScan]:
    """What a clerk has still to see, or the worker to look at, in the order in which it came."""
    rows = IncomingScan.objects.using("staff").filter(draft=draft_id).exclude(state=SETTLED)
    return list(rows.order_by("id"))


def settle(rows: list[IncomingScan]) -> None:
    """They were shown, and what was let in is saved with its paper."""
    over = [row.id for row in rows if row.state in (ACCEPTED, REFUSED)]
    IncomingScan.objects.using("staff").filter(id__in=over).update(state=SETTLED)


def waiting_of(member: int) -> int:
    return IncomingScan.objects.using("staff").filter(brought_by=member, state=WAITING).count()


def has_used_up_the_sandbox(member: int) -> bool:
    """Whether the sandbox worked for this clerk as long as it may in a while (limits.toml)."""
    limit = LIMITS["counter.seconds"]
    since = Now() - timedelta(minutes=limit.minutes)
    rows = IncomingScan.objects.using("staff").filter(brought_by=member, brought_at__gt=since)
    return (rows.aggregate(all=Sum("seconds"))["all"] or 0) >= limit.max
