"""How far the entities of model space reach: what lies beside a window need not be drawn through it."""

from ezdxf import bbox
from ezdxf.math import BoundingBox


class Reach(bbox.Cache):
    """Found once each. One whose box cannot be found has none: it is drawn through every window that is there."""

    def __init__(self) -> None:
        super().__init__()
        self._box_of_each: dict[int, BoundingBox] = {}

    def get(self, entity) -> BoundingBox:
        if id(entity) not in self._box_of_each:
            self._box_of_each[id(entity)] = box_of(entity)
        return self._box_of_each[id(entity)]


def box_of(entity) -> BoundingBox:
    """Empty when there is none."""
    try:
        return bbox.extents([entity], fast=True)
    except MemoryError:
        raise
    except Exception:  # ezdxf raises whatever its mathematics raise
        return BoundingBox()
