"""Finds the rooms of a plan: closed lines of a room's size, each with the name that is written in it."""

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from ezdxf.math import BoundingBox2d, Vec2, area, is_point_in_polygon_2d
from ezdxf.path import make_path

from shahrsazi.documents.dxf.layouts import is_shown
from shahrsazi.documents.dxf.shx import is_unread
from shahrsazi.documents.dxf.spelling import words_of

SMALLEST, LARGEST = 0.5, 5_000  # m²
_CUPBOARD, _HALL = 3, 250  # m²: of rooms with names one is larger than that, and of several one smaller than this
_LIKELY = re.compile("room|space|area|zone|فضا|اتاق|اطاق|مساحت|زیربنا", re.I)
_FIGURE = r"(\d+(?:[.,٫/]\d+)?)"
_AREA = re.compile(rf"{_FIGURE}\s*(?:m2|m²|㎡|متر\s*مربع)|(?:مساحت|زیربنا|area)\s*[:=]\s*{_FIGURE}", re.I)
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
    return sorted(rooms, key=lambda r: (not _LIKELY.search(r.layer), not r.name, -r.area))


def are_of_no_house(rooms: list[Room]) -> bool:
    """Whether the rooms with names are so small or so large that the unit is none of theirs."""
    areas = [room.area for room in rooms if room.name]
    return bool(areas) and (max(areas) < _CUPBOARD or (len(areas) > 2 and min(areas) > _HALL))


def written_areas(doc, metre: float) -> Iterator[tuple[float, float]]:
    """The figure of each area that is written, with the area of the smallest line around it in units of the drawing."""
    written = [(where, match) for where, _height, text in _written(doc) if (match := _AREA.search(text))]
    every = doc.modelspace().query("LWPOLYLINE POLYLINE") if written else ()
    outlines = [outline for entity in every if (outline := _outline(entity, metre, (0, math.inf)))]
    outlines.sort(key=lambda outline: outline.size)
    for where, match in written:
        around = next((outline for outline in outlines if _holds(outline, where)), None)
        if around is not None:
            yield float(re.sub("[,٫/]", ".", match[1] or match[2])), around.size / metre**2


def _outline(entity, metre: float, sizes=(SMALLEST, LARGEST)) -> _Outline | None:
    if not is_shown(entity) or not (
        entity.is_closed if entity.dxftype() == "LWPOLYLINE" else entity.is_2d_polyline and entity.is_closed
    ):
        return None
    path = make_path(entity)
    if len(path) > 2_000:
        return None
    corners = Vec2.list(path.flattening(0.005 / metre, 4))
    size = abs(area(corners)) * metre * metre if len(corners) > 2 else 0
    return _Outline(corners, BoundingBox2d(corners), size, entity.dxf.layer) if sizes[0] < size < sizes[1] else None


def _written(doc):
    """Where the middle of a text is about, how high it is, and what it says."""
    for text in doc.modelspace().query("TEXT MTEXT"):
        if not is_shown(text) or is_unread(text):
            continue
        if text.dxftype() == "MTEXT":
            yield Vec2(text.dxf.insert), text.dxf.char_height, words_of(text)
        else:
            aligned = text.dxf.halign or text.dxf.valign
            yield Vec2(text.dxf.align_point if aligned else text.dxf.insert), text.dxf.height, text.plain_text()


def _holds(outline: _Outline, where: Vec2) -> bool:
    return outline.box.inside(where) and is_point_in_polygon_2d(where, outline.corners) >= 0


def _name_in(text: str) -> str:
    """The first line with a word in it that is not a measure."""
    lines = [line.strip() for line in text.splitlines()]
    return next((line[:80] for line in lines if _NAME.search(line) and not re.match(r"[\d۰-۹(]", line)), "")
