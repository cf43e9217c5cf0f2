"""How marks look that came without a look: as the best readers draw them, with a pen; ValueError where none can be."""

import math
import re
from collections.abc import Callable

from pikepdf import Array, Dictionary, Name

from shahrsazi.documents.sandbox.pdf_letters import Style
from shahrsazi.documents.sandbox.pdf_lines import CAPTION, line, line_end, polyline
from shahrsazi.documents.sandbox.pdf_look import (
    aligned,
    colour_of,
    dashes,
    inner_box,
    letters_style,
    line_width,
    rectangle,
    shape_inks,
    within,
    words_of,
)
from shahrsazi.documents.sandbox.pdf_pen import Pen, Point, middle, numbers, pairs, rgb

RED, YELLOW = (0.8, 0, 0), (1, 0.9, 0.35)
ICON = 20
UNDERLINED = "/U"
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")


def _quads(note: Dictionary) -> list[tuple[Point, Point, Point, Point]]:
    """The corners of each marked piece of a line: above from left to right, then below; some programs go round them."""
    if Name.QuadPoints not in note:
        left, bottom, right, top = rectangle(note)
        return [((left, top), (right, top), (left, bottom), (right, bottom))]
    points = pairs(note.QuadPoints)
    quads = [points[i : i + 4] for i in range(0, len(points) - 3, 4)]
    if not quads:
        raise ValueError
    return [_ordered(*quad) for quad in quads]


def _ordered(a: Point, b: Point, c: Point, d: Point) -> tuple[Point, Point, Point, Point]:
    round_about = (b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1]) < 0
    if not round_about:
        return a, b, c, d
    return (d, c, a, b) if a[1] + b[1] < c[1] + d[1] else (a, b, d, c)


def _highlight(pen: Pen, note: Dictionary) -> None:
    _mark_inks(pen, note, (1, 1, 0))
    for a, b, c, d in _quads(note):
        pen.path([a, b, d, c], "f")


def _mark_inks(pen: Pen, note: Dictionary, otherwise=(0,)) -> None:
    """What marks words is drawn whatever its border is: it has none."""
    colour = colour_of(note, Name.C, otherwise)
    pen.inks(colour, colour, 1)


def _underline(pen: Pen, note: Dictionary) -> None:
    _mark_inks(pen, note)
    for _, _, c, d in _quads(note):
        pen.path([c, d], "S")


def _squiggly(pen: Pen, note: Dictionary) -> None:
    _mark_inks(pen, note)
    for _, _, c, d in _quads(note):
        steps = max(2, min(400, int(math.dist(c, d) / 2)))
        rise = [(n % 2) * 1.5 for n in range(steps + 1)]
        shares = [n / steps for n in range(steps + 1)]
        pen.path(
            [(c[0] + (d[0] - c[0]) * s, c[1] + (d[1] - c[1]) * s + up) for s, up in zip(shares, rise, strict=True)], "S"
        )


def _struck(pen: Pen, note: Dictionary) -> None:
    _mark_inks(pen, note)
    for a, b, c, d in _quads(note):
        pen.path([middle(a, c), middle(b, d)], "S")


def _redact(pen: Pen, note: Dictionary) -> None:
    colour = colour_of(note, Name("/OC"), RED) if isinstance(note.get("/OC"), Array) else RED
    pen.inks(colour, colour, 1)
    for a, b, c, d in _quads(note):
        pen.path([a, b, d, c], "h S")


def _square(pen: Pen, note: Dictionary) -> None:
    end = shape_inks(pen, note, line_width(note))
    pen.box(within(note, pen.width / 2), end)


def _link(pen: Pen, note: Dictionary) -> None:
    """Its border alone, which has a width of 1 unless another is told; underlined it is the lowest side of that."""
    width, border = line_width(note), note.get(Name.Border)
    colour = colour_of(note, Name.C, (0,) if Name.C not in note else ())
    broken = isinstance(border, Array) and len(border) < 3 and Name.BS not in note
    if not width or not colour or broken:
        raise ValueError
    pen.inks(colour, colour, width)
    pen.operators.append(dashes(note))
    left, bottom, right, top = within(note, width / 2)
    style = note.get(Name.BS)
    if isinstance(style, Dictionary) and str(style.get(Name.S)) == UNDERLINED:
        pen.path([(left, bottom), (right, bottom)], "S")
    else:
        pen.box((left, bottom, right, top), "S")


