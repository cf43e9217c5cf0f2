"""The drawing: paths of the whole block, once, and two windows on it: the parcel in close-up, and its block."""

from collections import defaultdict
from collections.abc import Iterable
from math import ceil
from typing import NamedTuple

from shahrsazi.casefiles.site_plan import geometry
from shahrsazi.casefiles.site_plan.boundaries import boundaries
from shahrsazi.casefiles.site_plan.geometry import Point, Ring
from shahrsazi.casefiles.site_plan.layout import Layouts, of_window
from shahrsazi.casefiles.site_plan.shapes import KINDS, Shape, steps
from shahrsazi.casefiles.site_plan.viewport import block_viewport, parcel_viewport
from shahrsazi.casefiles.site_plan.window import Places, Viewport
from shahrsazi.persian.language import in_language

# Zones take as many patterns in turn; the legend says which is which.
PATTERNS = 6
_ONE_PATH = ("neighbour", "setback", "after_correction", "building", "existing", "deeded", "chamfer")
_UNDER = ("neighbour", "setback", "after_correction", "building")


class Zone(NamedTuple):
    """A zone as a path `d` with the number of its pattern; the `first` of each pattern stands in the legend."""

    number: int
    d: str
    shape: Shape
    first: bool


class Band(NamedTuple):
    """A road as a path `d` of that width, or the planned width of one beside it."""

    kind: str
    d: str
    width: int


class Drawing(NamedTuple):
    """All that the template needs: paths in centimetres from the middle of the land, y downwards, and the windows.

    `beyond` is what lies in neither window; `area` in square metres, `round` (the sides together) in metres.
    """

    zones: list[Zone]
    bands: list[Band]
    under: list[tuple[str, str]]
    over: list[tuple[str, str]]
    near: Viewport
    wide: Viewport | None
    signs: list[str]
    widened: bool
    streets: list[Shape]
    levels: list[Shape]
    edges: list
    beyond: list[Shape]
    area: float
    round: float


def draw(shapes: list[Shape], fronts: list, laid_out: Layouts | None = None) -> Drawing | None:
    """The block drawn around the land, with what was `laid_out` before in its place; None where no land is in it."""
    by_kind = _by_kind(shapes)
    if not by_kind["existing"]:
        return None
    land = _land(by_kind)
    edges = boundaries(land, fronts)
    near, wide = _windows(by_kind, edges, fronts, laid_out)
    return Drawing(
        zones=_zones(by_kind["zone"]),
        bands=[band for shape, lines in by_kind["street"] for band in _bands(shape, lines)],
        under=_paths(by_kind, _UNDER),
        over=_paths(by_kind, _ONE_PATH[len(_UNDER) :]),
        near=near,
        wide=wide,
        signs=[kind for kind in KINDS if by_kind[kind]],
        widened=any(_is_widened(shape) for shape, _ in by_kind["street"]),
        streets=[shape for shape, _ in by_kind["street"]],
        levels=[shape for shape, _ in by_kind["level"]],
        edges=edges,
        beyond=[shape for items in by_kind.values() for shape, lines in items if not _is_in(near, wide, shape, lines)],
        area=geometry.area_of(by_kind["existing"][0][1]) / 10_000,
        round=geometry.length([*land, land[0]]) / 100,
    )


def lay_out(shapes: list[Shape], fronts: list, languages: Iterable[str]) -> dict[str, Layouts]:
    """Where everything that is written finds room, in each of these languages; empty where no land is in the block."""
    by_kind = _by_kind(shapes)
    if not by_kind["existing"]:
        return {}
    edges, layouts = boundaries(_land(by_kind), fronts), {}
    places: tuple[Places, Places] = {}, {}
    for language in languages:
        with in_language(language):
            near, wide = _windows(by_kind, edges, fronts, places=places)
        layouts[language] = Layouts(of_window(near), of_window(wide) if wide else None)
    return layouts


def _land(by_kind: dict) -> Ring:
    return geometry.clockwise(by_kind["existing"][0][1][0])


