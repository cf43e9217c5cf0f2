"""Pictures are shown as they were meant: their proportions, depth, pages and white, whatever program wrote them."""

import struct
import zlib

import pytest
import strange_files as strange
from PIL import Image, ImageStat

from shahrsazi.documents.sandbox import FileRejectedError, admit, render
from shahrsazi.persian import formatting

FAX = (204, 98)


@pytest.fixture
def sent(tmp_path):
    def send(content: bytes, name: str):
        (tmp_path / "source").write_bytes(content)
        return admit(tmp_path / "source", name, tmp_path / "out")

    return send


@pytest.fixture
def seen(sent, tmp_path):
    """The picture on the screen of the first page."""

    def see(content: bytes, name: str) -> Image.Image:
        found = sent(content, name)
        made = render(found.path, found.extension, tmp_path / "made", sizes=("screen",), last=1)
        with Image.open(made[-1].path) as image:
            return image.convert("RGB")

    return see


def fax(kind: str, **how) -> bytes:
    return strange.encoded(Image.new("RGB", (200, 100), "white"), kind, **how)


def plain_density(content: bytes, across: int, down: int) -> bytes:
    """A JPEG that tells the shape of its dots alone, and not how many there are to an inch."""
    at = content.index(b"JFIF\0") + 7
    return content[:at] + struct.pack(">BHH", 0, across, down) + content[at + 5 :]


def shaped_png(across: int, down: int, unit: int = 0) -> bytes:
    content = strange.encoded(Image.new("RGB", (200, 100), "white"), "PNG")
    return content[:33] + strange._chunk(b"pHYs", struct.pack(">IIB", across, down, unit)) + content[33:]


FAXES = {
    "inches of a TIFF": ("a.tif", fax("TIFF", dpi=FAX)),
    "centimetres of a TIFF": ("a.tif", fax("TIFF", resolution_unit=3, x_resolution=80, y_resolution=40)),
    "no unit of a TIFF": ("a.tif", fax("TIFF", resolution_unit=1, x_resolution=2, y_resolution=1)),
    "metres of a PNG": ("a.png", shaped_png(8000, 4000, unit=1)),
    "no unit of a PNG": ("a.png", shaped_png(2, 1)),
    "inches of a JPEG": ("a.jpg", fax("JPEG", dpi=(200, 100))),
    "no unit of a JPEG": ("a.jpg", plain_density(fax("JPEG"), 2, 1)),
    "metres of a BMP": ("a.bmp", fax("BMP", dpi=(200, 100))),
}


@pytest.mark.parametrize("kind", FAXES)
def test_dots_that_are_not_as_high_as_wide_are_made_so(seen, kind):
    name, content = FAXES[kind]
    width, height = seen(content, name).size
    assert abs(width / height - 1) < 0.05


@pytest.mark.parametrize("mode", ["1", "L", "P", "I;16", "RGBA", "LA", "CMYK"])
def test_a_fax_of_every_kind_of_colours_is_shown_in_true_proportions(seen, mode):
    white = Image.new("L", (200, 100), 255).convert(mode)
    assert seen(strange.encoded(white, "TIFF", dpi=(200, 100)), "a.tif").size == (200, 200)


@pytest.mark.parametrize("dots", [(0, 0), (300, 0), (300, 1), (300, 301), (72, 72), (1, 900)])
def test_nonsense_and_what_is_nearly_the_same_stretches_nothing(seen, dots):
    assert seen(plain_density(fax("JPEG"), *dots), "a.jpg").size == (200, 100)


@pytest.mark.parametrize("kind", ["TIFF", "JPEG"])
def test_a_fax_that_lies_on_its_side_is_turned_and_true(seen, kind):
    notes = Image.Exif()
    notes[0x0112] = 6
    lying = Image.new("RGB", (400, 100), "white")
    assert seen(strange.encoded(lying, kind, dpi=(200, 100), exif=notes), f"a.{kind.lower()}").size == (200, 400)


def grey_tiff(bits: int, photometric: int, order: str, value: int) -> bytes:
    """A grey of so many bits, 8 by 8 points, packed as the format says."""
    tags = {256: (4, 8), 257: (4, 8), 258: (3, bits), 259: (3, 1), 262: (3, photometric), 273: (4, 200), 277: (3, 1)}
    tags |= {278: (4, 8), 279: (4, 8 * bits)}
    entries = b""
    for tag, (kind, number) in sorted(tags.items()):
        entries += struct.pack(f"{order}HHI", tag, kind, 1)
        entries += struct.pack(f"{order}I", number) if kind == 4 else struct.pack(f"{order}HH", number, 0)
    head = struct.pack(f"{order}HIH", 42, 8, len(tags)) + entries + bytes(4)
    pair = value << 12 | value
    row = pair.to_bytes(3, "big") * 4 if bits == 12 else struct.pack(f"{order}H", value) * 8
    return ((b"II" if order == "<" else b"MM") + head).ljust(200, b"\0") + row * 8


