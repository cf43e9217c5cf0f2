"""Whether what a PDF draws is whole: a stream that breaks off is drawn as far as it goes, by every reader elsewhere."""

import io
from collections.abc import Callable
from functools import partial

import pikepdf
from pikepdf import Name, Stream

from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox.jpegs import Jpegs, is_well_formed
from shahrsazi.documents.sandbox.pdf_apart import parts_of
from shahrsazi.documents.sandbox.pdf_bombs import filters, whole
from shahrsazi.documents.sandbox.pdf_colours import (
    BILEVEL,
    FAX,
    FINE,
    FLATE,
    FRAMES,
    NO_FRAMES,
    PHOTOGRAPH,
    channels_of,
    row_length,
)
from shahrsazi.documents.sandbox.pdf_faxes import Faxes, is_damaged_jbig2
from shahrsazi.documents.sandbox.pdf_unpack import inflated, size_of
from shahrsazi.documents.sandbox.trailing_data import jpeg_parts

OTHERS = ("/ASCIIHexDecode", "/AHx", "/ASCII85Decode", "/A85", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL")
FILTERS = {*FLATE, *PHOTOGRAPH, *FINE, *OTHERS, *FAX, *BILEVEL, "/Crypt"}
# A larger one is only opened: its decoder holds four bytes of each colour of each point.
FINE_PIXELS = 20_000_000
# What is drawn of that which declares a picture.
READ = {0xC0, 0xC1, 0xC2}
# A picture and what lies behind its outer packings: whether it is damaged.
Opens = Callable[[Stream, bytes], bool]


def damaged_streams(pdf: pikepdf.Pdf) -> set[tuple]:
    """By their numbers. FileRejectedError where nothing can be drawn of a page's content or of a picture."""
    contents = {part.objgen for page in pdf.pages for part in parts_of(page.obj)}
    opens = DECODERS | dict.fromkeys(FAX, Faxes().is_damaged)
    opens |= dict.fromkeys(PHOTOGRAPH, partial(_is_damaged_jpeg, Jpegs()))
    # All of them: after one that is damaged another may be nothing at all.
    streams = (one for one in pdf.objects if isinstance(one, Stream))
    return {one.objgen for one in streams if _is_damaged(one, one.objgen in contents, opens)}


def _is_damaged(stream: Stream, content: bool, opens: dict[str, Opens]) -> bool:
    kind, packing = stream.get(Name.Subtype), filters(stream)
    is_image = kind == Name.Image
    if is_image and not FILTERS.issuperset(packing):
        raise FileRejectedError("unusual")
    size, data, damaged = _unpacked(stream, packing, bool(opens.keys() & set(packing)))
    if damaged and not size and (is_image or content or kind == Name.Form):
        raise FileRejectedError("broken")
    if not is_image:
        return damaged
    last = packing[-1] if packing else ""
    if last in opens and set(packing[:-1]) <= set(FLATE):
        return opens[last](stream, data) or damaged
    return damaged or (set(packing) <= set(FLATE) and size < _least_size(stream))


def _unpacked(stream: Stream, packing: list[str], within: bool) -> tuple[int, bytes, bool]:
    """How long it is behind the packings that can be checked, what it is where a picture lies within, and whether one
    of them breaks off."""
    data, damaged = stream.read_raw_bytes(), False
    size = len(data)
    for at, name in enumerate(packing):
        if name not in FLATE:
            break
        if within or packing[at + 1 : at + 2]:
            size, data, cut = inflated(data, keep=True)
        else:
            size, cut = size_of(data)
        damaged |= cut
    return size, data, damaged


def _is_cut(kind: str, _image: Stream, data: bytes) -> bool:
    from PIL import Image

    if kind == "JPEG" and _is_undrawn(data):
        raise FileRejectedError("unusual")
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as image:
            if kind == "JPEG" and is_well_formed(data):
                return False
            if kind == "JPEG":  # every byte is read, and an eighth of the points is made
                image.draft(None, (image.width // 8 or 1, image.height // 8 or 1))
            if kind == "JPEG" or image.width * image.height <= FINE_PIXELS:
                return _breaks_off(image)
    except (OSError, SyntaxError, ValueError):
        raise FileRejectedError("broken")
    return False


def _is_damaged_jpeg(jpegs: Jpegs, image: Stream, data: bytes) -> bool:
    """FileRejectedError where nothing of it opens."""
    points = whole(image.get(Name.Width)) * whole(image.get(Name.Height))
    return _is_cut("JPEG", image, data) or jpegs.is_changed(data, points)


def _breaks_off(image) -> bool:
    try:
        image.load()
    except (OSError, SyntaxError, ValueError):
        return True
    return False


def _is_undrawn(data: bytes) -> bool:
    """Its head says that it has other than eight bits, or is coded arithmetically or without loss: readers that go by
    that, as all here do, draw nothing or black."""
    frames = ((mark, start) for mark, start, _ in jpeg_parts(data) if mark in FRAMES and mark not in NO_FRAMES)
    mark, start = next(frames, (0xC0, None))
    return mark not in READ or (start is not None and data[start + 4 : start + 5] != b"\x08")


DECODERS: dict[str, Opens] = {
    **dict.fromkeys(FINE, partial(_is_cut, "JPEG2000")),
    **dict.fromkeys(BILEVEL, is_damaged_jbig2),
}


def _least_size(image: Stream) -> int:
    """Of its points as it declares them, less one line; nothing where its colours are not told here."""
    mask = image.get(Name.ImageMask) is True
    bits = 1 if mask else whole(image.get(Name.BitsPerComponent))
    channels = 1 if mask else channels_of(image.get(Name.ColorSpace))
    width, height = whole(image.get(Name.Width)), whole(image.get(Name.Height))
    if not (bits and channels and width and height):
        return 0
    return row_length(image, channels, bits) * (height - 1)
