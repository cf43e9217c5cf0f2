"""Puts Persian into the order and the shapes in which it is drawn: a line of text becomes glyphs of the font.

The font's own tables are followed (joining forms, lam-alef, the place of marks), so nothing is lost on the way, as a
hamza over he is with presentation forms. Which letters join is asked of the font too: what has an initial form joins
on both sides, what has a final form only, on one.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

from bidi import algorithm
from bidi.algorithm import get_display  # the faster one of the package leaves brackets unmirrored
from fontTools.ttLib import TTFont

from shahrsazi.documents.dxf.spelling import resolved

FONTS = Path(__file__).parents[2] / "pages/fonts"
_JOINERS = {"\u0640", "\u200d"}
# The joiners are dropped when a line is put into order; letters of no use here keep their places meanwhile.
# The signs of a diameter stand before their figure in every language, as a letter of Latin would.
_STORED = {0x200C: 0x05C0, 0x200D: 0x05C3, 0x2205: 0xE000, 0x2300: 0xE001}
_BACK = {stored: joiner for joiner, stored in _STORED.items()}
UNDRAWN = "\u25a1"
_UNDRAWN = {"Cf", "Cc", "Mn", "Zs"}
_SIGN = "sign:"  # before the name of a glyph of the font of signs
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_RIGHT_TO_LEFT = {"R", "AL", "NSM", "BN"}


class PlacedGlyph(NamedTuple):
    glyph: str
    x: float
    y: float


class Face:
    """One weight of the font: its glyphs and what it says about joining them."""

    def __init__(self, name: str):
        self.font = TTFont(FONTS / name, lazy=True)
        self.cmap = self.font.getBestCmap()
        self.glyphs = self.font.getGlyphSet()
        self.widths = self.font["hmtx"].metrics
        self.cap_height, self.x_height = self.font["OS/2"].sCapHeight, self.font["OS/2"].sxHeight
        gsub = self.font["GSUB"].table
        self.forms = {tag: _merged(gsub, tag, "mapping") for tag in ("init", "medi", "fina")}
        self.ligatures = _merged(gsub, "rlig", "ligatures")
        self.signs = TTFont(FONTS / "dejavu-signs.ttf", lazy=True)
        self.sign_map, self.sign_glyphs = self.signs.getBestCmap(), self.signs.getGlyphSet()
        self.marks = [t for t in _subtables(self.font["GPOS"].table, "mark") if hasattr(t, "BaseArray")]

    def set(self, text: str) -> tuple[list[PlacedGlyph], float]:
        """The glyphs of a line from left to right, with the width of it."""
        placed, x = [], 0.0
        for glyph in self._row(text):
            width = self._width(glyph.strip("^"))
            if glyph.startswith("^"):
                x = self._put_mark(placed, glyph[1:], x)
                continue
            placed.append(PlacedGlyph(glyph, x, 0))
            x += width
        return placed, x

    def _row(self, text: str) -> Iterator[str]:
        """Names of glyphs from left to right; a mark stands after its letter and begins with ^."""
        for arabic, run in groupby(_ordered(self._resolved(logical(text))), key=_is_arabic):
            letters = "".join(run)
            seen = (c for c in letters if unicodedata.category(c) not in ("Cf", "Cc"))
            yield from self._shaped(letters[::-1]) if arabic else (self._glyph(c) for c in seen)

    def _shaped(self, letters: str) -> Iterator[str]:
        """The row of an Arabic run given in reading order: its clusters turned round, marks after their letter."""
        clusters = self._clusters(letters)
        for base, marks in reversed(self._ligated(clusters)):
            yield base
            yield from ("^" + m for m in marks)

    def _clusters(self, letters: str) -> list[tuple[str, list[str]]]:
        clusters = []
        for i, letter in enumerate(letters):
            if unicodedata.category(letter) == "Mn" and clusters:
                clusters[-1][1].append(self._glyph(letter))
            elif unicodedata.category(letter) != "Cf":
                clusters.append((self._form(letters, i), []))
        return clusters

    def _ligated(self, clusters: list) -> list:
        joined = []
        for base, marks in clusters:
            before = joined[-1] if joined else ("", [])
            for ligature in self.ligatures.get(before[0], ()):
                if ligature.Component == [base]:
                    joined[-1] = (ligature.LigGlyph, before[1] + marks)
                    break
            else:
                joined.append((base, marks))
        return joined

    def _form(self, letters: str, i: int) -> str:
        glyph = self._glyph(letters[i])
        before, after = self._neighbour(letters, i, -1), self._neighbour(letters, i, 1)
        joined = (self.joins(before, "init"), self.joins(after, "fina"))
        form = {(True, True): "medi", (True, False): "fina", (False, True): "init"}.get(joined)
        if form == "medi" and glyph not in self.forms["medi"]:
            form = "fina"
        return self.forms[form].get(glyph, glyph) if form else glyph

    def joins(self, letter: str, form: str) -> bool:
        """Whether a letter joins the one behind it (it has an initial form) or the one before it (a final form)."""
        return letter in _JOINERS or (bool(letter) and self._glyph(letter) in self.forms[form])

    @staticmethod
    def _neighbour(letters: str, i: int, step: int) -> str:
        i += step
        while 0 <= i < len(letters) and unicodedata.category(letters[i]) == "Mn":
            i += step
        return letters[i] if 0 <= i < len(letters) else ""

    def _glyph(self, letter: str) -> str:
        if ord(letter) in self.cmap:
            return self.cmap[ord(letter)]
        if unicodedata.category(letter) == "Zs":
            return self.cmap[ord(" ")]
        return _SIGN + self.sign_map.get(ord(letter), self.sign_map[ord(UNDRAWN)])

    def _width(self, glyph: str) -> int:
        metrics = self.signs["hmtx"].metrics if glyph.startswith(_SIGN) else self.widths
        return metrics[glyph.removeprefix(_SIGN)][0]

    def outline(self, glyph: str, pen) -> None:
        """Draws a glyph of either font; both have as many units."""
        self.glyphs_beside(glyph)[glyph.removeprefix(_SIGN)].draw(pen)

    def glyphs_beside(self, glyph: str):
        """The glyphs of its own font, of which it may be composed."""
        return self.sign_glyphs if glyph.startswith(_SIGN) else self.glyphs

    def has(self, letter: str) -> bool:
        """Whether there is something to draw for a letter; marks that only turn or join need nothing."""
        return ord(letter) in self.cmap or ord(letter) in self.sign_map or unicodedata.category(letter) in _UNDRAWN

    def _resolved(self, text: str) -> str:
        return "".join(letter if self.has(letter) else resolved(letter) for letter in text)

    def missing(self, text: str) -> list[str]:
        """The signs that neither font has, for which a box stands."""
        return [letter for letter in self._resolved(logical(text)) if not self.has(letter)]

    def _put_mark(self, placed: list[PlacedGlyph], mark: str, x: float) -> float:
        """A mark goes to the anchor of the letter before it and takes no room; without one, above its end."""
        if mark.startswith(_SIGN):
            return x
        base = placed[-1] if placed else PlacedGlyph(".notdef", 0, 0)
        dx, dy = self._anchored(base.glyph, mark)
        placed.append(PlacedGlyph(mark, base.x + dx, base.y + dy))
        return x

    def _anchored(self, base: str, mark: str) -> tuple[int, int]:
        for table in self.marks:
            if mark in table.MarkCoverage.glyphs and base in table.BaseCoverage.glyphs:
                record = table.MarkArray.MarkRecord[table.MarkCoverage.glyphs.index(mark)]
                anchors = table.BaseArray.BaseRecord[table.BaseCoverage.glyphs.index(base)].BaseAnchor
                if to := anchors[record.Class]:
                    at = record.MarkAnchor
                    return to.XCoordinate - at.XCoordinate, to.YCoordinate - at.YCoordinate
        return 0, 0


def logical(text: str) -> str:
    """Text in reading order. Old tools wrote ready-made shapes, and in the order of the eye: that is turned back.

    An initial shape that comes after the final shape of its word is a word written backwards.
    """
    text = text.translate(_TURNING).replace("\u0647\u0654", "\u06c0")  # he with its hamza is one letter of the font
    shapes = [unicodedata.decomposition(c).split(" ")[0] if "\ufb50" <= c <= "\ufefc" else "" for c in text]
    if not any(shapes):
        return text
    pairs = Counter(pairwise(shapes))
    forwards = pairs["<initial>", "<medial>"] + pairs["<initial>", "<final>"] + pairs["<medial>", "<final>"]
    backwards = pairs["<medial>", "<initial>"] + pairs["<final>", "<initial>"] + pairs["<final>", "<medial>"]
    plain = "".join(unicodedata.normalize("NFKC", c) if shape else c for c, shape in zip(text, shapes, strict=True))
    return get_display(plain, base_dir="R") if backwards > forwards else plain


def readied(text: str) -> str:
    """The letters that are set for a text, in reading order."""
    return face(False)._resolved(logical(text))


def in_order(text: str, is_rtl: bool) -> list[tuple[int, int]]:
    """The letters of a line from left to right, by their indices, each with its level: odd ones run from the right.

    The steps are those of get_display, which tells the letters alone.
    """
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = int(is_rtl), "LR"[is_rtl]
    algorithm.get_embedding_levels(text.translate(_STORED), storage)
    for index, letter in enumerate(storage["chars"]):
        letter["index"] = index
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    algorithm.reorder_resolved_levels(storage, False)
    return [(letter["index"], letter["level"]) for letter in storage["chars"]]


def _ordered(text: str) -> str:
    base = "R" if begins_right_to_left(text) else "L"
    return get_display(text.translate(_STORED), base_dir=base).translate(_BACK)


def _is_arabic(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT


def begins_right_to_left(text: str) -> bool:
    """The direction of a paragraph is that of its first letter."""
    return next((kind != "L" for c in text if (kind := unicodedata.bidirectional(c)) in ("L", "R", "AL")), False)


def is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)


@cache
def face(bold: bool) -> Face:
    return Face("vazirmatn-bold.ttf" if bold else "vazirmatn-regular.ttf")


def _merged(table, tag: str, attribute: str) -> dict:
    merged = {}
    for subtable in _subtables(table, tag):
        merged.update(getattr(subtable, attribute, {}))
    return merged


def _subtables(table, tag: str) -> list:
    numbers = {n for f in table.FeatureList.FeatureRecord if f.FeatureTag == tag for n in f.Feature.LookupListIndex}
    subtables = [s for n in sorted(numbers) for s in table.LookupList.Lookup[n].SubTable]
    return [getattr(s, "ExtSubTable", s) for s in subtables]
