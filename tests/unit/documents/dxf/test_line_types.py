"""Lines with letters between their dashes keep the dashes, and the page says what is missing."""

import re

import pytest

GAS = 'A,.5,-.2,["GAS",STANDARD,S=.2,U=0.0,X=-0.1,Y=-.05],-.45'
SHAPES = "A,.25,-.1,[132,ltypeshp.shx,x=-.1,s=.1],-.1,1"


def dashes(svg: str) -> list[str]:
    return re.findall('stroke-dasharray="([^"]+)"', svg)


@pytest.mark.parametrize("by", ["line", "layer", "block"])
@pytest.mark.parametrize(("pattern", "count"), [(GAS, 2), (SHAPES, 2)])
def test_a_line_with_letters_or_shapes_has_its_dashes_and_is_named(plan, draw, pattern, count, by):
    plan.doc.linetypes.add("Gas2", pattern=pattern, description="----GAS----", length=1.15)
    plan.doc.layers.add("GAS", linetype="Gas2" if by == "layer" else "Continuous")
    of_line = {"linetype": {"line": "gas2", "layer": "BYLAYER", "block": "BYBLOCK"}[by], "layer": "GAS"}
    block = plan.house().doc.blocks.new("PIPE")
    block.add_line((0, -1), (10, -1), dxfattribs=of_line)
    plan.model.add_blockref("PIPE", (0, 0), dxfattribs={"linetype": "GAS2"})
    seen = draw(plan)
    [dash] = dashes(seen.svgs[0])
    assert len(dash.split()) == count
    assert seen.twin["left_out"] == {"LTYPE GAS2": 1} and seen.twin["notes"] == ["bare_lines"]


def test_a_line_type_that_no_line_has_is_not_named(plan, draw):
    plan.doc.linetypes.add("GAS2", pattern=GAS, length=1.15)
    plan.house().model.add_text("متن", height=0.5, dxfattribs={"linetype": "GAS2"})
    seen = draw(plan)
    assert not seen.twin["left_out"] and not seen.twin["notes"] and not dashes(seen.svgs[0])


def standing_style(plan):
    plan.doc.styles.add("V", font="txt.shx").dxf.flags = 4
    plan.model.add_text("VERT", height=0.6, dxfattribs={"style": "V"}).set_placement((5, 7))


def standing_paragraph(plan):
    plan.model.add_mtext("VERT", dxfattribs={"flow_direction": 3, "insert": (5, 7), "char_height": 0.5})


@pytest.mark.parametrize("words", [standing_style, standing_paragraph])
def test_of_letters_that_stand_below_one_another_it_is_said_that_they_lie(plan, draw, words):
    words(plan.house())
    assert draw(plan).twin["notes"] == ["lying"]
