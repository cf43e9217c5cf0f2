"""The ledger, who saw and who changed what: a row in the same transaction as the reading or the change itself."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db import connections, models
from django.db.models.functions import Now
from psycopg.types.json import Jsonb

from shahrsazi.database.policies import AUDITOR, READ, ROLES

# What is done at the two entrances and by the commands. Of a file nothing.
AT_THE_ENTRANCE = (
    "signed_in",
    "sign_in_failed",
    "signed_out",
    "password_asked",
    "password_changed",
    "enrolled",
    "staff_added",
    "sessions_ended",
    "denied",
    "limited",
)
_OF_MY_CASES = '"case" = ANY (ARRAY (SELECT guard.my_cases()))'


class LedgerEntry(models.Model):
    """A row of the ledger, append-only for everyone: a trigger refuses the owner of the table as well."""

    at = models.DateTimeField(db_default=Now())
    actor = models.BigIntegerField(null=True)
    role = models.CharField(max_length=20)
    act = models.CharField(max_length=20)
    case = models.BigIntegerField(null=True, db_index=True)
    section = models.CharField(max_length=30, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)
    person = models.BigIntegerField(null=True, db_index=True)
    district = models.SmallIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["actor", "-id"], name="ledger_of_actor"),
            models.Index("at", name="ledger_of_day"),
            # Readings are nearly all there is: they are found without it.
            models.Index(fields=["act", "-id"], condition=~models.Q(act="read"), name="ledger_of_act"),
        ]

    append_only = True
    policies = {
        # What citizens may read of it, guard.accesses() tells them. Lists over all files are of none.
        "web": {
            "INSERT": "actor = (SELECT guard.uid()) AND role = 'citizen' AND act = 'read' AND reason = '' AND"
            f" ({_OF_MY_CASES} OR \"case\" IS NULL AND section IN ('list', 'all_money'))"
        },
        "entrance": {"INSERT": f'"case" IS NULL AND act IN {AT_THE_ENTRANCE}'},
        "feed": {"INSERT": "role = 'feed'", "SELECT": READ["SELECT"]},
        "worker": {"INSERT": "role = 'worker'"},
        "staff": {
            "INSERT": "actor = (SELECT guard.desk_person()) AND role = (SELECT guard.desk_role())",
            "SELECT": AUDITOR,
        },
    }
    # Neither its number nor its moment is the writer's choice.
    _WRITTEN = ("actor", "role", "act", "case", "section", "reason", "detail", "person", "district")
    column_grants = dict.fromkeys(ROLES, {"INSERT": _WRITTEN})


# Written in SQL: writers may add to the ledger but not read it, not even the id of their row, which the ORM asks for.
READING = """
INSERT INTO ledger_ledgerentry (actor, role, act, "case", section, reason, detail)
VALUES (%s, 'citizen', 'read', %s, %s, '', %s)
"""
_NEED_NOT_WAIT = ("SELECT set_config('synchronous_commit', 'off', true)", [])


def recording_of_reading(reader: int, case: int | None, what: str, **detail: str | int) -> tuple:
    """The statements that record a citizen's reading, to be sent along with it.

    Rows of readings need not wait for the disk: a power cut may lose the last of them, but never the row of a change.
    """
    return (_NEED_NOT_WAIT, (READING, [reader, case, what, Jsonb(detail)]))


def recording_of_pieces(case: int, what: str, paper: str) -> tuple:
    """The same of a paper's thumbnails or the tiles of its pages: one row of each for a paper and session."""
    return (_NEED_NOT_WAIT, ("SELECT guard.record_pieces(%s, %s, %s)", [case, what, paper]))


PAPER_DIGITS = 12  # of a paper's SHA-256, by which the ledger names it


def record_look(what: str, case: int | None, **detail: str | int) -> None:
    """A member of staff looked at a registration or a scan: one row for each and session of the desk."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.record_desk_look(%s, %s, %s)", [case, what, Jsonb(detail)])


_NOTE = """
INSERT INTO ledger_ledgerentry (actor, role, act, section, reason, detail) VALUES (%s, %s, %s, '', '', %s)
"""


def record(act: str, *, actor: int | None, role: str, using: str, detail: dict | None = None) -> None:
    """One row about something that concerns no file: signing in, a changed password, an ended session."""
    with connections[using].cursor() as cursor:
        cursor.execute(_NOTE, [actor, role, act, Jsonb(detail or {})])


class Author(NamedTuple):
    """Who writes to files: the database role, the role as the ledger names it, the person if there is one, and why. The
    `account` is whose word an operator's command is: of no person here, and a detail, for owners read the reasons.
    """

    using: str
    role: str
    actor: int | None = None
    reason: str = ""
    district: int | None = None
    account: str = ""

    @property
    def detail(self) -> dict[str, str]:
        return {"account": self.account} if self.account else {}

    @classmethod
    def of(cls, desk, reason: str = "") -> "Author":
        """The member of staff at this desk."""
        return cls("staff", desk.role, desk.person_id, reason, desk.district)


_CHANGE = """
INSERT INTO ledger_ledgerentry (role, act, "case", section, reason, actor, district, person, detail)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


_CHANGES = """
INSERT INTO ledger_ledgerentry (role, reason, actor, district, section, "case", person, act, detail)
SELECT %s, %s, %s, %s, c.section, c."case", c.person, c.act,
  jsonb_strip_nulls(jsonb_build_object('rows', c.rows, 'key', c.key)) || %s
FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::text[], %s::integer[], %s::text[])
  AS c (section, "case", person, act, rows, key)
"""


def record_changes(written: Mapping[str, list], *, by: Author) -> None:
    """One row for every section, file and kind of change among the written rows of these sections; of what belongs to
    every file of somebody, for that person. Of a single row its key.
    """
    keys: defaultdict[tuple, list[str | None]] = defaultdict(list)
    for section, rows in written.items():
        for row in rows:
            person = None if row.case_id else row.person_id
            keys[section, row.case_id, person, "added" if row.added else "corrected"].append(row.source_key)
    if keys:
        counts = [len(those) for those in keys.values()]
        single = [those[0] if len(those) == 1 else None for those in keys.values()]
        columns = [*map(list, zip(*keys, strict=True)), counts, single]
        with connections[by.using].cursor() as cursor:
            cursor.execute(_CHANGES, [by.role, by.reason, by.actor, by.district, Jsonb(by.detail), *columns])


_CORRECTIONS = """
INSERT INTO ledger_ledgerentry (role, reason, actor, district, section, act, detail, person)
SELECT %s, %s, %s, %s, '', 'corrected', %s, p FROM unnest(%s::bigint[]) AS p
"""


def record_corrections(people: Collection[int], *, by: Author) -> None:
    """One row for each of these persons, of whom something is stored otherwise than before."""
    if people:
        with connections[by.using].cursor() as cursor:
            columns = [by.role, by.reason, by.actor, by.district, Jsonb(by.detail), sorted(people)]
            cursor.execute(_CORRECTIONS, columns)


def record_act(act: str, *, by: Author, case=None, section="", person: int | None = None, detail: dict | None = None):
    """One row about something done to a file or about a person."""
    with connections[by.using].cursor() as cursor:
        cursor.execute(_CHANGE, _row(act, by, case, section, person, detail or {}))


def _row(act: str, by: Author, case, section: str, person: int | None, detail: dict) -> list:
    return [by.role, act, case, section, by.reason, by.actor, by.district, person, Jsonb(detail | by.detail)]