def _circle(pen: Pen, note: Dictionary) -> None:
    end = shape_inks(pen, note, line_width(note))
    pen.ellipse(within(note, pen.width / 2), end)


def _ink(pen: Pen, note: Dictionary) -> None:
    """A stroke without a point is none; one of a single point is the dot that a pen leaves."""
    shape_inks(pen, note, line_width(note) or 1)
    for points in filter(None, map(pairs, note.InkList)):
        if len(points) == 1:
            pen.dot(points[0])
        else:
            pen.path(points, "S")


def _polygon(pen: Pen, note: Dictionary) -> None:
    end = shape_inks(pen, note, line_width(note) or 1)
    pen.path(pairs(note.Vertices), f"h {end}")


def _caret(pen: Pen, note: Dictionary) -> None:
    left, bottom, right, top = within(note, 0)
    colour = colour_of(note, Name.C, (0, 0, 1))
    pen.inks(colour, colour, 1)
    pen.path([(left, bottom), ((left + right) / 2, top), (right, bottom)], "h f")


def _icon(pen: Pen, note: Dictionary) -> None:
    """A sheet of paper with three lines, as large as an icon is on any page."""
    x, y, to_x, to_y = numbers(note.get(Name.Rect))
    left, top = min(x, to_x), max(y, to_y)
    pen.inks((0.25,), colour_of(note, Name.C, YELLOW), 1)
    pen.box((left, top - ICON, left + ICON, top), "B")
    for down in (6, 10, 14):
        pen.path([(left + 4, top - down), (left + ICON - 4, top - down)], "S")


def _stamp(pen: Pen, note: Dictionary) -> None:
    """A frame with the name of the stamp in it."""
    left, bottom, right, top = rectangle(note)
    colour = colour_of(note, Name.C, RED)
    name = str(note.get(Name.Name, "/Draft")).lstrip("/#").removeprefix("SB")
    words = " ".join(_WORD.findall(name)).upper() or name
    edge = max(1, min(right - left, top - bottom) * 0.05)
    pen.inks(colour, colour, edge)
    pen.box((left + edge, bottom + edge, right - edge, top - edge), "S")
    style = Style(0, rgb(colour), "center", False, "middle")
    pen.write(words, (left + 3 * edge, bottom + 2 * edge, right - 3 * edge, top - 2 * edge), style)


def _free_text(pen: Pen, note: Dictionary) -> None:
    size, colour = letters_style(str(note.get(Name.DA, "")))
    width = line_width(note)
    ground = colour_of(note, Name.C, ())
    pen.inks(colour, ground or (1,), width)
    box = within(note, width / 2)
    if ground or width:
        pen.box(box, "B" if ground and width else "f" if ground else "S")
    if Name.CL in note:
        pen.path(points := pairs(note.CL), "S")
        name = str(note.get(Name.LE, "/None"))
        line_end(pen, name, points[0], points[1])
    pen.write(words_of(note), inner_box(box, width + 2), Style(size or CAPTION, colour, aligned(note.get(Name.Q))))


DRAWS: dict[str, Callable[[Pen, Dictionary], None]] = {
    "/Highlight": _highlight,
    "/Underline": _underline,
    "/Squiggly": _squiggly,
    "/StrikeOut": _struck,
    "/Redact": _redact,
    "/Ink": _ink,
    "/Square": _square,
    "/Circle": _circle,
    "/Line": line,
    "/PolyLine": polyline,
    "/Polygon": _polygon,
    "/Caret": _caret,
    "/Text": _icon,
    "/FileAttachment": _icon,
    "/Sound": _icon,
    "/Stamp": _stamp,
    "/FreeText": _free_text,
    "/Link": _link,
}
