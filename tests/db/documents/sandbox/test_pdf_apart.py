"""What lies upon a page is seen whatever the page left open: stamps, fields, and the mark on a downloaded copy."""

import pikepdf
import pypdfium2
import pytest
import strange_files as strange
from pdf_marks import field, inked, look, note, on_page
from pikepdf import Array, Dictionary, Name
from PIL import ImageChops

from shahrsazi.documents.sandbox import admit, stamp

ROOM = (101, 101, 299, 159)
TEXT = b"BT /F1 24 Tf 60 700 Td (page) Tj ET "
LEFT_OPEN = {
    "balanced": TEXT,
    "scale": b"0.1 0 0 0.1 0 0 cm q BT /F1 240 Tf 600 7000 Td (page) Tj ET",
    "clip": b"0 400 595 442 re W n q " + TEXT,
    "ends more than began": b"q Q Q 0.1 0 0 0.1 0 0 cm BT /F1 240 Tf 600 7000 Td (page) Tj ET",
    "began more than ends": b"q q 0.5 0 0 0.5 0 0 cm BT /F1 48 Tf 120 1400 Td (page) Tj ET",
    "text": TEXT + b"BT /F1 24 Tf 60 600 Td (page) Tj",
    "string": TEXT + b"BT /F1 24 Tf 60 600 Td (unended",
    "array": TEXT + b"BT /F1 24 Tf 60 600 Td [(unended) 20",
    "dictionary": TEXT + b"/X << /A ",
    "picture": TEXT + b"q 50 0 0 50 300 600 cm BI /W 10 /H 10 /BPC 8 /CS /G ID aaaaaaaaaaa",
    "comment": TEXT + b"% without an end",
    "clip to come": TEXT + b"0 400 595 442 re W",
    "hidden layer": b"/OC /L BDC " + TEXT,
}


@pytest.fixture
def sent(tmp_path):
    def send(content: bytes, change, name: str = "a"):
        def with_content(document):
            page = document.pages[0].obj
            half = len(TEXT) if content.startswith(TEXT) else 0
            page.Contents = Array([document.make_stream(content[:half]), document.make_stream(content[half:])])
            layer = document.make_indirect(Dictionary(Type=Name.OCG, Name="x"))
            document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
            page.Resources.Properties = Dictionary(L=layer)
            change(document)

        (tmp_path / "a.pdf").write_bytes(strange.pdf(change=with_content, static_id=True))
        return admit(tmp_path / "a.pdf", "a.pdf", tmp_path / name)

    return send


def stamped(document) -> None:
    on_page(document, note(document, "Stamp", AP=Dictionary(N=look(document))))


@pytest.mark.parametrize("open_", LEFT_OPEN)
@pytest.mark.parametrize("change", [stamped, lambda document: field(document, V="متراژ 250", DA="/Helv 30 Tf 0 g")])
def test_a_stamp_and_a_field_are_seen(sent, open_, change):
    assert inked(sent(LEFT_OPEN[open_], change), ROOM) > 400


@pytest.mark.parametrize("open_", LEFT_OPEN)
def test_the_mark_of_a_copy_is_as_strong_as_ever(sent, tmp_path, open_):
    found = sent(LEFT_OPEN[open_], lambda document: None)
    marked = stamp(found.path, "pdf", ["این نسخه سند رسمی نیست"], tmp_path / "marked", rtl=True)
    before, after = (pypdfium2.PdfDocument(p)[0].render().to_pil().convert("L") for p in (found.path, marked))
    assert sum(ImageChops.difference(before, after).histogram()[8:]) > 4_000


def test_what_the_page_showed_is_still_seen(sent):
    for open_ in set(LEFT_OPEN) - {"hidden layer"}:
        assert inked(sent(LEFT_OPEN[open_], stamped), (50, 690, 200, 730)) > 100, open_


def test_the_same_file_gives_the_same_bytes(sent):
    first, second = (sent(LEFT_OPEN["clip"], stamped, name).path.read_bytes() for name in "ab")
    assert first == second


def test_pages_that_share_their_content_share_the_drawing(tmp_path):
    def change(document):
        shared = document.pages[0].obj
        resources = document.make_indirect(shared.Resources)
        for page in document.pages:
            page.obj.Contents, page.obj.Resources = shared.Contents, resources

    (tmp_path / "clean.pdf").write_bytes(strange.pdf(pages=5, change=change))
    with pikepdf.open(stamp(tmp_path / "clean.pdf", "pdf", ["x"], tmp_path / "out", rtl=False)) as pdf:
        assert len({page.obj.Resources.XObject["/Page0"].objgen for page in pdf.pages}) == 1
