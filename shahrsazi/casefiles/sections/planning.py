"""The detailed plan's rules and the frontage-and-level sheets of a property: service 3."""

from datetime import date

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shahrsazi import codes
from shahrsazi.casefiles import plan
from shahrsazi.casefiles.built import BESIDE
from shahrsazi.casefiles.casefile import Point
from shahrsazi.casefiles.entry import Entry
from shahrsazi.casefiles.fields import (
    M2,
    Code,
    Metre,
    Row,
    Rows,
    Text,
    ToldOtherwise,
    code,
    count,
    day,
    flag,
    level,
    m2,
    metre,
    percent,
    rial,
    text,
)  # fmt: skip
from shahrsazi.casefiles.law import LAW
from shahrsazi.casefiles.section import CASES, OfCases, Section, Summary, of_cases
from shahrsazi.database.prepared import Query
from shahrsazi.people import words


class Buffer(Row):
    kind: Code("buffer_kind")
    distance: Metre


class Ruling(Row):
    body: Text(80)
    number: Text(40)
    on: Text(10) = ""
    text: Text(500)


class PlanStreet(Row):
    side: Code("side")
    street_name: Text(80)
    existing: Metre
    planned: Metre
    setback: Metre = 0


class PlanRules(Entry):
    """What the plan allows on this land, with the version that answered."""

    plan_name = text(120, required=True)
    version = text(20, required=True)
    approved_on = day(required=True)
    approved_by = code("plan_authority", required=False)
    zone = text(40, required=True)
    land_use = code("use_group")
    density_pct = percent(required=True)
    density_base = code("density_base", required=False)
    coverage_pct = percent(required=True)
    floors_allowed = count(required=True)
    on_pilotis = flag()
    height_max = metre()
    min_lot = m2()
    units_allowed = count()
    parking_required = count()
    placement = code("placement", required=False)
    projection_allowed = metre()
    setback_m = metre()
    setback_m2 = m2()
    chamfer = metre()
    fabric = code("fabric", required=False)
    streets = Rows(of=PlanStreet)
    buffers = Rows(of=Buffer)
    rulings = Rows(of=Ruling)
    valid_until = day()

    class Meta:
        constraints = [models.UniqueConstraint("case", "source_key", name="plan_rules_key")]


class Front(Row):
    """One side of the land, in the order of the outline's edges."""

    side: Code("side")
    street_name: Text(80) = ""
    adjacent_plate: Text(20) = ""
    front_existing: Metre
    front_corrected: Metre | None = None
    width_existing: Metre | None = None
    width_planned: Metre | None = None
    setback: Metre = 0
    setback_area: M2 = 0


class Undertaking(Row):
    text: Text(300)
    signed_on: Text(10) = ""
    notary_no: Text(20) = ""


class LevelSheet(Entry):
    """A frontage-and-level sheet; earlier ones are kept, only the last is current."""

    sheet_no = text(30, required=True)
    issued_on = day(required=True)
    surveyor_no = text(20, required=True)
    base_street = text(80, required=True)
    street_level = level(required=True)
    bench_mark = text(120, required=True)
    bench_level = level()
    ground_floor_level = level()
    ramp_level = level()
    ramp_slope = percent()
    street_slope = percent()
    wall_height = metre()
    chamfer = metre()
    setback_area = m2()
    outline = Rows(of=Point)
    outline_after = Rows(of=Point)
    fronts = Rows(of=Front)
    undertakings = Rows(of=Undertaking)
    fee = rial()
    valid_until = day()

    class Meta:
        constraints = [models.UniqueConstraint("case", "source_key", name="level_sheet_key")]


class Survey(Entry):
    """The land of a sheet in its block, as surveyed: told as GeoJSON, kept as shapes in whole centimetres."""

    sheet_no = text(30, required=True)
    surveyed_on = day(required=True)
    block = ToldOtherwise(of=plan.Shape, told_as=plan.Collection)

    class Meta:
        constraints = [models.UniqueConstraint("case", "source_key", name="survey_key")]


def _current_survey():
    """Of the current sheet alone: an older one would draw a land that no longer is."""
    sheets = LevelSheet._base_manager.filter(case=OuterRef("case")).order_by("-issued_on")
    current = Survey._base_manager.filter(OfCases(CASES), sheet_no=Subquery(sheets.values("sheet_no")[:1]))
    return current.order_by("-surveyed_on").values()[:1]


