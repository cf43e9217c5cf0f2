"""The detailed plan's rules and the frontage-and-level sheets of a property: service 3."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shahrsazi.casefiles import site_plan
from shahrsazi.casefiles.casefile import Point
from shahrsazi.casefiles.checks import in_order, on_the_map
from shahrsazi.casefiles.entry import Entry
from shahrsazi.casefiles.fields import (
    M2,
    Code,
    Day,
    Metre,
    ReportedRows,
    Row,
    Rows,
    code,
    count,
    day,
    described,
    flag,
    level,
    longest,
    m2,
    metre,
    percent,
    rial,
    text,
)
from shahrsazi.casefiles.section import CASES, OfCases, Section, Summary, of_cases
from shahrsazi.city import code_lists
from shahrsazi.city.law import LAW
from shahrsazi.database.prepared import Query
from shahrsazi.persian import formatting


class Buffer(Row):
    kind: Annotated[str, Code("buffer_kind")]
    distance: Metre


class Ruling(Row):
    body: Annotated[str, longest(80)]
    number: Annotated[str, longest(40)]
    on: Day = ""
    text: Annotated[str, longest(500)]


class PlanStreet(Row):
    side: Annotated[str, Code("side")]
    street_name: Annotated[str, longest(80)]
    existing: Metre
    planned: Metre
    setback: Metre | None = None


class PlanRules(Entry):
    """What the plan allows on this land, with the version of the plan."""

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
    streets = Rows(row_type=PlanStreet)
    buffers = Rows(row_type=Buffer)
    rulings = Rows(row_type=Ruling)
    valid_until = day()

    class Meta:
        constraints = [models.UniqueConstraint("case", "source_key", name="plan_rules_key")]


class Front(Row):
    """One side of the land, in the order of the outline's edges."""

    side: Annotated[str, Code("side")]
    street_name: Annotated[str, longest(80)] = ""
    adjacent_plate: Annotated[str, longest(20)] = ""
    front_existing: Metre
    front_corrected: Metre | None = None
    width_existing: Metre | None = None
    width_planned: Metre | None = None
    setback: Metre | None = None
    setback_area: M2 | None = None


class Undertaking(Row):
    text: Annotated[str, longest(300)]
    signed_on: Day = ""
    notary_no: Annotated[str, longest(20)] = ""


class LevelSheet(Entry):
    """A frontage-and-level sheet; earlier ones stay stored, only the last is current."""

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
    outline = Rows(row_type=Point)
    outline_after = Rows(row_type=Point)
    fronts = Rows(row_type=Front)
    undertakings = Rows(row_type=Undertaking)
    fee = rial()
    valid_until = day()

    class Meta:
        constraints = [models.UniqueConstraint("case", "source_key", name="level_sheet_key")]


class Survey(Entry):
    """The land of a sheet in its block, as surveyed: reported as GeoJSON, stored as shapes in whole centimetres."""

    sheet_no = described(text(30, required=True), "that of a level sheet of this file: drawn as soon as that is told")
    surveyed_on = day(required=True)
    block = ReportedRows(row_type=site_plan.Shape, reported_as=site_plan.Collection)
    # Where the words of the drawing found room beside the sides of its sheet; none of a row from before there was this.
    layout = models.JSONField(default=dict)

    not_fed = (*Entry.not_fed, "layout")

    class Meta:
        constraints = [models.UniqueConstraint("case", "source_key", name="survey_key")]


def _current_survey():
    """The survey of the current sheet alone: one of an older sheet would draw land as it no longer is."""
    sheets = LevelSheet.visible.filter(case=OuterRef("case")).order_by("-issued_on")
    current = Survey.visible.filter(OfCases(CASES), sheet_no=Subquery(sheets.values("sheet_no")[:1]))
    return current.order_by("-surveyed_on").values()[:1]


QUERIES = {"plan_rules": of_cases(PlanRules, "-approved_on"), "level_sheets": of_cases(LevelSheet, "-issued_on")}


def page(rows: dict, today: date) -> dict:
    """The rules that apply today, and the sheets: the last is the current one."""
    rules, sheets = rows["plan_rules"], rows["level_sheets"]
    return {
        "rules": rules[0] if rules else None,
        "rules_ended": _has_ended(rules, today),
        "older_rules": rules[1:],
        "sheet": sheets[0] if sheets else None,
        "older_sheets": sheets[1:],
        **_draw_sheet(sheets[0] if sheets else None, rows.get("survey")),
        "sheet_ended": _has_ended(sheets, today),
    }


def _has_ended(rows: list, today: date) -> bool:
    """Whether the time of the current one is over."""
    return bool(rows and rows[0].valid_until and rows[0].valid_until < today)


