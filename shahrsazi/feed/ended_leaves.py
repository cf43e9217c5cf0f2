"""What the counter ended: a share stays its owner's, and leave stays ended in whatever form a source tells it."""

from collections import defaultdict
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_noop as N_

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.feed import differences
from shahrsazi.feed.contradictions import ContradictionError
from shahrsazi.feed.models import Source
from shahrsazi.people.models import Person

_END = ("ended_on", "end_reason", "ended_at_desk", "end_holds_from", "ended_by_registration")
_ANOTHER = N_("The counter ended this for another person: tell what is new under a key of its own.")


def refuse_others(shares: list[dict], mandates: list[dict]) -> None:
    """Asked before these rows are written. ContradictionError where one that the counter ended is told of another
    owner or agent: when the counter's act is undone, they would have what never was theirs.
    """
    stored = Ownership.in_feed.filter(source_key__in=[row["source_key"] for row in shares], case__in=_cases(shares))
    owners = {(share.case_id, share.source_key): share.person_id for share in _standing(stored, "ownership", shares)}
    other = [(was, row["person_id"]) for row in shares if (was := owners.get((row["case_id"], row["source_key"])))]
    other = [(was, now) for was, now in other if was != now and not _is_completed(was, now)]
    ended = _ended(mandates)
    if other or any(leave.agent_id != row["agent_id"] for row in mandates for leave in _covering(row, ended)):
        raise ContradictionError(_ANOTHER)


def pass_on(mandates: list[dict], source: Source, batch: int | None) -> None:
    """Asked after these rows were written, in the same transaction. Leave that was ended at a desk in one file, and is
    told for every file, or the other way round, is the same leave: the row that is told has the same end, and comes
    back with the first.
    """
    ended = _ended(mandates)
    if over := [row for row in mandates if any(_pass_on(row, leave) for leave in _covering(row, ended))]:
        differences.note(Mandate, over, source, batch)


def _pass_on(row: dict, leave: Mandate) -> bool:
    if leave.case_id == row["case_id"]:
        return False  # which is that row itself
    rows = Mandate.in_feed.filter(
        case=row["case_id"], principal=row["principal_id"], source_key=row["source_key"], ended_at_desk=False
    )
    longer = rows.filter(Q(ended_on=None) | Q(ended_on__gt=leave.ended_on))
    return bool(longer.update(**{name: getattr(leave, name) for name in _END}))


def _ended(mandates: list[dict]) -> dict[tuple[int, str], list[Mandate]]:
    """By principal and key what was ended at a desk and stays so."""
    keys, principals = {row["source_key"] for row in mandates}, {row["principal_id"] for row in mandates}
    stored = Mandate.in_feed.filter(source_key__in=keys, principal__in=principals, ended_at_desk=True)
    result = defaultdict(list)
    for leave in _standing(stored, "mandate", mandates):
        result[leave.principal_id, leave.source_key].append(leave)
    return result


def _covering(row: dict, ended: dict[tuple[int, str], list[Mandate]]) -> list[Mandate]:
    """Those among them that are of the same file, or for every file where this one is not, or the other way round."""
    rows = ended.get((row["principal_id"], row["source_key"]), ())
    return [leave for leave in rows if leave.case_id == row["case_id"] or None in (leave.case_id, row["case_id"])]


def _standing(stored: Any, record: str, rows: list[dict]) -> Any:
    return differences.standing(stored, record) if rows else ()


def _cases(rows: list[dict]) -> set[int]:
    return {row["case_id"] for row in rows}


def _is_completed(was: int, now: int) -> bool:
    """Whether that is the same person, by number now."""
    return Person.objects.using("feed").filter(id=was, completed_as=now).exists()
