"""When things happen to a property: from the request for a permit to the completion certificate, on office days only.

Every event gets its day, also future ones; a section shows only what has happened by today.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from samplecity.days import days, office_day, years

# Days from the request, at an ordinary pace.
PERMIT_STEPS = (
    ("registered", 0),
    ("debts", 4),
    ("first_visit", 9),
    ("surveyed", 17),
    ("lines", 22),
    ("rules", 27),
    ("ordered", 34),
    ("drawn", 60),
    ("remarked", 75),
    ("redrawn", 95),
    ("approved", 108),
    ("confirmed", 118),
    ("charged", 130),
    ("undertaken", 137),
    ("permitted", 148),
)
WORKS = (
    ("excavation", 175),
    ("foundation", 225),
    ("frame", 350),
    ("rough", 540),
    ("finishing", 780),
    ("complete", 930),
)
PERMIT_YEARS, EXTENSION_YEARS = 3, 2


def life_of(rng: Random, began: date, pace: float, *, amended: bool, half_way: bool) -> dict[str, date]:
    life = dated(began, [(name, after * _pace(pace, after)) for name, after in PERMIT_STEPS])
    life |= dated(life["permitted"], [(name, (after - 148) * pace) for name, after in WORKS])
    life["permit_ends"] = life["permitted"] + years(PERMIT_YEARS)
    if amended:
        life |= dated(life["foundation"], [("amend_asked", 5), ("amend_drawn", 20), ("amended", 45)])
    if half_way:
        life |= dated(life["rough"], [("half_asked", 10), ("half_visit", 18), ("half_certified", 30)])
    life |= _extension(rng, life)
    return life | dated(life["complete"], [("end_asked", 12), ("last_visit", 24), ("settled", 45), ("completed", 55)])


def _pace(pace: float, after: float) -> float:
    # The offices take their days however slowly the owner builds; the drawings are the owner's time.
    return 1 if after < 40 else min(pace, 1.4)


def _extension(rng: Random, life: dict[str, date]) -> dict[str, date]:
    if life["complete"] <= life["permit_ends"] or rng.random() < 0.4:
        return {}
    extension = dated(life["permit_ends"] - days(30), [("extend_asked", 0), ("extend_visit", 7), ("extended", 21)])
    return extension | {"extension_ends": life["permit_ends"] + years(EXTENSION_YEARS)}


def dated(start: date, steps: Iterable[tuple[str, float]]) -> dict[str, date]:
    """Each step on an office day, and each after the day of the step before it."""
    dates, last = {}, start - timedelta(1)
    for name, after in steps:
        last = office_day(max(start + days(after), last + timedelta(1)))
        dates[name] = last
    return dates


def put_off(life: dict[str, date], settled: date | None) -> None:
    """No completion before the fine is paid, and none at all while the case is open."""
    if not settled:
        for name in ("settled", "completed"):
            life.pop(name, None)
    elif settled >= life["settled"]:
        life |= dated(settled + timedelta(3), [("settled", 0), ("completed", 9)])


def stage_on(life: dict[str, date], day: date) -> str:
    reached = [name for name, _ in WORKS if life.get(name) and life[name] <= day]
    return reached[-1] if reached else "land"


def standing_life(rng: Random, today: date) -> dict[str, date]:
    """A property where nothing is built: a survey years ago, perhaps an inquiry or a sale since."""
    surveyed = today - years(rng.uniform(3, 9))
    life = dated(surveyed, [("surveyed_all", 0)])
    if rng.random() < 0.7:
        start = today - days(rng.randint(0, 700))
        life |= dated(start, [("inquired", 0), ("inquiry_debts", 4), ("inquiry_visit", 11), ("inquiry_answered", 19)])
    return life
