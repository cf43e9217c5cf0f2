"""Service 2 of a sample file: the visit reports, each a snapshot of its day and not a comparison with another."""

from datetime import date
from typing import NamedTuple

from samplecity.buildings import Building, progress
from samplecity.days import moment, solar_year, text
from samplecity.history import request_no
from samplecity.land import Side
from samplecity.life import stage_on
from samplecity.ownership import deed_area
from samplecity.site import Site
from samplecity.trials import UNPERMITTED, Violation


class Visit(NamedTuple):
    event: str
    reason: str
    request: str  # the event that began its request; empty for a patrol


VISITS = (
    Visit("surveyed_all", "survey", ""),
    Visit("missed_visit", "permit", "registered"),
    Visit("first_visit", "permit", "registered"),
    Visit("half_visit", "no_violation", "half_asked"),
    Visit("extend_visit", "extension", "extend_asked"),
    Visit("last_visit", "completion", "end_asked"),
    Visit("inquiry_visit", "inquiry", "inquired"),
    Visit("patrolled", "patrol", ""),
)


def inspections(site: Site) -> list[dict]:
    visits = sorted((day, visit) for visit in VISITS if (day := site.on(visit.event)))
    return [_report(site, number, day, visit) for number, (day, visit) in enumerate(visits, 1)]


def _report(site: Site, number: int, day: date, visit: Visit) -> dict:
    rng = site.dice(f"visit/{visit.event}")
    requested = site.on(visit.request)
    shut = visit.event == "missed_visit"
    return {
        "source_key": site.key("visit", visit.event),
        "visit_no": f"{solar_year(day)}/{site.district}/{site.number:06}/{number}",
        "request_no": request_no(site, visit.request) if requested else "",
        "visited_at": moment(day, rng.randint(20, 140)),
        "inspector_no": str(rng.randint(1100, 1190)),
        "reason": visit.reason,
        "access": ("no_entry", "owner_absent")[site.number % 2] if shut else "done",
        "owner_present": not shut and rng.random() < 0.8,
        "next_visit_on": text(site.life["first_visit"]) if shut else None,
        "approval": "none" if shut or (site.today - day).days < 5 else "approved",
        "notes": _SHUT if shut else _NOTES[visit.reason],
        **_areas(site),
        "boundaries": _boundaries(site),
        "buildings": [],
        "floors": [],
        **({} if shut else _standing(site, day, rng)),
        "trees": _trees(site),
    }


_SHUT = "بازدید انجام نشد و نوبت دیگری تعیین شد."
_NOTES = {
    "survey": "در ممیزی املاک، وضع موجود برداشت شد.",
    "permit": "وضع موجود پیش از صدور پروانه برداشت شد.",
    "no_violation": "عملیات ساختمانی با پروانه و نقشه‌های مصوب مقایسه شد.",
    "extension": "پیشرفت کار برای تمدید پروانه بررسی شد.",
    "completion": "بازدید نهایی برای پایان‌کار با حضور مهندس ناظر انجام شد.",
    "inquiry": "بازدید برای پاسخ به استعلام دفترخانه انجام شد.",
    "patrol": "در گشت پلیس ساختمان دیده شد.",
}


def _areas(site: Site) -> dict:
    land = site.land
    return {
        "area_deed": None if site.unit else deed_area(site),
        "area_existing": land.area,
        "area_after_correction": land.area_after,
        "area_in_street": land.in_street,
        "area_remaining": 0.0,
    }


def _boundaries(site: Site) -> list[dict]:
    rng = site.dice("boundaries")
    return [_boundary(side, rng) for side in site.land.sides]


def _boundary(side: Side, rng) -> dict:
    row = {
        "side": side.name,
        "neighbour_kind": side.kind,
        "len_deed": round(side.length, 1),
        "len_existing": side.length,
        "len_after": side.length_after,
    }
    if side.is_corner:
        return row | {"street_name": side.street, "setback_len": side.setback, "notes": "پخ دو گذر"}
    if not side.on_street:
        return row | {"adjacent_plate": side.plate, "overlooking": rng.choice(("none", "none", "none", "consented"))}
    return row | {
        "street_name": side.street,
        "street_width_existing": side.width,
        "street_width_planned": side.planned,
        "widening": round(side.planned - side.width, 2),
        "setback_len": side.setback,
    }


