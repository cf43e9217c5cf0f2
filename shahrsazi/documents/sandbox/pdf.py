"""A PDF is opened, measured, reduced to its pages, written anew, and drawn once: what cannot be drawn is not taken."""

import math
import time
from decimal import Decimal
from itertools import count
from pathlib import Path

import pikepdf
from pikepdf import Name

from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox.file_types import PAGES, SIDE
from shahrsazi.documents.sandbox.pdf_apart import inherited
from shahrsazi.documents.sandbox.pdf_bombs import refuse_bombs
from shahrsazi.documents.sandbox.pdf_colours import settle_colours
from shahrsazi.documents.sandbox.pdf_covers import locks_attachments, refuse_covers
from shahrsazi.documents.sandbox.pdf_damage import damaged_streams
from shahrsazi.documents.sandbox.pdf_faxes import has_jbig2
from shahrsazi.documents.sandbox.pdf_fonts import lacks_fonts
from shahrsazi.documents.sandbox.pdf_signed import mark
from shahrsazi.documents.sandbox.pdf_strip import strip
from shahrsazi.documents.sandbox.pdf_where import pages_with
from shahrsazi.documents.sandbox.trailing_data import FILLING, MAX_FILLING
from shahrsazi.documents.where import on_pages

CLEAN = Path("clean")
OBJECTS, DEPTH = 400_000, 60
# A page without a size is drawn by everyone as A4 or its American cousin.
A4 = (0, 0, 595, 842)
DRAWN = 200


def admit(request: dict) -> list:
    source = Path(request["source"])
    with _opened(source) as pdf:
        repaired = _measure(pdf) or _around_or_damaged(source, pdf)
        clean, reasons = strip(pdf)
        pages, lacking = len(clean.pages), lacks_fonts(clean)
        reasons += [on_pages("fonts_missing", lacking, pages)] * bool(lacking)
        damaged = settle_colours(clean) | damaged_streams(clean)
        within = [] if repaired else pages_with(clean, damaged)
        if "signed_apart" in reasons:
            mark(clean, source.read_bytes())
        clean.save(
            CLEAN,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            compress_streams=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            fix_metadata_version=False,
        )
        whole, has_unseen = repaired or bool(pdf.get_warnings()), has_jbig2(clean)
    repaired = whole or bool(damaged)
    _draw(time.process_time() + request["seconds"] * 0.4, has_unseen)
    outcome = "neutralise" if "neutralised" in reasons else "repair" if repaired else "accept"
    where = on_pages("repaired", () if whole else within, pages)
    return [outcome, [where] * repaired + reasons, pages]


def _opened(source: Path) -> pikepdf.Pdf:
    """Without handing attributes down the tree of pages: that would walk it before we have seen that it ends."""
    try:
        pdf = pikepdf.open(source.open("rb"), inherit_page_attributes=False)  # its name may be no text
    except pikepdf.PasswordError:
        raise FileRejectedError("attachments_locked" if locks_attachments(source.read_bytes()) else "locked")
    except pikepdf.PdfError as error:
        unknown = "encryption dictionary" in str(error) and "unsupported" in str(error).lower()
        raise FileRejectedError("locked_otherwise" if unknown else "broken")
    # The owner's password may be none, and still every reader asks for the other.
    if pdf.is_encrypted and not pdf.user_password_matched:
        raise FileRejectedError("locked")
    return pdf


def _around_or_damaged(source: Path, pdf: pikepdf.Pdf) -> bool:
    data = source.read_bytes()
    behind = data[data.rfind(b"%%EOF") + 5 :] if b"%%EOF" in data else b""
    return bool(pdf.get_warnings()) or not data.startswith(b"%PDF-") or len(behind.strip(FILLING)) > MAX_FILLING


def _measure(pdf: pikepdf.Pdf) -> bool:
    """Within all limits, or FileRejectedError; True when something about the pages had to be put right."""
    if len(pdf.objects) > OBJECTS:
        raise FileRejectedError("too_much")
    pages = _leaves(pdf.Root.get(Name.Pages))
    lies = pages != pdf.Root.Pages.get(Name.Count)
    if not len(pdf.pages):
        raise FileRejectedError("no_pages")
    sized = [_sized(page) for page in pdf.pages]
    refuse_bombs(pdf)
    refuse_covers(pdf)
    return lies or not all(sized)


