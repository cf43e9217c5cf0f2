"""A fax packed by any option of the standards is shown as it is, or it is said why not."""

import itertools
import struct

import faxes
import pypdfium2
import pytest
import strange_files as strange
from faxes import Packed
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops

from shahrsazi.documents.sandbox import FileRejectedError, admit
from shahrsazi.documents.sandbox.fax_hanging import Coding, lost_lines
from shahrsazi.documents.sandbox.faxes import BACKWARDS

SHEET = faxes.sheet()
WIDTH, HEIGHT = SHEET.size
NEGATIVE = ImageChops.invert(SHEET.convert("L")).convert("1")


def is_shown(image: Image.Image) -> bool:
    """Whether all points are those of the sheet."""
    assert image.size == SHEET.size
    return not any(ImageChops.difference(image.convert("L"), SHEET.convert("L")).histogram()[128:])


@pytest.fixture
def outcome(tmp_path):
    """What becomes of a file, and whether the clean copy shows the sheet."""

    def of(content: bytes, name: str) -> tuple[str, bool]:
        (tmp_path / name).write_bytes(content)
        try:
            copy = admit(tmp_path / name, name, tmp_path / "out")
        except FileRejectedError as refused:
            return refused.reason, False
        if name.endswith("tif"):
            with Image.open(copy.path) as image:
                return copy.outcome, is_shown(image)
        return copy.outcome, is_shown(pypdfium2.PdfDocument(str(copy.path))[0].render(scale=1).to_pil())

    return of


def in_pdf(data: bytes, how: Packed, **others) -> bytes:
    """Alone on a page of its size."""

    def change(document):
        picture = document.make_stream(b"")
        picture.write(data, filter=Name.CCITTFaxDecode)
        told = {"K": how.k, "Columns": WIDTH, "EncodedByteAlign": bool(how.aligned), "EndOfLine": how.marks}
        told |= {"EndOfBlock": how.end} | others
        picture.DecodeParms = Dictionary({f"/{name}": value for name, value in told.items()})
        picture.update(Dictionary(Subtype=Name.Image, Width=WIDTH, Height=HEIGHT, BitsPerComponent=1))
        picture.ColorSpace = Name.DeviceGray
        page = document.pages[0]
        page.obj.MediaBox, page.obj.Resources.XObject = Array([0, 0, WIDTH, HEIGHT]), Dictionary(I=picture)
        page.obj.Contents = document.make_stream(b"q %d 0 0 %d 0 0 cm /I Do Q" % (WIDTH, HEIGHT))

    return strange.pdf(change=change)


OPTIONS = [Packed(k, bool(marks), aligned) for k, marks, aligned in itertools.product((-1, 0, 4), (0, 1), (0, 1))]
OPTIONS = [how for how in OPTIONS if how.k >= 0 or not how.marks]


@pytest.mark.parametrize("end", [True, False], ids=["ended", "not ended"])
@pytest.mark.parametrize("how", OPTIONS, ids=str)
def test_a_fax_in_a_pdf_is_shown_whatever_its_options(outcome, how, end):
    how = how._replace(end=end)
    rows = {"Rows": HEIGHT} if end else {}
    assert outcome(in_pdf(faxes.packed(SHEET, how), how, **rows), "a.pdf") == ("accept", True)
    inverted = in_pdf(faxes.packed(NEGATIVE, how), how, BlackIs1=True)
    assert outcome(inverted, "a.pdf") == ("accept", True)


