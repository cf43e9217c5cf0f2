"""The two windows on a plan, with the labels that found room in them: the parcel in close-up, and its block.

To try places takes most of the time of a drawing: what was `laid_out` before is written where it stood.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise
from math import dist

from django.utils.translation import gettext as _

from shahrsazi.casefiles.site_plan import geometry
from shahrsazi.casefiles.site_plan.geometry import Point, Ring
from shahrsazi.casefiles.site_plan.labels import ISOLATED, SIZE, Label, OccupiedSpace, upright, width
from shahrsazi.casefiles.site_plan.layout import LaidOut, Layout
from shahrsazi.casefiles.site_plan.shapes import MAX_DISTANCE, Shape
from shahrsazi.casefiles.site_plan.window import MARGIN, WIDTH, Position, Positions, Side, Viewport, fit
from shahrsazi.persian import formatting


def parcel_viewport(
    by_kind: dict, edges: list, fronts: list, laid_out: Layout | None = None, positions: Positions | None = None
) -> Viewport:
    """The parcel with what borders on it. Lengths come first; a label without room stands in the tables alone."""
    land = [p for kind in ("existing", "deeded", "after_correction") for _, lines in by_kind[kind] for p in lines[0]]
    window = fit(geometry.extent(land), MARGIN, positions)
    if laid_out:
        return _written(window, laid_out, edges, fronts)
    occupied = _reserve_corners(window)
    for _shape, lines in by_kind["level"]:
        occupied.reserve([window.project(lines[0][0])])
    window.sides = [_side(window, occupied, edge, fronts) for edge in edges]
    _write_levels(window, occupied, by_kind["level"])
    _write_streets(window, occupied, by_kind["street"])
    own = by_kind["after_correction"] or by_kind["existing"]
    for _shape, free in window.positions_of("own", own[:1], _inside):
        _write(window, occupied, Label("own", formatting.area(_area(own)), 0, 0), free)
    _write_plates(window, occupied, by_kind["neighbour"])
    return window


def block_viewport(by_kind: dict, laid_out: Layout | None = None, positions: Positions | None = None) -> Viewport:
    """The parcel among its neighbours, with the names of streets and zones, and the plates that fit."""
    window = fit(_around(by_kind), MARGIN / 3, positions)
    if laid_out:
        return _written(window, laid_out, [], [])
    occupied = _reserve_corners(window)
    for _shape, free in window.positions_of("own", by_kind["existing"][:1], _in_or_beside):
        _write(window, occupied, Label("own", _("this property"), 0, 0), free)
    land = window.project_all(_all_over(by_kind["existing"][0][1][0]))
    for row in range(7):
        occupied.reserve(land[row::7])
    _write_streets(window, occupied, by_kind["street"])
    _write_zones(window, occupied, by_kind["zone"])
    _write_plates(window, occupied, by_kind["neighbour"])
    return window


def _around(by_kind: dict) -> geometry.Box:
    """The land with its neighbours, those that are larger than any plan as far as a plan reaches."""
    _shape, lines = by_kind["existing"][0]
    left, low, right, high = geometry.expand(geometry.extent(lines[0]), MAX_DISTANCE)
    points = [*lines[0], *(p for _, lines in by_kind["neighbour"] for p in lines[0])]
    return geometry.extent([(min(max(x, left), right), min(max(y, low), high)) for x, y in points])


def _written(window: Viewport, laid_out: Layout, edges: list, fronts: list) -> Viewport:
    """The window with everything where it stood when places were tried."""
    window.labels, window.marks = laid_out.labels, laid_out.marks
    places = LaidOut(laid_out.beside)
    window.sides = [_side(window, places, edge, fronts) for edge in edges]
    return window


def _reserve_corners(window: Viewport) -> OccupiedSpace:
    """The space of the window, with the corners of the north arrow and the scale bar occupied."""
    occupied = OccupiedSpace((0, 0, WIDTH, window.height))
    occupied.reserve([(18.0, y) for y in (14.0, 26.0, 38.0, 50.0)])
    for y in (12, 24):
        occupied.reserve([(10.0 + x, window.height - y) for x in range(0, 140, 10)])
    return occupied


def _write(window: Viewport, occupied: OccupiedSpace, label: Label, positions: Iterable[Position]) -> bool:
    if placed := occupied.first_free(label, positions):
        window.labels.append(placed)
    return placed is not None


def _write_streets(window: Viewport, occupied: OccupiedSpace, streets: list) -> None:
    """The name of each street, with its widths if there is room for them."""
    for street, positions in window.positions_of("street", streets, _on_street):
        if not _write(window, occupied, Label("street", _street(street), 0, 0), positions):
            _write(window, occupied, Label("street", ISOLATED % formatting.digits(street.name), 0, 0), positions)


def _write_plates(window: Viewport, occupied: OccupiedSpace, neighbours: list) -> None:
    for shape, positions in window.positions_of("plate", neighbours, _on_plate):
        _write(window, occupied, Label("plate", formatting.digits(shape.name), 0, 0), positions)


def _on_plate(window: Viewport, shape: Shape, lines: list[Ring]) -> list[Position]:
    """Most plates of a large block fit nowhere: their bounds tell that, before anything is clipped."""
    left, low, right, high = extent = geometry.extent(lines[0])
    seen = shape.name and geometry.overlap(extent, window.box)
    roomy = seen and width(shape.name) < max(right - left, high - low) * window.unit
    cut = _seen(window, lines[0]) if roomy else []
    return _fitting_in(window, shape, cut) if cut else []


def _write_zones(window: Viewport, occupied: OccupiedSpace, zones: list) -> None:
    for shape, positions in window.positions_of("zone", zones, _in_zone):
        _write(window, occupied, Label("zone", formatting.digits(shape.name), 0, 0), positions)


def _in_zone(window: Viewport, shape: Shape, lines: list[Ring]) -> list[Position]:
    cut = _seen(window, lines[0]) if shape.name else []
    return _spread(window, cut) if cut else []


def _area(shapes: list) -> float:
    return round(geometry.area_of(shapes[0][1]) / 10_000, 1)


def _seen(window: Viewport, ring: Ring) -> Ring:
    left, low, right, high = extent = geometry.extent(ring)
    if geometry.contains((left, low), window.box) and geometry.contains((right, high), window.box):
        return ring
    return geometry.clip(ring, window.box) if geometry.overlap(extent, window.box) else []


def _side(window: Viewport, occupied: OccupiedSpace | LaidOut, edge, fronts: list) -> Side:
    """A side as a line with its length beside it: the sheet's figure where a row has one, else as drawn."""
    (ax, ay), (bx, by) = a, b = window.project(edge.a), window.project(edge.b)
    front = fronts[edge.row - 1] if edge.row else None
    length = formatting.number(float(front.front_existing) if front else dist(edge.a, edge.b) / 100, 2)
    label = Label("taken" if front and front.setback else "length", length, 0, 0) if edge.first or not front else None
    written = occupied.first_free(label, _beside(a, b)) if label else None
    return Side(f"M{ax:.1f} {ay:.1f}L{bx:.1f} {by:.1f}", edge.row, edge.first, front, written, length)


