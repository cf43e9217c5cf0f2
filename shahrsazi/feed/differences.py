"""Where a source tells otherwise than the counter registered: the counter's word stays until the source tells the same,
or two of the oversight release what it tells.
"""

from datetime import date
from typing import Any

from django.db import connections
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, Value
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


def of_source(source: Source) -> None:
    """Says for this transaction whose word guard.is_kept() asks about."""
    with connections["feed"].cursor() as cursor:
        cursor.execute("SELECT set_config('app.feed_source', %s, true)", [str(source.id)])


def free(rows: QuerySet, record: str) -> QuerySet:
    """Those among shares (`ownership`) or mandates whose end is the source's to tell, and not the counter's."""
    act: Any = F("ended_by_registration")
    act = act if record == "ownership" else Func(act, Value(0), function="coalesce")
    stands = Func(Value(record), F("id"), act, function="guard.is_kept", output_field=BooleanField())
    over = Q(stands=False) if record == "ownership" else Q(stands=False) | Q(ended_at_desk=False)
    return rows.alias(stands=stands).filter(over)


def note(model: type[Model], rows: list[dict], source: Source, batch: int | None) -> None:
    """Asked before the rows are written, in the same transaction: what is sent otherwise than it was released stays
    out. What a row leaves out stays noted as it was; what is settled stays settled.
    """
    record, mark = BY_COUNTER[model]
    pairs = _rows_of_counter(model, rows, mark)
    noted = Difference.objects.using("feed").filter(source=source, record=record, row__in=[s.pk for s, _row in pairs])
    before = {(d.row, d.registration): d for d in noted} if pairs else {}
    now, differences = timezone.now(), []
    for stored, row in pairs:
        act = registration(stored, mark)
        old = before.get((stored.pk, act))
        sent, differs = _compared(model, stored, row)
        reported = {name: value for name, value in (old.reported if old else {}).items() if name not in sent} | differs
        settled = old.settled_at if old else None
        if not settled and (_is_released(old, reported) or _agrees(model, stored, row, reported)):
            settled = now
        differences.append(_difference(model, stored, record, act, reported))
        differences[-1].source, differences[-1].batch_id = source, batch
        differences[-1].since, differences[-1].settled_at = now, settled
    Difference.objects.using("feed").bulk_create(
        differences,
        update_conflicts=True,
        unique_fields=["source", "record", "row", "registration"],
        update_fields=["batch", "fields", "reported", "settled_at"],
    )
    present = {(d.row, d.registration) for d in differences}
    former = [d.id for act, d in before.items() if act not in present and d.settled_at is None]
    if former:
        Difference.objects.using("feed").filter(id__in=former).update(settled_at=now)


def _is_released(old: Difference | None, reported: dict[str, str]) -> bool:
    """What is written now is what two released; from then on the source corrects it."""
    return old is not None and old.released_at is not None and old.reported == reported


def _difference(model: type[Model], stored: Any, record: str, act: int, reported: dict[str, str]) -> Difference:
    return Difference(
        record=record,
        row=stored.pk,
        registration=act,
        case_id=stored.pk if model is CaseFile else getattr(stored, "case_id", None),
        person_id=stored.pk if model is Contact else getattr(stored, "person_id", None),
        fields=sorted(reported),
        reported=reported,
    )


def registration(stored: Any, mark: str) -> int:
    """The registration whose word stands; 0 of a mandate that was ended at a desk."""
    value = getattr(stored, mark)
    return getattr(stored, "ended_by_registration", None) or 0 if value is True else value


def _rows_of_counter(model: type[Model], rows: list[dict], mark: str) -> list[tuple[Any, dict]]:
    """The stored rows among these of which the counter's word stands, each with what was sent."""
    registered = Q(**{mark: True}) if mark == "ended_at_desk" else Q(**{f"{mark}__isnull": False})
    by_key = {tuple(row[name] for name in _key(model)): row for row in rows}
    manager = Contact.objects.using("feed") if model is Contact else model.in_feed  # type: ignore[attr-defined]
    stored = manager.filter(registered, **{f"{_key(model)[-1]}__in": {key[-1] for key in by_key}}) if rows else ()
    pairs = ((row, by_key.get(tuple(getattr(row, name) for name in _key(model)))) for row in stored)
    return [(row, reported) for row, reported in pairs if reported is not None]


def _key(model: type[Model]) -> tuple[str, ...]:
    keys: dict[type[Model], tuple[str, ...]] = {CaseFile: ("renewal_code",), Contact: ("person_id",)}
    return keys[model] if model in keys else getattr(model, "key", KEY)


def _columns(model: Any, row: dict) -> list[str]:
    return [name for name in model.kept_by_counter if name in row]


def _compared(model: Any, stored: Any, row: dict) -> tuple[set[str], dict[str, str]]:
    """The columns that were sent, and of those that differ what was sent."""
    sent = {name for name in _columns(model, row) if name not in row.get(ABSENT, ())}
    return sent, {name: _text(row[name]) for name in sent if _text(row[name]) != _text(_registered(stored, name))}


def _agrees(model: Any, stored: Any, row: dict, reported: dict) -> bool:
    """All that the counter registered was sent, and is the same."""
    filled = {name for name in _columns(model, row) if _registered(stored, name)}
    return not reported and not filled & set(row.get(ABSENT, ()))


def _registered(stored: Any, name: str) -> Any:
    """A telephone that two clerks registered only comes for a time; it is their word from the first."""
    by_clerks = name in ("mobile", "email") and getattr(stored, "coming_by_registration", None) is not None
    return getattr(stored, f"coming_{name}" if by_clerks else name)


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""
