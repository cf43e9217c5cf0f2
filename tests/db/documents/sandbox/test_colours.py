"""The colour of a seal, a signature or a correction stays in every picture, on a sheet however large and grey."""

import struct
import zlib

import pytest
import strange_files as strange
from PIL import Image, ImageChops, ImageCms, ImageDraw

from shahrsazi.documents.sandbox import admit, colours, render

A0 = (2384, 3370)
SIZES = {"thumb", "screen", "large"}
# Strokes and stamps in millimetres of an A0: width of the line, and of what is drawn.
MARKS = {
    "a seal": (2, 40, "red"),
    "a signature": (0.7, 50, "blue"),
    "a correction": (0.5, 25, "red"),
    "a pale stamp": (30, 30, (255, 236, 236)),
    "a green tick": (1, 15, (0, 130, 60)),
}


@pytest.fixture
def pictured(tmp_path):
    """The colourfulness of each picture that is made of a file: how far the channels lie apart, at most."""

    def make(content: bytes, name: str) -> dict:
        (tmp_path / "source").write_bytes(content)
        found = admit(tmp_path / "source", name, tmp_path / "out")
        made = render(found.path, found.extension, tmp_path / "made", sizes=("thumb", "screen"))
        made += render(found.path, found.extension, tmp_path / "made", sizes=("large",))
        return {(one.size, one.kind): colourfulness(one.path) for one in made}

    return make


def colourfulness(path) -> int:
    with Image.open(path) as image:
        red, green, blue = image.convert("RGB").split()
    return max(ImageChops.difference(a, b).getextrema()[1] for a, b in ((red, green), (red, blue)))


def plan(line: float, side: float, colour) -> Image.Image:
    """A grey sheet of lines, and one mark on it."""
    image = Image.new("RGB", (4000, 5600), "white")
    draw, millimetre = ImageDraw.Draw(image), 4000 / 841
    for y in range(0, 5600, 40):
        draw.line((0, y, 4000, y), (90, 90, 90), 2)
    box = [2000, 2500, 2000 + side * millimetre, 2500 + side * millimetre]
    if line == side:
        draw.rectangle(box, fill=colour)
    else:
        draw.line(box, colour, max(1, round(line * millimetre)))
    return image


@pytest.mark.parametrize("mark", MARKS)
def test_one_mark_on_a_grey_sheet_keeps_its_colour(pictured, mark):
    made = pictured(strange.encoded(plan(*MARKS[mark]), "JPEG", quality=85), "a.jpg")
    assert {size for size, _ in made} == SIZES
    least = 8 if mark == "a pale stamp" else 25
    assert all(found > least for (size, _), found in made.items() if size != "thumb"), made
    assert made["thumb", "webp"] > 12 or mark not in ("a seal", "a signature"), made


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "P"), ("JPEG", "CMYK"), ("WEBP", "RGB"), ("PNG", "RGBA")])
def test_in_every_kind_of_file(pictured, kind, mode):
    sealed = plan(*MARKS["a seal"]).resize((2000, 2800)).convert(mode)
    made = pictured(strange.encoded(sealed, kind), f"a.{kind.lower()}")
    assert all(found > 60 for (size, _), found in made.items() if size != "thumb") and made["thumb", "webp"] > 30


def test_in_a_drawing_of_lines(pictured):
    content = strange.raw_pdf(
        strange.CATALOGUE,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R>>" % A0,
        b"<</Length 80>>\nstream\n%s\nendstream"
        % b"0 0 m 2384 3370 l S 1 0 0 RG 1.4 w 900 900 m 980 960 l S 0 0 1 RG 99 99 m 150 99 l S".ljust(80),
    )
    assert all(found > 30 for (size, _), found in pictured(content, "a.pdf").items() if size != "thumb")


def test_a_grey_scan_is_written_as_grey(pictured):
    noise = Image.merge("RGB", [Image.effect_noise((1200, 1600), 6) for _ in range(3)])
    grey = ImageChops.add(Image.effect_noise((1200, 1600), 90).convert("RGB"), noise, scale=2)
    assert max(pictured(strange.encoded(grey, "JPEG", quality=90), "a.jpg").values()) <= 2