def png(bits: int, greys: list[int], nothing: int | None = None) -> bytes:
    """A row of greys of so many bits, of which one stands for nothing."""
    row = int("".join(f"{grey:0{bits}b}" for grey in greys), 2).to_bytes(len(greys) * bits // 8)
    head = struct.pack(">IIBBBBB", len(greys), 8, bits, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress((b"\0" + row) * 8)), (b"IEND", b"")]
    parts[1:1] = [] if nothing is None else [(b"tRNS", struct.pack(">H", nothing))]
    return b"\x89PNG\r\n\x1a\n" + b"".join(strange._chunk(*part) for part in parts)


@pytest.mark.parametrize("bits", [1, 2, 4, 8, 16])
def test_the_grey_that_stands_for_nothing_shows_nothing_at_every_depth(sent, bits):
    white = (1 << bits) - 1
    found = sent(png(bits, [0] * 8 + [white] * 8, nothing=0), "a.png")
    with Image.open(found.path) as image:
        shown = image.convert("RGBA")
    assert [shown.getpixel((x, 4))[3] for x in (3, 12)] == [0, 255]
    assert shown.getpixel((12, 4))[0] == 255 and found.reasons == ["white_on_grey"]


SEE_THROUGH = [("PNG", "RGBA"), ("PNG", "LA"), ("PNG", "P"), ("WEBP", "RGBA"), ("TIFF", "RGBA")]


@pytest.mark.parametrize(("kind", "mode"), SEE_THROUGH)
def test_what_is_transparent_all_over_is_refused_since_it_would_be_a_white_page(sent, kind, mode):
    image = Image.linear_gradient("L").convert("RGBA")
    image.putalpha(0)
    with pytest.raises(FileRejectedError) as refused:
        sent(strange.encoded(image.convert(mode), kind, **{"exact": True} if kind == "WEBP" else {}), "a.png")
    assert refused.value.reason == "all_transparent"


def test_a_picture_of_one_grey_that_stands_for_nothing_is_refused_too(sent):
    with pytest.raises(FileRejectedError) as refused:
        sent(png(16, [500] * 8, nothing=500), "a.png")
    assert refused.value.reason == "all_transparent"


def measurements(kind: str, values: list) -> bytes:
    """A TIFF of 32 bits: whole numbers without or with a sign, or broken ones."""
    told = {"I": 1, "i": 2, "f": 3}[kind]
    tags = strange.g4_tags(len(values), 8, 32 * len(values)) | {258: (3, 1, 32), 259: (3, 1, 1), 262: (3, 1, 1)}
    return strange.tiff(tags | {339: (3, 1, told)}, struct.pack(f"<{len(values)}{kind}", *values) * 8)


@pytest.mark.parametrize(
    ("kind", "values"), [("I", [0, 2**32 - 1]), ("I", [5, 900_000]), ("i", [-(2**31), 2**31 - 1]), ("f", [-1e30, 1e30])]
)
def test_measurements_go_from_black_to_white(seen, kind, values):
    image = seen(measurements(kind, values * 4), "a.tif")
    assert image.getpixel((0, 4))[0] < 60 and image.getpixel((7, 4))[0] > 195


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_measurements_that_are_no_numbers_are_refused(sent, value):
    with pytest.raises(FileRejectedError) as refused:
        sent(measurements("f", [0, 1, 2, value]), "a.tif")
    assert refused.value.reason == "unusual"


def bmp(bits: int, packing: int, masks: bytes = b"") -> bytes:
    head = struct.pack("<IiiHHIIiiII", 40, 4, 4, 1, bits, packing, 0, 0, 0, 0, 0) + masks
    return b"BM" + struct.pack("<IHHI", 500, 0, 0, 14 + len(head)) + head + bytes(400)


def packed_tiff(packing: int) -> bytes:
    return strange.tiff(strange.g4_tags(16, 16, 64) | {259: (3, 1, packing)}, bytes(64))


UNKNOWN = {
    "JBIG in a TIFF": ("a.tif", packed_tiff(34661)),
    "JPEG 2000 in a TIFF": ("a.tif", packed_tiff(34712)),
    "a packing of a TIFF that nobody named": ("a.tif", packed_tiff(65000)),
    "JPEG in a BMP": ("a.bmp", bmp(24, 4)),
    "ten bits of each colour in a BMP": ("a.bmp", bmp(32, 3, struct.pack("<III", 0x3FF00000, 0xFFC00, 0x3FF))),
    "four bits of each colour in a BMP": ("a.bmp", bmp(16, 3, struct.pack("<III", 0xF00, 0xF0, 0xF))),
    "two bits in a BMP": ("a.bmp", bmp(2, 0)),
}


