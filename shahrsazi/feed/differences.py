"""Where a source tells otherwise than the counter registered: the counter's word stays until the source tells the same,
or two of the oversight release what it tells.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, Value
from django.utils import timezone

from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.casefiles.entry import KEY
from shahrsazi.database.upsert import ABSENT
from shahrsazi.feed.models import Difference, Source
from shahrsazi.people.models import Contact, Person


class Kind(NamedTuple):
    """Rows of which the counter's word may stand: how they are named, which column says that it does, and their key."""

    record: str
    mark: str
    key: tuple[str, ...]


BY_COUNTER: dict[type[Model], Kind] = {
    CaseFile: Kind("file", "opened_by_registration", ("renewal_code",)),
    Ownership: Kind("ownership", "ended_by_registration", KEY),
    Mandate: Kind("mandate", "ended_at_desk", Mandate.key),
    Contact: Kind("person", "kept_by_registration", ("person_id",)),
    Person: Kind("name", "corrected_by_registration", ("number",)),
}
DEATH = Kind("death", "death_by_registration", ("person_id",))
DERIVED = ("search_name",)


def of_source(source: Source) -> None:
    """Says for this transaction whose word guard.is_kept() asks about."""
    with connections["feed"].cursor() as cursor:
        cursor.execute("SELECT set_config('app.feed_source', %s, true)", [str(source.id)])


def free(rows: QuerySet, record: str) -> QuerySet:
    """Those among shares (`ownership`) or mandates whose end is the source's to tell, and not the counter's."""
    compared, over = _compared(rows, record)
    return compared.filter(over)


def standing(rows: QuerySet, record: str) -> QuerySet:
    """The others: those whose end is the counter's word against this source."""
    compared, over = _compared(rows, record)
    return compared.exclude(over)


def _compared(rows: QuerySet, record: str) -> tuple[QuerySet, Q]:
    """The same rows, and which of them are free."""
    act: Any = F("ended_by_registration")
    act = act if record == "ownership" else Func(act, Value(0), function="coalesce")
    stands = Func(Value(record), F("id"), act, function="guard.is_kept", output_field=BooleanField())
    over = Q(stands=False) if record == "ownership" else Q(stands=False) | Q(ended_at_desk=False)
    return rows.alias(stands=stands), over


def unsettled(rows: Iterable[Any], kind: Kind, source: Source) -> set[int]:
    """The ids of stored rows of which the counter's word stands against this source, or two released what it tells."""
    return _not_over(rows, kind, Difference.objects.using("feed").filter(source=source, settled_at__isnull=False))


def by_counter(rows: Iterable[Any], kind: Kind, source: Source) -> set[int]:
    """The ids of stored rows of which the counter's word stands against this source."""
    over = Q(settled_at__isnull=False) | Q(released_at__isnull=False)
    return _not_over(rows, kind, Difference.objects.using("feed").filter(over, source=source))


def _not_over(rows: Iterable[Any], kind: Kind, over: QuerySet[Difference]) -> set[int]:
    acts = {row.pk: registration(row, kind.mark) for row in rows if _is_registered(row, kind)}
    noted = over.filter(record=kind.record, row__in=acts).values_list("row", "registration") if acts else ()
    return set(acts) - {row for row, act in noted if acts[row] == act}


def _is_registered(stored: Any, kind: Kind) -> bool:
    return getattr(stored, kind.mark) not in (None, False)


def note(
    model: type[Model], rows: list[dict], source: Source, batch: int | None, stored: Iterable[Any] | None = None
) -> None:
    """Asked before the rows are written, in the same transaction: what is sent otherwise than it was released stays
    out. What a row leaves out stays noted as it was; what is settled stays settled. `stored` are their stored rows,
    where they were read already.
    """
    kind = BY_COUNTER[model]
    by_key = {tuple(row[name] for name in kind.key): row for row in rows}
    stored = _of_counter(model, kind, by_key) if stored is None else stored
    pairs = ((row, by_key.get(tuple(getattr(row, name) for name in kind.key))) for row in stored)
    reported = [(row, sent) for row, sent in pairs if sent is not None]
    note_pairs(kind, [pair for pair in reported if not _is_other_name(*pair)], source, batch)


def _is_other_name(stored: Any, sent: dict) -> bool:
    """Whether the share was ended because its owner is known by number now, and the source tells it as before: that is
    the share of the same person, who has it by another row.
    """
    act = isinstance(stored, Ownership) and sent["effective_to"] is None and stored.ended_by_registration
    if not act:
        return False
    who = Person.objects.using("feed").filter(id=stored.person_id, number=None).values("completed_as")
    begun = Ownership.in_feed.filter(case=stored.case_id, begun_by_registration=act)
    return begun.filter(person__in=who).exists()


