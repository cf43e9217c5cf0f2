"""The fonts that pages bring: every sign of a Persian page and of a code in it is in one of them, in few bytes."""

import re
from pathlib import Path
from string import ascii_letters

from fontTools.ttLib import TTFont

STATIC = Path(__file__).parents[3] / "shahrsazi" / "pages" / "static"
FACE = re.compile(r'@font-face \{ font-family: Vazirmatn; src: url\("([^"]+)"\)[^}]*unicode-range: ([^;]+);')
PERSIAN = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءأؤئ۰۱۲۳۴۵۶۷۸۹«»؛،؟٪٫٬\u200c"
CODES = ascii_letters + "0123456789./-_±\u2212"


def faces() -> dict[Path, set[int]]:
    """Font file → the characters for which the style sheet lets it be asked."""
    faces = FACE.findall((STATIC / "site.css").read_text("utf8"))
    return {STATIC / file: {c for part in ranges.split(",") for c in _range(part)} for file, ranges in faces}


def _range(part: str) -> range:
    first, _, last = part.strip().removeprefix("U+").partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


def test_every_sign_of_a_page_and_of_a_code_is_drawn_in_our_font():
    drawn = {c for file, asked in faces().items() for c in asked & set(TTFont(file).getBestCmap())}
    assert sorted(set(map(ord, PERSIAN + CODES)) - drawn) == []


def test_a_page_without_latin_letters_asks_for_one_font():
    [main] = [file for file, asked in faces().items() if asked & set(map(ord, PERSIAN))]
    assert main.name == "vazirmatn.woff2" and not faces()[main] & set(map(ord, ascii_letters))


def test_the_fonts_are_small():
    sizes = {file.name: file.stat().st_size for file in faces()}
    assert sizes["vazirmatn.woff2"] <= 24_000 and sum(sizes.values()) <= 32_000, sizes
