"""What tells two pictures of a page apart finds whatever a reader of papers may lose, and no antialiasing."""

from io import BytesIO

import pytest
from papers_true.difference import differences
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FINER = 4
WORDS = (160, 200, 420, 224)


def page(*more, way=Image.Resampling.BOX, moved: float = 0) -> Image.Image:
    """A page of words and lines with whatever is drawn on it besides; drawn finer, then brought to its size."""
    large = Image.new("RGB", (800 * FINER, 600 * FINER), "white")
    pen, font = ImageDraw.Draw(large), ImageFont.load_default(20 * FINER)
    pen.text((160 * FINER, 200 * FINER), "wall to be removed 12.40", "black", font)
    pen.rectangle(_larger((100, 100, 700, 500)), outline="black", width=FINER)
    for draw in more:
        draw(pen)
    large = ImageChops.offset(large, round(moved * FINER))
    return large.resize((800, 600), way)


def _larger(box) -> tuple:
    return tuple(round(side * FINER) for side in box)


def stamp(pen) -> None:
    pen.rectangle(_larger((500, 380, 660, 440)), outline="red", width=3 * FINER)
    pen.text(_larger((520, 395)), "APPROVED", "red", ImageFont.load_default(24 * FINER))


def stroke(pen) -> None:
    pen.line(_larger((160, 214, 390, 214)), "black", round(1.5 * FINER))


def underline(pen) -> None:
    pen.line(_larger((160, 228, 390, 228)), "black", round(1.5 * FINER))


def highlight(pen) -> None:
    pen.rectangle(_larger((450, 196, 600, 226)), fill=(255, 255, 190))


def signature(pen) -> None:
    pen.line(_larger((300, 420, 330, 390, 350, 440, 380, 400, 420, 430)), (0, 0, 200), 2 * FINER)


MARKS = [stamp, stroke, underline, highlight, signature]


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark.__name__)
def test_a_mark_that_one_of_them_lacks_is_found(mark):
    assert differences(page(mark), page()) and differences(page(), page(mark))


def test_it_is_told_where_a_mark_is_missing():
    (found,) = differences(page(), page(stamp))
    assert 0.58 < found.left < 0.63 and 0.82 < found.right < 0.86
    assert 0.60 < found.top < 0.64 and 0.72 < found.bottom < 0.77


@pytest.mark.parametrize("mark", [stamp, signature], ids=lambda mark: mark.__name__)
def test_a_mark_that_lost_its_colour_is_found(mark):
    assert differences(page(mark).convert("L"), page(mark))


def test_a_page_that_is_shifted_is_found():
    assert differences(page(moved=4), page())


def test_a_page_that_shows_another_is_found():
    assert differences(Image.new("RGB", (800, 600), "white"), page())


@pytest.mark.parametrize("way", [Image.Resampling.LANCZOS, Image.Resampling.BILINEAR, Image.Resampling.NEAREST])
def test_another_antialiasing_is_no_difference(way):
    assert differences(page(*MARKS, way=way), page(*MARKS)) == []


def test_half_a_point_is_no_difference():
    assert differences(page(*MARKS, moved=0.5), page(*MARKS)) == []


def test_thinner_strokes_are_no_difference():
    assert differences(page(*MARKS).filter(ImageFilter.SMOOTH), page(*MARKS)) == []


def test_what_a_lossy_picture_loses_is_no_difference():
    written = BytesIO()
    page(*MARKS).save(written, "WEBP", quality=32)
    assert differences(Image.open(written), page(*MARKS)) == []
