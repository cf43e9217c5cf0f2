"""How two pictures of one page differ: what one of them has and the other has not, whatever antialiasing does.

A point is alone when the other picture has nothing like it around. Lone points count where many lie together, in strong
colours, or where they fill a patch, however pale.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from PIL import Image

# Of 255. A hairline is black to one reader and half grey to another; a highlighted word must differ from a bare one.
STRONG, PALE = 128, 40
# How far two readers lay the same line apart, in points; and half of what a pale patch is wide at least.
NEAR, PATCH = 1, 4
# So many lone points in a square of the page are what shows of a stroke between the letters that it goes through.
SQUARE, MANY = 16, 9
REACH = range(-2, 3)


class Difference(NamedTuple):
    """Where on the page, as shares of its sides from the upper left corner, and how many points are concerned."""

    left: float
    top: float
    right: float
    bottom: float
    points: int

    def __str__(self) -> str:
        across, down = f"{self.left:.0%} to {self.right:.0%}", f"{self.top:.0%} to {self.bottom:.0%}"
        return f"{across} from the left, {down} from the top, {self.points} points"


def differences(one: Image.Image, other: Image.Image) -> list[Difference]:
    """The places in which pictures of the same size differ, those with the most points first."""
    alone = _in_squares(_alone(np.asarray(one.convert("RGB")), np.asarray(other.convert("RGB"))))
    strong, pale = _counted(alone > STRONG), _counted(_around(alone, PATCH, np.minimum) > PALE)
    places = _places((strong >= MANY) | (pale > 0))
    found = [_difference(place, strong + pale, one.size) for place in places]
    return sorted(found, key=lambda difference: -difference.points)


def _alone(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Of each point, how far it lies outside of what the other picture has around it, in the worst of its colours."""
    return np.maximum(_outside(one, other), _outside(other, one)).max(axis=2)


def _outside(points: np.ndarray, other: np.ndarray) -> np.ndarray:
    low, high = _around(other, NEAR, np.minimum), _around(other, NEAR, np.maximum)
    return np.maximum(np.maximum(low, points) - points, points - np.minimum(high, points))


def _around(points: np.ndarray, reach: int, choose: Callable) -> np.ndarray:
    """Each point as the least or the greatest of its neighbourhood."""
    for axis in (0, 1):
        wide = np.pad(points, [(reach, reach) if axis == n else (0, 0) for n in range(points.ndim)], "edge")
        shifted = [np.roll(wide, step, axis) for step in range(-reach, reach + 1)]
        points = choose.reduce(shifted).take(range(reach, wide.shape[axis] - reach), axis)
    return points


def _in_squares(points: np.ndarray) -> np.ndarray:
    """With nothing beyond its edges, so that it can be cut into whole squares."""
    return np.pad(points, [(0, -side % SQUARE) for side in points.shape])


def _counted(points: np.ndarray) -> np.ndarray:
    rows, columns = (side // SQUARE for side in points.shape)
    return points.reshape(rows, SQUARE, columns, SQUARE).sum(axis=(1, 3))


def _places(squares: np.ndarray) -> list[list[tuple[int, int]]]:
    """The squares that touch each other, or nearly, together."""
    left, places = set(zip(*np.nonzero(squares), strict=True)), []
    while left:
        place, reached = [], [left.pop()]
        while reached:
            row, column = reached.pop()
            place.append((row, column))
            touching = {(row + down, column + across) for down in REACH for across in REACH} & left
            left -= touching
            reached += touching
        places.append(place)
    return places


def _difference(place: list[tuple[int, int]], points: np.ndarray, size: tuple[int, int]) -> Difference:
    rows, columns = zip(*place, strict=True)
    width, height = (side / SQUARE for side in size)
    right, bottom = min(1.0, (max(columns) + 1) / width), min(1.0, (max(rows) + 1) / height)
    return Difference(
        min(columns) / width, min(rows) / height, right, bottom, int(sum(points[square] for square in place))
    )
