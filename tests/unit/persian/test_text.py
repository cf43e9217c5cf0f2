"""Persian text: what looks the same is the same, and lists are in the order of the alphabet."""

import json
import sys
import unicodedata
from random import Random

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from shahrsazi.persian import text
from shahrsazi.persian.text import ascii_digits, clean, is_clean_json, search_key, sort_key

VECTORS = ROOT / "tests" / "vectors"
HOSTILE = json.loads((VECTORS / "blns.json").read_text()) + [
    attack["value"] for attack in json.loads((VECTORS / "bidi_attack_strings.json").read_text())
]
SIGNS = (
    "ابدرسکلمنهویيكىةۀئؤأآء٠٩۰۹"
    "\u0640\u064b\u0653\u0654\u0655\u0670\u200c\u200d\u200e\u200f\u202e\u2066\u00a0 \n\t\r\x00"
)
PERSIAN_TEXT = st.text(SIGNS + "ﻋﻠﯽﻻeİé\u0301\ud800")
ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("علي كريمي", "علی کریمی"),
        ("مصطفى", "مصطفی"),
        ("مـحـمـد", "محمد"),
        ("رضا\u202e", "رضا"),
        ("\u2067رضا\u2069", "رضا"),
        ("رضا\u200f\u061c", "رضا"),
        ("ر\u200dضا\ufeff", "رضا"),
        ("سا\u200cرا", "سارا"),
        ("علی\u200c\u200cرضا", "علی\u200cرضا"),
        ("\u200cعلی\u200c", "علی"),
        ("علی\u00a0\u00a0رضا ", "علی رضا"),
        ("رئیسی", "ري\u0654يسي"),
        ("رئیسی", "ری\u0654یسی"),
        ("خانۀ", "خانه\u0654"),
        ("آرش", "ا\u0653رش"),
        ("ﻋﻠﯽ", "علی"),
        ("ﻻﻟﻪ", "لاله"),
        ("١٢٣", "۱۲۳"),
        ("José", "Jose\u0301"),
        ("رضا\x00\x1b\x9f", "رضا"),
        ("رضا\ud83d", "رضا"),
    ],
)
def test_names_that_look_the_same_are_the_same(one, other):
    assert clean(one) == clean(other)
    assert search_key(one) == search_key(other)
    assert sort_key(one) == sort_key(other)


def test_what_looks_different_stays_different():
    assert clean("علی\u200cرضا") == "علی\u200cرضا"
    assert clean("ﷺ") == "ﷺ"
    assert clean("²") == "²"
    assert clean("رئیسی") == "رئیسی"
    assert clean("۱۲ 34") == "۱۲ 34"


def test_lines_are_kept_and_their_ends_tidied():
    assert clean(" سطر یک \r\n\tسطر دو\u2028سه\n\n") == "سطر یک\nسطر دو\nسه"


@given(PERSIAN_TEXT | st.text(st.characters()))
def test_everything_is_safe_to_repeat(value):
    for once in (clean, search_key, ascii_digits):
        assert once(once(value)) == once(value)
    assert search_key(clean(value)) == search_key(value)
    assert sort_key(clean(value)) == sort_key(value)


@given(PERSIAN_TEXT | st.text(st.characters()))
def test_cleaned_text_can_be_stored_and_cannot_turn_the_line_around(value):
    cleaned = clean(value)
    cleaned.encode()
    assert cleaned == unicodedata.normalize("NFC", cleaned)
    hidden = {letter for letter in cleaned if unicodedata.category(letter) in ("Cc", "Cs")}
    assert hidden <= {"\n"}
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not turning & {unicodedata.bidirectional(letter) for letter in cleaned}


def test_every_character_but_the_rare_han_survives_cleaning_and_keys():
    for first in (*range(0, 0x20000, 256), *range(0xE0000, 0xE1000, 256), sys.maxunicode - 255):
        block = " ".join(f"ب{chr(point)}ب" for point in range(first, first + 256))
        assert clean(clean(block)) == clean(block), hex(first)
        assert search_key(search_key(block)) == search_key(block), hex(first)
        assert not sort_key(block).strip("0123456789"), hex(first)


