"""What lies on a filled area is seen there, and what lies beside it, in a hole of it, keeps its colour."""

import re

import numpy as np
import pytest

from shahrsazi.documents.dxf.grounds import MAX_GROUNDS, Grounds

RING = [(1, 1), (9, 1), (9, 7), (1, 7)]


def square(left, bottom, side):
    return np.array([(left, bottom), (left + side, bottom), (left + side, bottom + side), (left, bottom + side)], float)


def walls(plan, colour=250):
    """An L of walls, whose box holds the room."""
    hatch = plan.model.add_hatch(color=colour)
    hatch.paths.add_polyline_path([(0, 0), (10, 0), (10, 0.4), (0.4, 0.4), (0.4, 8), (0, 8)])
    return plan.model


def strokes(svg: str) -> list[str]:
    return re.findall(r'stroke="(#......)"', svg)


def letters(svg: str) -> list[str]:
    return re.findall(r'<path data-l="\d+" fill="(#......)" d=', svg)


def test_a_name_within_the_box_of_the_walls_but_on_the_paper_keeps_its_colour(plan, draw):
    model = walls(plan)
    model.add_text("اتاق", height=1, dxfattribs={"color": 7}).set_placement((2, 4))
    model.add_lwpolyline([(6, 3), (9, 3), (9, 7)], dxfattribs={"color": 7})
    model.add_circle((7, 2), 0.5, dxfattribs={"color": 7})
    svg = draw(plan).svgs[0]
    assert letters(svg) == ["#000000"] and set(strokes(svg)) == {"#000000"}


def test_what_lies_on_a_dark_area_as_a_whole_is_made_to_be_seen(plan, draw):
    hatch = plan.house().model.add_hatch(color=250)
    hatch.paths.add_polyline_path(RING)
    plan.model.add_text("اتاق", height=1, dxfattribs={"color": 7}).set_placement((2, 4))
    plan.model.add_circle((7, 3), 0.5, dxfattribs={"color": 7})
    plan.model.add_text("بلند از این سو", height=1, dxfattribs={"color": 7}).set_placement((6, 5))
    svg = draw(plan).svgs[0]
    assert letters(svg) == ["#ffffff", "#000000"] and strokes(svg)[-1] == "#ffffff"


def test_the_topmost_area_counts_and_holes_are_none():
    grounds = Grounds()
    grounds.add([square(0, 0, 10), square(2, 2, 6)], "#111111")
    grounds.add([square(0, 0, 2)], "#222222")
    points = np.array([(1.0, 1.0), (5.0, 1.0), (5.0, 5.0), (20.0, 5.0)])
    assert grounds.under(points) == ["#222222", "#111111", None, None]


def test_only_the_last_areas_are_looked_at():
    grounds = Grounds()
    for x in range(MAX_GROUNDS + 2):
        grounds.add([square(x * 2, 0, 1)], f"#{x:06d}")
    points = np.array([(0.5, 0.5), (2.5, 0.5), (4.5, 0.5), (MAX_GROUNDS * 2 + 2.5, 0.5)])
    assert grounds.under(points) == [None, None, "#000002", f"#{MAX_GROUNDS + 1:06d}"]


@pytest.mark.parametrize("kind", ["hatch", "mpolygon"])
def test_an_island_in_an_area_stays_open(plan, draw, kind):
    plan.house().model.add_text("اتاق", height=1, dxfattribs={"color": 1}).set_placement((4, 4))
    area = getattr(plan.model, f"add_{kind}")(**({"fill_color": 250} if kind == "mpolygon" else {"color": 250}))
    area.paths.add_polyline_path(RING, flags=17)
    area.paths.add_polyline_path([(2, 2), (8, 2), (8, 6), (2, 6)], flags=16)
    plan.model.add_circle((5, 5), 0.5, dxfattribs={"color": 7})
    svg = draw(plan).svgs[0]
    (island,) = re.findall(r'fill-rule="evenodd" d="([^"]+)"', svg)
    assert island.count("M") == 2 and strokes(svg)[-1] == "#000000"


def test_a_line_and_a_pattern_on_a_dark_area_are_seen(plan, draw):
    hatch = plan.house().model.add_hatch(color=250)
    hatch.paths.add_polyline_path(RING)
    pattern = plan.model.add_hatch(color=7)
    pattern.set_pattern_fill("ANSI31", scale=0.1)
    pattern.paths.add_polyline_path([(2, 2), (4, 2), (4, 4), (2, 4)])
    alone = draw(plan).svgs[0]
    plan.model.add_line((2, 6), (8, 6), dxfattribs={"color": 5})
    seen = draw(plan).svgs[0]
    assert "#ffffff" in strokes(alone) and "#0000ff" not in strokes(seen)
    plan.model.add_line((-1, 6), (11, 6), dxfattribs={"color": 1})
    assert strokes(draw(plan).svgs[0])[-1] == "#ff0000"


@pytest.mark.parametrize("name", ["ansi31", "OUR OWN"])
def test_a_pattern_without_lines_is_the_usual_one_of_its_name_or_a_pale_tint(plan, draw, name):
    hatch = plan.house().model.add_hatch(color=1)
    hatch.paths.add_polyline_path(RING)
    hatch.set_pattern_fill("ANSI31", scale=0.05, color=1)
    usual = red_strokes(draw(plan).svgs[0])
    hatch.pattern.lines, hatch.dxf.pattern_name = [], name
    if name == "ansi31":
        assert red_strokes(draw(plan).svgs[0]) == usual > 50
    else:
        assert 'fill="#ffb2b2" fill-rule="evenodd"' in draw(plan).svgs[0]


def red_strokes(svg: str) -> int:
    return "".join(re.findall(r'stroke="#ff0000".* d="([^"]+)"', svg)).count("M")
