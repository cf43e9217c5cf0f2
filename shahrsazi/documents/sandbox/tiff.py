"""The pages of a TIFF: one after the other, so that never more than one is in memory; what only repeats one is none."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

from PIL import Image, ImagePalette, TiffImagePlugin

from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox.fax_hanging import Budget, refuse_other_codings
from shahrsazi.documents.sandbox.file_types import ALL_PIXELS, PAGES
from shahrsazi.documents.sandbox.images import dots, upright
from shahrsazi.documents.sandbox.jpegs import Jpegs
from shahrsazi.documents.sandbox.likeness import coarse, is_alike
from shahrsazi.documents.sandbox.overheard import overhear
from shahrsazi.documents.sandbox.points import MILLION, fit_within, is_unknown
from shahrsazi.documents.sandbox.see_through import loses_on_white, refuse_transparent
from shahrsazi.documents.sandbox.tiff_pieces import breaks_off, faxes_of, rows_of

CLEAN = Path("clean")
EVERY = range(1, PAGES + 2)
SUBFILE, OLD_SUBFILE, WITHIN = 254, 255, 330
REDUCED, ONE_OF_MANY, MASK = 1, 2, 4
BITS, PACKING, PLANES, COLOURS, FORMAT = 258, 259, 284, 320, 339
APART, SIGNED = 2, 2
# Its decoders count whole words from wherever a piece lies in memory.
FAX_IN_WORDS = 32771
# Old files say it in another tag, and with another figure.
OLD_REDUCED = 2
# A smaller copy rounds its sides.
ROUNDING = 0.06
PACKINGS = {"jpeg": "jpeg", "tiff_jpeg": "jpeg", "tiff_adobe_deflate": "tiff_adobe_deflate"}


def write_pages(image: Image.Image) -> list[set[str]]:
    """What is to be said of each."""
    _not_too_many(image)
    numbers, jpegs, budget = _own_pages(image), Jpegs(), Budget()
    with TiffImagePlugin.AppendingTiffWriter(str(CLEAN), new=True) as file:
        return [_page(page, file, jpegs, budget) for page in frames(image, numbers)]


def _not_too_many(image: Image.Image) -> None:
    """Told by the directories alone, before the first page is decoded."""
    if _goes_to(image, PAGES + 1):
        raise FileRejectedError("too_many_pages", most=PAGES)
    image.seek(0)


def _goes_to(image: Image.Image, number: int) -> bool:
    """Turned to that page, and nothing that was noted of another counts for it; False where there is none."""
    if image.tell() == number - 1:
        return True
    noted, image.info = image.info, {}
    try:
        image.seek(number - 1)
    except EOFError:
        image.info = noted
        return False
    except (SyntaxError, OSError) as error:
        raise FileRejectedError("unusual" if is_unknown(error) else "broken")
    return True


class _Page:
    """What a directory says of its picture."""

    def __init__(self, number: int, image: Any):
        tags = image.tag_v2
        flags = tags.get(SUBFILE, 0)
        flags = flags if isinstance(flags, int) else 0
        self.number, self.size, self.within = number, image.size, WITHIN in tags
        self.reduced = bool(flags & REDUCED) or tags.get(OLD_SUBFILE) == OLD_REDUCED
        # What is called a page as well is one.
        self.mask = bool(flags & MASK) and not flags & ONE_OF_MANY

    def repeats(self, other: "_Page") -> bool:
        """Whether this is that one made smaller: of the same size it is none, whatever is said of it."""
        if self.size == other.size:
            return False
        if other.reduced or other.mask or self.size[0] > other.size[0] or self.size[1] > other.size[1]:
            return False
        across, down = self.size[0] / other.size[0], self.size[1] / other.size[1]
        return abs(across - down) <= ROUNDING * max(across, down) + 1 / min(other.size)


def _own_pages(image: Image.Image) -> list[int]:
    """Their numbers in the file, without thumbnails, the steps of a pyramid, and masks."""
    pages: list[_Page] = []
    while len(pages) < PAGES and _goes_to(image, len(pages) + 1):
        pages.append(_Page(len(pages) + 1, image))
    look = cache(partial(_look, image))
    own = [page for page in pages if not _stands_in(page, pages, look)]
    if any(page.reduced and page.within for page in own):
        raise FileRejectedError("only_preview")
    return [page.number for page in own]


def _stands_in(page: _Page, pages: list[_Page], look: Callable[[int], Image.Image | None]) -> bool:
    """What is called another made smaller must look like it, too: some programs call so what is a page."""
    if page.mask:
        return any(page.size == other.size for other in pages if not other.mask)
    others = [other for other in pages if page.reduced and page.repeats(other)]
    return any(_are_alike(look(page.number), look(other.number)) for other in others)


def _are_alike(look: Image.Image | None, other: Image.Image | None) -> bool:
    return look is None or other is None or is_alike(look, other)


def _look(image: Any, number: int) -> Image.Image | None:
    """Nothing of a preview that does not open: that is no reason to refuse the page which it stands for. Opened anew,
    since points that were looked at may be changed."""
    try:
        with Image.open(image.filename, formats=["TIFF"]) as anew:
            return coarse(upright(next(frames(anew, [number]))))
    except (FileRejectedError, OSError):
        return None


def _page(page: Any, file, jpegs: Jpegs, budget: Budget) -> set[str]:
    packing, how, rows, height, faxes = packing_of(page), dots(page), rows_of(page), page.height, faxes_of(page)
    cut = breaks_off(page, jpegs, faxes, budget)
    try:
        with overhear() as messages:
            points = upright(page)
    except OSError:
        raise FileRejectedError("unusual" if messages.is_unknown_packing() else "broken")
    for fax in faxes if messages.is_damage() else ():
        refuse_other_codings(*fax)
    if messages.leaves_nothing(rows, height):
        raise FileRejectedError("broken")
    refuse_transparent(points)
    write_page(points, file, packing, how)
    return {*["repaired"] * (cut or messages.is_damage()), *["white_on_grey"] * loses_on_white(points)}


def packing_of(page: Image.Image) -> str:
    """As it was packed, as far as anyone would still pack so; without loss it is LZW, five times as fast."""
    return PACKINGS.get(str(page.info.get("compression")), "tiff_lzw")


def write_page(points: Image.Image, file, packing: str, how: dict) -> None:
    """One page after the others, so that never more than one is in memory."""
    if points.mode == "1":
        packing = "group4"
    elif packing == "jpeg" and points.mode not in ("L", "RGB"):
        packing = "tiff_lzw"
    finer = {"quality": 92} if packing == "jpeg" else {}
    points.encoderinfo, points.encoderconfig = {}, ()
    points.save(file, format="TIFF", compression=packing, **finer, **how)
    file.newFrame()


def frames(image: Image.Image, wanted: Iterable[int] = EVERY) -> Iterator[Image.Image]:
    """The pages of these numbers, each within the limits before it is decoded, all together too."""
    points = 0
    for number in wanted:
        if not _goes_to(image, number):
            return
        fit_within(image)
        points += image.width * image.height
        if points > ALL_PIXELS:
            raise FileRejectedError("too_many_pixels", most=ALL_PIXELS // MILLION)
        _refuse_misread(image)
        _with_whole_colours(image)
        yield image


def _refuse_misread(image: Any) -> None:
    """What the decoder takes for something else without a word: planes of sixteen bits or of two, figures below 0."""
    tags = image.tag_v2
    bits, planes = tags.get(BITS, (1,)), tags.get(PLANES) == APART
    if tags.get(PACKING) == FAX_IN_WORDS:
        raise FileRejectedError("unusual")
    deep = planes and tags.get(PACKING, 1) == 1 and 16 in bits
    if deep or (planes and len(bits) == 2) or (8 in bits and SIGNED in tags.get(FORMAT, (1,))):
        raise FileRejectedError("unusual")


def _with_whole_colours(image: Any) -> None:
    """Some programs write the colours of a palette in eight bits instead of sixteen: all of them were black."""
    colours = image.tag_v2.get(COLOURS)
    if image.mode == "P" and colours and 0 < max(colours) < 256:
        image.palette = ImagePalette.raw("RGB;L", bytes(colours))
