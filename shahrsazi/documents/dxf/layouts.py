"""Which layouts of a drawing become sheets, and how large the paper of each is."""

import math
from collections.abc import Callable
from itertools import pairwise

from ezdxf.document import Drawing
from ezdxf.layouts import Layout
from ezdxf.math import BoundingBox2d, Vec2, Vec3
from ezdxf.math.clipping import ClippingRect2d

from shahrsazi.documents.dxf.extents import TEXTS, at_most
from shahrsazi.documents.dxf.frame import Frame
from shahrsazi.documents.dxf.kinds import is_missing
from shahrsazi.documents.dxf.reach import box_of

MAX_SHEETS = 24
MAX_PARTS = 500  # of a block, to find its box
_UNSEEN = {"VIEWPORT", "LIGHT", "SUN"}


def layouts_to_show(doc: Drawing) -> list[Layout]:
    """Those that become sheets; the rest is counted as left out."""
    return layouts_with_content(doc)[:MAX_SHEETS]


def layouts_with_content(doc: Drawing) -> list[Layout]:
    """Model space first, then the papers in the order of their tabs; none without anything to see on it."""
    corners: dict[int, list] = {}  # of what was set or unfolded for one window, for the others
    names = sorted(doc.layouts.names_in_taborder(), key=lambda name: name.lower() != "model")
    return [layout for layout in map(doc.layouts.get, names) if _has_content(layout, corners)]


def _has_content(layout: Layout, corners: dict[int, list]) -> bool:
    if any(_seen(entity) for entity in layout):
        return True
    return any(_looks_at_something(window, corners) for window in windows(layout))


def _looks_at_something(window, corners: dict[int, list]) -> bool:
    """Whether something in model space reaches into what the window shows; in doubt it does."""
    if not window.is_top_view:
        return False
    view = BoundingBox2d([window.get_modelspace_limits()[:2], window.get_modelspace_limits()[2:]])
    frozen = {name.lower() for name in window.frozen_layers}
    return any(
        _reaches(entity, view, corners) and _seen(entity) and entity.dxf.get("layer", "0").lower() not in frozen
        for entity in window.doc.modelspace()
        if entity.dxftype() not in _UNSEEN
    )


def _reaches(entity, view: BoundingBox2d, corners: dict[int, list]) -> bool:
    """By the points of what is made of few, a text by its words, others by their boxes."""
    kind = entity.dxftype()
    if kind in TEXTS:
        return _text_reaches(entity, view, corners)
    if kind == "LINE":
        points = [entity.dxf.start, entity.dxf.end]
    elif kind in ("CIRCLE", "ARC"):
        points = [entity.ocs().to_wcs(entity.dxf.center + Vec3(r, r)) for r in (-entity.dxf.radius, entity.dxf.radius)]
    elif kind in ("LWPOLYLINE", "LEADER") and not _is_broad(entity):
        return _passes(entity, view)
    elif kind == "POINT":
        points = [entity.dxf.location]
    else:
        points = _once(_corners, entity, corners)
    return not points or view.has_overlap(BoundingBox2d(points))


def _once(corners_by: Callable, entity, corners: dict[int, list]) -> list:
    if id(entity) not in corners:
        corners[id(entity)] = corners_by(entity)
    return corners[id(entity)]


def _text_reaches(entity, view: BoundingBox2d, corners: dict[int, list]) -> bool:
    """Set only where it stands so near that it may reach; where its words cannot be told it does."""
    [(x, y, reach)] = _once(_about, entity, corners)
    (left, bottom), (right, top) = view.extmin, view.extmax
    if not (left - reach <= x <= right + reach and bottom - reach <= y <= top + reach):
        return False
    if left <= x <= right and bottom <= y <= top:
        return True
    if -id(entity) not in corners:
        corners[-id(entity)] = _corners(entity)
    points = corners[-id(entity)]
    return not points or view.has_overlap(BoundingBox2d(points))


def _about(entity) -> list[tuple[float, float, float]]:
    """Where a text stands, and how far it may reach from there."""
    at = entity.dxf.insert if entity.dxftype() == "MTEXT" else entity.ocs().to_wcs(entity.dxf.insert)
    return [(at.x, at.y, at_most(entity))]


