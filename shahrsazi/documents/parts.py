"""A part of a page at its finest, for whoever has no script that fetches tiles: as much as fills a window."""

from collections.abc import Iterator
from typing import NamedTuple

from shahrsazi.documents import tiling
from shahrsazi.persian.digits import whole_number

ACROSS, DOWN = 2, 2  # tiles that are shown together
DIRECTIONS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}


class Part(NamedTuple):
    """The tile at the upper left, counted from 0, and the sizes of the page; whoever leafs on sees the edge again."""

    page: int
    level: tiling.Level
    column: int
    row: int

    @property
    def columns(self) -> int:
        return max(self.level.columns - ACROSS + 1, 1)

    @property
    def rows(self) -> int:
        return max(self.level.rows - DOWN + 1, 1)

    @property
    def tiles(self) -> list[list[tiling.Tile]]:
        """Line by line."""
        return [
            [
                self.level.tile(self.page, column, row)
                for column in range(self.column, min(self.column + ACROSS, self.level.columns))
            ]
            for row in range(self.row, min(self.row + DOWN, self.level.rows))
        ]

    @property
    def around(self) -> Iterator[tuple[str, int, int]]:
        """Where the page goes on from here, a step each."""
        for direction, (across, down) in DIRECTIONS.items():
            column, row = self.column + across, self.row + down
            if 0 <= column < self.columns and 0 <= row < self.rows:
                yield direction, column, row


def part_of(view, requested: str) -> Part:
    """The part that an address names as `3,2`; the nearest that there is."""
    column, _comma, row = requested.partition(",")
    part = Part(view.page, view.levels[0], 0, 0)
    return part._replace(
        column=min(whole_number(column, 2) or 0, part.columns - 1), row=min(whole_number(row, 2) or 0, part.rows - 1)
    )
