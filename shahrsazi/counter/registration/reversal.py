"""A registration is stopped or taken back by two people: two clerks, or an administrator with the auditor."""

from django.db import IntegrityError, connections, models, transaction
from django.db.models import Func, Q
from django.db.models.functions import Now

from shahrsazi.counter.registration.draft import CONFIRMED, Draft
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.messages.notices import tell
from shahrsazi.staff.session import Desk

AGREED, REFUSED = "agreed", "refused"
_ME = "(SELECT guard.desk_person())"
_OF_DISTRICT = (
    "draft_id IN (SELECT d.id FROM counter_draft d WHERE d.district_id = (SELECT guard.desk_district()))"
    " OR draft_id = ANY (ARRAY (SELECT guard.drafts_to_second()))"
)
_ABOVE = "(SELECT guard.desk_role()) IN ('administrator', 'auditor')"


class Reversal(models.Model):
    """Somebody wants a registration stopped, and why; nothing happens until a second person agrees."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="reversals")
    reason = models.CharField(max_length=300)
    requested_by = models.BigIntegerField()
    requested_role = models.CharField(max_length=20)
    requested_at = models.DateTimeField(db_default=Now())
    settled_by = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True, default="")

    policies = {
        "staff": {
            "SELECT": f"{_OF_DISTRICT} OR {_ABOVE}",
            "INSERT": f"requested_by = {_ME} AND requested_role = (SELECT guard.desk_role()) AND outcome = ''"
            " AND requested_role IN ('clerk', 'administrator') AND guard.may_be_reversed(draft_id)",
        }
    }

    class Meta:
        constraints = [
            models.UniqueConstraint("draft", "requested_role", condition=Q(outcome=""), name="one_reversal_waits")
        ]


def waiting(draft: Draft, role: str = "clerk") -> Reversal | None:
    """What a clerk asks for waits for a clerk, what an administrator asks for for the auditor; nobody answers to what
    somebody wanted who is suspended by now.
    """
    at_work = Func("requested_by", "requested_role", function="guard.is_at_work", output_field=models.BooleanField())
    return Reversal.objects.using("staff").filter(at_work, draft=draft, requested_role=role, outcome="").first()


def wanted() -> list[int]:
    """The registrations that a clerk wants taken back, and a colleague can say a word to; their ids."""
    possible = Func("draft_id", function="guard.may_be_reversed", output_field=models.BooleanField())
    return list(wishes("clerk").filter(possible).values_list("draft_id", flat=True))


def wishes(role: str) -> "models.QuerySet[Reversal]":
    """What waits for a second person's word: not what somebody wanted who is suspended by now, nor what can be taken
    back no more.
    """
    waits = Func("id", function="guard.reversal_waits", output_field=models.BooleanField())
    return Reversal.objects.using("staff").filter(waits, requested_role=role, outcome="")


def answered(role: str) -> "models.QuerySet[Reversal]":
    """What does not wait any more, the newest first; without an outcome nobody answered in time. `took_death` where the
    death alone went back.
    """
    took = Func("draft_id", function="guard.took_death", output_field=models.BooleanField())
    rows = Reversal.objects.using("staff").filter(requested_role=role).exclude(id__in=wishes(role))
    return rows.annotate(took_death=took).order_by("-id")


def is_possible(draft: Draft) -> bool:
    """While it is coming; afterwards a death by which nobody owns."""
    return _answer("SELECT guard.may_be_reversed(%s)", draft.id)


def request(desk: Desk, draft: Draft, reason: str) -> bool:
    """Put it before a second person. False where one waits already; what somebody wanted who is suspended by now lapses
    for it.
    """
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.lapse_reversals(%s)", [draft.id])
    row = Reversal(draft=draft, reason=reason, requested_by=desk.person_id, requested_role=desk.role)
    try:
        with transaction.atomic(using="staff"):
            row.save(using="staff", force_insert=True)
    except IntegrityError:
        return False
    record_act("reversal_requested", by=Author.of(desk, reason), case=draft.case_id, detail={"draft": draft.id})
    return True


def settle(row: Reversal, outcome: str) -> bool:
    """The second person's word. Agreed: everything is as before the registration, or but for the death it stays as it
    is; and whoever it touched is told which.
    """
    kind = "death_reversed" if takes_death_alone(row.draft_id) else "change_reversed"
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.settle_reversal(%s, %s)", [row.id, outcome])
        [is_done] = cursor.fetchone()
    if is_done and outcome == AGREED:
        for person_id in concerned_by_stop(row.draft_id, using="staff"):
            tell(person_id, kind, using="staff")
    return is_done


def takes_death_alone(draft_id: int) -> bool:
    """Whether taking it back now takes back the death alone: what else it did is in force."""
    return _answer("SELECT guard.only_death_goes_back(%s)", draft_id)


def took_death(draft: Draft) -> bool:
    """Whether two took back the death alone that it recorded: it is confirmed as it was."""
    return draft.state == CONFIRMED and _answer("SELECT guard.took_death(%s)", draft.id)


def _answer(statement: str, draft_id: int) -> bool:
    with connections["staff"].cursor() as cursor:
        cursor.execute(statement, [draft_id])
        return cursor.fetchone()[0]


def own_parts(ids: list[int]) -> dict[int, bool]:
    """In which of these registrations this desk has a part, so that somebody else decides: as a party of the file, or
    (False) by a hand in it.
    """
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT registration, is_party FROM guard.own_parts(%s)", [ids])
        return dict(cursor.fetchall())


def concerned_by_stop(draft_id: int, *, using: str) -> list[int]:
    """Who is told that a registration was stopped in this very transaction: owners, buyers, agents, its two clerks."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT guard.concerned_by_stop(%s)", [draft_id])
        return [row[0] for row in cursor.fetchall()]


def was_dismissed(draft: Draft, person_id: int, *, using: str) -> bool:
    """Whether this person's objection to it was decided on, and it was not changed since: they do not stop it again."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT guard.is_objection_decided(%s, %s)", [draft.id, person_id])
        return cursor.fetchone()[0]


def stopped_now(*, using: str) -> list[int]:
    """The registrations that a block of this very transaction stopped."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT guard.stopped_now()")
        return [row[0] for row in cursor.fetchall()]
