"""What is drawn on a sheet: runs of strokes and fills with one pen, in the painter's order, as few as can be.

Strokes and texts may be put together across others, since nobody sees which of two thin lines lies above; a filled
area hides what was drawn before it and so begins a new stretch.
"""

from typing import NamedTuple

import numpy as np
from ezdxf.addons.drawing.backend import BackendInterface

from shahrsazi.documents.dxf.colours import legible_on
from shahrsazi.documents.dxf.gradients import Gradient
from shahrsazi.documents.dxf.grounds import Grounds

STROKE, AREA, SOLID, LETTERS = "stroke", "area", "solid", "letters"
MAX_COORDINATE = 1e9
MAX_POINTS = 1_500_000
_PLACES = np.linspace(0, 1, 11)[1:-1]  # along a mark, where it is asked what it lies on; ends touch what is beside


class Pen(NamedTuple):
    layer: str
    colour: str
    weight: float
    dash: tuple[float, ...]
    true: str = ""  # its colour before it was darkened for white paper
    gradient: Gradient | None = None  # of an area, whose colour is the mean of it


class Run:
    """Everything of one kind drawn with one pen within a stretch."""

    def __init__(self, kind: str, pen: Pen):
        self.kind, self.pen = kind, pen
        self.lines: list[tuple[float, float, float, float]] = []
        self.paths: list[tuple[np.ndarray, np.ndarray | None]] = []  # no commands: straight from point to point


class SvgBackend(BackendInterface):
    """The backend that ezdxf draws on."""

    def __init__(self):
        self.runs: list[Run] = []
        self.grounds = Grounds()
        self.stretch: dict[tuple, Run] = {}
        self.lettering = self.endless = False
        self.points = self.strayed = 0
        self.full = False

    def draw_point(self, pos, pen: Pen) -> None:
        self.draw_line(pos, pos, pen)

    def draw_line(self, start, end, pen: Pen) -> None:
        self.draw_solid_lines([(start, end)], pen)

    def draw_solid_lines(self, lines, pen: Pen) -> None:
        rows = [(start.x, start.y, end.x, end.y) for start, end in lines]
        near = [row for row in rows if all(-MAX_COORDINATE <= c <= MAX_COORDINATE for c in row)]
        self.strayed += len(rows) - len(near)
        rows = [row for row in near if self._room(2)]
        for row, its_pen in zip(rows, self._legible(pen, _along_lines(rows)), strict=True):
            self._run("endless" if self.endless else STROKE, its_pen).lines.append(row)

    def draw_path(self, path, pen: Pen) -> None:
        self._add(STROKE, pen, path.np_vertices(), path._commands)

    def draw_filled_paths(self, paths, pen: Pen) -> None:
        paths = [p for p in paths if len(p)]
        if self.lettering:
            for path in paths:
                self._add(LETTERS, pen, path.np_vertices(), path._commands)
        elif paths:
            self._cover()
            for path in paths:
                self._add(AREA, pen, path.np_vertices(), path._commands)
            self._lay(pen, [_ring(path) for path in paths])
            self._cover()

    def draw_filled_polygon(self, points, pen: Pen) -> None:
        vertices = points.np_vertices()
        if _turns_left(vertices):
            vertices = vertices[::-1]
        if pen.colour == "#ffffff":
            self._cover()
        self._add(SOLID, pen, vertices, None)
        self._lay(pen, [vertices])

    def _add(self, kind: str, pen: Pen, vertices: np.ndarray, commands) -> None:
        if len(vertices) < 2:
            return
        if not np.abs(vertices).max() <= MAX_COORDINATE:  # False for NaN
            self.strayed += 1
        elif self._room(len(vertices)):
            if kind in (STROKE, LETTERS):
                [pen] = self._legible(pen, _along(vertices))
            self._run(kind, pen).paths.append((vertices, commands))

    def _run(self, kind: str, pen: Pen) -> Run:
        pen = pen._replace(true="")
        if (kind, pen) not in self.stretch:
            self.stretch[kind, pen] = Run(kind, pen)
            self.runs.append(self.stretch[kind, pen])
        return self.stretch[kind, pen]

    def _room(self, points: int) -> bool:
        self.points += points
        self.full = self.points > MAX_POINTS
        return not self.full

    def _lay(self, pen: Pen, rings: list[np.ndarray]) -> None:
        """Notes an area as the ground of what comes; one that lets half through is none."""
        if len(pen.colour) == 7 or int(pen.colour[7:9], 16) > 127:
            self.grounds.add(rings, pen.colour[:7])
            self.stretch = {}

    def _legible(self, pen: Pen, marks: np.ndarray) -> list[Pen]:
        """Another colour only for a mark that lies on one as a whole: half on the paper, it would vanish there."""
        if not self.grounds.count:
            return [pen] * len(marks)
        colours = iter(self.grounds.under(marks.reshape(-1, 2)))
        return [self._seen_on({next(colours) for _ in _PLACES}, pen) for _ in marks]

    def _seen_on(self, colours: set[str | None], pen: Pen) -> Pen:
        (colour, *others) = colours
        if others or colour is None:
            return pen
        return pen._replace(colour=legible_on(colour, pen.colour, pen.true or pen.colour))

    def _cover(self) -> None:
        self.stretch = {}

    def configure(self, config) -> None: ...
    def enter_entity(self, entity, properties) -> None: ...
    def exit_entity(self, entity) -> None: ...
    def set_background(self, color) -> None: ...
    def draw_image(self, image_data, properties) -> None: ...
    def clear(self) -> None: ...
    def finalize(self) -> None: ...


