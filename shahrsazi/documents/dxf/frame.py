"""The part of a layout that its sheet shows, and where a point of the drawing lies on it."""

from typing import NamedTuple

import numpy as np

MAX_SIDE = 10_000  # of the sheet's own units: finer than any screen, short to write
FINEST_SIDE = 400_000  # of a wide sheet whose letters are small: their dots and alefs need units too
_TOO_FEW, _ENOUGH = 24, 32  # units in the height of the smallest letters
_FEW = 0.05
_FAR = 60
_A_WORLD = 100_000  # units from the origin: metres of UTM, never the next plan in model space


class Frame(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float
    side: float = MAX_SIDE

    def fine_enough(self, smallest: float) -> "Frame":
        """The same frame with so many units that the smallest letters, of this height, keep their shape."""
        if not 0 < smallest * self.scale < _TOO_FEW:
            return self
        return self._replace(side=min(self.side * _ENOUGH / (smallest * self.scale), FINEST_SIDE))

    @property
    def scale(self) -> float:
        return self.side / max(self.right - self.left, self.top - self.bottom)

    @property
    def size(self) -> tuple[int, int]:
        width, height = (self.right - self.left) * self.scale, (self.top - self.bottom) * self.scale
        return max(1, round(width)), max(1, round(height))

    @property
    def shown_size(self) -> tuple[int, int]:
        """How large the sheet is thought to be, however fine its units are."""
        return self._replace(side=MAX_SIDE).size

    def to_paper(self, points: np.ndarray) -> np.ndarray:
        """Where points lie on the sheet, whose y grows downwards."""
        return (points - (self.left, self.top)) * (self.scale, -self.scale)

    def shows(self, boxes: np.ndarray) -> np.ndarray:
        """Which boxes reach into the frame."""
        left, bottom, right, top = self[:4]
        return (boxes[:, 2] >= left) & (boxes[:, 0] <= right) & (boxes[:, 3] >= bottom) & (boxes[:, 1] <= top)

    def clipped(self, lines: np.ndarray) -> np.ndarray:
        """The parts of endless lines within the frame."""
        start, direction = lines[:, :2], lines[:, 2:] - lines[:, :2]
        with np.errstate(divide="ignore", invalid="ignore"):
            first, second = (np.array(self[:2]) - start) / direction, (np.array(self[2:4]) - start) / direction
        enter = np.nan_to_num(np.minimum(first, second), nan=0).max(axis=1).clip(0, 1)[:, None]
        leave = np.nan_to_num(np.maximum(first, second), nan=1).min(axis=1).clip(0, 1)[:, None]
        inside = (enter < leave)[:, 0]
        return np.hstack([start + direction * enter, start + direction * leave])[inside]


def fit(boxes: np.ndarray) -> tuple[Frame, bool]:
    """A frame round everything but what strayed far away; and whether anything did."""
    near = boxes[_near(boxes)]
    near = near[_together(near)]
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


def _together(boxes: np.ndarray) -> np.ndarray:
    """Without what lies at the origin when the drawing lies a world away from it, as a plan in UTM does."""
    left, bottom = boxes[:, :2].min(axis=0)
    right, top = boxes[:, 2:].max(axis=0)
    axis = int(top - bottom > right - left)
    order = np.argsort(boxes[:, axis])
    reach = np.maximum.accumulate(boxes[order, axis + 2])
    gaps = boxes[order[1:], axis] - reach[:-1]
    if not len(gaps):
        return np.full(len(boxes), True)
    cut = int(gaps.argmax()) + 1
    groups = [order[:cut], order[cut:]]
    origin = min(groups, key=lambda group: _off_origin(boxes[group]))
    house = groups[1] if origin is groups[0] else groups[0]
    size = max(_size(boxes[origin]), _size(boxes[house]))
    far = (
        gaps[cut - 1] > max(_FAR * size, _A_WORLD)
        and _off_origin(boxes[origin]) <= size
        and len(origin) <= 2 * len(house)
    )
    together = np.full(len(boxes), True)
    together[origin] = not (far and len(origin) <= 2 * len(house))
    return together


def _off_origin(boxes: np.ndarray) -> float:
    """How far the nearest mark lies from 0, 0."""
    return float(np.maximum(np.maximum(boxes[:, :2], -boxes[:, 2:]), 0).max(axis=1).min())


def _size(boxes: np.ndarray) -> float:
    return float((boxes[:, 2:].max(axis=0) - boxes[:, :2].min(axis=0)).max())
