"""Writes the texts of a drawing as outlines of our own font, whatever font the drawing asks for."""

from functools import lru_cache

import numpy as np
from ezdxf.fonts import fonts
from ezdxf.fonts.font_face import FontFace
from ezdxf.fonts.font_measurements import FontMeasurements
from ezdxf.fonts.fonts import AbstractFont, FontRenderType
from ezdxf.npshapes import CMD_CURVE3_TO, CMD_CURVE4_TO, CMD_LINE_TO, CMD_MOVE_TO, NumpyPath2d
from fontTools.pens.basePen import BasePen

from shahrsazi.documents.dxf.shaping import face

MAX_LENGTH = 10_000  # twice what a drawing may have in a text; 40 ms
_BOLD = 600


class TextEngine:
    """What ezdxf asks of a text engine, answered with two weights of one font."""

    def get_font(self, font_face: FontFace) -> "Font":
        return Font(1.0, 1.0, font_face.weight >= _BOLD)

    def get_font_measurements(self, font_face: FontFace, cap_height: float = 1.0) -> FontMeasurements:
        return self.get_font(font_face).measurements.scale(cap_height)

    def get_text_line_width(self, text: str, font_face: FontFace, cap_height: float = 1.0) -> float:
        return _width(text, font_face.weight >= _BOLD) * cap_height

    def get_text_glyph_paths(self, text: str, font_face: FontFace, cap_height: float = 1.0) -> list[NumpyPath2d]:
        return self.get_font(font_face).text_glyph_paths(text, cap_height)

    def is_stroke_font(self, font_face: FontFace) -> bool:
        return False


class Font(AbstractFont):
    """One weight at one size."""

    font_render_type = FontRenderType.OUTLINE

    def __init__(self, cap_height: float, width_factor: float, bold: bool):
        self.cap_height, self.width_factor, self.bold = cap_height, width_factor, bold
        x_height = face(bold).x_height / face(bold).cap_height
        super().__init__(FontMeasurements(0, cap_height, x_height * cap_height, 0.33 * cap_height))

    def text_width(self, text: str) -> float:
        return self.text_width_ex(text, self.cap_height, self.width_factor)

    def text_width_ex(self, text: str, cap_height: float, width_factor: float = 1.0) -> float:
        return _width(text, self.bold) * cap_height * width_factor

    def space_width(self) -> float:
        return self.text_width(" ")

    def text_path(self, text: str) -> NumpyPath2d:
        return self.text_path_ex(text, self.cap_height, self.width_factor)

    def text_path_ex(self, text: str, cap_height: float, width_factor: float = 1.0) -> NumpyPath2d:
        vertices, commands = _line(text, self.bold)
        path = NumpyPath2d(None)
        path._vertices, path._commands = vertices * (cap_height * width_factor, cap_height), commands.copy()
        return path

    def text_glyph_paths(self, text: str, cap_height: float, width_factor: float = 1.0) -> list[NumpyPath2d]:
        path = self.text_path_ex(text, cap_height, width_factor)
        return [path] if len(path) else []


@lru_cache(4_096)
def _width(text: str, bold: bool) -> float:
    return face(bold).set(text[:MAX_LENGTH])[1] / face(bold).cap_height


@lru_cache(1_024)
def _line(text: str, bold: bool) -> tuple[np.ndarray, np.ndarray]:
    """A line of text as one path, one unit high."""
    vertices, commands = [], []
    for glyph, x, y in face(bold).set(text[:MAX_LENGTH])[0]:
        outline, drawn = _outline(glyph, bold)
        if len(drawn):
            vertices.append(outline + (x, y))
            commands += [[CMD_MOVE_TO], drawn] if commands else [drawn]
    if not vertices:
        return np.zeros((0, 2)), np.zeros(0, np.int8)
    return np.concatenate(vertices) / face(bold).cap_height, np.concatenate(commands).astype(np.int8)


@lru_cache(1_024)
def _outline(glyph: str, bold: bool) -> tuple[np.ndarray, list[int]]:
    pen = _Outline(face(bold).glyphs_beside(glyph))
    face(bold).outline(glyph, pen)
    return np.array(pen.vertices, dtype=float).reshape(-1, 2), pen.commands


class _Outline(BasePen):
    """Notes a glyph as ezdxf notes a path: the first point has no command, every other stands under one."""

    def __init__(self, glyphs):
        super().__init__(glyphs)
        self.vertices, self.commands = [], []

    def _moveTo(self, point):
        if self.vertices:
            self.commands.append(CMD_MOVE_TO)
        self.vertices.append(point)

    def _lineTo(self, point):
        self._note(CMD_LINE_TO, point)

    def _qCurveToOne(self, control, point):
        self._note(CMD_CURVE3_TO, control, point)

    def _curveToOne(self, first, second, point):
        self._note(CMD_CURVE4_TO, first, second, point)

    def _note(self, command, *points):
        self.commands.append(command)
        self.vertices += points


def _named(font_face: FontFace) -> str:
    return "bold" if font_face.weight >= _BOLD else "regular"


def _create(name: str, cap_height: float, width_factor: float = 1.0) -> Font:
    return Font(cap_height, width_factor, name == "bold")


# ezdxf measures paragraphs by itself, with the fonts of the machine: it is given ours in all those places.
fonts.find_font_file_name, fonts.make_font = _named, _create
