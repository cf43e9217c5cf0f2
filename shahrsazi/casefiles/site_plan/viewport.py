"""A window on the plan at a round scale: where a point of the land lies in it, and the labels written there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import dist
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from shahrsazi.casefiles.site_plan import geometry
from shahrsazi.casefiles.site_plan.geometry import Box, Point, Ring
from shahrsazi.casefiles.site_plan.labels import ISOLATED, SIZE, Label, OccupiedSpace, upright, width
from shahrsazi.casefiles.site_plan.shapes import Shape
from shahrsazi.persian import formatting

WIDTH, LOW, HIGH = 360.0, 250.0, 400.0
MARGIN = 64.0
PAPER = 2250  # units of the drawing in a metre of paper: printed, it is sixteen centimetres wide
SCALES = (
    50,
    100,
    150,
    200,
    250,
    300,
    400,
    500,
    750,
    1000,
    1250,
    1500,
    2000,
    2500,
    5000,
    10_000,
    20_000,
    50_000,
    200_000,
)
BARS = (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)


class ScaleBar(NamedTuple):
    """So many metres of land, and how long they are in the drawing."""

    metres: int
    length: float


class Side(NamedTuple):
    """A side of the land as a path `d`, with its length in metres and the row of the table that it belongs to."""

    d: str
    row: int
    first: bool
    front: Any
    label: Label | None
    length: str


@dataclass
class Viewport:
    """`unit` is how much of the drawing a centimetre of land takes; `box` what it shows, in centimetres."""

    scale: int
    height: float
    middle: Point
    labels: list[Label] = field(default_factory=list)
    marks: list[Point] = field(default_factory=list)
    sides: list[Side] = field(default_factory=list)
    width = WIDTH

    @property
    def unit(self) -> float:
        return PAPER / 100 / self.scale

    @property
    def box(self) -> Box:
        (x, y), wide, high = self.middle, WIDTH / 2 / self.unit, self.height / 2 / self.unit
        return x - wide, y - high, x + wide, y + high

    @property
    def transform(self) -> str:
        x, y = self.project((0, 0))
        return f"translate({x:.2f} {y:.2f}) scale({self.unit:.6f})"

    @property
    def bar(self) -> ScaleBar:
        metres = next((m for m in BARS if m * 100 * self.unit <= WIDTH / 3), 1)
        return ScaleBar(metres, round(metres * 100 * self.unit, 1))

    def project(self, point: Point) -> Point:
        """Centimetres of land, north upwards, in units of the drawing, y downwards."""
        return (
            WIDTH / 2 + (point[0] - self.middle[0]) * self.unit,
            self.height / 2 - (point[1] - self.middle[1]) * self.unit,
        )


def fit(box: Box, margin: float) -> Viewport:
    """The largest round scale at which the box, in centimetres, leaves the margin free."""
    wide, high = box[2] - box[0], box[3] - box[1]
    room = (WIDTH - 2 * margin, HIGH - 2 * margin)
    scale = next(
        (s for s in SCALES if wide * PAPER / 100 / s <= room[0] and high * PAPER / 100 / s <= room[1]), SCALES[-1]
    )
    height = min(max(high * PAPER / 100 / scale + 2 * margin, LOW), HIGH)
    return Viewport(scale, round(height), ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))


def parcel_viewport(by_kind: dict, edges: list, fronts: list) -> Viewport:
    """The parcel with what borders on it. Lengths come first; a label without room stands in the tables alone."""
    land = [p for kind in ("existing", "deeded", "after_correction") for _, lines in by_kind[kind] for p in lines[0]]
    window = fit(geometry.extent(land), MARGIN)
    occupied = _reserve_corners(window)
    occupied.reserve(*(window.project(lines[0][0]) for _, lines in by_kind["level"]))
    window.sides = [_side(window, occupied, edge, fronts) for edge in edges]
    _write_levels(window, occupied, by_kind["level"])
    _write_streets(window, occupied, by_kind["street"])
    own = by_kind["after_correction"] or by_kind["existing"]
    _write(window, occupied, [(Label("own", formatting.area(_area(own)), 0, 0), _inside(window, own[0][1][0]))])
    _write_plates(window, occupied, by_kind["neighbour"])
    return window


def block_viewport(by_kind: dict) -> Viewport:
    """The parcel among its neighbours, with the names of streets and zones, and the plates that fit."""
    around = [p for kind in ("existing", "neighbour") for _, lines in by_kind[kind] for p in lines[0]]
    window = fit(geometry.extent(around), MARGIN / 3)
    occupied = _reserve_corners(window)
    land = by_kind["existing"][0][1][0]
    _write(window, occupied, [(Label("own", _("this property"), 0, 0), [*_inside(window, land), *_near(window, land)])])
    occupied.reserve(*(window.project(p) for p in _all_over(land)))
    _write_streets(window, occupied, by_kind["street"])
    _write_zones(window, occupied, by_kind["zone"])
    _write_plates(window, occupied, by_kind["neighbour"])
    return window


def _reserve_corners(window: Viewport) -> OccupiedSpace:
    """The space of the window, with the corners of the north arrow and the scale bar occupied."""
    occupied = OccupiedSpace((0, 0, WIDTH, window.height))
    occupied.reserve(*((18.0, y) for y in (14.0, 26.0, 38.0, 50.0)))
    occupied.reserve(*((10.0 + x, window.height - y) for x in range(0, 140, 10) for y in (12, 24)))
    return occupied


def _write(window: Viewport, occupied: OccupiedSpace, wanted: list) -> None:
    window.labels += [placed for label, positions in wanted if (placed := occupied.first_free(label, positions))]


def _write_streets(window: Viewport, occupied: OccupiedSpace, streets: list) -> None:
    """The name of each street, with its widths if there is room for them."""
    for street, lines in streets:
        positions = _on_street(window, street, lines)
        if not positions:
            continue
        labels = (
            Label("street", sentence, 0, 0) for sentence in (_street(street), ISOLATED % formatting.digits(street.name))
        )
        placed = next((free for label in labels if (free := occupied.first_free(label, positions))), None)
        window.labels += [placed] if placed else []


def _write_plates(window: Viewport, occupied: OccupiedSpace, neighbours: list) -> None:
    for shape, lines in neighbours:
        # Most plates of a large block fit nowhere: their bounds tell that, before anything is clipped.
        left, low, right, high = geometry.extent(lines[0])
        roomy = shape.name and width(shape.name) < max(right - left, high - low) * window.unit
        cut = _seen(window, lines[0]) if roomy else []
        if cut:
            _write(
                window,
                occupied,
                [(Label("plate", formatting.digits(shape.name), 0, 0), _fitting_in(window, shape, cut))],
            )


def _write_zones(window: Viewport, occupied: OccupiedSpace, zones: list) -> None:
    seen = [(s, cut) for s, lines in zones if s.name and (cut := _seen(window, lines[0]))]
    _write(
        window, occupied, [(Label("zone", formatting.digits(s.name), 0, 0), _spread(window, cut)) for s, cut in seen]
    )


def _area(shapes: list) -> float:
    return round(geometry.area_of(shapes[0][1]) / 10_000, 1)


def _seen(window: Viewport, ring: Ring) -> Ring:
    return geometry.clip(ring, window.box) if geometry.overlap(geometry.extent(ring), window.box) else []


def _side(window: Viewport, occupied: OccupiedSpace, edge, fronts: list) -> Side:
    """A side as a line with its length beside it: the sheet's figure where a row has one, else as drawn."""
    (ax, ay), (bx, by) = a, b = window.project(edge.a), window.project(edge.b)
    front = fronts[edge.row - 1] if edge.row else None
    length = formatting.number(float(front.front_existing) if front else dist(edge.a, edge.b) / 100, 2)
    label = Label("taken" if front and front.setback else "length", length, 0, 0) if edge.first or not front else None
    written = occupied.first_free(label, _beside(a, b)) if label else None
    return Side(f"M{ax:.1f} {ay:.1f}L{bx:.1f} {by:.1f}", edge.row, edge.first, front, written, length)


