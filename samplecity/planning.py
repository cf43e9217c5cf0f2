"""Service 3 of a sample file: what the detailed plan allows on the land, and the frontage-and-level sheets."""

from datetime import date
from random import Random

from samplecity.buildings import Rules
from samplecity.days import plain, solar_year, text, years
from samplecity.land import Land, Side
from samplecity.site import Site
from samplecity.streets import persian

_SHEET_MONTHS = 12
_BENCH_MARKS = ("درپوش منهول روبه‌روی ملک", "لبه جدول ضلع جنوبی معبر", "درپوش کنتور آب همسایه")
_OPPOSITE = {"north": "south", "south": "north", "east": "west", "west": "east"}
_WORN = {1: "historic", 3: "historic", 11: "worn", 14: "worn", 15: "outside"}


def plan_rules(site: Site) -> list[dict]:
    return [] if site.sparse else [_rules(site)]


def _rules(site: Site) -> dict:
    rules, land, approved = site.rules, site.land, site.today - years(3) - years(site.district / 20)
    return {
        "source_key": site.key("plan", 1),
        "plan_name": f"طرح تفصیلی منطقه {persian(site.district)} اصفهان",
        "version": "بازنگری دوم",
        "approved_on": text(approved),
        "approved_by": "article5",
        "zone": rules.zone,
        "land_use": rules.use,
        "density_pct": rules.density,
        "density_base": "after_correction",
        "coverage_pct": rules.coverage,
        "floors_allowed": rules.floors,
        "on_pilotis": rules.pilotis,
        "height_max": round(rules.floors * 3.2 + (2.6 if rules.pilotis else 1.2), 1),
        "min_lot": 150 if rules.use == "residential" else 200,
        "units_allowed": rules.units,
        "parking_required": site.building.parking,
        "placement": _OPPOSITE[land.front.name],
        "projection_allowed": 0.8 if land.front.planned >= 12 else 0.0,
        "setback_m": max(side.setback for side in land.streets),
        "setback_m2": land.in_street,
        "chamfer": land.chamfer,
        "fabric": _WORN.get(site.district, "middle"),
        "streets": [_street(side) for side in land.streets],
        "buffers": _buffers(site),
        "rulings": _rulings(site, rules, approved),
        "valid_until": None,
    }


def _street(side: Side) -> dict:
    return {
        "side": side.name,
        "street_name": side.street,
        "existing": side.width,
        "planned": side.planned,
        "setback": side.setback,
    }


def _buffers(site: Site) -> list[dict]:
    rng = site.dice("buffers")
    if any(side.kind == "channel" for side in site.land.sides) or rng.random() < 0.1:
        return [{"kind": "channel", "distance": 3.0}]
    return [{"kind": "monument", "distance": 60.0}] if site.district == 3 and rng.random() < 0.3 else []


def _rulings(site: Site, rules: Rules, approved: date) -> list[dict]:
    if site.number % 9 != 1:
        return []
    day = approved + years(0.8)
    ruling = (
        f"ساخت تا {persian(rules.floors)} طبقه با تأمین پارکینگ همه واحدها بلامانع است."
        if rules.floors > 1
        else "نگهداری درختان باغ الزامی است."
    )
    return [
        {
            "body": "کمیسیون ماده ۵",
            "number": f"{site.district}/{solar_year(day)}/{site.number}",
            "on": plain(day),
            "text": ruling,
        }
    ]


def level_sheets(site: Site) -> list[dict]:
    """The newest sheet shows the land as it is; an older one was drawn for narrower plans."""
    sheets = [(event, day) for event in ("older_sheet", "surveyed") if (day := site.on(event))]
    return [_sheet(site, event, day, event == sheets[-1][0]) for event, day in sheets]


def _sheet(site: Site, event: str, day: date, newest: bool) -> dict:
    rng, land = site.dice("levels"), site.land
    after = land.after if newest else land.outline
    return {
        "source_key": site.key("sheet", event),
        "sheet_no": f"{site.district}-{solar_year(day)}-{site.number}",
        "issued_on": text(day),
        "surveyor_no": str(rng.randint(2100, 2140)),
        "base_street": land.front.street,
        "street_level": round(rng.uniform(-0.15, 0.12), 2),
        "bench_mark": rng.choice(_BENCH_MARKS),
        "bench_level": 0.0,
        **_levels(site, rng),
        "street_slope": round(rng.uniform(0.3, 2.5), 1),
        "wall_height": 2.2,
        "chamfer": land.chamfer,
        "setback_area": land.in_street if newest else 0.0,
        "outline": points(land.outline),
        "outline_after": points(after),
        "fronts": [_front(side, newest) for side in land.sides],
        "undertakings": _undertakings(site, land, newest),
        "fee": rng.randint(8, 30) * 1_000_000,
        "valid_until": None if newest else text(day + years(_SHEET_MONTHS / 12)),
    }


def _levels(site: Site, rng: Random) -> dict:
    return {
        "ground_floor_level": 0.15 if site.rules.pilotis else 0.45,
        "ramp_level": -0.6,
        "ramp_slope": rng.choice((10, 12, 14)),
    }


def _front(side: Side, newest: bool) -> dict:
    corrected = side.length_after if newest else side.length
    front = {"side": side.name, "front_existing": side.length, "front_corrected": corrected}
    if not side.on_street:
        return front | {"adjacent_plate": side.plate}
    setback, strip = (side.setback, side.strip) if newest else (0.0, 0.0)
    planned = side.planned if newest else side.width
    return front | {
        "street_name": side.street,
        "width_existing": side.width,
        "width_planned": planned,
        "setback": setback,
        "setback_area": strip,
    }


def _undertakings(site: Site, land: Land, newest: bool) -> list[dict]:
    if not (newest and land.in_street):
        return []
    signed = site.on("undertaken")
    return [
        {
            "text": "عقب‌نشینی از بر اصلاحی هنگام نوسازی و واگذاری مساحت در مسیر به شهرداری",
            "signed_on": plain(signed),
            "notary_no": "۱۱۴" if signed else "",
        }
    ]


def points(ring) -> list[dict]:
    return [{"x": x, "y": y} for x, y in ring]
