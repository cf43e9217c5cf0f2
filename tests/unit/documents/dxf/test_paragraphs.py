"""A right-to-left paragraph keeps the look of each of its pieces: what is red, large, struck out."""

import re
from collections import Counter

import pytest
from ezdxf.entities.mtext import MTextColumns
from ezdxf.fonts.font_face import FontFace

from shahrsazi.documents.dxf import paragraphs
from shahrsazi.documents.dxf.ezdxf_import import ezdxf
from shahrsazi.documents.dxf.shaping import face

USUAL, HEIGHT = FontFace(weight=400), 2.0
MARK = "\u200f"


def pieces(text: str, **known) -> list[paragraphs.Placed]:
    """How a text is set, from top to bottom and from left to right."""
    mtext = ezdxf.new().modelspace().add_mtext(text, dxfattribs={"char_height": HEIGHT} | known)
    return list(paragraphs.placed(mtext, USUAL))


def words(placed: list[paragraphs.Placed]) -> list[str]:
    return [piece.text.replace(MARK, "") for piece in placed]


def test_words_of_one_look_are_one_piece_and_those_of_another_stand_left_of_them():
    assert words(pieces("متن ساده سیاه")) == ["متن ساده سیاه"]
    placed = pieces(r"متن {\C1;سرخ} سیاه")
    assert words(placed) == ["سیاه", "سرخ ", "متن "]
    assert [piece.look.colour for piece in placed] == [256, 1, 256]
    for left, right in zip(placed, placed[1:], strict=False):
        assert right.x == pytest.approx(left.x + left.width)


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        (r"\H4;", {"height": 4.0}),
        (r"\H0.5x;", {"height": 1.0}),
        (r"\C1;", {"colour": 1}),
        (r"\c255;", {"colour": (255, 0, 0)}),
        (r"\K", {"strokes": (0.5,)}),
        (r"\L", {"strokes": (-0.2,)}),
        (r"\O\K", {"strokes": (0.5, 1.3)}),
    ],
)
def test_each_mark_of_a_piece_is_kept_and_its_neighbour_stays_as_it_was(code, changed):
    left, right = pieces(rf"متن {{{code}دیگر}}")
    assert right.look == paragraphs.Look(HEIGHT, USUAL, 256, ())
    assert left.look == right.look._replace(**changed)


def test_a_bold_font_within_the_text_is_bold():
    left, right = pieces(r"متن {\fTahoma|b1|i0;پررنگ}")
    assert (left.look.font.weight, right.look.font.weight) == (700, 400)


def test_lines_keep_the_distance_of_their_own_height():
    tops = [piece.y for piece in pieces(r"{\H4;بزرگ}\Pکوچک\Pکوچک")]
    assert tops == pytest.approx([-4, -4 - 2 * 5 / 3, -4 - 4 * 5 / 3])


@pytest.mark.parametrize("attachment", range(1, 10))
def test_a_line_ends_stands_astride_or_begins_where_it_is_inserted(attachment):
    placed = pieces(r"متن {\H4;\C1;بزرگ}\Pدوم", attachment_point=attachment)
    first = [piece for piece in placed if piece.y == placed[0].y]
    ends = first[0].x, first[-1].x + first[-1].width
    width = ends[1] - ends[0]
    row, column = divmod(attachment - 1, 3)
    assert ends[0] == pytest.approx(-width * column / 2)
    above, below = placed[0].y + 4 > 0, placed[-1].y < 0
    assert (above, below) == [(False, True), (True, True), (True, False)][row]


def test_a_line_is_broken_where_its_pieces_together_are_wider_than_the_box():
    placed = pieces(r"اول {\H4;دوم} سوم {\C1;چهارم} پنجم", width=14)
    by_line: dict[float, list] = {}
    for piece in placed:
        by_line.setdefault(piece.y, []).append(piece)
    assert len(by_line) > 1 and all(sum(p.width for p in line) <= 16 for line in by_line.values())
    assert sorted(" ".join(words(placed)).split()) == sorted(["اول", "دوم", "سوم", "چهارم", "پنجم"])


def test_a_line_that_begins_with_latin_letters_runs_from_the_left():
    assert words(pieces(r"R122 {\C1;red}\Pمتن")) == ["R122 ", "red", "متن"]


@pytest.mark.parametrize(
    "text",
    [
        r"عدد 12{\H0.7x;.50} متر",
        r"ابعاد {\C1;12}x{\C5;20} متر",
        r"تاریخ 1403/{\C1;05}/12 شد",
        r"دال {\C1;RC} {\C5;SLAB} ضخامت",
        r"طول ۱۲{\C1;٫۵۰} متر",
        r"R122 {\C1;متن} {\C2;دوم} سوم",
        r"({\C1;متن}) [{\C1;ABC}]",
        r"م{\C1;ت}ن پی{\C1;و}ست{\C2;ه}",
        r"مُ{\C1;تَ}ن قط{\C3;ر} {\C1;⌀}12",
    ],
)
def test_the_glyphs_of_a_line_of_several_looks_are_those_of_the_line_in_one_look(text):
    regular = face(False)
    [whole] = pieces(re.sub(r"\\[CH][\d.x]+;|[{}]", "", text))
    several = pieces(text)
    assert len(several) > 1
    assert [g for piece in several for g in glyphs(regular, piece.text)] == list(glyphs(regular, whole.text))


