"""The block around a property as its surveyor draws it: neighbours, streets, zones and levels, as GeoJSON."""

from itertools import pairwise
from random import Random
from typing import NamedTuple

from samplecity.inspections import inspections
from samplecity.land import Land, Point, Side, area, line_inside, meeting
from samplecity.ownership import deed_area
from samplecity.planning import level_sheets
from samplecity.site import Site

Line = tuple[Point, Point]  # a point and a direction
_MAIN = ("north", "east", "south", "west")
_LOTS = {True: (4, 3, 2, 2), False: (1, 1, 1, 1)}  # how many lots west, east, north and south of the land
_ZONES = {"residential": ("S211", "commercial", 240), "commercial": ("R122", "residential", 180)}
_UTM = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32639"}}


class Lots(NamedTuple):
    """Lines between the lots, west to east and south to north; `own` is where the land's own lot begins in each."""

    columns: list[Line]
    rows: list[Line]
    own: tuple[int, int]
    gaps: tuple[set[int], set[int]]  # the strips that are streets


def surveys(site: Site) -> list[dict]:
    """One for each level sheet of the first file, whose block is the largest; of other files only the newest."""
    if site.sparse:
        return []
    sheets = level_sheets(site)
    return [_survey(site, sheet, sheet is sheets[-1]) for sheet in sheets[-1 if site.number > 1 else 0 :]]


def _survey(site: Site, sheet: dict, newest: bool) -> dict:
    lots = _lots(site.dice("lots"), site.land, _LOTS[site.number == 1])
    features = [
        *_zones(site, lots),
        *_streets(site.land, lots, newest),
        *_neighbours(site, lots),
        *_land(site, newest),
        *(_strips(site.land) if newest else []),
        *_building(site),
        *_chamfers(site.land),
        *_levels(site, sheet, lots),
    ]
    return {
        "source_key": f"{sheet['source_key']}-block",
        "sheet_no": sheet["sheet_no"],
        "surveyed_on": sheet["issued_on"],
        "block": {"type": "FeatureCollection", "crs": _UTM, "features": features},
    }


def _feature(kind: str, shape: str, coordinates: list, **about) -> dict:
    return {
        "type": "Feature",
        "properties": {"kind": kind, **about},
        "geometry": {"type": shape, "coordinates": coordinates},
    }


def _polygon(kind: str, points: list[Point], **about) -> dict:
    return _feature(kind, "Polygon", [[list(p) for p in [*points, points[0]]]], **about)


def _lots(rng: Random, land: Land, count: tuple) -> Lots:
    north, east, south, west = (_line(land, name) for name in _MAIN)
    widths = {name: next((s.width for s in land.sides if s.name == name and s.width), None) for name in _MAIN}
    wests, easts = _lines(rng, west, widths["west"], count[0]), _lines(rng, east, widths["east"], count[1])
    norths, souths = _lines(rng, north, widths["north"], count[2]), _lines(rng, south, widths["south"], count[3])
    columns, rows = [*wests[::-1], *easts], [*souths[::-1], *norths]
    own = len(wests) - 1, len(souths) - 1
    gaps = (
        {own[0] + step for step, name in ((-1, "west"), (1, "east")) if widths[name]},
        {own[1] + step for step, name in ((-1, "south"), (1, "north")) if widths[name]},
    )
    return Lots(columns, rows, own, gaps)


def _line(land: Land, name: str) -> Line:
    index = next(n for n, side in enumerate(land.sides) if side.name == name)
    ring = [*land.outline, land.outline[0]]
    return line_inside(ring[index], ring[index + 1], 0)


def _lines(rng: Random, first: Line, street: float | None, count: int) -> list[Line]:
    """The land's own line and those beyond it: the far side of its street, if it has one, and of each further lot."""
    lines = [first] + ([_outside(first, street)] if street else [])
    for _ in range(count):
        lines.append(_outside(lines[-1], round(rng.uniform(10, 22), 1)))
    return lines


def _outside(line: Line, distance: float) -> Line:
    (x, y), (dx, dy) = line
    return line_inside((x, y), (x + dx, y + dy), -distance)


def _cell(lots: Lots, column: int, row: int) -> list[Point]:
    """Clockwise from the north-west corner."""
    corners = ((column, row + 1), (column + 1, row + 1), (column + 1, row), (column, row))
    return [meeting(lots.columns[c], lots.rows[r]) for c, r in corners]


def _neighbours(site: Site, lots: Lots) -> list[dict]:
    rng, plates = site.dice("plates"), {side.name: side.plate for side in site.land.sides if side.plate}
    beside = {(-1, 0): "west", (1, 0): "east", (0, 1): "north", (0, -1): "south"}
    features, occupied = [], {f"{site.plate[1]}/{site.plate[0]}", *plates.values()}
    for column in range(len(lots.columns) - 1):
        for row in range(len(lots.rows) - 1):
            away = column - lots.own[0], row - lots.own[1]
            if away != (0, 0) and column not in lots.gaps[0] and row not in lots.gaps[1]:
                plate = plates.get(beside.get(away, "")) or _other_plate(rng, site, occupied)
                occupied.add(plate)
                features.append(_polygon("neighbour", _cell(lots, column, row), plate=plate))
    return features


def _other_plate(rng: Random, site: Site, occupied: set[str]) -> str:
    sub = rng.randint(1, 900)
    while f"{sub}/{site.plate[0]}" in occupied:
        sub += 1
    return f"{sub}/{site.plate[0]}"


def _streets(land: Land, lots: Lots, newest: bool) -> list[dict]:
    return [_street(land, side, lots, newest) for side in land.streets]