def _beside(a: Point, b: Point) -> Iterator[tuple]:
    """Outside of the middle of an edge, or nearer to an end, or further out, or inside of it."""
    nx, ny = geometry.offset_vector(a, b, 1)
    for far in (1, 1.8, -1):
        for part in (0.5, 0.35, 0.65):
            x, y = geometry.interpolate(a, b, part)
            away = (SIZE * 0.8 + SIZE * 0.9 * abs(nx)) * far
            yield x - nx * away, y - ny * away, 0


def _write_levels(window: Viewport, occupied: OccupiedSpace, levels: list) -> None:
    for shape, lines in levels:
        x, y = window.project(lines[0][0])
        if geometry.contains(lines[0][0], geometry.expand(window.box, -8 / window.unit)):
            window.marks.append((round(x, 1), round(y, 1)))
            height = formatting.signed(shape.level)
            far = width(height) / 2 + SIZE * 0.8  # nearer, it would lie on its own mark
            positions = [(x + far, y, 0), (x - far, y, 0), (x, y - SIZE * 1.3, 0), (x, y + SIZE * 1.3, 0)]
            _write(window, occupied, [(Label("height", height, 0, 0), positions)])


def _street(street: Shape) -> str:
    """Its name, and its width as it is and in the plan."""
    name = ISOLATED % formatting.digits(street.name)
    if not street.width_existing:
        return name
    now, planned = (formatting.number(float(w or 0), 2) for w in (street.width_existing, street.width_planned))
    if not street.width_planned or planned == now:
        return _("%(street)s, %(now)s m") % {"street": name, "now": now}
    return _("%(street)s, from %(now)s to %(planned)s m") % {"street": name, "now": now, "planned": planned}


