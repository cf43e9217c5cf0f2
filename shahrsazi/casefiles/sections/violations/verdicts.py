"""Verdicts as they stand to each other: which one took another's place, who objected, whether one is to be obeyed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Optional

from shahrsazi.casefiles.terms.term import STAYED, SUPERSEDED, WAITING, Standing

RANK = {"first": 0, "appeal": 1, "equal": 2}
FINAL = ("final_unopposed", "final_appeal")


@dataclass
class Judged:
    """A served verdict with its case, and the served verdict that took its place, if one did."""

    row: Any
    case: Any
    successor: Optional["Judged"] = None
    predecessor: Optional["Judged"] = None

    @property
    def stage(self) -> str:
        return self.case.stage

    def objected(self, side: str) -> date | None:
        """The first day on which that side objected. Of an objection without a name nobody can say whose it is, and
        it ends nobody's term.
        """
        own = ("municipality",) if side == "municipality" else ("owner", "successor")
        days = [day for o in self.row.objections if o["objector"] in own and (day := day_of(o["on"]))]
        if self.row.objected_on and self.row.objector in own:
            days.append(self.row.objected_on)
        return min(days, default=None)

    @property
    def standing(self) -> Standing:
        """What keeps it from being obeyed, and when: another verdict, a quash, a stay, or that it is not final."""
        row = self.row
        if self.successor and self.lives_on:
            return self.successor.standing
        if self.successor:
            return Standing(SUPERSEDED, self.successor.row.served_on, otherwise=self._before_the_successor)
        if row.finality in ("quashed", "closed"):
            return Standing(SUPERSEDED)
        if self._was_stayed:
            return Standing(STAYED, row.stayed_on, row.stay_ended_on, self._without_a_stay)
        return Standing(self._without_a_stay)

    @property
    def _was_stayed(self) -> bool:
        return self.row.finality == "stayed" or self.row.stayed_on is not None

    @property
    def _without_a_stay(self) -> str:
        """A stay, before its day and after its end, makes nothing owed that was not owed without it."""
        return "" if self.row.finality in (*FINAL, "stayed") else WAITING

    @property
    def _before_the_successor(self) -> str:
        return STAYED if self._was_stayed and not self.row.stay_ended_on else self._without_a_stay

    @property
    def billed(self) -> Any:
        """The row with the bill and the instalments: of a verdict that lives on, the one that confirmed it, if any."""
        later = self.successor.row if self.successor and self.lives_on else None
        return later if later and (later.instalments or later.bill_state) else self.row

    @property
    def in_force(self) -> Any:
        """The row from whose service it is carried out."""
        return self.successor.row if self.successor and self.lives_on else self.row

    @property
    def lives_on(self) -> bool:
        """A verdict that was confirmed by one that names no sum of its own: the sum of the first is the one owed."""
        successor = self.successor
        return bool(successor and successor.row.appeal_result == "confirmed" and not successor.row.amount)


def judged(facts: dict[str, list]) -> list[Judged]:
    """The served verdicts of a file, each with what took its place."""
    cases = {case.source_key: case for case in facts["commission_cases"]}
    served = [
        Judged(row, cases[row.commission_case])
        for row in facts["verdicts"]
        if row.served_on and row.commission_case in cases
    ]
    for later in served:
        earlier = _before(later, served) if later.row.verdict_kind != "interim" else None
        if earlier and (earlier.successor is None or later.row.served_on < earlier.successor.row.served_on):
            earlier.successor, later.predecessor = later, earlier
    return served


def _before(later: Judged, served: list[Judged]) -> Judged | None:
    """The verdict that this one took the place of: of the case that its case names, or else of the same violations."""
    if later.stage == "first":
        return None
    named = [v for v in served if later.case.after and later.case.after in (v.case.source_key, v.row.source_key)]
    alike = [v for v in served if not later.case.after and set(v.case.violations) & set(later.case.violations)]
    rank = RANK.get(later.stage, 0)
    others = [
        v
        for v in named or alike
        if v is not later
        and v.row.verdict_kind != "interim"
        and RANK.get(v.stage, 0) <= rank
        and v.case is not later.case
    ]
    return max(others, key=lambda v: (RANK.get(v.stage, 0), v.row.served_on), default=None)


def with_stay(columns: dict[str, Any], row: Any) -> dict[str, Any]:
    """The columns of a counted term with the days added for which a stay that is over kept it from running."""
    last = columns["last_on"]
    days = suspended_days(row, last)
    return columns | {"stayed_days": days, "last_on": last + timedelta(days)} if days else columns


def suspended_days(row: Any, last: date | None) -> int:
    """For how many days a stay that is over kept a verdict from being carried out: they are added to its term."""
    if not (last and row.stayed_on and row.stay_ended_on) or row.stayed_on > last:
        return 0
    return max((row.stay_ended_on - max(row.stayed_on, row.served_on)).days, 0)


def day_of(text: str) -> date | None:
    """A date as the back office wrote it inside a row; None if the text is no date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
