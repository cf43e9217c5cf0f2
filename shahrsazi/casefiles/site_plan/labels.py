"""Where labels stand in a drawing: each at the first of its positions that is free, or nowhere."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from math import cos, radians, sin
from typing import NamedTuple

from shahrsazi.casefiles.site_plan.geometry import Box, Point, expand, extent

SIZE = 13.0  # of letters, in units of the drawing: eleven pixels on a phone
NEAR = SIZE + 1  # a little further than what touches, for this is rounded
BAND = 2 * SIZE
ISOLATED = "\u2068%s\u2069"  # a Persian name in an English sentence would carry the figures behind it away

Discs = list[Point]


class Label(NamedTuple):
    """`turn` is in degrees, as SVG turns; the words stand around x, y."""

    kind: str
    words: str
    x: float
    y: float
    turn: float = 0

    @property
    def transform(self) -> str:
        return f"rotate({self.turn:.0f} {self.x:.1f} {self.y:.1f})" if self.turn else ""


def width(words: str) -> float:
    return max(len(words.strip("\u2068\u2069")), 2) * SIZE * 0.5


class OccupiedSpace:
    """The space of the labels already written, as rows of small discs along their words: turned labels need no more.

    Each row is noted, with the box in which others can touch it, in the bands across the drawing that this box lies in,
    so that a place that is tried is compared with few of them.
    """

    def __init__(self, frame: Box):
        self.frame = expand(frame, -SIZE * 0.4)
        self.bands: defaultdict[int, list[tuple[Box, Discs]]] = defaultdict(list)

    def reserve(self, discs: Discs) -> None:
        self._note(extent(discs), discs)

    def first_free(self, label: Label, positions: Iterable[tuple[float, float, float]]) -> Label | None:
        long = width(label.words)
        left, top, right, foot = self.frame
        for x, y, turn in positions:
            row = _row(long, turn)
            box = west, north, east, south = x - row.wide, y - row.high, x + row.wide, y + row.high
            inside = left <= west and east <= right and top <= north and south <= foot
            if inside and self._is_free(row, x, y, box):
                self._note(box, [(x + along, y + across) for along, across in row.steps])
                return Label(label.kind, label.words, round(x, 1), round(y, 1), turn)
        return None

    def _note(self, box: Box, discs: Discs) -> None:
        around = expand(box, NEAR)
        for band in _bands(around):
            self.bands[band].append((around, discs))

    def _is_free(self, row: "_Row", x: float, y: float, box: Box) -> bool:
        left, top, right, foot = box
        for band in _bands(box):
            for (west, north, east, south), discs in self.bands.get(band, ()):
                if west < right and left < east and north < foot and top < south and _touch(row, x, y, discs):
                    return False
        return True


def _bands(box: Box) -> range:
    return range(int(box[1] // BAND), int(box[3] // BAND) + 1)


class _Row(NamedTuple):
    """Words of one length and turn: their direction, how `far` along it others can touch them, the `steps` from their
    middle to each of their discs, and half of the width and height of these.
    """

    along: float
    across: float
    far: float
    steps: Discs
    wide: float
    high: float


@lru_cache(1_024)
def _row(long: float, turn: float) -> _Row:
    along, across = cos(radians(turn)), sin(radians(turn))
    count = max(round(long / SIZE * 1.4), 2)
    far = [(index / (count - 1) - 0.5) * max(long - SIZE * 0.5, 1) for index in range(count)]
    steps = [(step * along, step * across) for step in far]
    return _Row(along, across, far[-1] + NEAR, steps, abs(steps[0][0]), abs(steps[0][1]))


def _touch(row: _Row, x: float, y: float, discs: Discs) -> bool:
    """Whether words around x, y touch one of the discs."""
    along, across, far, steps, *_box = row
    for a, b in discs:
        dx, dy = a - x, b - y
        if abs(dx * along + dy * across) < far and abs(dy * along - dx * across) < NEAR:
            for step, rise in steps:
                if (x + step - a) ** 2 + (y + rise - b) ** 2 < SIZE * SIZE:
                    return True
    return False


def upright(degrees: float) -> float:
    """The same line, so turned that words on it are not upside down."""
    turned = (degrees + 90) % 180 - 90
    return 90.0 if turned == -90 else turned
