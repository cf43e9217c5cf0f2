"""The architectural drawings of a building, by set and revision: service 4."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shahrsazi.casefiles.checks import in_order, parts_in_the_whole
from shahrsazi.casefiles.entry import Entry
from shahrsazi.casefiles.fields import M2, Code, Day, Floor, Row, Rows, code, count, day, described, longest, m2, text
from shahrsazi.casefiles.section import Papers, Section, Summary, of_cases
from shahrsazi.city import code_lists
from shahrsazi.persian import formatting


class Sheet(Row):
    number: Annotated[str, longest(20)]
    title: Annotated[str, longest(120)]
    scale: Annotated[str, longest(20)] = ""
    scan: Annotated[str, longest(100)] = ""


class Remark(Row):
    sheet: Annotated[str, longest(20)] = ""
    text: Annotated[str, longest(500)]
    open: bool


class DesignArea(Row):
    floor: Floor
    use_group: Annotated[str, Code("use_group")]
    area: M2


class Engineer(Row):
    name: Annotated[str, longest(120)]
    role: Annotated[str, Code("role")]
    field: Annotated[str, Code("engineer_field")]
    grade: Annotated[str, Code("grade")] | None = None
    licence_no: Annotated[str, longest(40)] = ""
    appointed_on: Day = ""
    coordinator: bool = False


class StageReport(Row):
    stage: Annotated[str, Code("stage")]
    on: Day
    conforms: bool
    text: Annotated[str, longest(300)] = ""


class DrawingSet(Entry):
    plan_set_no = text(30, required=True)
    plan_order_no = text(30, required=True)
    discipline = code("discipline")
    phase = code("phase")
    revision = count(required=True)
    review_state = code("review_state")
    submitted_on = day(required=True)
    reviewed_on = day()
    designer = text(120, required=True)
    designer_licence_no = text(40, required=True)
    designer_member_no = text(40)
    designer_field = code("engineer_field")
    designer_grade = code("grade")
    licence_valid_until = day(required=True)
    total_area = described(m2(), "square metres: the design_areas may be less and are no more")
    engineers = Rows(row_type=Engineer)
    remarks = Rows(row_type=Remark)
    sheets = Rows(row_type=Sheet)
    design_areas = Rows(row_type=DesignArea)
    stage_reports = Rows(row_type=StageReport)

    class Meta:
        constraints = [models.UniqueConstraint("case", "source_key", name="drawing_set_key")]


# A new set of plans begins at revision 0 again: the day on which it was sent comes first.
QUERIES = {"drawing_sets": of_cases(DrawingSet, "discipline", "-submitted_on", "-revision")}
# What the review says, from what an owner has most to do about.
STATES = ("refused", "needs_change", "in_review", "sent", "approved")


def page(rows: dict, today: date) -> dict:
    """For each discipline the set that was sent last, and the earlier ones."""
    by_discipline: dict = {}
    for drawing_set in rows["drawing_sets"]:
        by_discipline.setdefault(drawing_set.discipline, []).append(drawing_set)
    return {"disciplines": [(sets[0], sets[1:]) for sets in by_discipline.values()]}


def summary(rows: dict, today: date) -> Summary:
    """Of the discipline that is furthest from approved; open remarks of all."""
    current = [newest for newest, _older in page(rows, today)["disciplines"]]
    if not current:
        return Summary([_("No drawings recorded")])
    named = min(current, key=_distance)
    open_remarks = sum(r.open for drawing_set in current for r in drawing_set.remarks)
    words = [_("Revision %s") % formatting.number(named.revision)]
    words.append(ngettext("%s sheet", "%s sheets", len(named.sheets)) % formatting.number(len(named.sheets)))
    tags = [_state_tag(named, current)]
    if open_remarks:
        tags.append(
            ("act", ngettext("%s open remark", "%s open remarks", open_remarks) % formatting.number(open_remarks))
        )
    return Summary(words, tags)


def _distance(drawing_set) -> int:
    state = drawing_set.review_state
    return STATES.index(state) if state in STATES else len(STATES)


def _state_tag(drawing_set, current: list) -> tuple[str, str]:
    """Its state, with its discipline where those of others differ."""
    state = code_lists.label("review_state", drawing_set.review_state, formatting.language())
    colour = "good" if drawing_set.review_state == "approved" else ""
    if len({other.review_state for other in current}) == 1:
        return colour, state
    return colour, f"{code_lists.label('discipline', drawing_set.discipline, formatting.language())}: {state}"


def _titles(sets: list) -> dict[str, str]:
    """The titles of the sheets by scan; if several sets have the same scan, the title of the newest."""
    return {
        s.scan: f"{s.title} {s.number}".strip() for drawing_set in reversed(sets) for s in drawing_set.sheets if s.scan
    }


def _names(sets: list) -> dict[str, tuple[str, str, str]]:
    """By the number of the sheet alone: its title is anybody's words."""
    return {
        s.scan: (_("drawing"), s.number, formatting.short(drawing_set.submitted_on))
        for drawing_set in reversed(sets)
        for s in drawing_set.sheets
        if s.scan
    }


def validate(line) -> Iterator[str]:
    yield from in_order(line, "drawing_sets", ("submitted_on", "reviewed_on"))
    for number, drawing_set in enumerate(line.drawing_sets):
        yield from parts_in_the_whole(drawing_set, f"$.drawing_sets[{number}]", "design_areas")


SECTION = Section(
    "drawings",
    gettext_lazy("Architectural drawings of the building"),
    "draw",
    feeds={"drawing_sets": DrawingSet},
    queries=QUERIES,
    page=page,
    summary=summary,
    papers=Papers("drawing_sets", _titles, _names),
    validate=validate,
)
