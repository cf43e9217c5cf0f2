"""Draws a layout of a drawing as marks: ezdxf decides what an entity looks like, here is what it may not do."""

import math
import re
from collections import Counter

from ezdxf import bbox
from ezdxf.addons import acadctb
from ezdxf.addons.drawing.config import BackgroundPolicy, Configuration, ImagePolicy, LinePolicy
from ezdxf.addons.drawing.frontend import UniversalFrontend
from ezdxf.addons.drawing.pipeline import RenderPipeline2d
from ezdxf.addons.drawing.properties import RenderContext
from ezdxf.fonts.font_face import FontFace
from ezdxf.math import BoundingBox2d
from ezdxf.render import hatching

from shahrsazi.documents.dxf.backend import Pen, SvgBackend
from shahrsazi.documents.dxf.blocks import MAX_DRAWN, times
from shahrsazi.documents.dxf.colours import darkened, pale
from shahrsazi.documents.dxf.paragraphs import set_in_lines
from shahrsazi.documents.dxf.shaping import is_right_to_left
from shahrsazi.documents.dxf.shx import boxes_for, is_unread
from shahrsazi.documents.dxf.text_engine import TextEngine

MAX_HATCH_LINES = 60_000
MAX_TEXTS = 2_000
_NOTHING_TO_SEE = {"invisible", "text height too small"}
_HEIGHT = re.compile(r"^[{]?(?:\\[^HS\\;][^;\\]*+;)*+\\H([0-9.]+)(x?);")
_PLAIN = Configuration(
    line_policy=LinePolicy.SOLID,
    image_policy=ImagePolicy.IGNORE,
    background_policy=BackgroundPolicy.WHITE,
    infinite_line_length=1e6,
    max_flattening_distance=0.05,
)


class Painter(UniversalFrontend):
    """One sheet's frontend. What cannot be drawn is counted by its type in `left_out`."""

    def __init__(self, doc, weights: dict[str, int], cache: bbox.Cache | None):
        self.weights, self.drawn, self.hatched = weights, 0, 0
        self.left_out, self.used, self.texts = Counter(), Counter(), {}
        self.marks, self.too_much, self.unread = SvgBackend(), False, 0
        super().__init__(_Context(doc), _Pipeline(self.marks), _PLAIN, cache)

    def draw_entity(self, entity, properties) -> None:
        """One entity; a fault in it costs that entity and nothing around it."""
        if self.drawn + self._weight(entity) > MAX_DRAWN or self.marks.full:
            self.too_much = True
            self.left_out[entity.dxftype()] += 1
            return
        states, clips = len(self.ctx._saved_states), self.pipeline.clipping_portal.stack_depth
        block = self.ctx.current_block_reference_properties
        try:
            super().draw_entity(entity, properties)
        except (MemoryError, KeyboardInterrupt):
            raise
        except Exception:  # ezdxf raises whatever its mathematics raise
            self.left_out[entity.dxftype()] += 1
            del self.ctx._saved_states[states:]
            self.ctx.current_block_reference_properties = block
            while self.pipeline.clipping_portal.stack_depth > clips:
                self.pipeline.clipping_portal.pop()

    def _weight(self, entity) -> int:
        """What it unfolds to: a reference that goes over the budget is left out before it is unfolded."""
        if entity.dxftype() != "INSERT":
            return 1
        return self.weights.get(entity.dxf.name, 1) * times(entity)

    def exec_property_override(self, entity, properties) -> None:
        """Called for every entity, also those on a layer that is off."""
        self.drawn += 1
        self.used[properties.layer.lower()] += 1

    def draw_viewport(self, vp) -> None:
        """Once there was too much, another window would only be looked through in vain."""
        if self.too_much:
            self.left_out["VIEWPORT"] += 1
            return
        try:
            super().draw_viewport(vp)
        except MemoryError:
            raise
        except Exception:
            self.left_out["VIEWPORT"] += 1

    def skip_entity(self, entity, msg: str) -> None:
        if msg not in _NOTHING_TO_SEE:
            self.left_out[entity.dxftype()] += 1

    def draw_image_entity(self, entity, properties) -> None:
        self.left_out[entity.dxftype()] += 1

    draw_ole2frame_entity = draw_image_entity

    def draw_line_entity(self, entity, properties) -> None:
        self.marks.endless = entity.dxftype() != "LINE"
        super().draw_line_entity(entity, properties)
        self.marks.endless = False

    def draw_text_entity(self, entity, properties) -> None:
        if entity.dxftype() == "ATTDEF" and self.ctx.inside_block_reference:
            return
        if is_unread(entity):
            entity = self._unread(entity)
        else:
            self._note(entity)
        super().draw_text_entity(entity, properties)

    def _note(self, entity) -> None:
        if len(self.texts) < MAX_TEXTS:
            self.texts.setdefault(entity.plain_text())

    def _unread(self, entity):
        """A copy with boxes in the place of codes that nobody can read without the font's file."""
        self.unread += 1
        copy, boxes = entity.copy(), boxes_for(entity.plain_text())
        if entity.dxftype() == "MTEXT":
            copy.text = boxes
        else:
            copy.dxf.text = boxes
        return copy

    def draw_mtext_entity(self, entity, properties) -> None:
        """Right-to-left paragraphs are set line by line, since ezdxf sets words from left to right."""
        if is_unread(entity):
            super().draw_mtext_entity(self._unread(entity), properties)
            return
        self._note(entity)
        if is_right_to_left(entity.text) and not entity.has_columns:
            entity = entity.copy()
            entity.dxf.char_height = _height(entity) or entity.dxf.char_height
            self.draw_simple_mtext(set_in_lines(entity, self._measure(entity, properties)), properties)
        else:
            super().draw_mtext_entity(entity, properties)

    def _measure(self, entity, properties):
        face = self.get_font_face(properties)
        return lambda line: self.text_engine.get_text_line_width(line, face, entity.dxf.char_height)

    def draw_hatch_pattern(self, polygon, paths, properties) -> None:
        """A pattern with more lines than anyone could see becomes an even tint."""
        lines = _hatch_lines(polygon, paths)
        if self.hatched + lines > MAX_HATCH_LINES:
            properties.color = pale(properties.color)
            raise hatching.DenseHatchingLinesError
        self.hatched += lines
        super().draw_hatch_pattern(polygon, paths, properties)


