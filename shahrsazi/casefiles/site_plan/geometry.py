"""Plain geometry of points, lines and rings: lengths, areas, middles, what lies in a window, and lines beside lines."""

from collections.abc import Callable
from itertools import pairwise
from math import atan2, degrees, dist, hypot

Point = tuple[float, float]
Ring = list[Point]
Box = tuple[float, float, float, float]  # left, low, right, high


def edges(ring: Ring) -> list[tuple[Point, Point]]:
    return list(pairwise([*ring, ring[0]]))


def signed_area(ring: Ring) -> float:
    """Greater than zero when the ring runs counter-clockwise (y upwards)."""
    x0, y0 = ring[0]
    return sum((ax - x0) * (by - y0) - (bx - x0) * (ay - y0) for (ax, ay), (bx, by) in edges(ring)) / 2


def area(ring: Ring) -> float:
    return abs(signed_area(ring))


def area_of(rings: list[Ring]) -> float:
    """Of an area whose holes follow its shell."""
    shell, *holes = map(area, rings)
    return shell - sum(holes)


def clockwise(ring: Ring) -> Ring:
    return ring[::-1] if signed_area(ring) > 0 else ring


def length(line: Ring) -> float:
    return sum(dist(a, b) for a, b in pairwise(line))


def extent(points: Ring) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def expand(box: Box, by: float) -> Box:
    left, low, right, high = box
    return left - by, low - by, right + by, high + by


def contains(point: Point, box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def overlap(box: Box, other: Box) -> bool:
    return box[0] <= other[2] and other[0] <= box[2] and box[1] <= other[3] and other[1] <= box[3]


def centroid(ring: Ring) -> Point:
    """The centre of gravity of an area; the mean of the points if they enclose none."""
    x0, y0 = ring[0]
    moved = edges([(x - x0, y - y0) for x, y in ring])
    weigh = [(ax * by - bx * ay, ax + bx, ay + by) for (ax, ay), (bx, by) in moved]
    twice = float(sum(w for w, _, _ in weigh))
    if abs(twice) < 1e-9:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    return x0 + sum(w * x for w, x, _ in weigh) / (3 * twice), y0 + sum(w * y for w, _, y in weigh) / (3 * twice)


def bearing(a: Point, b: Point) -> float:
    """Degrees from north, clockwise, in which one looks from a to b."""
    return degrees(atan2(b[0] - a[0], b[1] - a[1])) % 360


def angle_between(first: float, second: float) -> float:
    """Degrees between two bearings, from 0 to 180."""
    return abs((first - second + 180) % 360 - 180)


def clip(ring: Ring, box: Box) -> Ring:
    """The part of an area that lies within the box (Sutherland and Hodgman); perhaps empty."""
    left, low, right, high = box
    for inside, axis, bound in (
        (lambda p: p[0] >= left, 0, left),
        (lambda p: p[0] <= right, 0, right),
        (lambda p: p[1] >= low, 1, low),
        (lambda p: p[1] <= high, 1, high),
    ):
        ring = _cut(ring, inside, axis, bound) if ring else ring
    return ring


def _cut(ring: Ring, inside: Callable, axis: int, bound: float) -> Ring:
    within = [inside(point) for point in ring]
    if all(within):
        return ring
    clipped: Ring = []
    for (a, b), (begins, ends) in zip(edges(ring), edges(within), strict=True):
        if begins:
            clipped.append(a)
        if begins != ends:
            part = (bound - a[axis]) / (b[axis] - a[axis])
            clipped.append((a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part))
    return clipped


def reaches_into(box: Box, form: str, lines: list[Ring]) -> bool:
    """Whether a point, a line, or an area whose holes follow its shell has a part within the box."""
    if any(contains(point, box) for point in lines[0]):
        return True
    if form != "area":
        return any(clip(list(pair), box) for pair in pairwise(lines[0]))
    shell, *holes = (clip(line, box) for line in lines)
    return bool(shell) and area_of([shell, *filter(None, holes)]) > 1


def interpolate(a: Point, b: Point, part: float) -> Point:
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part


def offset_vector(a: Point, b: Point, by: float) -> Point:
    """A step of the length `by` to the left of the line from a to b (y upwards)."""
    far = hypot(b[0] - a[0], b[1] - a[1]) or 1
    return -(b[1] - a[1]) / far * by, (b[0] - a[0]) / far * by


def offset(line: Ring, by: float) -> Ring:
    """The line moved to its left by that much (not zero); a sharp bend is cut short, not drawn out to a point."""
    moved = []
    for index, (x, y) in enumerate(line):
        segments = [pair for pair in (line[max(index - 1, 0) : index + 1], line[index : index + 2]) if len(pair) == 2]
        (ax, ay), (bx, by_) = offset_vector(*segments[0], by), offset_vector(*segments[-1], by)
        stretch = max(1 + (ax * bx + ay * by_) / by**2, 0.5)
        moved.append((x + (ax + bx) / stretch, y + (ay + by_) / stretch))
    return moved
