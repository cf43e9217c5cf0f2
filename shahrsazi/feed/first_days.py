"""A share or a mandate that ends on its first day counts on no day, and nobody would be shown it.

In a stored row such an end says that it was taken back: a record is withdrawn for that, but a line has no other word.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.feed.records import ENDS, LISTS

SENTENCES = {
    "ownership": N_(
        "A share that ends on its first day counts on no day: send the day after as its end, or withdraw what was told"
        " by mistake."
    ),
    "mandate": N_(
        "A mandate that ends on the day of its deed without a reason counts on no day: send `end_reason`, or the day"
        " after as its end, or withdraw what was told by mistake."
    ),
}


class _Row(NamedTuple):
    record: str
    position: int
    key: str


def errors(line: Any) -> Iterator[str]:
    """Of a record; what a line says depends on what was told before."""
    for row in () if line.as_of else _rows(line):
        yield _(SENTENCES[row.record]) + f" - at `$.{LISTS[row.record]}[{row.position}].{ENDS[row.record]}`"


def told_first(lines: list, cases: dict[str, int]) -> Iterator[str]:
    """A sentence for each such row that a line tells for the first time. Asked before rows are written."""
    for numbered in lines:
        for row in _rows(numbered.line) if numbered.envelope.is_line else ():
            if not _is_stored(row, cases[numbered.file]):
                yield SENTENCES[row.record]


def _rows(line: Any) -> Iterator[_Row]:
    """A mandate that says why it ended was theirs on the day of its deed."""
    for position, share in enumerate(line.owners):
        if share.effective_to == share.effective_from:
            yield _Row("ownership", position, share.source_key)
    for position, mandate in enumerate(line.mandates):
        if mandate.ended_on == mandate.poa_date and not mandate.end_reason:
            yield _Row("mandate", position, mandate.source_key)


def _is_stored(row: _Row, case: int) -> bool:
    if row.record == "ownership":
        return Ownership.in_feed.filter(case=case, source_key=row.key).exists()
    return Mandate.in_feed.filter(Q(case=case) | Q(case=None), source_key=row.key).exists()
