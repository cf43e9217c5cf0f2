"""Takes out of a drawing what cannot be drawn safely: numbers beyond any map, endless texts, curves of absurd degree.

Left in, a coordinate of 1e308 or NaN lets loops of the mathematics run without end.
"""

import math
from collections import Counter
from collections.abc import Iterable

import numpy as np
from ezdxf.document import Drawing
from ezdxf.math import Vec2, Vec3

from shahrsazi.documents.dxf.spelling import spell

MAX_COORDINATE = 1e9
MAX_TEXT_LENGTH = 5_000
MAX_VERTICES = 200_000
MAX_KNOTS = 5_000
MAX_TURNS = 100_000  # degrees or radians of an arc
_SPLINE_FIT, _FRAME = 4, 16  # flags of an old polyline and of its vertices
MAX_WIDTH = 2_000  # of a paragraph, in heights of its letters
_ANGLES = {"start_param", "end_param", "start_angle", "end_angle", "rotation", "text_direction"}


def remove_unfit(doc: Drawing) -> Counter[tuple[str, str]]:
    """Takes out every entity that is not fit, and tells where they were and their types."""
    left_out: Counter[tuple[str, str]] = Counter()
    for container in [*doc.layouts, *doc.blocks]:
        for entity in list(container):
            if is_fit(entity):
                spell(entity)
            else:
                left_out[container.layout_key, entity.dxftype()] += 1
                container.unlink_entity(entity)
    return left_out


def is_fit(entity) -> bool:
    try:
        return _numbers_fit(entity.dxf) and _FITS.get(entity.dxftype(), _whatever)(entity) and _partsis_fit(entity)
    except (AttributeError, TypeError, ValueError, IndexError, KeyError, ArithmeticError):
        return False


def _numbers_fit(dxf) -> bool:
    return all(_value_fits(name, value) for name, value in dxf.all_existing_dxf_attribs().items())


def _value_fits(name: str, value) -> bool:
    if isinstance(value, Vec3):
        return _near(value.x) and _near(value.y) and _near(value.z)
    if isinstance(value, float):
        return abs(value) <= (MAX_TURNS if name in _ANGLES else MAX_COORDINATE)
    return not isinstance(value, str) or len(value) <= MAX_TEXT_LENGTH


def _partsis_fit(entity) -> bool:
    """The attributes of a block reference and the vertices of an old polyline are entities of their own."""
    vertices = entity.vertices if entity.dxftype() == "POLYLINE" else ()
    return all(_numbers_fit(part.dxf) for part in (*getattr(entity, "attribs", ()), *vertices))


def _near(value: float) -> bool:
    return abs(value) <= MAX_COORDINATE  # False for NaN


def _all_near(values: Iterable) -> bool:
    array = np.asarray(list(values), dtype=float)
    return len(array) <= MAX_VERTICES and bool((np.abs(array) <= MAX_COORDINATE).all())


def _whatever(_) -> bool:
    return True


def _polyline(entity) -> bool:
    return _all_near(entity.lwpoints.values)


def _old_polyline(entity) -> bool:
    if entity.is_2d_polyline or entity.is_3d_polyline:
        _leave_curve(entity)
    return len(entity.vertices) <= MAX_VERTICES


def _leave_curve(entity) -> None:
    """A curve fitted by splines brings along the frame that controls it, which nobody is meant to see."""
    curve = [vertex for vertex in entity.vertices if not vertex.dxf.flags & _FRAME]
    if entity.dxf.flags & _SPLINE_FIT and curve:
        entity.vertices[:] = curve


def _points(entity) -> bool:
    return _all_near(tuple(Vec3(v)) for v in entity.vertices)


def _spline(entity) -> bool:
    points = [*entity.control_points, *entity.fit_points]
    counts = len(points) <= MAX_KNOTS and len(entity.knots) <= MAX_KNOTS + 30 and 1 <= entity.dxf.degree <= 15
    return counts and _all_near(tuple(Vec3(p)) for p in points) and _all_near([*entity.knots, *entity.weights])


def _paragraph(entity) -> bool:
    """ezdxf sets a tab stop every four letters of the width, so a width without bounds is a loop without end."""
    if len(entity.text) > MAX_TEXT_LENGTH or (entity.columns and entity.columns.count > 50):
        return False
    if not entity.dxf.get("width", 0) < MAX_WIDTH * entity.dxf.char_height:
        entity.dxf.discard("width")
    return True


def _hatch(entity) -> bool:
    lines = entity.pattern.lines if entity.pattern else []
    offsets = [v for line in lines for v in (line.angle, *line.base_point, *line.offset, *line.dash_length_items)]
    edges = [edge for path in entity.paths for edge in getattr(path, "edges", ())]
    corners = [tuple(c) for path in entity.paths for c in getattr(path, "vertices", ())]
    return len(lines) <= 100 and _all_near(offsets) and _all_near(corners) and all(map(_edge_fits, edges))


def _edge_fits(edge) -> bool:
    values = list(_flat(vars(edge).values()))
    turns = [getattr(edge, name, 0) or 0 for name in ("start_angle", "end_angle", "start_param", "end_param")]
    simple = len(values) <= MAX_KNOTS * 3 and getattr(edge, "degree", 1) <= 15
    return simple and _all_near(values) and max(map(abs, turns)) <= MAX_TURNS


def _flat(values: Iterable) -> Iterable[float]:
    for value in values:
        if isinstance(value, int | float):
            yield value
        elif isinstance(value, Vec2 | Vec3):
            yield from (value.x, value.y)
        elif isinstance(value, list | tuple | np.ndarray):
            yield from _flat(value)


def _viewport(entity) -> bool:
    return math.isfinite(entity.dxf.height) and entity.dxf.view_height > 0 and entity.dxf.height > 0


_FITS = {
    "LWPOLYLINE": _polyline,
    "POLYLINE": _old_polyline,
    "SPLINE": _spline,
    "LEADER": _points,
    "MESH": _points,
    "MTEXT": _paragraph,
    "HATCH": _hatch,
    "MPOLYGON": _hatch,
    "VIEWPORT": _viewport,
}
