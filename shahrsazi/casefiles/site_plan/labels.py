"""Where labels stand in a drawing: each at the first of its positions that is free, or nowhere."""

from collections.abc import Iterable
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
    """The space of the labels already written, as rows of small discs along their words: turned labels need no more."""

    def __init__(self, frame: Box):
        self.frame = expand(frame, -SIZE * 0.4)
        self.discs: list[Point] = []

    def reserve(self, *points: Point) -> None:
        self.discs += points

    def first_free(self, label: Label, positions: Iterable[tuple[float, float, float]]) -> Label | None:
        for x, y, turn in positions:
            discs = _discs(x, y, turn, width(label.words))
            if self._free(discs):
                self.discs += discs
                return label._replace(x=round(x, 1), y=round(y, 1), turn=turn)
        return None

    def _free(self, discs: list[Point]) -> bool:
        min_squared = SIZE * SIZE
        return all(contains(d, self.frame) for d in discs) and not any(
            (x - a) ** 2 + (y - b) ** 2 < min_squared for x, y in discs for a, b in self.discs
        )


def _discs(x: float, y: float, turn: float, long: float) -> list[Point]:
    count = max(round(long / SIZE * 1.4), 2)
    ends = [(index / (count - 1) - 0.5) * max(long - SIZE * 0.5, 1) for index in range(count)]
    return [(x + far * cos(radians(turn)), y + far * sin(radians(turn))) for far in ends]


def upright(degrees: float) -> float:
    """The same line, so turned that words on it are not upside down."""
    turned = (degrees + 90) % 180 - 90
    return 90.0 if turned == -90 else turned