def _windows(
    by_kind: dict,
    edges: list,
    fronts: list,
    laid_out: Layouts | None = None,
    places: tuple[Places | None, Places | None] = (None, None),
) -> tuple[Viewport, Viewport | None]:
    """The close-up, and the block around it where there is more of it to see."""
    near = parcel_viewport(by_kind, edges, fronts, laid_out and laid_out.near, places[0])
    more = sum(map(len, by_kind.values())) > 2 and _goes_on(by_kind, near)
    return near, block_viewport(by_kind, laid_out and laid_out.wide, places[1]) if more else None


def _by_kind(shapes: list[Shape]) -> dict[str, list[tuple[Shape, list[Ring]]]]:
    """Kind → shapes with their lines, moved so that the land is in the middle; y still grows northwards. What was left
    out is none of them.
    """
    with_lines = [(shape, shape.lines) for shape in shapes if not shape.left_out]
    land = next((lines[0] for shape, lines in with_lines if shape.kind == "existing"), [])
    left, low, right, high = geometry.extent(land) if land else (0, 0, 0, 0)
    cx, cy = (left + right) // 2, (low + high) // 2
    by_kind = defaultdict(list)
    for shape, lines in with_lines:
        by_kind[shape.kind].append((shape, [[(x - cx, y - cy) for x, y in line] for line in lines]))
    return by_kind


def _paths(by_kind: dict, kinds: tuple) -> list[tuple[str, str]]:
    """(kind, path): everything of a kind in one path."""
    return [(kind, "".join(_path(*item) for item in by_kind[kind])) for kind in kinds if by_kind[kind]]


def _path(shape: Shape, lines: list[Ring]) -> str:
    close = "z" if shape.form == "area" else ""
    return "".join(_steps(line) + close for line in lines)


def _steps(line: Ring) -> str:
    """Whole numbers, each point relative to the last: a third of the bytes of absolute ones. Here y turns down."""
    x, y, *more = steps([(x, -y) for x, y in line])
    return f"M{x} {y}l" + " ".join(map(str, more)).replace(" -", "-")


def _zones(zones: list) -> list[Zone]:
    """The zones with their patterns: one for each name, use and density; the first zone of each is in the legend."""
    numbers: dict = {}
    drawn = []
    for shape, lines in zones:
        name = (shape.name, shape.use_group, shape.density)
        fresh = name not in numbers
        number = numbers.setdefault(name, len(numbers)) % PATTERNS
        drawn.append(Zone(number, _path(shape, lines), shape, fresh))
    return drawn


def _is_widened(street: Shape) -> bool:
    return bool(street.form == "line" and street.width_planned and street.width_planned != street.width_existing)


def _bands(street: Shape, lines: list[Ring]) -> list[Band]:
    """A street given by its middle line is as wide as it states; the planned width is dashed on both sides."""
    width = ceil((street.width_existing or 0) * 100)
    band = Band("road", _path(street, lines), width if street.form == "line" else 0)
    planned = [_edge(lines[0], by) for by in _half_ways(street)]
    return [band] + ([Band("planned", "".join(planned), 0)] if planned else [])


def _half_ways(street: Shape) -> tuple:
    half = street.width_planned * 50 if _is_widened(street) else 0
    return (half, -half) if half else ()


def _edge(line: Ring, by: float) -> str:
    return _steps([(round(x), round(y)) for x, y in geometry.offset(line, by)])


def _is_in(near: Viewport, wide: Viewport | None, shape: Shape, lines: list[Ring]) -> bool:
    """Whether a window shows something of it; the marks of levels stand in the close-up alone."""
    if shape.kind == "level":
        return geometry.contains(lines[0][0], near.inner)
    half = max(shape.width_existing or 0, shape.width_planned or 0) * 50 if shape.form == "line" else 0
    boxes = [geometry.expand(window.box, half) for window in (wide, near) if window]  # most are in the wide one
    return any(geometry.reaches_into(box, shape.form, lines) for box in boxes)


def _goes_on(by_kind: dict, near: Viewport) -> bool:
    """Whether there is anything to see beyond the close-up."""
    points: list[Point] = [
        p for kind in ("neighbour", "street", "zone") for _, lines in by_kind[kind] for p in lines[0]
    ]
    return any(not geometry.contains(p, near.box) for p in points)
