"""A registration as it is written: texts as typed, part by part. Each saving is a new version; none is overwritten."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from django.contrib.postgres.indexes import GinIndex
from django.db import IntegrityError, ProgrammingError, connections, models, transaction
from django.db.models import F, Min, Q, Value, Window
from django.db.models.functions import Now
from django.http import Http404
from django.utils import timezone

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.city.districts import District
from shahrsazi.database.policies import CLERK, OF_DESK_DISTRICT
from shahrsazi.people.models import Person

DRAFT, SUBMITTED, CONFIRMED, ACTIVE, OBJECTED, WITHDRAWN, REVERSED = (
    "draft",
    "submitted",
    "confirmed",
    "active",
    "objected",
    "withdrawn",
    "reversed",
)
# What belongs to a registration of the desk's district, or to one that it may confirm as second clerk.
OF_DRAFT_AT_DESK = f"{OF_DESK_DISTRICT} OR draft_id = ANY (ARRAY (SELECT guard.drafts_to_second()))"
# Each state of a registration, and the states it may come from. Who may move it, and when, is checked by the database.
MOVES = {
    DRAFT: (DRAFT, SUBMITTED, OBJECTED),  # handed back
    SUBMITTED: (DRAFT,),
    CONFIRMED: (SUBMITTED,),
    ACTIVE: (DRAFT,),
    OBJECTED: (CONFIRMED,),
    WITHDRAWN: (DRAFT, SUBMITTED, OBJECTED),
    REVERSED: (CONFIRMED,),
}


def may_become(state: str) -> tuple[str, ...]:
    """The states from which a registration may move to this one."""
    return MOVES[state]


def public_reference() -> str:
    return secrets.token_urlsafe(16)


class Draft(models.Model):
    """A registration: `submitted` to a second clerk, `confirmed` and in force later, or `active` at once."""

    ref = models.CharField(max_length=22, unique=True, default=public_reference)
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseFile, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, default=DRAFT)
    begun_by = models.BigIntegerField()
    begun_at = models.DateTimeField(db_default=Now())
    # The colleague to whom it was handed over; any clerk of the district may still go on with it.
    assigned_to = models.BigIntegerField(null=True)
    submitted_by = models.BigIntegerField(null=True)
    submitted_at = models.DateTimeField(null=True)
    settled_by = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)
    takes_effect_at = models.DateTimeField(null=True)
    objected_by = models.BigIntegerField(null=True)
    objected_at = models.DateTimeField(null=True)
    objection = models.CharField(max_length=500, blank=True)
    # What an administrator decided on the objection: `dismissed`, it may be registered anew, or `upheld`, it may not.
    decision = models.CharField(max_length=10, blank=True, db_default="")
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    # Whose objections an administrator dismissed, and when the last one: they do not stop it once more unchanged.
    dismissed = models.JSONField(default=list, db_default=Value([], models.JSONField()))
    dismissed_at = models.DateTimeField(null=True)
    word = models.CharField(max_length=300, blank=True)
    concerns = models.JSONField(default=list)

    @property
    def is_coming(self) -> bool:
        """Whether it is confirmed and whoever it touches still has time to object."""
        return self.state == CONFIRMED and self.takes_effect_at > timezone.now()

    # A trigger checks who may write which name into it, and when: guard.check_draft_move() in policies.sql.
    _BEGUN_HERE = (
        f"{OF_DESK_DISTRICT} AND {CLERK} AND state = 'draft' AND begun_by = (SELECT guard.desk_person())"
        " AND submitted_by IS NULL AND settled_by IS NULL"
        " AND (case_id IS NULL OR case_id = (SELECT guard.desk_case_to_write()))"
    )
    # What a desk may move; who began it and what names it stay.
    _MOVING = (
        "case_id",
        "assigned_to",
        "state",
        "submitted_by",
        "submitted_at",
        "settled_by",
        "settled_at",
        "takes_effect_at",
        "word",
        "concerns",
    )
    _READ = (
        f"(({OF_DESK_DISTRICT} OR id = ANY (ARRAY (SELECT guard.drafts_to_second())))"
        " AND (case_id IS NULL OR case_id <> ALL (ARRAY (SELECT guard.own_cases_of_desk()))))"
    )
    # An administrator and the auditor read what is coming and what was objected to, so that they can stop it or decide;
    # also what the counter gave up meanwhile, which hides nothing so.
    _OVERSEEN = (
        "((SELECT guard.desk_role()) IN ('administrator', 'auditor')"
        " AND (state = 'confirmed' AND takes_effect_at > now()"
        " OR (state = 'objected' OR state = 'withdrawn' AND objected_at IS NOT NULL) AND decision = ''"
        " OR id = ANY (ARRAY (SELECT guard.wanted_back()))))"
    )
    # Whoever comes to another counter objects there: it reads what is coming of the file that is open at it.
    _COMING = "case_id = (SELECT guard.desk_case()) AND state = 'confirmed' AND takes_effect_at > now()"
    policies = {
        "staff": {"SELECT": f"{_READ} OR {_OVERSEEN} OR {_COMING}", "INSERT": _BEGUN_HERE, "UPDATE": _READ},
        "web": {"SELECT": "id = ANY (ARRAY (SELECT guard.my_registrations()))"},
        "worker": {"SELECT": "true"},
    }
    column_grants = {
        "web": {
            "SELECT": (
                "id",
                "case_id",
                "state",
                "settled_at",
                "takes_effect_at",
                "objected_at",
                "district_id",
                "decision",
            )
        },
        "staff": {"UPDATE": _MOVING},
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="confirmed") | ~Q(settled_by=F("submitted_by")), name="two_people_confirm"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ACTIVE, CONFIRMED, OBJECTED]) | Q(case__isnull=False), name="settled_for_a_file"
            ),
        ]
        indexes = [
            models.Index(fields=["district", "state", "-id"], name="draft_of_district"),
            models.Index("case", name="draft_of_case"),
            models.Index(fields=["takes_effect_at"], name="draft_coming"),
            GinIndex(fields=["concerns"], opclasses=["jsonb_path_ops"], name="draft_concerns"),
        ]


class DraftPart(models.Model):
    """One version of one part of a draft: the texts, who saved them and when. The newest version counts."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    version = models.IntegerField()
    values = models.JSONField(default=dict)
    by = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())

    append_only = True
    carried = ("district_id",)  # with the file, where that goes to another district: guard.carry_registrations()
    _BY_ME = f"{OF_DESK_DISTRICT} AND {CLERK} AND by = (SELECT guard.desk_person())"
    _OPEN = "guard.is_being_written(draft_id) AND guard.names_own_scans(draft_id, values)"
    policies = {"staff": {"SELECT": OF_DRAFT_AT_DESK, "INSERT": f"{_BY_ME} AND {_OPEN}"}}

    class Meta:
        constraints = [models.UniqueConstraint("draft", "name", "version", name="part_version_once")]


