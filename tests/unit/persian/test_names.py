"""Persons are found however their name was written: each pair finds the other, in both directions."""

import pytest

from shahrsazi.persian.names import is_same_name, name_query, name_words, searchable_name

PAIRS = [
    ("رضائی", "رضایی"),
    ("میرزائی", "میرزایی"),
    ("طباطبائي", "طباطبایی"),
    ("رئیسی", "رییسی"),
    ("قائمی", "قایمی"),
    ("جواهرئ", "جواهری"),
    ("ضیائیان", "ضیاییان"),
    ("عبدالله", "عبداله"),
    ("عبد الله", "عبداله"),
    ("ذبیح‌الله", "ذبیح اله"),
    ("اللّٰهیاری", "اله یاری"),
    ("سید علی", "سیدعلی"),
    ("نیک‌نژاد", "نیکنژاد"),
    ("پورمحمدی", "پور محمدی"),
    ("محمدرضا نیک‌پور", "محمد رضا نیکپور"),
    ("بهاءالدین", "بهاالدین"),
    ("عطاءالله", "عطا اله"),
    ("اسمٰعیل", "اسماعیل"),
    ("اسمعیل", "اسماعیل"),
    ("رحمٰن", "رحمن"),
    ("رحمان", "رحمن"),
    ("حجة", "حجت"),
    ("حجة", "حجه"),
    ("فاطمة زهرا", "فاطمه‌زهرا"),
    ("هبة‌الله", "هبت اله"),
    ("علی‌رضا", "علیرضا"),
    ("ڪاظمی", "کاظمی"),
    ("يحيي", "یحیی"),
    ("مؤمنی", "مومنی"),
    ("داوود", "داود"),
    ("قُدسیّه", "قدسیه"),
    ("خانۀ", "خانه"),
    ("گۆران", "گوران"),
    ("Saʿdi 2", "saʿdi ۲"),
]


def finds(typed: str, stored: str) -> bool:
    """As PostgreSQL's text search does it: one of the ways in which all parts begin a word."""
    words = searchable_name(stored).split()
    ways = [way.strip("()").split(" & ") for way in name_query(typed).split(" | ")]
    return any(all(any(word.startswith(part[:-2]) for word in words) for part in way) for way in ways)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_each_spelling_finds_the_other(one, other):
    assert finds(one, other) and finds(other, one)


@pytest.mark.parametrize("family", ["نیک‌پور", "نیکپور", "نیک پور", "نیک"])
@pytest.mark.parametrize("first", ["محمدرضا", "محمد رضا", "محمد‌رضا", "محمد", "رضا"])
def test_words_are_found_in_either_order_and_by_their_beginnings(first, family):
    assert finds(f"{family} {first}", "محمد رضا نیک‌پور") and finds(f"{first} {family}", "محمد رضا نیک‌پور")


@pytest.mark.parametrize("typed", ["احمد نیکپور", "پورنیک", "محمدرضا نیکو", "عباس"])
def test_another_name_is_not_found(typed):
    assert not finds(typed, "محمد رضا نیک‌پور")


@pytest.mark.parametrize("typed", ["", "‌", "'", "& | ! ( ) :*", "_", "!!"])
def test_what_holds_no_letter_is_no_name(typed):
    assert searchable_name(typed) == "" and name_words(typed) == []


def test_a_query_holds_nothing_but_words_and_their_signs():
    assert name_query("a') | (b:* & !c") == "(a:* & b:* & c:*) | (a:* & bc:*) | (ab:* & c:*) | (abc:*)"


def test_a_long_name_asks_no_more_than_its_first_words():
    assert len(name_query(" ".join("ابپتثجچحخد")).split(" | ")) == 32


@pytest.mark.parametrize(
    ("one", "other"), [("علی رضا نیک", "علیرضا نیک"), ("على نامدار", "علی نام‌دار"), ("مؤمن", "مومن"), ("", "")]
)
def test_one_name_is_the_same_however_it_is_spelled_and_parted(one, other):
    assert is_same_name(one, other)


@pytest.mark.parametrize(("one", "other"), [("علی نامدار", "علی نامداری"), ("علی نامدار", "نامدار علی"), ("حسین", "")])
def test_other_names_are_not_the_same(one, other):
    assert not is_same_name(one, other)
