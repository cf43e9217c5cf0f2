"""Pictures of a PDF whose colours are not told, or told wrongly, are shown as what is in them, said or refused."""

import zlib

import pytest
import strange_files as strange
from pdf_marks import picture
from pikepdf import Array, Dictionary, Name
from PIL import Image

from shahrsazi.documents.sandbox import FileRejectedError, admit

SIDES = (40, 30)
POINTS = SIDES[0] * SIDES[1]
RED, GREY, INK = bytes([255, 0, 0]) * POINTS, bytes([100]) * POINTS, bytes([0, 255, 255, 0]) * POINTS
FAX = {"K": -1, "Columns": 400}


def jpeg(mode: str, colour) -> bytes:
    return strange.encoded(Image.new(mode, SIDES, colour), "JPEG", quality=100)


@pytest.fixture
def shown(tmp_path):
    """What becomes of a page with one picture on it, and the colour in the picture's middle."""

    def show(data: bytes, packing: str = "", how: dict | None = None, pages: dict | None = None, **more):
        def change(document):
            image = document.make_stream(b"")
            image.write(data, filter=Name(f"/{packing}") if packing else None)
            image.update(Dictionary(**{"Subtype": Name.Image, "Width": SIDES[0], "Height": SIDES[1]} | more))
            if how:
                image.DecodeParms = Dictionary({f"/{key}": value for key, value in how.items()})
            resources = document.pages[0].obj.Resources
            resources.XObject = Dictionary(I=image)
            if pages:
                resources.ColorSpace = Dictionary({f"/{key}": value for key, value in pages.items()})
            document.pages[0].contents_add(b"q 400 0 0 300 50 350 cm /I Do Q")

        (tmp_path / "a.pdf").write_bytes(strange.pdf(change=change))
        found = admit(tmp_path / "a.pdf", "a.pdf", tmp_path / "out")
        return found.reasons, picture(found).getpixel((250, 342))

    return show


UNTOLD = {
    "points of three": (RED, "", {"BitsPerComponent": 8}, (255, 0, 0)),
    "packed points of three": (zlib.compress(RED), "FlateDecode", {"BitsPerComponent": 8}, (255, 0, 0)),
    "points and the end of a line": (RED + b"\r\n", "", {"BitsPerComponent": 8}, (255, 0, 0)),
    "greys": (GREY, "", {"BitsPerComponent": 8}, (100, 100, 100)),
    "inks": (INK, "", {"BitsPerComponent": 8}, (237, 28, 36)),
    "points of no depth": (RED, "", {"ColorSpace": Name.DeviceRGB}, (255, 0, 0)),
    "nothing of both": (RED, "", {}, (255, 0, 0)),
    "a JPEG in colour": (jpeg("RGB", "red"), "DCTDecode", {"BitsPerComponent": 8}, (254, 0, 0)),
    "a grey JPEG": (jpeg("L", 100), "DCTDecode", {"BitsPerComponent": 8}, (100, 100, 100)),
    "colours of no name": (RED, "", {"BitsPerComponent": 8, "ColorSpace": Name.Foo}, (255, 0, 0)),
    "colours that are a pattern": (RED, "", {"BitsPerComponent": 8, "ColorSpace": Name.Pattern}, (255, 0, 0)),
    "an empty list": (RED, "", {"BitsPerComponent": 8, "ColorSpace": Array([])}, (255, 0, 0)),
}


@pytest.mark.parametrize("case", UNTOLD)
def test_what_is_in_a_picture_says_what_its_colours_are(shown, case):
    data, packing, more, colour = UNTOLD[case]
    reasons, found = shown(data, packing, **more)
    assert reasons == ["repaired"] and max(abs(a - b) for a, b in zip(found, colour, strict=True)) < 4


@pytest.mark.parametrize(
    ("mode", "colour", "claimed", "expected"),
    [("L", 100, "DeviceRGB", (100, 100, 100)), ("RGB", "red", "DeviceGray", (254, 0, 0))],
)
@pytest.mark.parametrize("decode", [None, [0, 1]])
def test_a_jpeg_has_the_colours_that_are_in_it(shown, mode, colour, claimed, expected, decode):
    more = {"Decode": Array(decode)} if decode else {}
    told = {"BitsPerComponent": 8, "ColorSpace": Name(f"/{claimed}")}
    assert shown(jpeg(mode, colour), "DCTDecode", **told, **more) == (["repaired"], expected)


@pytest.mark.parametrize(
    "more",
    [
        {"BitsPerComponent": 8, "ColorSpace": Name.DeviceRGB},
        {"BitsPerComponent": 8, "ColorSpace": Array([Name.DeviceRGB])},
        {"BitsPerComponent": 8, "ColorSpace": Name.Ours, "pages": {"Ours": Name.DeviceRGB}},
    ],
)
def test_colours_that_are_told_are_left_as_they_are(shown, more):
    assert shown(RED, **more) == ([], (255, 0, 0))


def test_a_fax_is_black_and_white_whatever_is_told(shown):
    told = {"Width": 400, "Height": 300, "BitsPerComponent": 1}
    assert shown(strange.fax((400, 300)), "CCITTFaxDecode", FAX, **told)[0] == ["repaired"]
    assert shown(strange.fax((400, 300)), "CCITTFaxDecode", FAX, ColorSpace=Name.DeviceGray, **told)[0] == []


@pytest.mark.parametrize(
    ("data", "more"),
    [
        (RED[:-300], {"BitsPerComponent": 8}),
        (RED, {"BitsPerComponent": 5, "ColorSpace": Name.DeviceRGB}),
        (bytes([1, 2]) * POINTS, {"BitsPerComponent": 8}),
    ],
)
def test_where_nothing_tells_the_file_is_refused(shown, data, more):
    with pytest.raises(FileRejectedError) as refused:
        shown(data, **more)
    assert refused.value.reason == "unusual"