def note_pairs(kind: Kind, pairs: list[tuple[Any, dict]], source: Source, batch: int | None) -> set[int]:
    """The same of stored rows beside what is sent of each; returns the ids of those whose stored values stand."""
    pairs = [(stored, sent) for stored, sent in pairs if _is_registered(stored, kind)]
    if not pairs:
        return set()
    noted = Difference.objects.using("feed").filter(source=source, record=kind.record)
    before = {(d.row, d.registration): d for d in noted.filter(row__in=[stored.pk for stored, _sent in pairs])}
    now = timezone.now()
    differences = [
        Difference(
            source=source,
            batch_id=batch,
            record=kind.record,
            row=stored.pk,
            registration=act,
            case_id=stored.pk if kind.record == "file" else getattr(stored, "case_id", None),
            person_id=_person_of(kind, stored),
            since=now,
            **_comparison(stored, sent, before.get((stored.pk, act)), now),
        )
        for stored, sent in pairs
        for act in [registration(stored, kind.mark)]
    ]
    Difference.objects.using("feed").bulk_create(
        differences,
        update_conflicts=True,
        unique_fields=["source", "record", "row", "registration"],
        update_fields=["batch", "fields", "reported", "settled_at"],
    )
    return {d.row for d in differences if d.settled_at is None}


def _person_of(kind: Kind, stored: Any) -> int | None:
    return stored.pk if kind.key in (("person_id",), ("number",)) else getattr(stored, "person_id", None)


def _comparison(stored: Any, sent: dict, old: Difference | None, now: Any) -> dict[str, Any]:
    """What a difference says of its values: none of what is settled, which the source corrects from then on."""
    columns = [name for name in _columns(stored) if name in sent and name not in sent.get(ABSENT, ())]
    differs = {name: _text(sent[name]) for name in columns if _text(sent[name]) != _text(_registered(stored, name))}
    reported = {name: value for name, value in (old.reported if old else {}).items() if name not in columns} | differs
    settled = old.settled_at if old else None
    if not settled and (_is_released(old, reported) or not reported and not _is_silent(stored, sent)):
        settled = now
    reported = {} if settled else reported
    return {"fields": sorted(reported), "reported": reported, "settled_at": settled}


def _is_released(old: Difference | None, reported: dict[str, str]) -> bool:
    """What is written now is what two released; from then on the source corrects it."""
    return old is not None and old.released_at is not None and old.reported == reported


def _is_silent(stored: Any, sent: dict) -> bool:
    """Whether it leaves out something that the counter registered: then it does not agree to that."""
    return any(name in sent.get(ABSENT, ()) and _registered(stored, name) for name in _columns(stored))


def registration(stored: Any, mark: str) -> int:
    """The registration whose word stands; 0 of a mandate that was ended at a desk."""
    value = getattr(stored, mark)
    return getattr(stored, "ended_by_registration", None) or 0 if value is True else value


def _of_counter(model: type[Model], kind: Kind, by_key: dict[tuple, dict]) -> Iterable[Any]:
    """The stored rows among these of which the counter's word stands."""
    registered = Q(**{kind.mark: True}) if kind.mark == "ended_at_desk" else Q(**{f"{kind.mark}__isnull": False})
    rows: Any = model.in_feed if hasattr(model, "in_feed") else model.objects.using("feed")  # type: ignore[attr-defined]
    values = {name: {key[position] for key in by_key} for position, name in enumerate(kind.key)}
    among = {f"{name}__in": each for name, each in values.items() if None not in each}  # of a mandate for every file
    return rows.filter(registered, **among) if by_key else ()


def _columns(stored: Any) -> list[str]:
    return [name for name in stored.kept_by_counter if name not in DERIVED]


def _registered(stored: Any, name: str) -> Any:
    """A telephone or a residence that two clerks registered only comes for a time; it is their word from the first."""
    by_clerks = getattr(stored, "coming_by_registration", None) is not None and _comes(stored, name)
    return getattr(stored, f"coming_{name}" if by_clerks else name)


def _comes(contact: Contact, name: str) -> bool:
    """Telephone and e-mail come together, and may come as none; a residence only where another one was registered."""
    of_residence = name in ("residence_postal", "residence_address")
    return name in ("mobile", "email") or of_residence and bool(contact.coming_residence_postal)


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""
