"""Turns a surveyed block, reported as GeoJSON, into shapes in whole centimetres; refuses what cannot be drawn truly.

Only this module loads shapely: the pages draw with plain arithmetic.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from shapely import MultiPoint, Polygon, is_valid, is_valid_reason, linearrings, polygons

from shahrsazi.casefiles.site_plan import bounds, geojson, geometry
from shahrsazi.casefiles.site_plan.geometry import Point, Ring
from shahrsazi.casefiles.site_plan.shapes import MAX_DISTANCE, Shape, is_too_wide, steps
from shahrsazi.persian.identifiers import InvalidInputError

AREAS, LINES, POINTS = (geojson.Polygon, geojson.MultiPolygon), (geojson.LineString,), (geojson.Point,)
FORMS = {
    **dict.fromkeys(("deeded", "existing", "after_correction", "neighbour", "zone", "building", "setback"), AREAS),
    "street": AREAS + LINES,
    "chamfer": AREAS + LINES,
    "level": POINTS,
}
NEEDED = {"street": "name", "setback": "side", "level": "value"}
LAND = "existing"
ONCE = ("deeded", "after_correction")
SURVEY = settings.CITY.survey
MAX_POINTS, MAX_POINTS_IN_ALL = 2000, 20_000
TOLERANCE = 10  # centimetres by which corrected land may pass the existing: two surveys never agree to the last one
OTHER_LAND = N_("The land of survey %(key)s measures %(drawn)s square metres, the file says %(said)s.")
MAX_AREA_DIFFERENCE = 0.5  # of the area on the sheet or of the visit; a smaller difference is a note on the page


class FeatureError(InvalidInputError):
    """A feature that cannot be drawn truly; `why` is a key of left_out.REASONS."""

    def __init__(self, sentence: str, why: str):
        super().__init__(sentence, "survey")
        self.why = why


def shapes_of(block: geojson.Collection) -> list[Shape]:
    """The shapes of a block. What cannot be drawn truly is left out with its reason, but the land itself: of that
    InvalidInputError names the feature, counted from 1.
    """
    project = _projection(block.crs)
    shapes = _without_broken([_read(f, n, project) for n, f in enumerate(block.features, 1)])
    if sum(len(ring) // 2 for shape in shapes for ring in shape.rings) > MAX_POINTS_IN_ALL:
        raise InvalidInputError(_("The block has more than %s points in all.") % MAX_POINTS_IN_ALL, "survey")
    return _going_together(shapes)


def _read(feature: geojson.Feature, number: int, project) -> Shape:
    label = _label(number, feature.properties.kind)
    try:
        return _shape(feature, label, project, number)
    except FeatureError as error:
        if feature.properties.kind == LAND:
            raise
        return _left_out(_named(feature.properties, number), error.why)


def _label(number: int, kind: str) -> str:
    return f"{number} ({kind})"


def _left_out(shape: Shape, why: str) -> Shape:
    return Shape(kind=shape.kind, rings=[], name=shape.name, side=shape.side, left_out=why, number=shape.number)


def _named(about: geojson.About, number: int) -> Shape:
    name = about.name or about.plate or about.title or about.what or ""
    return Shape(kind=about.kind, rings=[], name=name, side=about.side, number=number)


def _refuse(label: str, error: str, why: str):
    raise FeatureError(_("Feature %(place)s: %(fault)s") % {"place": label, "fault": error}, why)


def _shape(feature: geojson.Feature, label: str, project, number: int) -> Shape:
    geometry, about = feature.geometry, feature.properties
    if not isinstance(geometry, FORMS[about.kind]):
        _refuse(label, _("a %s cannot be drawn as this kind.") % type(geometry).__name__, "form")
    needed = NEEDED.get(about.kind)
    if needed and getattr(about, needed) is None:
        _refuse(label, _("it needs “%s”.") % needed, "needs")
    form, lines = _lines(geometry, label)
    points = [_whole_centimetres([project(p, label) for p in line]) for line in lines]
    rings = _area(points, label) if form == "area" else _line(points[0], form, label)
    shape = _named(about, number)
    shape.form, shape.rings = form, [steps(line) for line in rings]
    shape.use_group, shape.density, shape.level = about.use_group, _rounded(about.density), _rounded(about.value, 3)
    shape.width_existing, shape.width_planned = _rounded(about.width_existing), _rounded(about.width_planned)
    return shape


def _rounded(number: float | None, places: int = 2) -> float | None:
    """As columns of the same kind hold it. No line can be drawn beside another at a distance of next to nothing."""
    return None if number is None else round(number, places)


def _lines(geometry, label: str) -> tuple[str, list]:
    if isinstance(geometry, geojson.Point):
        return "point", [[geometry.coordinates]]
    if isinstance(geometry, geojson.LineString):
        return "line", [geometry.coordinates]
    if isinstance(geometry, geojson.MultiPolygon):
        if len(geometry.coordinates) != 1:
            _refuse(
                label, _("it has %s parts; tell each as a feature of its own.") % len(geometry.coordinates), "parts"
            )
        geometry = geojson.Polygon(geometry.coordinates[0])
    if not geometry.coordinates:
        _refuse(label, _("it has no points."), "empty")
    return "area", geometry.coordinates


def _projection(crs: geojson.Crs | None):
    """A function from a position to metres of the city's UTM zone."""
    epsg = SURVEY.epsg.partition(":")[2]
    named = re.search(rf"({epsg}|4326|CRS84)$", crs.properties.name) if crs else None
    if crs and not named:
        raise InvalidInputError(
            _("The coordinate system is neither %s nor longitude and latitude.") % SURVEY.epsg, "survey"
        )
    return _from_utm if named and named[1] == epsg else _from_degrees


