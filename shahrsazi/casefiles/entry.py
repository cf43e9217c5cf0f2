"""What every section shares: an entry filed under a case, and the one way to write entries."""

from django.db import models

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.database.guard import EVERYTHING, OF_MY_CASES
from shahrsazi.database.upsert import upsert
from shahrsazi.ledger.entry import note_changes


class Entry(models.Model):
    """One source document of one file, as the back office last told it. `source_key` names it there, for ever."""

    case = models.ForeignKey(CaseFile, models.PROTECT, related_name="+")
    source_key = models.CharField(max_length=60)

    not_fed = ("id", "case")
    guard = {"web": {"SELECT": OF_MY_CASES}, "feed": EVERYTHING}

    class Meta:
        abstract = True


def file_entries(section: str, model, rows: list[dict], *, by) -> int:
    """Write a set of rows of one kind and note each file changed in the ledger, in the caller's transaction.

    `rows` are dicts of column values with `case_id` and `source_key`; a key seen before corrects its row, an equal
    row changes nothing. `by` is the acting role or person. Returns how many rows were added or corrected.
    """
    written = upsert(model, rows, key=("case_id", "source_key"))
    note_changes(section, written, by=by)
    return len(written)
