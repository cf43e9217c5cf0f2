"""The pieces that a page of a TIFF is stored in: one that breaks off is filled up by its decoder, without a word."""

from collections.abc import Iterator
from typing import Any

from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox import fax_lines
from shahrsazi.documents.sandbox.faxes import BACKWARDS, GROUP_3, GROUP_4, is_ended, stumbles
from shahrsazi.documents.sandbox.jpegs import Jpegs

PACKING, ORDER, OPTIONS, TABLES = 259, 266, 292, 347
STRIPS, ROWS, LENGTHS, COLUMNS, TILE_ROWS, TILES, TILE_LENGTHS = 273, 278, 279, 322, 323, 324, 325
PLAIN, JPEG, LAST_BIT_FIRST = 2, 7, 2
FAXES = {PLAIN, GROUP_3, GROUP_4}
JPEG_END, FILLING = b"\xff\xd9", 64


def breaks_off(page: Any, jpegs: Jpegs) -> bool:
    """FileRejectedError where nothing of a piece opens."""
    packing = page.tag_v2.get(PACKING)
    if packing == JPEG:
        tables = page.tag_v2.get(TABLES) or b""
        return any(_is_damaged_jpeg(page, jpegs, tables, data) for data in _pieces(page))
    return packing in FAXES and any(_is_cut(page, number, data) for number, data in enumerate(_pieces(page)))


def _is_damaged_jpeg(page: Any, jpegs: Jpegs, tables: bytes, data: bytes) -> bool:
    """Its tables may stand once for all pieces."""
    whole = tables.removesuffix(JPEG_END) + data[2:] if tables else data
    return JPEG_END not in data[-FILLING:] or jpegs.is_changed(whole, page.width * rows_of(page))


def rows_of(page: Any) -> int:
    tags = page.tag_v2
    return min(page.height, tags.get(TILE_ROWS) or tags.get(ROWS) or page.height)


def _is_cut(page: Any, number: int, data: bytes) -> bool:
    """A fax most often says where it ends; of one that does not its lines are counted."""
    if page.tag_v2.get(ORDER) == LAST_BIT_FIRST:
        data = data.translate(BACKWARDS)
    packing = page.tag_v2.get(PACKING)
    if not any(data):
        raise FileRejectedError("broken")
    if packing == GROUP_4 and is_ended(data):
        return False
    rows, columns = rows_of(page), page.tag_v2.get(COLUMNS) or page.width
    left = rows if TILES in page.tag_v2 else min(rows, page.height - number * rows)
    if packing == PLAIN:
        return left > 0 and len(data) <= fax_lines.ALL_READ and fax_lines.stumbles(data, columns, left, True)
    return left > 0 and stumbles(data, columns, left, packing, page.tag_v2.get(OPTIONS, 0))


def _pieces(page: Any) -> Iterator[bytes]:
    tags = page.tag_v2
    names = (TILES, TILE_LENGTHS) if TILES in tags else (STRIPS, LENGTHS)
    for at, length in zip(*(tags.get(name, ()) for name in names), strict=False):
        page.fp.seek(at)
        yield page.fp.read(length)
