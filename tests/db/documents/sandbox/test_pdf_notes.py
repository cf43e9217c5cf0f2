"""What stands upon a page stays on it when the page is cleaned: marks, drawings, and what was filled in."""

import pypdfium2
import pytest
import strange_files as strange
from pikepdf import Array, Dictionary, Name

from shahrsazi.documents.sandbox import FileRejectedError, admit

MARKS = {
    "Highlight": {"QuadPoints": [10, 60, 90, 60, 10, 10, 90, 10]},
    "Underline": {"QuadPoints": [10, 60, 90, 60, 10, 10, 90, 10]},
    "StrikeOut": {"QuadPoints": [10, 60, 90, 60, 10, 10, 90, 10]},
    "Ink": {"InkList": [[10, 10, 50, 60, 90, 10]]},
    "Square": {"IC": [1, 0, 0]},
    "Circle": {"BS": Dictionary(W=4)},
    "Line": {"L": [10, 10, 90, 60]},
    "PolyLine": {"Vertices": [10, 10, 50, 60, 90, 10]},
    "Polygon": {"Vertices": [10, 10, 50, 60, 90, 10]},
}


@pytest.fixture
def sent(tmp_path):
    def send(change, pages: int = 1):
        (tmp_path / "a.pdf").write_bytes(strange.pdf(pages, change=change))
        return admit(tmp_path / "a.pdf", "a.pdf", tmp_path / "out")

    return send


def inked(found, page: int = 0) -> int:
    """How many points of the foot of the page are not white, where the notes of these tests stand."""
    image = pypdfium2.PdfDocument(found.path)[page].render().to_pil().convert("L")
    return sum(image.crop((0, 772, 200, 842)).histogram()[:250])


def note(document, kind: str, **told) -> Dictionary:
    told = {"Rect": [8, 8, 92, 62], "C": [0, 0, 1]} | told
    return document.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), **told))


@pytest.mark.parametrize("kind", MARKS)
def test_a_mark_without_a_look_is_drawn_as_every_reader_draws_it(sent, kind):
    def change(document):
        document.pages[0].obj.Annots = Array([note(document, kind, **MARKS[kind])])

    found = sent(change)
    assert found.outcome == "accept" and inked(found) > 60


@pytest.mark.parametrize(
    "told", [{"QuadPoints": ["x"] * 8}, {"QuadPoints": 7}, {"C": [1, 2]}, {"QuadPoints": []}, {"Rect": []}]
)
def test_a_mark_of_nonsense_is_left_out(sent, told):
    def change(document):
        document.pages[0].obj.Annots = Array([note(document, "Highlight", **told), Array([]), "x"])

    assert inked(sent(change)) == 0


def test_a_mark_without_a_line_shows_nothing(sent):
    def change(document):
        document.pages[0].obj.Annots = Array([note(document, "Square", Border=[0, 0, 0]) for _ in range(6_000)])

    assert inked(sent(change)) == 0


def test_notes_without_number_are_refused(sent):
    def change(document):
        document.pages[0].obj.Annots = Array([note(document, "Square")] * 30_000)

    with pytest.raises(FileRejectedError) as refused:
        sent(change)
    assert refused.value.reason == "too_much"


def test_pages_that_share_their_notes_all_keep_them(sent):
    def change(document):
        shared = document.make_indirect(Array([note(document, "Square")]))
        document.pages[0].obj.Annots = document.pages[1].obj.Annots = shared

    found = sent(change, pages=2)
    assert inked(found, 0) == inked(found, 1) > 60


def test_what_was_filled_in_later_than_its_look_is_written(sent):
    def change(document):
        look = document.make_stream(b"/Tx BMC EMC")
        look.update(Dictionary(Subtype=Name.Form, BBox=[0, 0, 80, 50]))
        strange._field(document, AP=Dictionary(N=look))

    assert inked(sent(change)) > 20


def test_a_form_without_a_list_of_fields_costs_no_page(sent):
    def change(document):
        strange._field(document)
        document.Root.AcroForm.Fields = 7

    assert sent(change).pages == 1


def test_how_a_stream_is_packed_may_be_said_elsewhere(tmp_path):
    packed = strange.flat(b"0 0 99 60 re f").replace(b"[/FlateDecode]", b"[5 0 R]")
    (tmp_path / "a.pdf").write_bytes(strange.one_page(b"/Contents 4 0 R", packed, b"/FlateDecode"))
    found = admit(tmp_path / "a.pdf", "a.pdf", tmp_path / "out")
    assert inked(found) > 5_000
