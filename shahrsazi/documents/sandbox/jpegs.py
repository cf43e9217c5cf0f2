"""Whether the points of a JPEG were changed: its decoder goes on with other colours, and only one library says so."""

import re

from shahrsazi.documents.sandbox.trailing_data import FILLING, jpeg_parts

# What begins a JPEG's points, and what may stand within: a figure that is no mark, and marks of its lines.
POINTS, WITHIN = 0xDA, [b"\xff" + bytes([mark]) for mark in (0, *range(0xD0, 0xD8))]
END = b"\xff\xd9"
# A piece that a disk lost is nothing but zeros; so may a white sheet be, or what fills up the end.
HOLE = re.compile(rb"\0{32}")
# Of a file more are not decoded for this: it takes a second, and three bytes of each point twice.
MAX_POINTS = 40_000_000


def is_well_formed(data: bytes) -> bool:
    """Points that have no mark within but those of their lines, and the end behind them: what was cut or written over
    shows there, and a scan of a hundred pages need not be decoded to know it."""
    points = _points(data).rstrip(FILLING)
    return points.endswith(END) and points.count(b"\xff") == 1 + sum(map(points.count, WITHIN))


def _points(data: bytes) -> bytes:
    return data[next((end for mark, _, end in jpeg_parts(data) if mark == POINTS), len(data)) :]


class Jpegs:
    """Those of a file, one after the other."""

    def __init__(self) -> None:
        self.points = 0

    def is_changed(self, data: bytes, points: int) -> bool:
        """Asked of the decoder where something in it looks like that. Zeros before the end count for nothing."""
        if is_well_formed(data) and not HOLE.search(_points(data)):
            return False
        self.points += points
        if self.points > MAX_POINTS or not _stumbles(data):
            return False
        body, end, _rest = data.rpartition(END)
        return not end or _stumbles(body.rstrip(b"\0") + END)


def _stumbles(data: bytes) -> bool:
    import pikepdf

    pdf = pikepdf.new()
    stream = pdf.make_stream(b"")
    stream.write(data, filter=pikepdf.Name.DCTDecode)
    try:
        stream.read_bytes(pikepdf.StreamDecodeLevel.all)
    except pikepdf.DataDecodingError:
        return True
    except (pikepdf.PdfError, RuntimeError):
        return False  # what it cannot read at all is for others to judge
    return False
