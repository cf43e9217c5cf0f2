"""Puts a line whose letters have several looks into the order of the eye.

Order and joining are matters of the whole line: a number that changes its colour within is still one number, and a
letter joins its neighbour of another colour. So the line is ordered as one, and cut where a look or the direction
changes; each piece is such that set alone it comes out as it does within the line.
"""

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import TypeVar

from shahrsazi.documents.dxf.shaping import face, in_order, readied

FROM_THE_RIGHT = "\u200f"
_JOINER = "\u200d"
Look = TypeVar("Look")


def from_the_left(line: list[tuple[str, Look]], is_rtl: bool) -> Iterator[tuple[str, Look]]:
    """The pieces of a line, given in reading order, as they stand from left to right."""
    letters = _letters(line)
    text = "".join(letter for letter, _look in letters)
    for (look, level), run in groupby(in_order(text, is_rtl), key=lambda row: (letters[row[0]][1], row[1])):
        indices = sorted(index for index, _level in run)
        if level % 2:
            yield _between_its_neighbours(text, indices[0], indices[-1] + 1), look
        else:
            yield text[indices[0] : indices[-1] + 1], look


def _letters(line: list[tuple[str, Look]]) -> list[tuple[str, Look]]:
    """Each letter with its look; a mark has that of the letter under it."""
    letters: list[tuple[str, Look]] = []
    for text, look in line:
        for letter in readied(text):
            letters.append((letter, letters[-1][1] if letters and _is_mark(letter) else look))
    return letters


def _between_its_neighbours(text: str, start: int, end: int) -> str:
    """The letters of a run from the right, which join what stands before and behind it."""
    before = next((c for c in reversed(text[:start]) if not _is_mark(c)), "")
    first, last = text[start], next((c for c in reversed(text[start:end]) if not _is_mark(c)), "")
    after = next((c for c in text[end:] if not _is_mark(c)), "")
    return FROM_THE_RIGHT + _joint(before, first) + text[start:end] + _joint(last, after)


def _joint(letter: str, following: str) -> str:
    joins = face(False).joins
    return _JOINER if joins(letter, "init") and joins(following, "fina") else ""


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn"
