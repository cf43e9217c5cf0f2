"""Properties of every kind and at every stage: builds the site of a numbered file from the seed alone."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from samplecity import land, streets
from samplecity.buildings import Building, Rules, design, old_house, rules_for, with_unit
from samplecity.days import days, office_day, solar_year, years
from samplecity.land import Land, Side
from samplecity.life import dated, life_of, put_off, stage_on, standing_life
from samplecity.site import Share, Site
from samplecity.trials import NOTES, Trial, Violation, dates_after_finding, objected, pay

KINDS = ("house", "apartment", "shop", "land", "garden", "complex")
_SIZES = {
    "house": (9, 14, 16, 24),
    "apartment": (14, 19, 20, 28),
    "shop": (7, 12, 11, 18),
    "land": (10, 15, 17, 25),
    "garden": (32, 60, 40, 80),
    "complex": (22, 32, 28, 42),
}
_CHANNELS = ("مادی نیاصرم", "مادی فرشادی", "مادی شایج")


@dataclass
class Spot:
    """Where a file lies, in words."""

    district: int
    street: str
    lane: str
    quarter: str


def spot(rng: Random, district: int) -> Spot:
    return Spot(district, streets.street(rng, district), streets.lane(rng), streets.quarter(rng, district))


def code_of(rng: Random, district: int, number: int, kind: str, unit: int | None) -> str:
    """No two files share a block and parcel: those follow from the number."""
    building = "0-0-0" if kind in ("land", "garden") else f"1-{unit}-0" if unit else "1-0-0"
    if kind == "shop":
        building = f"1-0-{rng.randint(1, 6)}"
    return f"{district}-{rng.randint(1, 18)}-{200 + number // 97}-{number % 97 + 1}-{building}"


def make_site(name: str, today: date, number: int, kind: str, where: Spot, **overrides) -> Site:
    """The property and its building; owners and events are added later. `overrides` replace what would be drawn."""
    rng = Random(f"{name}/place")
    main = rng.randint(1200, 15_190)
    unit = overrides.pop("unit", rng.randint(1, 3) if kind == "apartment" else None)
    plot = overrides.pop("land", None) or plot_of(rng, where, kind, main)
    rules = overrides.pop("rules", None) or rules_for(rng, kind, plot.area > 330)
    house = rng.randint(2, 190)
    sub = rng.randint(1, 980)
    while f"{sub}/{main}" in {side.plate for side in plot.sides}:
        sub += 1
    site = Site(
        number=number,
        code=overrides.pop("code", "") or code_of(rng, where.district, number, kind, unit),
        kind=kind,
        rng_name=name,
        today=today,
        street=where.street,
        street_and_lane=f"{where.street}، {where.lane}",
        quarter=where.quarter,
        house=house,
        address=address(where, house, unit),
        postal=streets.postal_code(rng, where.district),
        plate=overrides.pop("plate", (main, sub)),
        land=plot,
        rules=rules,
        building=_built(rng, plot, rules, kind, unit),
        before=_stood(rng, plot, kind, today),
        unit=unit,
        **overrides,
    )
    if kind == "garden" and site.before:
        site.code = f"{site.code.removesuffix('0-0-0')}1-0-0"
    return site


def address(where: Spot, house: int, unit: int | None) -> str:
    flat = f"، واحد {streets.persian(unit)}" if unit else ""
    return f"اصفهان، محله {where.quarter}، {where.street}، {where.lane}، پلاک {streets.persian(house)}{flat}"


def _built(rng: Random, plot: Land, rules: Rules, kind: str, unit: int | None) -> Building:
    building = design(rng, plot, rules, kind)
    return with_unit(building, unit) if unit else building


def _stood(rng: Random, plot: Land, kind: str, today: date) -> Building | None:
    empty = kind == "land" or rng.random() < 0.15
    return None if empty else old_house(rng, plot, solar_year(today) - 12)


def plot_of(rng: Random, where: Spot, kind: str, main: int) -> Land:
    narrow, wide, short, deep = _SIZES[kind]
    size = rng.uniform(narrow, wide), rng.uniform(short, deep)
    return land.make(rng, streets.spot(rng, where.district), size, _streets_of(rng, where, kind), main)


def _streets_of(rng: Random, where: Spot, kind: str) -> dict[str, Side]:
    front = rng.choice(("south", "south", "north"))
    sides = {front: street_side(rng, front, where.street if kind == "shop" else where.lane)}
    if rng.random() < 0.22:
        sides["east"] = street_side(rng, "east", where.lane if kind == "shop" else where.street)
        if rng.random() < 0.3:
            lane, channel = streets.lane(rng), rng.choice(_CHANNELS)
            sides["west"] = street_side(rng, "west", rng.choice((lane if lane != where.lane else channel, channel)))
    return sides


def street_side(rng: Random, name: str, street: str, width: int = 0, planned: int = 0) -> Side:
    kind = next((kind for word, kind in _STREET_KINDS if word in street), "street")
    width = width or rng.choice(_WIDTHS[kind])
    planned = planned or width + (rng.choice((0, 0, 0, 2, 2, 4)) if kind in ("lane", "street") else 0)
    return Side(name, kind, street, width=float(width), planned=float(planned), setback=(planned - width) / 2)


_STREET_KINDS = (("کوچه", "lane"), ("بن‌بست", "cul_de_sac"), ("مادی", "channel"), ("بزرگراه", "highway"))
_WIDTHS = {"lane": (6, 8, 8, 10), "cul_de_sac": (4, 6), "channel": (6, 8), "highway": (45,), "street": (16, 18, 20, 24)}


def give_life(site: Site) -> None:
    """Adds the events: the building is complete, under way or requested, or none is built, or the file is sparse."""
    rng = site.dice("life")
    chance = rng.random()
    if site.kind == "garden" or chance > (0.1 if site.kind == "land" else 0.62):
        site.sparse = chance > 0.9
        if site.kind in ("apartment", "shop") or not site.before and site.kind in ("house", "complex"):
            _stand(site, rng)
        site.life = {} if site.sparse else standing_life(rng, site.today)
        if not site.sparse and site.before and rng.random() < 0.22:
            site.life = {name: day for name, day in site.life.items() if not name.startswith("inquir")}
            _patrol(site, rng, _unpermitted(rng))
    else:
        _build(site, rng, _began(rng, site.today, chance))
    form(site)


def _stand(site: Site, rng: Random) -> None:
    """What nobody is building has stood since before all its owners."""
    year = solar_year(site.today) - rng.randint(36, 40)
    site.before = replace(site.building, built=(year, year + 2))


def _began(rng: Random, today: date, chance: float) -> date:
    if chance < 0.1:
        return today - days(rng.randint(2, 170))
    return today - years(rng.uniform(0.6, 3) if chance < 0.28 else rng.uniform(3, 13))


def _build(site: Site, rng: Random, began: date) -> None:
    pace = rng.choice((0.8, 1, 1, 1.2, 1.7, 2.6))
    site.life = life_of(rng, began, pace, amended=rng.random() < 0.25, half_way=rng.random() < 0.4)
    if site.number % 11 == 4:
        site.life["missed_visit"] = office_day(site.life["debts"] + days(1))
    if site.on("last_visit"):
        if rng.random() < 0.3:
            judge_at_the_end(site, rng)
    elif stage_on(site.life, site.today) in ("frame", "rough") and not _asking(site) and rng.random() < 0.3:
        _patrol(site, rng, _beyond_permit(site, rng))


def _asking(site: Site) -> bool:
    """Whether a request is under way; a file has one at a time."""
    return any(
        site.on(first) and not site.on(last)
        for first, last in (("amend_asked", "amended"), ("half_asked", "half_certified"), ("extend_asked", "extended"))
    )


def judge_at_the_end(site: Site, rng: Random) -> None:
    dates = dates_after_finding(site.life["last_visit"])
    trial = Trial([_beyond_permit(site, rng)(dates["found"])], dates, defence=rng.random() < 0.6)
    site.trials.append(trial)
    try_(site, rng, trial)
    trial.enter_days(site.life, site.today, "referred", "judged", "fine_paid")
    put_off(site.life, trial.settled(site.today))


def _patrol(site: Site, rng: Random, make_violation) -> None:
    begun = site.on("frame") or site.today - years(4)
    latest = (site.today - begun).days
    dates = dates_after_finding(office_day(site.today - days(rng.randint(1, max(latest - 5, 2)))))
    if dates["found"] > site.today:
        return
    site.life["patrolled"] = dates["found"]
    if site.life.get("half_certified", dates["found"]) > dates["found"]:
        site.life = {name: day for name, day in site.life.items() if not name.startswith("half_")}
    trial = Trial([make_violation(dates["found"])], dates, defence=rng.random() < 0.4)
    site.trials.append(trial)
    try_(site, rng, trial)
    trial.enter_days(site.life, site.today, "patrol_referred", "patrol_judged", "patrol_paid")


def try_(site: Site, rng: Random, trial: Trial, objects: float = 0.35) -> None:
    """Adds the commission's decision, perhaps an objection, and the payment."""
    trial.service = rng.choice(("actual", "legal", "electronic"))
    if trial.violations[0].fined:
        trial.violations[0].k = rng.choice(_usual(trial.violations[0]))
    else:
        trial.verdict = "restore" if trial.violations[0].kind == "change_of_use" else "demolish"
    if rng.random() < objects:
        trial.dates["objected"], trial.appeal = objected(rng, trial.dates)
    _after(site, rng, trial)


