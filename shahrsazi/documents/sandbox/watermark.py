"""Lays a discreet watermark over every page: what the paper is not, when it was fetched, and for whom."""

import json
import math
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

import typst

from shahrsazi.documents.sandbox.file_types import KINDS

HERE = Path(__file__).parent
FONTS = HERE.parent.parent / "pages" / "fonts"
CLEAN = Path("clean")
LINES, LETTERS = 4, 120
# Finer than this no letter of it gets more legible; a larger picture has it enlarged.
FINEST = 1_800
BAND, BICUBIC = 512, 3
# The sides of the sheet on which the lines are set, at most.
SHORTER, LONGER = 595, 12_000


def stamp(request: dict) -> None:
    stamp_data = {
        "lines": [line[:LETTERS] for line in request["lines"][:LINES]] or [""],
        "language": "fa" if request["rtl"] else "en",
    }
    if request["kind"] == "pdf":
        _pdf(Path(request["source"]), stamp_data)
    else:
        _raster(Path(request["source"]), request["kind"], stamp_data)


def _overlay(stamp_data: dict, width: float, height: float, **how) -> bytes:
    """The lines are data: nothing that stands in them is read as a command."""
    letters = max(8, len(stamp_data["lines"][0]))
    across = min((width**2 + height**2) ** 0.5 * 0.8 / letters * 1.9, min(width, height) * 0.09)
    page_data = stamp_data | {"width": round(width, 2), "height": round(height, 2), "across": round(across, 2)}
    inputs = {"said": json.dumps(page_data, ensure_ascii=False)}
    return typst.compile(str(HERE / "stamp.typ"), root=str(HERE), font_paths=fonts(), sys_inputs=inputs, **how)


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])


def _pdf(source: Path, stamp_data: dict) -> None:
    import pikepdf

    from shahrsazi.documents.sandbox.pdf_apart import Apart

    with pikepdf.open(source) as pdf:
        laid, apart = {}, Apart(pdf)
        for page in pdf.pages:
            box, turned = _seen_box(page), _quarters(page) * 90
            width, height = box[2] - box[0], box[3] - box[1]
            seen = (height, width) if turned in (90, 270) else (width, height)
            scale = _scale(*seen)
            size = tuple(max(1, round(side / scale)) for side in seen)
            if size not in laid:
                laid[size] = _form(pdf, _overlay(stamp_data, *size, format="pdf"))
            apart.page(page.obj)
            _lay(page, laid[size], f"/Overlaid{list(laid).index(size)}", _turn(turned, scale, *box))
        pdf.save(CLEAN, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _seen_box(page) -> list[float]:
    """The corners of what is seen of a page, from the smallest to the largest."""
    sheet, box = _ordered(page.mediabox), _ordered(page.cropbox)
    seen = [max(sheet[0], box[0]), max(sheet[1], box[1]), min(sheet[2], box[2]), min(sheet[3], box[3])]
    return seen if seen[0] < seen[2] and seen[1] < seen[3] else sheet


def _ordered(box) -> list[float]:
    x, y, to_x, to_y = map(float, box)
    return [min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)]


def _quarters(page) -> int:
    """How often the page is turned to the right; whatever is no number of quarters turns nothing."""
    turned = page.obj.get("/Rotate", 0)
    turned = float(turned) if isinstance(turned, int | Decimal) else 0
    return int(turned) // 90 % 4 if turned % 90 == 0 else 0


def _scale(width: float, height: float) -> float:
    """The lines are set on a sheet of a usual size: units of a page may be as small or large as its writer likes."""
    shorter, longer = sorted((width, height))
    return max(shorter / SHORTER, longer / LONGER)


def _form(pdf, overlay: bytes):
    import pikepdf

    with pikepdf.open(BytesIO(overlay)) as drawn:
        form = pdf.copy_foreign(drawn.pages[0].as_form_xobject())
        # Read now: the overlay is closed before the file is written.
        form.write(form.read_bytes())
        return form


