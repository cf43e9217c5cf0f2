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
