"""Filled areas that what is drawn later may lie on: which of them is on top at a point.

An area is its rings, not the box around it: the walls of a house are one area, and the names of its rooms lie between.
"""

import numpy as np

MAX_GROUNDS = 300  # the last ones: each letter and line is looked for on them
_MAX_LOOKED = 200_000_000  # points times corners, about two seconds
_PART = 500_000  # of those at once


class Grounds:
    """The last filled areas, the newest in the place of the oldest."""

    def __init__(self) -> None:
        self.count = self._looked = 0
        self._boxes = np.full((MAX_GROUNDS, 4), np.nan)
        self._areas: list[tuple[list[np.ndarray], str]] = []

    def add(self, rings: list[np.ndarray], colour: str) -> None:
        corners, slot = np.concatenate(rings), self.count % MAX_GROUNDS
        self._areas[slot : slot + 1] = [(rings, colour)]
        self._boxes[slot] = (*corners.min(axis=0), *corners.max(axis=0))
        self.count += 1

    def under(self, points: np.ndarray) -> list[str | None]:
        """The colour of the area that is on top at each point; none on bare paper."""
        colours: list[str | None] = [None] * len(points)
        bare = np.arange(len(points))
        for slot in self._met(points):
            rings, colour = self._areas[slot]
            near = bare[_in_box(points[bare], self._boxes[slot])]
            self._looked += len(near) * sum(map(len, rings))
            if not len(bare) or self._looked > _MAX_LOOKED:
                break
            covered = near[_within(points[near], rings)]
            for i in covered:
                colours[i] = colour
            bare = bare[~np.isin(bare, covered)]
        return colours

    def _met(self, points: np.ndarray) -> list[int]:
        """The areas whose box the points reach into, the newest first."""
        (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
        boxes = self._boxes
        met = (boxes[:, 0] <= right) & (boxes[:, 2] >= left) & (boxes[:, 1] <= top) & (boxes[:, 3] >= bottom)
        return sorted(np.flatnonzero(met), key=lambda slot: (self.count - 1 - slot) % MAX_GROUNDS)


def _in_box(points: np.ndarray, box: np.ndarray) -> np.ndarray:
    x, y = points.T
    return (x >= box[0]) & (y >= box[1]) & (x <= box[2]) & (y <= box[3])


def _within(points: np.ndarray, rings: list[np.ndarray]) -> np.ndarray:
    """By even and odd: a ring within a ring is a hole."""
    within = np.zeros(len(points), bool)
    for ring in rings:
        few = max(1, _PART // len(ring))
        for first in range(0, len(points), few):
            within[first : first + few] ^= _crossings(points[first : first + few], ring) % 2 == 1
    return within


def _crossings(points: np.ndarray, ring: np.ndarray) -> np.ndarray:
    """How often a ray to the right of each point meets the ring."""
    x, y = points[:, :1], points[:, 1:]
    (from_x, from_y), (to_x, to_y) = ring.T, np.roll(ring, -1, axis=0).T
    between = (from_y > y) != (to_y > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        meets = from_x + (y - from_y) * (to_x - from_x) / (to_y - from_y)
    return (between & (x < meets)).sum(axis=1)