def _draw_sheet(sheet, surveys: list | None) -> dict:
    """The survey of the current sheet, drawn; without one, the sheet's own outline."""
    if sheet is None:
        return {"drawing": None, "survey": None, "notes": []}
    survey = surveys[0] if surveys else None
    shapes = survey.block if survey else site_plan.of_outline(sheet.outline, sheet.outline_after)
    stored = site_plan.layouts_in(survey.layout, shapes, sheet.fronts, formatting.language()) if survey else None
    drawing = site_plan.draw(shapes, sheet.fronts, stored)
    note = _sides_note(drawing, sheet)
    notes = [*site_plan.sentences(shapes, drawing.beyond if drawing else ()), *([note] if note else [])]
    return {"drawing": drawing, "survey": survey, "notes": notes}


def _sides_note(drawing: site_plan.Drawing | None, sheet) -> str | None:
    """A note if the drawing and the table beside it differ by more than surveys do; it decides nothing."""
    if not drawing and sheet.outline:
        return _("The outline on the sheet is not drawn: it encloses no area, or is wider than twenty kilometres.")
    total = sum(float(front.front_existing) for front in sheet.fronts)
    if not drawing or not total:
        return None
    if abs(drawing.round - total) * 100 <= total * LAW["difference"]["round_percent"]:
        return None
    return _("The sides in the table add up to %(told)s m, in the drawing to %(drawn)s m.") % {
        "told": formatting.number(total, 2),
        "drawn": formatting.number(drawing.round, 2),
    }


OUTLINES = ("outline", "outline_after")


def normalise(line) -> None:
    """Turns surveys from GeoJSON into the stored shapes; InvalidInputError names the feature that cannot be drawn. The
    edges of a sheet's outline are its fronts in their order: one that comes back to its first point has none there.
    """
    for sheet in line.level_sheets:
        for name in OUTLINES:
            points = getattr(sheet, name)
            if len(points) > 1 and points[0] == points[-1]:
                setattr(sheet, name, points[:-1])
    if line.surveys:
        from shahrsazi.casefiles.site_plan import survey as surveys  # loads shapely, which no page needs

        for survey in line.surveys:
            survey.block = surveys.stored(survey.block)


def set_aside(line) -> Iterator[tuple[int, str]]:
    """Position and fault of each survey whose land cannot be drawn; of all others the stored shapes are in the line."""
    if line.surveys:
        from shahrsazi.casefiles.site_plan import survey as surveys

        yield from surveys.unsound(line)


def validate(line) -> Iterator[str]:
    """A sentence for each survey of a feed's line that contradicts the rest of it, and for what ends too early."""
    yield from in_order(line, "plan_rules", ("approved_on", "valid_until"))
    yield from in_order(line, "level_sheets", ("issued_on", "valid_until"))
    for number, sheet in enumerate(line.level_sheets):
        path = f"$.level_sheets[{number}]"
        wrong = list(on_the_map(sheet, path, *OUTLINES))
        yield from wrong or _outline_errors(sheet, path)
    if line.surveys:
        from shahrsazi.casefiles.site_plan import survey as surveys

        yield from surveys.area_errors(line)


def _outline_errors(sheet, path: str) -> Iterator[str]:
    """Of an outline that crosses itself no area is true, and a right survey would seem to be of other land."""
    for name in OUTLINES:
        if points := getattr(sheet, name):
            from shahrsazi.casefiles.site_plan import survey as surveys

            if error := surveys.outline_error([(p.x, p.y) for p in points]):
                yield f"{error} - at `{path}.{name}`"


def summary(rows: dict, today: date) -> Summary:
    words = []
    if rows["plan_rules"]:
        rules = rows["plan_rules"][0]
        words.append(code_lists.label("use_group", rules.land_use, formatting.language()))
        words.append(_("density %s") % formatting.percent(rules.density_pct))
        if _has_ended(rows["plan_rules"], today):
            words.append(_("the time of these rules is over"))
    else:
        words.append(_("No plan rules recorded"))
    if rows["level_sheets"] and rows["level_sheets"][0].setback_area:
        words.append(_("setback %s") % formatting.area(rows["level_sheets"][0].setback_area))
    if _has_ended(rows["level_sheets"], today):
        words.append(_("the time of the frontage-and-level sheet is over"))
    return Summary(words)


SECTION = Section(
    "planning",
    gettext_lazy("Detailed plan, and frontage line and level"),
    "plan",
    feeds={"plan_rules": PlanRules, "level_sheets": LevelSheet, "surveys": Survey},
    queries=QUERIES,
    page=page,
    summary=summary,
    page_queries={"survey": Query(_current_survey)},
    validate=validate,
    normalise=normalise,
    set_aside=set_aside,
)