def _along(vertices: np.ndarray) -> np.ndarray:
    """The points of one mark."""
    at, corners = _PLACES * (len(vertices) - 1), np.arange(len(vertices))
    return np.stack([np.interp(at, corners, vertices[:, 0]), np.interp(at, corners, vertices[:, 1])], axis=1)[None]


def _along_lines(rows: list[tuple]) -> np.ndarray:
    lines = np.array(rows).reshape(-1, 2, 2)
    return lines[:, None, 0] + _PLACES[None, :, None] * (lines[:, 1] - lines[:, 0])[:, None]


def _ring(path) -> np.ndarray:
    """The corners of an area, with some along its curves."""
    vertices = path.np_vertices()
    if not path.has_curves or not MAX_COORDINATE > np.ptp(vertices, axis=0).max() > 0:
        return vertices
    fine = np.ptp(vertices, axis=0).max() / 500
    return np.array([tuple(point) for point in path.flattening(fine)])


def _turns_left(vertices: np.ndarray) -> bool:
    x, y = vertices[:, 0], vertices[:, 1]
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) > 0


def boxes(runs: list[Run]) -> np.ndarray:
    """The box of every line and path, a row each: left, bottom, right, top."""
    lines = [line for run in runs if run.kind != "endless" for line in run.lines]
    paths = [path for run in runs for path in run.paths]
    return np.concatenate([boxes_of_lines(np.array(lines).reshape(-1, 4)), boxes_of(paths)])


def smallest_letters(runs: list[Run]) -> float:
    """How high the smallest texts are, but for the smallest few: a full stop is no letter."""
    texts = boxes_of([path for run in runs if run.kind == LETTERS for path in run.paths])
    heights = (texts[:, 2:] - texts[:, :2]).min(axis=1)
    heights = heights[heights > 0]
    return float(np.percentile(heights, 5)) if len(heights) else 0.0


def boxes_of_lines(lines: np.ndarray) -> np.ndarray:
    return np.hstack([np.minimum(lines[:, :2], lines[:, 2:]), np.maximum(lines[:, :2], lines[:, 2:])])


def boxes_of(paths: list[tuple]) -> np.ndarray:
    if not paths:
        return np.zeros((0, 4))
    starts = np.cumsum([0, *(len(vertices) for vertices, _ in paths[:-1])])
    points = np.concatenate([vertices for vertices, _ in paths])
    return np.hstack([np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)])
