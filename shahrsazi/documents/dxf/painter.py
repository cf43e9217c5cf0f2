"""Draws a layout of a drawing as marks: ezdxf decides what an entity looks like, here is what it may not do."""

from copy import copy
from functools import partial
from itertools import pairwise

from ezdxf.addons.drawing.config import BackgroundPolicy, Configuration, ImagePolicy, LinePolicy
from ezdxf.addons.drawing.frontend import UniversalFrontend
from ezdxf.addons.drawing.pipeline import RenderPipeline2d
from ezdxf.addons.drawing.properties import Filling, rgb_to_hex
from ezdxf.addons.drawing.text import simplified_text_chunks
from ezdxf.colors import int2rgb
from ezdxf.fonts.font_face import FontFace
from ezdxf.lldxf import const
from ezdxf.math import Matrix44, Vec3
from ezdxf.protocols import virtual_entities
from ezdxf.render import hatching

from shahrsazi.documents.dxf.backend import Pen, SvgBackend
from shahrsazi.documents.dxf.blocks import MAX_DRAWN, times
from shahrsazi.documents.dxf.colours import darkened, pale
from shahrsazi.documents.dxf.columns import text_of
from shahrsazi.documents.dxf.context import Context
from shahrsazi.documents.dxf.dimensions import KINDS
from shahrsazi.documents.dxf.extents import ground_of, transform_of
from shahrsazi.documents.dxf.gradients import gradient_of
from shahrsazi.documents.dxf.line_types import is_downwards, is_lettered
from shahrsazi.documents.dxf.paragraphs import OF_THE_ENTITY, placed, stroked, strokes_of
from shahrsazi.documents.dxf.patterns import MAX_HATCH_LINES, defined_by_name, strokes_of_hatch
from shahrsazi.documents.dxf.reach import Reach
from shahrsazi.documents.dxf.shaping import is_right_to_left
from shahrsazi.documents.dxf.shx import boxed, is_unread
from shahrsazi.documents.dxf.spelling import words_of
from shahrsazi.documents.dxf.tally import Tally
from shahrsazi.documents.dxf.text_engine import TextEngine

MAX_TEXTS = 2_000
_NOTHING_TO_SEE = {"invisible", "text height too small"}
_FILLED = 3  # of the flags of a paragraph's ground: in its own colour, the paper's, or that of a screen
_PLAIN = Configuration(
    line_policy=LinePolicy.SOLID,
    image_policy=ImagePolicy.IGNORE,
    background_policy=BackgroundPolicy.WHITE,
    infinite_line_length=1e6,
    max_flattening_distance=0.05,
)


