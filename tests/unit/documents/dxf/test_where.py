"""What a drawing's sheets lack is noted with the sheets that lack it."""

import pytest

SHX = "naskhd.shx"


def papers(plan, *names: str) -> list:
    """Papers with a frame each."""
    made = [plan.doc.layouts.new(name) for name in names]
    for paper in made:
        paper.add_lwpolyline([(0, 0), (400, 0), (400, 270), (0, 270)], close=True)
    return made


def window(paper, at=(5, 4)) -> None:
    paper.add_viewport((200, 140), (360, 240), at, 12, status=2)


def unread(plan) -> dict:
    plan.doc.styles.add("FA", font=SHX)
    _first, second, third = papers(plan, "الف", "ب", "ج")
    for paper in (second, third):
        paper.add_text("lµÇ¿ tâk", height=9, dxfattribs={"style": "FA"})
    return {"unread": [3, 4]}


def unread_in_the_house(plan) -> dict:
    """The window of one paper shows it too, that of another looks elsewhere."""
    plan.doc.styles.add("FA", font=SHX)
    plan.model.add_text("lµÇ¿ tâk", height=0.3, dxfattribs={"style": "FA"}).set_placement((3, 3))
    first, second = papers(plan, "الف", "ب")
    window(first)
    window(second, (500, 400))
    return {"unread": [1, 2]}


def signs(plan) -> dict:
    first, _second = papers(plan, "الف", "ب")
    first.add_text("نما 😀", height=9)
    return {"signs": [2]}


def without_a_picture(plan) -> dict:
    _first, second = papers(plan, "الف", "ب")
    second.add_image(plan.doc.add_image_def("scan.tif", (10, 10)), (0, 0), (100, 100))
    return {"left_out": [3]}


def without_a_picture_in_a_block(plan) -> dict:
    inner, outer = plan.doc.blocks.new("INNER"), plan.doc.blocks.new("OUTER")
    inner.add_image(plan.doc.add_image_def("scan.tif", (10, 10)), (0, 0), (100, 100))
    outer.add_blockref("INNER", (0, 0))
    first, _second, third = papers(plan, "الف", "ب", "ج")
    first.add_blockref("OUTER", (10, 10))
    third.add_blockref("INNER", (10, 10))
    return {"left_out": [2, 4]}


def taken_out(plan) -> dict:
    first, _second = papers(plan, "الف", "ب")
    first.add_spline([(0, 0), (1e300, 4), (8, 8)])
    return {"left_out": [2]}


def fails_in_drawing(plan) -> dict:
    _first, second = papers(plan, "الف", "ب")
    curve = second.add_spline(degree=3)
    curve.control_points, curve.knots = [(0, 0), (1, 1), (2, 0), (3, 3)], [0] * 8
    return {"left_out": [3]}


def aslant(plan) -> dict:
    first, second = papers(plan, "الف", "ب")
    window(first)
    window(second)
    second.query("VIEWPORT").last.dxf.view_direction_vector = (1, 1, 1)
    return {"left_out": [3]}


def strayed(plan) -> dict:
    _first, second = papers(plan, "الف", "ب")
    for y in range(40):
        second.add_line((0, y), (9, y))
    second.add_text("دور", height=6).set_placement((90_000, 20))
    return {"strayed": [3]}


def nothing(plan) -> dict:
    window(papers(plan, "الف")[0])
    return {}


LACKING = [
    unread,
    unread_in_the_house,
    signs,
    without_a_picture,
    without_a_picture_in_a_block,
    taken_out,
    fails_in_drawing,
    aslant,
    strayed,
    nothing,
]


@pytest.mark.parametrize("lacking", LACKING)
def test_sheets_that_lack_something_are_noted(plan, draw, lacking):
    expected = lacking(plan.house())
    assert draw(plan).twin["where"] == expected


def test_sheets_after_the_most_that_is_drawn_are_noted(plan, draw, monkeypatch):
    from shahrsazi.documents.dxf import painter

    monkeypatch.setattr(painter, "MAX_DRAWN", 11)
    _first, second = papers(plan.house(), "الف", "ب")
    for x in range(12):
        second.add_line((x, 0), (x, 9))
    assert draw(plan).twin["where"]["partly"] == [3]
