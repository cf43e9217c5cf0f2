"""Whether lines packed as a fax are all there: the library of TIFF reads them, and its words are listened to."""

import io
import struct

from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox.file_types import BILEVEL_PIXELS
from shahrsazi.documents.sandbox.overheard import overhear
from shahrsazi.documents.sandbox.points import within

GROUP_3, GROUP_4 = 3, 4
IN_TWO_DIRECTIONS = 1
# At the end of what breaks off nothing is said, but at these, wherever the last code was cut.
STUMBLING = {GROUP_4: b"\x82" + b"\2" * 60, GROUP_3: b"\0\x13\2\2\2" * 30}
BACKWARDS = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def stumbles(data: bytes, columns: int, height: int, packing: int = GROUP_4, options: int = 0) -> bool:
    """FileRejectedError where nothing of it opens."""
    from PIL import Image

    within(columns, height, BILEVEL_PIXELS)
    with overhear() as messages:
        try:
            Image.open(io.BytesIO(_as_tiff(data, columns, height, packing, options)), formats=["TIFF"]).load()
        except (OSError, SyntaxError, ValueError):
            raise FileRejectedError("broken")
    if messages.leaves_nothing(height, height):
        raise FileRejectedError("broken")
    return messages.is_damage()


def is_ended(data: bytes) -> bool:
    """Whether it says itself that no line follows."""
    end = int.from_bytes(data.rstrip(b"\0")[-4:] + b"\0")
    return any((end >> bits) & 0xFFFFFF == 0x001001 for bits in range(16))


def _as_tiff(data: bytes, columns: int, height: int, packing: int, options: int) -> bytes:
    data += STUMBLING[packing]
    tags = {256: columns, 257: height, 258: 1, 259: packing, 262: 0, 273: 0, 277: 1, 278: height, 279: len(data)}
    tags |= {292: options} if packing == GROUP_3 else {}
    tags[273] = 14 + 12 * len(tags)
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4) + data