def _beside(a: Point, b: Point) -> Iterator[Position]:
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
        if geometry.contains(lines[0][0], window.inner):
            window.marks.append((round(x, 1), round(y, 1)))
            height = formatting.signed(shape.level)
            far = width(height) / 2 + SIZE * 0.8  # nearer, it would lie on its own mark
            positions = [(x + far, y, 0), (x - far, y, 0), (x, y - SIZE * 1.3, 0), (x, y + SIZE * 1.3, 0)]
            _write(window, occupied, Label("height", height, 0, 0), positions)


def _street(street: Shape) -> str:
    """Its name, and its width as it is and in the plan."""
    name = ISOLATED % formatting.digits(street.name)
    if not street.width_existing:
        return name
    now, planned = (formatting.number(float(w or 0), 2) for w in (street.width_existing, street.width_planned))
    if not street.width_planned or planned == now:
        return _("%(street)s, %(now)s m") % {"street": name, "now": now}
    return _("%(street)s, from %(now)s to %(planned)s m") % {"street": name, "now": now, "planned": planned}


def _on_street(window: Viewport, street: Shape, lines: list) -> list[Position]:
    """Along the middle line, nearest to the middle of the drawing first; across an area if it has no line."""
    if street.form != "line":
        cut = _seen(window, lines[0])
        return _spread(window, cut, turns=(0, 90)) if cut else []
    points = window.project_all(lines[0])
    frame = (0, 0, WIDTH, window.height)
    positions = [
        (*stop, turn)
        for a, b in pairwise(points)
        if geometry.overlap(geometry.extent([a, b]), frame)
        for turn in [upright(_turn(a, b))]
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


def _fitting_in(window: Viewport, shape: Shape, ring: Ring) -> list[Position]:
    """The middle of what is seen of an area, if the words fit between its bounds with room on both sides."""
    left, low, right, high = geometry.extent(window.project_all(ring))
    long = width(shape.name)
    lying = long < right - left and high - low > SIZE * 2
    if not lying and not (long < high - low and right - left > SIZE * 2):
        return []
    return [(*window.project(geometry.centroid(ring)), 0 if lying else -90)]


def _inside(window: Viewport, _shape: Shape, lines: list[Ring]) -> list[Position]:
    x, y = window.project(geometry.centroid(lines[0]))
    return [(x, y + SIZE * by, 0) for by in (0, -1.5, 1.5, -3, 3, -4.5, 4.5)]


def _in_or_beside(window: Viewport, shape: Shape, lines: list[Ring]) -> list[Position]:
    left, top, right, foot = geometry.extent(window.project_all(lines[0]))
    x, y = (left + right) / 2, (top + foot) / 2
    beside = [(x, foot + SIZE, 0), (x, top - SIZE, 0), (right + SIZE * 4, y, 0), (left - SIZE * 4, y, 0)]
    return [*_inside(window, shape, lines), *beside]


def _spread(window: Viewport, ring: Ring, turns=(0,)) -> list[Position]:
    """Places all over what is seen of an area, from its middle outwards."""
    outwards = sorted(_all_over(ring), key=partial(dist, geometry.centroid(ring)))
    return [(x, y, turn) for turn in turns for x, y in window.project_all(outwards)]


def _all_over(ring: Ring) -> list[Point]:
    left, low, right, high = geometry.extent(ring)
    return [(left + (right - left) * i / 8, low + (high - low) * j / 8) for i in range(1, 8) for j in range(1, 8)]
