"""A window on the plan at a round scale: where a point of the land lies in it, and what is written there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from shahrsazi.casefiles.site_plan.geometry import Box, Point, Ring, expand
from shahrsazi.casefiles.site_plan.labels import Label
from shahrsazi.casefiles.site_plan.shapes import Shape

WIDTH, LOW, HIGH = 360.0, 250.0, 400.0
MARGIN = 64.0
PAPER = 2250  # units of the drawing in a metre of paper: printed, it is sixteen centimetres wide
SCALES = (
    50,
    100,
    150,
    200,
    250,
    300,
    400,
    500,
    750,
    1000,
    1250,
    1500,
    2000,
    2500,
    5000,
    10_000,
    20_000,
    50_000,
    200_000,
    500_000,
)
BARS = (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)


Position = tuple[float, float, float]  # x, y and turn of words
Positions = dict[str, list[tuple[Shape, list[Position]]]]  # of each kind, those that have any
Item = tuple[Shape, list[Ring]]
Find: TypeAlias = "Callable[[Viewport, Shape, list[Ring]], list[Position]]"


class ScaleBar(NamedTuple):
    """So many metres of land, and how long they are in the drawing."""

    metres: int
    length: float


class Side(NamedTuple):
    """A side of the land as a path `d`, with its length in metres and the row of the table that it belongs to."""

    d: str
    row: int
    first: bool
    front: Any
    label: Label | None
    length: str


@dataclass
class Viewport:
    """`unit` is how much of the drawing a centimetre of land takes; `box` what it shows, in centimetres; `positions`
    are where its words may stand, shared with the same window in another language.
    """

    scale: int
    height: float
    middle: Point
    labels: list[Label] = field(default_factory=list)
    marks: list[Point] = field(default_factory=list)
    sides: list[Side] = field(default_factory=list)
    positions: Positions = field(default_factory=dict, repr=False)
    width = WIDTH

    def positions_of(self, kind: str, items: Iterable[Item], find: Find) -> list[tuple[Shape, list[Position]]]:
        """Where the words of each may stand: the same in every language, and found once."""
        if kind not in self.positions:
            each = ((shape, find(self, shape, lines)) for shape, lines in items)
            self.positions[kind] = [(shape, positions) for shape, positions in each if positions]
        return self.positions[kind]

    @cached_property
    def unit(self) -> float:
        return PAPER / 100 / self.scale

    @cached_property
    def box(self) -> Box:
        (x, y), wide, high = self.middle, WIDTH / 2 / self.unit, self.height / 2 / self.unit
        return x - wide, y - high, x + wide, y + high

    @property
    def inner(self) -> Box:
        """Where a mark does not touch the edge."""
        return expand(self.box, -8 / self.unit)

    @property
    def transform(self) -> str:
        x, y = self.project((0, 0))
        return f"translate({x:.2f} {y:.2f}) scale({self.unit:.6f})"

    @property
    def bar(self) -> ScaleBar:
        metres = next((m for m in BARS if m * 100 * self.unit <= WIDTH / 3), 1)
        return ScaleBar(metres, round(metres * 100 * self.unit, 1))

    def project(self, point: Point) -> Point:
        """Centimetres of land, north upwards, in units of the drawing, y downwards."""
        return (
            WIDTH / 2 + (point[0] - self.middle[0]) * self.unit,
            self.height / 2 - (point[1] - self.middle[1]) * self.unit,
        )

    def project_all(self, points: Iterable[Point]) -> list[Point]:
        (left, low), unit, x, y = self.middle, self.unit, WIDTH / 2, self.height / 2
        return [(x + (east - left) * unit, y - (north - low) * unit) for east, north in points]


def fit(box: Box, margin: float, positions: Positions | None = None) -> Viewport:
    """The largest round scale at which the box, in centimetres, leaves the margin free."""
    wide, high = box[2] - box[0], box[3] - box[1]
    room = (WIDTH - 2 * margin, HIGH - 2 * margin)
    scale = next(
        (s for s in SCALES if wide * PAPER / 100 / s <= room[0] and high * PAPER / 100 / s <= room[1]), SCALES[-1]
    )
    height = min(max(high * PAPER / 100 / scale + 2 * margin, LOW), HIGH)
    middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return Viewport(scale, round(height), middle, positions={} if positions is None else positions)
