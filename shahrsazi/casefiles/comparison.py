"""Compares what several sections record: as built against permitted, and what stands on the land now.

It decides nothing: the pages that show it name the papers it comes from, with their days. Sections do not import one
another; this module imports them, and the registry adds its comparisons to the pages that show them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from shahrsazi.casefiles.section import CASES, OfCases, Section
from shahrsazi.casefiles.sections.inspections import DONE, VOID, Inspection, areas_of, floor_areas
from shahrsazi.casefiles.sections.permits import Permit
from shahrsazi.casefiles.sections.planning import PlanRules
from shahrsazi.casefiles.site_plan import Drawing
from shahrsazi.city.law import BESIDE_DENSITY, LAW
from shahrsazi.database.prepared import Query
from shahrsazi.persian import formatting

# The permits that define how much may stand on the land. A demolition permit ends what was permitted before it, even
# without areas.
DEFINING_KINDS = ("building_permit", "demolition_permit", "amendment", "completion")
ADDITION = "addition"
ROUNDING = 0.05  # square metres: a smaller difference is rounding


class Row(NamedTuple):
    """`allowed` is None where the plan has no figure; `permitted` and `measured` where there is no permit or visit."""

    floor: int | None
    use: str
    counted: bool
    allowed: float | None
    permitted: float | None
    measured: float | None
    other_use: bool = False

    @property
    def difference(self) -> float | None:
        return _difference(self.measured, self.permitted)

    @property
    def excess(self) -> float | None:
        """By how much the measured area exceeds what the plan allows."""
        over = _difference(self.measured, self.allowed)
        return over if over and over > 0 else None


@dataclass(frozen=True)
class Comparison:
    """Rows per floor and use; totals beside the plan's limits (`whole`); and the papers that all of it comes from."""

    rows: list[Row]
    whole: list[tuple[str, Row]]
    rules: Any
    permits: list
    visit: Any
    land: float | None

    @property
    def longest(self) -> float:
        """The area of the longest bar."""
        return max((v for row in self.rows for v in (row.permitted, row.measured) if v), default=0) or 1


def _visible_rows(model, order: str, **conditions):
    return model.visible.filter(OfCases(CASES), **conditions).order_by(order)


def _visits_that_count():
    return _visible_rows(Inspection, "-visited_at", access=DONE).exclude(approval=VOID)


QUERIES = {
    "built_rules": Query(lambda: _visible_rows(PlanRules, "-approved_on").values()[:1]),
    "built_permits": Query(
        lambda: _visible_rows(Permit, "-issued_on", permit_kind__in=(*DEFINING_KINDS, ADDITION)).values()
    ),
    "built_visit": Query(lambda: _visits_that_count().values()[:1]),
}
_MEASURED = ("case_id", "visited_at", "floors", "buildings", "area_deed", "area_existing", "area_after_correction")
VISITS = {"visits": Query(lambda: _visits_that_count().values(*_MEASURED))}


def with_comparison(section: Section) -> Section:
    """The section, with as built against permitted on its page."""
    return section.extended(QUERIES, lambda rows, context: {"compared": built_vs_permitted(rows)})


def with_existing_state(section: Section) -> Section:
    """The section, with what stands on the land on its page, and where the drawing and the visit differ."""
    return section.extended(VISITS, _existing_context)


def _existing_context(rows: dict, context: dict) -> dict:
    note = _area_note(context["drawing"], rows["visits"])
    existing = existing_state(context["rules"], rows["visits"])
    return {"existing": existing, "notes": [*([note] if note else []), *context["notes"]]}


def _area_note(drawing: Drawing | None, visits: list) -> str | None:
    """A note if the land as drawn and as visited differ by more than surveys do; it decides nothing."""
    measured = next((v.area_existing for v in visits if v.area_existing), None)
    if not drawing or not measured:
        return None
    if abs(drawing.area - float(measured)) * 100 <= float(measured) * LAW["difference"]["area_percent"]:
        return None
    return _("The land as drawn measures %(drawn)s, at the last visit it measured %(visit)s.") % {
        "drawn": formatting.area(round(drawing.area, 1)),
        "visit": formatting.area(measured),
    }


class ExistingState(NamedTuple):
    """What stands on the land, by the last visit; per cent of the land that the plan's percentages refer to.
    `other_use`: whether none of its uses is the plan's.
    """

    on: datetime
    uses: list[str]
    other_use: bool
    density: float | None
    coverage: float | None
    floors: int | None


def existing_state(rules, visits: list) -> ExistingState | None:
    """Uses, density, coverage and floors at the last visit, measured as in the comparison."""
    visit = next(iter(visits), None)
    if visit is None:
        return None
    measured, land = _measured(visit), base_area(rules, visit)
    counted = {key: area for key, area in (measured or {}).items() if key[1] not in BESIDE_DENSITY}
    uses = sorted({use for _floor, use in counted})
    return ExistingState(
        visit.visited_at,
        uses,
        other_use=bool(uses) and all(_is_other_use(use, rules) for use in uses),
        density=_percent(None if measured is None else sum(counted.values()), land),
        coverage=_percent(_footprint(visit), land),
        floors=max((b.floors_above for b in visit.buildings), default=0 if measured == {} else None),
    )