def linear(called: str) -> bytes:
    """A profile in which half the light is half the figure, under the name of another."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for at in range(132, 132 + 12 * int.from_bytes(profile[128:132]), 12):
        if profile[at : at + 4] in (b"rTRC", b"gTRC", b"bTRC"):
            place = int.from_bytes(profile[at + 4 : at + 8])
            profile[place : place + 12] = b"curv" + bytes(8)
    for encoding in ("utf-16-be", "ascii"):
        profile = profile.replace("sRGB".encode(encoding), called.encode(encoding))
    return bytes(profile)


@pytest.mark.parametrize("called", ["sRGB", "Mine"])
@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "RGB"), ("TIFF", "RGB")]
)
def test_a_profile_counts_for_what_it_does_and_not_for_its_name(tmp_path, kind, mode, called):
    grey = Image.new("RGB", (40, 40), (55, 55, 55)).convert(mode)
    (tmp_path / "a").write_bytes(strange.encoded(grey, kind, icc_profile=linear(called)))
    with Image.open(admit(tmp_path / "a", f"a.{kind.lower()}", tmp_path / "out").path) as kept:
        assert abs(kept.convert("RGB").getpixel((5, 5))[0] - 128) < 8


def test_what_is_srgb_already_is_not_touched(tmp_path):
    colours = Image.effect_noise((60, 60), 90).convert("RGB")
    usual = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    (tmp_path / "a").write_bytes(strange.encoded(colours, "PNG", icc_profile=usual))
    with Image.open(admit(tmp_path / "a", "a.png", tmp_path / "out").path) as kept:
        assert kept.tobytes() == colours.tobytes()


def deep_png(parts: int, value: int) -> bytes:
    """Eight by eight points of sixteen bits: greys, or colours."""
    head = struct.pack(">IIBBBBB", 8, 8, 16, {1: 0, 3: 2}[parts], 0, 0, 0)
    rows = (b"\0" + struct.pack(">H", value) * 8 * parts) * 8
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(strange._chunk(*chunk) for chunk in chunks)


def stating(png: bytes, **parts: bytes) -> bytes:
    """A PNG with more parts before its points."""
    return png[:33] + b"".join(strange._chunk(name.encode(), data) for name, data in parts.items()) + png[33:]


def gamma(value: int) -> bytes:
    return struct.pack(">I", value)


# As a browser shows the half of black and white.
HALF = {100_000: 188, 50_000: 137, 55_000: 145, 45_455: 128, 45_000: 128, 0: 128, 10: 128, 2**32 - 1: 128, 10_000: 3}
WIDE = struct.pack(">8I", 31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000)


def shown(tmp_path, content: bytes, at=(4, 4)):
    (tmp_path / "a.png").write_bytes(content)
    with Image.open(admit(tmp_path / "a.png", "a.png", tmp_path / "out").path) as stored:
        deep = stored.mode == "I;16"
        image = stored.convert("I").point(lambda v: v * (1 / 256)) if deep else stored.convert("RGBA")
        assert not {"gamma", "chromaticity"} & stored.info.keys()
        return image.getpixel(at)


@pytest.mark.parametrize("value", HALF)
@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA", "P"])
def test_the_gamma_that_a_png_states_counts_as_in_a_browser(tmp_path, mode, value):
    grey = Image.new("RGB", (8, 8), (128, 128, 128))
    grey = grey.quantize(4) if mode == "P" else grey.convert(mode)
    found = shown(tmp_path, stating(strange.encoded(grey, "PNG"), gAMA=gamma(value)))
    assert abs(found[0] - HALF[value]) <= 2 and found[0] == found[2] and found[3] == 255


def test_it_counts_for_the_deepest_greys_and_colours_too(tmp_path):
    assert abs(shown(tmp_path, stating(deep_png(1, 32896), gAMA=gamma(100_000))) - 188) <= 2
    assert abs(shown(tmp_path, stating(deep_png(3, 32896), gAMA=gamma(100_000)))[0] - 188) <= 2


@pytest.mark.parametrize("more", [{"sRGB": b"\0"}, {"cICP": bytes([1, 13, 0, 1])}])
def test_a_gamma_that_something_outdoes_counts_for_nothing(tmp_path, more):
    grey = strange.encoded(Image.new("RGB", (8, 8), (128, 128, 128)), "PNG")
    assert shown(tmp_path, stating(grey, gAMA=gamma(100_000), **more))[0] == 128


def test_the_colours_that_a_png_states_count_beside_a_gamma_and_alone_for_nothing(tmp_path):
    green = strange.encoded(Image.new("RGB", (8, 8), (128, 160, 128)), "PNG")
    assert shown(tmp_path, stating(green, cHRM=WIDE))[:3] == (128, 160, 128)
    red, grown, blue, _ = shown(tmp_path, stating(green, cHRM=WIDE, gAMA=gamma(45_455)))
    assert red < 122 and abs(grown - 160) <= 2 and abs(blue - 128) <= 3
    assert abs(shown(tmp_path, stating(green, cHRM=bytes(32), gAMA=gamma(100_000)))[0] - 188) <= 2


@pytest.mark.parametrize("mode", ["L", "LA", "I;16"])
def test_a_profile_of_greys_counts_whatever_else_is_stored_with_them(tmp_path, mode):
    profile = colours._grey_profile(1.0)
    grey = Image.new("I;16", (8, 8), 32896) if mode == "I;16" else Image.new("L", (8, 8), 128).convert(mode)
    found = shown(tmp_path, strange.encoded(grey, "PNG", icc_profile=profile))
    assert abs((found if mode == "I;16" else found[0]) - 188) <= 2
