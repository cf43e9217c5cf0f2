"""Names as people are sought by them: whatever their blanks, hamzas and doubled letters, in the order they come in.

A name is stored with what begins at each of its words, written together: «علی رضا نیک» as «علیرضانیک رضانیک نیک». Then
a word that was typed, or several together, is the beginning of one of them, however either was parted.
"""

import re
import unicodedata
from itertools import combinations

from shahrsazi.persian.text import ascii_digits, clean

MAX_WORDS = 6
_ALEF_ABOVE = "\u0670"
# Letters of other hands and neighbours' keyboards, and hamzas, by which the same name differs.
_LETTERS = str.maketrans(
    {"آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ٲ": "ا", "ؤ": "و", "ۆ": "و", "ۇ": "و", "ۈ": "و", "ۋ": "و"}
    | dict.fromkeys("ئىيےۓېۍێۑ", "ی")
    | dict.fromkeys("كڪګڬڭڮ", "ک")
    | {"ہ": "ه", "ھ": "ه", "ە": "ه", "ۀ": "ه", "ۂ": "ه", "ۃ": "ة", "ڵ": "ل", "ڕ": "ر", "ء": ""}
)
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]")
# An alef above is an alef, but in «الله», and these names are often written without it.
_GOD = re.compile(f"لل?[\u064b-\u0652]*{_ALEF_ABOVE}[\u064b-\u0652]*ه")
_SHORT = {"رحمن": "رحمان", "اسمعیل": "اسماعیل", "اسحق": "اسحاق", "هرون": "هارون", "یس": "یاسین", "طه": "طاها"}
_TWICE = re.compile(r"(\D)\1+")


def _words(name: str) -> list[str]:
    spelled = _GOD.sub("له", unicodedata.normalize("NFC", clean(name))).replace(_ALEF_ABOVE, "ا")
    bare = _MARKS.sub("", unicodedata.normalize("NFD", spelled.translate(_LETTERS)))
    words = re.findall(r"[^\W_]+", ascii_digits(bare).translate(_LETTERS).lower())
    return [_SHORT.get(word, word) for word in words]


def _spellings(words: list[str]) -> list[list[str]]:
    """«ة» is written «ت» as often as «ه»: a name that has one is kept, and sought, in both ways."""
    spellings = dict.fromkeys(tuple(word.replace("ة", letter) for word in words) for letter in "هت")
    return [list(words) for words in spellings]


def _together(words: list[str]) -> str:
    return _TWICE.sub(r"\1", "".join(words))


def searchable_name(name: str) -> str:
    """What to store of a name, so that name_query() finds it; empty for one without a letter."""
    spellings = _spellings(_words(name))
    return " ".join(dict.fromkeys(_together(words[first:]) for words in spellings for first in range(len(words))))


def is_same_name(first: str, second: str) -> bool:
    """Whether both are one name, however either is spelled and parted into words."""
    written, sought = (searchable_name(name).partition(" ")[0] for name in (first, second))
    return written == sought


def name_words(typed: str) -> list[str]:
    """The words of a name that was typed, as they are compared."""
    return [_together([word]) for word in _words(typed)]


def name_query(typed: str) -> str:
    """What was typed as a tsquery: all its words, in any order, each the beginning of one of the name's, or several of
    them of one.
    """
    queries = {
        _query(words, parted)
        for words in _spellings(_words(typed)[:MAX_WORDS])
        for size in range(len(words))
        for parted in combinations(range(1, len(words)), size)
    }
    return " | ".join(sorted(queries))


def _query(words: list[str], parted: tuple[int, ...]) -> str:
    edges = [0, *parted, len(words)]
    parts = (_together(words[start:end]) for start, end in zip(edges, edges[1:], strict=False))
    return "(" + " & ".join(f"{part}:*" for part in parts) + ")"