def _visits():
    """What stands on the land. The visits are another section's; only their table is looked up here, by its name."""
    visits = apps.get_model("casefiles", "Inspection")._base_manager.filter(OfCases(CASES), access="done")
    areas = ("area_existing", "area_after_correction")
    return visits.order_by("-visited_at").values("case_id", "visited_at", "floors", "buildings", *areas)


QUERIES = {
    "visits": Query(_visits),
    "plan_rules": of_cases(PlanRules, "-approved_on"),
    "level_sheets": of_cases(LevelSheet, "-issued_on"),
}


def page(rows: dict, today: date) -> dict:
    """The rules that answer today, what is there beside them, and the sheets: the last is the current one."""
    rules, sheets = rows["plan_rules"], rows["level_sheets"]
    return {
        "rules": rules[0] if rules else None,
        "existing": _existing(rows["visits"]),
        "older_rules": rules[1:],
        "sheet": sheets[0] if sheets else None,
        "older_sheets": sheets[1:],
        **_picture(sheets[0] if sheets else None, rows.get("survey"), rows["visits"]),
        "sheet_ended": bool(sheets) and sheets[0].valid_until is not None and sheets[0].valid_until < today,
    }


def _picture(sheet, surveys: list | None, visits: list) -> dict:
    """The survey of the current sheet, drawn; without one, the sheet's own outline."""
    if sheet is None:
        return {"picture": None, "survey": None, "notes": []}
    survey = surveys[0] if surveys else None
    shapes = survey.block if survey else plan.of_outline(sheet.outline, sheet.outline_after)
    picture = plan.drawn(shapes, sheet.fronts)
    return {"picture": picture, "survey": survey, "notes": _notes(picture, sheet, visits) if picture else []}


def _notes(picture: dict, sheet, visits: list) -> list[str]:
    """Where the drawing and the figures beside it differ by more than surveys do: said, not decided here."""
    notes = []
    measured = next((v.area_existing for v in visits if v.area_existing), None)
    if measured and abs(picture["area"] - float(measured)) * 100 > float(measured) * LAW["difference"]["area_percent"]:
        notes.append(_("The land as drawn measures %(drawn)s, at the last visit it measured %(visit)s.") % {
            "drawn": words.area(round(picture["area"], 1)), "visit": words.area(measured)})  # fmt: skip
    told = sum(float(front.front_existing) for front in sheet.fronts)
    if told and abs(picture["round"] - told) * 100 > told * LAW["difference"]["round_percent"]:
        notes.append(_("The sides in the table add up to %(told)s m, in the drawing to %(drawn)s m.") % {
            "told": words.number(told, 2), "drawn": words.number(picture["round"], 2)})  # fmt: skip
    return notes


def _existing(visits: list) -> dict | None:
    """Uses, density, coverage and floors as the last visit found them, reckoned on the land after correction."""
    visit = next((v for v in visits if v.floors or v.buildings), None)
    if visit is None:
        return None
    return {
        "on": visit.visited_at,
        "uses": sorted({f.use_group for f in visit.floors} - BESIDE),
        "density": _of_the_land(visit, [f.area for f in visit.floors if f.use_group not in BESIDE]),
        "coverage": _of_the_land(visit, [b.footprint for b in visit.buildings]),
        "floors": max((b.floors_above for b in visit.buildings), default=None),
    }


def _of_the_land(visit, areas: list[float]) -> float | None:
    """Per cent of the land after correction, as the comparison reckons it; None where the visit does not say."""
    land = visit.area_after_correction or visit.area_existing
    return sum(areas) * 100 / float(land) if land and areas else None


def summary(rows: dict, today: date) -> Summary:
    said = []
    if rows["plan_rules"]:
        rules = rows["plan_rules"][0]
        said.append(codes.label("use_group", rules.land_use, words.language()))
        said.append(_("density %s") % words.percent(rules.density_pct))
    else:
        said.append(_("No plan rules recorded"))
    if rows["level_sheets"] and rows["level_sheets"][0].setback_area:
        said.append(_("setback %s") % words.area(rows["level_sheets"][0].setback_area))
    return Summary(said)


SECTION = Section(
    "planning", gettext_lazy("Detailed plan, and frontage line and level"), "plan",
    feeds={"plan_rules": PlanRules, "level_sheets": LevelSheet, "surveys": Survey}, queries=QUERIES, page=page,
    summary=summary, page_queries={"survey": Query(_current_survey)},
)  # fmt: skip