class CrossDistrictAccess(models.Model):
    """Lets a clerk read a file of another district for a while, for a reason that its owners read."""

    session_id = models.BigIntegerField()
    case = models.ForeignKey(CaseFile, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField(db_default=Now())
    until = models.DateTimeField()

    policies: dict = {}  # only guard.open_across_districts() writes it, together with the ledger's row

    class Meta:
        indexes = [models.Index("case", "session_id", name="look_of_session")]


class EditConflictError(Exception):
    """Someone saved the part since it was opened: `part` is the newest version."""

    def __init__(self, part: DraftPart):
        super().__init__(part.name)
        self.part = part


def begin(desk, case: CaseFile | None) -> Draft:
    """A registration of a file, or of a new one; Http404 where the file goes to another counter in this very moment."""
    draft = Draft(district_id=desk.district, case=case, begun_by=desk.person_id)
    files = CaseFile.at_desk.filter(id=case.id, district=desk.district) if case else None
    with unless_gone(lambda: files is None or files.exists()):
        draft.save(using="staff", force_insert=True)
    return draft


def parts(draft: Draft) -> dict[str, DraftPart]:
    """The newest version of each part that was not removed, in the order in which the parts were first saved."""
    first = Window(Min("id"), partition_by=F("name"))
    versions = DraftPart.objects.using("staff").filter(draft=draft).annotate(first=first)
    newest = versions.order_by("name", "-version").distinct("name")
    return {part.name: part for part in sorted(newest, key=lambda part: part.first) if part.values}


def save(draft: Draft, name: str, values: dict, *, base: int, by: int) -> None:
    """Store a new version of a part that was opened at version `base` (0: new).

    EditConflictError when a colleague saved it since.

    Equal texts make no version, so that a form sent twice is stored once. Empty values remove the part.
    """
    rows = DraftPart.objects.using("staff").filter(draft=draft, name=name)
    newest = rows.order_by("-version").first()
    if newest and newest.values == values:
        return
    if newest and newest.version != base and newest.by != by:
        raise EditConflictError(newest)
    version = newest.version + 1 if newest else 1
    part = DraftPart(draft=draft, district_id=draft.district_id, name=name, version=version, values=values, by=by)
    try:
        save_into(draft, part)
    except IntegrityError:
        if (newest := rows.order_by("-version").first()) is None:
            raise Http404 from None
        raise EditConflictError(newest) from None


def save_into(draft: Draft, row: models.Model) -> None:
    """Add a row of a draft that is being written; Http404 as of writing()."""
    with writing(draft):
        row.save(using="staff", force_insert=True)


def writing(draft: Draft) -> AbstractContextManager[None]:
    """While a row of a draft is added that is being written: Http404 where another window handed it on or ended the
    desk, or a feed gave the file to another counter.
    """
    return unless_gone(Draft.objects.using("staff").filter(id=draft.id, state=DRAFT).exists)


@contextmanager
def unless_gone(is_there: Callable[[], bool]) -> Iterator[None]:
    """Http404 where the database refuses a row of what is not there any more."""
    try:
        with transaction.atomic(using="staff"):
            yield
    except ProgrammingError:
        if is_there():
            raise
        raise Http404 from None


def authors(draft: Draft) -> set[int]:
    """The person ids of everyone who wrote in it, brought a scan to it or had an address proved for it."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.authors_of(%s)", [draft.id])
        return {person for (person,) in cursor.fetchall()}


def sender_is_suspended(draft: Draft) -> bool:
    """Whether a registration that waits for a second clerk was sent on by somebody who works here no more."""
    if draft.state != SUBMITTED:
        return False
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.is_at_work(%s, 'clerk')", [draft.submitted_by])
        return not cursor.fetchone()[0]


def names(people: set[int]) -> dict[int, str]:
    """The names of colleagues, by person id."""
    rows = Person.objects.using("staff").filter(id__in=people).only("id", "first_name", "last_name")
    return {person.id: person.name for person in rows}
