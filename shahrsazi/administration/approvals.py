"""Changes that take two people: an administrator requests, another one or the auditor agrees or refuses."""

from django.contrib.postgres.functions import TransactionNow
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from shahrsazi.database.policies import ADMINISTRATOR
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.staff.member import Member
from shahrsazi.staff.session import Desk

RULE, ROLE, RECOVERY, DISTRICT = "rule", "role", "recovery", "district"
AGREED, REFUSED = "agreed", "refused"
_ME = "(SELECT guard.desk_person())"


class ApprovalRequest(models.Model):
    """`content` is the requested change, `about` a rule's name, a member's or district's number: one waits for each."""

    kind = models.CharField(max_length=10)
    about = models.CharField(max_length=40)
    content = models.JSONField()
    asked_by = models.BigIntegerField()
    asked_at = models.DateTimeField(db_default=Now())
    settled_by = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True, default="")

    # A settled request never changes: an update is for one that waits, and writes this desk and the transaction's time.
    # What somebody asked for who is no administrator at work any more is agreed to by nobody: guard.lapse_requests()
    # refuses it in that very moment.
    policies = {
        "staff": {
            "SELECT": "(SELECT guard.desk_role()) IN ('administrator', 'auditor')",
            "INSERT": f"{ADMINISTRATOR} AND asked_by = {_ME} AND outcome = ''",
            "UPDATE": "(SELECT guard.desk_role()) IN ('administrator', 'auditor')"
            f" AND (settled_by IS NULL OR settled_by = {_ME} AND settled_at = now())"
            f" AND (outcome <> '{AGREED}' OR guard.is_at_work(asked_by, 'administrator'))",
        }
    }
    column_grants = {"staff": {"UPDATE": ("settled_by", "settled_at", "outcome")}}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", settled_by__isnull=True, settled_at__isnull=True)
                | Q(outcome__in=(AGREED, REFUSED), settled_by__isnull=False, settled_at__isnull=False),
                name="settled_or_waiting",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=AGREED) | ~Q(settled_by=F("asked_by")), name="a_second_person_agrees"
            ),
            models.UniqueConstraint("kind", "about", condition=Q(outcome=""), name="one_waits_at_a_time"),
        ]

    @property
    def member(self) -> int | None:
        """The number of the member of staff whom the request is about."""
        return self.content.get("member")


def waiting():
    return ApprovalRequest.objects.using("staff").filter(outcome="").order_by("id")


def waiting_about(member: Member):
    """What somebody asked for that is about this member of staff."""
    return waiting().filter(content__member=member.id)


def settled():
    return ApprovalRequest.objects.using("staff").exclude(outcome="").order_by("-settled_at", "-id")


def request_approval(desk: Desk, kind: str, about, content: dict, *, person: int | None = None) -> bool:
    """Put a change before a second person. False when such a request waits already."""
    row = ApprovalRequest(kind=kind, about=str(about), content=content, asked_by=desk.person_id)
    try:
        with transaction.atomic(using="staff"):
            row.save(using="staff", force_insert=True)
    except IntegrityError:
        return False
    record_act("requested", by=Author.of(desk), person=person, detail=_ledger_detail(row))
    return True


def may_approve(desk: Desk, row: ApprovalRequest) -> bool:
    """Whether the desk is neither who requested it nor whom it is about."""
    return row.asked_by != desk.person_id and row.member != desk.member_id


def settle(desk: Desk, row: ApprovalRequest, outcome: str) -> bool:
    """Write the outcome, which happens once: False when someone else was quicker, and where it is agreed to what
    somebody asked for who is no administrator at work any more.

    `settled_at` is the transaction's time: guard.approved() recognises by it what this transaction agreed to.
    """
    mine = waiting().filter(id=row.id)
    if outcome == AGREED:
        at_work = Member.objects.using("staff").filter(role="administrator", disabled_at__isnull=True)
        mine = mine.filter(asked_by__in=at_work.values("person_id"))
    if not mine.update(outcome=outcome, settled_by=desk.person_id, settled_at=TransactionNow()):
        return False
    withdrawn = outcome == REFUSED and row.asked_by == desk.person_id
    person = Member.objects.using("staff").filter(id=row.member or 0).values_list("person_id", flat=True).first()
    record_act("withdrawn" if withdrawn else outcome, by=Author.of(desk), person=person, detail=_ledger_detail(row))
    return True


def _ledger_detail(row: ApprovalRequest) -> dict:
    return {"request": row.id, "kind": row.kind, "asked_by": row.asked_by} | row.content
