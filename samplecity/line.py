"""One line of the feed: a site in the terms of the contract."""

from datetime import date, datetime, time

from samplecity import ownership
from samplecity.bills import bills
from samplecity.block import surveys
from samplecity.days import TEHRAN, text, years
from samplecity.drawings import drawing_sets
from samplecity.history import actions
from samplecity.inspections import inspections
from samplecity.ownership import deed_area, flat_area
from samplecity.papers_of import papers
from samplecity.permits import permits
from samplecity.planning import level_sheets, plan_rules, points
from samplecity.site import Site
from samplecity.streets import DISTRICTS
from samplecity.violations import commission_cases, verdicts, violations


def feed_line(site: Site) -> dict:
    """`site.details`, applied last, changes what is special in that file."""
    line = {
        "as_of": as_of(site.today),
        "casefile": casefile(site),
        "people": ownership.people(site),
        "owners": ownership.owners(site),
        "mandates": site.mandates,
        "deeds": ownership.deeds(site),
        "papers": [],
        "inspections": inspections(site),
        "plan_rules": plan_rules(site),
        "level_sheets": level_sheets(site),
        "surveys": surveys(site),
        "drawing_sets": drawing_sets(site),
        "violations": violations(site),
        "commission_cases": commission_cases(site),
        "verdicts": verdicts(site),
        "permits": permits(site),
        "bills": bills(site),
        "actions": actions(site),
    }
    line["papers"] = papers(site, line)
    if site.details:
        site.details(line)
    return line


def as_of(today: date) -> str:
    """The day's first moment: a later one would lie in the future for whoever makes a city just after midnight."""
    return datetime.combine(today, time(), TEHRAN).isoformat()


def casefile(site: Site) -> dict:
    rng, (main, sub), district = site.dice("casefile"), site.plate, DISTRICTS[site.district]
    return {
        "renewal_code": site.code,
        "unit_kind": unit_kind(site),
        "property_type": site.kind,
        "file_no": site.file_no,
        "neighbourhood": site.quarter,
        "place": site.street_and_lane,
        "address": site.address,
        "postal_code": site.postal,
        "blue_plate": str(site.house),
        "phone": f"031{rng.randint(32_000_000, 37_999_999)}" if rng.random() < 0.3 else "",
        "plate_main": main,
        "plate_sub": sub,
        "plate_origin": f"{rng.randint(2, 90)}/{main}" if rng.random() < 0.2 else "",
        "lot_no": rng.randint(1, 60) if rng.random() < 0.4 else None,
        "registry_section": rng.choice(district.sections),
        "registry_office": district.office,
        "unit_areas": _unit_areas(site),
        "outline": points(site.land.outline),
        "lineage": _lineage(site),
        "opened_on": text(site.opened_on),
    }


def _unit_areas(site: Site) -> list[dict]:
    """Of an apartment or a shop: what its deed measures, and a parking space and a storage room with some."""
    if unit_kind(site) not in ("apartment", "shop"):
        return []
    rng = site.dice("unit areas")
    inner = flat_area(site) if site.unit else deed_area(site)
    extra = [("parking", 12.5, "1"), ("storage", 4.2, "2")] if rng.random() < 0.7 else []
    rows = [("own", inner, ""), *extra, ("common", round(inner * 0.18, 2), "")]
    return [{"part": part, "area": area, "number": number} for part, area, number in rows]


def unit_kind(site: Site) -> str:
    parts = site.code.split("-")
    if parts[6] != "0":
        return "shop"
    if parts[5] != "0":
        return "apartment"
    if parts[4] == "0":
        return "parcel"
    return "device" if site.number % 19 == 7 else "building"


def _lineage(site: Site) -> list[dict]:
    """Some parcels were split from a larger one, or got a new code in a survey."""
    if site.number % 13 != 5:
        return []
    district, quarter, block, parcel, *_ = site.code.split("-")
    kind = ("split", "recode", "merge", "survey")[site.number % 4]
    old = f"{district}-{quarter}-{block}-{int(parcel) + 200}-0-0-0"
    return [{"kind": kind, "other_code": old, "role": "parent", "on": text(site.today - years(9 + site.number % 5))}]
