"""Violations before the Article 100 commission: what was built, what it is worth, and the day of each step."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import NamedTuple

from samplecity.days import days, last_office_day, office_day, solar_year
from samplecity.life import dated

UNPERMITTED = ("over_permit", "extra_floor", "no_permit")  # what adds an area that nobody allowed
ANSWER_DAYS = OBJECTION_DAYS = 10
_ANSWERED_AFTER = 8
# Days from the notice of the violation to the service of the verdict; and from an objection to that of the appeal's.
_FIRST = (
    ("found", 0),
    ("warned", 7),
    ("received", 19),
    ("invited", 24),
    ("session", 42),
    ("issued", 46),
    ("served", 56),
)
_APPEAL = (("received", 6), ("invited", 11), ("session", 29), ("issued", 33), ("served", 43))


class Note(NamedTuple):
    """A note of Article 100: the smallest, the largest and the usual multiples of the transaction value."""

    min_times: Fraction
    max_times: Fraction
    usual: tuple[str, ...]


NOTES = {
    2: Note(Fraction(1, 2), Fraction(3), ("0.75", "1", "1.25", "1.5", "2")),
    3: Note(Fraction(2), Fraction(4), ("2", "2.25", "2.5", "3")),
    4: Note(Fraction(1, 10), Fraction(1, 10), ("0.1",)),
    5: Note(Fraction(1), Fraction(2), ("1", "1.25", "1.5")),
}
# Rials a square metre for homes in the year 1395; a made-up table that grows by 18 % a year.
_VALUE_1395, _GROWTH, _FIRST_YEAR = 2_400_000, Fraction(118, 100), 1395
_BY_USE = {
    "residential": Fraction(1),
    "parking": Fraction(1),
    "storage": Fraction(1),
    "commercial": Fraction(5, 2),
    "office": Fraction(9, 5),
}


def unit_value(year: int, use: str) -> int:
    """Rounded to a hundred thousand rials, so that the fines come out without a remainder."""
    grown = _VALUE_1395 * _BY_USE.get(use, Fraction(1)) * _GROWTH ** max(year - _FIRST_YEAR, 0)
    return round(grown / 100_000) * 100_000


@dataclass
class Violation:
    """One violation. `amount` is in square metres; of parking, 25 for each missing space."""

    kind: str
    floor: int
    amount: float
    note: int
    use: str
    found_on: date
    allowed: float | None = None
    use_allowed: str = "residential"
    status: str = ""
    k: str = ""
    value: int = 0

    def __post_init__(self):
        self.happened = self.found_on - timedelta(75)
        self.year = solar_year(self.happened)
        self.value = self.value or unit_value(self.year, self.use)

    @property
    def fined(self) -> bool:
        return self.note in NOTES

    def fine(self, times: Fraction) -> int:
        return int(times * Fraction(str(self.amount)) * self.value)

    @property
    def fine_min(self) -> int:
        return self.fine(NOTES[self.note].min_times)

    @property
    def fine_max(self) -> int:
        return self.fine(NOTES[self.note].max_times)

    @property
    def decided(self) -> int:
        return self.fine(Fraction(self.k))


@dataclass
class Trial:
    """The case of some violations. `dates` and `appeal` name the days; only those up to today have happened."""

    violations: list[Violation]
    dates: dict[str, date]
    appeal: dict[str, date] = field(default_factory=dict)
    defence: bool = False
    service: str = "actual"
    verdict: str = "fine"
    discount: int = 0
    instalments: list[tuple[date, int, date | None]] = field(default_factory=list)
    divan: date | None = None
    carried_out: date | None = None

    def on(self, event: str, today: date) -> date | None:
        day = self.dates.get(event)
        return day if day and day <= today else None

    def defended(self, today: date) -> date | None:
        invited = self.on("invited", today)
        day = invited and invited + timedelta(_ANSWERED_AFTER)
        return day if day and self.defence and day <= today else None

    @property
    def amount(self) -> int:
        return sum(violation.decided for violation in self.violations)

    def enter_days(self, life: dict[str, date], today: date, *names: str) -> None:
        """Enters the days of referral, verdict and payment into the life of the property, under these names.

        A verdict can be served on a holiday, but no desk finishes a step on one.
        """
        last = (self.appeal or self.dates)["served"]
        paid = self.settled(today) or today + timedelta(25)
        judged = (last_office_day if last <= today else office_day)(last)
        life |= dict(zip(names, (self.dates["received"], judged, max(paid, last + timedelta(1))), strict=True))

    def final_from(self) -> date:
        """The first day on which the verdict can no longer be objected to: never before the longest term is over."""
        return (self.appeal or self.dates)["served"] + timedelta(0 if self.appeal else OBJECTION_DAYS + 2)

    def is_final(self, today: date) -> bool:
        return bool(self.dates.get("served")) and self.final_from() <= today

    def settled(self, today: date) -> date | None:
        """The day on which the whole fine was paid, or the removal was carried out."""
        if self.carried_out:
            return self.carried_out if self.carried_out <= today else None
        paid = [paid for *_, paid in self.instalments]
        return max(paid) if paid and all(paid) else None


def dates_after_finding(day: date) -> dict[str, date]:
    """The days of a case, from the violation found on this one to the service of the verdict."""
    return dated(day, _FIRST)


def dates_until_service(day: date) -> dict[str, date]:
    """The days that lead to a verdict served on exactly this one."""
    dates = dated(day - days(70), _FIRST) | {"served": day}
    dates["issued"] = last_office_day(day - days(8))
    dates["session"] = min(dates["session"], dates["issued"])
    return dates


def objected(rng: Random, dates: dict[str, date]) -> tuple[date, dict[str, date]]:
    """The day of the objection, within its term, and the days of the appeal."""
    day = dates["served"] + days(rng.randint(4, 6))
    return day, dated(day, _APPEAL)


def pay(rng: Random, trial: Trial, today: date, parts: int, faithful: float = 0.9) -> None:
    """Equal instalments, a month apart; the last takes what division leaves. Some of those due are late."""
    if trial.verdict != "fine" or not trial.is_final(today):
        return
    each, first = (trial.amount - trial.discount) // parts, trial.final_from() + timedelta(20)
    for index in range(parts):
        due = first + timedelta(30 * index)
        amount = each if index < parts - 1 else trial.amount - trial.discount - each * (parts - 1)
        paid = (
            last_office_day(due - timedelta(rng.randint(0, 6)))
            if due <= today and _all_paid(trial) and rng.random() < faithful
            else None
        )
        trial.instalments.append((due, amount, paid))


def _all_paid(trial: Trial) -> bool:
    return all(paid for *_, paid in trial.instalments)
