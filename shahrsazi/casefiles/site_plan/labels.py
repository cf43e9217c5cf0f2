"""Where labels stand in a drawing: each at the first of its positions that is free, or nowhere."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import product
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

    A square is two discs wide. Each disc is noted in the four squares in which others can touch it, so that one is
    enough to look at where a place is tried.
    """

    def __init__(self, frame: Box):
        self.frame = expand(frame, -SIZE * 0.4)
        self.near: defaultdict[tuple[int, int], list[Point]] = defaultdict(list)

    def reserve(self, *points: Point) -> None:
        for x, y in points:
            column, row, disc = int(x // SIZE), int(y // SIZE), (x, y)
            for square in product(((column - 1) // 2, (column + 1) // 2), ((row - 1) // 2, (row + 1) // 2)):
                self.near[square].append(disc)

    def first_free(self, label: Label, positions: Iterable[tuple[float, float, float]]) -> Label | None:
        steps = _steps(width(label.words))
        for x, y, turn in positions:
            along, across = _direction(turn)
            discs = [(x + far * along, y + far * across) for far in steps]
            inside = contains(discs[0], self.frame) and contains(discs[-1], self.frame)
            if inside and not any(map(self._touches, discs)):
                self.reserve(*discs)
                return label._replace(x=round(x, 1), y=round(y, 1), turn=turn)
        return None

    def _touches(self, disc: Point) -> bool:
        x, y = disc
        for a, b in self.near.get((int(x // SIZE) // 2, int(y // SIZE) // 2), ()):
            if (x - a) ** 2 + (y - b) ** 2 < SIZE * SIZE:
                return True
        return False


@lru_cache(1_024)
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