class _Context(RenderContext):
    """The properties of entities, without the plot styles and fonts that the file names."""

    @staticmethod
    def _load_plot_style_table(filename):
        return RenderContext._load_plot_style_table(acadctb.new_ctb())

    def add_text_style(self, text_style) -> None:
        _, _, bold = text_style.get_extended_font_data()
        bold = bold or "bold" in (text_style.dxf.font or "").lower()
        self.fonts[text_style.dxf.name.lower()] = FontFace(weight=700 if bold else 400)


class _Pipeline(RenderPipeline2d):
    text_engine = TextEngine()
    default_font_face = FontFace()

    def draw_text(self, *args, **kwargs) -> None:
        self.backend.lettering = True
        super().draw_text(*args, **kwargs)
        self.backend.lettering = False

    def get_backend_properties(self, properties) -> Pen:
        filled = properties.filling is not None and not self.backend.lettering
        colour = properties.color if filled else darkened(properties.color)
        return Pen(
            properties.layer,
            colour,
            properties.lineweight,
            self._dash(properties),
            "" if filled else properties.color[:7],
        )

    def _dash(self, properties) -> tuple[float, ...]:
        """Lengths of strokes and gaps on the sheet; they stay a property of the line instead of becoming lines."""
        pattern = properties.linetype_pattern
        if len(pattern) < 2 or properties.filling is not None:
            return ()
        scale = abs(properties.linetype_scale) * self.get_vp_ltype_scale()
        return tuple(round(abs(length) * scale, 6) for length in pattern[: len(pattern) // 2 * 2][:12])


def _height(mtext) -> float | None:
    """The height that the first words are given within the text."""
    if not (match := _HEIGHT.match(mtext.text)):
        return None
    return float(match[1]) * (mtext.dxf.char_height if match[2] else 1) or None


def _hatch_lines(polygon, paths) -> int:
    """About how many strokes the pattern needs, counted before any is drawn."""
    box = BoundingBox2d(v for path in paths for v in path.control_vertices())
    if polygon.pattern is None or not box.has_data:
        return 0
    edges = sum(map(len, paths))
    return sum(_strokes_of(line, box.size.magnitude, edges) for line in polygon.pattern.lines)


def _strokes_of(line, diagonal: float, edges: int) -> int:
    angle = math.radians(line.angle)
    apart = abs(line.offset.y * math.cos(angle) - line.offset.x * math.sin(angle))
    dash = sum(map(abs, line.dash_length_items)) or math.inf
    if not (apart > diagonal / MAX_HATCH_LINES and dash > diagonal / MAX_HATCH_LINES):
        return MAX_HATCH_LINES + 1
    rows = diagonal / apart
    return math.ceil(rows * max(1, diagonal / dash * len(line.dash_length_items)) + rows * edges / 20)
