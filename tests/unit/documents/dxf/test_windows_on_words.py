"""A paper whose window shows words is a sheet, wherever in the words the window is."""

import pytest
from ezdxf.enums import TextEntityAlignment

NOTES = "\\P".join(f"توضیح شماره {number} درباره نما و مصالح" for number in range(60))
LATIN = "\\P".join(f"note {number} on the {{\\C1;front}}" for number in range(60))


def papers(plan, *centers):
    for number, center in enumerate(centers):
        paper = plan.doc.layouts.new(f"برگه {number}")
        paper.page_setup(size=(297, 210), margins=(5, 5, 5, 5), units="mm")
        paper.add_viewport((140, 100), (200, 150), center, 12, status=2)
    return plan


@pytest.mark.parametrize("attachment", (1, 5, 9))
@pytest.mark.parametrize("words", [NOTES, LATIN])
def test_each_window_on_a_long_paragraph_is_a_sheet(plan, draw, check, attachment, words):
    attributes = {"insert": (120, 40), "char_height": 0.4, "width": 14, "attachment_point": attachment}
    plan.house().model.add_mtext(words, dxfattribs=attributes)
    x, y = (127, 120, 113)[(attachment - 1) % 3], (34, 52, 74)[(attachment - 1) // 3]
    papers(plan, (x, y), (x, y - 14), (x, y - 26), (x, y + 60), (x + 60, y))
    seen = draw(plan)
    assert check(plan).sheets == len(seen.sheets) == 4 and all(svg.count("<path") > 1 for svg in seen.svgs)


def mirrored(model):
    model.add_text("کاربری", height=0.6, dxfattribs={"insert": (-106, 5), "extrusion": (0, 0, -1)})


def from_the_right_edge(model):
    words = "MTEXT far right aligned " + "long " * 20
    model.add_mtext(words, dxfattribs={"insert": (135, 5), "char_height": 0.8, "attachment_point": 6})


def long_line_to_the_left(model):
    words = "RIGHT TEXT very long indeed, reaches the window"
    model.add_text(words, height=1.2).set_placement((135, 5), align=TextEntityAlignment.RIGHT)


def stretched(model):
    model.add_text("متن", height=1).set_placement((50, 5), (160, 5), align=TextEntityAlignment.FIT)


def turned(model):
    model.add_text("UPWARDS " * 8, height=1, dxfattribs={"insert": (106, -30), "rotation": 90})


def in_larger_letters(model):
    model.add_mtext("{\\H30x;M}", dxfattribs={"insert": (95, 20), "char_height": 0.5})


def of_a_block(model):
    block = model.doc.blocks.new("TITLE")
    block.add_attdef("OWNER", (0, 0), height=1)
    attribute = model.add_blockref("TITLE", (60, 5)).add_attrib("OWNER", "مالک " * 30, (60, 5))
    attribute.dxf.height = 1


def to_be_filled(model):
    model.add_attdef("OWNER", (104, 5), height=1)


EACH = [
    mirrored,
    from_the_right_edge,
    long_line_to_the_left,
    stretched,
    turned,
    in_larger_letters,
    of_a_block,
    to_be_filled,
]


@pytest.mark.parametrize("words", EACH)
def test_words_that_reach_into_a_window_from_outside_make_a_sheet(plan, draw, check, words):
    words(plan.house().model)
    papers(plan, (106, 5), (106, 5), (106, 900))
    seen = draw(plan)
    assert check(plan).sheets == len(seen.sheets) == 3 and all(svg.count("<path") > 1 for svg in seen.svgs)
    assert seen.twin["left_out"] == {}


def test_an_endless_line_in_a_block_is_seen_through_each_window(plan, draw):
    block = plan.doc.blocks.new("AXIS")
    block.add_xline((0, 0), (1, 0))
    block.add_circle((0, 0), 1)
    plan.house().model.add_blockref("AXIS", (0, 5))
    seen = draw(papers(plan, (106, 5), (206, 5)))
    assert len(seen.sheets) == 3 and all(svg.count("<path") > 1 for svg in seen.svgs)


def test_a_window_within_a_broad_band_is_a_sheet(plan, check):
    plan.house().model.add_lwpolyline([(90, 0), (120, 0)], dxfattribs={"const_width": 60})
    assert check(papers(plan, (106, 20))).sheets == 2
