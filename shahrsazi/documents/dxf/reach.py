"""How far the entities of model space reach: what lies beside a window need not be drawn through it."""

from ezdxf import bbox, disassemble
from ezdxf.math import BoundingBox

from shahrsazi.documents.dxf.extents import TEXTS, corners_of

_ENDLESS = ("XLINE", "RAY")


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
    """Empty when there is none, or when something in it has no end."""
    try:
        return _box_of_parts(disassemble.recursive_decompose([entity]))
    except MemoryError:
        raise
    except Exception:  # ezdxf raises whatever its mathematics raise
        return BoundingBox()


def _box_of_parts(parts) -> BoundingBox:
    """Texts by their words, since ezdxf guesses at those; what else it draws by its bounds."""
    box = BoundingBox()
    for part in parts:
        if part.dxftype() in _ENDLESS:
            return BoundingBox()
        if part.dxftype() in TEXTS:
            box.extend(corners_of(part))
        else:
            box.extend(bbox.extents([part], fast=True))
    return box