ALIGNED, MIXED = Packed(aligned=1), Packed(4)
UNMARKED = [ALIGNED, MIXED, Packed(4, aligned=1)]


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def holed(data: bytes) -> bytes:
    return data[: len(data) // 2] + bytes(20) + data[len(data) // 2 + 20 :]


@pytest.mark.parametrize("harm", [cut, holed])
@pytest.mark.parametrize("how", [*OPTIONS, Packed(end=False), Packed(4, end=False)], ids=str)
def test_a_fax_in_a_pdf_that_breaks_off_or_has_a_hole_is_said_to_be_damaged(outcome, how, harm):
    assert outcome(in_pdf(harm(faxes.packed(SHEET, how)), how), "a.pdf") == ("repair", False)


@pytest.mark.parametrize("how", UNMARKED, ids=str)
def test_of_what_is_no_fax_nothing_is_shown(outcome, how):
    assert outcome(in_pdf(b"\2\7" * 2_000, how), "a.pdf") == ("broken", False)


@pytest.mark.parametrize("how", [Packed(), ALIGNED, MIXED, Packed(4, True)], ids=str)
def test_points_that_are_not_packed_are_not_called_damaged(outcome, how):
    assert outcome(in_pdf(faxes.packed(SHEET, how._replace(unpacked=True)), how), "a.pdf") == ("unusual", False)


def test_lines_that_are_called_aligned_and_are_not_are_shown(outcome):
    for how in (Packed(), Packed(0), MIXED):
        called = in_pdf(faxes.packed(SHEET, how), how._replace(aligned=1))
        assert outcome(called, "a.pdf") == ("accept", True), how


@pytest.mark.parametrize("how", [Packed(0), Packed(0, aligned=1)], ids=str)
def test_a_mark_before_the_first_line_alone_is_enough(outcome, how):
    assert outcome(in_pdf(b"\0\1" + faxes.packed(SHEET, how), how), "a.pdf") == ("accept", True)


def in_tiff(pieces: list[bytes], packing: int, rows: int, options: int | None, backwards: bool = False) -> bytes:
    if backwards:
        pieces = [piece.translate(BACKWARDS) for piece in pieces]
    lengths = [len(piece) for piece in pieces]
    starts = [1000 + 8 * len(pieces) + sum(lengths[:number]) for number in range(len(pieces))]
    tags = strange.g4_tags(WIDTH, HEIGHT, lengths[0]) | {259: (3, 1, packing), 278: (4, 1, rows)}
    tags |= {266: (3, 1, 2 if backwards else 1), 273: (4, 1, starts[0])}
    tags |= {} if options is None else {292 if packing == 3 else 293: (4, 1, options)}
    if len(pieces) > 1:
        tags |= {273: (4, len(pieces), 1000), 279: (4, len(pieces), 1000 + 4 * len(pieces))}
    return strange.tiff(tags, struct.pack(f"<{2 * len(pieces)}I", *starts, *lengths) + b"".join(pieces))


def pieces_of(how: Packed, rows: int) -> list[bytes]:
    return [faxes.packed(SHEET.crop((0, top, WIDTH, min(top + rows, HEIGHT))), how) for top in range(0, HEIGHT, rows)]


TWO_WAYS, FILLED, AS_THEY_ARE = 1, 4, 2
SHOWN = {
    "Group 4": (Packed(), 4, None),
    "Group 4 without an end": (Packed(end=False), 4, 0),
    "Group 3": (Packed(0, True), 3, None),
    "Group 3, filled": (Packed(0, True, filled=True), 3, FILLED),
    "Group 3, filled without a word": (Packed(0, True, filled=True), 3, 0),
    "Group 3 in two directions": (Packed(4, True), 3, TWO_WAYS),
    "Group 3 in two directions, without an end": (Packed(2, True, end=False), 3, TWO_WAYS),
    "Group 3 in two directions, filled": (Packed(4, True, filled=True), 3, TWO_WAYS | FILLED),
    "lines in whole bytes": (Packed(0, aligned=1, end=False), 2, None),
}


@pytest.mark.parametrize("backwards", [False, True], ids=["forwards", "backwards"])
@pytest.mark.parametrize("rows", [HEIGHT, 64])
@pytest.mark.parametrize("case", SHOWN)
def test_a_fax_in_a_tiff_is_shown_whatever_its_options(outcome, case, rows, backwards):
    how, packing, options = SHOWN[case]
    content = in_tiff(pieces_of(how, rows), packing, rows, options, backwards)
    assert outcome(content, "a.tif") == ("accept", True)


UNREAD = {
    "Group 4 with points as they are": (Packed(unpacked=True), 4, AS_THEY_ARE),
    "Group 4 with such, without a word": (Packed(unpacked=True, end=False), 4, None),
    "Group 3 with points as they are": (Packed(4, True, unpacked=True), 3, TWO_WAYS | AS_THEY_ARE),
    "Group 4 in whole bytes": (Packed(aligned=1), 4, None),
    "Group 3 in two directions, without a word": (Packed(4, True), 3, None),
    "Group 3 in two directions, without marks": (Packed(4), 3, TWO_WAYS),
    "Group 3 without marks": (Packed(0), 3, None),
    "lines that are not in whole bytes": (Packed(0, end=False), 2, None),
    "lines in whole words": (Packed(0, aligned=2, end=False), 32771, None),
}


@pytest.mark.parametrize("rows", [HEIGHT, 64])
@pytest.mark.parametrize("case", UNREAD)
def test_a_fax_in_a_tiff_that_no_decoder_reads_is_refused_as_that(outcome, case, rows):
    how, packing, options = UNREAD[case]
    assert outcome(in_tiff(pieces_of(how, rows), packing, rows, options), "a.tif") == ("unusual", False)


@pytest.mark.parametrize("harm", [cut, holed])
@pytest.mark.parametrize("case", SHOWN)
def test_a_fax_in_a_tiff_that_breaks_off_or_has_a_hole_is_said_to_be_damaged(outcome, case, harm):
    """Of some that break off in the midst of a line the decoder gives nothing at all."""
    how, packing, options = SHOWN[case]
    content = in_tiff([harm(piece) for piece in pieces_of(how, HEIGHT)], packing, HEIGHT, options)
    refused = {"broken"} if harm is cut and ("two directions" in case or packing == 2) else set()
    assert outcome(content, "a.tif")[0] in {"repair"} | refused


def test_zeros_behind_the_last_line_are_no_damage(outcome):
    for end in (True, False):
        pieces = [piece + bytes(40) for piece in pieces_of(Packed(end=end), 64)]
        assert outcome(in_tiff(pieces, 4, 64, None), "a.tif") == ("accept", True)


@pytest.mark.parametrize("unpacked", [False, True])
@pytest.mark.parametrize("how", OPTIONS, ids=str)
def test_our_own_reader_reads_every_line(how, unpacked):
    data = faxes.packed(SHEET, how._replace(unpacked=unpacked and how.k != 0))
    assert lost_lines(data, WIDTH, HEIGHT, Coding(how.k, bool(how.aligned))) == 0
    half = lost_lines(cut(data), WIDTH, HEIGHT, Coding(how.k, bool(how.aligned)))
    assert HEIGHT // 3 < half < HEIGHT * 2 // 3
