"""Counts what a drawing unfolds to by multiplying along its blocks, before anything is unfolded."""

from collections import Counter

from ezdxf.document import Drawing
from ezdxf.layouts import BlockLayout, Layout

from shahrsazi.documents.errors import FileRejectedError

MAX_UNFOLDED = 2_000_000
MAX_DRAWN = 40_000  # about 5 s of drawing; a house has 5 000 parts
# Plans with details and bound references in one another come to 6 or 8; twice that is no plan but a tower.
MAX_DEPTH = 16


def count_unfolded(doc: Drawing) -> tuple[dict[str, int], int]:
    """What one use of each block unfolds to, and all together.

    FileRejectedError: too many, too deep, or round in a circle.
    """
    graph = _Graph(doc)
    uses = Counter()
    for layout in doc.layouts:
        uses += graph.uses(layout)
    whole = sum(map(len, doc.layouts)) + sum(n * graph.weight(name, 1) for name, n in uses.items())
    if whole > MAX_UNFOLDED:
        raise FileRejectedError("too_many_entities", most=MAX_UNFOLDED)
    return graph.weights, whole


class _Graph:
    def __init__(self, doc: Drawing):
        self.doc, self.weights, self.heights, self.open = doc, {}, {}, set()

    def weight(self, name: str, depth: int) -> int:
        if name in self.open:
            raise FileRejectedError("broken")
        if name not in self.weights:
            self.open.add(name)
            self.weights[name], self.heights[name] = self._weighed(name, depth)
            self.open.discard(name)
        if depth + self.heights[name] > MAX_DEPTH:
            raise FileRejectedError("too_deep", most=MAX_DEPTH)
        return self.weights[name]

    def _weighed(self, name: str, depth: int) -> tuple[int, int]:
        if depth > MAX_DEPTH:
            raise FileRejectedError("too_deep", most=MAX_DEPTH)
        block = self.doc.blocks.get(name)
        if block is None:
            return 1, 0
        inner = self.uses(block)
        weight = 1 + len(block) + sum(n * self.weight(child, depth + 1) for child, n in inner.items())
        return weight, 1 + max((self.heights[child] for child in inner), default=0)

    def uses(self, container) -> Counter:
        """How often a layout or block uses others, itself or through the pictures of its dimensions and tables."""
        counts = Counter()
        for entity in container:
            if name := _used(entity):
                counts[name.lower() if name not in self.doc.blocks else self.doc.blocks.get(name).name] += times(entity)
        return counts


def used_in(layout: Layout) -> list[BlockLayout]:
    """The blocks that a layout uses, those within them too, each once."""
    blocks, ahead = {}, [layout]
    while ahead:
        for entity in ahead.pop():
            name = _used(entity)
            block = layout.doc.blocks.get(name) if name else None
            if block is not None and block.layout_key not in blocks:
                blocks[block.layout_key] = block
                ahead.append(block)
    return list(blocks.values())


def _used(entity) -> str:
    dxf = entity.dxf
    if entity.dxftype() == "INSERT":
        return dxf.get("name", "")
    if entity.dxftype() in ("DIMENSION", "ARC_DIMENSION", "LARGE_RADIAL_DIMENSION", "ACAD_TABLE"):
        return dxf.get("geometry", "")
    return ""


def times(entity) -> int:
    """How often a reference shows its block: the cells of its grid."""
    if entity.dxftype() != "INSERT":
        return 1
    return max(1, abs(entity.dxf.get("row_count", 1))) * max(1, abs(entity.dxf.get("column_count", 1)))
