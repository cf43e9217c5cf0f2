"""What a PDF would become when it is opened: streams that unpack to gigabytes and pictures as large as a city."""

import pikepdf
from pikepdf import Name

from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox.file_types import BILEVEL_PIXELS, PIXELS
from shahrsazi.documents.sandbox.pdf_unpack import UNPACKED, inflated, size_of

ALL_UNPACKED = 1_000_000_000
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
    for _ in range(times - 1):
        size, raw, _ = inflated(raw, keep=True)
        _refuse_endless(size)
    if len(raw) * MIN_DISTANCE < 4_000_000:
        return len(raw)
    size, _ = size_of(raw)
    _refuse_endless(size)
    return size


def _refuse_endless(size: int) -> None:
    """Of what is damaged that counts which a reader would get of it."""
    if size > UNPACKED:
        raise FileRejectedError("too_much")
