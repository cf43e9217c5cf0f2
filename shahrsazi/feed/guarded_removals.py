"""What records end, take back or tell of another file than before: counted where it is, as long as it is there."""

from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.feed import guarded_rows
from shahrsazi.feed.guarded_facts import Counted
from shahrsazi.feed.guarded_files import Position
from shahrsazi.feed.guarded_terms import change
from shahrsazi.feed.models import Source
from shahrsazi.feed.records import ENDED, ENDS, FILE, PERSON, WITHDRAWN
from shahrsazi.feed.tables import TABLES

# What a record is counted as that is taken from where it was; all others are records taken back.
_COUNTED_AS = {
    "ownership": "owners_ended",
    "mandate": "mandates_ended",
    "verdict": "verdicts_withdrawn",
    FILE: "files_closed",
}
_GIVEN_AS = {"ownership": "owners_added", "mandate": "mandates_added"}


class Removal(NamedTuple):
    """A record, and the files in which it may be: where it was told last stands first."""

    record: Counted
    positions: list[Position]

    @property
    def rows(self) -> list[guarded_rows.Row]:
        key = self.record.envelope.key
        every_file = [("", key)] if self.record.envelope.record == "mandate" else []
        return [*((position.code, key) for position in self.positions), *every_file]


def counted(removals: list[Removal], source: Source) -> Iterator[tuple[str, Removal]]:
    """The guards that these pass, of files and of their rows. What nobody knows counts as if it were there; what the
    counter ended is not this source's to take or to give.
    """
    for record in {removal.record.envelope.record for removal in removals} - {PERSON}:
        those = [removal for removal in removals if removal.record.envelope.record == record]
        rows = list(_stored(record, those))
        standing = guarded_rows.standing(chain(*rows), source)
        for removal, stored in zip(those, rows, strict=True):
            for guard in _guards(removal.record, stored, standing):
                yield guard, removal


def _stored(record: str, removals: list[Removal]) -> Iterator[list[Any]]:
    if record == FILE:
        files = guarded_rows.files({position.code for removal in removals for position in removal.positions})
        return ([files[p.code] for p in removal.positions if p.code in files] for removal in removals)
    rows = guarded_rows.several(TABLES[record], {row for removal in removals for row in removal.rows})
    return ([each for row in removal.rows for each in rows.get(row, ())] for removal in removals)


def _guards(n: Counted, stored: list[Any], standing: set[int]) -> set[str]:
    record, state = n.envelope.record, n.envelope.state
    own = _COUNTED_AS.get(record, "records_withdrawn")
    free = [row for row in stored if row.pk not in standing]
    if stored and state == ENDED:
        changes = [change(row, {ENDS[record]: n.envelope.ended_on}) for row in free]
        takes, gives = any(each.takes for each in changes), any(each.gives for each in changes)
        return ({own} if takes else set()) | ({_GIVEN_AS[record]} if gives else set())
    if stored and not any(map(_is_there, free)):
        return set()
    return {"records_withdrawn" if state == WITHDRAWN and record in _GIVEN_AS else own}


def _is_there(row: Any) -> bool:
    """Whether it was not taken back before."""
    if isinstance(row, Ownership):
        return row.effective_to != row.effective_from
    if isinstance(row, Mandate):
        return row.was_given
    return not row.withdrawn if hasattr(row, "withdrawn") else row.opened_on is not None
