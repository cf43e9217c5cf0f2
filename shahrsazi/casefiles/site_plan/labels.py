"""Where labels stand in a drawing: each at the first of its positions that is free, or nowhere."""

from collections.abc import Iterable
from functools import lru_cache
from math import cos, radians, sin
from typing import NamedTuple

from shahrsazi.casefiles.site_plan.geometry import Box, Point, contains, expand

SIZE = 13.0  # of letters, in units of the drawing: eleven pixels on a phone
ISOLATED = "\u2068%s\u2069"  # a Persian name in an English sentence would carry the figures behind it away


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

    The discs lie in squares as wide as themselves: only those of nine squares can touch another.
    """

    def __init__(self, frame: Box):
        self.frame = expand(frame, -SIZE * 0.4)
        self.squares: dict[tuple[int, int], list[Point]] = {}

    def reserve(self, *points: Point) -> None:
        for x, y in points:
            self.squares.setdefault((int(x // SIZE), int(y // SIZE)), []).append((x, y))

    def first_free(self, label: Label, positions: Iterable[tuple[float, float, float]]) -> Label | None:
        steps = _steps(width(label.words))
        for x, y, turn in positions:
            along, across = _direction(turn)
            ends = ((x + far * along, y + far * across) for far in (steps[0], steps[-1]))
            if not all(contains(end, self.frame) for end in ends):
                continue
            discs = [(x + far * along, y + far * across) for far in steps]
            if not any(map(self._touches, discs)):
                self.reserve(*discs)
                return label._replace(x=round(x, 1), y=round(y, 1), turn=turn)
        return None

    def _touches(self, disc: Point) -> bool:
        x, y = disc
        column, row = int(x // SIZE), int(y // SIZE)
        return any(
            (x - a) ** 2 + (y - b) ** 2 < SIZE * SIZE
            for i in (column - 1, column, column + 1)
            for j in (row - 1, row, row + 1)
            for a, b in self.squares.get((i, j), ())
        )


def _steps(long: float) -> list[float]:
    """How far from the middle of words of that length each of their discs lies."""
    count = max(round(long / SIZE * 1.4), 2)
    return [(index / (count - 1) - 0.5) * max(long - SIZE * 0.5, 1) for index in range(count)]


@lru_cache(1_024)
def _direction(turn: float) -> Point:
    return cos(radians(turn)), sin(radians(turn))


def upright(degrees: float) -> float:
    """The same line, so turned that words on it are not upside down."""
    turned = (degrees + 90) % 180 - 90
    return 90.0 if turned == -90 else turned
