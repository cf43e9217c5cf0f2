"""Notes of a paper name the pages that they hold for, shortened to ranges, in the language of the page."""

import pytest
from django.utils import translation

from shahrsazi.documents.errors import SENTENCES, sentence
from shahrsazi.documents.where import in_words, is_sound, on_pages, pages_of, why_of


@pytest.mark.parametrize(
    ("numbers", "pages", "note"),
    [
        ([2], 5, "fonts_missing:2"),
        ([3, 2], 5, "fonts_missing:2,3"),
        ([7, 5, 6, 2], 300, "fonts_missing:2,5-7"),
        (range(1, 301), 300, "fonts_missing:1-300"),
        ([], 5, "fonts_missing"),
        ([1], 1, "fonts_missing"),
    ],
)
def test_the_pages_go_along_with_the_note_of_a_paper_of_several(numbers, pages, note):
    assert on_pages("fonts_missing", numbers, pages) == note
    assert why_of(note) == "fonts_missing" and is_sound(note, pages)
    assert pages_of(note) == (sorted(numbers) if pages > 1 else [])


@pytest.mark.parametrize("numbers", ["6", "0", "2,1", "1-6", "2,2", "", "x", "1;2", "1-", "²", "2-1", "1,1-3", "1-2-3"])
def test_what_names_no_pages_of_the_paper_is_no_note(numbers):
    assert not is_sound(f"fonts_missing:{numbers}", 5)


@pytest.mark.parametrize(
    ("numbers", "persian", "english"),
    [
        ([], "", ""),
        ([3], "صفحه ۳.", "Page 3."),
        ([3, 4], "صفحه‌های ۳، ۴.", "Pages 3, 4."),
        ([2, 5, 6, 7, 12], "صفحه‌های ۲، ۵ تا ۷، ۱۲.", "Pages 2, 5 to 7, 12."),
        (range(1, 301), "صفحه‌های ۱ تا ۳۰۰.", "Pages 1 to 300."),
        (
            range(1, 300, 2),
            "صفحه‌های ۱، ۳، ۵، ۷، ۹، ۱۱، ۱۳، ۱۵، ۱۷، ۱۹، ۲۱، ۲۳ و ۱۳۸ صفحه دیگر.",
            "Pages 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23 and 138 more.",
        ),
    ],
)
def test_pages_are_read_out_in_the_language_of_the_page(numbers, persian, english):
    assert in_words(numbers) == persian
    with translation.override("en"):
        assert in_words(numbers) == english


def test_a_note_from_before_pages_were_named_is_read_as_it_was():
    with translation.override("en"):
        assert sentence("fonts_missing") == SENTENCES["fonts_missing"]
        assert sentence("fonts_missing:2,4-6") == f"{SENTENCES['fonts_missing']} Pages 2, 4 to 6."
