"""Sets right-to-left paragraphs into lines that all keep their direction, also one that begins with R122.

ezdxf sets words from left to right, or all of them in one look. Here each piece keeps its height, colour, weight and
the strokes through it: a line that was struck out must not look valid.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from ezdxf.fonts.font_face import FontFace
from ezdxf.tools.text import MTextContext, MTextParser, TokenType, plain_text

from shahrsazi.documents.dxf.columns import Sizes, sizes_of, text_of
from shahrsazi.documents.dxf.shaping import begins_right_to_left
from shahrsazi.documents.dxf.spelling import unstacked
from shahrsazi.documents.dxf.text_engine import TextEngine
from shahrsazi.documents.dxf.visual import FROM_THE_RIGHT, from_the_left

OF_THE_ENTITY = 256  # what a drawing calls the colour of the layer
_LINE_SPACING = 5 / 3  # baseline to baseline, in heights of a capital
_UNDER, _THROUGH, _OVER = -0.2, 0.5, 1.3  # where a stroke runs, in heights of a capital above the baseline
_TOGGLE, _TOGGLED = re.compile("%%([kou])", re.IGNORECASE), {"k": _THROUGH, "u": _UNDER, "o": _OVER}
_GAPS = (TokenType.SPACE, TokenType.TABULATOR)
_ENGINE = TextEngine()


class Look(NamedTuple):
    """How a piece is written; `colour` is one of the drawing's indices, or red, green and blue."""

    height: float
    font: FontFace
    colour: int | tuple[int, int, int]
    strokes: tuple[float, ...]

    def width(self, text: str) -> float:
        return _ENGINE.get_text_line_width(text, self.font, self.height)


class Stroke(NamedTuple):
    """A line along some of a text's letters, from the first to before the last; `at` which height."""

    letters: tuple[int, int]
    at: float


def strokes_of(text: str) -> list[Stroke]:
    """Those of a text of one line: %%k strikes out, %%u underlines and %%o overlines until it stands again."""
    begun: dict[str, int] = {}
    strokes, letters = [], 0
    for number, part in enumerate(_TOGGLE.split(text)):
        code = part.lower()
        if number % 2 == 0:
            letters += len(plain_text(part))
        elif code in begun:
            strokes.append(Stroke((begun.pop(code), letters), _TOGGLED[code]))
        else:
            begun[code] = letters
    return strokes + [Stroke((first, letters), _TOGGLED[code]) for code, first in begun.items() if letters > first]


def stroked(line: str, strokes: list[Stroke], width_of) -> Iterator[tuple[tuple[float, float], float]]:
    """From where to where a stroke runs and at which height: letters side by side in the text may be drawn apart."""
    marked = [tuple(at for (first, end), at in strokes if first <= i < end) for i in range(len(line))]
    pieces = [
        ("".join(line[i] for i in run), marks) for marks, run in groupby(range(len(line)), key=marked.__getitem__)
    ]
    x = 0.0
    for text, heights in from_the_left(pieces, begins_right_to_left(line)):
        width = width_of(text)
        yield from (((x, x + width), at) for at in heights)
        x += width


class Placed(NamedTuple):
    """A piece of a line; x and y of its baseline's left end from where the text is inserted, in the drawing's units."""

    text: str
    look: Look
    x: float
    y: float
    width: float


Word = list[tuple[str, Look]]
Line = tuple[bool, Word]


def placed(mtext, font: FontFace) -> Iterator[Placed]:
    """Every piece of a paragraph's lines; broken where a line would be wider than the text's box or its column."""
    usual = Look(mtext.dxf.char_height, font, OF_THE_ENTITY, ())
    sizes = sizes_of(mtext)
    written = [
        [line for words in column for line in _lines(words, sizes.width, usual)] for column in _written(mtext, usual)
    ]
    columns = list(_poured(written, sizes, usual, mtext.dxf.line_spacing_factor))
    longest = max(columns, key=lambda column: -column.baselines[-1])
    down = _down(mtext.dxf.attachment_point, longest.baselines, longest.heights, font)
    share = (mtext.dxf.attachment_point - 1) % 3 / 2  # of a line, left of where it is inserted
    for number, column in enumerate(columns):
        x = sizes.begins(number, len(columns), share)
        for (is_rtl, line), y in zip(column.lines, column.baselines, strict=True):
            yield from _in_a_row(line, is_rtl, x, share, y - down)


