"""In which unit model space is drawn: the stated one, unless the drawing's own dimensions or areas speak against it.

Templates state millimetres or inches, and whoever draws metres or centimetres over them seldom changes that.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from ezdxf.math import Vec2

from shahrsazi.documents.dxf.dimensions import KINDS
from shahrsazi.documents.dxf.layouts import is_shown
from shahrsazi.documents.dxf.rooms import written_areas
from shahrsazi.documents.dxf.spelling import words_of

STATED = {1: ("inch", 0.0254), 2: ("foot", 0.3048), 4: ("mm", 0.001), 5: ("cm", 0.01), 6: ("m", 1.0)}
LENGTHS = {0, 1, 3, 4, 6}
MAX_DIMENSIONS = 2_000
_UNITS = [metre for _name, metre in STATED.values()]
_NUMBER = re.compile(r"(\d+)(?:[.,٫/](\d+))?\s*(?:(mm|cm|m|میلی|سانتی|متر)\b)?", re.I)
_SHOWN = {"mm": 0.001, "میلی": 0.001, "cm": 0.01, "سانتی": 0.01, "m": 1.0, "متر": 1.0}
_FEET = re.compile(r"\d\s*['\"′″]")
_EXACT = 0.03
# Half of the lengths that are written in the drawing's own unit lie above, half below such a one, in metres. Of plans
# drawn in the next smaller or larger unit it lies beyond.
_USUAL = {"mm": (0.6, math.inf), "cm": (0.1, 20), "m": (0, 100)}


class Unit(NamedTuple):
    """Of unknown length when nothing is stated, or something `doubtful`; `confirmed` where dimensions are written in
    another unit, and agree with it.
    """

    name: str = "unknown"
    metre: float | None = None
    doubtful: bool = False
    confirmed: bool = False


class _Length(NamedTuple):
    units: float
    figure: float
    shown_in: tuple[float, ...]  # what the figure may count, in metres

    @property
    def tells_unit(self) -> bool:
        """A figure in the drawing's own unit, whichever that is, agrees with all of them."""
        return not _near(self.figure, self.units)

    def agrees_with(self, metre: float) -> bool:
        return any(_near(self.figure * shown, self.units * metre) for shown in self.shown_in)


def unit_of(doc) -> Unit:
    name, metre = STATED.get(doc.header.get("$INSUNITS", 0), ("unknown", None))
    if metre is None:
        return Unit()
    dimensions = list(filter(is_shown, doc.modelspace().query(" ".join(KINDS))))[:MAX_DIMENSIONS]
    if name in ("inch", "foot"):
        in_feet = any(_FEET.search(words_at(dimension)) for dimension in dimensions)
        return Unit(name, metre) if in_feet else Unit(doubtful=True)
    lengths = list(_lengths(dimensions))
    against = sum(not length.agrees_with(metre) for length in lengths)
    if against * 2 > len(lengths) or _is_unusual(lengths, name, metre) or _areas_contradict(doc, metre):
        return Unit(doubtful=True)
    return Unit(name, metre, confirmed=any(length.tells_unit and length.agrees_with(metre) for length in lengths))


def words_at(dimension) -> str:
    """What is written at the dimension, as its picture has it."""
    block = dimension.get_geometry_block()
    texts = block.query("MTEXT TEXT") if block is not None else []
    return words_of(texts[0]) if texts else dimension.dxf.get("text", "").replace("<>", "")


def measured(dimension) -> float | None:
    """The length that a dimension of a length measures, in units of the drawing."""
    try:
        if dimension.dxftype() == "ARC_DIMENSION":
            return _along_arc(dimension.dxf)
        units = dimension.get_measurement()
    except Exception:  # ezdxf's mathematics on lines that do not meet
        return None
    return units if dimension.dimtype in LENGTHS and isinstance(units, float) else None


def _along_arc(dxf) -> float:
    """From one point to the other around the middle, on the side where the line of the dimension is."""
    begin, end, line = (Vec2(point - dxf.defpoint4) for point in (dxf.defpoint2, dxf.defpoint3, dxf.defpoint))
    sweep, half = (end.angle - begin.angle) % math.tau, (line.angle - begin.angle) % math.tau
    return begin.magnitude * (sweep if half <= sweep else math.tau - sweep)


def _lengths(dimensions: list) -> Iterator[_Length]:
    for dimension in dimensions:
        units, written = measured(dimension), _NUMBER.search(words_at(dimension))
        if units and written:
            shown = _SHOWN.get((written[3] or "").lower())
            yield _Length(units, float(f"{written[1]}.{written[2] or 0}"), (shown,) if shown else (0.001, 0.01, 1.0))


def _is_unusual(lengths: list[_Length], name: str, metre: float) -> bool:
    """Of figures that count the drawing's own units nothing is told but by how large they are."""
    own = [length.units * metre for length in lengths if _near(length.figure, length.units)]
    low, high = _USUAL[name]
    return bool(own) and not low <= median(own) <= high


def _areas_contradict(doc, metre: float) -> bool:
    """Square metres that are written within a closed line tell what a unit is, where that comes out as a known one."""
    votes: Counter[float] = Counter()
    for figure, size in written_areas(doc, metre):
        votes.update([unit for unit in _UNITS if _near(figure, size * unit * unit)])
    return any(number > votes[metre] for number in votes.values())


def _near(first: float, second: float) -> bool:
    return abs(first - second) <= _EXACT * max(first, second)
