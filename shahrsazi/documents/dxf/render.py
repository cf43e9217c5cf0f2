"""From an opened drawing to its sheets: each is painted, framed, written as SVG and pictured; then all in words."""

from pathlib import Path

import numpy as np
from ezdxf.layouts import Layout

from shahrsazi.documents.dxf import DrawResult, Sheet
from shahrsazi.documents.dxf.backend import boxes, smallest_letters
from shahrsazi.documents.dxf.blocks import MAX_DRAWN
from shahrsazi.documents.dxf.frame import Frame, fit
from shahrsazi.documents.dxf.layouts import layouts_to_show, paper, windows
from shahrsazi.documents.dxf.painter import Painter
from shahrsazi.documents.dxf.raster import rasterise
from shahrsazi.documents.dxf.reach import Reach
from shahrsazi.documents.dxf.reader import Document
from shahrsazi.documents.dxf.svg import write_svg
from shahrsazi.documents.dxf.tally import Tally
from shahrsazi.documents.dxf.text_alternative import TextAlternative, clean


def draw_sheets(opened: Document, into: Path, longest: int) -> DrawResult:
    tally, sheets = Tally(), []
    layers, twin = _numbers(opened.doc), TextAlternative(opened, tally)
    shown = layouts_to_show(opened.doc)
    reach = _reach(shown, opened)
    for layout in shown:
        painter = Painter(opened.doc, opened.weights, reach, tally)
        painter.draw_layout(layout)
        extents = boxes(painter.marks.runs)
        if len(extents) or windows(layout):
            frame, notes = _framed(layout, extents)
            frame = frame.fine_enough(smallest_letters(painter.marks.runs))
            stem = into / f"sheet-{len(sheets) + 1}"
            sheets.append(_sheet(layout, write_svg(painter.marks.runs, layers, frame), frame, stem, longest))
            twin.note_sheet(layout, painter, extents, frame, notes)
            if "strayed" in notes:
                twin.note_strays(layout, frame)
        twin.note_too_much(painter)
    twin.note_layers(layers)
    path = into / "twin.json"
    path.write_text(twin.as_json(), "utf8")
    return DrawResult(sheets, path)


def _reach(shown: list[Layout], opened: Document) -> Reach | None:
    """What windows show, worth its time from the second on; to find it blocks are unfolded without end."""
    several = sum(len(windows(layout)) for layout in shown) > 1
    return Reach() if several and opened.whole < MAX_DRAWN else None


def _numbers(doc) -> dict[str, int]:
    """Layers by number, in the order of their table; those that are used but not in it come as they are met."""

    class Numbers(dict):
        def __missing__(self, name: str) -> int:
            key = name.lower()
            if key not in self:
                self[key] = len(self)
            return dict.__getitem__(self, key)

    numbers = Numbers()
    for layer in doc.layers:
        numbers[layer.dxf.name]
    return numbers


def _framed(layout: Layout, extents) -> tuple[Frame, list[str]]:
    """The paper when the drawing lies on it, with what reaches over its edge, else what is drawn."""
    openings = [_box(window) for window in windows(layout)]
    frame, strayed = fit(np.concatenate([extents, np.array(openings).reshape(-1, 4)]))
    page = None if layout.is_modelspace else paper(layout)
    if page and _mostly_on(page, frame):
        frame = _with_all(page, extents[frame.shows(extents)])
        strayed = not frame.shows(extents).all()
    return frame, ["strayed"] if strayed else []


def _with_all(page: Frame, extents: np.ndarray) -> Frame:
    if not len(extents):
        return page
    left, bottom = extents[:, :2].min(axis=0)
    right, top = extents[:, 2:].max(axis=0)
    return Frame(min(page.left, left), min(page.bottom, bottom), max(page.right, right), max(page.top, top))


def _box(window) -> tuple[float, float, float, float]:
    dxf = window.dxf
    x, y, wide, high = dxf.center.x, dxf.center.y, dxf.width / 2, dxf.height / 2
    return x - wide, y - high, x + wide, y + high


def _mostly_on(page: Frame, frame: Frame) -> bool:
    width = min(page.right, frame.right) - max(page.left, frame.left)
    height = min(page.top, frame.top) - max(page.bottom, frame.bottom)
    whole = (frame.right - frame.left) * (frame.top - frame.bottom)
    return width > 0 and height > 0 and width * height > 0.8 * whole


def _sheet(layout: Layout, svg: bytes, frame: Frame, stem: Path, longest: int) -> Sheet:
    path, image = stem.with_suffix(".svg"), stem.with_suffix(".png")
    path.write_bytes(svg)
    rasterise(svg, frame.size, longest, image)
    return Sheet(clean(layout.name), path, *frame.shown_size, image)