def _usual(violation: Violation) -> tuple[str, ...]:
    return NOTES[violation.note].usual


def _after(site: Site, rng: Random, trial: Trial) -> None:
    if not trial.is_final(site.today):
        return
    if trial.verdict == "fine":
        trial.discount = trial.amount // 10 if rng.random() < 0.3 else 0
        pay(rng, trial, site.today, rng.choice((1, 3, 6)))
    elif rng.random() < 0.6:
        trial.carried_out = office_day(trial.final_from() + timedelta(40))
    elif trial.appeal and trial.final_from() + timedelta(30) < site.today:
        trial.divan = trial.final_from() + timedelta(30)


def _beyond_permit(site: Site, rng: Random):
    """Returns a function that makes one violation of the permit, given the day on which it is found."""
    top = max(site.building.living(), key=lambda room: (room.floor, room.area))
    ground = max((room for room in site.building.rooms if room.floor == 0), key=lambda room: room.area)
    note = 2 if top.use == "residential" else 3
    amount = round(rng.uniform(5, min(32, top.area * 0.5)), 1)
    tolerable = note if site.number % 2 else 1  # a floor too many is removed by note 1 or paid for by another
    extra = round(top.area * 0.6, 1)
    missing = min(rng.randint(1, 2), site.building.parking)
    makers = (
        lambda day: Violation("over_permit", top.floor, amount, note, top.use, day, top.area, top.use),
        lambda day: Violation("extra_floor", top.floor + 1, extra, tolerable, top.use, day, 0.0, top.use),
        lambda day: Violation("parking", 0, 25.0 * missing, 5, "parking", day, None, "parking"),
        lambda day: Violation("change_of_use", 0, round(ground.area / 2, 1), 1, "workshop", day, None, ground.use),
    )
    return rng.choices(makers, (5, 2, 2 if missing else 0, 1))[0]


