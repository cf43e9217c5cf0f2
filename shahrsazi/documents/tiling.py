"""A page that is too large for one picture, cut into tiles: how fine it is drawn, in which levels, what each is called.

Letters of two millimetres are read when they are twelve points high: six points a millimetre, 7,134 along an A0.
"""

import re
from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

SIDE = 720  # of a tile: a telephone's window shows three of them, some thirty kilobytes each
DOTS_PER_MM = 6
MAX_POINTS = 50_000_000
# Below this the large picture shows as much; a level below that, the picture for the screen.
WORTH_TILES, WORTH_LEVEL = 4_320, 1_920
# Of one paper; a sheet of a square metre takes three seconds and two megabytes.
MAX_SHEETS = 40
_NAME = re.compile(r"tiles-(\d)-(\d{1,2})-(\d{1,2})\.webp")


class Tile(NamedTuple):
    """A piece of a page, with its size in points."""

    name: str
    width: int
    height: int


class Level(NamedTuple):
    """The page in one size; level 0 is the finest, each other half as fine as the one before."""

    number: int
    width: int
    height: int
    side: int = SIDE

    @property
    def columns(self) -> int:
        return ceil(self.width / SIDE)

    @property
    def rows(self) -> int:
        return ceil(self.height / SIDE)

    def tile(self, page: int, column: int, row: int) -> Tile:
        width, height = min(SIDE, self.width - column * SIDE), min(SIDE, self.height - row * SIDE)
        return Tile(f"{page}-tiles-{self.number}-{column}-{row}.webp", width, height)

    def tiles(self, page: int) -> Iterator[tuple[int, int, Tile]]:
        """Column, row and tile, line by line."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield column, row, self.tile(page, column, row)


def levels(width: int, height: int) -> list[Level]:
    """All levels of a page whose finest has this size."""
    sizes = [Level(0, width, height)]
    while max(width, height) / 2 > WORTH_LEVEL:
        width, height = ceil(width / 2), ceil(height / 2)
        sizes.append(Level(len(sizes), width, height))
    return sizes


def longest_side(width: float, height: float, dots: float) -> int:
    """How many points the longer side of the finest level has; 0 where a page is no larger than its large picture.

    Width and height are in any unit, of which `dots` points are wanted or there.
    """
    dots = min(dots, (MAX_POINTS / (width * height)) ** 0.5)
    longest = int(max(width, height) * dots)
    return longest if longest > WORTH_TILES else 0


def is_tile(name: str, width: int, height: int) -> bool:
    """Whether a page of this size has a tile of this name (without the page's number)."""
    match = _NAME.fullmatch(name)
    if not match:
        return False
    number, column, row = map(int, match.groups())
    sizes = levels(width, height)
    return number < len(sizes) and column < sizes[number].columns and row < sizes[number].rows