def _percent(area: float | None, land: float | None) -> float | None:
    return area * 100 / land if area is not None and land else None


def _footprint(visit) -> float | None:
    """The ground that is built on: none of bare land; None without a visit, or with one that tells of floors alone."""
    is_untold = visit is None or visit.floors and not visit.buildings
    return None if is_untold else sum(b.footprint for b in visit.buildings)


def _is_other_use(use: str, rules) -> bool:
    """Whether it counts in the density, and the plan has another use: a mixed one has them all."""
    return bool(rules and use not in BESIDE_DENSITY and rules.land_use not in (use, "mixed"))


def built_vs_permitted(rows: dict) -> Comparison | None:
    """What can be compared in a file; None where neither a permit nor a visit lists a floor."""
    rules, visit = (next(iter(rows[key]), None) for key in ("built_rules", "built_visit"))
    permits = permits_in_force(rows["built_permits"])
    permitted, measured = _permitted(permits), _measured(visit)
    if not permitted and not measured:
        return None
    available = permitted is not None, measured is not None
    pairs = sorted({**(permitted or {}), **(measured or {})})
    compared = [_row(key, permitted, measured, available, rules) for key in pairs]
    land = base_area(rules, visit)
    return Comparison(compared, _totals(compared, available, rules, visit, land), rules, permits, visit, land)


def permits_in_force(permits: list) -> list:
    """The newest permit that states the whole building, and the additions to it since; newest first."""
    papers = sorted((p for p in permits if p.state not in ("draft", "void")), key=lambda p: p.issued_on, reverse=True)
    replaced = {p.replaces for p in papers if p.replaces and p.areas}
    whole_building = (p for p in papers if p.source_key not in replaced and _states_whole_building(p))
    base = next(whole_building, None)
    if base is None or not base.areas:
        return []
    return [p for p in papers if p is base or (p.permit_kind == ADDITION and p.issued_on >= base.issued_on and p.areas)]


def _states_whole_building(permit) -> bool:
    """An addition that replaces a permit states the whole building; any other states only what it adds."""
    whole = permit.permit_kind in DEFINING_KINDS or bool(permit.replaces)
    return whole and (bool(permit.areas) or permit.permit_kind == "demolition_permit")


def _permitted(permits: list) -> dict | None:
    return areas_of(row for permit in permits for row in permit.areas) if permits else None


def _measured(visit) -> dict | None:
    """The floors that stand there: None without a visit that tells of them."""
    return None if visit is None else floor_areas(visit)


def _row(key: tuple, permitted: dict | None, measured: dict | None, available: tuple, rules) -> Row:
    (floor, use), counted = key, key[1] not in BESIDE_DENSITY
    return Row(
        floor,
        use,
        counted,
        _allowed(floor, counted, rules),
        (permitted or {}).get(key, 0.0) if available[0] else None,
        (measured or {}).get(key, 0.0) if available[1] else None,
        other_use=_is_other_use(use, rules),
    )


def _allowed(floor: int, counted: bool, rules) -> float | None:
    """A plan states no area for a single floor, except 0 for those that it does not allow at all."""
    return 0.0 if rules and counted and floor >= rules.floors_allowed + rules.on_pilotis else None


def base_area(rules, visit) -> float | None:
    """The area of land that the plan's percentages refer to."""
    if visit is None:
        return None
    deed = rules is not None and rules.density_base == "deed"
    area = visit.area_deed if deed else visit.area_after_correction or visit.area_existing
    return float(area) if area else None


def _totals(rows: list[Row], available: tuple, rules, visit, land: float | None) -> list[tuple[str, Row]]:
    """What counts in the density, and everything; and the ground that is built on, which no permit states."""
    density = land * float(rules.density_pct) / 100 if rules and land else None
    coverage = land * float(rules.coverage_pct) / 100 if rules and land else None
    footprint = _footprint(visit)
    counted = [row for row in rows if row.counted]
    return [
        ("density", _total_row(counted, available, density)),
        ("total", _total_row(rows, available, None)),
        *([("coverage", Row(None, "", True, coverage, None, footprint))] if footprint is not None else []),
    ]


def _total_row(rows: list[Row], available: tuple, allowed: float | None) -> Row:
    permitted, measured = (sum((row[at] or 0) for row in rows) if available[at - 4] else None for at in (4, 5))
    return Row(None, "", True, allowed, permitted, measured)


def _difference(measured: float | None, limit: float | None) -> float | None:
    """The difference; 0 if it is only rounding."""
    if measured is None or limit is None:
        return None
    over = round(measured - limit, 2)
    return 0.0 if abs(over) < ROUNDING else over
