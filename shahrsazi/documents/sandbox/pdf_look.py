"""What a note of a PDF says of its own look: its room, colours, lines, letters and words."""

import re
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream

from shahrsazi.documents.sandbox.pdf_pen import Pen, numbers, rgb, row
from shahrsazi.documents.sandbox.pdf_rich import bare

_SIZE = re.compile(r"/\S+\s+(-?[0-9.]+)\s+Tf")
PARTS = {"g": 1, "rg": 3, "k": 4}
DASHED = "/D"


def rectangle(note: Dictionary) -> list[float]:
    """Its corners from the least to the most; ValueError when it takes no room."""
    x, y, to_x, to_y = numbers(note.get(Name.Rect))
    box = [min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)]
    if box[2] - box[0] <= 0 or box[3] - box[1] <= 0:
        raise ValueError
    return box


def line_width(note: Dictionary) -> float:
    style, border = note.get(Name.BS), note.get(Name.Border)
    if isinstance(style, Dictionary):
        return max(0, float(style.get(Name.W, 1)))
    return max(0, float(border[2])) if isinstance(border, Array) and len(border) > 2 else 1


def dashes(note: Dictionary) -> str:
    style, border = note.get(Name.BS), note.get(Name.Border)
    if isinstance(style, Dictionary) and str(style.get(Name.S)) == DASHED:
        lengths = numbers(style.get(Name.D, (3,)))
    elif not isinstance(style, Dictionary) and isinstance(border, Array) and len(border) > 3:
        lengths = numbers(border[3])
    else:
        return ""
    return f"[{row(lengths)}] 0 d" if lengths and min(lengths) >= 0 and sum(lengths) > 0 else ""


def colour_of(note: Dictionary, key: Name, otherwise) -> list[float]:
    parts = numbers(note.get(key, ()))
    if len(parts) not in (0, 1, 3, 4):
        raise ValueError
    return parts or list(otherwise)


def shape_inks(pen: Pen, note: Dictionary, width: float) -> str:
    """How an area is ended: filled, edged, or both."""
    fill = colour_of(note, Name.IC, ())
    line = colour_of(note, Name.C, (0,))
    if not (width or fill):
        raise ValueError
    pen.inks(line, fill or line, width)
    pen.operators.append(dashes(note))
    return "B" if fill and width else "f" if fill else "S"


def within(note: Dictionary, inset: float) -> list[float]:
    left, bottom, right, top = rectangle(note)
    differs = numbers(note.get(Name.RD, (0, 0, 0, 0)))
    if len(differs) == 4:
        left, bottom, right, top = left + differs[0], bottom + differs[1], right - differs[2], top - differs[3]
    return [left + inset, bottom + inset, right - inset, top - inset]


def letters_style(appearance: str) -> tuple[float, tuple[float, ...]]:
    """The size and colour that are named for what is written; of no size it is as large as fits."""
    size, words, colour = _SIZE.search(appearance[:2_000]), appearance[:2_000].split(), [0.0]
    for at, word in enumerate(words):
        if at >= PARTS.get(word, len(words)):
            colour = numbers(words[at - PARTS[word] : at])
    return abs(float(size[1])) if size else 0, rgb(colour)


def inner_box(box: list[float], inset: float) -> tuple[float, float, float, float]:
    """The room within a frame; there is some in the smallest."""
    left, bottom, right, top = box
    return left + inset, bottom + inset, max(left + inset + 1, right - inset), max(bottom + inset + 1, top - inset)


ALIGNS = {1: "center", 2: "right"}


def aligned(number) -> str:
    return ALIGNS.get(number, "start") if isinstance(number, int) else "start"


def words_of(note: Dictionary) -> str:
    """What it says; where only its rich form is there, without its dress."""
    words = note.get(Name.Contents)
    if words is not None and str(words).strip():
        return str(words)
    return rich_words(note.get(Name.RC))


def rich_words(rich: Any) -> str:
    if rich is None:
        return ""
    return bare(bytes(rich.read_bytes()).decode("utf-8-sig", "replace") if isinstance(rich, Stream) else str(rich))
