"""Letters in boxes of their own: words run from the right, the figures among them from the left."""

import pytest

from shahrsazi.documents.sandbox.pdf_cells import in_cells
from shahrsazi.documents.sandbox.pdf_letters import is_rtl

SEEN = {
    "پلاک 27/1": "27/1 کالپ",
    "۱۲ب۳۴۵": "۳۴۵ب۱۲",
    "خیابان ۱۲۳": "۱۲۳ نابایخ",
    "٣٤٥ شارع": "عراش ٣٤٥",
    "بلوک (۲)": "(۲) کولب",
    "plot ب۱۲": "plot ۱۲ب",
    "۱۴۰۲/۰۵/۱۲": "۱۴۰۲/۰۵/۱۲",
    "0012345678": "0012345678",
}


@pytest.mark.parametrize("written", SEEN)
def test_the_letters_stand_as_they_are_read(written):
    seen = SEEN[written]
    assert in_cells(written, len(seen), "start", is_rtl(written)) == list(seen)


@pytest.mark.parametrize(
    ("written", "align", "seen"),
    [
        ("123", "start", "123__"),
        ("123", "center", "_123_"),
        ("123", "right", "__123"),
        ("پلا", "start", "__الپ"),
        ("پلا", "center", "_الپ_"),
        ("پلا", "right", "__الپ"),
        ("1234567", "start", "12345"),
        ("", "start", "_____"),
    ],
)
def test_they_stand_at_the_side_that_the_field_names(written, align, seen):
    assert in_cells(written, 5, align, is_rtl(written)) == [letter.strip("_") for letter in seen]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("AB\u0301C", ["A", "B\u0301", "C"]),
        ("مَلِ", ["لِ", "مَ"]),
        ("ab\u200c\u200d", ["a", "b\u200c\u200d"]),
        ("\u200fa", ["a"]),
    ],
)
def test_a_mark_stands_upon_its_letter(written, seen):
    assert in_cells(written, len(seen), "start", is_rtl(written)) == seen