class Painter(UniversalFrontend):
    """One sheet's frontend. The tally counts what could not be drawn or read, and what lies on each layer."""

    def __init__(self, doc, weights: dict[str, int], reach: Reach | None, tally: Tally):
        self.weights, self.drawn, self.hatched, self.depth = weights, 0, 0, 0
        self.marks, self.too_much, self.texts, self.texts_cut = SvgBackend(), False, {}, False
        self.notes: dict[str, None] = {}
        self.dimensions: dict[int, object] = {}  # those of the layout and of model space of which something is seen
        self.tally = tally
        tally.begin_sheet()
        super().__init__(Context(doc), _Pipeline(self.marks), _PLAIN, reach)

    def draw_entity(self, entity, properties) -> None:
        """One entity; a fault in it costs that entity and nothing around it."""
        if self.drawn + self._weight(entity) > MAX_DRAWN or self.marks.full:
            self.too_much = True
            self._leave_out(entity)
            return
        before = self.marks.points
        states, clips = len(self.ctx._saved_states), self.pipeline.clipping_portal.stack_depth
        block = self.ctx.current_block_reference_properties
        self.depth += 1
        try:
            super().draw_entity(entity, properties)
        except (MemoryError, KeyboardInterrupt):
            raise
        except Exception:  # ezdxf raises whatever its mathematics raise
            self._leave_out(entity)
            del self.ctx._saved_states[states:]
            self.ctx.current_block_reference_properties = block
            while self.pipeline.clipping_portal.stack_depth > clips:
                self.pipeline.clipping_portal.pop()
        finally:
            self.depth -= 1
        if self.marks.points > before:
            self._note_drawn(entity, properties)
        if self.marks.strayed:
            self.marks.strayed = 0
            self._leave_out(entity)

    def _note_drawn(self, entity, properties) -> None:
        """What is told of an entity of which something is seen."""
        if not self.depth and entity.dxftype() in KINDS:
            self.dimensions.setdefault(id(entity), entity)
        if is_lettered(entity, properties.linetype_name, self.ctx.lettered):
            self.tally.count("left_out", f"LTYPE {properties.linetype_name}")
            self.notes.setdefault("bare_lines")
        if is_downwards(entity):
            self.notes.setdefault("lying")

    def _leave_out(self, entity) -> None:
        self.tally.count("left_out", entity.dxftype())

    def _weight(self, entity) -> int:
        """What it unfolds to: a reference that goes over the budget is left out before it is unfolded."""
        if entity.dxftype() != "INSERT":
            return 1
        return self.weights.get(entity.dxf.name, 1) * times(entity)

    def exec_property_override(self, entity, properties) -> None:
        """Called for every entity, also those on a layer that is off."""
        if not self.depth:
            self.tally.begin(entity)
        self.drawn += 1
        self.tally.count("used", properties.layer.lower())

    def draw_viewport(self, vp) -> None:
        """Once there was too much, another window would only be looked through in vain."""
        self.tally.begin(vp)
        if self.too_much:
            self._leave_out(vp)
            return
        try:
            super().draw_viewport(vp)
        except MemoryError:
            raise
        except Exception:
            self.tally.begin(vp)
            self._leave_out(vp)

    def draw_entities_callback(self, ctx, entities) -> None:
        """What a window shows has the window's own layers all the way down; ezdxf asks the paper's within blocks."""
        of_the_paper, self.ctx = self.ctx, ctx
        try:
            super().draw_entities_callback(ctx, entities)
        finally:
            self.ctx = of_the_paper

    def skip_entity(self, entity, msg: str) -> None:
        if msg not in _NOTHING_TO_SEE:
            self._leave_out(entity)

    def draw_composite_entity(self, entity, properties) -> None:
        """A damaged picture of its own is an error of the entity; ezdxf would only print it."""
        if entity.dxftype() == "INSERT":
            super().draw_composite_entity(entity, properties)
        else:
            self.draw_entities(virtual_entities(entity))

    def draw_image_entity(self, entity, properties) -> None:
        self._leave_out(entity)

    draw_ole2frame_entity = draw_image_entity

    def draw_line_entity(self, entity, properties) -> None:
        self.marks.endless = entity.dxftype() != "LINE"
        super().draw_line_entity(entity, properties)
        self.marks.endless = False

    def draw_text_entity(self, entity, properties) -> None:
        if entity.dxftype() == "ATTDEF" and self.ctx.inside_block_reference:
            return
        before, unread = self.marks.points, is_unread(entity)
        super().draw_text_entity(self._unread(entity) if unread else entity, properties)
        if not unread and self.marks.points > before:
            self._note(entity)

    def draw_text_entity_2d(self, entity, properties) -> None:
        """With the strokes that a text of one line may have, which ezdxf leaves out."""
        super().draw_text_entity_2d(entity, properties)
        font = self.get_font_face(properties)
        strokes = strokes_of(entity.dxf.text)
        for line, here, height in simplified_text_chunks(entity, self.text_engine, font_face=font) if strokes else ():
            width_of = partial(self.text_engine.get_text_line_width, font_face=font, cap_height=height)
            for ends, at in stroked(line, strokes, width_of):
                self._stroke(ends, at * height, here, properties)

    def _note(self, entity) -> None:
        """What is written in a text of which something is seen: a clipped block or a window may hide it."""
        if len(self.texts) < MAX_TEXTS:
            self.texts.setdefault(words_of(entity))
        else:
            self.texts_cut = True

    def _unread(self, entity):
        self.tally.count("unread")
        return boxed(entity)

    def draw_mtext_entity(self, entity, properties) -> None:
        """Right-to-left paragraphs are set line by line, since ezdxf sets words from left to right."""
        before, unread = self.marks.points, is_unread(entity)
        entity = self._unread(entity) if unread else entity
        if entity.dxf.get("bg_fill", 0):
            entity = self._on_its_ground(entity, properties)
        if is_right_to_left(text_of(entity)):
            self._draw_right_to_left(entity, properties)
        else:
            super().draw_mtext_entity(entity, properties)
        if not unread and self.marks.points > before:
            self._note(entity)

    def _on_its_ground(self, entity, properties):
        """Lays the ground and the frame of a paragraph, which hide what is beneath; a copy that brings none itself."""
        kind, scale = entity.dxf.bg_fill, entity.dxf.get("box_fill_scale", 1.5)
        entity = entity.copy()
        entity.dxf.discard("bg_fill")
        corners = ground_of(entity, self.get_font_face(properties), scale)
        if corners and kind & _FILLED:
            ground = copy(properties)
            ground.filling, ground.color = Filling(), self._colour_of_ground(entity, kind, properties)
            self.pipeline.draw_filled_polygon(corners, ground)
        if corners and kind & const.MTEXT_TEXT_FRAME:
            self.pipeline.draw_solid_lines(pairwise([*corners, corners[0]]), properties)
        return entity

    def _colour_of_ground(self, entity, kind: int, properties) -> str:
        if kind & _FILLED != const.MTEXT_BG_COLOR:
            return self.ctx.current_layout_properties.background_color
        if entity.dxf.hasattr("bg_fill_true_color"):
            return rgb_to_hex(int2rgb(entity.dxf.bg_fill_true_color))
        return self.ctx.resolve_aci_color(entity.dxf.get("bg_fill_color", const.BYBLOCK), properties.layer)[:7]

    def _draw_right_to_left(self, entity, properties) -> None:
        whole = transform_of(entity, self.get_font_face(properties))
        for piece in placed(entity, self.get_font_face(properties)):
            look, own = piece.look, copy(properties)
            own.font, own.color = look.font, self._colour(look.colour, properties)
            here = Matrix44.translate(piece.x, piece.y, 0) @ whole
            self.pipeline.draw_text(piece.text, here, own, look.height, "MTEXT")
            for stroke in look.strokes:
                self._stroke((0, piece.width), stroke * look.height, here, own)

    def _stroke(self, ends: tuple[float, float], y: float, here: Matrix44, properties) -> None:
        self.pipeline.draw_line(*here.transform_vertices([Vec3(x, y) for x in ends]), properties)

    def _colour(self, colour, properties) -> str:
        if isinstance(colour, tuple):
            return rgb_to_hex(colour)
        return self.ctx.resolve_aci_color(colour, properties.layer) if 0 < colour < OF_THE_ENTITY else properties.color

    def draw_hatch_entity(self, entity, properties, *, loops=None) -> None:
        self.pipeline.gradient = gradient_of(entity)
        if self.pipeline.gradient:
            properties.color = self.pipeline.gradient.mean + properties.color[7:]
        try:
            super().draw_hatch_entity(entity, properties, loops=loops)
        finally:
            self.pipeline.gradient = None

    def draw_hatch_pattern(self, polygon, paths, properties) -> None:
        """A pattern with more lines than anyone could see becomes an even tint, and so does one that nobody knows."""
        defined = defined_by_name(polygon)
        lines = strokes_of_hatch(polygon, paths)
        if not defined or self.hatched + lines > MAX_HATCH_LINES:
            properties.color = pale(properties.color)
            raise hatching.DenseHatchingLinesError
        self.hatched += lines
        super().draw_hatch_pattern(polygon, paths, properties)


class _Pipeline(RenderPipeline2d):
    text_engine = TextEngine()
    default_font_face = FontFace()
    gradient = None

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
            self.gradient if filled else None,
        )

    def _dash(self, properties) -> tuple[float, ...]:
        """Lengths of strokes and gaps on the sheet; they stay a property of the line instead of becoming lines."""
        pattern = properties.linetype_pattern
        if len(pattern) < 2 or properties.filling is not None:
            return ()
        scale = abs(properties.linetype_scale) * self.get_vp_ltype_scale()
        return tuple(round(abs(length) * scale, 6) for length in pattern[: len(pattern) // 2 * 2][:12])
