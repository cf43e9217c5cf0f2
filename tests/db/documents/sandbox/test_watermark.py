"""The watermark: on every page, legible and discreet, the same each time, and nothing in its words is a command."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import strange_files as strange
from conftest import ROOT
from PIL import Image, ImageChops

from shahrsazi.documents.sandbox import stamp

DATA = ROOT / "tests" / "data"
LINES = ["این یک سند رسمی نیست — ۱۴۰۵/۰۹/۰۲ — ***۱۲۳۲", "شهرداری اصفهان"]


@pytest.fixture
def stamped(tmp_path):
    def make(content: bytes, extension: str, lines=LINES, into: str = "out") -> Path:
        source = tmp_path / f"clean.{extension}"
        source.write_bytes(content)
        return stamp(source, extension, lines, tmp_path / into, rtl=True)

    return make


def change(before: Image.Image, after: Image.Image) -> Image.Image:
    return ImageChops.difference(before.convert("RGB"), after.convert("RGB")).convert("L")


def strongest(image: Image.Image, box) -> int:
    return image.crop(tuple(map(int, box))).getextrema()[1]


def pages(source) -> list[Image.Image]:
    return [page.render(scale=2).to_pil() for page in pypdfium2.PdfDocument(source)]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_every_page_of_a_pdf_has_it_at_the_foot_as_the_page_is_seen(stamped, turned):
    content = strange.raw_pdf(
        strange.CATALOGUE,
        b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[100 200 500 800]/Rotate %d/Contents 5 0 R>>" % turned,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 5 0 R>>",
        b"<</Length 20>>\nstream\nq 9 0 0 9 500 500 cm\nendstream",
    )
    before, after = pages(content), pages(stamped(content, "pdf"))
    for first, second in zip(before, after, strict=True):
        found = change(first, second)
        width, height = found.size
        assert strongest(found, (0, height * 0.92, width, height)) > 150, "legible at the foot"
        assert 8 < strongest(found, (0, 0, width, height * 0.9)) < 60, "pale across the page"


def test_the_overlay_of_pages_of_one_size_is_kept_once(stamped):
    with pikepdf.open(stamped(strange.pdf(40), "pdf")) as pdf:
        laid = [form for page in pdf.pages for name, form in page.obj.Resources.XObject.items() if "Overlaid" in name]
        forms = {form.objgen for form in laid}
        assert len(forms) == 1 and len(pdf.pages) == 40


MODES = ("L", "RGB", "RGBA", "P", "1", "I;16", "LA")
NO_JPEG = ("RGBA", "P", "I;16", "LA")


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        (kind, mode)
        for kind in ("PNG", "JPEG", "TIFF", "WEBP")
        for mode in MODES
        if kind != "JPEG" or mode not in NO_JPEG
    ],
)
def test_a_picture_keeps_its_kind_and_size_and_bears_it(stamped, kind, mode):
    content = strange.encoded(Image.new("L", (600, 800), 255).convert(mode), kind)
    extension = "jpg" if kind == "JPEG" else kind.lower()
    with Image.open(stamped(content, extension), formats=[kind]) as found:
        found.load()
        darkest = (
            found.convert("I").getextrema()[0] if mode == "I;16" else found.convert("RGB").convert("L").getextrema()[0]
        )
        assert found.size == (600, 800) and darkest < 120


def test_a_fax_stays_black_and_white_with_all_its_pages(stamped):
    before = (DATA / "scans/pillow_g4-multi.tiff").read_bytes()
    with Image.open(stamped(before, "tiff")) as found:
        assert (found.n_frames, found.mode, found.info["compression"]) == (3, "1", "group4")


def test_a_jpeg_keeps_its_tables(stamped):
    content = strange.picture("JPEG", size=(600, 400), quality=40)
    with Image.open(stamped(content, "jpg")) as found:
        assert found.quantization[0][0] > 15


@pytest.mark.parametrize("extension", ["pdf", "png", "jpg", "tiff", "webp"])
def test_the_same_lines_over_the_same_file_give_the_same_bytes(stamped, extension):
    kind = {"jpg": "JPEG"}.get(extension, extension.upper())
    content = strange.pdf(2) if extension == "pdf" else strange.picture(kind, size=(300, 200))
    first = stamped(content, extension).read_bytes()
    assert stamped(content, extension, into="again").read_bytes() == first
    assert stamped(content, extension, lines=["چیز دیگر"], into="third").read_bytes() != first


@pytest.mark.parametrize(
    "words", ['#import "x"', "#panic()", '")\n#read("/etc/passwd")', "$ * _ ` <a> @b \\", "", "م" * 5000]
)
def test_words_are_never_commands(stamped, words):
    assert stamped(strange.pdf(), "pdf", lines=[words]).stat().st_size
    assert stamped(strange.pdf(), "pdf", lines=[]).stat().st_size


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (9000, 12)])
def test_the_strangest_shapes_do_not_break_it(stamped, size):
    with Image.open(stamped(strange.picture("PNG", size=size), "png")) as found:
        assert found.size == size
