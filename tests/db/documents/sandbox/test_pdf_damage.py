"""A PDF whose content or pictures are damaged is said to be so, or refused where nothing of them opens."""

import random
import struct
import zlib

import pytest
import strange_files as strange
from pikepdf import Array, Dictionary, Name

from shahrsazi.documents.sandbox import FileRejectedError, admit

SIDES = (400, 300)
LINES = b"".join(b"%d %d m %d %d l S\n" % tuple(random.Random(n).choices(range(595), k=4)) for n in range(300))
WHOLE = zlib.compress(LINES)
JPEG, FINE = strange.picture("JPEG", SIDES), strange.picture("JPEG2000", SIDES)
POINTS = strange.Image.effect_noise(SIDES, 60).convert("RGB").tobytes()


FAX, OLD_FAX = strange.fax(SIDES), strange.fax(SIDES, "group3")
GARBAGE = b"\2" * 3_000


MARK = f"{1:012b}"


def fax_lines(mark: str = "", aligned: bool = False, end: str = "") -> bytes:
    """The sheet of the faxes, packed in one direction, with a mark or without before each line."""
    bits = ""
    for line in strange.rows_of_fax(SIDES):
        bits += mark + line
        bits += "0" * (-len(bits) % 8 * aligned)
    bits += end
    return int(bits.ljust(len(bits) + -len(bits) % 8, "0"), 2).to_bytes(-(-len(bits) // 8))


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def deep(jpeg: bytes) -> bytes:
    at = jpeg.index(b"\xff\xc0") + 4
    return jpeg[:at] + b"\x0c" + jpeg[at + 1 :]


@pytest.fixture
def outcome(tmp_path):
    def send(change) -> str:
        (tmp_path / "a.pdf").write_bytes(strange.pdf(change=change))
        try:
            found = admit(tmp_path / "a.pdf", "a.pdf", tmp_path / "out")
        except FileRejectedError as refused:
            return refused.reason
        assert (found.outcome == "repair") is ("repaired" in found.reasons)
        return found.outcome

    return send


def jbig2(fax: bytes, height: int = SIDES[1], kind: int = 38) -> bytes:
    """A page with one region, packed as a fax."""
    sides = struct.pack(">II", SIDES[0], height)
    return strange.jbig2((48, sides + bytes(11)), (kind, struct.pack(">II", *SIDES) + bytes(9) + b"\1" + fax))


CONTENT = {
    "whole": (WHOLE, "accept"),
    "whole, without its sum": (WHOLE[:-4], "accept"),
    "whole, something behind it": (WHOLE + b"\r\n", "accept"),
    "cut": (WHOLE[: len(WHOLE) // 2], "repair"),
    "changed": (flipped(WHOLE, len(WHOLE) // 2), "repair"),
    "another sum": (flipped(WHOLE, len(WHOLE) - 1), "repair"),
    "no packing": (b"garbage" * 20, "broken"),
}


@pytest.mark.parametrize("case", CONTENT)
@pytest.mark.parametrize("within", [False, True], ids=["of the page", "of a drawing on it"])
def test_content(outcome, case, within):
    packed, expected = CONTENT[case]

    def change(document):
        stream = document.make_stream(b"")
        stream.write(packed, filter=Name.FlateDecode)
        page = document.pages[0].obj
        if within:
            stream.update(Dictionary(Subtype=Name.Form, BBox=[0, 0, 595, 842]))
            page.Resources.XObject, stream = Dictionary(X=stream), document.make_stream(b"/X Do")
        page.Contents = stream

    assert outcome(change) == expected


PICTURES = {
    "JPEG": (JPEG, ["DCTDecode"], "accept"),
    "JPEG, packed again": (zlib.compress(JPEG), ["FlateDecode", "DCTDecode"], "accept"),
    "JPEG, cut": (JPEG[: len(JPEG) // 2], ["DCTDecode"], "repair"),
    "JPEG, none": (b"not a jpeg at all" * 50, ["DCTDecode"], "broken"),
    "JPEG of 12 bits": (deep(JPEG), ["DCTDecode"], "unusual"),
    "JPEG that is coded arithmetically": (JPEG.replace(b"\xff\xc0", b"\xff\xc9", 1), ["DCTDecode"], "unusual"),
    "JPEG without loss": (JPEG.replace(b"\xff\xc0", b"\xff\xc3", 1), ["DCTDecode"], "unusual"),
    "JPEG 2000": (FINE, ["JPXDecode"], "accept"),
    "JPEG 2000, cut": (FINE[: len(FINE) // 3], ["JPXDecode"], "repair"),
    "JPEG 2000, none": (b"xx" * 300, ["JPXDecode"], "broken"),
    "points": (POINTS, [], "accept"),
    "points, fewer than declared": (POINTS[: len(POINTS) // 3], [], "repair"),
    "packed points": (zlib.compress(POINTS), ["FlateDecode"], "accept"),
    "packed points, cut": (zlib.compress(POINTS)[:-9_000], ["FlateDecode"], "repair"),
    "packed points, fewer": (zlib.compress(POINTS[:-9_000]), ["FlateDecode"], "repair"),
    "a packing nobody knows": (JPEG, ["FooDecode"], "unusual"),
}


@pytest.mark.parametrize("case", PICTURES)
def test_pictures(outcome, case):
    data, packing, expected = PICTURES[case]

    def change(document):
        picture = document.make_stream(b"")
        picture.write(data, filter=Array([Name(f"/{name}") for name in packing]))
        picture.update(Dictionary(Subtype=Name.Image, Width=SIDES[0], Height=SIDES[1], BitsPerComponent=8))
        picture.ColorSpace = Name.DeviceRGB
        document.pages[0].obj.Resources.XObject = Dictionary(I=picture)
        document.pages[0].contents_add(b"q 400 0 0 300 50 350 cm /I Do Q")

    assert outcome(change) == expected


PLAIN_LINES = fax_lines()
PLAIN = {"K": 0, "Columns": SIDES[0]}
ALIGNED = PLAIN | {"EncodedByteAlign": True}
GROUP_4, GROUP_3 = {"K": -1, "Columns": SIDES[0]}, {"K": 0, "Columns": SIDES[0], "EndOfLine": True}
FAXES = {
    "whole": (FAX, GROUP_4, "accept"),
    "packed again": (zlib.compress(FAX), GROUP_4, "accept"),
    "cut": (FAX[: len(FAX) // 2], GROUP_4, "repair"),
    "changed": (flipped(FAX, len(FAX) // 2), GROUP_4, "repair"),
    "garbage": (GARBAGE, GROUP_4, "broken"),
    "nothing but zeros": (bytes(3_000), GROUP_4, "broken"),
    "an older one": (OLD_FAX, GROUP_3, "accept"),
    "an older one, cut": (OLD_FAX[: len(OLD_FAX) // 2], GROUP_3, "repair"),
    "garbage as an older one": (b"\0\1" + GARBAGE, GROUP_3, "repair"),
    "without marks": (PLAIN_LINES, PLAIN, "accept"),
    "without marks, its lines counted": (PLAIN_LINES, PLAIN | {"Rows": SIDES[1], "EndOfBlock": False}, "accept"),
    "without marks, and an end": (fax_lines(end=MARK * 6), PLAIN, "accept"),
    "without marks, called aligned": (PLAIN_LINES, ALIGNED, "accept"),
    "without marks, aligned": (fax_lines(aligned=True), ALIGNED, "accept"),
    "without marks, aligned and not called so": (fax_lines(aligned=True), PLAIN, "unusual"),
    "without a first mark": (fax_lines(mark=MARK)[2:], PLAIN, "repair"),
    "without marks, cut": (PLAIN_LINES[: len(PLAIN_LINES) // 2], PLAIN, "repair"),
    "without marks, aligned and cut": (fax_lines(aligned=True)[:-900], ALIGNED, "repair"),
    "without marks, changed": (flipped(PLAIN_LINES, len(PLAIN_LINES) // 2), PLAIN, "repair"),
    "without marks, garbage": (GARBAGE, PLAIN, "broken"),
    "without marks, zeros": (bytes(3_000), ALIGNED, "broken"),
    "JBIG2": (jbig2(FAX), None, "accept"),
    "JBIG2, cut": (jbig2(FAX)[:-300], None, "repair"),
    "JBIG2, changed": (jbig2(flipped(FAX, len(FAX) // 2)), None, "repair"),
    "JBIG2, half as high": (jbig2(FAX, SIDES[1] // 2), None, "repair"),
    "JBIG2 around garbage": (jbig2(GARBAGE), None, "broken"),
    "JBIG2 whose letters are none": (jbig2(FAX, kind=6), None, "broken"),
    "JBIG2, a white page": (strange.jbig2((48, struct.pack(">II", *SIDES) + bytes(11))), None, "accept"),
    "JBIG2, none": (b"\0\0\0\1xx" * 30, None, "broken"),
    "JBIG2 of nothing": (b"", None, "broken"),
}


@pytest.mark.parametrize("case", FAXES)
def test_of_a_fax_nobody_is_shown_a_white_page_without_a_word(outcome, case):
    data, how, expected = FAXES[case]
    again = ["FlateDecode"] * data.startswith(b"\x78\x9c")

    def change(document):
        picture = document.make_stream(b"")
        names = [*again, "JBIG2Decode" if how is None else "CCITTFaxDecode"]
        picture.write(data, filter=Array([Name(f"/{name}") for name in names]))
        told = Dictionary({f"/{name}": value for name, value in (how or {}).items()})
        picture.DecodeParms = Array([*[Dictionary()] * len(again), told])
        picture.update(Dictionary(Subtype=Name.Image, Width=SIDES[0], Height=SIDES[1], BitsPerComponent=1))
        picture.ColorSpace = Name.DeviceGray
        document.pages[0].obj.Resources.XObject = Dictionary(I=picture)
        document.pages[0].contents_add(b"q 400 0 0 300 50 350 cm /I Do Q")

    assert outcome(change) == expected
