"""The columns of a paragraph: what is written in them, how wide and high they are, and where each begins.

Before 2018 every column but the first is a text of its own behind the first; since then there is one text.
"""

import math
from typing import NamedTuple

_TOLERANCE = 1.01


class Sizes(NamedTuple):
    """Of a text without columns: one, of the text's width and any height."""

    width: float
    gutter: float
    heights: list[float]  # of the columns that are filled one after another; the last takes the rest
    number: int

    def height(self, column: int) -> float:
        filled = column < len(self.heights) and column < self.number - 1 and self.heights[column] > 0
        return self.heights[column] * _TOLERANCE if filled else math.inf

    def begins(self, column: int, used: int, share: float) -> float:
        """Where a column stands; `share` of all of them together lies left of where the text is inserted."""
        apart = self.width + self.gutter
        return column * apart - share * (max(used, self.number) - 1) * apart if max(used, self.number) > 1 else 0


def sizes_of(mtext) -> Sizes:
    columns = mtext.columns
    if columns is None or not columns.width > 0:
        return Sizes(mtext.dxf.get("width", 0) or math.inf, 0, [], 1)
    count = max(1, columns.count)
    heights = columns.heights if columns.has_dynamic_manual_height else [columns.defined_height] * count
    return Sizes(columns.width, columns.gutter_width, [] if columns.linked_columns else heights, count)


def text_of(mtext) -> str:
    """With a break before each further column that is a text of its own."""
    linked = mtext.columns.linked_columns if mtext.columns else []
    return "\\N".join([mtext.text, *(column.text for column in linked)])
