"""The patterns of hatches: how many strokes one takes, and what one looks like that the file only names."""

import math

from ezdxf.math import BoundingBox2d
from ezdxf.tools.pattern import IMPERIAL_PATTERN, ISO_PATTERN

MAX_HATCH_LINES = 60_000


def defined_by_name(polygon) -> bool:
    """Whether the pattern has lines; where the file has none they are those of the usual pattern of that name."""
    if polygon.pattern is None or not polygon.pattern.lines:
        metric = polygon.doc is None or polygon.doc.header.get("$MEASUREMENT", 1)
        lines = (ISO_PATTERN if metric else IMPERIAL_PATTERN).get(polygon.dxf.pattern_name.upper())
        if lines:
            polygon.set_pattern_definition(lines, factor=polygon.dxf.pattern_scale, angle=polygon.dxf.pattern_angle)
    return polygon.pattern is not None and bool(polygon.pattern.lines)


def strokes_of_hatch(polygon, paths) -> int:
    """About how many strokes the pattern needs, counted before any is drawn."""
    box = BoundingBox2d(v for path in paths for v in path.control_vertices())
    if polygon.pattern is None or not box.has_data:
        return 0
    edges = sum(map(len, paths))
    return sum(_strokes_of(line, box.size.magnitude, edges) for line in polygon.pattern.lines)


def _strokes_of(line, diagonal: float, edges: int) -> int:
    angle = math.radians(line.angle)
    apart = abs(line.offset.y * math.cos(angle) - line.offset.x * math.sin(angle))
    dash = sum(map(abs, line.dash_length_items)) or math.inf
    if not (apart > diagonal / MAX_HATCH_LINES and dash > diagonal / MAX_HATCH_LINES):
        return MAX_HATCH_LINES + 1
    rows = diagonal / apart
    return math.ceil(rows * max(1, diagonal / dash * len(line.dash_length_items)) + rows * edges / 20)
