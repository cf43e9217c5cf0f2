"""What every section shares: an entry filed under a case, and the one function that writes entries."""

from collections.abc import Iterable

from django.db import models

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.casefiles.scoped import Scoped
from shahrsazi.database.policies import ENTRY_OF_MY_CASES, EVERYTHING
from shahrsazi.database.upsert import WrittenRow, pipelined, send
from shahrsazi.ledger.entry import Author, record_changes

KEY = ("case_id", "source_key")


class Entry(Scoped):
    """One source document of one file, as the back office last reported it. `source_key` names it there, for ever."""

    case = models.ForeignKey(CaseFile, models.PROTECT, related_name="+")
    source_key = models.CharField(max_length=60)
    # Told by mistake, and taken back: no citizen reads it any more, the auditor still finds it, and it may come back.
    withdrawn = models.BooleanField(default=False, db_default=False, blank=True)

    not_fed = ("id", "case")
    policies: dict = {"web": {"SELECT": ENTRY_OF_MY_CASES}, "feed": EVERYTHING}

    class Meta:
        abstract = True


def file_entries(section: str, tables: dict[type, list[dict]], *, by: Author) -> int:
    """Write rows of one section, table by table, and each changed file into the ledger, in the caller's transaction.

    Rows are dicts of column values with `case_id` and `source_key`; a key seen before corrects its row, an equal row
    changes nothing. `by` is the author in the ledger. Returns how many rows were added or corrected.
    """
    return sum(map(len, file_sections([(section, tables)], by=by).values()))


def file_sections(sections: Iterable[tuple[str, dict[type, list[dict]]]], *, by: Author) -> dict[str, list[WrittenRow]]:
    """The same of several sections: the rows of each are made while the database writes those before. Returns the rows
    that were added or corrected, by section.
    """
    with pipelined(by.using):
        sent = [
            (section, send(model, rows, key=getattr(model, "key", KEY), using=by.using))
            for section, tables in sections
            for model, rows in tables.items()
        ]
        written: dict[str, list[WrittenRow]] = {}
        for section, rows_sent in sent:
            written.setdefault(section, []).extend(rows_sent.rows() if rows_sent else ())
        record_changes(written, by=by)
    return written
