"""What of a drawing has no picture here, by its type, and on which sheets it lies."""

from collections import Counter

from ezdxf.document import Drawing
from ezdxf.layouts import BlockLayout, Layout

from shahrsazi.documents.dxf.blocks import used_in
from shahrsazi.documents.dxf.kinds import is_missing
from shahrsazi.documents.dxf.layouts import MAX_SHEETS, layouts_with_content, windows


def undrawable(doc: Drawing, weights: dict[str, int]) -> Counter[str]:
    """By type, what will be missing from the sheets: outside of the file, of a kind that has no picture, or too much.

    A window that looks from a side shows nothing here, and after so many sheets the other papers are not drawn.
    """
    places = [*doc.layouts, *(doc.blocks.get(name) for name in weights if name in doc.blocks)]
    missing = Counter(entity.dxftype() for container in places for entity in container if is_missing(entity))
    outside = sum(_is_outside(block) for block in doc.blocks if block.name in weights)
    aslant = sum(not window.is_top_view for layout in doc.layouts for window in windows(layout))
    beyond = len(layouts_with_content(doc)) - MAX_SHEETS
    return missing + Counter(XREF=outside, VIEWPORT=aslant, LAYOUT=max(beyond, 0))


def is_lacking(layout: Layout, removed: Counter[tuple[str, str]]) -> bool:
    """Whether something that was taken out or has no picture lay there, or in a block that is used there."""
    blocks = used_in(layout)
    keys = {container.layout_key for container in (layout, *blocks)}
    return (
        any(where in keys for where, _kind in removed)
        or any(is_missing(entity) for container in (layout, *blocks) for entity in container)
        or any(map(_is_outside, blocks))
        or not all(window.is_top_view for window in windows(layout))
    )


def _is_outside(block: BlockLayout) -> bool:
    return block.block is not None and block.block.is_xref
