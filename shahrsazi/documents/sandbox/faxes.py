"""Whether lines packed as a fax are all there: the library of TIFF reads them, and its words are listened to."""

import io
import struct

from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox.fax_hanging import Budget, Coding, lost_lines, refuse_other_codings
from shahrsazi.documents.sandbox.fax_lines import MARK, bits_of
from shahrsazi.documents.sandbox.file_types import BILEVEL_PIXELS
from shahrsazi.documents.sandbox.overheard import Overheard, overhear
from shahrsazi.documents.sandbox.points import within

GROUP_3, GROUP_4 = 3, 4
IN_TWO_DIRECTIONS = 1
# At the end of what breaks off nothing is said, but at these, wherever the last code was cut.
STUMBLING = {GROUP_4: b"\x82" + b"\2" * 60, GROUP_3: b"\0\x13\2\2\2" * 30}
BACKWARDS = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def stumbles(data: bytes, columns: int, height: int, packing: int = GROUP_4, options: int = 0) -> bool:
    """FileRejectedError where nothing of it opens, or where it is whole and packed in a way that is not read here."""
    within(columns, height, BILEVEL_PIXELS)
    messages = _overheard(_up_to_a_hole(data) if packing == GROUP_4 else data, columns, height, packing, options)
    if not messages.is_damage() and (packing == GROUP_4 or is_marked(data, height)):
        return False
    refuse_other_codings(data, columns, height)
    if messages.leaves_nothing(height, height):
        raise FileRejectedError("broken")
    return True


def is_marked(data: bytes, height: int) -> bool:
    """Whether the lines of Group 3 begin with marks; of the first some leave it out."""
    return bits_of(data).count(MARK) >= height - 1


def has_short_lines(data: bytes, columns: int, height: int, options: int, budget: Budget) -> bool:
    """Whether lines of Group 3 end too early, of which its decoder says nothing here; as far as they are read."""
    coding = Coding(1 if options & IN_TWO_DIRECTIONS else 0)
    return budget.has_room(data, coding) and lost_lines(data, columns, height, coding) > 0


def _overheard(data: bytes, columns: int, height: int, packing: int, options: int) -> Overheard:
    from PIL import Image

    with overhear() as messages:
        try:
            Image.open(io.BytesIO(_as_tiff(data, columns, height, packing, options)), formats=["TIFF"]).load()
        except (OSError, SyntaxError, ValueError):
            raise FileRejectedError("broken")
    return messages


def is_ended(data: bytes) -> bool:
    """Whether Group 4 says itself that no line follows: with two marks, where the first of them stands."""
    return _is_end(bits := bits_of(data), bits.find(MARK))


def _up_to_a_hole(data: bytes) -> bytes:
    """Group 4 as far as no more zeros stand in it than its codes have, but as its end: from there on its decoder gives
    white lines, and says nothing."""
    bits = bits_of(data)
    at = bits.find(MARK)
    return data if at < 0 or _is_end(bits, at) else data[: -(-at // 8)]


def _is_end(bits: str, at: int) -> bool:
    return at >= 0 and bits.startswith(f"{MARK}1", bits.find("1", at) + 1)


def _as_tiff(data: bytes, columns: int, height: int, packing: int, options: int) -> bytes:
    data += STUMBLING[packing]
    tags = {256: columns, 257: height, 258: 1, 259: packing, 262: 0, 273: 0, 277: 1, 278: height, 279: len(data)}
    tags |= {292: options} if packing == GROUP_3 else {}
    tags[273] = 14 + 12 * len(tags)
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4) + data
