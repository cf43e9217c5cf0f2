"""The sides of the land: which row of the sheet belongs to which edge of the drawn outline."""

from typing import NamedTuple

from shahrsazi.casefiles.site_plan import geometry
from shahrsazi.casefiles.site_plan.geometry import Point, Ring

BEARINGS = {
    name: 45.0 * index
    for index, name in enumerate(
        ("north", "north_east", "east", "south_east", "south", "south_west", "west", "north_west")
    )
}


class Edge(NamedTuple):
    """An edge of the outline, clockwise. `row` is its row's number, from 1, or None; one edge of a row is `first`."""

    a: Point
    b: Point
    row: int | None
    first: bool


def boundaries(ring: Ring, fronts: list) -> list[Edge]:
    """The edges with their rows: one by one if they are as many, else each edge with the row that faces as it does."""
    edges = geometry.edges(ring)
    rows = (
        _match_in_order(edges, fronts) if len(edges) == len(fronts) else [_match_facing(edge, fronts) for edge in edges]
    )
    longest: dict = {}
    for index, (edge, row) in enumerate(zip(edges, rows, strict=True)):
        if row and geometry.length(edge) > geometry.length(edges[longest.get(row, index)]) - 1e-9:
            longest[row] = index
    return [Edge(a, b, row, longest.get(row) == n) for n, ((a, b), row) in enumerate(zip(edges, rows, strict=True))]


def _match_in_order(edges: list, fronts: list) -> list[int]:
    """Rows run as the edges do, or against them, and may begin elsewhere: the order whose sides face best."""
    count = len(edges)
    turns = [
        [(turn + direction * index) % count for index in range(count)] for direction in (1, -1) for turn in range(count)
    ]
    best = min(turns, key=lambda rows: sum(_angle_off(e, fronts[row]) for e, row in zip(edges, rows, strict=True)))
    return [row + 1 for row in best]


def _match_facing(edge, fronts: list) -> int | None:
    nearest = min(range(len(fronts)), key=lambda row: _angle_off(edge, fronts[row]), default=None)
    return None if nearest is None or _angle_off(edge, fronts[nearest]) > 60 else nearest + 1


def _angle_off(edge: tuple[Point, Point], front) -> float:
    """Degrees between where an edge faces (outwards: to the left, going clockwise) and the side that its row names."""
    return geometry.angle_between(geometry.bearing(*edge) - 90, BEARINGS.get(front.side, 0))