def _is_broad(entity) -> bool:
    """Whether it is more than its corners: bent, or a band."""
    return getattr(entity, "has_arc", False) or getattr(entity, "has_width", False)


def _passes(entity, view: BoundingBox2d) -> bool:
    """By each stretch: an outline may lie all around a window and not be seen in it."""
    points = list(entity.vertices_in_wcs() if entity.dxftype() == "LWPOLYLINE" else entity.vertices)
    points += points[:1] if getattr(entity, "closed", False) else []
    window = ClippingRect2d(view.extmin, view.extmax)
    return any(window.clip_line(start, end) for start, end in pairwise(Vec2.list(points)))


def _corners(entity) -> list:
    """None where it is too much to unfold or has no box, which counts as reaching."""
    block = entity.block() if entity.dxftype() == "INSERT" else ()
    if block is not None and (len(block) > MAX_PARTS or any(part.dxftype() == "INSERT" for part in block)):
        return []
    box = box_of(entity)
    return [box.extmin, box.extmax] if box.has_data else []


def begins(entity) -> tuple[float, float]:
    """Where an entity begins, or not a number."""
    for name in ("insert", "start", "center", "location", "vtx0", "defpoint"):
        if entity.dxf.hasattr(name):
            point = entity.dxf.get(name)
            return point.x, point.y
    if entity.dxftype() == "LWPOLYLINE" and len(entity):
        return entity[0][:2]
    if entity.dxftype() == "POLYLINE" and len(entity.vertices):
        return tuple(entity.vertices[0].dxf.location)[:2]
    return math.nan, math.nan


def _seen(entity) -> bool:
    if entity.dxftype() in _UNSEEN or entity.dxf.get("invisible", 0) or is_missing(entity):
        return False
    if entity.dxftype() == "INSERT":
        block = entity.block()
        shown = bool(entity.attribs) or (block is not None and len(block) > 0)
        return shown and not is_frozen(entity.doc, entity.dxf.get("layer", "0"))
    return is_on(entity.doc, entity.dxf.get("layer", "0"))


def is_on(doc: Drawing, name: str) -> bool:
    if not doc.layers.has_entry(name):
        return True
    layer = doc.layers.get(name)
    return layer.is_on() and not layer.is_frozen()


def is_shown(entity) -> bool:
    """Whether nothing of its own hides it: neither its layer nor itself."""
    return is_on(entity.doc, entity.dxf.get("layer", "0")) and not entity.dxf.get("invisible", 0)


def is_frozen(doc: Drawing, name: str) -> bool:
    return doc.layers.has_entry(name) and doc.layers.get(name).is_frozen()


def turn_off_unplotted(doc: Drawing) -> None:
    """What no plotter draws is not on the sheet either: the points of dimensions, layers not to be plotted."""
    for layer in doc.layers:
        if not layer.dxf.get("plot", 1) or layer.dxf.name.lower() == "defpoints":
            layer.off()


def windows(layout: Layout) -> list:
    """The viewports that show model space; the first of a layout is the layout itself."""
    if layout.is_modelspace:
        return []
    viewports = sorted(layout.query("VIEWPORT"), key=lambda v: v.dxf.get("status", 0))
    viewports = [v for v in viewports if v.dxf.get("status", 0) > 0]
    return viewports[1:] if viewports and viewports[0].dxf.status == 1 else viewports


def paper(layout: Layout) -> Frame | None:
    """The sheet of paper as its page setup says, in the layout's own units, whose zero lies inside the margins."""
    dxf = layout.dxf
    width, height = dxf.get("paper_width", 0), dxf.get("paper_height", 0)
    left, bottom = dxf.get("left_margin", 0), dxf.get("bottom_margin", 0)
    if not (10 < width < 20_000 and 10 < height < 20_000):
        return None
    turn = dxf.get("plot_rotation", 0) % 4
    if turn % 2:
        width, height, left, bottom = height, width, bottom, left
    unit = 25.4 if dxf.get("plot_paper_units", 1) == 0 else 1
    return Frame(-left / unit, -bottom / unit, (width - left) / unit, (height - bottom) / unit)
