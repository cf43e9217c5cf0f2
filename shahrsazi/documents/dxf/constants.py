"""The constant texts of a block: every use of it shows them; ezdxf leaves them out with those that each use fills."""

from ezdxf.document import Drawing
from ezdxf.entities import AttDef

_OF_THE_ENTITY = {"handle", "owner", "text"}


def write_constants(doc: Drawing) -> None:
    """Puts a text in the place of each attribute that is constant and to be seen."""
    for block in doc.blocks:
        if not block.is_any_layout:
            for attribute in [entity for entity in block if isinstance(entity, AttDef)]:
                if attribute.is_const and not attribute.is_invisible:
                    _write(block, attribute)


def _write(block, attribute) -> None:
    if attribute.has_embedded_mtext_entity:
        block.add_entity(attribute.virtual_mtext_entity())
    else:
        text = block.add_text(attribute.dxf.text)
        own = attribute.dxf.all_existing_dxf_attribs().items()
        attributes = {name: value for name, value in own if text.dxf.is_supported(name)}
        text.dxf.update({name: value for name, value in attributes.items() if name not in _OF_THE_ENTITY})
    block.delete_entity(attribute)
