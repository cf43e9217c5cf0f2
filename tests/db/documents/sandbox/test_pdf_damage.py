"""A PDF whose content or pictures are damaged is said to be so, or refused where nothing of them opens."""

import random
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