class _Column(NamedTuple):
    lines: list[Line]
    heights: list[float]
    baselines: list[float]


def _poured(written: list[list[Line]], sizes: Sizes, usual: Look, spacing: float) -> Iterator[_Column]:
    """Lines in columns: a new one where the text says so, and where the one before is full."""
    number = 0
    for lines in written:
        while lines:
            heights = [max((look.height for _text, look in line), default=usual.height) for _is_rtl, line in lines]
            baselines = _baselines(heights, spacing)
            fit = max(1, sum(-y <= sizes.height(number) for y in baselines))
            yield _Column(lines[:fit], heights[:fit], baselines[:fit])
            lines, number = lines[fit:], number + 1


def _written(mtext, usual: Look) -> list[list[list[Word]]]:
    """The words of each paragraph of each column; a word is one piece, or several where its look changes within it."""
    context = MTextContext()
    context.cap_height, context.font_face, context.aci = usual.height, usual.font, OF_THE_ENTITY
    columns: list[list[list[Word]]] = [[[[]]]]
    for token in MTextParser(unstacked(text_of(mtext)), context):
        if token.type == TokenType.NEW_COLUMN:
            columns.append([[[]]])
        elif token.type == TokenType.NEW_PARAGRAPH:
            columns[-1].append([[]])
        elif token.type in _GAPS:
            columns[-1][-1].append([])
        elif token.type in (TokenType.WORD, TokenType.NBSP):
            columns[-1][-1][-1].append((token.data or "\u00a0", _look(token.ctx)))
    return columns


def _look(context: MTextContext) -> Look:
    strokes = [(context.underline, _UNDER), (context.strike_through, _THROUGH), (context.overline, _OVER)]
    return Look(
        context.cap_height,
        context.font_face,
        (context.rgb[0], context.rgb[1], context.rgb[2]) if context.rgb else context.aci,
        tuple(at for is_drawn, at in strokes if is_drawn),
    )


def _lines(words: list[Word], room: float, usual: Look) -> Iterator[Line]:
    """Whether a line runs from the right, and its pieces in the order in which they are read."""
    is_rtl = begins_right_to_left(" ".join("".join(text for text, _look in word) for word in words))
    line: Word = []
    width, gap = 0.0, usual.width(" ")
    for word in words:
        its_width = sum(look.width(text) for text, look in word)
        if line and width + gap + its_width > room:
            yield is_rtl, line
            line, width = list(word), its_width
        else:
            line, width = _joined(line, word, usual), width + its_width + (gap if line else 0)
    yield is_rtl, line


def _joined(line: Word, word: Word, usual: Look) -> Word:
    """One more word in a line, after a space in the look of what stands before it; pieces of one look are one."""
    joined = list(line)
    for text, look in [(" ", line[-1][1]), *word] if line else word or [("", usual)]:
        before = joined.pop()[0] if joined and joined[-1][1] == look else ""
        joined.append((before + text, look))
    return joined


def _baselines(heights: list[float], spacing: float) -> list[float]:
    baselines = [-heights[0]]
    for height in heights[1:]:
        baselines.append(baselines[-1] - height * _LINE_SPACING * spacing)
    return baselines


def _down(attachment: int, baselines: list[float], heights: list[float], font: FontFace) -> float:
    """How far below the first line's top the text is inserted: there, in the middle, or under the last line."""
    if attachment <= 3:
        return 0
    if attachment <= 6:
        x_height = _ENGINE.get_font_measurements(font, heights[0]).x_height
        return (baselines[0] + x_height + baselines[-1]) / 2
    return baselines[-1] - _ENGINE.get_font_measurements(font, heights[-1]).descender_height


def _in_a_row(line: Word, is_rtl: bool, x: float, share: float, y: float) -> Iterator[Placed]:
    pieces = [(text, look, look.width(text)) for text, look in _from_the_left(line, is_rtl)]
    x -= share * sum(width for _text, _look, width in pieces)
    for text, look, width in pieces:
        yield Placed(text, look, x, y, width)
        x += width


def _from_the_left(line: Word, is_rtl: bool) -> Iterable[tuple[str, Look]]:
    if len({look for _text, look in line}) > 1:
        return from_the_left(line, is_rtl)
    return [((FROM_THE_RIGHT if is_rtl else "") + "".join(text for text, _look in line), line[0][1])]