def _from_degrees(position: list[float], label: str) -> Point:
    lon, lat = position[:2]
    if bounds.in_degrees(lon, lat):
        return bounds.to_utm(lat, lon)
    if bounds.in_degrees(lat, lon):
        _refuse(label, _("longitude and latitude are exchanged: longitude comes first."), "elsewhere")
    if bounds.in_utm(lon, lat):
        _refuse(label, _("its positions look like metres of UTM; name %s in “crs”.") % SURVEY.epsg, "elsewhere")
    return _refuse(label, bounds.outside(), "elsewhere")


def _from_utm(position: list[float], label: str) -> Point:
    x, y = position[:2]
    if wrong := bounds.wrong_metres(x, y):
        _refuse(label, wrong, "elsewhere")
    return x, y


def _whole_centimetres(points: Ring) -> Ring:
    """The points in whole centimetres; of equal points in a row only the first."""
    whole = [(round(x * 100), round(y * 100)) for x, y in points]
    return [p for n, p in enumerate(whole) if n == 0 or p != whole[n - 1]]


def _line(points: Ring, form: str, label: str) -> list[Ring]:
    if form == "line" and len(points) < 2:
        _refuse(label, _("a line needs two different points."), "line")
    return [points]


def _area(rings: list[Ring], label: str) -> list[Ring]:
    if sum(map(len, rings)) > MAX_POINTS + len(rings):
        _refuse(label, _("it has more than %s points.") % MAX_POINTS, "points")
    for ring in rings:
        if not ring or ring[0] != ring[-1]:
            _refuse(label, _("a ring is not closed: its last position must be its first."), "open")
        if len(ring) < 4 or (geometry.area(ring) < 1 and MultiPoint(ring).convex_hull.area < 1):
            _refuse(label, _("it has no area."), "area")
    shell, *holes = (ring[:-1] for ring in rings)
    return [geometry.clockwise(shell), *(geometry.clockwise(hole)[::-1] for hole in holes)]


def _without_broken(shapes: list[Shape]) -> list[Shape]:
    """All areas of a block are looked at together: to ask for each costs more than the answer."""
    areas = [shape for shape in shapes if shape.form == "area" and shape.rings]
    rings = {shape.number: [[*line, line[0]] for line in shape.lines] for shape in areas}
    all_rings = list(chain(*rings.values()))
    if not all_rings:
        return shapes
    lines = linearrings(list(chain(*all_rings)), indices=_positions(all_rings))
    drawn = polygons(lines, indices=_positions(rings.values()))
    broken = set() if is_valid(drawn).all() else _broken(areas, drawn)
    return [_left_out(shape, "outline") if shape.number in broken else shape for shape in shapes]


def _broken(areas: list[Shape], drawn) -> set[int]:
    broken = set()
    for shape, area in zip(areas, drawn, strict=True):
        if (reason := is_valid_reason(area)) != "Valid Geometry":
            if shape.kind == LAND:
                _refuse(_label(shape.number, shape.kind), _translate_reason(reason), "outline")
            broken.add(shape.number)
    return broken


def _positions(lists: Iterable[list]) -> list[int]:
    """For each item of each list, which list it stands in."""
    return [position for position, items in enumerate(lists) for _item in items]


def _translate_reason(reason: str) -> str:
    """A sentence for a reason of shapely, which ends with the position in brackets; here the position is in metres."""
    error, _bracket, at = reason.partition("[")
    x, y = (f"{float(part) / 100:.2f}" for part in at.rstrip("]").split()[:2])
    sentences = {
        "Self-intersection": _("its outline crosses itself or goes back on its own way near %(x)s, %(y)s."),
        "Ring Self-intersection": _("its outline touches itself near %(x)s, %(y)s."),
        "Hole lies outside shell": _("a hole lies outside of it near %(x)s, %(y)s."),
        "Holes are nested": _("a hole lies within another near %(x)s, %(y)s."),
        "Interior is disconnected": _("its holes cut it into parts near %(x)s, %(y)s."),
    }
    return sentences.get(error, _("its outline is not one area near %(x)s, %(y)s.")) % {"x": x, "y": y}


