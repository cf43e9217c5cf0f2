"""Finds the rooms of a plan: closed lines of a room's size, each with the name that is written in it."""

import re
from typing import NamedTuple

from ezdxf.math import BoundingBox2d, Vec2, area, is_point_in_polygon_2d
from ezdxf.path import make_path

from shahrsazi.documents.dxf.layouts import is_on
from shahrsazi.documents.dxf.shx import is_unread
from shahrsazi.documents.dxf.spelling import words_of

SMALLEST, LARGEST, MAX_ROOMS = 0.5, 5_000, 200
_LIKELY = re.compile("room|space|area|zone|فضا|اتاق|اطاق|مساحت|زیربنا", re.I)
_NAME = re.compile(r"[^\W\d_]{2,}")


class Room(NamedTuple):
    name: str
    area: float
    layer: str


class _Outline(NamedTuple):
    corners: list[Vec2]
    box: BoundingBox2d
    size: float  # m²
    layer: str


def find_rooms(doc, metre: float, clean) -> list[Room]:
    """Rooms of model space, those on layers that are named so first; `metre` is the length of a unit in metres."""
    outlines = [o for e in doc.modelspace().query("LWPOLYLINE POLYLINE") if (o := _outline(e, metre))]
    outlines.sort(key=lambda o: o.size)
    names: dict[int, list[tuple[float, str]]] = {}
    for where, height, text in _written(doc):
        inside = next((i for i, o in enumerate(outlines) if _holds(o, where)), None)
        if inside is not None and (name := _name_in(clean(text))):
            names.setdefault(inside, []).append((-height, name))
    rooms = [Room(min(names.get(i, [(0, "")]))[1], round(o.size, 2), o.layer) for i, o in enumerate(outlines)]
    rooms = [room for room in rooms if room.name or _LIKELY.search(room.layer)]  # the rest are walls and windows
    return sorted(rooms, key=lambda r: (not _LIKELY.search(r.layer), not r.name, -r.area))[:MAX_ROOMS]


def _outline(entity, metre: float) -> _Outline | None:
    if not _is_shown(entity) or not (
        entity.is_closed if entity.dxftype() == "LWPOLYLINE" else entity.is_2d_polyline and entity.is_closed
    ):
        return None
    path = make_path(entity)
    if len(path) > 2_000:
        return None
    corners = Vec2.list(path.flattening(0.005 / metre, 4))
    size = abs(area(corners)) * metre * metre if len(corners) > 2 else 0
    return _Outline(corners, BoundingBox2d(corners), size, entity.dxf.layer) if SMALLEST <= size <= LARGEST else None


def _written(doc):
    """Where the middle of a text is about, how high it is, and what it says."""
    for text in doc.modelspace().query("TEXT MTEXT"):
        if not _is_shown(text) or is_unread(text):
            continue
        if text.dxftype() == "MTEXT":
            yield Vec2(text.dxf.insert), text.dxf.char_height, words_of(text)
        else:
            aligned = text.dxf.halign or text.dxf.valign
            yield Vec2(text.dxf.align_point if aligned else text.dxf.insert), text.dxf.height, text.plain_text()


def _is_shown(entity) -> bool:
    return is_on(entity.doc, entity.dxf.get("layer", "0")) and not entity.dxf.get("invisible", 0)


def _holds(outline: _Outline, where: Vec2) -> bool:
    return outline.box.inside(where) and is_point_in_polygon_2d(where, outline.corners) >= 0


def _name_in(text: str) -> str:
    """The first line with a word in it that is not a measure."""
    lines = [line.strip() for line in text.splitlines()]
    return next((line[:80] for line in lines if _NAME.search(line) and not re.match(r"[\d۰-۹(]", line)), "")