def _unpermitted(rng: Random):
    amount = round(rng.uniform(8, 30), 1)
    return lambda day: Violation(
        "no_permit", 0, amount, 4, rng.choice(("residential", "storage")), day, 0.0, "residential"
    )


def form(site: Site) -> None:
    """The file was formed before the first of its events."""
    first = min((day for day in site.life.values()), default=None)
    if first:
        site.life |= dated(first - timedelta(12), [("formed", 0), ("filed", 1)])


def share_out(site: Site, holders: list[tuple[dict, int, int]], before: dict | None) -> None:
    """Owners since a day before anything was built, and perhaps the one who sold it to them."""
    rng = site.dice("owners")
    first = min(site.life.values(), default=site.today - years(2))
    of_age = [_of_age(person) for person in (*(person for person, *_ in holders), *([before] if before else []))]
    bought = office_day(max(first - days(rng.randint(60, 2200)), *(day + years(1) for day in of_age)))
    if before:
        since = max(bought - years(rng.uniform(3, 16)), _of_age(before))
        site.shares.append(Share(before, 1, 1, since, bought))
    site.shares += [Share(person, part, whole, bought) for person, part, whole in holders]


def _of_age(person: dict) -> date:
    """The day from which this person may buy land; a company may at any time."""
    return date.fromisoformat(person["birth_date"]) + years(19) if person["birth_date"] else date.min
