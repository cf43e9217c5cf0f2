"""Surveyed blocks: what is sound is kept to the centimetre, all else is refused with its reason and place."""

import json
import math
import subprocess
import sys

import msgspec
import pytest
from blocks import LAND, UTM, X, at, block, corners, feature, level, polygon, shapes, survey
from feed_lines import as_json, fed, line, load, sheet, visit
from hypothesis import given, settings
from hypothesis import strategies as st

from shahrsazi.casefiles.site_plan import Collection, geometry
from shahrsazi.casefiles.site_plan.survey import shapes_of
from shahrsazi.persian.identifiers import InvalidInputError

EXISTING = polygon("existing", LAND)


def ring(*points) -> dict:
    """An existing land of exactly these positions, closed or not."""
    return feature("existing", "Polygon", [at(points)])


def degrees(*positions) -> dict:
    made = feature("existing", "Polygon", [list(map(list, positions))])
    return survey(block=block(made, crs=None))


SQUARE_IN_DEGREES = [(51.6522, 32.6226), (51.6523, 32.6226), (51.6523, 32.6224), (51.6522, 32.6224), (51.6522, 32.6226)]
BAD = {
    "a bow-tie": (
        ring((0, 0), (10, 10), (10, 0), (0, 10), (0, 0)),
        "crosses itself or goes back on its own way near 561185.00, 3609655.00",
    ),
    "a ring left open": (ring((0, 0), (0, 10), (10, 10), (10, 0)), "not closed"),
    "a spike": (
        ring((0, 0), (0, 10), (5, 10), (5, 30), (5, 10), (10, 10), (10, 0), (0, 0)),
        "goes back on its own way",
    ),
    "a ring that touches itself": (ring((0, 0), (0, 20), (10, 20), (5, 10), (10, 0), (5, 10), (0, 0)), "its outline"),
    "no area": (ring((0, 0), (5, 0), (10, 0), (0, 0)), "no area"),
    "one point four times": (ring((0, 0), (0, 0), (0, 0), (0, 0)), "no area"),
    "no points": (feature("existing", "Polygon", []), "no points"),
    "an empty ring": (feature("existing", "Polygon", [[]]), "not closed"),
    "a hole outside": (polygon("existing", LAND, [(30, 0), (33, 0), (33, 3)]), "hole lies outside"),
    "a hole in a hole": (
        polygon("existing", LAND, [(1, 1), (9, 1), (9, 9), (1, 9)], [(2, 2), (3, 2), (3, 3)]),
        "a hole lies within another",
    ),
    "far from Isfahan": (
        feature(
            "existing",
            "Polygon",
            [[[200_000, 3_000_000], [200_010, 3_000_000], [200_010, 3_000_010], [200_000, 3_000_000]]],
        ),
        "surroundings of Isfahan",
    ),
    "huge numbers": (
        feature("existing", "Polygon", [[[1e300, -1e300], [1e300, 1e300], [0, 0], [1e300, -1e300]]]),
        "surroundings of Isfahan",
    ),
    "land of sixty kilometres": (
        polygon("existing", [(-30_000, 0), (-30_000, 60_000), (30_000, 60_000), (30_000, 0)]),
        "wider than twenty kilometres",
    ),
    "a parcel as a line": (feature("existing", "LineString", at(LAND)), "a LineString cannot be drawn"),
    "parcels in two parts": (
        feature("existing", "MultiPolygon", [[at([*LAND, LAND[0]])], [at([*LAND, LAND[0]])]]),
        "2 parts",
    ),
}


@pytest.mark.parametrize(("made", "reason"), BAD.values(), ids=BAD)
def test_bad_land_turns_its_survey_away_with_the_reason_and_nothing_else_of_its_line(made, reason):
    from shahrsazi.casefiles.casefile import Ownership
    from shahrsazi.casefiles.sections.planning import Survey

    told = line(surveys=[survey(made)])
    report = load(line(), told, line())
    (fault,) = report.bad
    assert fault[0] == 2 and report.good == 3
    assert fault[1].startswith(f"Feature 1 ({made['properties']['kind']}): ") and reason in fault[1]
    code = told["casefile"]["renewal_code"]
    assert Ownership._base_manager.using("owner").filter(case__renewal_code=code).count() == len(told["owners"])
    assert not Survey._base_manager.using("owner").filter(case__renewal_code=code).exists()


def test_a_sound_survey_beside_a_bad_one_is_taken():
    from shahrsazi.casefiles.sections.planning import Survey

    sound, bad = survey(), survey(BAD["a bow-tie"][0])
    report = load(line(surveys=[bad, sound]))
    assert len(report.bad) == 1 and report.good == 1
    rows = Survey._base_manager.using("owner").filter(source_key__in=[sound["source_key"], bad["source_key"]])
    assert [row.source_key for row in rows] == [sound["source_key"]]


