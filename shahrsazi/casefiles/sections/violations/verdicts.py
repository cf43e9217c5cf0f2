"""Verdicts as they stand to each other: which one took another's place, who objected, whether one is to be obeyed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Optional

from shahrsazi.casefiles.terms.term import STAYED, SUPERSEDED, WAITING, Standing
from shahrsazi.persian import dates

RANK = {"first": 0, "appeal": 1, "equal": 2}
FINAL = ("final_unopposed", "final_appeal")
TO_CARRY_OUT = ("demolish", "restore", "close", "remedy")
QUASHING = ("quash_refer", "granted")  # orders of the court, perhaps told before the finality that follows from them


@dataclass(eq=False)
class Judged:
    """A served verdict with its case; the served verdict that took its place, if one did; those whose place it took.

    `awaits` another one: a later case follows its own, of which no verdict was served yet.
    """

    row: Any
    case: Any
    successor: Optional["Judged"] = None
    predecessors: list["Judged"] = field(default_factory=list)
    awaits: bool = False

    @property
    def stage(self) -> str:
        return self.case.stage

    def objected(self, side: str) -> date | None:
        """The first day on which that side objected. Of an objection without a name nobody can say whose it is, and
        it ends nobody's term.
        """
        own = ("municipality",) if side == "municipality" else ("owner", "successor")
        days = [day for o in self.row.objections if o["objector"] in own and (day := dates.from_iso(o["on"]))]
        if self.row.objected_on and self.row.objector in own:
            days.append(self.row.objected_on)
        return min(days, default=None)

    def has_objected(self, side: str) -> bool:
        """Whether that side objected, be it on a day that nobody told."""
        own = ("municipality",) if side == "municipality" else ("owner", "successor")
        return self.row.objector in own or any(o["objector"] in own for o in self.row.objections)

    @property
    def standing(self) -> Standing:
        """What keeps it from being obeyed, and when: another verdict, a quash, a stay, or that it is not final."""
        if self.successor and self.lives_on:
            return _together(self._kept_from, self.successor.standing)
        if self.successor:
            return Standing(SUPERSEDED, self.successor.row.served_on, otherwise=self._before_the_successor)
        return self._kept_from or Standing(self._without_a_stay)

    @property
    def _kept_from(self) -> Standing | None:
        """The quash or the stay that was told of this verdict itself."""
        row = self.row
        if row.finality in ("quashed", "closed") or row.divan_order in QUASHING:
            return Standing(SUPERSEDED)
        return Standing(STAYED, row.stayed_on, row.stay_ended_on, self._without_a_stay) if self._was_stayed else None

    @property
    def _was_stayed(self) -> bool:
        """With a complaint that was dismissed its stay falls, also where nobody told the day."""
        row = self.row
        if row.divan_order == "dismissed" and not row.stay_ended_on:
            return False
        return row.finality == "stayed" or row.stayed_on is not None or row.divan_order == "stay"

    @property
    def _without_a_stay(self) -> str:
        """A stay, before its day and after its end, makes nothing owed that was not owed without it."""
        if self.awaits and self.row.finality == "final_appeal":
            return WAITING
        return "" if self.row.finality in (*FINAL, "stayed") else WAITING

    @property
    def _before_the_successor(self) -> str:
        return STAYED if self._was_stayed and not self.row.stay_ended_on else self._without_a_stay

    @property
    def confirming(self) -> list["Judged"]:
        """The verdicts by which it lives on, one after the other."""
        return [self.successor, *self.successor.confirming] if self.successor and self.lives_on else []

    @property
    def last(self) -> "Judged":
        """The one by which it stands: the last of those that confirm it, or itself."""
        return [self, *self.confirming][-1]

    @property
    def rows(self) -> list[Any]:
        """Its own row, and those of the verdicts by which it lives on, one after the other."""
        return [self.row, *(later.row for later in self.confirming)]

    @property
    def billed(self) -> Any:
        """The row with the bill: of a verdict that lives on, the last one that has one."""
        return next((row for row in reversed(self.rows) if row.bill_state), self.row)

    @property
    def in_force(self) -> Any:
        """The row from whose service it is carried out."""
        return self.last.row

    @property
    def days(self) -> int | None:
        """Within how many days it is to be obeyed: as it says, or what confirms it, or what it confirms in its kind."""
        own = next((row.comply_within_days for row in self.rows if row.comply_within_days), None)
        is_of_kind = [e for e in self.predecessors if e.row.verdict_kind == self.row.verdict_kind]
        before = is_of_kind if self.row.appeal_result == "confirmed" else []
        return own or next((earlier.days for earlier in before if earlier.days), None)

    @property
    def lives_on(self) -> bool:
        """Whether it was confirmed by a verdict that states neither its sum nor its order anew."""
        if not (self.successor and self.successor.row.appeal_result == "confirmed"):
            return False
        later = self.successor.row
        return not later.amount and not (self.row.verdict_kind in TO_CARRY_OUT and later.verdict_kind in TO_CARRY_OUT)


def judged(facts: dict[str, list]) -> list[Judged]:
    """The served verdicts of a file, each with what took its place."""
    cases = {case.source_key: case for case in facts["commission_cases"]}
    served = [
        Judged(row, cases[row.commission_case])
        for row in facts["verdicts"]
        if row.served_on and row.commission_case in cases
    ]
    matters = _matters(facts)
    decided = {verdict.case.source_key for verdict in served if verdict.row.verdict_kind != "interim"}
    undecided = [case for key, case in cases.items() if key not in decided]
    for earlier in served:
        if later := _later(earlier, served, matters):
            earlier.successor = later
            later.predecessors.append(earlier)
        else:
            earlier.awaits = any(
                _follows(case, earlier.case, matters) and _rank(case) > _rank(earlier.case) for case in undecided
            )
    return served


def decided_later(facts: dict[str, list], served: list[Judged]) -> dict[str, Judged]:
    """By the key of each case of which no verdict was served, the first one that was served at a later stage of its
    matter: what the commission had to hear and to decide there is behind it, whatever it was.
    """
    cases, matters = facts["commission_cases"], _matters(facts)
    decided = [verdict for verdict in served if verdict.row.verdict_kind != "interim"]
    own, later = {verdict.case.source_key for verdict in decided}, {}
    for case in cases:
        after = [v for v in decided if _follows(v.case, case, matters) and _rank(v.case) > _rank(case)]
        if after and case.source_key not in own:
            later[case.source_key] = min(after, key=lambda v: (_rank(v.case), v.row.served_on))
    return later


def _rank(case: Any) -> int:
    return RANK.get(case.stage, 0)


def _later(earlier: Judged, served: list[Judged], matters: dict[str, int]) -> Judged | None:
    """The verdict that took its place: the nearest one of the cases that follow its own, of its kind if there are
    several.
    """
    if earlier.row.verdict_kind == "interim":
        return None
    order = {id(v): (_rank(v.case), v.row.served_on, number) for number, v in enumerate(served)}
    after = [
        v
        for v in served
        if v.row.verdict_kind != "interim"
        and _follows(v.case, earlier.case, matters)
        and order[id(v)] > order[id(earlier)]
    ]
    nearest = min(after, key=lambda v: order[id(v)], default=None)
    together = [v for v in after if nearest and v.case is nearest.case]
    return next((v for v in together if v.row.verdict_kind == earlier.row.verdict_kind), nearest)


def _follows(case: Any, earlier: Any, matters: dict[str, int]) -> bool:
    """Whether a case is about the same matter as another, at its stage or a later one."""
    is_same = matters[case.source_key] == matters[earlier.source_key]
    return is_same and case is not earlier and case.stage != "first" and _rank(case) >= _rank(earlier)


def _matters(facts: dict[str, list]) -> dict[str, int]:
    """Which cases are about one matter, a number each: those that name each other; where a later one names none that
    was told, those of the same violations; and an appeal of which neither is known belongs to the only first case.
    """
    cases, of_key = facts["commission_cases"], _cases_of_verdicts(facts)
    matters = {case.source_key: number for number, case in enumerate(cases)}
    for case in cases:
        for other in _before(case, cases, of_key):
            one, two = matters[case.source_key], matters[other.source_key]
            matters = {key: one if number == two else number for key, number in matters.items()}
    return matters


def _cases_of_verdicts(facts: dict[str, list]) -> dict[str, str]:
    """By its key the case of each verdict: of those in the facts, and of those that a page may not read and a later
    case names. The terms are stated from all verdicts and need no telling.
    """
    seen = {row.source_key: row.commission_case for row in facts["verdicts"]}
    unseen = {case.after: before for case in facts["commission_cases"] if (before := getattr(case, "before", None))}
    return unseen | seen


def _before(case: Any, cases: list, of_key: dict[str, str]) -> list:
    if case.stage == "first":
        return []
    others = [other for other in cases if other is not case and _rank(other) <= _rank(case)]
    named = [other for other in others if case.after in (other.source_key, *_keys(of_key, other))] if case.after else []
    alike = [other for other in others if set(other.violations) & set(case.violations)]
    firsts = [other for other in others if other.stage == "first" and other.received_on <= case.received_on]
    return named or alike or (firsts if len(firsts) == 1 else [])


def _keys(of_key: dict[str, str], case: Any) -> list[str]:
    """Of its verdicts: a later case may name one of them."""
    return [key for key, its_case in of_key.items() if its_case == case.source_key]


def _together(own: Standing | None, later: Standing) -> Standing:
    """What keeps a verdict from being obeyed that lives on by a later one: a stay told of either. That its own stage
    was closed, or it was quashed, was before the later one confirmed it.
    """
    if own is None or SUPERSEDED in (own.standing, later.standing):
        return later
    if later.standing != STAYED:
        return own._replace(otherwise=later.standing)
    began, ended = (own.closed_on, later.closed_on), (own.reopened_on, later.reopened_on)
    return later._replace(closed_on=_none_or(min, began), reopened_on=_none_or(max, ended))


def _none_or(choose: Callable[..., date], days: tuple[date | None, ...]) -> date | None:
    return None if None in days else choose(days)


def with_stay(columns: dict[str, Any], verdict: Judged) -> dict[str, Any]:
    """The columns of a counted term with the days added for which a stay that is over kept it from running."""
    last = columns["last_on"]
    days = _suspended_days(verdict, last)
    return columns | {"stayed_days": days, "last_on": last + timedelta(days)} if days else columns


def _suspended_days(verdict: Judged, last: date | None) -> int:
    """For how many days a stay that is over kept a verdict from being carried out: they are added to its term."""
    stays = [(row.stayed_on, row.stay_ended_on) for row in verdict.rows if row.stayed_on and row.stay_ended_on]
    if not (last and stays):
        return 0
    began, ended = min(stays)[0], max(end for _began, end in stays)
    return max((ended - max(began, verdict.in_force.served_on)).days, 0) if began <= last else 0
