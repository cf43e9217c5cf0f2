"""The files in tests/data/papers were once shown wrong without a word: each comes to what is expected of it now."""

import json
import re
from collections.abc import Callable
from typing import NamedTuple

import msgspec
import pytest
from papers_true.compared import compared
from PIL import Image
from repository import ROOT

from shahrsazi.documents.sandbox import Admitted, FileRejectedError, admit, render, stamp

PAPERS = ROOT / "tests" / "data" / "papers"
# The letters of these files are of a font that is not in them: readers differ by so many points about these.
LETTERS = 320


class Seen(NamedTuple):
    """What was admitted, its pictures by page and size, what is said beside them, and a drawing in its lines."""

    admitted: Admitted
    pictures: dict[tuple[int, str], Image.Image]
    words: dict
    sheet: str

    def inked(self, left: float, top: float, right: float, bottom: float) -> int:
        """How many points of a part of the first page are dark or coloured; the part in shares of the page."""
        picture = self.pictures[1, "screen"]
        box = (left * picture.width, top * picture.height, right * picture.width, bottom * picture.height)
        return sum(picture.convert("L").crop(tuple(map(int, box))).histogram()[:200])


@pytest.fixture
def seen(tmp_path) -> Callable[[str], Seen]:
    def see(name: str) -> Seen:
        admitted = admit(PAPERS / name, name, tmp_path / "out")
        made = render(admitted.path, admitted.extension, tmp_path / "made", sizes=("thumb", "screen"))
        if admitted.extension != "dxf":
            made += render(admitted.path, admitted.extension, tmp_path / "made", sizes=("large",))
        opened = {(one.page, one.size): Image.open(one.path).convert("RGB") for one in made if one.kind == "webp"}
        words = next((one.path for one in made if one.kind == "json"), None)
        sheet = next((one.path.read_text("utf8") for one in made if one.kind == "svg"), "")
        return Seen(admitted, opened, json.loads(words.read_text("utf8")) if words else {}, sheet)

    return see


@pytest.mark.parametrize("name", ["two_id_cards.tif", "deed_and_id_card.tif", "fax_204x98.tif", "a0_bw_400dpi_g4.tif"])
def test_every_page_of_a_tiff_is_its_own_and_in_its_true_proportions(name):
    pages = compared(PAPERS / name, last=5).pages
    assert [page.number for page in pages] == ([1, 2] if "card" in name else [1])
    assert [page for page in pages if page.places or page.failed] == []


@pytest.mark.parametrize(
    "name",
    [
        "sig_invisible_flag.pdf",
        "stamp_on_layer_off.pdf",
        "strikeout_underline_border_0.pdf",
        "highlight_whose_rect_lies_elsewhere.pdf",
        "mediabox_reversed.pdf",
        "a0_plan_2mm_text_red_seal.pdf",
        "a2_only_seal_and_signature.pdf",
    ],
)
def test_marks_are_seen_as_another_reader_shows_them(name):
    page = next(page for page in compared(PAPERS / name, last=1).pages if page.reader == "Poppler")
    assert not page.failed and [place for place in page.places if place.points > LETTERS] == []


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("stamp_without_look.pdf", (0.73, 0.76, 0.95, 0.88)),
        ("freetext_without_look.pdf", (0.73, 0.76, 0.95, 0.84)),
        ("sticky_note.pdf", (0.75, 0.45, 0.79, 0.51)),
        ("line_dimension_without_look.pdf", (0.32, 0.90, 0.40, 0.94)),
        ("form_persian_needappearances.pdf", (0.40, 0.13, 0.48, 0.18)),
        ("form_persian_no_need.pdf", (0.40, 0.13, 0.48, 0.18)),
    ],
)
def test_a_mark_without_a_look_is_drawn_in_its_place(seen, name, place):
    assert seen(name).inked(*place) > 100


@pytest.mark.parametrize("name", ["stamp_without_look.pdf", "freetext_without_look.pdf", "sticky_note.pdf"])
def test_who_reads_the_page_is_told_the_words_of_its_notes(seen, name):
    found = seen(name)
    assert "notes_beside" in found.admitted.reasons and found.words["notes"][0]["what"]


@pytest.mark.parametrize(
    ("name", "why"), [("portfolio_three_plans.pdf", "portfolio"), ("xfa_dynamic.pdf", "dynamic_form")]
)
def test_what_keeps_only_a_cover_is_refused_with_advice(tmp_path, name, why):
    with pytest.raises(FileRejectedError) as refused:
        admit(PAPERS / name, name, tmp_path)
    assert refused.value.reason == why


def test_a_signed_file_is_stored_apart_and_its_copy_says_that_it_is_one(seen):
    found = seen("really_signed.pdf")
    assert "signed_apart" in found.admitted.reasons and found.inked(0.73, 0.76, 0.95, 0.88) > 100


