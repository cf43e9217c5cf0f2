"""A term of a file as it is stored, and its state on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, NamedTuple

from django.db import models

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.casefiles.scoped import Scoped
from shahrsazi.city import law
from shahrsazi.database.policies import EVERYTHING, OF_DESK_CASE, OF_MY_CASES

OWNER, MUNICIPALITY, AGENT = "owner", "municipality", "agent"
# States that a fact gives, and that stay: done, no longer for anyone to do, suspended by a court, not begun.
MET, SUPERSEDED, STAYED, WAITING = "met", "superseded", "stayed", "waiting"
# States that the clock gives. LATE: apparently over, and still accepted; OVER: only where the law itself closes.
RUNNING, LAST_DAY, LATE, OVER, PAST, OPEN = "running", "last_day", "late", "over", "past", "open"


class Clock(NamedTuple):
    """A kind of term: whether it is a duty, a right, an appointment or an end; the law it rests on; what it becomes
    after its last day; how many days before that day an owner is reminded of it (None: from its first day); and the
    act by which it is met (city/acts.toml), if there is one.
    """

    nature: Literal["duty", "right", "appointment", "end"]
    law: str
    after: str
    notice: int | None = None
    act: str = ""


CLOCKS = {
    "explanation": Clock("right", "explanation", LATE, act="explanation"),
    "session": Clock("appointment", "", PAST, act="explanation"),
    "objection": Clock("right", "objection", LATE, act="objection"),
    "divan": Clock("right", "divan", LATE, act="divan"),
    "compliance": Clock("duty", "compliance", LATE, act="compliance"),
    "instalment": Clock("duty", "", LATE, notice=45, act="payment"),
    "sum": Clock("duty", "", LATE, act="payment"),
    "charges": Clock("duty", "", LATE, act="bill"),
    "bill": Clock("duty", "", LATE, notice=45, act="bill"),
    "begin": Clock("end", "permit", LATE, notice=90),
    "finish": Clock("end", "permit", LATE, notice=90),
    "permit": Clock("end", "permit", OVER, notice=90),
    "defect": Clock("duty", "", LATE, act="defect"),
    "visit": Clock("appointment", "", PAST),
    "mandate": Clock("end", "", OVER, notice=30),
}


# Steps of a request at which the owner pays; what else stands at them is brought to the unit where it was asked for.
_PAID_STEPS = ("debts", "charges")
# Steps whose texts may name sums: those, a fine that is paid, and the settlement before a completion certificate.
ABOUT_SUMS = (*_PAID_STEPS, "enforcement", "completion")


def is_step(row: Any) -> bool:
    """Whether what waits is a step of a request that stands at the owner, and no defect that was written down."""
    return bool(row.clock == "defect" and row.stage == "step")


def act_name(row: Any) -> str:
    """The act by which a term is met (city/acts.toml); empty where there is none."""
    if is_step(row):
        return "bill" if row.kind in _PAID_STEPS else "step"
    return CLOCKS[row.clock].act


class Standing(NamedTuple):
    """A state that a fact gives, from a day on and before another one (None: always), and the one that a fact gives
    outside of these days; empty, where the clock gives it.
    """

    standing: str = ""
    closed_on: date | None = None
    reopened_on: date | None = None
    otherwise: str = ""

    def on(self, day: date) -> str:
        return standing(self, day)


def standing(row: Any, day: date) -> str:
    """The state that a fact gives on a day; empty where none does. Of a `Standing`, or a term with its columns."""
    began = row.closed_on is None or row.closed_on <= day
    ended = row.reopened_on is not None and row.reopened_on <= day
    return str(row.standing if row.standing and began and not ended else row.otherwise)


class Term(Scoped):
    """One clock of one fact. `last_on` is the cautious last day; without one nobody has told it, or none is known.

    `standing` is a state that a fact gives, from the day `closed_on` and before `reopened_on`; outside of these days
    another fact may give `otherwise`; else the state comes from the clock. A term is seen from `visible_from`, the day
    on which its fact is: a verdict is nobody's to see before it was served.
    """

    key = ("case_id", "section", "source_key", "clock", "side", "part")
    case = models.ForeignKey(CaseFile, models.PROTECT, related_name="+")
    section = models.CharField(max_length=20)
    source_key = models.CharField(max_length=60)
    clock = models.CharField(max_length=12)
    side = models.CharField(max_length=12, default=OWNER)
    part = models.PositiveSmallIntegerField(default=0)
    # What it is about: the kind and the number of the verdict, permit or request; of a defect, its words.
    stage = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    about = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=800, blank=True)
    at_hour = models.CharField(max_length=5, blank=True)
    starts_on = models.DateField(null=True)
    proof = models.CharField(max_length=200, blank=True)
    days = models.PositiveIntegerField(null=True)
    # Days for which a stay that is over had suspended it: they are in `last_on` besides.
    stayed_days = models.PositiveIntegerField(db_default=0)
    law_version = models.CharField(max_length=20, blank=True)
    last_on = models.DateField(null=True)
    amount = models.BigIntegerField(null=True)
    standing = models.CharField(max_length=12, blank=True)
    closed_on = models.DateField(null=True)
    reopened_on = models.DateField(null=True)
    otherwise = models.CharField(max_length=12, blank=True, db_default="")
    asks = models.BooleanField(default=True)
    visible_from = models.DateField(null=True)

    # What is to be paid is not an attorney's to see whose mandate says nothing of it.
    _MINE = f"{OF_MY_CASES} AND (amount IS NULL OR case_id = ANY (ARRAY (SELECT guard.my_money_cases())))"
    policies = {
        "web": {"SELECT": f"{_MINE} AND (visible_from IS NULL OR visible_from <= (SELECT guard.today()))"},
        "feed": EVERYTHING,
        "staff": {"SELECT": OF_DESK_CASE},
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", "section", "source_key", "clock", "side", "part", name="term_once_for_a_fact"
            )
        ]


# The columns that a section gives; what it leaves out is the field's default.
BLANK: dict[str, Any] = {
    "side": OWNER,
    "part": 0,
    "stage": "",
    "kind": "",
    "about": "",
    "note": "",
    "at_hour": "",
    "starts_on": None,
    "proof": "",
    "days": None,
    "stayed_days": 0,
    "last_on": None,
    "amount": None,
    "standing": "",
    "closed_on": None,
    "reopened_on": None,
    "otherwise": "",
    "asks": True,
    "visible_from": None,
}


def term(clock: str, source_key: str, **columns: Any) -> dict[str, Any]:
    """A term as a section states it, with the version of the law that it rests on."""
    return {"clock": clock, "source_key": source_key, "law_version": law_version(clock)} | BLANK | columns


def law_version(clock: str) -> str:
    """The version of the law that a clock rests on now; empty where its day stands on a paper alone."""
    rests_on = CLOCKS[clock].law if clock in CLOCKS else ""
    return str(law.LAW[rests_on]["version"]) if rests_on else ""


def counted(clock: str, start: date | None, days: int | None = None) -> dict[str, Any]:
    """The columns of a term that is counted from a day: the day of the event itself is not counted."""
    term_of_law = CLOCKS[clock].law
    days = law.LAW[term_of_law].get("days") if days is None else days
    is_counted = start is not None and days is not None and start.year > law.FIRST_YEAR
    last = law.last_day_of_term(term_of_law, start, days) if start and is_counted else None
    return {"starts_on": start, "days": days, "last_on": last}


def state(row: Any, today: date) -> str:
    """The state of a term on a day."""
    if given := standing(row, today):
        return given
    if row.starts_on and row.starts_on > today:
        return WAITING
    if row.last_on is None:
        return OPEN
    if row.last_on >= today:
        return LAST_DAY if row.last_on == today else RUNNING
    return CLOCKS[row.clock].after


# What a verdict asks for, until it is done. Beside it a step of enforcement that stands at the owner would ask for the
# same, and also where the verdict is not final, stayed or quashed.
OF_A_VERDICT = ("compliance", "instalment", "sum")


def of_owners(rows: Iterable[Any], today: date) -> list[Any]:
    """The terms that ask something of owners, and not once more what a verdict of the same file asks for already."""
    rows = list(rows)
    judged = {row.case_id for row in rows if row.clock in OF_A_VERDICT and state(row, today) != MET}
    return [row for row in rows if row.asks and row.side != MUNICIPALITY and not _is_in_a_verdict(row, judged)]


def _is_in_a_verdict(row: Any, judged: set[int]) -> bool:
    return is_step(row) and row.kind == "enforcement" and row.case_id in judged
