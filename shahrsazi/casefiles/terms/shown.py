"""How a term is said to an owner: what is asked, until when, and what follows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shahrsazi.casefiles import letters
from shahrsazi.casefiles.terms import counting
from shahrsazi.casefiles.terms.term import (
    ABOUT_SUMS,
    AGENT,
    CLOCKS,
    LAST_DAY,
    LATE,
    MUNICIPALITY,
    OPEN,
    OVER,
    RUNNING,
    STAYED,
    WAITING,
    act_name,
    is_step,
    of_owners,
    state,
)
from shahrsazi.city import acts, code_lists, law
from shahrsazi.city.acts import Act, Office
from shahrsazi.city.districts import columns_of
from shahrsazi.persian import formatting

# A permit that ran out longer ago than this is told in its section alone.
FORGOTTEN_AFTER = 365
TITLES = {
    "explanation": gettext_lazy("Explain in writing to the commission, case %(no)s"),
    "session": gettext_lazy("Session of the commission, case %(no)s"),
    "objection": gettext_lazy("Objection to verdict %(no)s"),
    "divan": gettext_lazy("Complaint about verdict %(no)s to the Court of Administrative Justice"),
    "compliance": gettext_lazy("Carry out verdict %(no)s: %(kind)s"),
    "instalment": gettext_lazy("Instalment %(part)s of the fine of verdict %(no)s"),
    "sum": gettext_lazy("Fine of verdict %(no)s"),
    "charges": gettext_lazy("Charges of %(kind)s %(no)s"),
    "bill": "%(kind)s %(no)s",
    "begin": gettext_lazy("Begin to build: %(kind)s %(no)s"),
    "finish": gettext_lazy("Finish building: %(kind)s %(no)s"),
    "permit": gettext_lazy("End of %(kind)s %(no)s"),
    "defect": gettext_lazy("Complete your file: request %(no)s"),
    "visit": gettext_lazy("Visit of the inspector, after visit %(no)s"),
    "mandate": gettext_lazy("End of the mandate of %(name)s (%(kind)s)"),
}
# By what ends: all of it, or what no other mandate of theirs carries on.
_OF_AN_AGENT = {
    "": gettext_lazy("End of your mandate for %(name)s (%(kind)s)"),
    "pays": gettext_lazy("End of your mandate to see and pay what %(name)s owes (%(kind)s)"),
    "objects": gettext_lazy("End of your mandate to object for %(name)s (%(kind)s)"),
    "pays_objects": gettext_lazy("End of your mandate to pay and to object for %(name)s (%(kind)s)"),
}
_LISTS = {
    "compliance": "verdict_kind",
    "charges": "permit_kind",
    "bill": "bill_kind",
    "begin": "permit_kind",
    "finish": "permit_kind",
    "permit": "permit_kind",
    "mandate": "capacity",
}
FOLLOWS = {
    "explanation": gettext_lazy("Without it the commission decides by what the file holds."),
    "objection": gettext_lazy("Without an objection the verdict becomes final."),
    "compliance": gettext_lazy("If it is not done, the municipality does it and charges the cost to the owner."),
    "instalment": gettext_lazy("What is not paid stays owed, and the municipality may collect it."),
    "sum": gettext_lazy("What is not paid stays owed, and the municipality may collect it."),
    "bill": gettext_lazy("What is not paid stays owed, and the municipality may collect it."),
    "charges": gettext_lazy("The permit goes on only when its charges are paid."),
    "permit": gettext_lazy("To build on after this day counts as building without a permit."),
    "defect": gettext_lazy("Until it is completed the request does not go on."),
    "mandate": gettext_lazy("After this day nobody acts by it; a new one is registered at the district's counter."),
}


# Verdicts that leave the building as it is, and ask for no money.
IN_FAVOUR = ("retain", "no_fine", "certificate_ok", "not_competent")


@dataclass(frozen=True)
class Shown:
    """A term on a day. `left` are the days until its last one. Its words are made when they are asked for: a list of
    three hundred files shows few of all that wait in them.
    """

    row: Any
    state: str
    left: int | None

    @property
    def last(self) -> date | None:
        """The cautious last day."""
        return self.row.last_on

    @cached_property
    def title(self) -> str:
        return title(self.row)

    @cached_property
    def until(self) -> str:
        return until(self.row, self.state)

    @cached_property
    def work_day(self) -> date | None:
        """The last working day."""
        if self.last is None or self.last.year <= law.FIRST_YEAR:
            return None
        return law.last_working_day(self.last, self.row.starts_on)

    @property
    def nature(self) -> str:
        return CLOCKS[self.row.clock].nature

    @property
    def is_pressing(self) -> bool:
        """Whether it is said in the colour of what must be done; an end, a right that is over, or one against a verdict
        that asks for nothing, is said quietly.
        """
        running = self.state in (RUNNING, LAST_DAY) and not self.is_in_favour
        return running or self.nature == "duty" and self.state == LATE

    @property
    def is_in_favour(self) -> bool:
        """Whether it is the owner's right against a verdict that asks for nothing of them."""
        return self.nature == "right" and self.row.kind in IN_FAVOUR

    @property
    def names_sums(self) -> bool:
        """Whether its words may: it is of a step at which the owner pays."""
        return self.row.clock == "defect" and self.row.kind in ABOUT_SUMS

    @property
    def earlier_work_day(self) -> date | None:
        """The last working day, where the last day of what is to be done is none."""
        is_ahead = self.state in (RUNNING, LAST_DAY) and self.nature != "appointment"
        return self.work_day if is_ahead and self.work_day != self.last else None

    @property
    def earlier_work_day_words(self) -> str:
        """That day in a phrase; empty where there is none."""
        if not self.earlier_work_day:
            return ""
        day = {"weekday": formatting.weekday(self.earlier_work_day), "day": formatting.day(self.earlier_work_day)}
        return _("the last working day before it is %(weekday)s %(day)s") % day

    @property
    def follows(self) -> str:
        return str(FOLLOWS.get(self.row.clock, ""))

    @property
    def act(self) -> Act | None:
        """The act by which it is met, with the papers to bring."""
        name = act_name(self.row)
        return acts.act(name) if name else None

    @property
    def key(self) -> str:
        """What names it in the file's addresses."""
        return letters.key_of(self.row)

    @property
    def letter(self) -> str:
        """What names the letter that is prepared for it; empty where there is none."""
        return letters.key_of(self.row) if letters.act_of(self.row, self.state) else ""

    def office(self, case: Any) -> Office:
        """Where that act is done."""
        return office_of(self.act, case)

    @property
    def abroad(self) -> date | None:
        """The last day of whoever lives abroad, where the law gives them longer: it is said beside the other one."""
        return counting.abroad(self.row) if self.state in (RUNNING, LAST_DAY, LATE) else None

    @property
    def how_counted(self) -> str:
        return counting.in_words(self.row, self.state, self.abroad)