TOGETHER = {
    "no existing land": ([polygon("deeded", LAND)], "There must be one feature “existing”; there are 0."),
    "two existing lands": ([EXISTING, EXISTING], "“existing”; there are 2."),
}


@pytest.mark.parametrize(("features", "reason"), TOGETHER.values(), ids=TOGETHER)
def test_shapes_that_do_not_go_together_are_refused(features, reason):
    (fault,) = load(line(surveys=[survey(*features)])).bad
    assert reason in fault[1]


def positions_in(text: str, instead: str) -> bytes:
    """The line of a survey in which one number is something else, as a broken program would write it."""
    return json.dumps(line(surveys=[survey()])).replace(text, instead, 1).encode() + b"\n"


HOSTILE = {
    "a text for a number": lambda: positions_in(str(X), '"561180"'),
    "NaN": lambda: positions_in(str(X), "NaN"),
    "an endless number": lambda: positions_in(str(X), "1e999"),
    "null for a number": lambda: positions_in(str(X), "null"),
    "a list for a number": lambda: positions_in(str(X), "[1]"),
    "one number for a position": lambda: line(surveys=[survey(feature("level", "Point", [X], value=1))]),
    "nothing as geometry": lambda: line(
        surveys=[survey({"type": "Feature", "properties": {"kind": "existing"}, "geometry": None})]
    ),
    "nothing as geometry of a list of kinds": lambda: line(
        surveys=[survey(EXISTING, feature(["zone"], "Polygon", None), feature({"kind": "zone"}, "Polygon", None))]
    ),
    "a kind that names another survey": lambda: line(surveys=[survey(EXISTING, polygon("`$.surveys[7]`", LAND))]),
    "a collection of geometries": lambda: line(
        surveys=[
            survey(
                {
                    "type": "Feature",
                    "properties": {"kind": "existing"},
                    "geometry": {"type": "GeometryCollection", "geometries": []},
                }
            )
        ]
    ),
    "an unknown kind": lambda: line(surveys=[survey(polygon("castle", LAND))]),
    "no kind": lambda: line(surveys=[survey({"type": "Feature", "properties": {}, "geometry": EXISTING["geometry"]})]),
    "a bare geometry": lambda: line(surveys=[survey(block=EXISTING["geometry"])]),
    "no features": lambda: line(surveys=[survey(block={"type": "FeatureCollection", "features": []})]),
    "deep nesting": lambda: positions_in(str(X), "[" * 50_000 + "1" + "]" * 50_000),
    "too many features": lambda: line(surveys=[survey(EXISTING, *[level(1, 1, 0.5)] * 600)]),
    "too many points": lambda: line(surveys=[survey(_circle(2001))]),
    "too many points in all": lambda: line(surveys=[survey(EXISTING, *[_circle(1900, "zone")] * 11)]),
    "coordinates of another system": lambda: line(
        surveys=[survey(block=block(EXISTING, crs={"type": "name", "properties": {"name": "EPSG:3857"}}))]
    ),
    "metres that are not said to be metres": lambda: line(surveys=[survey(block=block(EXISTING, crs=None))]),
    "longitude and latitude exchanged": lambda: line(
        surveys=[degrees(*[(lat, lon) for lon, lat in SQUARE_IN_DEGREES])]
    ),
    "longitude and latitude of Tehran": lambda: line(
        surveys=[degrees((51.4, 35.7), (51.5, 35.7), (51.5, 35.6), (51.4, 35.7))]
    ),
}


def _circle(count: int, kind: str = "existing") -> dict:
    around = [2 * math.pi * n / count for n in range(count)]
    return polygon(kind, [(400 * math.cos(a), 400 * math.sin(a)) for a in around])


NO_JSON = {"NaN", "an endless number", "deep nesting"}  # of which the line itself cannot be read


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_geojson_is_refused_with_a_reason_and_never_a_crash(name):
    report = load(line(), HOSTILE[name](), line())
    assert [n for n, _ in report.bad] == [2] and report.bad[0][1].strip()
    assert report.good == (2 if name in NO_JSON else 3)


def test_the_reason_tells_what_to_do_about_exchanged_or_unnamed_coordinates():
    exchanged, unnamed = (
        load(HOSTILE[name]()).bad[0][1]
        for name in ("longitude and latitude exchanged", "metres that are not said to be metres")
    )
    assert "longitude comes first" in exchanged and "EPSG:32639" in unnamed


