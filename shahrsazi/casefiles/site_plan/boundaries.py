"""The sides of the land: which row of the sheet tells of which edge of the drawn outline."""

from typing import NamedTuple

from shahrsazi.casefiles.site_plan import geometry
from shahrsazi.casefiles.site_plan.geometry import Point, Ring

BEARINGS = {
    name: 45.0 * place
    for place, name in enumerate(
        ("north", "north_east", "east", "south_east", "south", "south_west", "west", "north_west")
    )
}


class Edge(NamedTuple):
    """An edge of the outline, clockwise; `row` is its row's place from 1, or None; one of a row is `first`."""

    a: Point
    b: Point
    row: int | None
    first: bool


def boundaries(ring: Ring, fronts: list) -> list[Edge]:
    """Edges in a row's order belong to it one by one; of another number, each to the row that faces its way."""
    edges = geometry.edges(ring)
    rows = _one_by_one(edges, fronts) if len(edges) == len(fronts) else [_facing(edge, fronts) for edge in edges]
    longest: dict = {}
    for place, (edge, row) in enumerate(zip(edges, rows, strict=True)):
        if row and geometry.length(edge) > geometry.length(edges[longest.get(row, place)]) - 1e-9:
            longest[row] = place
    return [Edge(a, b, row, longest.get(row) == n) for n, ((a, b), row) in enumerate(zip(edges, rows, strict=True))]


def _one_by_one(edges: list, fronts: list) -> list[int]:
    """Rows go round as the edges do, or against them, and may begin elsewhere: the turn that faces best."""
    count = len(edges)
    turns = [[(turn + way * place) % count for place in range(count)] for way in (1, -1) for turn in range(count)]
    best = min(turns, key=lambda rows: sum(_off(e, fronts[row]) for e, row in zip(edges, rows, strict=True)))
    return [row + 1 for row in best]


def _facing(edge, fronts: list) -> int | None:
    nearest = min(range(len(fronts)), key=lambda row: _off(edge, fronts[row]), default=None)
    return None if nearest is None or _off(edge, fronts[nearest]) > 60 else nearest + 1


def _off(edge: tuple[Point, Point], front) -> float:
    """Degrees between the way that an edge faces (outwards: to the left of a clockwise way) and what its row says."""
    return geometry.angle_between(geometry.bearing(*edge) - 90, BEARINGS.get(front.side, 0))
