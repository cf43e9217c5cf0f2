"""JPEGs in which a piece was written over are said to be damaged, wherever they lie; sound ones never are."""

import random

import pytest
import strange_files as strange
from pikepdf import Dictionary, Name
from PIL import Image, ImageDraw

from shahrsazi.documents.sandbox import FileRejectedError, admit

SIDES = (600, 800)


def sheet(mode: str = "RGB") -> Image.Image:
    """Writing above, a photograph in the middle, and nothing on the lower half."""
    image, chance = Image.new("RGB", SIDES, "white"), random.Random(1)
    draw = ImageDraw.Draw(image)
    for top in range(20, 200, 14):
        for left in range(20, 560, 25):
            draw.rectangle((left, top, left + chance.randint(4, 20), top + 7), fill=(30, 30, 60))
    image.paste(Image.effect_noise((560, 200), 60).convert("RGB"), (20, 220))
    return image.convert(mode)


def jpeg(mode: str = "RGB", **how) -> bytes:
    return strange.encoded(sheet(mode), "JPEG", **{"quality": 85} | how)


def written_over(data: bytes, by: bytes) -> bytes:
    at = len(data) // 2
    return data[:at] + by + data[at + len(by) :]


def in_pdf(data: bytes) -> bytes:
    def change(document):
        image = document.make_stream(b"")
        image.write(data, filter=Name.DCTDecode)
        image.update(Dictionary(Subtype=Name.Image, Width=SIDES[0], Height=SIDES[1], BitsPerComponent=8))
        image.ColorSpace = Name.DeviceRGB
        document.pages[0].obj.Resources.XObject = Dictionary(I=image)
        document.pages[0].contents_add(b"q 400 0 0 300 50 350 cm /I Do Q")

    return strange.pdf(change=change)


def in_tiff(data: bytes) -> bytes:
    bits = (8).to_bytes(2, "little") * 3
    tags = strange.g4_tags(*SIDES, len(data)) | {258: (3, 3, 1000), 259: (3, 1, 7), 262: (3, 1, 6), 277: (3, 1, 3)}
    return strange.tiff(tags | {273: (4, 1, 1006)}, bits + data)


FILES = {"a.jpg": lambda data: data, "a.pdf": in_pdf, "a.tif": in_tiff}
NOISE = random.Random(2).randbytes(512)


@pytest.fixture
def outcome(tmp_path):
    def send(name: str, data: bytes) -> tuple[str, list[str]]:
        (tmp_path / name).write_bytes(data)
        try:
            found = admit(tmp_path / name, name, tmp_path / "out")
        except FileRejectedError as refused:
            return "reject", [refused.reason]
        return found.outcome, found.reasons

    return send


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("how", [{}, {"subsampling": 0}, {"restart_marker_rows": 1}], ids=str)
@pytest.mark.parametrize("by", [NOISE, bytes(4_096)], ids=["noise", "zeros"])
def test_a_piece_that_was_written_over_is_said(outcome, name, how, by):
    result = outcome(name, FILES[name](written_over(jpeg(**how), by)))
    assert result in [("repair", ["repaired"]), ("reject", ["broken"])]


SOUND = {
    "usual": {},
    "finest": {"subsampling": 0},
    "in steps": {"progressive": True},
    "with marks in its lines": {"restart_marker_rows": 1},
    "with tables of its own": {"optimize": True},
    "coarse": {"quality": 10},
    "grey": {"mode": "L"},
    "inks": {"mode": "CMYK"},
}


@pytest.mark.parametrize("case", SOUND)
def test_a_sound_one_is_not_called_damaged(outcome, case):
    assert outcome("a.jpg", jpeg(**SOUND[case])) == ("accept", [])


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("filling", [b"\0" * 100, b"\xff" * 40], ids=["zeros", "ones"])
def test_what_fills_up_the_end_is_no_damage(outcome, name, filling):
    data = jpeg(optimize=True)
    assert outcome(name, FILES[name](data[:-2] + filling + data[-2:])) == ("accept", [])


def test_a_white_sheet_is_no_hole(outcome):
    white = strange.encoded(Image.new("RGB", (2000, 2000), "white"), "JPEG", optimize=True)
    assert b"\0" * 32 in white and outcome("a.jpg", white) == ("accept", [])
