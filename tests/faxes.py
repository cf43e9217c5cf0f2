"""Faxes packed by every option of the standards (T.4 and T.6), some of which no library at hand can write."""

from itertools import pairwise
from typing import NamedTuple

from PIL import Image, ImageDraw

from shahrsazi.documents.sandbox.fax_lines import BLACK, LONGEST, WHITE

MARK = f"{1:012b}"
PASS, LEVEL, UNPACKED = "0001", "001", "0000001111"
NEAR = {0: "1", 1: "011", 2: "000011", 3: "0000011", -1: "010", -2: "000010", -3: "0000010"}
CODES = [f"{words} {LONGEST}".split() for words in (WHITE, BLACK)]


class Packed(NamedTuple):
    """`k` as in a PDF: below 0 Group 4, 0 lines by themselves, above them one of so many. `aligned`: each begins with
    so many whole bytes. `unpacked`: those that hang on another begin with some points as they are."""

    k: int = -1
    marks: bool = False
    aligned: int = 0
    end: bool = True
    filled: bool = False
    unpacked: bool = False


GROUP_4 = Packed()


def sheet(sides: tuple[int, int] = (403, 300)) -> Image.Image:
    """Strokes, letters and a seal, black on white, none like its own reflection."""
    image = Image.new("1", sides, 1)
    draw = ImageDraw.Draw(image)
    width, height = sides
    for row in range(height // 12):
        draw.text((4 + row % 7, 12 * row), f"{row} plan of the ground floor {row * row}", fill=0)
    draw.ellipse((width * 0.5, height * 0.4, width * 0.95, height * 0.9), outline=0, width=5)
    draw.line((0, height - 1, width, 0), fill=0, width=2)
    draw.rectangle((width * 0.6, 5, width * 0.7, height * 0.25), fill=0)
    return image


def packed(image: Image.Image, how: Packed = GROUP_4) -> bytes:
    """The bytes of its lines, without a file around them; black is what is coded as black."""
    above, bits = [], ""
    for number, ends in enumerate(_changes(image)):
        single = how.k == 0 or (how.k > 0 and number % how.k == 0)
        bits += _before(len(bits), how, single)
        bits += _single(ends, image.width) if single else _hanging(ends, above, image.width, how.unpacked)
        above = ends
    if how.end:
        bits += _before(len(bits), how._replace(marks=False, k=0), True)
        bits += MARK * 2 if how.k < 0 else (MARK + "1" * (how.k > 0)) * 6
    return int(bits.ljust(len(bits) + -len(bits) % 8, "0"), 2).to_bytes(-(-len(bits) // 8))


def _before(length: int, how: Packed, single: bool) -> str:
    """What stands before a line: zeros up to whole bytes, a mark that may end with one, and which way it is packed."""
    way = ("1" if single else "0") if how.k > 0 else ""
    zeros = "0" * (-length % (8 * how.aligned)) if how.aligned else ""
    if how.filled:
        zeros = "0" * (-(length + len(MARK)) % 8)
    return zeros + MARK * how.marks + way


def _changes(image: Image.Image) -> list[list[int]]:
    """Of each line where its colour changes; it begins white."""
    points = image.convert("L").tobytes()
    lines = (points[at : at + image.width] for at in range(0, len(points), image.width))
    return [[x for x, (a, b) in enumerate(pairwise(b"\xff" + line)) if a != b] for line in lines]


def _run(points: int, black: bool) -> str:
    codes, bits = CODES[black], ""
    while points >= 2_624:
        bits, points = bits + codes[103], points - 2_560
    return bits + (codes[63 + points // 64] if points >= 64 else "") + codes[points % 64]


def _single(ends: list[int], width: int) -> str:
    return "".join(_run(b - a, bool(n % 2)) for n, (a, b) in enumerate(pairwise([0, *ends, width])))


def _hanging(ends: list[int], above: list[int], width: int, unpacked: bool) -> str:
    """By what changes in the line above."""
    at, black, bits = -1, False, ""
    if unpacked and ends and ends[0] > 1:
        bits, at, black = _as_they_are(ends)
    while at < width:
        a1, a2 = _next(ends, at, width, black)
        b1, b2 = _next(above, at, width, black)
        if b2 < a1:
            bits, at = bits + PASS, b2
        elif abs(a1 - b1) <= 3:
            bits, at, black = bits + NEAR[a1 - b1], a1, not black
        else:
            bits, at = bits + LEVEL + _run(a1 - max(at, 0), black) + _run(a2 - a1, not black), a2
    return bits


def _next(ends: list[int], at: int, width: int, black: bool) -> list[int]:
    """The next change to the other colour, and the one after it."""
    after = [(n, end) for n, end in enumerate(ends) if end > at and bool(n % 2) == black][:1]
    first = after[0][0] if after else len(ends)
    return [*ends[first : first + 2], width, width][:2]


def _as_they_are(ends: list[int]) -> tuple[str, int, bool]:
    """The first of its points, up to the first change."""
    first = min(ends[0] - 1, 43)
    return UNPACKED + "000001" * (first // 5) + "0" * (first % 5) + "0000001" + "0", first, False