def glyphs(regular, text: str) -> list[str]:
    return [placed.glyph for placed in regular.set(text)[0]]


def test_a_struck_out_word_is_drawn_struck_out_and_in_its_colour(plan, draw):
    text = plan.house().model.add_mtext(r"اتاق {\C1;خواب} دوم", dxfattribs={"char_height": 0.4, "insert": (2, 4)})
    red = draw(plan).svgs[0]
    assert red.count("#ff0000") == 1
    text.text = r"اتاق {\C1;\Kخواب\k} دوم"
    struck_out = draw(plan).svgs[0]
    assert struck_out.count('stroke="#ff0000"') == 1 and 'stroke="#ff0000"' not in red


@pytest.mark.parametrize(
    ("text", "strokes"),
    [
        ("%%kخواب%%k", [((0, 4), 0.5)]),
        ("%%Uخواب", [((0, 4), -0.2)]),
        ("اتاق %%kخواب%%k دوم", [((5, 9), 0.5)]),
        ("%%oA%%uB%%c%%u%%o", [((1, 3), -0.2), ((0, 3), 1.3)]),
        ("خواب %%p2%%d", []),
        ("خواب%%k", []),
    ],
)
def test_the_strokes_of_a_text_of_one_line_are_known_by_its_letters(text, strokes):
    assert paragraphs.strokes_of(text) == [paragraphs.Stroke(*one) for one in strokes]


@pytest.mark.parametrize("word", ["خواب دوم", "BED 2"])
def test_a_struck_out_text_of_one_line_is_drawn_struck_out(plan, draw, word):
    text = plan.house().model.add_text(f"%%k{word}%%k", height=0.4, dxfattribs={"color": 1}).set_placement((2, 4))
    assert draw(plan).svgs[0].count('stroke="#ff0000"') == 1 and draw(plan).twin["texts"] == [word]
    text.dxf.text = word
    assert 'stroke="#ff0000"' not in draw(plan).svgs[0]


def in_columns(plan, contents: list[str], version: str, **known):
    columns = MTextColumns.new_dynamic_manual_height_columns(16, 2, [9] * len(contents))
    mtext = ezdxf.new(version).modelspace().add_mtext("", dxfattribs={"char_height": 1, "width": 16} | known)
    mtext.setup_columns(columns, linked=version < "AC1032")
    mtext.text = contents[0] if version < "AC1032" else r"\N".join(contents)
    for column, content in zip(mtext._columns.linked_columns, contents[1:], strict=version < "AC1032"):
        column.text = content
    return list(paragraphs.placed(mtext, USUAL))


@pytest.mark.parametrize("version", ["AC1024", "AC1032"])
def test_a_right_to_left_text_is_set_column_by_column(plan, version):
    placed = in_columns(plan, ["ضخامت دال بتنی R122 برابر 20 سانتیمتر", "دوم", "سوم"], version)
    assert "R122" in placed[0].text and all(piece.width <= 16 for piece in placed)
    assert [piece.x for piece in placed] == [0] * (len(placed) - 2) + [18, 36]
    assert placed[-1].y == placed[0].y


def test_a_full_column_pours_over_into_the_next_one():
    mtext = ezdxf.new("R2018").modelspace().add_mtext("متن" + r"\Pمتن" * 5, dxfattribs={"char_height": 1})
    mtext.setup_columns(MTextColumns.new_static_columns(3, 10, 1, 3))
    placed = list(paragraphs.placed(mtext, USUAL))
    assert [piece.x for piece in placed] == [0, 0, 11, 11, 22, 22]
    assert placed[2].y == placed[0].y


def test_a_text_in_one_column_is_drawn_as_without_it(plan, draw):
    plan.doc = ezdxf.new("R2018", units=6)
    plan.model = plan.doc.modelspace()
    text = "ضخامت دال بتنی R122 برابر 20 سانتیمتر است"
    mtext = plan.house().model.add_mtext(text, dxfattribs={"char_height": 0.3, "width": 4, "insert": (1, 5)})
    alone = draw(plan).svgs
    mtext.setup_columns(MTextColumns.new_dynamic_manual_height_columns(4, 1, [9]))
    assert draw(plan).svgs == alone


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("تیپ A12 %%kB14%%k حذف", ["B14"]),
        ("R122 متن %%kدوم%%k", ["دوم"]),
        ("اتاق %%kخواب%%k دوم", ["خواب"]),
        ("طول %%k12%%k.50 متر", ["12"]),
        ("A12 %%kمتن B%%k دوم", ["متن", " B"]),
    ],
)
def test_a_stroke_runs_through_its_own_letters(text, struck):
    line, regular = ezdxf.new().modelspace().add_text(text).plain_text(), face(False)
    row = regular.set(line)[0]
    for (left, right), _at in paragraphs.stroked(
        line, paragraphs.strokes_of(text), lambda piece: regular.set(piece)[1]
    ):
        covered = [placed.glyph for placed in row if left <= placed.x < right]
        assert any(sorted(covered) == sorted(glyphs_within(regular, line, word)) for word in struck)


def glyphs_within(regular, line: str, word: str) -> list[str]:
    """The glyphs that a word has in its line: those that are there and not in the line without it."""
    rest = Counter(glyphs(regular, line))
    rest.subtract(glyphs(regular, line.replace(word, "", 1)))
    return list(rest.elements())
