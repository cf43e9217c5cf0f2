"""A member of staff: person, role, district; and, in tables of their own, the credentials they sign in with."""

from datetime import timedelta
from uuid import UUID

from django.contrib.postgres.functions import RandomUUID
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now

from shahrsazi.city.districts import District
from shahrsazi.credentials.passwords import derive_text
from shahrsazi.database.policies import ADMINISTRATOR, ALL_BUT_DELETE
from shahrsazi.database.signatures import Signed, sign_row
from shahrsazi.messages.notices import tell
from shahrsazi.people.models import Person

ROLES = ("clerk", "auditor", "administrator")
INVITATION_LIFE = timedelta(hours=72)


class Member(models.Model):
    """Someone who works here. A clerk belongs to one district; nobody else does."""

    ref = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    person = models.OneToOneField(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=15)
    district = models.ForeignKey(District, models.PROTECT, null=True, blank=True, related_name="+")
    added_by = models.BigIntegerField(null=True)
    added_at = models.DateTimeField(db_default=Now())
    disabled_at = models.DateTimeField(null=True)

    # Every member sees the others. Only an administrator adds members or changes what they may do, never their own row;
    # for anyone to begin takes two people (administration/policies.sql).
    policies = {
        "entrance": ALL_BUT_DELETE,
        "staff": {
            "SELECT": "(SELECT guard.desk_member()) IS NOT NULL",
            "INSERT": f"{ADMINISTRATOR} AND disabled_at IS NOT NULL",
            "UPDATE": "person_id <> (SELECT guard.desk_person())"
            " AND guard.member_may_be(id, role, district_id, disabled_at)",
        },
    }
    column_grants = {
        "staff": {"UPDATE": ("role", "district_id", "disabled_at")},
        "entrance": {"UPDATE": ("role", "district_id", "disabled_at", "added_at")},
    }
    signed = Signed(("entrance",), over=("person_id", "role", "district_id"), at_change_of=("disabled_at",))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role="clerk", district__isnull=False)
                | Q(role__in=("auditor", "administrator"), district__isnull=True),
                name="clerks_have_a_district",
            )
        ]


class StaffCredential(models.Model):
    """What a member signs in with. The secret of the one-time codes is derived from `totp_no` and stored nowhere."""

    member = models.OneToOneField(Member, models.PROTECT, primary_key=True, related_name="credential")
    hash = models.CharField(max_length=160, blank=True)
    changed_at = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)
    disabled_at = models.DateTimeField(null=True)
    totp_no = models.BigIntegerField(null=True)
    totp_last = models.BigIntegerField(default=0)

    policies = {"entrance": ALL_BUT_DELETE}
    # No code counts twice and no desk that was shut opens again by a statement of one's own.
    signed = Signed(
        ("entrance",), over=("member_id", "hash", "totp_no"), at_change_of=("totp_last", "failures", "disabled_at")
    )

    @transaction.atomic(using="entrance", savepoint=False)
    def set(self, **new: object) -> None:
        """Store these columns, signed."""
        for name, value in new.items():
            setattr(self, name, value)
        sign_row(self, "entrance")
        StaffCredential.objects.using("entrance").update_or_create(member_id=self.member_id, defaults=new)


class Invitation(models.Model):
    """A first password for a member of staff, shown once to whoever made it. It is never sent by SMS or e-mail."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    made_by = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(db_default=Now())
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    policies = {"entrance": ALL_BUT_DELETE}
    column_grants = {"entrance": {"UPDATE": ("used_at",)}}
    set_once = ("used_at",)

    @classmethod
    def usable(cls, member_id: int):
        rows = cls.objects.using("entrance").filter(member=member_id, used_at__isnull=True, ends_at__gt=Now())
        return rows.order_by("-id")

    @property
    def text(self) -> str:
        return derive_text(f"invitation:{self.id}")


class Enrolment(models.Model):
    """Its id is the number from which a secret for one-time codes is derived; the secret itself is never stored."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    policies = {"entrance": {"SELECT": "true", "INSERT": "true"}}


def invite(member_id: int, made_by: int | None) -> str:
    """A new first password. It ends the earlier ones and every other credential that the member had, and they are told:
    whoever gets it may be somebody else.
    """
    Invitation.usable(member_id).update(used_at=Now())
    StaffCredential(member_id=member_id).set(hash="", totp_no=None, totp_last=0, failures=0, disabled_at=None)
    row = Invitation(member_id=member_id, made_by=made_by, ends_at=Now() + INVITATION_LIFE)
    row.save(using="entrance", force_insert=True)
    tell(Member.objects.using("entrance").get(id=member_id).person_id, "desk_invited", using="entrance")
    return row.text


def everyone():
    """Every member of staff, of now and before, with their person."""
    return Member.objects.using("staff").select_related("person").order_by("district", "role", "id")


def by_ref(ref: str) -> Member | None:
    """The member of staff whom an address names."""
    try:
        return everyone().filter(ref=UUID(ref)).first()
    except ValueError:
        return None
