"""How final a verdict is on a day: the one source of its tag, of its step on the path and of the file's card.

Derived from its standing, as what it asks for is: an order of the court, the verdict that confirmed it or the one that
took its place may have been told before the finality that follows from them.
"""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from shahrsazi.casefiles.sections.violations.verdicts import FINAL, Judged
from shahrsazi.casefiles.terms.term import STAYED, SUPERSEDED, WAITING
from shahrsazi.city import code_lists
from shahrsazi.persian import formatting

OPEN, QUASHED, CLOSED, REPLACED, STAY_ENDED = "open", "quashed", "closed", "replaced", "stay_ended"


class Finality(NamedTuple):
    """`key` is of the code list of that name, or `replaced`, or `stay_ended`: final again. `is_underway` of one that is
    not final: an objection was made, or a later stage hears the case.
    """

    key: str
    on: date | None = None
    is_underway: bool = False

    @property
    def is_final(self) -> bool:
        return self.key in (*FINAL, STAY_ENDED)

    @property
    def is_stayed(self) -> bool:
        return self.key == STAYED

    @property
    def words(self) -> str:
        if self.key == REPLACED:
            return _("Replaced by another verdict")
        if self.key == STAY_ENDED:
            return _("The stay has ended")
        return str(code_lists.label("finality", self.key, formatting.language()))


def finality(verdict: Judged, today: date) -> Finality:
    """As it stands by the last verdict that confirms it."""
    row, standing = verdict.in_force, verdict.standing
    now = standing.on(today)
    if now == SUPERSEDED:
        return Finality(REPLACED if verdict.last.successor else CLOSED if row.finality == CLOSED else QUASHED)
    if now == STAYED:
        return Finality(STAYED, standing.closed_on)
    if now == WAITING:
        is_underway = bool(verdict.last.awaits or row.objector or row.objected_on or row.objections)
        return Finality(OPEN, None, is_underway)
    is_over = row.finality == "stayed" and (row.stay_ended_on or row.divan_order == "dismissed")
    return Finality(STAY_ENDED, row.stay_ended_on) if is_over else Finality(row.finality)
