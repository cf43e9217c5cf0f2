"""Pictures of what was admitted: of every page, no larger than asked, light enough for a slow line."""

import json

import pytest
import strange_files as strange
from conftest import ROOT
from PIL import Image, ImageChops, ImageStat

from shahrsazi.documents.sandbox import FileRejectedError, admit, render

DATA = ROOT / "tests" / "data"


@pytest.fixture
def pictured(tmp_path):
    """Admits a file of the data or some bytes, then has it pictured."""

    def make(source, name: str, **asked):
        if isinstance(source, bytes):
            (tmp_path / "source").write_bytes(source)
            source = tmp_path / "source"
        found = admit(source, name, tmp_path)
        return {(p.page, p.size, p.kind): p for p in render(found.path, found.extension, tmp_path / "made", **asked)}

    return make


def test_every_page_has_its_sizes_and_forms_and_they_are_true(pictured):
    made = pictured(DATA / "scans/pillow_g4-multi.tiff", "a.tif", sizes=("thumb", "screen", "large"))
    forms = [("thumb", "webp"), ("screen", "avif"), ("screen", "webp"), ("large", "webp")]
    assert set(made) == {(page, *form) for page in (1, 2, 3) for form in forms}
    for (_, size, kind), found in made.items():
        with Image.open(found.path, formats=[kind.upper()]) as image:
            image.load()
            assert image.size == (found.width, found.height)
            assert max(image.size) == {"thumb": 240, "screen": 1600, "large": 3600}[size]


def test_only_the_pages_that_are_asked_for_are_drawn(pictured):
    made = pictured(strange.pdf(9), "a.pdf", sizes=("thumb",), first=3, last=5)
    assert [page for page, _, _ in made] == [3, 4, 5]
    made = pictured(DATA / "scans/pillow_multipage.tiff", "a.tif", sizes=("thumb",), first=2, last=99)
    assert [page for page, _, _ in made] == [2, 3]
    assert pictured(strange.pdf(2), "a.pdf", sizes=("thumb",), first=3) == {}


def test_a_small_picture_is_not_blown_up_and_a_line_is_still_a_picture(pictured):
    assert pictured(strange.picture("PNG"), "a.png", sizes=("screen",))[1, "screen", "webp"].width == 60
    long = pictured(strange.picture("PNG", size=(1, 5000)), "a.png", sizes=("thumb", "screen"))
    assert [(p.width, p.height) for p in long.values()] == [(1, 1600), (1, 1600), (1, 240)]


@pytest.mark.parametrize("name", ["scans/bops_plan.pdf", "scans/bops_floorplan_2.png", "scans/bops_elevations.pdf"])
def test_the_first_readable_picture_is_light(pictured, name):
    made = pictured(DATA / name, name, sizes=("thumb", "screen"))
    weights = {(size, kind): found.path.stat().st_size for (_, size, kind), found in made.items()}
    assert weights["screen", "avif"] < 70_000 and weights["screen", "webp"] < 90_000
    assert weights["thumb", "webp"] < 9_000


def test_a_photograph_full_of_points_is_written_more_coarsely(pictured):
    noise = Image.effect_noise((1600, 1600), 90).convert("RGB")
    made = pictured(strange.encoded(noise, "JPEG", quality=95), "a.jpg", sizes=("screen",))
    assert made[1, "screen", "avif"].path.stat().st_size < 0.7 * len(
        strange.encoded(noise, "AVIF", quality=38, speed=8)
    )


def test_what_is_see_through_lies_on_white_and_deep_greys_are_not_cut(pictured):
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    clear.putpixel((9, 9), (0, 0, 0, 255))
    assert brightness(pictured(strange.encoded(clear, "PNG"), "a.png", sizes=("screen",))) > 250
    deep = strange.encoded(Image.new("I;16", (40, 40), 32768), "PNG")
    assert 120 < brightness(pictured(deep, "a.png", sizes=("screen",))) < 136


def brightness(made: dict) -> float:
    with Image.open(made[1, "screen", "webp"].path) as image:
        return ImageStat.Stat(image.convert("L")).mean[0]


def test_colours_stay_and_grey_is_written_as_grey(pictured):
    red = pictured(strange.encoded(Image.new("RGB", (300, 300), "red"), "PNG"), "a.png", sizes=("screen",))
    with Image.open(red[1, "screen", "webp"].path) as image:
        assert image.convert("RGB").getpixel((9, 9))[0] > 240 > 20 > image.convert("RGB").getpixel((9, 9))[1]
    grey = pictured(DATA / "scans/pillow_g4-multi.tiff", "a.tif", sizes=("screen",), last=1)
    with Image.open(grey[1, "screen", "avif"].path) as image:
        red, green, blue = image.convert("RGB").split()
    assert ImageChops.difference(red, green).getbbox() is ImageChops.difference(red, blue).getbbox() is None


def test_pages_are_turned_as_the_pdf_says(pictured):
    made = pictured(strange.one_page(b"/Rotate 90"), "a.pdf", sizes=("thumb",))
    assert made[1, "thumb", "webp"].width == 240 > made[1, "thumb", "webp"].height


def test_the_heads_of_pictures_are_read_without_a_decoder(tmp_path):
    from shahrsazi.documents.sandbox.image_size import size_of

    for kind, how in [("PNG", {}), ("JPEG", {}), ("WEBP", {}), ("WEBP", {"lossless": True}), ("AVIF", {})]:
        head = strange.picture(kind, size=(123, 77), **how)[:4096]
        assert size_of(head, {"JPEG": "jpg"}.get(kind, kind.lower())) == (123, 77), kind
    clear = strange.picture("WEBP", size=(123, 77), mode="RGBA", exif=Image.Exif())
    assert size_of(clear, "webp") == (123, 77)
    for kind in ("png", "jpg", "webp", "avif", "svg", "json"):
        assert size_of(b"", kind) is None and size_of(b"nonsense" * 9, kind) is None
    assert size_of(json.dumps({}).encode(), "json") == size_of(b"<svg", "svg") == (0, 0)


def test_a_file_that_is_not_what_it_was_admitted_as_gives_no_picture(tmp_path):
    (tmp_path / "clean.png").write_bytes(b"nonsense")
    with pytest.raises(FileRejectedError):
        render(tmp_path / "clean.png", "png", tmp_path / "made", sizes=("thumb",))