def test_a_page_whose_box_is_reversed_can_be_downloaded(seen, tmp_path):
    admitted = seen("mediabox_reversed.pdf").admitted
    assert stamp(admitted.path, "pdf", ["سند رسمی نیست"], tmp_path / "marked", rtl=True).stat().st_size > 1000


@pytest.mark.parametrize("name", ["a0_plan_2mm_text_red_seal.pdf", "a2_only_seal_and_signature.pdf"])
@pytest.mark.parametrize("size", ["thumb", "screen", "large"])
def test_seal_and_signature_keep_their_colours_in_every_picture(seen, name, size):
    points = list(seen(name).pictures[1, size].getdata())
    assert sum(r > g + 30 and r > b + 30 for r, g, b in points) > 2, "red"
    assert sum(b > r + 30 for r, _g, b in points) > 2, "blue"


@pytest.mark.parametrize("size", [(9933, 7016), (9248, 6944)], ids=["an A1 at 300 dots an inch", "a telephone's"])
def test_a_large_picture_in_colour_is_taken(tmp_path, size):
    Image.new("RGB", size, "beige").save(tmp_path / "a.jpg", quality=60)
    assert admit(tmp_path / "a.jpg", "a.jpg", tmp_path / "out").outcome == "accept"


def test_a_webp_under_another_pictures_name_is_taken_as_what_it_is(seen):
    assert seen("really_a_webp.jpg").admitted.extension == "webp"


SAID = {
    "persian_shx_font.dxf": {"texts": [], "rooms": [], "unread": 3},
    "cp1256_said_1252_r2000.dxf": {"texts": ["اتاق خواب", "آشپزخانه", "پاركينگ 28 متر"]},
    "utf8_r2000_said_1252.dxf": {"texts": ["اتاق خواب", "آشپزخانه", "پارکینگ ۲۸ متر"]},
    "only_a_scanned_image.dxf": {"sheets": [], "left_out": {"IMAGE": 1}, "outside": ["plan_scan.tif"]},
    "utm_three_things_at_origin.dxf": {"strays": ["CIRCLE", "LINE", "TEXT: block base"], "notes": ["strayed"]},
    "signs_of_engineers.dxf": {"signs": [], "unread": 0},
}


@pytest.mark.parametrize("name", SAID)
def test_of_a_drawing_it_is_said_what_was_read_and_what_is_not_shown(seen, name):
    words = seen(name).words
    assert {key: words[key] for key in SAID[name]} == SAID[name]


def test_dimensions_without_their_block_are_drawn(seen):
    found = seen("dims_without_block.dxf")
    assert (found.admitted.outcome, found.words["left_out"], len(found.words["dimensions"])) == ("accept", {}, 4)


def test_a_house_in_utm_is_drawn_without_what_lies_at_the_origin(seen):
    assert seen("utm_three_things_at_origin.dxf").words["extents"] == {"width": 12, "height": 10}


def test_layers_that_are_not_plotted_are_off_and_listed(seen):
    off = {layer["name"] for layer in seen("layers.dxf").words["layers"] if not layer["on"]}
    assert {"Defpoints", "NOPLOT"} <= off


def test_every_sign_of_engineers_is_read(seen):
    text = "".join(seen("signs_of_engineers.dxf").words["texts"])
    assert set("φΦ∅Δ≥≤→√㎡№●■↓") <= set(text)


def test_a_persian_paragraph_keeps_its_latin_figures(seen):
    assert "اتاق خواب Bedroom 3.20 small" in seen("paragraph_wraps_at_latin.dxf").words["texts"]


def test_the_letters_of_many_sheets_side_by_side_are_whole(seen):
    """A letter of 12 cm is twelve units of the drawing high at least, where it was five."""
    found = seen("ten_sheets_in_model_space.dxf")
    units = int(re.search(r'viewBox="0 0 (\d+)', found.sheet)[1])
    assert units / found.words["extents"]["width"] * 0.12 >= 12
    assert "اتاق خواب ۳٫۲۰ × ۴٫۱۰" in found.words["texts"]


def surveyed(name: str) -> list:
    from shahrsazi.casefiles.site_plan import Collection
    from shahrsazi.casefiles.site_plan.survey import shapes_of

    told = json.loads((PAPERS / name).read_text("utf8"))
    return shapes_of(msgspec.convert(told.get("block", told), Collection))


def test_land_with_a_hole_is_measured_without_it():
    from shahrsazi.casefiles.site_plan import draw

    assert draw(surveyed("land_with_hole.geojson"), []).area == 300


def test_a_bad_neighbour_is_left_out_and_the_land_is_drawn():
    from shahrsazi.casefiles.site_plan import draw

    shapes = surveyed("one_bad_neighbour.geojson")
    assert [shape.kind for shape in shapes if shape.left_out] == ["neighbour"] and draw(shapes, []).area > 0


def test_every_one_of_these_files_is_looked_at():
    source = (ROOT / "tests/db/documents/sandbox/test_failing_papers.py").read_text("utf8")
    assert [file.name for file in PAPERS.iterdir() if file.name not in source] == []
