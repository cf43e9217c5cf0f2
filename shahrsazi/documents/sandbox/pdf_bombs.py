"""What a PDF would become when it is opened: streams that unpack to gigabytes and pictures as large as a city."""

import zlib

import pikepdf
from pikepdf import Name

from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox.file_types import BILEVEL_PIXELS, PIXELS

UNPACKED, ALL_UNPACKED = 256_000_000, 1_000_000_000
# Nothing packs closer than this, so a shorter stream cannot unpack to more than is allowed anyway.
MIN_DISTANCE = 1032
BILEVEL_FILTERS = {"/JBIG2Decode", "/CCITTFaxDecode"}


def refuse_bombs(pdf: pikepdf.Pdf) -> None:
    total = 0
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            _check_image(item)
            total += _unpacked(item)
            if total > ALL_UNPACKED:
                raise FileRejectedError("too_much")


def _check_image(stream: pikepdf.Stream) -> None:
    if stream.get(Name.Subtype) != Name.Image:
        return
    width, height = whole(stream.get(Name.Width)), whole(stream.get(Name.Height))
    bilevel = stream.get(Name.ImageMask) is True or stream.get(Name.BitsPerComponent) == 1
    max_pixels = BILEVEL_PIXELS if bilevel or BILEVEL_FILTERS & set(filters(stream)) else PIXELS
    if width * height > max_pixels:
        raise FileRejectedError("too_many_pixels", most=max_pixels // 1_000_000)


def whole(number) -> int:
    return max(0, int(number)) if isinstance(number, int) else 0


def filters(stream: pikepdf.Stream) -> list[str]:
    """By name: each may lie elsewhere in the file, and is then like no name."""
    value = stream.get(Name.Filter)
    return list(map(str, value)) if isinstance(value, pikepdf.Array) else [] if value is None else [str(value)]


def _unpacked(stream: pikepdf.Stream) -> int:
    """The size behind the first packings; two of them over each other are a bomb's way, and measured both."""
    packed = filters(stream)
    times = next((n for n, name in enumerate(packed) if name != "/FlateDecode"), len(packed))
    if times > 3:
        raise FileRejectedError("too_much")
    if not times:
        return 0
    raw = stream.read_raw_bytes()
    for last in (n == times - 1 for n in range(times)):
        if last and len(raw) * MIN_DISTANCE < 4_000_000:
            return len(raw)
        size, raw = _inflated(raw, keep=not last)
    return size


def _inflated(packed: bytes, keep: bool) -> tuple[int, bytes]:
    """How long it becomes, piece by piece; the pieces are kept only when there is a further packing within."""
    unpacks, size, pieces = zlib.decompressobj(), 0, []
    try:
        while packed and not unpacks.eof:
            piece = unpacks.decompress(packed, 1 << 20)
            packed, size = unpacks.unconsumed_tail, size + len(piece)
            if size > UNPACKED:
                raise FileRejectedError("too_much")
            pieces += [piece] * keep
    except zlib.error:
        pass  # damaged: what came out until here is what a reader would get
    return size, b"".join(pieces)
