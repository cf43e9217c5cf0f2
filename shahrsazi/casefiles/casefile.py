"""A property's file, who owns it and who may act for the owners, over time; and the one rule of who sees it."""

import secrets
from typing import Annotated

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from msgspec import Meta

from shahrsazi.casefiles.fields import (
    M2,
    Code,
    Coordinate,
    Day,
    Row,
    Rows,
    code,
    count,
    day,
    flag,
    longest,
    moment,
    number,
    text,
)
from shahrsazi.casefiles.scoped import Scoped
from shahrsazi.city.districts import District
from shahrsazi.database.functions import Today
from shahrsazi.database.policies import AUDITOR, EVERYTHING, OF_DESK_CASE, OF_DESK_CASE_TO_WRITE, OF_DESK_DISTRICTS
from shahrsazi.people.models import Contact, Person


def public_reference() -> str:
    return secrets.token_urlsafe(16)


class Point(Row):
    x: Coordinate
    y: Coordinate


LINEAGE_ROLES = ("parent", "child")


class Lineage(Row):
    """What the schema narrows further, the feed checks (feed/validation.py): pages read whatever is stored."""

    kind: Annotated[str, Code("lineage_kind")]
    other_code: Annotated[str, Meta(max_length=40, extra_json_schema={"minLength": 1})]
    role: Annotated[
        str,
        Meta(
            max_length=10,
            description="parent if the other code came before this one, child if it came after it",
            extra_json_schema={"enum": ["", *LINEAGE_ROLES]},
        ),
    ] = ""
    on: Annotated[Day, Meta(description="the day of the division, the merging or the other code")] = ""


class UnitArea(Row):
    """What belongs to an apartment or a shop alone, or its part of what all have in common, as the deed measures it."""

    part: Annotated[str, Code("unit_part")]
    area: M2
    number: Annotated[str, longest(20)] = ""


class CaseFile(Scoped):
    """One renewal code, one file. Citizens see it from `opened_on`, when all its owners were registered in person."""

    ref = models.CharField(max_length=22, unique=True, default=public_reference)
    renewal_code = models.CharField(max_length=40, unique=True)
    unit_kind = code("unit_kind")
    property_type = code("property_type")
    file_no = text(20, required=True)
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    neighbourhood = text(60)
    place = text(120, required=True)
    place_order = models.CharField(max_length=250, editable=False)  # sorts as a Persian dictionary does
    address = text(300, required=True)
    postal_code = text(10)
    blue_plate = text(10)
    phone = text(20)
    # The plate, its section and office may be unknown to the back office, which is said on the page.
    plate_main = models.IntegerField(null=True, blank=True)
    plate_sub = models.IntegerField(null=True, blank=True)
    plate_origin = text(60)
    lot_no = count()
    registry_section = number(1, 99_999)
    registry_office = code("registry_office", required=False)
    unit_areas = Rows(row_type=UnitArea)
    outline = Rows(row_type=Point)
    lineage = Rows(row_type=Lineage)
    opened_on = day()
    # Up to when the back office has told; empty of a file that the counter formed and that nobody has told of yet.
    as_of = models.DateTimeField(null=True)
    opened_by_registration = models.BigIntegerField(null=True)

    not_fed = ("id", "ref", "place_order", "district", "as_of", "opened_by_registration")
    quiet = ("as_of",)
    kept_by_counter = {
        "opened_on": "guard.is_kept('file', t.id, t.opened_by_registration)"
    }  # a file that the counter opened stays open
    # An open file is changed by an act alone: else one clerk could close it, then write as to a file never opened.
    _BY_AN_ACT = "(opened_on IS NULL OR (SELECT guard.registration_in_hand()) IS NOT NULL)"
    _TO_WRITE = f"id = (SELECT guard.desk_case_to_write()) AND {_BY_AN_ACT}"
    policies = {
        "web": {"SELECT": "id = ANY (ARRAY (SELECT guard.my_files()))"},
        "feed": EVERYTHING,
        "staff": {
            "SELECT": f"{OF_DESK_DISTRICTS} OR id = (SELECT guard.desk_case()) OR {AUDITOR}"
            " OR id = ANY (ARRAY (SELECT guard.cases_to_second()))",
            "INSERT": f"{OF_DESK_DISTRICTS} AND opened_on IS NULL",
            "UPDATE": _TO_WRITE,
        },
    }

    class Meta:
        constraints = [models.UniqueConstraint("district", "file_no", name="file_no_once_in_a_district")]
        indexes = [
            models.Index(fields=["district", "-as_of"], name="newest_of_a_district"),
            models.Index(fields=["plate_main", "plate_sub"], name="casefile_of_a_plate"),
        ]

    @classmethod
    def visible_to(cls, person):
        """The files of `person` (an id or an expression), as owner or through a live mandate.

        `served` tells whether the file opens: a file of a district that is not served is listed, but does not.
        """
        return cls.visible.filter(
            Q(Exists(Ownership.current().filter(case=OuterRef("id"), person=person)))
            | Q(Exists(Mandate.live_for(OuterRef("id")).filter(agent=person))),
            opened_on__lte=Today(),
        ).annotate(served=Q(district__served_from__lte=Today()))