def office_of(act: Act | None, case: Any) -> Office:
    """Where an act is done: an office of the file's district, or the court."""
    language = formatting.language()
    if act is None or act.where == acts.DIVAN:
        return acts.divan(language)
    address, phone, hours, in_english = (getattr(case, f"district__{c}") for c in columns_of(act.where))
    return Office(address, phone, in_english if language != "fa" and in_english else hours)


def shown(row: Any, today: date) -> Shown:
    return _shown(row, state(row, today), today)


def _shown(row: Any, now: str, today: date) -> Shown:
    return Shown(row, now, (row.last_on - today).days if row.last_on and now in (RUNNING, LAST_DAY) else None)


def title(row: Any) -> str:
    """What it is about, with the number of its paper."""
    if row.clock == "objection" and row.side == MUNICIPALITY:
        return _("Objection of the municipality to verdict %(no)s") % {"no": formatting.digits(row.about)}
    if is_step(row):
        step = {"step": code_lists.label("step", row.kind, formatting.language()), "no": formatting.digits(row.about)}
        return _("Step “%(step)s” of request %(no)s waits for the owner") % step
    name = _LISTS.get(row.clock)
    kind = code_lists.label(name, row.kind, formatting.language()) if name else ""
    if row.clock == "mandate" and row.side == AGENT:
        return str(_OF_AN_AGENT[row.stage]) % {"name": row.note, "kind": kind}
    values = {"no": formatting.digits(row.about), "part": formatting.number(row.part), "kind": kind, "name": row.note}
    return (str(TITLES[row.clock]) % values).strip()


def until(row: Any, now: str) -> str:
    """Until when, in one phrase; without a day it is said that none was told."""
    if now == WAITING:
        is_unserved = row.clock == "objection" and row.starts_on is None
        return _("not known: the day of the service was not told") if is_unserved else _("not begun")
    if now == STAYED:
        return _("suspended by the court's order")
    if row.last_on is None:
        return _("ask the court for the last day") if row.clock == "divan" else _("no last day was told")
    day = {"weekday": formatting.weekday(row.last_on), "day": formatting.day(row.last_on)}
    if CLOCKS[row.clock].nature == "appointment":
        return _at(day, formatting.digits(row.at_hour), is_today=now == LAST_DAY)
    if now == LAST_DAY:
        return _("today is the last day")
    if now == LATE and CLOCKS[row.clock].nature == "duty":
        return _("was due by %(weekday)s %(day)s") % day
    if now == LATE:
        return _("apparently over since %(weekday)s %(day)s") % day
    return _("over since %(weekday)s %(day)s") % day if now == OVER else _("until the end of %(weekday)s %(day)s") % day


def _at(day: dict[str, str], hour: str, *, is_today: bool) -> str:
    """When an appointment is, with its hour where one was told."""
    if is_today:
        return _("today at %(hour)s") % {"hour": hour} if hour else _("today")
    return _("%(weekday)s %(day)s at %(hour)s") % (day | {"hour": hour}) if hour else "{weekday} {day}".format(**day)


# States in which something may wait for the owner; most terms of three hundred files are in none of these.
_ASKING = (RUNNING, LAST_DAY, LATE, OPEN, OVER)


def requested(rows: list, today: date) -> list[Shown]:
    """All that waits for the owner, the most urgent first: duties and rights by their day, then what has no day told,
    then ends that come near, then rights whose term is apparently over, or against what asks for nothing.
    """
    waiting = [_shown(row, now, today) for row in of_owners(rows, today) if (now := state(row, today)) in _ASKING]
    return sorted((s for s in waiting if _is_requested(s, today)), key=_urgency)


def _is_requested(term: Shown, today: date) -> bool:
    clock, notice = term.row.clock, CLOCKS[term.row.clock].notice
    if term.state in (RUNNING, LAST_DAY):
        return notice is None or term.left is not None and term.left <= notice
    if term.nature == "duty":
        return term.state in (LATE, OPEN)
    if clock == "permit":
        return term.state == OVER and term.last is not None and (today - term.last).days <= FORGOTTEN_AFTER
    return clock == "objection" and term.state == LATE  # late, and never closed


def _urgency(term: Shown) -> tuple[int, date]:
    dated = term.state in (RUNNING, LAST_DAY) or term.nature == "duty" and term.state == LATE
    rank = 2 if term.nature == "end" else 0 if dated else 1 if term.state == OPEN else 3
    rank = 3 if term.is_in_favour else rank
    return rank, term.last or date.max
