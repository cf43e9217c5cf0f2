"""Of whom something else is stored than before: the ledger says so of each, and nothing of who is new."""

from collections.abc import Collection
from typing import Any

from shahrsazi.database.upsert import WrittenRow
from shahrsazi.ledger.entry import Author, record_corrections
from shahrsazi.people.models import Contact, Person

# The hour of the feed moves forward with each line, which corrects nobody.
_COLUMNS = [field.attname for field in Person._meta.concrete_fields if field.attname != "as_of"]


def stored(**which: Any) -> dict[int, tuple]:
    """These persons' rows as they are, by id."""
    rows = Person.objects.using("feed").filter(**which).values_list("id", *_COLUMNS)
    return {row[0]: row for row in rows}


def record(before: dict[int, tuple], written: Collection[WrittenRow], by: Author) -> None:
    """Of the written rows of persons and of their contacts those that are another than `before`."""
    names = {row.id: row.added for row in written if row.model is Person}
    touched = before.keys() & names.keys()
    after = stored(id__in=touched) if touched else {}
    corrected = {person for person, row in after.items() if row != before[person]}
    contacts = {row.id for row in written if row.model is Contact and not names.get(row.id)}
    record_corrections(corrected | contacts, by=by)
