"""What of a surveyed block is left out of the drawing is named; the land around which it lay is drawn and measured."""

import msgspec
import pytest
from blocks import LAND, at, feature, polygon, shapes, street, survey
from django.utils.translation import override
from feed_delivery import Exporter, with_values
from feed_files import File
from feed_lines import fed, sheet
from feed_outcomes import reasons

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
    "a street of several lines": (feature("street", "MultiLineString", [at([(0, 21), (9, 21)])], name="x"), "form"),
    "a level of several points": (feature("level", "MultiPoint", at([(1, 1)]), value=1), "form"),
    "a geometry that is none": (feature("level", "Point", ["x", None], value=1), "form"),
    "a neighbour in another town": (polygon("neighbour", [(9000, 0), (9010, 0), (9010, 9)]), "far"),
    "a zone whose hole is four kilometres wide": (
        polygon("zone", _square(-9_000, 18_000), _square(-2_500, 5_000), title="R1"),
        "far",
    ),
    "a deed of far more": (polygon("deeded", _square(-2_500, 5_000)), "wide"),
    "more after correction": (polygon("after_correction", [(0, 21), (10, 21), (10, 0), (0, 0)]), "beyond"),
}


def _drawn(**of_survey) -> list:
    """The shapes that are stored of it."""
    from shahrsazi.casefiles import site_plan
    from shahrsazi.casefiles.sections.planning import Survey

    block = Survey._base_manager.using("owner").get(**of_survey).block
    return [msgspec.convert(row, site_plan.Shape) for row in block]


@pytest.mark.parametrize(("made", "why"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_a_bad_thing_beside_the_land_is_left_out_and_named_and_the_land_is_drawn(made, why):
    from shahrsazi.casefiles import site_plan

    rows = _drawn(case=fed(surveys=[survey(EXISTING, made)]).case)
    assert [(row.kind, row.left_out, row.number) for row in rows if row.left_out] == [
        (made["properties"]["kind"], why, 2)
    ]
    assert site_plan.draw(rows, []).area == 200
    with override("en"):
        (sentence,) = site_plan.sentences(rows)
    assert "number 2 of the survey" in sentence
    if plate := made["properties"].get("plate"):
        assert plate in sentence


def test_a_record_leaves_out_of_its_drawing_what_a_line_does(city):
    file, surveys = File(Exporter()), {name: survey(EXISTING, made) for name, (made, _why) in LEFT_OUT.items()}
    rows = [with_values("survey", made["source_key"], made, file=file.key) for made in surveys.values()]
    assert file.send(*rows).bad == []
    drawn = {name: _drawn(source_key=made["source_key"]) for name, made in surveys.items()}
    assert {name: [row.left_out for row in rows if row.left_out] for name, rows in drawn.items()} == {
        name: [why] for name, (_made, why) in LEFT_OUT.items()
    }


def test_a_record_whose_land_has_no_geometry_is_turned_away(city):
    file, land = File(Exporter()), EXISTING | {"geometry": None}
    told = survey(land)
    report = file.send(with_values("survey", told["source_key"], told, file=file.key))
    assert "`$.values.block.features[0].geometry`" in reasons(report)


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