def _on_street(window: Viewport, street: Shape, lines: list) -> list[tuple]:
    """Along the middle line, nearest to the middle of the drawing first; across an area if it has no line."""
    if street.form != "line":
        cut = _seen(window, lines[0])
        return _spread(window, cut, turns=(0, 90)) if cut else []
    points = [window.project(p) for p in lines[0]]
    frame = (0, 0, WIDTH, window.height)
    positions = [
        (*stop, upright(_turn(a, b)))
        for a, b in pairwise(points)
        if geometry.overlap(geometry.extent([a, b]), frame)
        for stop in _stops(a, b)
        if geometry.contains(stop, frame)
    ]
    centre = (WIDTH / 2, window.height / 2)
    return sorted(positions, key=lambda position: dist(position[:2], centre))


def _stops(a: Point, b: Point) -> list[Point]:
    """Points of a stretch of street, half a letter apart; of an endless one not more than a few hundred."""
    count = min(max(int(dist(a, b) / SIZE * 2), 2), 400)
    return [geometry.interpolate(a, b, part / count) for part in range(1, count)]


def _turn(a: Point, b: Point) -> float:
    """Degrees as SVG turns, of a line already in the drawing."""
    return geometry.bearing((a[0], -a[1]), (b[0], -b[1])) - 90


def _fitting_in(window: Viewport, shape: Shape, ring: Ring) -> list[tuple]:
    """The middle of what is seen of an area, if the words fit between its bounds with room on both sides."""
    left, low, right, high = geometry.extent([window.project(p) for p in ring])
    x, y = window.project(geometry.centroid(ring))
    long = width(shape.name)
    lying = [(x, y, 0)] if long < right - left and high - low > SIZE * 2 else []
    return lying or ([(x, y, -90)] if long < high - low and right - left > SIZE * 2 else [])


def _inside(window: Viewport, ring: Ring) -> list[tuple]:
    x, y = window.project(geometry.centroid(ring))
    return [(x, y + SIZE * by, 0) for by in (0, -1.5, 1.5, -3, 3, -4.5, 4.5)]


def _near(window: Viewport, ring: Ring) -> list[tuple]:
    left, top, right, foot = geometry.extent([window.project(p) for p in ring])
    x, y = (left + right) / 2, (top + foot) / 2
    return [(x, foot + SIZE, 0), (x, top - SIZE, 0), (right + SIZE * 4, y, 0), (left - SIZE * 4, y, 0)]


def _spread(window: Viewport, ring: Ring, turns=(0,)) -> list[tuple]:
    """Places all over what is seen of an area, from its middle outwards."""
    middle = geometry.centroid(ring)
    return [
        (*window.project(p), turn) for turn in turns for p in sorted(_all_over(ring), key=lambda p: dist(p, middle))
    ]


def _all_over(ring: Ring) -> list[Point]:
    left, low, right, high = geometry.extent(ring)
    return [(left + (right - left) * i / 8, low + (high - low) * j / 8) for i in range(1, 8) for j in range(1, 8)]
