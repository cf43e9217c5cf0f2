"""A violation's way before the Article 100 commission: what was built, what it is worth, and the days of each step."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import NamedTuple

from samplecity.days import days, last_office_day, office_day, solar_year
from samplecity.life import dated

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
    """A note of Article 100: least and most times of the transaction value, and the times that are ordinary."""

    least: Fraction
    most: Fraction
    usual: tuple[str, ...]


NOTES = {
    2: Note(Fraction(1, 2), Fraction(3), ("0.75", "1", "1.25", "1.5", "2")),
    3: Note(Fraction(2), Fraction(4), ("2", "2.25", "2.5", "3")),
    4: Note(Fraction(1, 10), Fraction(1, 10), ("0.1",)),
    5: Note(Fraction(1), Fraction(2), ("1", "1.25", "1.5")),
}
# Rials a square metre for homes in the year 1395; a made-up table that grows by 18 % a year.
_VALUE_1395, _GROWTH, _FIRST_YEAR = 2_400_000, Fraction(118, 100), 1395
_BY_USE = {"residential": Fraction(1), "parking": Fraction(1), "storage": Fraction(1), "commercial": Fraction(5, 2), "office": Fraction(9, 5)}  # fmt: skip


def unit_value(year: int, use: str) -> int:
    """In whole lots of a hundred thousand rials, so that the sums below come out without a remainder."""
    grown = _VALUE_1395 * _BY_USE.get(use, Fraction(1)) * _GROWTH ** max(year - _FIRST_YEAR, 0)
    return round(grown / 100_000) * 100_000


@dataclass
class Fault:
    """One violation. `amount` is in square metres; of parking, 25 for each missing space."""

    kind: str
    floor: int
    amount: float
    note: int
    use: str
    found: date
    allowed: float | None = None
    use_allowed: str = "residential"
    status: str = ""
    k: str = ""
    value: int = 0

    def __post_init__(self):
        self.happened = self.found - timedelta(75)
        self.year = solar_year(self.happened)
        self.value = self.value or unit_value(self.year, self.use)

    @property
    def fined(self) -> bool:
        return self.note in NOTES

    def fine(self, times: Fraction) -> int:
        return int(times * Fraction(str(self.amount)) * self.value)

    @property
    def least(self) -> int:
        return self.fine(NOTES[self.note].least)

    @property
    def most(self) -> int:
        return self.fine(NOTES[self.note].most)

    @property
    def decided(self) -> int:
        return self.fine(Fraction(self.k))


@dataclass
class Trial:
    """The case of some faults. `dates` and `appeal` name the days; only those up to today have happened."""

    faults: list[Fault]
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
        return sum(fault.decided for fault in self.faults)

    def tell(self, life: dict[str, date], today: date, *names: str) -> None:
        """Writes the days of referral, verdict and payment into the life of the property, under these names.

        A verdict can be served on a holiday, but no desk lets go of its step on one.
        """
        last = (self.appeal or self.dates)["served"]
        paid = self.settled(today) or today + timedelta(25)
        judged = (last_office_day if last <= today else office_day)(last)
        life |= dict(zip(names, (self.dates["received"], judged, max(paid, last + timedelta(1))), strict=True))

    def final_from(self) -> date:
        """The first day on which the verdict can no longer be objected to: none before the generous term is over."""
        return (self.appeal or self.dates)["served"] + timedelta(0 if self.appeal else OBJECTION_DAYS + 2)

    def is_final(self, today: date) -> bool:
        return bool(self.dates.get("served")) and self.final_from() <= today

    def settled(self, today: date) -> date | None:
        """When the whole fine was paid, or what had to be undone was undone."""
        if self.carried_out:
            return self.carried_out if self.carried_out <= today else None
        paid = [paid for *_, paid in self.instalments]
        return max(paid) if paid and all(paid) else None


def found_on(day: date) -> dict[str, date]:
    return dated(day, _FIRST)


def served_on(day: date) -> dict[str, date]:
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
    for place in range(parts):
        due = first + timedelta(30 * place)
        amount = each if place < parts - 1 else trial.amount - trial.discount - each * (parts - 1)
        paid = (
            last_office_day(due - timedelta(rng.randint(0, 6)))
            if due <= today and _all_paid(trial) and rng.random() < faithful
            else None
        )
        trial.instalments.append((due, amount, paid))


def _all_paid(trial: Trial) -> bool:
    return all(paid for *_, paid in trial.instalments)