@pytest.mark.parametrize("case", UNKNOWN)
def test_of_what_nobody_reads_here_nobody_says_that_it_is_damaged(sent, case):
    name, content = UNKNOWN[case]
    with pytest.raises(FileRejectedError) as refused:
        sent(content, name)
    assert refused.value.reason == "unusual"


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize(
    ("bits", "photometric", "value", "shown"),
    [
        (12, 1, 4095, 255),
        (12, 1, 1024, 64),
        (12, 0, 0, 255),
        (12, 0, 3072, 64),
        (16, 1, 65535, 255),
        (16, 1, 16384, 64),
        (16, 1, 200, 0),
        (16, 0, 0, 255),
        (16, 0, 65535, 0),
    ],
)
def test_twelve_and_sixteen_bits_are_as_bright_as_they_were(seen, order, bits, photometric, value, shown):
    image = seen(grey_tiff(bits, photometric, order, value), "a.tif")
    assert abs(ImageStat.Stat(image.convert("L")).mean[0] - shown) < 3


def test_what_is_stored_in_a_way_that_nobody_reads_is_told_from_damage(sent):
    three = grey_tiff(12, 1, "<", 9).replace(
        struct.pack("<HHIHH", 262, 3, 1, 1, 0), struct.pack("<HHIHH", 262, 3, 1, 9, 0)
    )
    deep = bytearray(strange.picture("JPEG"))
    deep[deep.index(b"\xff\xc0") + 4] = 12
    for content, name, why in [
        (three, "a.tif", "unusual"),
        (bytes(deep), "a.jpg", "unusual"),
        (b"II*\0" + bytes(90), "a.tif", "broken"),
    ]:
        with pytest.raises(FileRejectedError) as refused:
            sent(content, name)
        assert refused.value.reason == why


@pytest.mark.parametrize(
    ("size", "mode", "kind"),
    [
        ((7016, 9933), "RGB", "JPEG"),
        ((6622, 9362), "RGB", "PNG"),
        ((13244, 18724), "1", "TIFF"),
        ((9248, 6936), "RGB", "JPEG"),
    ],
    ids=["A1 in colour at 300", "A0 in colour at 200", "A0 in black and white at 400", "telephone"],
)
def test_usual_sheets_and_photographs_are_within_the_limits(sent, size, mode, kind):
    how = {"compression": "group4"} if mode == "1" else {"compress_level": 1} if kind == "PNG" else {"quality": 40}
    found = sent(strange.encoded(Image.new(mode, size, "white"), kind, **how), f"a.{kind.lower()}")
    assert found.outcome == "accept"


def test_the_limit_that_is_named_is_the_one_that_holds(sent):
    for content, name, most in [
        (strange.png_bomb(), "a.png", 260),
        (strange.g4_bomb(), "a.tif", 260),
        (strange.picture("JPEG").replace(struct.pack(">HH", 40, 60), struct.pack(">HH", 9000, 9000)), "a.jpg", 80),
        (strange.picture_bomb(), "a.pdf", 80),
        (strange.picture_bomb(bits=1), "a.pdf", 260),
    ]:
        with pytest.raises(FileRejectedError) as refused:
            sent(content, name)
        assert (refused.value.reason, refused.value.figures) == ("too_many_pixels", {"most": most})
        assert formatting.digits(most) in str(refused.value)


@pytest.mark.parametrize("named", ["jpg", "png", "tif", "webp", "bmp"])
@pytest.mark.parametrize("kind", ["WEBP", "JPEG", "PNG", "TIFF", "BMP"])
def test_a_picture_under_the_name_of_another_is_taken_as_what_it_is(sent, kind, named):
    found = sent(strange.picture(kind), f"a.{named}")
    assert found.extension == {"WEBP": "webp", "JPEG": "jpg", "TIFF": "tiff"}.get(kind, "png")


@pytest.mark.parametrize(("kind", "mode"), SEE_THROUGH)
def test_white_upon_nothing_is_shown_on_grey_and_said(sent, seen, kind, mode):
    image = Image.new("LA", (100, 100), (255, 0))
    image.paste((255, 255), (40, 40, 60, 60))
    content = strange.encoded(image.convert("RGBA").convert(mode), kind)
    picture = seen(content, f"a.{kind.lower()}").convert("L")
    assert sent(content, f"a.{kind.lower()}").reasons == ["white_on_grey"]
    assert picture.getpixel((50, 50)) > 240 > 180 > picture.getpixel((5, 5))


def test_black_upon_nothing_lies_on_white_without_a_word(sent, seen):
    image = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (40, 40, 60, 60))
    content = strange.encoded(image, "PNG")
    assert sent(content, "a.png").reasons == [] and seen(content, "a.png").getpixel((5, 5))[0] > 250