def _leaves(tree) -> int:
    """The pages of the tree, counted by walking it: a branch that returns to itself never ends, ten tens in a row are
    ten thousand million pages in two kilobytes."""
    leaves, steps, ahead = 0, count(), [(tree, ())]
    while ahead:
        node, above = ahead.pop()
        if not isinstance(node, pikepdf.Dictionary):
            continue
        if next(steps) > 20 * PAGES or leaves > PAGES:
            raise FileRejectedError("too_many_pages", most=PAGES)
        if node.objgen in above or len(above) > DEPTH:
            raise FileRejectedError("broken")
        if Name.Kids in node:
            ahead += [(kid, (*above, node.objgen)) for kid in _kids(node)]
        else:
            leaves += 1
    if leaves > PAGES:
        raise FileRejectedError("too_many_pages", most=PAGES)
    return leaves


def _kids(node) -> list:
    kids = node.Kids
    if not isinstance(kids, pikepdf.Array):
        raise FileRejectedError("broken")
    if len(kids) > 20 * PAGES:
        raise FileRejectedError("too_many_pages", most=PAGES)
    return list(kids)


def _sized(page: pikepdf.Page) -> bool:
    """False when the page had no size, and was given one."""
    box = _box(inherited(page.obj, Name.MediaBox))
    unit = page.obj.get(Name.UserUnit, 1)
    if box is None:
        page.obj.MediaBox = pikepdf.Array(A4)
        return False
    width, height = box[2] - box[0], box[3] - box[1]
    page.obj.MediaBox = pikepdf.Array(box)
    if not (width > 0 < height and float(unit) > 0) or min(width, height) * float(unit) < 1:
        raise FileRejectedError("page_without_size")
    if not (0 < float(unit) < math.inf and 1 <= width * float(unit) <= SIDE and 1 <= height * float(unit) <= SIDE):
        raise FileRejectedError("page_too_big")
    _crop(page.obj, box)
    _turn(page.obj)
    return True


def _crop(page: pikepdf.Dictionary, box: list[float]) -> None:
    """The part that is shown; one that shows nothing of the page is none."""
    shown = inherited(page, Name.CropBox)
    if shown is not None:
        left, bottom, right, top = _box(shown) or box
        if max(left, box[0]) < min(right, box[2]) and max(bottom, box[1]) < min(top, box[3]):
            page.CropBox = pikepdf.Array([left, bottom, right, top])
        else:
            page.CropBox = pikepdf.Array(box)


def _turn(page: pikepdf.Dictionary) -> None:
    """By quarters, as the best readers do: of any other angle each makes something else."""
    turned = inherited(page, Name.Rotate)
    if turned is not None:
        whole = isinstance(turned, int | Decimal) and turned % 90 == 0
        page.Rotate = int(turned) % 360 if whole else 0


def _box(value) -> list[float] | None:
    """Its corners from the least to the most: any two that face each other may stand in the file."""
    try:
        x, y, to_x, to_y = (float(n) for n in value)
    except (TypeError, ValueError):
        return None
    box = [min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)]
    return box if all(map(math.isfinite, box)) else None


def _draw(until: float, has_unseen: bool) -> None:
    """Every page is opened, and drawn small while there is time; the pictures made later draw them all. Whether its
    pictures were seen is asked where some are of a kind of which only that tells."""
    import pypdfium2

    drawn = pypdfium2.PdfDocument(str(CLEAN))
    if not len(drawn):
        raise FileRejectedError("no_pages")
    for page in map(drawn.get_page, range(len(drawn))):
        if time.process_time() < until:
            page.render(scale=DRAWN / max(1, *page.get_size())).close()
            if has_unseen:
                _refuse_unseen(page)
        page.close()


def _refuse_unseen(page) -> None:
    """Of JBIG2 its decoder alone knows whether there is a picture in it; where there is none the page stays white."""
    import pypdfium2.raw as library

    for item in page.get_objects(filter=[library.FPDF_PAGEOBJ_IMAGE], max_depth=DEPTH):
        if "JBIG2Decode" in item.get_filters():
            bitmap = library.FPDFImageObj_GetBitmap(item)
            if not bitmap:
                raise FileRejectedError("broken")
            library.FPDFBitmap_Destroy(bitmap)
