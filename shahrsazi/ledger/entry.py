"""Who saw and who changed what: one row, written in the same transaction as the reading or the change itself."""

from collections import Counter

from django.db import connections, models
from django.db.models.functions import Now
from psycopg.types.json import Jsonb

from shahrsazi.database.guard import READ

_OF_MY_CASES = '"case" = ANY (ARRAY (SELECT guard.my_cases()))'


class LedgerEntry(models.Model):
    """Append-only for everyone; a trigger refuses the owner of the table as well."""

    at = models.DateTimeField(db_default=Now())
    actor = models.BigIntegerField(null=True)
    role = models.CharField(max_length=20)
    act = models.CharField(max_length=20)
    case = models.BigIntegerField(null=True, db_index=True)
    section = models.CharField(max_length=30, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)

    append_only = True
    guard = {
        "web": {"INSERT": f"actor = (SELECT guard.uid()) AND role = 'citizen' AND {_OF_MY_CASES}"},
        "entrance": {"INSERT": '"case" IS NULL'},
        "feed": {"INSERT": "role = 'feed'", "SELECT": READ["SELECT"]},
        "worker": {"INSERT": "role = 'worker'"},
    }


# By hand and not through the ORM: writers may add to the ledger but not read it, not even the row's own number.
READING = """
INSERT INTO ledger_ledgerentry (actor, role, act, "case", section, reason, detail)
VALUES (%s, 'citizen', 'read', %s, %s, '', '{}')
"""
_NOTE = """
INSERT INTO ledger_ledgerentry (actor, role, act, section, reason, detail) VALUES (%s, %s, %s, '', '', %s)
"""


def note(act: str, *, actor: int | None, role: str, using: str, detail: dict | None = None) -> None:
    """One row about something that concerns no file: signing in, a changed password, an ended session."""
    with connections[using].cursor() as cursor:
        cursor.execute(_NOTE, [actor, role, act, Jsonb(detail or {})])


def note_changes(section: str, written: list, *, by: str) -> None:
    """One row for every file that a set of writings changed."""
    per_case = Counter((row.case_id, "added" if row.added else "corrected") for row in written)
    with connections["feed"].cursor() as cursor:
        cursor.executemany(
            'INSERT INTO ledger_ledgerentry (role, act, "case", section, reason, detail)'
            " VALUES ('feed', %s, %s, %s, %s, jsonb_build_object('rows', %s::int))",
            [(act, case, section, by, rows) for (case, act), rows in per_case.items()],
        )
