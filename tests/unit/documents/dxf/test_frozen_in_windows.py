"""A layer that one window freezes hides there what a frozen layer hides: blocks with all that is in them."""

import re

import pytest

from shahrsazi.documents.dxf.colours import darkened


def windows(plan, frozen, count=1):
    paper = plan.doc.layouts.new("برگه")
    for number in range(count):
        window = paper.add_viewport((100 + 200 * number, 100), (180, 180), (5, 4), 14, status=2)
        window.frozen_layers = frozen
    return window


def red(svg: str) -> int:
    return len(re.findall("#ff0000", svg))


def part(container):
    container.add_circle((5, 4), 1, dxfattribs={"layer": "B"})


def of_a_block(plan):
    part(plan.doc.blocks.new("SOFA"))
    plan.model.add_blockref("SOFA", (0, 0), dxfattribs={"layer": "FURN"})


def of_a_block_in_a_block(plan):
    part(plan.doc.blocks.new("CHAIR"))
    plan.doc.blocks.new("ROOM").add_blockref("CHAIR", (0, 0), dxfattribs={"layer": "FURN"})
    plan.model.add_blockref("ROOM", (0, 0))


def of_a_part_on_it(plan):
    plan.doc.blocks.new("ROOM").add_circle((5, 4), 1, dxfattribs={"layer": "furn", "color": 1})
    plan.model.add_blockref("ROOM", (0, 0))


def of_an_attribute(plan):
    plan.doc.blocks.new("TITLE").add_attdef("A", (0, 0), height=1)
    reference = plan.model.add_blockref("TITLE", (5, 4), dxfattribs={"layer": "FURN"})
    reference.add_attrib("A", "مالک", (5, 4), dxfattribs={"layer": "B", "height": 1})


def of_a_grid(plan):
    part(plan.doc.blocks.new("SEAT"))
    grid = {"layer": "FURN", "row_count": 2, "row_spacing": 1}
    plan.model.add_blockref("SEAT", (0, 0), dxfattribs=grid)


def of_a_dimension(plan):
    dimension = plan.model.add_linear_dim(base=(0, 2), p1=(0, 0), p2=(9, 0), dxfattribs={"layer": "FURN"})
    dimension.render()
    for entity in plan.doc.blocks.get(dimension.dimension.dxf.geometry):
        entity.dxf.layer = "B"


EACH = [of_a_block, of_a_block_in_a_block, of_a_part_on_it, of_an_attribute, of_a_grid, of_a_dimension]


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("content", EACH)
def test_what_a_window_freezes_is_not_seen_in_it(plan, draw, content, count):
    plan.doc.layers.add("B", color=1)
    plan.doc.layers.add("FURN", color=5)
    content(plan.house())
    windows(plan, ["Furn"], count)
    model, paper = draw(plan).svgs
    assert red(model) and not red(paper)


def test_a_paper_whose_window_freezes_all_it_could_show_is_none(plan, draw, check):
    plan.doc.layers.add("FURN")
    plan.model.add_circle((5, 4), 1, dxfattribs={"layer": "FURN"})
    windows(plan, ["FURN"])
    assert check(plan).sheets == len(draw(plan).sheets) == 1


def test_a_layer_has_the_windows_colour_within_blocks_too(plan, draw):
    layer = plan.doc.layers.add("B", color=1)
    of_a_block(plan.house())
    plan.doc.layers.add("FURN")
    overrides = layer.get_vp_overrides()
    overrides.set_color(windows(plan, []).dxf.handle, 3)
    overrides.commit()
    model, paper = draw(plan).svgs
    assert red(model) and not red(paper) and darkened("#00ff00") in paper
