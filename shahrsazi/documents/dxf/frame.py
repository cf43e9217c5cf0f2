"""The part of a layout that its sheet shows, and where a point of the drawing lies on it."""

from typing import NamedTuple

import numpy as np

MAX_SIDE = 10_000  # of the sheet's own units: finer than any screen, short to write
_FEW = 0.05
_FAR = 60


class Frame(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    @property
    def scale(self) -> float:
        return MAX_SIDE / max(self.right - self.left, self.top - self.bottom)

    @property
    def size(self) -> tuple[int, int]:
        width, height = (self.right - self.left) * self.scale, (self.top - self.bottom) * self.scale
        return max(1, round(width)), max(1, round(height))

    def to_paper(self, points: np.ndarray) -> np.ndarray:
        """Where points lie on the sheet, whose y grows downwards."""
        return (points - (self.left, self.top)) * (self.scale, -self.scale)

    def shows(self, boxes: np.ndarray) -> np.ndarray:
        """Which boxes reach into the frame."""
        left, bottom, right, top = self
        return (boxes[:, 2] >= left) & (boxes[:, 0] <= right) & (boxes[:, 3] >= bottom) & (boxes[:, 1] <= top)

    def clipped(self, lines: np.ndarray) -> np.ndarray:
        """The parts of endless lines within the frame."""
        start, direction = lines[:, :2], lines[:, 2:] - lines[:, :2]
        with np.errstate(divide="ignore", invalid="ignore"):
            first, second = (np.array(self[:2]) - start) / direction, (np.array(self[2:]) - start) / direction
        enter = np.nan_to_num(np.minimum(first, second), nan=0).max(axis=1).clip(0, 1)[:, None]
        leave = np.nan_to_num(np.maximum(first, second), nan=1).min(axis=1).clip(0, 1)[:, None]
        inside = (enter < leave)[:, 0]
        return np.hstack([start + direction * enter, start + direction * leave])[inside]


def fit(boxes: np.ndarray) -> tuple[Frame, bool]:
    """A frame round everything but what strayed far away; and whether anything did."""
    near = boxes[_near(boxes)]
    left, bottom = near[:, :2].min(axis=0)
    right, top = near[:, 2:].max(axis=0)
    margin = 0.02 * max(right - left, top - bottom) or 0.5
    return Frame(left - margin, bottom - margin, right + margin, top + margin), len(near) < len(boxes)


def _near(boxes: np.ndarray) -> np.ndarray:
    """All but a few marks that lie many times farther out than the middle ones: one point 10 000 km away."""
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    distance = np.abs(middles - np.median(middles, axis=0)).max(axis=1)
    usual = np.median(distance) + np.median((boxes[:, 2:] - boxes[:, :2]).max(axis=1))
    near = distance <= _FAR * usual
    strays = len(near) - near.sum()
    return near if usual and strays <= max(1, _FEW * len(near)) and len(near) > 3 else np.full(len(near), True)
