"""Reports of the visits to a property: service 2. Every visit stays stored as it was; none overwrites another."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any, NamedTuple

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from msgspec import Meta

from shahrsazi.casefiles.checks import in_order, no_more_than
from shahrsazi.casefiles.entry import Entry
from shahrsazi.casefiles.fields import (
    M2,
    Code,
    Count,
    Day,
    Floor,
    Metre,
    Percent,
    Row,
    Rows,
    Year,
    code,
    day,
    described,
    flag,
    longest,
    m2,
    moment,
    text,
)
from shahrsazi.casefiles.section import Papers, Section, Summary, of_cases
from shahrsazi.casefiles.terms.term import MET, term
from shahrsazi.city import law
from shahrsazi.persian import dates, formatting


class Boundary(Row):
    side: Annotated[str, Code("side")]
    neighbour_kind: Annotated[str, Code("neighbour_kind")]
    street_name: Annotated[str, longest(80)] = ""
    adjacent_plate: Annotated[str, longest(20)] = ""
    len_deed: Metre | None = None
    len_existing: Metre
    len_after: Metre | None = None
    street_width_existing: Metre | None = None
    street_width_planned: Metre | None = None
    widening: Metre | None = None
    setback_len: Metre | None = None
    overlooking: Annotated[str, Code("overlooking")] | None = None
    notes: Annotated[str, longest(200)] = ""


class FloorUse(Row):
    floor: Floor
    use_group: Annotated[str, Code("use_group")]
    use_sub: Annotated[str, longest(60)] = ""
    area: Annotated[M2, Meta(description="square metres: of what is demolished nothing counts")]
    units: Count | None = None
    unit_no: Annotated[str, longest(10)] = ""
    clear_height: Metre | None = None
    change_state: Annotated[str, Code("change_state")] | None = None
    changed_use_area: Annotated[M2, Meta(description="square metres: no more than area")] | None = None


class Building(Row):
    building_no: Count = 1
    group: Annotated[str, longest(10)] = ""
    structure: Annotated[str, Code("structure")]
    roof: Annotated[str, Code("roof")] | None = None
    facade: Annotated[str, Code("facade")] | None = None
    stage: Annotated[str, Code("stage")]
    progress: Percent | None = None
    floors_above: Count
    floors_below: Count
    units: Count | None = None
    total_built: Annotated[
        M2, Meta(description="of all buildings what the floors add up to, to 0.1, where both are told")
    ]
    footprint: M2
    built_from: Year | None = None
    built_to: Year | None = None
    parking: Count | None = None
    parking_state: Annotated[str, Code("parking_state")] | None = None
    parking_shortfall: Count | None = None
    storage: Count | None = None
    lift: bool = False
    pool: bool = False
    over_density: M2 | None = None
    over_footprint: M2 | None = None
    over_neighbour_length: M2 | None = None
    over_or_no_permit: M2 | None = None
    built_in_street: M2 | None = None


class Tree(Row):
    species: Annotated[str, longest(40)]
    girth_cm: Count
    number: Count


class Photo(Row):
    scan: Annotated[str, longest(100)]
    side: Annotated[str, Code("side")] | None = None
    taken_on: Day = ""


class Inspection(Entry):
    visit_no = text(30, required=True)
    request_no = text(30)
    visited_at = moment(required=True)
    inspector_no = text(20)
    reason = code("inspection_reason")
    access = code("inspection_access")
    owner_present = flag(None)
    next_visit_on = day()
    approval = code("approval")
    notes = models.CharField(max_length=2000, blank=True)
    area_deed = m2()
    area_existing = m2()
    area_after_correction = m2()
    area_in_street = described(m2(), "square metres: existing less after correction, to 0.05, where all three are told")
    area_remaining = described(
        m2(), "a piece that a widening leaves behind: beside the other two, or within one of them"
    )
    boundaries = Rows(row_type=Boundary)
    buildings = Rows(row_type=Building)
    floors = Rows(row_type=FloorUse)
    trees = Rows(row_type=Tree)
    photos = Rows(row_type=Photo)

    class Meta:
        constraints = [models.UniqueConstraint("case", "source_key", name="inspection_key")]


QUERIES = {"inspections": of_cases(Inspection, "-visited_at")}


# What a visit found counts if it was made, and its report is not void.
DONE, VOID = "done", "void"


def page(rows: dict, today: date) -> dict:
    """The visits, newest first; each that counts is compared with the last one before it that does."""
    entries: list[VisitEntry] = []
    before = None
    for visit in reversed(rows["inspections"]):
        entries.append(_visit_entry(visit, before))
        before = visit if _is_compared(visit) else before
    return {"visits": entries[::-1]}


def _is_compared(visit) -> bool:
    return visit.access == DONE and visit.approval != VOID and floor_areas(visit) is not None


class VisitEntry(NamedTuple):
    """A visit with its photographs, what changed since the one before it, and whether the land differs from its deed.
    `before` is the visit that the changes are from.
    """

    visit: Any
    photos: list[Photo]
    changes: list[tuple]
    before: Any
    deed_differs: bool


def _visit_entry(visit, before) -> VisitEntry:
    changes = _changes(visit, before) if before and _is_compared(visit) else []
    return VisitEntry(visit, visit.photos, changes, before, _differs(visit.area_existing, visit.area_deed))


def _differs(existing, deed) -> bool:
    """Whether the land differs from its deed by more than the share that the law sets."""
    return bool(existing and deed) and abs(existing - deed) * 100 > deed * law.LAW["difference"]["area_percent"]


def _changes(visit, before) -> list[tuple]:
    """What differs from the visit before: (floor, use), its area then, its area now."""
    now, then = floor_areas(visit), floor_areas(before)
    return [(key, then.get(key, 0), now.get(key, 0)) for key in sorted(now | then) if now.get(key) != then.get(key)]


def floor_areas(visit) -> dict[tuple[int, str], float] | None:
    """What stands there by floor and use: nothing on bare land; None where buildings are told of, and not their
    floors.
    """
    return None if visit.buildings and not visit.floors else areas_of(_standing(visit))


def _standing(visit) -> list:
    return [floor for floor in visit.floors if floor.change_state != "demolished"]


def areas_of(rows: Iterable) -> dict[tuple[int, str], float]:
    """Areas added up by floor and use."""
    areas: dict = defaultdict(float)
    for row in rows:
        areas[row.floor, row.use_group] += row.area
    return {key: round(area, 2) for key, area in areas.items()}


def summary(rows: dict, today: date) -> Summary:
    visits = rows["inspections"]
    if not visits:
        return Summary([_("No inspection yet")])
    last = _("Last: %s") % formatting.day(visits[0].visited_at)
    return Summary([last, ngettext("%s visit", "%s visits", len(visits)) % formatting.number(len(visits))])


RESTS_ON = {"inspections": ("visit_no", "request_no", "visited_at", "next_visit_on", "approval")}


def terms(facts: dict[str, list]) -> Iterator[dict]:
    """The visit that a report announces, until a later report answers it. A void report does neither."""
    visits = [visit for visit in facts["inspections"] if visit.approval != VOID]
    for visit in visits:
        if visit.next_visit_on:
            answers = [dates.local_day(v.visited_at) for v in visits if _answers(v, visit)]
            closing = {"standing": MET, "closed_on": min(answers)} if answers else {}
            about = {"about": visit.visit_no, "last_on": visit.next_visit_on}
            yield term("visit", visit.source_key, **about, **closing)


def _answers(later, visit) -> bool:
    """Whether a report is of the visit that an earlier one announced: an inspector who came for another request, before
    that day, has not made it.
    """
    is_its_own = later.request_no == visit.request_no or dates.local_day(later.visited_at) >= visit.next_visit_on
    return bool(later.visited_at > visit.visited_at and is_its_own)


def _titles(visits: list) -> dict[str, str]:
    return {p.scan: _("Photograph of %s") % formatting.day(visit.visited_at) for visit in visits for p in visit.photos}


def _names(visits: list) -> dict[str, tuple[str, str, str]]:
    return {p.scan: (_("photograph"), "", formatting.short(visit.visited_at)) for visit in visits for p in visit.photos}


def validate(line) -> Iterator[str]:
    """A sentence for each visit of a feed's line whose areas do not add up, as far as they are told."""
    yield from in_order(line, "inspections", ("visited_at", "next_visit_on"))
    for number, visit in enumerate(line.inspections):
        path = f"$.inspections[{number}]"
        built = sum(building.total_built for building in visit.buildings)
        floors = sum(floor.area for floor in _standing(visit))
        if visit.buildings and visit.floors and abs(built - floors) > 0.1:
            words = {"part": "floors.area", "whole": "buildings.total_built"}
            yield _("The areas in %(part)s do not add up to %(whole)s.") % words + f" - at `{path}.floors`"
        if not _areas_agree(visit):
            words = {"lost": "area_in_street", "whole": "area_existing", "rest": "area_after_correction"}
            yield _("%(lost)s is not what %(rest)s leaves of %(whole)s.") % words + f" - at `{path}.area_in_street`"
        for position, building in enumerate(visit.buildings):
            yield from no_more_than(building, f"{path}.buildings[{position}]", ("built_from", "built_to"))
        for position, floor in enumerate(visit.floors):
            yield from no_more_than(floor, f"{path}.floors[{position}]", ("changed_use_area", "area"))


def _areas_agree(visit) -> bool:
    """Whether the land is what is left of it and what went to the street; a piece that remains beside these counts as
    one or the other, as the office that measured it counts.
    """
    if not visit.area_after_correction or visit.area_existing is None or visit.area_in_street is None:
        return True
    lost = visit.area_existing - visit.area_after_correction - visit.area_in_street
    return bool(min(abs(lost), abs(lost - (visit.area_remaining or 0))) <= 0.05)


SECTION = Section(
    "inspections",
    gettext_lazy("Inspection report of the property"),
    "visit",
    feeds={"inspections": Inspection},
    queries=QUERIES,
    page=page,
    long={"visits": 8},
    anchors={"visits": ("i", "visit")},
    summary=summary,
    papers=Papers("inspections", _titles, _names),
    validate=validate,
    rests_on=RESTS_ON,
    terms=terms,
)
