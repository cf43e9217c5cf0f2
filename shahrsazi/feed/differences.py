"""Where a source tells otherwise than the counter registered: the counter's word stays until the source tells the same,
or two of the oversight release it.
"""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Model, Q
from django.utils import timezone

from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.casefiles.entry import KEY
from shahrsazi.database.upsert import ABSENT
from shahrsazi.feed.models import Difference, Source
from shahrsazi.people.models import Contact

BY_COUNTER = {
    CaseFile: ("file", "opened_by_registration"),
    Ownership: ("ownership", "ended_by_registration"),
    Mandate: ("mandate", "ended_at_desk"),
    Contact: ("person", "kept_by_registration"),
}


class _Compared(NamedTuple):
    """A stored row that the counter registered, and what was told of it now: column → value, where that differs."""

    stored: Any
    reported: dict[str, str]
    agrees: bool


def note(model: type[Model], rows: list[dict], source: Source, batch: int | None) -> None:
    """Asked after the rows were written, in the same transaction."""
    record, mark = BY_COUNTER[model]
    compared = [_compare(model, stored, row) for stored, row in _rows_of_counter(model, rows, mark)]
    now = timezone.now()
    differences = [
        Difference(
            source=source,
            batch_id=batch,
            record=record,
            row=c.stored.pk,
            registration=registration(c.stored, mark),
            case_id=c.stored.pk if model is CaseFile else getattr(c.stored, "case_id", None),
            person_id=c.stored.pk if model is Contact else getattr(c.stored, "person_id", None),
            fields=sorted(c.reported),
            reported=c.reported,
            since=now,
            settled_at=now if c.agrees else None,
        )
        for c in compared
    ]
    Difference.objects.using("feed").bulk_create(
        differences,
        update_conflicts=True,
        unique_fields=["record", "row", "registration"],
        update_fields=["source", "batch", "fields", "reported", "settled_at"],
    )


def registration(stored: Any, mark: str) -> int:
    """The registration whose word stands; 0 of a mandate that was ended at a desk."""
    value = getattr(stored, mark)
    return getattr(stored, "ended_by_registration", None) or 0 if value is True else value


def _rows_of_counter(model: type[Model], rows: list[dict], mark: str) -> list[tuple[Any, dict]]:
    """The stored rows among these of which the counter's word stands, each with what was told."""
    registered = Q(**{mark: True}) if mark == "ended_at_desk" else Q(**{f"{mark}__isnull": False})
    by_key = {tuple(row[name] for name in _key(model)): row for row in rows}
    manager = Contact.objects.using("feed") if model is Contact else model.in_feed  # type: ignore[attr-defined]
    first = _key(model)[-1]
    stored = manager.filter(registered, **{f"{first}__in": {key[-1] for key in by_key}}) if rows else ()
    pairs = ((row, by_key.get(tuple(getattr(row, name) for name in _key(model)))) for row in stored)
    return [(row, reported) for row, reported in pairs if reported is not None]


def _key(model: type[Model]) -> tuple[str, ...]:
    keys: dict[type[Model], tuple[str, ...]] = {CaseFile: ("renewal_code",), Contact: ("person_id",)}
    return keys[model] if model in keys else getattr(model, "key", KEY)


def _compare(model: Any, stored: Any, row: dict) -> _Compared:
    absent = set(row.get(ABSENT, ()))
    columns = [name for name in model.kept_by_counter if name in row and name not in absent]
    differs = {name: _text(row[name]) for name in columns if _text(row[name]) != _text(getattr(stored, name))}
    filled = [name for name in model.kept_by_counter if getattr(stored, name)]
    return _Compared(stored, differs, not differs and set(filled) <= set(columns))


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""