def _street(land: Land, side: Side, lots: Lots, newest: bool) -> dict:
    """The middle line of the street, through the whole block and a little further."""
    middle = _outside(_line(land, side.name), side.width / 2)
    across = lots.rows if side.name in ("east", "west") else lots.columns
    ends = [list(meeting(middle, _beyond(across, n))) for n in (0, -1)]
    return _feature(
        "street",
        "LineString",
        ends,
        name=side.street,
        width_existing=side.width,
        width_planned=side.planned if newest else side.width,
    )


def _beyond(lines: list[Line], index: int) -> Line:
    """The line four metres beyond the first or the last one."""
    (x, y), (nx, ny) = lines[index][0], lines[index - 1 if index else 1][0]
    far = ((x - nx) ** 2 + (y - ny) ** 2) ** 0.5
    return (x + (x - nx) / far * 4, y + (y - ny) / far * 4), lines[index][1]


def _zones(site: Site, lots: Lots) -> list[dict]:
    """The plan's zone on the land's side of its street, another one across it."""
    front, rules = site.land.front, site.rules
    lines = lots.columns if front.name in ("east", "west") else lots.rows
    across = _outside(_line(site.land, front.name), front.width / 2)
    low, high = lines[0], lines[-1]
    own, other = ((low, across), (across, high)) if front.name in ("east", "north") else ((across, high), (low, across))
    code, use, density = _ZONES.get(rules.use, ("R122", "residential", 180))
    return [
        _polygon("zone", _strip(lots, own, front), title=rules.zone, use_group=rules.use, density=rules.density),
        _polygon("zone", _strip(lots, other, front), title=code, use_group=use, density=density),
    ]


def _strip(lots: Lots, between: tuple[Line, Line], front: Side) -> list[Point]:
    ends = lots.rows if front.name in ("east", "west") else lots.columns
    first, last = ends[0], ends[-1]
    return [
        meeting(between[0], first),
        meeting(between[0], last),
        meeting(between[1], last),
        meeting(between[1], first),
    ]


def _land(site: Site, newest: bool) -> list[dict]:
    land = site.land
    features = [_polygon("deeded", _as_deeded(site)), _polygon("existing", land.outline)]
    return features + ([_polygon("after_correction", land.after)] if newest and land.in_street else [])


def _as_deeded(site: Site) -> list[Point]:
    """The outline scaled about its middle to the area in the deed; a flat's deed gives no area of land."""
    land = site.land
    grown = 1.0 if site.unit else (deed_area(site) / land.area) ** 0.5
    cx, cy = (sum(p[axis] for p in land.outline) / len(land.outline) for axis in (0, 1))
    return [(round(cx + (x - cx) * grown, 2), round(cy + (y - cy) * grown, 2)) for x, y in land.outline]


def _strips(land: Land) -> list[dict]:
    """The strip that each street takes: between the side as it is and the side after correction."""
    before, after = ([*ring, ring[0]] for ring in (land.outline, land.after))
    strips = zip(land.sides, pairwise(before), pairwise(after), strict=True)
    return [
        _polygon("setback", [a, b, d, c], side=side.name)
        for side, (a, b), (c, d) in strips
        if side.setback and area([a, b, d, c]) > 0.05
    ]


def _building(site: Site) -> list[dict]:
    """The building that the last visit recorded, at the back of the land and as deep as its footprint needs."""
    snapshots = [visit["buildings"] for visit in inspections(site) if visit["access"] == "done"]
    if not snapshots or not snapshots[-1] or not snapshots[-1][0]["footprint"]:
        return []
    rings = [*site.land.after, site.land.after[0]]
    lines = {side.name: line_inside(a, b, 0.02) for side, (a, b) in zip(site.land.sides, pairwise(rings), strict=True)}
    back = {"north": "south", "south": "north", "east": "west", "west": "east"}[site.land.front.name]
    beside = [name for name in _MAIN if name not in (back, site.land.front.name)]
    return [_polygon("building", _house(lines, back, beside, snapshots[-1][0]["footprint"]))]


def _house(lines: dict[str, Line], back: str, beside: list[str], footprint: float) -> list[Point]:
    a, b = (meeting(lines[back], lines[name]) for name in beside)
    wide = ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5
    front = _outside(lines[back], -footprint / wide)
    return [a, b, meeting(front, lines[beside[1]]), meeting(front, lines[beside[0]])]


def _chamfers(land: Land) -> list[dict]:
    cut = zip(land.sides, pairwise([*land.outline, land.outline[0]]), strict=True)
    return [_feature("chamfer", "LineString", [list(a), list(b)]) for side, (a, b) in cut if side.is_corner]


def _levels(site: Site, sheet: dict, lots: Lots) -> list[dict]:
    """The levels of the sheet, each at the point where it was measured."""
    front = _line(site.land, site.land.front.name)
    across = lots.rows if site.land.front.name in ("east", "west") else lots.columns
    own = lots.own[1] if across is lots.rows else lots.own[0]
    ends = [meeting(_outside(front, 1.4), across[n]) for n in (own, own + 1)]
    levels = [
        (_part(*ends, 0.85), sheet["street_level"], "کف معبر"),
        (_part(*ends, 0.02), sheet["bench_level"], sheet["bench_mark"]),
    ]
    inner = _part(*site.land.after[:3:2], 0.42)
    levels += [(inner, sheet["ground_floor_level"], "کف همکف")] if sheet.get("ground_floor_level") is not None else []
    return [_feature("level", "Point", list(at), value=value, what=what) for at, value, what in levels]


def _part(a: Point, b: Point, part: float) -> Point:
    return round(a[0] + (b[0] - a[0]) * part, 2), round(a[1] + (b[1] - a[1]) * part, 2)
