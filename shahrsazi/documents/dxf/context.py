"""The properties of entities, without the plot styles and fonts that the file names."""

from ezdxf.addons import acadctb
from ezdxf.addons.drawing.properties import RenderContext, layer_key
from ezdxf.entities import Insert
from ezdxf.fonts.font_face import FontFace

from shahrsazi.documents.dxf.line_types import dashes_of_lettered


class Context(RenderContext):
    """Of a layout; `from_viewport` makes the one of a window, which may freeze and colour layers for itself."""

    def __init__(self, doc):
        self.frozen = {layer_key(layer.dxf.name) for layer in doc.layers if layer.is_frozen()}
        super().__init__(doc)
        self.lettered = dashes_of_lettered(doc)
        self.line_pattern |= self.lettered

    def _setup_vp_layers(self, vp):
        self.frozen = self.frozen | {layer_key(name) for name in vp.frozen_layers}
        return super()._setup_vp_layers(vp)

    def resolve_visible(self, entity, *, resolved_layer=None) -> bool:
        """A layer that is frozen hides all of a block that is inserted on it; one that is off, only its own parts."""
        layer = resolved_layer or layer_key(self.resolve_layer(entity))
        frozen = isinstance(entity, Insert) and layer in self.frozen
        return not frozen and super().resolve_visible(entity, resolved_layer=resolved_layer)

    @staticmethod
    def _load_plot_style_table(filename):
        return RenderContext._load_plot_style_table(acadctb.new_ctb())

    def add_text_style(self, text_style) -> None:
        _, _, bold = text_style.get_extended_font_data()
        bold = bold or "bold" in (text_style.dxf.font or "").lower()
        self.fonts[text_style.dxf.name.lower()] = FontFace(weight=700 if bold else 400)
