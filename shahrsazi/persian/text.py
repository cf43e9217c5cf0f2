"""Persian text: one spelling for what looks the same, one key to search by, one to sort by."""

import re
import unicodedata

PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"
_TO_ASCII_DIGITS = str.maketrans(PERSIAN_DIGITS + _ARABIC_DIGITS, "0123456789" * 2)

HALF_SPACE = "\u200c"
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
_LETTERS = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06fa-\u06ff"
_JOINING = (
    "\u0626\u0628\u062a-\u062e\u0633-\u063f\u0641-\u0647\u0649\u064a\u066e\u066f\u0678-\u0687"
    "\u069a-\u06bf\u06c1\u06c2\u06cc\u06ce\u06d0\u06d1\u06fa-\u06fc"
)
# Controls, bidirectional controls, tatweel, joiners, fillers and the rest of what cannot be seen; lone surrogates too.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b"
    "\u200d-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_NEWLINE = re.compile("\r\n|[\r\x85\u2028\u2029]")
_BLANKS = re.compile("[ \t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_HALF_SPACES = re.compile(f"([{_JOINING}][{_MARKS}]*)?{HALF_SPACE}+(?=([{_LETTERS}])?)")
_MARK = re.compile(f"[{_MARKS}]")


def _presentation_forms() -> dict[int, str]:
    """Letters in the shapes that PDF text comes in. Ligatures stay: NFKC would make eighteen characters of one."""
    shapes = {}
    for point in (*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFBEA), *range(0xFBFC, 0xFC00), *range(0xFE80, 0xFEFD)):
        kind, *letters = unicodedata.decomposition(chr(point)).split() or [""]
        if kind in ("<isolated>", "<initial>", "<medial>", "<final>"):
            shapes[point] = "".join(chr(int(letter, 16)) for letter in letters)
    return shapes


# Yeh goes through the Arabic letter, since only that one composes with a hamza above.
_TO_ARABIC: dict[str, str | int | None] = {"\u06cc": "\u064a", "\u0649": "\u064a", "\u06c0": "\u0647\u0654"}
_LETTER_SHAPES = str.maketrans(_TO_ARABIC) | {
    point: letters.translate(str.maketrans(_TO_ARABIC)) for point, letters in _presentation_forms().items()
}
_TO_PERSIAN = str.maketrans("\u064a\u0643" + _ARABIC_DIGITS, "\u06cc\u06a9" + PERSIAN_DIGITS)


def ascii_digits(value: str) -> str:
    """Persian and Arabic digits as 0-9. Digits of other scripts stay, and so fail the caller's check."""
    return value.translate(_TO_ASCII_DIGITS)


# What is clean as it stands, as nearly all texts of a feed are: one look instead of seven.
_SEEN = (
    "!-~\u0621-\u063a\u0641\u0642\u0644-\u0648\u067e\u0686\u0698\u06a9\u06af\u06cc\u06f0-\u06f9"
    "\u060c\u061b\u061f\u00ab\u00bb"
)
_CLEAN = re.compile(f"[ {_SEEN}]+")
_PRINTABLE = bytes(range(32, 127))
_CLEAN_LETTERS = re.compile(
    f"[{_SEEN}{HALF_SPACE}\u064b-\u0652\u066a-\u066c\u00b0-\u00b3\u00d7\u00f7\u2013\u2014\u2026]*"
)
_MARK_ON_MARK = re.compile("[\u064b-\u0652]{2}")  # several marks of one letter have an order
_IDLE_HALF_SPACE = re.compile(f"{HALF_SPACE}(?:(?<=[^{_JOINING}]{HALF_SPACE})|(?![{_LETTERS}]))")


def clean(value: str) -> str:
    """The text to store and show: what looks the same is spelled the same. Safe to repeat."""
    return value if _is_clean(value) else _cleaned(value)


def _is_clean(value: str) -> bool:
    return bool(_CLEAN.fullmatch(value)) and "  " not in value and value == value.strip(" ")


def is_clean_json(text: bytes) -> bool:
    """Whether every text in compact JSON is surely clean already: one look at all instead of one at each. A blank at an
    end of a text stands beside its quotation mark; what is escaped can't be judged from outside.
    """
    if any(mark in text for mark in (b"\\", b"  ", b'" ', b' "')):
        return False
    letters = text.translate(None, _PRINTABLE).decode()
    if not _CLEAN_LETTERS.fullmatch(letters) or _MARK_ON_MARK.search(letters):
        return False
    return HALF_SPACE not in letters or not _IDLE_HALF_SPACE.search(text.decode())


def _cleaned(value: str) -> str:
    seen = _UNSEEN.sub("", _NEWLINE.sub("\n", value)).translate(_LETTER_SHAPES)
    composed = unicodedata.normalize("NFC", _HALF_SPACES.sub(_needed_half_space, seen))
    return _tidy_blanks(composed.translate(_TO_PERSIAN))


def _needed_half_space(match: re.Match[str]) -> str:
    """A half space shows only where it parts two letters that would join."""
    before, after = match.groups()
    return before + HALF_SPACE if before and after else before or ""


def _tidy_blanks(text: str) -> str:
    lines = _BLANKS.sub(" ", text).split("\n")
    return "\n".join(line.strip(" ") for line in lines).strip("\n")


_TO_SEARCH = str.maketrans("آأإٱةہھەؤ" + HALF_SPACE, "ااااهههه" + "و ")


def search_key(value: str) -> str:
    """What two spellings of one name have in common. For comparing only, never for showing."""
    bare = _MARK.sub("", clean(value)).translate(_TO_SEARCH)
    return " ".join(unicodedata.normalize("NFC", ascii_digits(bare).lower()).split())


def _weights() -> dict[str, str]:
    """Two digits for each character, so that any collation of any database gives the same order."""
    alphabet = ["آ", "اٱ", "ءأإؤئ", *"بپتثجچحخدذرزژسشصضطظعغفقکگلمنو", "هةەہھ", "ی"]
    weights = {letter: f"{position:02}" for position, letters in enumerate(alphabet, 20) for letter in letters}
    weights |= {letter: f"{position:02}" for position, letter in enumerate("abcdefghijklmnopqrstuvwxyz", 60)}
    weights |= {digit: f"1{position % 10}" for position, digit in enumerate("0123456789" + PERSIAN_DIGITS)}
    return weights | {" ": "01", "\n": "01"}


_WEIGHTS = _weights()


def sort_key(value: str) -> str:
    """Digits that sort as a Persian dictionary does (as ICU's fa): blank, sign, number, آ ا ء ب … ی, Latin, others."""
    return "".join(_weight(letter) for letter in clean(value).lower())


def _weight(letter: str) -> str:
    plain = letter if letter in _WEIGHTS else unicodedata.normalize("NFD", letter)[0]
    if plain in _WEIGHTS:
        return _WEIGHTS[plain]
    category = unicodedata.category(letter)[0]
    return {"L": "99", "N": "98", "M": "", "C": ""}.get(category, "02")
