"""Puts what is drawn into the order that DRAWORDER gave it, in blocks and windows too, where ezdxf asks for none."""

from ezdxf import reorder
from ezdxf.document import Drawing


def put_in_order(doc: Drawing) -> None:
    """Each layout and block as its own table says; one without a table, or with one that says nothing, stays."""
    for container in [*doc.layouts, *doc.blocks]:
        entities = container.entity_space.entities
        try:
            table = {handle.upper(): position for handle, position in container.get_redraw_order()}
            entities[:] = reorder.ascending(entities, table) if table else entities
        except (AttributeError, AssertionError, TypeError, ValueError, KeyError):  # a damaged table
            pass
        container.block_record.extension_dict = None  # else ezdxf asks it once more