def _standing(site: Site, day: date, rng) -> dict:
    """The building as it stood that day: the old one until excavation, then the new one at its stage."""
    if site.life.get("excavation") and site.life["excavation"] <= day:
        return _new(site, day, rng)
    old, violations = site.before, _violations(site, day)
    return (
        {"buildings": [_building(old, "complete", 100, violations)], "floors": _floors(old, violations)} if old else {}
    )


def _violations(site: Site, day: date) -> list[Violation]:
    """What had been seen by then and stood still."""
    standing = (trial for trial in site.trials if not trial.carried_out or day < trial.carried_out)
    return [violation for trial in standing for violation in trial.violations if violation.found_on <= day]


def _new(site: Site, day: date, rng) -> dict:
    stage = stage_on(site.life, day)
    violations = _violations(site, day)
    built = site.building if stage not in ("excavation", "foundation") else None
    row = _building(
        built or Building([], site.building.footprint, site.building.structure, group=site.building.group),
        stage,
        progress(rng, stage),
        violations,
    )
    if not built or stage == "frame":
        row |= {"facade": "none"}
    years = sorted((solar_year(site.life["excavation"]), solar_year(min(day, site.life.get("complete", day)))))
    return {
        "buildings": [row | {"built_from": years[0], "built_to": years[1]}],
        "floors": _floors(built, violations) if built else [],
    }


def _building(building: Building, stage: str, done: int, violations: list[Violation]) -> dict:
    added = round(sum(violation.amount for violation in violations if violation.kind in UNPERMITTED), 2)
    missing = sum(int(violation.amount / 25) for violation in violations if violation.kind == "parking")
    top = max((violation.floor + 1 for violation in violations if violation.kind == "extra_floor"), default=0)
    return {
        "building_no": 1,
        "group": building.group,
        "structure": building.structure,
        "roof": building.roof,
        "facade": building.facade,
        "stage": stage,
        "progress": done,
        "floors_above": max(building.floors_above, top),
        "floors_below": building.floors_below,
        "units": building.units,
        "total_built": round(building.total + added, 2),
        "footprint": building.footprint,
        "built_from": building.built and building.built[0],
        "built_to": building.built and building.built[1],
        "parking": max(building.parking - missing, 0),
        "parking_state": "covered" if building.parking else "unknown",
        "parking_shortfall": missing,
        "storage": building.storage,
        "lift": building.lift,
        "pool": building.pool,
        "over_density": 0,
        "over_footprint": 0,
        "over_neighbour_length": 0,
        "over_or_no_permit": added,
        "built_in_street": 0,
    }


def _floors(building: Building, violations: list[Violation]) -> list[dict]:
    rows = [_floor(room, violations) for room in building.rooms]
    added = [violation for violation in violations if violation.kind in UNPERMITTED]
    return rows + [
        {
            "floor": violation.floor,
            "use_group": violation.use,
            "use_sub": "مازاد بر پروانه",
            "area": violation.amount,
            "change_state": "added",
            "clear_height": 2.8,
        }
        for violation in added
    ]


def _floor(room, violations: list[Violation]) -> dict:
    row = {
        "floor": room.floor,
        "use_group": room.use,
        "use_sub": room.sub,
        "area": room.area,
        "units": room.units,
        "unit_no": room.unit_no,
        "clear_height": room.height,
        "change_state": "unchanged",
    }
    changed = [
        v for v in violations if v.kind == "change_of_use" and (v.floor, v.use_allowed) == (room.floor, room.use)
    ]
    return row | {"changed_use_area": changed[0].amount} if changed and changed[0].amount <= room.area else row


def _trees(site: Site) -> list[dict]:
    rng = site.dice("trees")
    count = 6 if site.kind == "garden" else rng.choice((0, 0, 1, 2))
    species = rng.sample(("توت", "انار", "کاج", "سرو", "مو", "چنار", "انجیر"), k=count)
    return [{"species": name, "girth_cm": rng.randint(25, 140), "number": rng.randint(1, 4)} for name in species]
