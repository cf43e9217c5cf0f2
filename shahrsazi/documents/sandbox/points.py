"""A picture's points as they were meant: within the limits, as high as they are wide, deep greys over their range."""

import re
from pathlib import Path
from typing import NamedTuple

from PIL import Image, TiffImagePlugin, TiffTags

from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox.file_types import BILEVEL_PIXELS, PIXELS
from shahrsazi.documents.sandbox.trailing_data import jpeg_parts

MILLION = 1_000_000
# Twelve bits are packed alike in both orders of bytes, and whether white is nothing or all is turned right here.
for _order in (TiffImagePlugin.II, TiffImagePlugin.MM):
    for _photometric in (0, 1):
        TiffImagePlugin.OPEN_INFO[_order, _photometric, (1,), 1, (12,), ()] = ("I;16", "I;12")
TiffImagePlugin.OPEN_INFO[TiffImagePlugin.MM, 0, (1,), 1, (16,), ()] = ("I;16B", "I;16B")
# Scanners measure a side some dots wrong; no fax has dots four times as high as wide.
ALIKE, STRANGEST = 1.01, 4
BITS, PHOTOMETRIC, ORIENTATION, FORMAT = 258, 262, 274, 339
UNSIGNED = 1
LYING = (5, 6, 7, 8)
GREYS = {"I;16", "I;16B", "I;16L", "I;16N"}
SIXTEEN = 65535
FRAMES = range(0xC0, 0xD0)
# Of the parts that begin a JPEG's points those that its decoder knows, and those that begin none.
READ, OTHERS = {0xC0, 0xC1, 0xC2, 0xC9, 0xCA}, {0xC4, 0xC8, 0xCC}


class Meant(NamedTuple):
    """What a picture's head says of its points, read before they are decoded. `dense`: dots across and down."""

    dense: tuple[float, float] | None
    bits: int
    negative: bool
    unsigned: bool


def within(width: int, height: int, max_pixels: int = PIXELS) -> None:
    if width * height > max_pixels:
        raise FileRejectedError("too_many_pixels", most=max_pixels // MILLION)


def fit_within(image: Image.Image) -> None:
    _fits(image.size, image.mode)


def _fits(size: tuple[int, int], mode: str) -> None:
    within(*size, BILEVEL_PIXELS if mode == "1" else PIXELS)


def meant(image: Image.Image) -> Meant:
    tags = getattr(image, "tag_v2", {})
    dense = density(image)
    if dense and tags.get(ORIENTATION) in LYING:
        dense = dense[1], dense[0]  # its decoder turns the points, and not what was said of them
    bits = tags.get(BITS) or (8,)
    unsigned = UNSIGNED in tags.get(FORMAT, (UNSIGNED,))
    return Meant(dense, bits[0] if isinstance(bits, tuple) else bits, tags.get(PHOTOMETRIC) == 0, unsigned)


def density(image: Image.Image) -> tuple[float, float] | None:
    """The dots across and down, by whatever measure, where they are not as high as wide."""
    info = image.info
    plain = info.get("jfif_density") if info.get("jfif_unit") == 0 else None
    for pair in (info.get("dpi"), info.get("resolution"), info.get("aspect"), plain):
        try:
            across, down = map(float, pair or ())
        except (TypeError, ValueError, ZeroDivisionError):
            continue
        if across > 0 < down and ALIKE < max(across / down, down / across) <= STRANGEST:
            return across, down
    return None


def squared(image: Image.Image, dense: tuple[float, float] | None) -> Image.Image:
    """In true proportions: the coarser side gets as many points as the finer has."""
    if dense is None:
        return image
    (across, down), (width, height) = dense, image.size
    size = (width, round(height * across / down)) if across > down else (round(width * down / across), height)
    size = max(1, size[0]), max(1, size[1])
    _fits(size, image.mode)
    how = Image.Resampling.NEAREST if image.mode in ("1", "P") else Image.Resampling.BICUBIC
    return image.resize(size, how)


def measured(image: Image.Image, claimed: Meant) -> Image.Image:
    """Measurements as numbers that all are some; what lies beyond half of 32 bits its decoder took for less than 0."""
    if image.mode not in ("I", "F") or (image.mode == "I" and not claimed.unsigned):
        return image
    import numpy

    values = numpy.asarray(image)
    if image.mode == "I":
        return image if values.min() >= 0 else Image.fromarray(values.view("uint32").astype("float32"))
    if not numpy.isfinite(values).all():
        raise FileRejectedError("unusual")
    return image


def over_the_range(image: Image.Image, claimed: Meant) -> Image.Image:
    """Greys of more than eight bits as sixteen, from black to white."""
    if image.mode not in GREYS and not (image.mode == "F" and claimed.negative):
        return image
    if image.mode == "F":
        return image.point(lambda v: v * -1 + 0)
    highest = (1 << claimed.bits) - 1 if 8 < claimed.bits < 16 else SIXTEEN
    if highest == SIXTEEN and not claimed.negative:
        return image if image.mode == "I;16" else image.convert("I").convert("I;16")
    scale, base = (-SIXTEEN / highest, SIXTEEN) if claimed.negative else (SIXTEEN / highest, 0)
    return image.convert("I").point(lambda v: v * scale + base).convert("I;16")


def is_unusual(source: Path, kind: str) -> bool:
    """Whether the library knows what this is and cannot read it: other than damaged."""
    if kind == "jpg":
        data = source.read_bytes()
        return any(
            data[start + 4 : start + 5] != b"\x08" or mark not in READ
            for mark, start, _ in jpeg_parts(data)
            if mark in FRAMES and mark not in OTHERS
        )
    if kind != "tiff":
        return False
    try:
        TiffImagePlugin.TiffImageFile(str(source)).close()
    except Exception as error:
        return is_unknown(error)
    return False


UNUSUAL = re.compile("unknown (?:pixel mode|data organization)|samples per pixel|(?i:unsupported|not yet supported)")


def is_unknown(error: Exception) -> bool:
    """As the library says of what it cannot read; of a packing that it does not know it says only the number."""
    message = str(error)
    return bool(UNUSUAL.search(message)) or message.isdecimal() and int(message) not in TiffTags.TAGS_V2
