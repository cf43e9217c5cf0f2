"""The land of a property: its outline on the ground, its sides, and what is left of it when the streets are widened."""

from dataclasses import dataclass
from itertools import pairwise
from math import cos, dist, radians, sin
from random import Random

Point = tuple[float, float]


@dataclass
class Side:
    """One edge of the outline: it has a neighbour's plate, or a street with its widths."""

    name: str
    kind: str = "plate"
    street: str = ""
    plate: str = ""
    width: float | None = None
    planned: float | None = None
    setback: float = 0.0
    length: float = 0.0
    length_after: float = 0.0
    strip: float = 0.0

    @property
    def on_street(self) -> bool:
        return self.kind != "plate"

    @property
    def is_corner(self) -> bool:
        return self.on_street and self.width is None


@dataclass
class Land:
    """`outline` runs clockwise from the north-west corner; edge i, from corner i to the next, is `sides[i]`."""

    outline: list[Point]
    sides: list[Side]
    after: list[Point]

    def __post_init__(self):
        self.area = round(area(self.outline), 2)
        self.area_after = round(area(self.after), 2)
        self.in_street = round(self.area - self.area_after, 2)
        self._measure()

    def _measure(self) -> None:
        for side, before, after in zip(self.sides, _lengths(self.outline), _lengths(self.after), strict=True):
            side.length, side.length_after = before, after
        self._share_strip()

    def _share_strip(self) -> None:
        """Divides the strip given to the streets among the sides, so that the parts make the whole."""
        strips = [side for side in self.sides if side.setback]
        whole = sum(side.setback * side.length for side in strips)
        for side in strips:
            side.strip = round(self.in_street * side.setback * side.length / whole, 2)
        if strips:
            strips[0].strip = round(self.in_street - sum(side.strip for side in strips[1:]), 2)

    @property
    def streets(self) -> list[Side]:
        return [side for side in self.sides if side.on_street and not side.is_corner]

    @property
    def front(self) -> Side:
        """The widest street: levels are taken from it, and the house looks on it."""
        return max(self.streets, key=lambda side: side.width)

    @property
    def chamfer(self) -> float | None:
        return next((side.length for side in self.sides if side.is_corner), None)


def area(ring: list[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]]))) / 2


def _lengths(ring: list[Point]) -> list[float]:
    return [round(dist(a, b), 2) for a, b in pairwise([*ring, ring[0]])]


_SQUARE = ((-1, 1), (1, 1), (1, -1), (-1, -1))
_SIDES = ("north", "east", "south", "west")
_CORNERS = ("north_west", "north_east", "south_east", "south_west")


def make(rng: Random, centre: Point, size: tuple[float, float], streets: dict[str, Side], plates: int) -> Land:
    """A plot of about `size` metres (west to east, north to south); sides that are no streets get neighbours."""
    sides = [streets.get(name) or _neighbour(rng, name, plates) for name in _SIDES]
    _tell_apart(sides, plates)
    corners = [(x * size[0] / 2 + rng.uniform(-0.4, 0.4), y * size[1] / 2 + rng.uniform(-0.4, 0.4)) for x, y in _SQUARE]
    leg, turn = round(rng.uniform(2, 3.2), 1), radians(rng.uniform(-12, 12))
    # Of a small plot between streets a great cut would leave nothing of a side once the streets are widened.
    for part in (1, 0.7, 0.4, 0.1):
        edges = _with_cut_corners(corners, sides, leg * part)
        outline = [_placed(point, centre, turn) for point, _ in edges]
        after = moved_in(outline, [side.setback for _, side in edges])
        if _run_alike(outline, after):
            break
    return Land(outline, [side for _, side in edges], after)


def _run_alike(before: list[Point], after: list[Point]) -> bool:
    """Whether every edge still runs the way it ran: else the outline would cross itself."""
    both = zip(pairwise([*before, before[0]]), pairwise([*after, after[0]]), strict=True)
    return all((b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1]) > 0 for (a, b), (c, d) in both)


def _neighbour(rng: Random, name: str, plates: int) -> Side:
    return Side(name, plate=f"{rng.randint(1, 900)}/{plates}")


def _tell_apart(sides: list[Side], plates: int) -> None:
    """No two neighbours have one plate."""
    for index, side in enumerate(sides):
        while side.plate and side.plate in {other.plate for other in sides[:index]}:
            side.plate = f"{int(side.plate.split('/')[0]) + 1}/{plates}"


def _with_cut_corners(corners: list[Point], sides: list[Side], leg: float) -> list[tuple[Point, Side]]:
    """Each corner with the side that begins there. Where two streets meet, the corner is cut for visibility."""
    edges = []
    for index, corner in enumerate(corners):
        before, here = sides[index - 1], sides[index]
        if before.on_street and here.on_street:
            edges.append((_towards(corner, corners[index - 1], leg), _corner_side(_CORNERS[index], before, here)))
            corner = _towards(corner, corners[(index + 1) % 4], leg)
        edges.append((corner, here))
    return edges[1:] + edges[:1] if edges[0][1].is_corner else edges


def _towards(start: Point, end: Point, metres: float) -> Point:
    part = metres / dist(start, end)
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _corner_side(name: str, before: Side, here: Side) -> Side:
    # With this setback the cut keeps its length when both streets are widened.
    return Side(name, here.kind, here.street, setback=round((before.setback + here.setback) / 2**0.5, 2))


def _placed(point: Point, centre: Point, turn: float) -> Point:
    x, y = point
    return round(centre[0] + x * cos(turn) - y * sin(turn), 2), round(centre[1] + x * sin(turn) + y * cos(turn), 2)


def moved_in(ring: list[Point], setbacks: list[float]) -> list[Point]:
    lines = [line_inside(a, b, setback) for (a, b), setback in zip(pairwise([*ring, ring[0]]), setbacks, strict=True)]
    return [meeting(lines[index - 1], lines[index]) for index in range(len(lines))]


def line_inside(a: Point, b: Point, distance: float) -> tuple[Point, Point]:
    """The line through both points, moved to the right of its direction: inwards, since outlines run clockwise."""
    dx, dy = (b[0] - a[0]) / dist(a, b), (b[1] - a[1]) / dist(a, b)
    return (a[0] + dy * distance, a[1] - dx * distance), (dx, dy)


def meeting(first: tuple[Point, Point], second: tuple[Point, Point]) -> Point:
    (ax, ay), (adx, ady) = first
    (bx, by), (bdx, bdy) = second
    along = ((bx - ax) * bdy - (by - ay) * bdx) / (adx * bdy - ady * bdx)
    return round(ax + adx * along, 2), round(ay + ady * along, 2)