def test_hostile_strings_do_no_harm():
    for value in HOSTILE:
        assert clean(clean(value)) == clean(value)
        assert search_key(clean(value)) == search_key(value)
        assert sort_key(clean(value)) == sort_key(value)


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("آذر", "اذر"),
        ("مؤمنی", "مومنی"),
        ("رأفت", "رافت"),
        ("فاطمة", "فاطمه"),
        ("خانهٔ", "خانه"),
        ("مُحَمَّد", "محمد"),
        ("علی\u200cرضا", "علی رضا"),
        ("پلاک ۱۲", "پلاك ١٢"),
        ("Reza", "reza"),
    ],
)
def test_a_name_is_found_however_it_is_spelt(written, searched):
    assert search_key(written) == search_key(searched)


def test_a_search_key_keeps_the_hamza_of_names_such_as_raisi():
    assert search_key("رئیسی") != search_key("رییسی")


def in_strict_order(names):
    keys = [sort_key(name) for name in names]
    return keys == sorted(set(keys))


def test_letters_sort_in_the_order_of_the_alphabet():
    assert in_strict_order(ALPHABET)


def test_names_sort_as_in_a_persian_list():
    # This is the order that ICU's collator for fa gives, too.
    names = ["1", "۲", "آب", "اب", "ب", "پروین", "رایگان", "رئیسی", "ربیعی", "رییسی"]
    names += ["علی", "علی پور", "علی\u200cزاده", "مؤمنی", "مبینی", "مومنی", "مهدی", "a", "Z"]
    assert in_strict_order(names)


def test_names_that_differ_only_in_spelling_sort_together():
    assert sort_key("علي") == sort_key("علی")
    assert sort_key("علی\u200cپور") == sort_key("علیپور")
    assert sort_key("José") == sort_key("jose")
    assert sort_key("۱۲") == sort_key("12")


def test_only_persian_and_arabic_digits_become_ascii():
    assert ascii_digits("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩") == "0123456789" * 2
    assert ascii_digits("௧²①१") == "௧²①१"


def test_what_is_let_pass_uncleaned_is_what_cleaning_leaves_as_it_is():
    passed = [chr(point) for point in range(0x110000) if text._is_clean(chr(point))]
    assert len(passed) == 148
    for letter in passed:
        for other in passed[:: max(1, len(passed) // 40)]:
            for pair in (letter, letter + other, f"{letter} {other}"):
                assert text._cleaned(pair) == pair, ascii(pair)
    for untidy in ("", " a", "a ", "a  b", "a\u200cb", "\u0643", "\u064a", "\u0649", "a\tb", "\u0640", "\u064b"):
        assert not text._is_clean(untidy)


TRICKY = (
    ' a"\\\n\t/:,{}[]0\u06f1\u0661\u06cc\u0649\u064a\u06a9\u06a9\u0643\u0647\u0629\u06c0\u0627'
    "\u200c\u200b\u200f\u0640\u064b\u0651\u0654\u00a0\u00b2\u00ad\u2013\u2026\u2028\ufeff\ufefb\u0653"
)


def compact(*texts: str) -> bytes:
    return json.dumps({t: [t] for t in texts}, ensure_ascii=False, separators=(",", ":")).encode()


@pytest.mark.parametrize("around", ["{}", "س{}س", " {}", "{} ", "س {}", "a{}a", "{0}{0}", "س{0}{0}س"])
def test_json_that_is_clean_as_a_whole_has_no_text_that_cleaning_would_change(around):
    points = (chr(point) for point in (*range(0x20, 0x3100), *range(0xFB50, 0xFF00), 0xFFF9, 0x1D173) if point != 0x22)
    texts = [around.format(point) for point in points]
    assert [t for t in texts if is_clean_json(compact(t)) and clean(t) != t] == []


def test_the_same_holds_of_letters_in_any_neighbourhood():
    chance = Random(7)
    texts = ["".join(chance.choices(TRICKY, k=chance.randint(0, 6))) for _ in range(20_000)]
    assert [t for t in texts if is_clean_json(compact(t, "x")) and clean(t) != t] == []


@pytest.mark.parametrize("written", ["", "اصفهان", "می‌شود", "تقریباً ۱۲۰ m²", "a - b: c", "«۱۲»، پلاک ۷", "±۲ × ۳ – …"])
def test_texts_as_a_back_office_writes_them_are_seen_to_be_clean_at_one_look(written):
    assert is_clean_json(compact(written, "x")) and clean(written) == written
