"""Whether faxes (CCITT) and JBIG2 in a PDF open: of nonsense every reader makes a white page."""

import struct
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox import fax_hanging
from shahrsazi.documents.sandbox.fax_hanging import Budget, Coding
from shahrsazi.documents.sandbox.faxes import (
    GROUP_3,
    GROUP_4,
    IN_TWO_DIRECTIONS,
    has_short_lines,
    is_ended,
    is_marked,
    stumbles,
)
from shahrsazi.documents.sandbox.pdf_bombs import filters, whole

COLUMNS = 1728
# About ten sheets: reading all of many would take longer than all else. Of the rest it is enough that they end.
ALL_READ = 100_000_000
# So many bits that are nothing begin a line, and no code of a line does.
BEGINS_LINE = 11
REGIONS = {4, 6, 7, 20, 22, 23, 36, 38, 39, 40, 42, 43}
GENERIC = {36, 38, 39}
PAGE = 48
PARTS = REGIONS | {0, 16, PAGE, 49, 50, 51, 52, 53, 62}
UNKNOWN = 0xFFFFFFFF


class Faxes:
    """Those of a file, one after the other."""

    def __init__(self) -> None:
        self.points, self.budget = 0, Budget()

    def is_damaged(self, image: Stream, data: bytes) -> bool:
        """FileRejectedError where nothing of it opens, or where it is whole and nobody draws it here. Lines that are
        called aligned and can be read without that are not called so any longer: some are not, and what draws the pages
        errs where they have marks as well."""
        how = _parameters(image)
        columns, height = whole(how.get(Name.Columns, COLUMNS)), whole(image.get(Name.Height))
        k = how.get(Name.K, 0)
        coding = Coding(int(k) if isinstance(k, int | Decimal) else 0, how.get(Name.EncodedByteAlign) is True)
        packing = _packing(coding, data)
        if packing is None:
            return self._stumbles(image, data, columns, height, coding)
        marked = packing[0] == GROUP_4 or is_marked(data, height)
        if not marked and self._is_whole(data, columns, height, coding):
            return False
        if coding.aligned and marked:
            _call_unaligned(image)
        self.points += columns * height
        if self.points > ALL_READ and packing[0] == GROUP_4 and is_ended(data):
            return False
        if stumbles(data, columns, height, *packing):
            return True
        return packing[0] == GROUP_3 and has_short_lines(data, columns, height, packing[1], self.budget)

    def _is_whole(self, data: bytes, columns: int, height: int, coding: Coding) -> bool:
        """Of one with a mark at its beginning, and none between its lines."""
        return self.budget.has_room(data, coding) and not fax_hanging.lost_lines(data, columns, height, coding)

    def _stumbles(self, image: Stream, data: bytes, columns: int, height: int, coding: Coding) -> bool:
        """Of those that only reading their lines tells of."""
        if not self.budget.has_room(data, coding):
            return False
        if (
            columns
            and coding.aligned
            and not fax_hanging.lost_lines(data, columns, height, coding._replace(aligned=False))
        ):
            _call_unaligned(image)
            return False
        return fax_hanging.stumbles(data, columns, height, coding)


def _call_unaligned(image: Stream) -> None:
    """In parameters of its own: others may share them."""
    how = image.DecodeParms
    own = Dictionary({key: value for key, value in _parameters(image).items() if key != "/EncodedByteAlign"})
    image.DecodeParms = Array([*list(how)[:-1], own]) if isinstance(how, Array) else own


def is_damaged_jbig2(image: Stream, data: bytes) -> bool:
    """FileRejectedError where nothing of it opens."""
    shared = _parameters(image).get(Name.JBIG2Globals)
    parts = [*_parts(shared.read_bytes() if isinstance(shared, Stream) else b""), *_parts(data)]
    pages = [part for part in parts if part.kind == PAGE and len(part.data) >= 8]
    cut = any(part.cut for part in parts)
    if not pages or (cut and not REGIONS & {part.kind for part in parts}):
        raise FileRejectedError("broken")
    height = struct.unpack_from(">I", pages[0].data, 4)[0]
    stumbled = [_stumbles_within(part) for part in parts if not part.cut]
    return cut or any(stumbled) or height < whole(image.get(Name.Height)) - 1


def has_jbig2(pdf: Pdf) -> bool:
    return any(isinstance(one, Stream) and "/JBIG2Decode" in filters(one) for one in pdf.objects)


def _parameters(image: Stream) -> Dictionary:
    """Of the last of its packings."""
    how = image.get(Name.DecodeParms)
    how = how[-1] if isinstance(how, Array) and len(how) else how
    return how if isinstance(how, Dictionary) else Dictionary()


def _packing(coding: Coding, data: bytes) -> tuple[int, int] | None:
    """As a TIFF calls it; None for those that a TIFF can't have."""
    if coding.k < 0:
        return None if coding.aligned else (GROUP_4, 0)
    begins_line = any(data) and int.from_bytes(data[:2]) >> 16 - BEGINS_LINE == 0
    return (GROUP_3, IN_TWO_DIRECTIONS * (coding.k > 0)) if begins_line else None


class _Part(NamedTuple):
    kind: int
    data: bytes
    cut: bool


def _parts(data: bytes) -> Iterator[_Part]:
    """One after the other; what is none of them, or breaks off, is the last."""
    at = 0
    while at < len(data.rstrip(b"\r\n")):
        try:
            kind, at, length = _head(data, at)
        except (struct.error, IndexError):
            kind, length = -1, 0
        if kind not in PARTS:
            yield _Part(-1, b"", True)
            return
        length = len(data) - at if length == UNKNOWN and kind in GENERIC else length
        yield _Part(kind, data[at : at + length], at + length > len(data))
        at += length


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Its kind, where its data begin and how long they are; between them stands to what it refers."""
    number, flags, count = struct.unpack_from(">IBB", data, at)
    at += 5
    if count >> 5 == 7:
        count = struct.unpack_from(">I", data, at)[0] & 0x1FFFFFFF
        at += 4 + (count + 8) // 8
    else:
        count >>= 5
        at += 1
    at += count * (1 if number <= 256 else 2 if number <= 65536 else 4) + (4 if flags & 64 else 1)
    return flags & 63, at + 4, struct.unpack_from(">I", data, at)[0]


def _stumbles_within(part: _Part) -> bool:
    """Some of its regions are faxes again."""
    if part.kind not in GENERIC or len(part.data) < 18 or not part.data[17] & 1:
        return False
    width, height = struct.unpack_from(">II", part.data)
    return stumbles(part.data[18:], width, height)
