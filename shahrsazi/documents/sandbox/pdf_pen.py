"""Draws upon a page in its own language, and remembers how far the drawing reaches."""

import math
from collections.abc import Sequence

from shahrsazi.documents.sandbox.pdf_letters import Letters, Style

# How a colour of so many parts is set.
FILL, LINE = {1: "g", 3: "rg", 4: "k"}, {1: "G", 3: "RG", 4: "K"}
ROUND = 0.5523  # how far a curve's handles reach to look like a quarter of a circle
Point = tuple[float, float]


def numbers(values) -> list[float]:
    """Finite ones, or ValueError."""
    if values is None:
        raise ValueError
    result = [float(n) for n in values]
    if not all(map(math.isfinite, result)):
        raise ValueError
    return result


def pairs(values) -> list[Point]:
    row = numbers(values)
    return [(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]


def row(values) -> str:
    return " ".join(f"{n:.4f}" for n in values)


def rgb(parts: list[float]) -> tuple[float, ...]:
    """A colour of any number of parts as three."""
    if len(parts) == 4:
        return tuple((1 - min(1, max(0, part))) * (1 - min(1, max(0, parts[3]))) for part in parts[:3])
    usable = parts if len(parts) == 3 else [*parts, 0][:1] * 3
    return tuple(min(1, max(0, part)) for part in usable)


def middle(a: Point, b: Point) -> Point:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


class Pen:
    """`writing` are the letters that lie upon the drawing: the number of each, and where it stands."""

    def __init__(self, letters: Letters):
        self.letters, self.width = letters, 1.0
        self.operators: list[str] = []
        self.reach: list[Point] = []
        self.writing: list[tuple[int, str]] = []

    def inks(self, line, fill, width: float = 1) -> None:
        self.width = width
        self.operators.append(f"{row(line)} {LINE[len(line)]} {row(fill)} {FILL[len(fill)]} {width:.4f} w")

    def path(self, points: list[Point], end: str) -> None:
        if not points:
            raise ValueError
        self.reach += points
        steps = " ".join(f"{row(point)} {'l' if i else 'm'}" for i, point in enumerate(points))
        self.operators.append(f"{steps} {end}")

    def dot(self, at: Point) -> None:
        """As wide as the line."""
        self.reach.append(at)
        self.operators.append(f"q 1 J {row(at)} m {row(at)} l S Q")

    def box(self, sides: Sequence[float], end: str) -> None:
        left, bottom, right, top = sides
        self.path([(left, bottom), (right, bottom), (right, top), (left, top)], f"h {end}")

    def ellipse(self, sides: Sequence[float], end: str) -> None:
        left, bottom, right, top = sides
        x, y, wide, high = (left + right) / 2, (bottom + top) / 2, (right - left) / 2, (top - bottom) / 2
        quarter: list[tuple[float, ...]] = [(1, ROUND, ROUND, 1, 0, 1), (-ROUND, 1, -1, ROUND, -1, 0)]
        quarter += [tuple(-n for n in one) for one in quarter]
        scaled = [[n * (high if i % 2 else wide) + (y if i % 2 else x) for i, n in enumerate(one)] for one in quarter]
        self.reach += [(left, bottom), (right, top)]
        self.operators.append(f"{row((right, y))} m {' c '.join(map(row, scaled))} c h {end}")

    def write(self, words: str, box: tuple[float, float, float, float], style: Style, turned: float = 0) -> None:
        """Within the box, which is turned about its lower left corner."""
        left, bottom, right, top = box
        number = self.letters.add(words, right - left, top - bottom, style)
        cos, sin = math.cos(turned), math.sin(turned)
        self.writing.append((number, row((cos, sin, -sin, cos, left, bottom))))
        for x, y in ((0, 0), (right - left, 0), (0, top - bottom), (right - left, top - bottom)):
            self.reach.append((left + x * cos - y * sin, bottom + x * sin + y * cos))

    def bounds(self) -> list[float]:
        if not self.reach:
            raise ValueError
        across, down = zip(*self.reach, strict=True)
        margin = self.width * 2 + 1
        return [min(across) - margin, min(down) - margin, max(across) + margin, max(down) + margin]

    def content(self) -> bytes:
        written = " ".join(f"q {matrix} cm /T{number} Do Q" for number, matrix in self.writing)
        return " ".join(["/G gs", *self.operators, written]).encode()