def _going_together(shapes: list[Shape]) -> list[Shape]:
    """The shapes without those that don't go with the land, each of which is sound by itself."""
    lands = [shape for shape in shapes if shape.kind == LAND]
    if len(lands) != 1:
        sentence = _("There must be one feature “%(kind)s”; there are %(count)s.")
        raise InvalidInputError(sentence % {"kind": LAND, "count": len(lands)}, "survey")
    if is_too_wide(lands[0].lines[0]):
        _refuse(_label(lands[0].number, LAND), _("it is wider than twenty kilometres."), "far")
    near = geometry.expand(geometry.extent(lands[0].lines[0]), MAX_DISTANCE)
    kinds = [shape.kind for shape in shapes if not shape.left_out]
    reach = _outer(lands[0]).buffer(TOLERANCE) if "after_correction" in kinds else None
    whys = [_why_not(shape, near, reach, kinds) for shape in shapes]
    together = [_left_out(shape, why) if why else shape for shape, why in zip(shapes, whys, strict=True)]
    for shape in together:
        shape.number = shape.number if shape.left_out else 0
    return together


def _why_not(shape: Shape, near: geometry.Box, reach: Polygon | None, kinds: list[str]) -> str:
    if shape.left_out:
        return shape.left_out
    if shape.kind in ONCE and kinds.count(shape.kind) > 1:
        return "twice"
    if not geometry.reaches_into(near, shape.form, shape.lines):
        return "far"
    if shape.kind == "deeded" and not all(geometry.contains(point, near) for point in shape.lines[0]):
        return "wide"  # the close-up shows the whole of it
    return "beyond" if shape.kind == "after_correction" and not (reach and reach.covers(_outer(shape))) else ""


def _outer(shape: Shape) -> Polygon:
    shell, *holes = shape.lines
    return Polygon(shell, holes)


def outline_error(points: Ring) -> str:
    """Why the outline of a sheet, in metres, goes round no land; empty of one that does, or has no area to be drawn."""
    ring = _whole_centimetres(points)
    if len(ring) < 3 or (geometry.area(ring) < 1 and MultiPoint(ring).convex_hull.area < 1):
        return ""
    land = Polygon(ring)
    return "" if is_valid(land) else _translate_reason(is_valid_reason(land))


def stored(block: geojson.Collection | list[Shape]) -> list[Shape]:
    """The shapes of a block that may have been turned into them before."""
    return block if isinstance(block, list) else shapes_of(block)


def unsound(line) -> Iterator[tuple[int, str]]:
    """Position and fault of the surveys that cannot be drawn, or are of another land."""
    for position, survey in enumerate(line.surveys):
        try:
            survey.block = stored(survey.block)
        except InvalidInputError as error:
            yield position, str(error)
            continue
        if error := _area_error(line, survey):
            yield position, error


def area_errors(line) -> Iterator[str]:
    """A sentence for each survey whose land has not the size that the line states: another parcel, or other units."""
    return filter(None, (_area_error(line, survey) for survey in line.surveys))


def _area_error(line, survey) -> str:
    """Nothing of a survey that is withdrawn, perhaps as one of other land; and what is withdrawn states nothing."""
    if survey.withdrawn:
        return ""
    visits = [v for v in line.inspections if v.area_existing and not v.withdrawn]
    visited = max(((v.visited_at, v.area_existing) for v in visits), default=(0, 0))[1]
    sheets = (s for s in line.level_sheets if s.sheet_no == survey.sheet_no and not s.withdrawn)
    outline = next((s.outline for s in sheets), [])
    return _(OTHER_LAND) % words if (words := other_land(survey, [(p.x, p.y) for p in outline], visited)) else ""


def other_land(survey, outline: Ring, visited: float) -> dict[str, str] | None:
    """The words of OTHER_LAND where it measures otherwise than its sheet's outline, without one than the last visit."""
    stated = geometry.area(outline) if len(outline) > 2 else visited
    drawn = next(geometry.area_of(shape.lines) for shape in survey.block if shape.kind == LAND) / 10_000
    if not stated or abs(drawn - stated) <= MAX_AREA_DIFFERENCE * stated:
        return None
    return {"key": survey.source_key, "drawn": f"{drawn:.1f}", "said": f"{stated:.1f}"}