def test_the_same_land_in_degrees_and_in_metres_is_the_same_to_a_centimetre():
    import utm

    metres = [[float(v) for v in utm.from_latlon(lat, lon, 39, "S")[:2]] for lon, lat in SQUARE_IN_DEGREES]
    told = [feature("existing", "Polygon", [list(map(list, ring))]) for ring in (SQUARE_IN_DEGREES, metres)]
    (first,), (second,) = (
        shapes_of(msgspec.convert(block(made, crs=crs), Collection))
        for made, crs in zip(told, (None, UTM), strict=True)
    )
    assert first == second and geometry.length(first.lines[0][:2]) > 900


def test_points_that_stand_twice_and_heights_are_left_out_and_the_ring_runs_clockwise():
    twice = [[*p, 1580.5] for p in at([(0, 0), (10, 0), (10, 0), (10, 20), (0, 20), (0, 0)])]
    (land,) = shapes(feature("existing", "Polygon", [twice]))
    assert len(land.lines[0]) == 4 and geometry.signed_area(land.lines[0]) < 0
    assert geometry.area(land.lines[0]) == 200 * 10_000


def test_a_polygon_written_as_one_part_of_many_is_taken():
    (land,) = shapes(feature("existing", "MultiPolygon", [[at([*LAND, LAND[0]])]]))
    assert land.form == "area" and geometry.area(land.lines[0]) == 200 * 10_000


def test_a_hole_within_is_kept():
    (land,) = shapes(polygon("existing", LAND, [(2, 2), (4, 2), (4, 4)]))
    assert len(land.lines) == 2


def test_properties_of_other_names_are_neither_a_fault_nor_kept():
    from shahrsazi.casefiles.sections.planning import Survey

    file = fed(surveys=[survey(polygon("existing", LAND, fid=7, owner="کسی", name=None))])
    kept = Survey._base_manager.using("owner").get(case=file.case)
    assert kept.block == [{"kind": "existing", "rings": kept.block[0]["rings"]}]


def test_what_is_kept_is_no_larger_than_a_point_needs():
    neighbours = [
        polygon("neighbour", [(n, 0), (n, 9), (n + 9, 9), (n + 9, 0)], plate=f"{n}/1") for n in range(0, 900, 10)
    ]
    kept = msgspec.json.encode(shapes(EXISTING, *neighbours))
    assert len(kept) < 91 * 110


@pytest.mark.parametrize(
    ("said", "taken"), [(200, True), (140, True), (399, True), (130, False), (401, False), (None, True)]
)
def test_land_of_half_another_size_than_the_visit_measured_is_another_land(said, taken):
    report = load(line(surveys=[survey()], inspections=[visit("2024-01-01", area_existing=said)]))
    assert (report.bad == []) is taken and (taken or "measures 200.0 square metres" in report.bad[0][1])


def test_the_sheets_own_outline_is_what_the_survey_is_compared_with_first():
    outline = corners([(0, 0), (0, 100), (100, 100), (100, 0)])
    report = load(
        line(
            surveys=[survey()],
            level_sheets=[sheet(outline=outline)],
            inspections=[visit("2024-01-01", area_existing=200)],
        )
    )
    assert "the file says 10000.0" in report.bad[0][1]


def test_sent_again_it_changes_nothing_and_sent_otherwise_it_corrects():
    made = survey()
    file = fed(surveys=[made])
    assert load(file.line).written == 0
    moved = made | {"block": block(polygon("existing", [(0, 20), (11, 20), (11, 0), (0, 0)]))}
    assert load(file.line | {"surveys": [moved]}).written == 1


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), max_size=9), st.booleans())
def test_random_polygons_are_drawn_or_refused_and_never_crash(points, closed):
    from shahrsazi.casefiles import site_plan

    made = feature("existing", "Polygon", [at([*points, *points[:1]] if closed else points)])
    try:
        kept = shapes(made)
    except InvalidInputError as refused:
        assert "1 (existing): " in str(refused)
        return
    assert "nan" not in str(site_plan.draw(kept, []))


def test_the_web_process_never_loads_what_checks_geometry():
    code = (
        "import django; django.setup(); import shahrsazi.urls, sys;"
        " print(sorted({'shapely', 'utm', 'numpy'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip().splitlines()[-1] == "[]"


def test_a_neighbours_line_is_no_part_of_the_reason():
    """The reason names a feature by its number and kind, never what else its properties say."""
    made = polygon("existing", [(0, 0), (10, 10), (10, 0), (0, 10)], name="نامی‌پنهان")
    assert "نامی" not in load(as_json(line(surveys=[survey(made)]))).bad[0][1]
