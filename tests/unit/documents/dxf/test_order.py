"""What lies above what: as DRAWORDER left it, on the sheet, in windows, and in blocks within blocks."""

import re

import pytest


def squares(container) -> list[str]:
    """Three areas over one another, red, yellow and green from below; their handles."""
    made = []
    for colour in (1, 2, 3):
        hatch = container.add_hatch(color=colour)
        hatch.paths.add_polyline_path([(0, 0), (6, 0), (6, 6), (0, 6)], is_closed=True)
        made.append(hatch.dxf.handle)
    return made


def turned(container) -> None:
    """Red above all."""
    red, yellow, green = squares(container)
    container.set_redraw_order({red: green, yellow: red, green: yellow})


def on_the_sheet(plan):
    turned(plan.model)


def through_two_windows(plan):
    turned(plan.model)
    paper = plan.doc.layouts.new("برگه")
    for x in (100, 300):
        paper.add_viewport((x, 140), (150, 150), (3, 3), 8, status=2)


def in_a_block(plan):
    turned(plan.doc.blocks.new("B"))
    plan.model.add_blockref("B", (0, 0))


def in_a_block_of_a_block(plan):
    turned(plan.doc.blocks.new("INNER"))
    plan.doc.blocks.new("OUTER").add_blockref("INNER", (0, 0))
    plan.model.add_blockref("OUTER", (0, 0), dxfattribs={"row_count": 2, "row_spacing": 9})


def fills(svg: str) -> list[str]:
    return [colour for colour in re.findall(r'fill="(#\w+)"', svg) if colour != "#fff"]


@pytest.mark.parametrize("where", [on_the_sheet, through_two_windows, in_a_block, in_a_block_of_a_block])
def test_what_was_brought_to_the_front_is_drawn_last(plan, draw, where):
    where(plan)
    for svg in draw(plan).svgs:
        assert fills(svg)[:3] == ["#ffff00", "#00ff00", "#ff0000"] and fills(svg)[-1] == "#ff0000"


@pytest.mark.parametrize("place", ["no number", "", "F" * 500])
def test_a_damaged_order_costs_nothing_but_itself(plan, draw, place):
    red, *_ = squares(plan.doc.blocks.new("B"))
    plan.doc.blocks.get("B").set_redraw_order({red: place})
    plan.model.set_redraw_order({plan.model.add_blockref("B", (0, 0)).dxf.handle: place})
    assert len(fills(draw(plan).svgs[0])) == 3


def test_an_order_of_handles_in_small_letters_is_one_too(plan, draw):
    red, yellow, green = squares(plan.doc.blocks.new("B"))
    plan.doc.blocks.get("B").set_redraw_order({red.lower(): "FFFFF"})
    plan.model.add_blockref("B", (0, 0))
    assert fills(draw(plan).svgs[0])[-1] == "#ff0000"
