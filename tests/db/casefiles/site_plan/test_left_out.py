"""What of a surveyed block is left out of the drawing is named; the land around which it lay is drawn and measured."""

import msgspec
import pytest
from blocks import LAND, at, feature, polygon, shapes, street, survey
from django.utils.translation import override
from feed_lines import fed, sheet

EXISTING = polygon("existing", LAND)
BOW_TIE = [(20, 0), (30, 10), (30, 0), (20, 10)]


def _square(corner: float, size: float) -> list:
    return [(corner, corner), (corner, corner + size), (corner + size, corner + size), (corner + size, corner)]


LEFT_OUT = {
    "a neighbour that crosses itself": (polygon("neighbour", BOW_TIE, plate="1/1"), "outline"),
    "a zone that crosses itself": (polygon("zone", BOW_TIE, title="R122"), "outline"),
    "a street that crosses itself": (polygon("street", BOW_TIE, name="x"), "outline"),
    "a building without an area": (polygon("building", [(1, 1), (2, 1), (3, 1)]), "area"),
    "a ring left open": (feature("setback", "Polygon", [at(LAND)], side="north"), "open"),
    "a street as a point": (feature("street", "Point", at([(0, 0)])[0], name="x"), "form"),
    "a street without a name": (feature("street", "LineString", at([(0, 0), (9, 0)])), "needs"),
    "a level without a value": (feature("level", "Point", at([(0, 0)])[0]), "needs"),
    "a line of one place": (street([(0, 0), (0, 0.001)]), "line"),
    "a zone in two parts": (feature("zone", "MultiPolygon", [[at([*LAND, LAND[0]])]] * 2), "parts"),
    "no geometry": (feature("neighbour", "Polygon", []) | {"geometry": None}, "empty"),
    "a geometry that is none": (feature("level", "Point", ["x", None], value=1), "form"),
    "a neighbour in another town": (polygon("neighbour", [(9000, 0), (9010, 0), (9010, 9)]), "far"),
    "a zone whose hole is four kilometres wide": (
        polygon("zone", _square(-9_000, 18_000), _square(-2_500, 5_000), title="R1"),
        "far",
    ),
    "a deed of far more": (polygon("deeded", _square(-2_500, 5_000)), "wide"),
    "more after correction": (polygon("after_correction", [(0, 21), (10, 21), (10, 0), (0, 0)]), "beyond"),
}


@pytest.mark.parametrize(("made", "why"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_a_bad_thing_beside_the_land_is_left_out_and_named_and_the_land_is_drawn(made, why):
    from shahrsazi.casefiles import site_plan
    from shahrsazi.casefiles.sections.planning import Survey

    file = fed(surveys=[survey(EXISTING, made)])
    block = Survey._base_manager.using("owner").get(case=file.case).block
    rows = [msgspec.convert(row, site_plan.Shape) for row in block]
    assert [(row.kind, row.left_out, row.number) for row in rows if row.left_out] == [
        (made["properties"]["kind"], why, 2)
    ]
    assert site_plan.draw(rows, []).area == 200
    with override("en"):
        (sentence,) = site_plan.sentences(rows)
    assert "number 2 of the survey" in sentence
    if plate := made["properties"].get("plate"):
        assert plate in sentence


def test_land_with_holes_is_measured_without_them():
    from shahrsazi.casefiles import site_plan

    rows = shapes(polygon("existing", [(0, 0), (20, 0), (20, 20), (0, 20)], [(5, 5), (15, 5), (15, 15), (5, 15)]))
    drawing = site_plan.draw(rows, [])
    assert drawing.area == 300
    assert "300" in next(label.words for label in drawing.near.labels if label.kind == "own").replace("۳۰۰", "300")
    assert dict(drawing.over)["existing"].count("z") == 2


@pytest.mark.parametrize("width", [1e-165, 0.004, 0, 1e6])
def test_a_street_of_next_to_no_width_or_of_far_too_much_breaks_no_page(width):
    lane = (
        street([(-20, 25), (30, 25)], now=width, planned=width + 1e-165),
        street([(-20, -5), (30, -5)], planned=width),
    )
    tall = feature("level", "Point", at([(1, 1)])[0], value=1e-165)
    dense = polygon("zone", _square(-9, 40), title="R1", density=1e-165)
    html = fed(level_sheets=[sheet()], surveys=[survey(EXISTING, *lane, tall, dense)]).html("planning")
    assert "<figure" in html
