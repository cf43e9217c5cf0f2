"""Cuts what was admitted into tiles, where a page is larger than one picture can show: a sheet of a square metre."""

from pathlib import Path
from typing import Any

from PIL import Image

from shahrsazi.documents.sandbox.images import open_image
from shahrsazi.documents.sandbox.renditions import drawn_on_white, rendered, wanted_pages
from shahrsazi.documents.sandbox.tiff import frames
from shahrsazi.documents.tiling import DOTS_PER_MM, SIDE, Level, levels, longest_side

MM_PER_INCH, POINTS_PER_INCH = 25.4, 72
HOW: dict[str, Any] = {"quality": 50, "method": 1}


def render(request: dict) -> list:
    """A row for each page that has tiles, with the size of its finest level."""
    return _pdf(request) if request["kind"] == "pdf" else _images(request)


def _pdf(request: dict) -> list:
    import pypdfium2

    pdf, rows = pypdfium2.PdfDocument(request["source"]), []
    for number in wanted_pages(request, len(pdf)):
        page = pdf[number - 1]
        width, height = page.get_size()
        longest = longest_side(width, height, DOTS_PER_MM * MM_PER_INCH / POINTS_PER_INCH)
        if longest:
            rows.append(_cut(rendered(page, longest), number))
        page.close()
    return rows


def _images(request: dict) -> list:
    rows = []
    with open_image(Path(request["source"]), request["kind"]) as image:
        pages = getattr(image, "n_frames", 1) if request["kind"] == "tiff" else 1
        wanted = wanted_pages(request, pages)
        for number, page in zip(wanted, frames(image, wanted) if request["kind"] == "tiff" else [image], strict=False):
            longest = longest_side(page.width, page.height, _share(page))
            if longest:
                rows.append(_cut(drawn_on_white(page, longest), number))
    return rows


def _share(image: Image.Image) -> float:
    """How much of its points are needed: of a sheet scanned finer than letters need, fewer."""
    try:
        dots = float(max(image.info["dpi"])) / MM_PER_INCH
    except (KeyError, TypeError, ValueError):
        return 1
    return DOTS_PER_MM / dots if dots > DOTS_PER_MM else 1


def _cut(image: Image.Image, page: int) -> list:
    finest = image.size
    for level in levels(*finest):
        if level.number:
            image = image.resize((level.width, level.height), Image.Resampling.LANCZOS, reducing_gap=2.0)
        _write(image, page, level)
    return [page, "tiles", "webp", *finest]


def _write(image: Image.Image, page: int, level: Level) -> None:
    for column, row, tile in level.tiles(page):
        left, top = column * SIDE, row * SIDE
        image.crop((left, top, left + tile.width, top + tile.height)).save(tile.name, **HOW)
