"""Sets a paragraph of right-to-left text into lines that all keep its direction, also one that begins with R122."""

import re

from shahrsazi.documents.dxf.shaping import begins_right_to_left
from shahrsazi.documents.dxf.spelling import unstacked

_TO_THE_LEFT = "\u200f"
_SPECIAL = re.compile(r"([\\{}])")


def set_in_lines(mtext, width_of):
    """A copy of the text, broken where it is too wide; `width_of` measures a line."""
    mtext = mtext.copy()
    mtext.text = unstacked(mtext.text)
    room = mtext.dxf.get("width", 0) or float("inf")
    lines = [line for text in mtext.plain_text().split("\n") for line in _lines(text, room, width_of)]
    mtext.text = "\\P".join(_SPECIAL.sub(r"\\\1", line) for line in lines)
    mtext.dxf.discard("width")
    return mtext


def _lines(paragraph: str, room: float, width_of) -> list[str]:
    mark = _TO_THE_LEFT if begins_right_to_left(paragraph) else ""
    lines, line = [], ""
    for word in paragraph.split(" "):
        longer = f"{line} {word}" if line else word
        if line and width_of(longer) > room:
            lines.append(mark + line)
            longer = word
        line = longer
    return [*lines, mark + line]
