"""Whatever was admitted can be taken along: the watermark lies on pages of every box, unit, turn and size."""

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdfium2
import pytest
import strange_files as strange
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from shahrsazi.documents.sandbox import FileRejectedError, admit, stamp

LINES = ["این یک سند رسمی نیست", "۱۴۰۵/۰۹/۰۲ — ***۱۲۳۲"]
coordinates = st.integers(-20_000, 20_000) | st.floats(-3_000, 3_000).map(lambda n: round(n, 3))
boxes = st.tuples(coordinates, coordinates, coordinates, coordinates)
units = st.sampled_from([1, 1, 1, Decimal("0.001"), Decimal("0.1"), 2, 10, 75])
turns = st.sampled_from([None, 0, 90, 180, 270, 360, 450, -90, -180, 45, 1])


def written(box, crop, unit, turned) -> bytes:
    """A page of its own, without content."""
    rows = [f"/MediaBox[{' '.join(f'{n:f}' for n in box)}]", f"/UserUnit {unit}"]
    rows += [f"/CropBox[{' '.join(f'{n:f}' for n in crop)}]"] if crop else []
    rows += [f"/Rotate {turned}"] if turned is not None else []
    return strange.one_page("".join(rows).encode())


def ink(path, page_number: int = 0) -> int:
    page = pypdfium2.PdfDocument(path)[page_number]
    image = page.render(scale=1_200 / max(page.get_size())).to_pil().convert("L")
    return sum(image.histogram()[:252])


@given(boxes, st.none() | boxes, units, turns)
@settings(max_examples=25, deadline=None)
def test_every_page_that_is_taken_can_be_taken_along(box, crop, unit, turned):
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.pdf").write_bytes(written(box, crop, unit, turned))
        try:
            found = admit(folder / "a.pdf", "a.pdf", folder / "out")
        except FileRejectedError as refused:
            assert refused.reason in ("page_too_big", "page_without_size")
            return
        marked = stamp(found.path, "pdf", LINES, folder / "marked", rtl=True)
        with pikepdf.open(marked) as pdf:
            assert len(pdf.pages) == 1 and not pdf.check_pdf_syntax()


@pytest.mark.parametrize("unit", ["0.001", "0.5", "1", "7", "100"])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (2, 3, 0, 1), (0, 3, 2, 1), (2, 1, 0, 3)])
def test_the_mark_is_legible_whatever_the_unit_and_the_order_of_the_corners(tmp_path, unit, turned, order):
    scale = float(unit)
    corners = [10 / scale, 20 / scale, 610 / scale, 862 / scale]
    (tmp_path / "a.pdf").write_bytes(written([corners[i] for i in order], None, unit, turned))
    found = admit(tmp_path / "a.pdf", "a.pdf", tmp_path / "out")
    assert 2_000 < ink(stamp(found.path, "pdf", LINES, tmp_path / "marked", rtl=True)) < 200_000


@pytest.mark.parametrize("size", [(9, 14_400), (14_400, 9), (3, 3), (14_400, 14_400), (595, 14_400), (2_384, 3_370)])
def test_the_strangest_sheets_are_marked(tmp_path, size):
    (tmp_path / "a.pdf").write_bytes(written([0, 0, *size], None, 1, None))
    found = admit(tmp_path / "a.pdf", "a.pdf", tmp_path / "out")
    assert ink(stamp(found.path, "pdf", LINES, tmp_path / "marked", rtl=True)) > 0


@given(st.integers(1, 900), st.integers(1, 900), st.sampled_from(["PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP"]))
@settings(max_examples=15, deadline=None)
def test_every_picture_that_is_taken_can_be_taken_along(width, height, kind):
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / f"a.{kind.lower()}"
        source.write_bytes(strange.encoded(Image.new("RGB", (width, height), "white"), kind))
        found = admit(source, source.name, folder / "out")
        with Image.open(stamp(found.path, found.extension, LINES, folder / "marked", rtl=True)) as image:
            assert image.size == (width, height)
            assert min(width, height) < 60 or ImageChops.invert(image.convert("L")).getbbox()
