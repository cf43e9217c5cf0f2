"""The shapes of a surveyed block as they are stored: whole centimetres of the city's UTM zone, points as steps."""

from itertools import accumulate, chain
from typing import Annotated, Literal

from shahrsazi.casefiles.fields import Code, Level, Metre, Percent, Row, longest
from shahrsazi.casefiles.site_plan import geometry

KINDS = (
    "zone",
    "street",
    "neighbour",
    "deeded",
    "existing",
    "after_correction",
    "setback",
    "building",
    "chamfer",
    "level",
)
Kind = Literal[KINDS]
Line = list[geometry.Point]
MAX_EXTENT = 20_000_00  # centimetres; an outline of more than twenty kilometres is a slip
MAX_DISTANCE = 2_000_00  # centimetres from the land; a plan reaches no further


class Shape(Row, omit_defaults=True):
    """One thing on the plan. `rings`: x, y of the first point, then steps; a shell runs clockwise, holes follow it."""

    kind: Kind
    rings: list[list[int]]
    form: Literal["area", "line", "point"] = "area"
    name: Annotated[str, longest(80)] = ""
    side: Annotated[str, Code("side")] | None = None
    use_group: Annotated[str, Code("use_group")] | None = None
    width_existing: Metre | None = None
    width_planned: Metre | None = None
    density: Percent | None = None
    level: Level | None = None
    # Why it is not drawn, a key of `left_out.REASONS`, and its number in the reported block; it has no rings then.
    left_out: Annotated[str, longest(20)] = ""
    number: int = 0

    @property
    def lines(self) -> list[Line]:
        """Its points in centimetres, ring by ring; a ring does not come back to its first point."""
        return [_points_of_steps(ring) for ring in self.rings]


def steps(points: Line) -> list[int]:
    """Points as they are stored: each as its step from the one before."""
    before = [(0, 0), *points]
    return list(chain.from_iterable((x - a, y - b) for (a, b), (x, y) in zip(before, points, strict=False)))


def _points_of_steps(ring: list[int]) -> Line:
    return list(zip(accumulate(ring[::2]), accumulate(ring[1::2]), strict=True))


def of_outline(outline: list, after: list) -> list[Shape]:
    """The land of a sheet without a survey. An outline that is no area is not drawn."""
    outlines = [
        (kind, _centimetres(ring)) for kind, ring in (("existing", outline), ("after_correction", after or outline))
    ]
    drawable = all(_is_land(ring) for _, ring in outlines)
    return [Shape(kind=kind, rings=[steps(ring)]) for kind, ring in outlines] if drawable else []


def _centimetres(points: list) -> Line:
    return [(round(p.x * 100), round(p.y * 100)) for p in points]


def _is_land(ring: Line) -> bool:
    if len(ring) < 3:
        return False
    return not is_too_wide(ring) and geometry.area(ring) > 0


def is_too_wide(ring: Line) -> bool:
    left, low, right, high = geometry.extent(ring)
    return max(right - left, high - low) >= MAX_EXTENT
