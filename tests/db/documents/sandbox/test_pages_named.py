"""What is missing from a page, or was damaged on it, is said with the number of that page."""

import io
import zlib

import pytest
import strange_files as strange
from pdf_marks import note
from pikepdf import Array, Dictionary, Name
from PIL import Image

from shahrsazi.documents.sandbox import admit

WRITING = b"BT /P 30 Tf 60 500 Td <6465> Tj ET"
DRAWING = zlib.compress(b"".join(b"%d 0 m 0 %d l S\n" % (n, n) for n in range(2_000)))


def persian() -> Dictionary:
    """A font that is not in the file."""
    letters = Dictionary(Differences=Array([100, Name.afii57415, Name.afii57416]))
    return Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Arial, Encoding=letters)


@pytest.fixture
def reasons(tmp_path):
    def of(change, pages: int = 6, name: str = "a.pdf") -> list[str]:
        (tmp_path / name).write_bytes(strange.pdf(pages, change) if callable(change) else change)
        return admit(tmp_path / name, name, tmp_path / "out").reasons

    return of


def drawing(document, content: bytes, **resources):
    form = document.make_stream(content, Dictionary(Subtype=Name.Form, BBox=[0, 0, 595, 842]))
    form.Resources = Dictionary(**resources)
    return form


def draw_on(document, numbers, form) -> None:
    for number in numbers:
        page = document.pages[number - 1]
        page.obj.Resources.XObject = Dictionary(X=form)
        page.contents_add(b"q /X Do Q")


def lacks_a_font(document) -> None:
    font = document.make_indirect(persian())
    for number in (2, 4, 5, 6):
        page = document.pages[number - 1]
        page.obj.Resources.Font.P = font
        page.contents_add(WRITING)


def lacks_a_font_in_a_drawing(document) -> None:
    """One that two pages share, within another."""
    within = drawing(document, WRITING, Font=Dictionary(P=persian()))
    outer = drawing(document, b"/X Do", XObject=Dictionary(X=within))
    draw_on(document, (3, 6), outer)


def cut(document, numbers=(2, 5)) -> None:
    form = drawing(document, b"")
    form.write(DRAWING[: len(DRAWING) // 2], filter=Name.FlateDecode)
    draw_on(document, numbers, form)


def cut_letters_of_a_font(document) -> None:
    """A table that no page draws, but that its letters need."""
    cut(document, [1])
    table = document.make_stream(b"")
    table.write(DRAWING[: len(DRAWING) // 2], filter=Name.FlateDecode)
    document.pages[2].obj.Resources.Font = Dictionary(F2=Dictionary(Type=Name.Font, ToUnicode=table))


def without_colours(document) -> None:
    picture = document.make_stream(bytes(300), Dictionary(Subtype=Name.Image, Width=10, Height=10))
    picture.BitsPerComponent = 8
    draw_on(document, [4], picture)


def noted(document) -> None:
    for number in (1, 3):
        document.pages[number - 1].obj.Annots = Array([note(document, "Text", Contents="see here")])


def lost(document) -> None:
    noted(document)
    document.pages[5].obj.Annots = Array([note(document, "Unheard", Contents="what is this")])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lacks_a_font, ["fonts_missing:2,4-6"]),
        (lacks_a_font_in_a_drawing, ["fonts_missing:3,6"]),
        (cut, ["repaired:2,5"]),
        (cut_letters_of_a_font, ["repaired:1,3"]),
        (without_colours, ["repaired:4"]),
        (noted, ["notes_beside:1,3"]),
        (lost, ["notes_lost:6"]),
    ],
)
def test_a_note_of_a_pdf_names_its_pages(reasons, change, expected):
    assert reasons(change) == expected


def test_damage_of_the_file_itself_is_of_no_page(reasons):
    whole = strange.pdf(3, lambda document: cut(document, [2]))
    assert reasons(whole.replace(b"startxref\n", b"startxref\n9")) == ["repaired"]


def test_pages_of_a_paper_of_one_are_not_numbered(reasons):
    assert reasons(lambda document: cut(document, [1]), pages=1) == ["repaired"]


def test_damaged_pages_of_a_tiff_are_named(reasons):
    made, sheet = io.BytesIO(), strange.picture("PNG", (400, 300))
    with Image.open(io.BytesIO(sheet)) as image:
        first = image.convert("1")
    first.save(made, "TIFF", save_all=True, append_images=[first, first], compression="group4")
    content = bytearray(made.getvalue())
    with Image.open(io.BytesIO(content)) as image:
        for number in (1, 2):
            image.seek(number)
            at, length = image.tag_v2[273][0], image.tag_v2[279][0]
            content[at + length // 2 : at + length] = bytes(length - length // 2)
    assert reasons(bytes(content), name="a.tif") == ["repaired:2,3"]
