"""The pieces that a page of a TIFF is stored in: one that breaks off is filled up by its decoder, without a word."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox import fax_hanging
from shahrsazi.documents.sandbox.fax_hanging import Budget
from shahrsazi.documents.sandbox.faxes import BACKWARDS, GROUP_3, GROUP_4, has_short_lines, is_ended, stumbles
from shahrsazi.documents.sandbox.jpegs import Jpegs

PACKING, ORDER, OPTIONS, TABLES = 259, 266, 292, 347
STRIPS, ROWS, LENGTHS, COLUMNS, TILE_ROWS, TILES, TILE_LENGTHS = 273, 278, 279, 322, 323, 324, 325
PLAIN, JPEG, LAST_BIT_FIRST = 2, 7, 2
FAXES = {PLAIN, GROUP_3, GROUP_4}
BYTES = fax_hanging.Coding(0, aligned=True)
JPEG_END, FILLING = b"\xff\xd9", 64


class Fax(NamedTuple):
    """A piece as it is packed, the first bit of a byte first, and how many points and lines are in it."""

    data: bytes
    columns: int
    lines: int


def breaks_off(page: Any, jpegs: Jpegs, faxes: list[Fax], budget: Budget) -> bool:
    """FileRejectedError where nothing of a piece opens."""
    packing = page.tag_v2.get(PACKING)
    if packing == JPEG:
        tables = page.tag_v2.get(TABLES) or b""
        return any(_is_damaged_jpeg(page, jpegs, tables, data) for data in _pieces(page))
    return any(_is_cut(page, fax, budget) for fax in faxes)


def _is_damaged_jpeg(page: Any, jpegs: Jpegs, tables: bytes, data: bytes) -> bool:
    """Its tables may stand once for all pieces."""
    whole = tables.removesuffix(JPEG_END) + data[2:] if tables else data
    return JPEG_END not in data[-FILLING:] or jpegs.is_changed(whole, page.width * rows_of(page))


def rows_of(page: Any) -> int:
    tags = page.tag_v2
    return min(page.height, tags.get(TILE_ROWS) or tags.get(ROWS) or page.height)


def faxes_of(page: Any) -> list[Fax]:
    """Of a page that is packed as one."""
    tags = page.tag_v2
    if tags.get(PACKING) not in FAXES:
        return []
    rows, columns, backwards = rows_of(page), tags.get(COLUMNS) or page.width, tags.get(ORDER) == LAST_BIT_FIRST
    return [
        Fax(
            data.translate(BACKWARDS) if backwards else data,
            columns,
            rows if TILES in tags else min(rows, page.height - number * rows),
        )
        for number, data in enumerate(_pieces(page))
    ]


def _is_cut(page: Any, fax: Fax, budget: Budget) -> bool:
    """A fax most often says where it ends; of one that does not its lines are counted."""
    packing = page.tag_v2.get(PACKING)
    if not any(fax.data):
        raise FileRejectedError("broken")
    if fax.lines <= 0 or (packing == GROUP_4 and is_ended(fax.data)):
        return False
    if packing == PLAIN:
        return budget.has_room(fax.data, BYTES) and fax_hanging.stumbles(*fax, BYTES)
    options = page.tag_v2.get(OPTIONS, 0)
    if stumbles(*fax, packing, options):
        return True
    return packing == GROUP_3 and has_short_lines(*fax, options, budget)


def _pieces(page: Any) -> Iterator[bytes]:
    tags = page.tag_v2
    names = (TILES, TILE_LENGTHS) if TILES in tags else (STRIPS, LENGTHS)
    for at, length in zip(*(tags.get(name, ()) for name in names), strict=False):
        page.fp.seek(at)
        yield page.fp.read(length)
