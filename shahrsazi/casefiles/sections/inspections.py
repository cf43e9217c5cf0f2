"""Reports of the visits to a property: service 2. Every visit stays stored as it was; none overwrites another."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, NamedTuple

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

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
    code,
    day,
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
    area: M2
    units: Count | None = None
    unit_no: Annotated[str, longest(10)] = ""
    clear_height: Metre | None = None
    change_state: Annotated[str, Code("change_state")] = "unchanged"
    changed_use_area: M2 | None = None


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
    total_built: M2
    footprint: M2
    built_from: Count | None = None
    built_to: Count | None = None
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
    area_in_street = m2()
    area_remaining = m2()
    boundaries = Rows(row_type=Boundary)
    buildings = Rows(row_type=Building)
    floors = Rows(row_type=FloorUse)
    trees = Rows(row_type=Tree)
    photos = Rows(row_type=Photo)

    class Meta:
        constraints = [models.UniqueConstraint("case", "source_key", name="inspection_key")]


QUERIES = {"inspections": of_cases(Inspection, "-visited_at")}


def page(rows: dict, today: date) -> dict:
    visits = rows["inspections"]
    entries = [_visit_entry(visit, previous) for visit, previous in zip(visits, [*visits[1:], None], strict=False)]
    return {"visits": entries}


class VisitEntry(NamedTuple):
    """A visit with its photographs, what changed since the one before, and whether the land differs from its deed."""

    visit: Any
    photos: list[str]
    changes: list[tuple]
    deed_differs: bool


def _visit_entry(visit, previous) -> VisitEntry:
    photos, changes = [p.scan for p in visit.photos], _changes(visit, previous) if previous else []
    return VisitEntry(visit, photos, changes, _differs(visit.area_existing, visit.area_deed))


def _differs(existing, deed) -> bool:
    """Whether the land differs from its deed by more than the share that the law sets."""
    return bool(existing and deed) and abs(existing - deed) * 100 > deed * law.LAW["difference"]["area_percent"]


def _changes(visit, previous) -> list[tuple]:
    """What differs from the previous visit: (floor, use), its area then, its area now."""
    now, then = _by_floor(visit), _by_floor(previous)
    return [(key, then.get(key, 0), now.get(key, 0)) for key in sorted(now | then) if now.get(key) != then.get(key)]


def _by_floor(visit) -> dict:
    areas: dict = {}
    for row in visit.floors:
        areas[row.floor, row.use_group] = areas.get((row.floor, row.use_group), 0) + row.area
    return areas


def summary(rows: dict, today: date) -> Summary:
    visits = rows["inspections"]
    if not visits:
        return Summary([_("No inspection yet")])
    last = _("Last: %s") % formatting.day(visits[0].visited_at)
    return Summary([last, ngettext("%s visit", "%s visits", len(visits)) % formatting.number(len(visits))])


RESTS_ON = {"inspections": ("visit_no", "request_no", "visited_at", "next_visit_on")}


def terms(facts: dict[str, list]) -> Iterator[dict]:
    """The visit that a report announces, until a later report answers it."""
    visits = facts["inspections"]
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
    """A sentence for each visit of a feed's line whose areas do not add up."""
    for number, visit in enumerate(line.inspections):
        at = f" - at `$.inspections[{number}]`"
        built = sum(building.total_built for building in visit.buildings)
        floors = sum(floor.area for floor in visit.floors)
        if visit.buildings and abs(built - floors) > 0.1:
            yield _("The floors of this visit do not add up to the built area.") + at
        if visit.area_after_correction and visit.area_existing is not None:
            lost = visit.area_existing - visit.area_after_correction
            if abs(lost - (visit.area_in_street or 0)) > 0.05:
                yield _("The areas of this visit do not agree.") + at


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
