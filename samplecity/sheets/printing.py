"""Sets a sheet with typst, and scans it as an office would: in colour, in grey, as a fax, or not at all."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zlib import crc32

import pypdfium2
import typst
from PIL import Image

HERE = Path(__file__).parent
_FONTS = HERE.parents[1] / "shahrsazi" / "pages" / "fonts"
# The same sheet gives the same bytes: its file bears no day of making.
_FIXED_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_POINTS, _DOTS, _FAX_DOTS, _INK_BELOW, _FINE = 72, 110, 150, 160, 58
_PAPER: dict[str, float | tuple[float, ...]] = {"RGB": (252, 251, 247), "L": 250}


def printed(template: str, sheet: dict, name: str) -> bytes:
    """The scan of that name; how it is made follows from `scan` in the sheet and from the end of the name."""
    whole, ends = _set(template, sheet), name.rsplit(".", 1)[1]
    return whole if ends == "pdf" else _SCANNERS[ends, sheet.get("scan", "")](whole, name)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS])


def _set(template: str, sheet: dict) -> bytes:
    return typst.compile(
        HERE / f"{template}.typ",
        root=HERE,
        font_paths=_fonts(),
        sys_inputs={"said": json.dumps(sheet, ensure_ascii=False)},
        format="pdf",
        timestamp=_FIXED_DATE,
    )


def _images(whole: bytes, dots: int, mode: str) -> list[Image.Image]:
    with pypdfium2.PdfDocument(whole) as pdf:
        return [page.render(scale=dots / _POINTS, grayscale=mode == "L").to_pil().convert(mode) for page in pdf]


def _askew(image: Image.Image, name: str) -> Image.Image:
    """As a hand lays it on the glass; how much follows from the name."""
    turn = crc32(name.encode()) % 13 / 15 - 0.4
    return image.rotate(turn, Image.Resampling.NEAREST, fillcolor=_PAPER[image.mode])


def _photographed(mode: str) -> Callable[[bytes, str], bytes]:
    def scan(whole: bytes, name: str) -> bytes:
        (image,) = _images(whole, _DOTS, mode)
        return _saved([_askew(image, name)], format="JPEG", quality=_FINE, dpi=(_DOTS, _DOTS))

    return scan


def _grey_pages(whole: bytes, name: str) -> bytes:
    pages = [_askew(page, f"{name}{n}") for n, page in enumerate(_images(whole, _DOTS, "L"))]
    return _saved(pages, format="TIFF", compression="jpeg", quality=_FINE, dpi=(_DOTS, _DOTS))


def _faxed(whole: bytes, name: str) -> bytes:
    pages = [_in_ink(page) for page in _images(whole, _FAX_DOTS, "L")]
    return _saved(pages, format="TIFF", compression="group4", dpi=(_FAX_DOTS, _FAX_DOTS))


def _in_ink(image: Image.Image) -> Image.Image:
    return image.point(lambda grey: 255 * (grey > _INK_BELOW)).convert("1", dither=Image.Dither.NONE)


def _drawn(whole: bytes, name: str) -> bytes:
    (image,) = _images(whole, _DOTS, "L")
    return _saved([image.quantize(16)], format="PNG", optimize=False, dpi=(_DOTS, _DOTS))


def _saved(pages: list[Image.Image], **how: Any) -> bytes:
    stored = BytesIO()
    more: dict[str, Any] = {"save_all": True, "append_images": pages[1:]} if pages[1:] else {}
    pages[0].save(stored, **how, **more)
    return stored.getvalue()


_SCANNERS = {
    ("jpg", ""): _photographed("RGB"),
    ("jpg", "grey"): _photographed("L"),
    ("tif", "grey"): _grey_pages,
    ("tif", ""): _faxed,
    ("png", ""): _drawn,
}
