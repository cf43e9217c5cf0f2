"""How far the letters of a text reach, by the very layout in which they are drawn."""

import math
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ezdxf.addons.drawing.frontend import is_complex_mtext
from ezdxf.addons.drawing.mtext_complex import complex_mtext_renderer
from ezdxf.addons.drawing.properties import Properties
from ezdxf.addons.drawing.text import simplified_text_chunks
from ezdxf.fonts.font_face import FontFace
from ezdxf.math import BoundingBox2d, Matrix44, Vec3

from shahrsazi.documents.dxf.columns import text_of
from shahrsazi.documents.dxf.paragraphs import placed
from shahrsazi.documents.dxf.sanitize import MAX_COORDINATE
from shahrsazi.documents.dxf.shaping import is_right_to_left
from shahrsazi.documents.dxf.shx import boxed, is_unread
from shahrsazi.documents.dxf.text_engine import TextEngine

TEXTS = ("TEXT", "ATTRIB", "ATTDEF", "MTEXT")
_ENGINE: Any = TextEngine()  # ezdxf asks for more of one than it uses
_UNDER, _OVER = -0.4, 1.4  # how far letters and their marks reach, in heights of a capital
_WIDEST = 2  # of a letter, in heights of a capital
_LINE = 5 / 3
_HEIGHT, _WIDTH = re.compile(r"\\H(\d+\.?\d*|\.\d+)(x?)"), re.compile(r"\\W(\d+\.?\d*|\.\d+)")


class Words(NamedTuple):
    """Letters in one look: `transform` leads from their baseline's left end to the drawing."""

    text: str
    transform: Matrix44
    height: float
    font: FontFace

    def corners(self, under: float = _UNDER, over: float = _OVER) -> Iterator[Vec3]:
        width = _ENGINE.get_text_line_width(self.text, self.font, self.height)
        ends = [(x, y * self.height) for x in (0, width) for y in (under, over)]
        return self.transform.transform_vertices(Vec3.generate(ends))


def corners_of(text, font: FontFace | None = None) -> list[Vec3]:
    """The corners of all its words in the drawing; none where nothing is written."""
    return [corner for words in words_in(text, font or FontFace()) for corner in words.corners()]


def words_in(text, font: FontFace) -> Iterator[Words]:
    if getattr(text, "has_embedded_mtext_entity", False):
        text = text.virtual_mtext_entity()
    text = boxed(text) if is_unread(text) else text
    if text.dxftype() == "MTEXT":
        yield from words_of_paragraph(text, font)
    else:
        for line, below, height in simplified_text_chunks(text, _ENGINE, font_face=font):
            yield Words(line, below, height, font)


def words_of_paragraph(mtext, font: FontFace) -> Iterator[Words]:
    if is_right_to_left(text_of(mtext)):
        whole = transform_of(mtext, font)
        for piece in placed(mtext, font):
            yield Words(piece.text, Matrix44.translate(piece.x, piece.y, 0) @ whole, piece.look.height, piece.look.font)
    elif is_complex_mtext(mtext):
        yield from _Listener().words_heard(mtext, font)
    else:
        for line, below, height in simplified_text_chunks(mtext, _ENGINE, font_face=font):
            yield Words(line, below, height, font)


def transform_of(mtext, font: FontFace) -> Matrix44:
    """From distances within a text to the drawing: as ezdxf places one letter that hangs from its top left."""
    letter = mtext.copy()
    letter.text, letter.dxf.attachment_point = "x", 1
    [(_letter, below, _height)] = simplified_text_chunks(letter, _ENGINE, font_face=font)
    return Matrix44.translate(0, mtext.dxf.char_height, 0) @ below


class _Listener:
    """Stands where ezdxf draws a paragraph in several looks, and asks for colours."""

    def __init__(self) -> None:
        self.words: list[Words] = []

    def words_heard(self, mtext, font: FontFace) -> list[Words]:
        properties = Properties()
        properties.font = font
        mtext = mtext.copy()
        mtext.dxf.discard("bg_fill")
        listener: Any = self
        complex_mtext_renderer(listener, listener, mtext, properties)
        return self.words

    def draw_text(self, text, transform, properties, cap_height, *_) -> None:
        self.words.append(Words(text, transform, cap_height, properties.font))

    def draw_line(self, *_) -> None: ...

    def resolve_aci_color(self, *_) -> str:
        return "#000000"


def ground_of(mtext, font: FontFace, scale: float) -> list[Vec3]:
    """The corners of what lies under a paragraph: its words and the width it was given, `scale` capitals high each."""
    words, whole = list(words_of_paragraph(mtext, font)), transform_of(mtext, font)
    if not any(piece.text.strip() for piece in words):
        return []
    inwards = whole.copy()
    inwards.inverse()
    box = BoundingBox2d(inwards.transform_vertices(corner for piece in words for corner in piece.corners(0, 1)))
    if mtext.dxf.get("width", 0) and not mtext.has_columns:
        left = -mtext.dxf.width * ((mtext.dxf.attachment_point - 1) % 3 / 2)
        box.extend([(left, box.extmin.y), (left + mtext.dxf.width, box.extmin.y)])
    box.grow(mtext.dxf.char_height * max(scale - 1, 0))
    return list(whole.transform_vertices(Vec3.generate(box.rect_vertices())))


def at_most(text) -> float:
    """How far from where it stands a text may reach, without setting it."""
    if text.dxftype() == "MTEXT":
        written, factor = text_of(text), _LINE * text.dxf.line_spacing_factor * _widened(text_of(text))
        more = text.dxf.get("width", 0) + (text.columns.total_width if text.columns else 0)
        return _reach(written, _highest(written, text.dxf.char_height), factor) + more
    between = text.dxf.insert.distance(text.dxf.get("align_point", text.dxf.insert))
    written = text.dxf.text + (text.dxf.tag if text.dxftype() == "ATTDEF" else "")
    return _reach(written, text.dxf.height, text.dxf.get("width", 1)) + between


def _highest(written: str, height: float) -> float:
    """The height that letters may come to where each change of it in the text enlarges the one before."""
    changes = [(float(number), times) for number, times in _HEIGHT.findall(written)]
    larger = math.prod(number for number, times in changes if times and number > 1)
    return min(max([height, *(number for number, times in changes if not times)]) * larger, MAX_COORDINATE)


def _widened(written: str) -> float:
    return max(1.0, *map(float, _WIDTH.findall(written)), 1.0)


def _reach(written: str, height: float, factor: float) -> float:
    return (len(written) + 1) * height * (_WIDEST + _OVER) * max(1, abs(factor))