class Ownership(Scoped):
    """A share of one person in one file, from a day to a day (exclusive); shares are exact fractions of the whole."""

    case = models.ForeignKey(CaseFile, models.PROTECT, related_name="+")
    source_key = models.CharField(max_length=60)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    land_share = models.IntegerField()
    land_of = models.IntegerField()
    building_share = models.IntegerField()
    building_of = models.IntegerField()
    effective_from = day(required=True)
    effective_to = day()
    # What two clerks agreed on counts from this moment, which leaves time to object; without one it counts at once.
    holds_from = moment()
    begun_by_registration = models.BigIntegerField(null=True, db_index=True)
    end_holds_from = moment()
    ended_by_registration = models.BigIntegerField(null=True, db_index=True)

    not_fed = ("id", "case", "holds_from", "begun_by_registration", "end_holds_from", "ended_by_registration")
    # A feed that does not know of a sale yet does not undo it.
    kept_by_counter = {"effective_to": "guard.is_kept('ownership', t.id, t.ended_by_registration)"}
    # Of every listed file, also of those that do not open: the list is made from these rows.
    policies = {
        "web": {"SELECT": "case_id = ANY (ARRAY (SELECT guard.my_files()))"},
        "feed": EVERYTHING,
        "staff": {
            "SELECT": OF_DESK_CASE,
            "INSERT": f"{OF_DESK_CASE_TO_WRITE} AND begun_by_registration = (SELECT guard.confirmed_in_hand())"
            " AND (guard.waits_as_told(holds_from) OR (SELECT guard.forms_file_in_hand()))",
            "UPDATE": f"{OF_DESK_CASE_TO_WRITE} AND (SELECT guard.confirmed_in_hand()) IS NOT NULL",
        },
    }

    class Meta:
        constraints = [
            models.UniqueConstraint("case", "source_key", name="ownership_key"),
            models.CheckConstraint(
                condition=Q(land_share__gte=0, land_of__gte=1, building_share__gte=0, building_of__gte=1)
                & Q(land_share__lte=F("land_of"), building_share__lte=F("building_of")),
                name="shares_within_the_whole",
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="ownership_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index("person", "case", name="ownership_of_person")]

    @classmethod
    def current(cls):
        """Shares in force: begun and not ended by their dates, as far as their beginning and their end count by now."""
        return cls.visible.filter(
            Q(effective_to__isnull=True) | Q(effective_to__gt=Today()) | Q(end_holds_from__gt=Now()),
            Q(holds_from__isnull=True) | Q(holds_from__lte=Now()),
            effective_from__lte=Today(),
        )


class Mandate(Scoped):
    """The mandate of one person to act for another: attorney, guardian, company representative (docs/domain.md)."""

    key = ("case_id", "principal_id", "source_key")
    ref = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    source_key = models.CharField(max_length=60)
    principal = models.ForeignKey(Person, models.PROTECT, related_name="+")
    agent = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseFile, models.PROTECT, related_name="+", null=True, blank=True)
    capacity = code("capacity")
    scope = Rows(row_type=Annotated[str, Code("mandate_scope")])
    poa_no = text(30)
    poa_date = day(required=True)
    notary_office = text(60)
    expires_on = day()
    every_file = flag()
    irrevocable = flag()
    may_delegate = flag()
    verified_on = day()
    verify_ref = text(40)
    ended_on = day()
    end_reason = code("mandate_end", required=False)
    holds_from = moment()
    begun_by_registration = models.BigIntegerField(null=True, db_index=True)
    ended_at_desk = flag()
    # The end of a representative's or guardian's leave counts from this moment; until then they can object to it.
    end_holds_from = moment()
    ended_by_registration = models.BigIntegerField(null=True, db_index=True)

    _OF_ACTS = ("holds_from", "begun_by_registration", "ended_at_desk", "end_holds_from", "ended_by_registration")
    not_fed = ("id", "ref", "case", *_OF_ACTS)
    _ENDED = "t.ended_at_desk AND guard.is_kept('mandate', t.id, coalesce(t.ended_by_registration, 0))"
    kept_by_counter = {"ended_on": _ENDED, "end_reason": _ENDED}
    _AT_DESK = "principal_id = ANY (ARRAY (SELECT guard.desk_parties())) AND (case_id IS NULL OR {case})"
    policies = {
        "web": {"SELECT": "agent_id = (SELECT guard.uid()) OR principal_id = (SELECT guard.uid())"},
        "feed": EVERYTHING,
        "staff": {
            "SELECT": _AT_DESK.format(case=OF_DESK_CASE),
            "INSERT": _AT_DESK.format(case=OF_DESK_CASE_TO_WRITE)
            + " AND begun_by_registration = (SELECT guard.confirmed_in_hand())"
            # Sight follows the file that is named: the flag says no less.
            + " AND every_file = (case_id IS NULL)"
            + " AND (guard.waits_as_told(holds_from) OR (SELECT guard.forms_file_in_hand()) AND NOT every_file"
            + " AND NOT guard.is_registered(principal_id))",
            "UPDATE": _AT_DESK.format(case=OF_DESK_CASE_TO_WRITE)
            + " AND (SELECT guard.confirmed_in_hand()) IS NOT NULL",
        },
    }

    class Meta:
        # A paper may be reported with several files; a line of one file never moves another's. NULL is "every file".
        constraints = [
            models.UniqueConstraint(
                fields=["case", "principal", "source_key"], name="mandate_key", nulls_distinct=False
            )
        ]
        indexes = [models.Index("agent", name="mandate_of_agent")]

    @classmethod
    def that_were(cls):
        """Those that held at any time: one that ended before it began was told by mistake, or objected to. So was one
        that ended without a reason on the day of its deed, but for an end that counts later: until then it holds.
        """
        never = Q(ended_on__lt=F("poa_date")) | Q(ended_on=F("poa_date"), end_reason="")
        return cls.visible.exclude(never & ~Q(end_holds_from__gt=Now()))

    @property
    def was_given(self) -> bool:
        """Whether a stored one held at any time: the same of a row that was read."""
        if self.ended_on is None or self.ended_on > self.poa_date:
            return True
        return self.ended_on == self.poa_date and bool(self.end_reason)

    @staticmethod
    def is_over() -> Q:
        """Whether it is over by its paper, or by an end on record that counts by now."""
        counts = Q(end_holds_from__isnull=True) | Q(end_holds_from__lte=Now())
        return Q(expires_on__lt=Today()) | Q(counts, ended_on__lte=Today())

    @classmethod
    def live_for(cls, case: OuterRef):
        """Mandates in force today that cover `case`: verified, begun, not over, not ended; of a living owner."""
        return cls.visible.filter(
            Q(expires_on__isnull=True) | Q(expires_on__gte=Today()),
            Q(ended_on__isnull=True) | Q(ended_on__gt=Today()) | Q(end_holds_from__gt=Now()),
            Q(holds_from__isnull=True) | Q(holds_from__lte=Now()),
            Q(case__isnull=True) | Q(case=case),
            Exists(Ownership.current().filter(case=OuterRef(case), person=OuterRef("principal"))),
            # A citizen reads nobody else's death: there guard.my_files leaves these files out.
            ~Exists(Contact.objects.filter(person=OuterRef("principal"), died_on__isnull=False)),
            verified_on__lte=Today(),
            poa_date__lte=Today(),
            scope__contains=["view"],
        )
