"""Which papers become sheets: none that shows something is lost, and what is not shown is counted."""

import pytest

ORIGIN = (562_000, 3_613_000)


def window_on(plan, center, **attributes):
    paper = plan.doc.layouts.new("برگه")
    paper.page_setup(size=(420, 297), margins=(0, 0, 0, 0), units="mm")
    window = paper.add_viewport((200, 140), (300, 200), center, 20, status=2)
    window.dxf.update(attributes)
    return paper


def block_from_afar(model):
    x, y = ORIGIN
    block = model.doc.blocks.new("PLAN")
    block.add_lwpolyline([(x, y), (x + 10, y), (x + 10, y + 8), (x, y + 8)], close=True)
    model.add_blockref("PLAN", (0, 0))


def splines(model):
    x, y = ORIGIN
    for step in range(8):
        model.add_spline([(x, y + step), (x + 4, y + step + 1), (x + 10, y + step)])


def long_walls(model):
    x, y = ORIGIN
    for step in range(8):
        model.add_line((x - 60, y + step), (x + 70, y + step))


@pytest.mark.parametrize("content", [block_from_afar, splines, long_walls])
def test_a_paper_is_shown_when_something_reaches_into_its_window(plan, draw, check, content):
    content(plan.model)
    window_on(plan, (ORIGIN[0] + 5, ORIGIN[1] + 4))
    assert check(plan).sheets == len(draw(plan).sheets) == 2


def test_a_window_beside_everything_is_no_sheet(plan, check):
    plan.house().model.add_text("اتاق").set_placement((3, 3))
    window_on(plan, (5_000, 5_000))
    assert check(plan).sheets == 1


@pytest.mark.parametrize("direction", [(1, 1, 1), (0, -1, 0), (0, 0, -1)])
def test_a_window_that_looks_from_a_side_is_counted(plan, draw, check, direction):
    plan.house()
    paper = window_on(plan, (5, 4), view_direction_vector=direction)
    assert check(plan).sheets == len(draw(plan).sheets) == 1 and draw(plan).twin["left_out"] == {"VIEWPORT": 1}
    paper.add_text("نما", height=8)
    assert len(draw(plan).sheets) == 2 and draw(plan).twin["left_out"] == {"VIEWPORT": 1}


def test_papers_beyond_those_that_are_drawn_are_counted(plan, draw, check):
    for number in range(30):
        plan.house().doc.layouts.new(f"S{number}").add_text(f"برگ {number}", height=5)
    seen = draw(plan)
    assert len(seen.sheets) == check(plan).sheets == 24 and seen.twin["left_out"] == {"LAYOUT": 7}
    assert "left_out" in check(plan).reasons


def test_what_reaches_over_the_page_is_on_the_sheet(plan, draw):
    paper = plan.house().doc.layouts.new("A3")
    paper.page_setup(size=(420, 297), margins=(10, 10, 10, 10), units="mm")
    paper.add_lwpolyline([(0, 0), (400, 0), (400, 270), (0, 270)], close=True)
    inside = draw(plan).sheets[1]
    paper.add_lwpolyline([(0, 0), (470, 0), (470, 270), (0, 270)], close=True)
    paper.add_text("مهر و امضای ناظر", height=6).set_placement((415, 20))
    seen = draw(plan)
    assert (inside.width, inside.height) == (10_000, 7_071)
    assert seen.sheets[1].height == round(10_000 * 297 / 480) and seen.twin["notes"] == []
    for y in range(40):
        paper.add_line((0, y), (9, y))
    paper.add_text("دور", height=6).set_placement((90_000, 20))
    seen = draw(plan)
    assert seen.sheets[1].height == 6_188 and seen.twin["strays"] == ["TEXT: دور"]


def curve_without_knots(model):
    curve = model.add_spline(degree=3)
    curve.control_points, curve.knots = [(0, 0), (1, 1), (2, 0), (3, 3)], [0] * 8


def test_what_has_no_bounds_costs_no_window_and_is_counted_once(plan, draw, check):
    curve_without_knots(plan.house().model)
    for name in ("الف", "ب"):
        paper = plan.doc.layouts.new(name)
        for x in (100, 300):
            paper.add_viewport((x, 140), (180, 180), (5, 4), 14, status=2)
    seen = draw(plan)
    assert len(seen.sheets) == check(plan).sheets == 3 and seen.twin["left_out"] == {"SPLINE": 1}
    assert [svg.count("<path") for svg in seen.svgs] == [2, 2, 2]
    assert [layer["entities"] for layer in seen.twin["layers"]] == [11]


def test_things_that_are_lost_on_several_sheets_are_counted_together(plan, draw):
    for name in ("الف", "ب"):
        paper = plan.house().doc.layouts.new(name)
        paper.add_text(name, height=5)
        curve_without_knots(paper)
    assert draw(plan).twin["left_out"] == {"SPLINE": 2}


def test_what_was_taken_out_before_and_what_failed_in_drawing_are_counted_together(plan, draw):
    curve_without_knots(plan.house().model)
    plan.model.add_spline([(0, 0), (1e300, 4), (8, 8)])
    assert draw(plan).twin["left_out"] == {"SPLINE": 2}


def test_a_text_that_nobody_can_read_is_one_however_many_windows_show_it(plan, draw):
    plan.doc.styles.add("FA", font="naskhd.shx")
    plan.house().model.add_text("lµÇ¿ tâk", height=0.3, dxfattribs={"style": "FA"}).set_placement((3, 3))
    paper = window_on(plan, (5, 4))
    paper.add_viewport((380, 140), (40, 200), (5, 4), 20, status=3)
    assert draw(plan).twin["unread"] == 1
