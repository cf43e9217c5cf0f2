"""What nobody sees on the sheets is not told as the drawing's in words."""

import pytest
from ezdxf.xclip import XClip

from shahrsazi.documents.dxf.dimensions import KINDS

HIDDEN = ["off", "frozen", "not plotted", "Defpoints", "invisible"]


def layer(plan, how) -> dict:
    if how == "invisible":
        return {"invisible": 1}
    entry = plan.doc.layers.get(how) if plan.doc.layers.has_entry(how) else plan.doc.layers.add(how)
    if how in ("off", "frozen"):
        (entry.off if how == "off" else entry.freeze)()
    entry.dxf.plot = int(how != "not plotted")
    return {"layer": how}


@pytest.mark.parametrize("how", HIDDEN)
def test_dimensions_that_nobody_sees_are_not_listed_and_tell_no_unit(plan, draw, how):
    for number in range(3):
        old = plan.model.add_linear_dim(
            base=(0, 9 + number), p1=(0, 8), p2=(10, 8), text="4.10", dxfattribs=layer(plan, how)
        )
        old.render()
    plan.house().model.add_linear_dim(base=(0, -1), p1=(0, 0), p2=(10, 0), text="10.00").render()
    seen = draw(plan)
    assert seen.twin["dimensions"] == [{"text": "10.00", "metres": 10}] and seen.twin["notes"] == []


@pytest.mark.parametrize("how", HIDDEN)
def test_things_far_off_that_nobody_sees_are_not_named(plan, draw, how):
    plan.house().model.add_text("نام مالک پیشین", height=1, dxfattribs=layer(plan, how)).set_placement((900_000, 0))
    plan.model.add_text("دور", height=1).set_placement((910_000, 0))
    assert draw(plan).twin["strays"] == ["TEXT: دور"]


def test_what_a_clip_hides_is_not_told(plan, draw):
    block = plan.doc.blocks.new("PLAN")
    block.add_lwpolyline([(0, 0), (8, 0), (8, 8), (0, 8)], close=True)
    for text, y in (("نهان", 6.5), ("پیدا", 1)):
        block.add_text(text, height=0.8).set_placement((1, y))
        block.add_mtext(text + " بند", dxfattribs={"char_height": 0.5, "insert": (1, y - 0.2)})
        block.add_mtext(f"{text} {{\\C1;A}}".replace("نهان", "HIDDEN").replace("پیدا", "SEEN"), {"insert": (1, y)})
    reference = plan.house().model.add_blockref("PLAN", (20, 0))
    XClip(reference).set_block_clipping_path([(0, 0), (6, 0), (6, 4), (0, 4)])
    assert set(draw(plan).twin["texts"]) == {"پیدا", "پیدا بند", "SEEN A"}


@pytest.mark.parametrize(("begin", "end", "length"), [(20, 120, 5.236), (120, 20, 13.614), (350, 20, 1.571)])
def test_the_length_of_an_arc_is_listed(plan, draw, begin, end, length):
    made = plan.house().model.add_arc_dim_cra((5, 4), 3, begin, end, 0.6)
    made.render()
    [listed] = draw(plan).twin["dimensions"]
    assert listed["metres"] == length


def test_each_kind_of_dimension_is_listed_once_however_many_windows_show_it(plan, draw):
    model = plan.house().model
    model.add_linear_dim(base=(0, -1), p1=(0, 0), p2=(10, 0)).render()
    model.add_radius_dim(center=(5, 4), radius=2, angle=45).render()
    model.add_arc_dim_3p(base=(4, 5), center=(0, 0), p1=(4, 0), p2=(0, 4)).render()
    paper = plan.doc.layouts.new("برگه")
    for x in (100, 300):
        paper.add_viewport((x, 140), (180, 180), (5, 4), 14, status=2)
    paper.add_linear_dim(base=(0, -10), p1=(0, 0), p2=(100, 0)).render()
    assert [listed["metres"] for listed in draw(plan).twin["dimensions"]] == [10, 2, 6.283, None] and len(KINDS) == 3
