"""Persian in drawings is joined and runs from right to left, as the engine of every browser sets it."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from shahrsazi.documents.dxf import shaping
from shahrsazi.documents.dxf.text_engine import Font

TEXTS = [
    "سند مالکیت ۱۲۳",
    "پلان طبقهٔ همکف A-12 (مقیاس 1:100)",
    "لا إله",
    "می‌شود",
    "آشپزخانه ۱۲٫۵ متر مربع",
    "گچ‌کاری",
    "Plan no. 3",
    "اتاق خواب (۲)",
    "سرویس بهداشتی – حمّام",
]
NO_FINESSE = ["-kern", "-calt"]


def raqm() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(shaping.FONTS / "vazirmatn-regular.ttf", 200, layout_engine=ImageFont.Layout.RAQM)


def ours(text: str) -> Image.Image:
    """The outlines of a line, filled, at the size of the other."""
    path = Font(1, 1, False).text_path(text)
    unit = 200 * shaping.face(False).cap_height / 2048
    image = Image.new("L", (int(raqm().getlength(text)) + 40, 400))
    for contour in path.sub_paths():
        corners = [(20 + p.x * unit, 250 - p.y * unit) for p in contour.flattening(0.005)]
        one = Image.new("L", image.size)
        ImageDraw.Draw(one).polygon(corners, fill=255)
        image = Image.fromarray(np.asarray(image) ^ np.asarray(one))
    return image


def theirs(text: str) -> Image.Image:
    image = Image.new("L", (int(raqm().getlength(text)) + 40, 400))
    ImageDraw.Draw(image).text((20, 250), text, font=raqm(), fill=255, anchor="ls", features=NO_FINESSE)
    return image


@pytest.mark.parametrize("text", TEXTS)
def test_a_line_looks_as_the_engine_of_browsers_draws_it(text):
    one, other = np.asarray(ours(text)) > 127, np.asarray(theirs(text)) > 127
    assert (one ^ other).sum() < 0.09 * other.sum(), "all but the edges is the same"


@pytest.mark.parametrize("text", TEXTS)
def test_a_line_is_as_wide_as_the_engine_of_browsers_measures_it(text):
    unit = 200 * shaping.face(False).cap_height / 2048
    assert Font(1, 1, False).text_width(text) * unit == pytest.approx(
        raqm().getlength(text, features=NO_FINESSE), abs=1
    )


def test_shapes_that_old_tools_wrote_backwards_are_read_forwards():
    assert shaping.logical("\ufe8a\ufed3\ufe8e\ufec3") == shaping.logical("\ufec3\ufe8e\ufed3\ufe8a") == "طافئ"


def test_plain_persian_and_latin_stay_as_they_are():
    assert shaping.logical("سند A-12") == "سند A-12"


def test_marks_that_turn_the_direction_of_other_text_do_nothing():
    assert shaping.logical("safe\u202egpj.exe") == "safegpj.exe"


def words_of(plan, draw) -> list[str]:
    seen = draw(plan)
    assert all('fill="#' in svg for svg in seen.svgs)
    return seen.twin["texts"]


def test_every_kind_of_text_is_drawn_and_told(plan, draw):
    plan.house().model.add_text("تک‌خط", height=0.3)
    plan.model.add_mtext(r"{\fTahoma|b1;\H0.4;سطر اول}\Pسطر دوم", dxfattribs={"char_height": 0.2})
    block = plan.doc.blocks.new("DOOR")
    block.add_attdef("N", (0, 0))
    plan.model.add_blockref("DOOR", (2, 2)).add_attrib("N", "درب اصلی", (2, 2))
    plan.model.add_linear_dim((0, -1), (0, 0), (10, 0), text="عرض <>").render()
    assert {"تک‌خط", "سطر اول سطر دوم", "درب اصلی", "عرض 10"} <= set(words_of(plan, draw))


def test_a_persian_paragraph_is_broken_into_lines_from_its_beginning(plan, draw):
    plan.model.add_mtext("اول دوم سوم چهارم پنجم", dxfattribs={"char_height": 1, "width": 8, "attachment_point": 3})
    svg = draw(plan).svgs[0]
    assert svg.count("<path") == 2 and draw(plan).sheets[0].height > 3_000, "more lines than one"
