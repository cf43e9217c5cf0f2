"""Lines among the notes of a PDF: with their arrows, the words of a measure, and the lines that lead to it."""

import math

from pikepdf import Array, Dictionary, Name

from shahrsazi.documents.sandbox.pdf_letters import Style
from shahrsazi.documents.sandbox.pdf_look import colour_of, line_width, shape_inks, words_of
from shahrsazi.documents.sandbox.pdf_pen import Pen, Point, middle, pairs, rgb

ARROW = 6
CAPTION = 12.0


def polyline(pen: Pen, note: Dictionary) -> None:
    shape_inks(pen, note, line_width(note) or 1)
    points = pairs(note.Vertices)
    pen.path(points, "S")
    line_ends(pen, note, points)


def line_ends(pen: Pen, note: Dictionary, points: list[Point]) -> None:
    ends = note.get(Name.LE)
    names = [str(end) for end in ends] if isinstance(ends, Array) else []
    if len(points) > 1 and len(names) == 2:
        line_end(pen, names[0], points[0], points[1])
        line_end(pen, names[1], points[-1], points[-2])


def line_end(pen: Pen, name: str, tip: Point, other: Point) -> None:
    size = max(ARROW, 4 * pen.width)
    angle = math.atan2(other[1] - tip[1], other[0] - tip[0])

    def at(along: float, aside: float) -> Point:
        cos, sin = math.cos(angle) * size, math.sin(angle) * size
        return tip[0] + along * cos - aside * sin, tip[1] + along * sin + aside * cos

    shape = {
        "/OpenArrow": [at(1.4, 0.6), tip, at(1.4, -0.6)],
        "/ClosedArrow": [at(1.4, 0.6), tip, at(1.4, -0.6)],
        "/ROpenArrow": [at(-1.4, 0.6), tip, at(-1.4, -0.6)],
        "/RClosedArrow": [at(-1.4, 0.6), tip, at(-1.4, -0.6)],
        "/Butt": [at(0, 0.7), at(0, -0.7)],
        "/Slash": [at(-0.35, 0.6), at(0.35, -0.6)],
        "/Square": [at(-0.5, -0.5), at(-0.5, 0.5), at(0.5, 0.5), at(0.5, -0.5)],
        "/Diamond": [at(-0.6, 0), at(0, 0.6), at(0.6, 0), at(0, -0.6)],
    }.get(name)
    if name == "/Circle":
        pen.ellipse((tip[0] - size / 2, tip[1] - size / 2, tip[0] + size / 2, tip[1] + size / 2), "B")
    elif shape:
        pen.path(shape, "h B" if name in ("/ClosedArrow", "/RClosedArrow", "/Square", "/Diamond") else "S")


def line(pen: Pen, note: Dictionary) -> None:
    shape_inks(pen, note, line_width(note) or 1)
    start, end = pairs(note.L)[:2]
    start, end = _leaders(pen, note, start, end)
    caption = words_of(note) if note.get(Name.Cap) is True else ""
    gap = _caption(pen, note, caption, start, end) if caption.strip() else 0
    length = math.dist(start, end) or 1
    if gap:
        share = (1 - gap / length) / 2
        pen.path([start, _between(start, end, share)], "S")
        pen.path([_between(start, end, 1 - share), end], "S")
    else:
        pen.path([start, end], "S")
    line_ends(pen, note, [start, end])


def _between(a: Point, b: Point, share: float) -> Point:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def _leaders(pen: Pen, note: Dictionary, start: Point, end: Point) -> tuple[Point, Point]:
    """The line of a measure stands off from what it measures, and two lines lead to it."""
    off, beyond, before = (float(note.get(Name(key), 0)) for key in ("/LL", "/LLE", "/LLO"))
    length = math.dist(start, end)
    if not off or not length:
        return start, end
    aside = -(end[1] - start[1]) / length, (end[0] - start[0]) / length
    sign = math.copysign(1, off)

    def moved(point: Point, by: float) -> Point:
        return point[0] + aside[0] * by, point[1] + aside[1] * by

    for point in (start, end):
        pen.path([moved(point, sign * before), moved(point, off + sign * abs(beyond))], "S")
    return moved(start, off), moved(end, off)


def _caption(pen: Pen, note: Dictionary, words: str, start: Point, end: Point) -> float:
    """How much of the line the words take away; nothing when they stand above it."""
    angle, length = math.atan2(end[1] - start[1], end[0] - start[0]), math.dist(start, end)
    turned = angle + math.pi if abs(angle) > math.pi / 2 + 0.01 else angle
    needs = CAPTION * 0.62 * len(words) + 6
    inline = str(note.get(Name.CP, "/Inline")) != "/Top" and needs < length * 0.8
    wide, high = max(length, needs), CAPTION * 1.5
    below = -high / 2 if inline else pen.width + 1
    x, y = middle(start, end)
    cos, sin = math.cos(turned), math.sin(turned)
    left, bottom = x - wide / 2 * cos - below * sin, y - wide / 2 * sin + below * cos
    style = Style(CAPTION, rgb(colour_of(note, Name.C, (0,))), "center", False, "middle")
    pen.write(words, (left, bottom, left + wide, bottom + high), style, turned)
    return needs if inline else 0