def _lay(page, form, name: str, turn: str) -> None:
    """Above what is there, which is a drawing apart."""
    page.obj.Resources.XObject[name] = form
    page.contents_add(f"q {turn} cm {name} Do Q".encode())


def _turn(turned: int, scale: float, left: float, bottom: float, right: float, top: float) -> str:
    """From the page as it is seen to the page as it is written."""
    s = scale
    matrices = {90: (0, s, -s, 0, right, bottom), 180: (-s, 0, 0, -s, right, top), 270: (0, -s, s, 0, left, top)}
    return " ".join(f"{n:.6f}" for n in matrices.get(turned, (s, 0, 0, s, left, bottom)))


def _raster(source: Path, kind: str, stamp_data: dict) -> None:
    from PIL import TiffImagePlugin

    from shahrsazi.documents.sandbox.images import dots, open_image, save_options
    from shahrsazi.documents.sandbox.tiff import frames, packing_of, write_page
    from shahrsazi.documents.sandbox.trailing_data import TrailingData, trailing_data_of

    with open_image(source, kind) as image:
        if kind == "tiff":
            with TiffImagePlugin.AppendingTiffWriter(str(CLEAN), new=True) as file:
                for page in frames(image):
                    packing, how = packing_of(page), dots(page)
                    write_page(_under(page, stamp_data), file, "jpeg" if packing == "jpeg" else "tiff_lzw", how)
        else:
            how = save_options(
                image, KINDS[kind].stored_as, trailing_data_of(source, kind) if kind == "webp" else TrailingData()
            )
            _under(image, stamp_data).save(CLEAN, **how)


def _under(image, stamp_data: dict):
    """The picture with the overlay on it, in the colours it had; black and white stays so, its paler parts as dots."""
    from PIL import Image

    had = image.mode
    image = _eight_bits(image)
    for position, band in _bands(stamp_data, *image.size):
        if image.mode == "RGBA":
            image.alpha_composite(band, position)
        else:
            image.paste(band.convert(image.mode), position, mask=band.getchannel("A"))
    return image.convert("1", dither=Image.Dither.FLOYDSTEINBERG) if had == "1" else image


def _eight_bits(image):
    """In a mode that takes a colour; of the rest of the file nothing comes along."""
    image.load()
    if image.mode == "I;16":
        image = image.convert("I").point(lambda v: v * (1 / 256))
    see_through = image.mode == "LA" or "transparency" in image.info
    mode = "RGBA" if see_through else {"1": "L", "I": "L", "P": "RGB"}.get(image.mode, image.mode)
    converted = image.convert(mode)
    converted.info = {}
    return converted


def _bands(stamp_data: dict, width: int, height: int):
    """The overlay enlarged piece by piece, and only where something is drawn: whole, it would need more memory than the
    picture itself."""
    drawn = _overlay_of(stamp_data, width, height)
    across, down = drawn.width / width, drawn.height / height
    for top in range(0, height, BAND):
        deep = min(BAND, height - top)
        inked = drawn.crop((0, int(top * down), drawn.width, math.ceil((top + deep) * down))).getchannel("A").getbbox()
        if inked:
            left, right = int(inked[0] / across), min(width, math.ceil(inked[2] / across) + 1)
            box = (left * across, top * down, min(right * across, drawn.width), (top + deep) * down)
            yield (left, top), drawn.resize((right - left, deep), resample=BICUBIC, box=box)


def _overlay_of(stamp_data: dict, width: int, height: int):
    """One unit is a point of an A4 page's width, whatever the resolution."""
    from PIL import Image

    units = 595 / min(width, height)
    fine = min(1, FINEST / max(width, height))
    drawn = _overlay(stamp_data, width * units, height * units, format="png", ppi=72 / units * fine)
    with Image.open(BytesIO(drawn), formats=["PNG"]) as overlay:
        return overlay.convert("RGBA")
