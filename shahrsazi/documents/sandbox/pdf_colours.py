"""Pictures of a PDF that do not say what their colours are, or say something else than what is in them: some readers
draw nothing then and others stripes. What is in them says it, where it can."""

from collections.abc import Callable
from functools import cache, partial

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox.pdf_bombs import filters, whole
from shahrsazi.documents.sandbox.pdf_unpack import inflated, size_of
from shahrsazi.documents.sandbox.trailing_data import jpeg_parts

FLATE, PHOTOGRAPH, FINE = ("/FlateDecode", "/Fl"), ("/DCTDecode", "/DCT"), ("/JPXDecode",)
FAX, BILEVEL = ("/CCITTFaxDecode", "/CCF"), ("/JBIG2Decode",)
CHANNELS = {"/DeviceGray": 1, "/CalGray": 1, "/Indexed": 1, "/Separation": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3}
CHANNELS |= {"/DeviceCMYK": 4, "/G": 1, "/RGB": 3, "/CMYK": 4}
USUAL = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}
DEPTHS = (8, 1, 16, 4, 2)
# What declares a JPEG's picture, and what among it does not.
FRAMES, NO_FRAMES = range(0xC0, 0xD0), {0xC4, 0xC8, 0xCC}
PNG_PREDICTOR = 10
# The end of a line behind the points is none of them.
LINE_END = 2


def settle_colours(pdf: Pdf) -> set[tuple]:
    """The pictures that needed it, other than as the mask of another, which can have greys alone; FileRejectedError
    where nothing tells."""
    images = [one for one in pdf.objects if isinstance(one, Stream) and one.get(Name.Subtype) == Name.Image]
    masks = {mask.objgen for mask in (image.get(Name.SMask) for image in images) if isinstance(mask, Stream)}
    of_pages = cache(partial(_of_pages, pdf))
    return {image.objgen for image in images if _settle(image, of_pages)} - masks


def _of_pages(pdf: Pdf) -> set[str]:
    """The names of colours that pages and drawings have for themselves."""
    named: set[str] = set()
    for one in pdf.objects:
        resources = one.get(Name.Resources) if isinstance(one, Dictionary | Stream) else None
        colours = resources.get(Name.ColorSpace) if isinstance(resources, Dictionary) else None
        named |= set(colours.keys()) if isinstance(colours, Dictionary) else set()
    return named


def _settle(image: Stream, of_pages: Callable[[], set[str]]) -> bool:
    colours, packing = image.get(Name.ColorSpace), filters(image)
    last, channels = packing[-1] if packing else "", channels_of(colours)
    if image.get(Name.ImageMask) is True or last in FINE:
        return False
    if not channels and isinstance(colours, Name) and str(colours) in of_pages():
        return False
    if last in PHOTOGRAPH:
        within = _within_jpeg(image, packing)
        return within in USUAL and within != channels and _set(image, within)
    if last in FAX + BILEVEL:
        return channels != 1 and _set(image, 1)
    bits = whole(image.get(Name.BitsPerComponent))
    if channels and bits in DEPTHS:
        return False
    return _set(image, *_measured(image, packing, channels, bits))


def _set(image: Stream, channels: int, bits: int = 0) -> bool:
    if channels_of(image.get(Name.ColorSpace)) != channels:
        image.ColorSpace = USUAL[channels]
    if bits:
        image.BitsPerComponent = bits
    decode = image.get(Name.Decode)
    if isinstance(decode, Array) and len(decode) != 2 * channels:
        del image[Name.Decode]
    return True


def _within_jpeg(image: Stream, packing: list[str]) -> int:
    """0 where it is not to be had."""
    data = image.read_raw_bytes()
    for name in packing[:-1]:
        if name not in FLATE:
            return 0
        data = inflated(data, keep=True)[1]
    for mark, start, _ in jpeg_parts(data):
        if mark in FRAMES and mark not in NO_FRAMES:
            return data[start + 9] if len(data) > start + 9 else 0
    return 0


def _measured(image: Stream, packing: list[str], channels: int, bits: int) -> tuple[int, int]:
    """What makes its points as many as there are."""
    data = image.read_raw_bytes()
    if len(packing) > 1 or not set(packing) <= set(FLATE) or (bits and bits not in DEPTHS):
        raise FileRejectedError("unusual")
    size = size_of(data)[0] if packing else len(data)
    for count in [channels] if channels else USUAL:
        for depth in [bits] if bits else DEPTHS:
            minimum = row_length(image, count, depth) * whole(image.get(Name.Height))
            if 0 < minimum <= size <= minimum + LINE_END:
                return count, depth
    raise FileRejectedError("unusual")


def row_length(image: Stream, channels: int, bits: int) -> int:
    """Of its points in a line, in bytes, with what foretells them."""
    how = image.get(Name.DecodeParms)
    how = how[0] if isinstance(how, Array) and len(how) == 1 else how
    predictor = whole(how.get(Name.Predictor)) if isinstance(how, Dictionary) else 0
    return (whole(image.get(Name.Width)) * channels * bits + 7) // 8 + (predictor >= PNG_PREDICTOR)


def channels_of(colours) -> int:
    """How many figures a colour has; 0 where that is not told."""
    if isinstance(colours, Name):
        return CHANNELS.get(str(colours), 0)
    if not isinstance(colours, Array) or not len(colours):
        return 0
    named, more = str(colours[0]), list(colours)[1:2]
    if named == "/ICCBased":
        return whole(more[0].get(Name.N)) if more and isinstance(more[0], Stream) else 0
    if named == "/DeviceN":
        return len(more[0]) if more and isinstance(more[0], Array) else 0
    return CHANNELS.get(named, 0)
