"""Of a PDF its pages stay and nothing else: no script, no attachment, no way out, no name of who made it."""

import io

import pikepdf
import pypdfium2
import pytest
import strange_files as strange
from PIL import Image, ImageChops

from shahrsazi.documents.sandbox import FileRejectedError, admit

ACTS = {
    "/JS",
    "/JavaScript",
    "/Launch",
    "/EmbeddedFile",
    "/EmbeddedFiles",
    "/OpenAction",
    "/AA",
    "/URI",
    "/A",
    "/AF",
    "/AcroForm",
    "/XFA",
    "/Annots",
    "/EF",
    "/Names",
    "/Metadata",
    "/PieceInfo",
    "/RichMediaContent",
    "/Outlines",
    "/Info",
    "/Collection",
    "/FS",
    "/SubmitForm",
    "/GoToR",
}


@pytest.fixture
def sent(tmp_path):
    def send(content: bytes):
        (tmp_path / "a.pdf").write_bytes(content)
        return admit(tmp_path / "a.pdf", "a.pdf", tmp_path / "out")

    return send


def words(found) -> set[str]:
    """Every key and every name in every object of the file."""
    with pikepdf.open(found.path) as pdf:
        ahead, said = [*pdf.objects, pdf.trailer], set()
        while ahead:
            thing = ahead.pop()
            if isinstance(thing, pikepdf.Name):
                said.add(str(thing))
            elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                said |= set(thing.keys())
                ahead += [value for _, value in thing.items() if not getattr(value, "is_indirect", False)]
            elif isinstance(thing, pikepdf.Array):
                ahead += [value for value in thing if not getattr(value, "is_indirect", False)]
        return said


def drawn(source) -> Image.Image:
    pdf = pypdfium2.PdfDocument(source)
    pdf.init_forms()
    return pdf[0].render().to_pil().convert("L")


@pytest.mark.parametrize("what", strange.ACTIVE)
def test_whatever_acts_is_taken_out_and_it_is_said(sent, what):
    found = sent(strange.pdf(change=strange.ACTIVE[what]))
    assert (found.outcome, found.reasons[0], found.pages) == ("neutralise", "neutralised", 1)
    assert not words(found) & ACTS
    assert b"evil" not in found.path.read_bytes()


def test_what_hides_deeper_in_the_page_goes_too(sent):
    def change(document):
        hidden = pikepdf.Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
        form = document.make_stream(b"0 0 9 9 re f", hidden)
        form.AA, form.Metadata = pikepdf.Dictionary(O=strange.script()), "x"
        form.PieceInfo, form.Ref, form.F = pikepdf.Dictionary(), pikepdf.Dictionary(F="evil"), "evil"
        document.pages[0].obj.Resources.XObject = pikepdf.Dictionary({"/Font": form})
        timed = pikepdf.Dictionary(Event=pikepdf.Name.View, Metadata="x")
        document.Root.OCProperties = pikepdf.Dictionary(OCGs=[], D=pikepdf.Dictionary(AS=[timed], JS="x"))

    found = sent(strange.pdf(change=change))
    assert not words(found) & (ACTS | {"/AS", "/Ref", "/F"}) and "/OCProperties" in words(found)


def test_what_a_form_shows_becomes_part_of_the_page(sent):
    content = strange.pdf(change=strange.ACTIVE["form"])
    bare = sent(strange.pdf()).path.read_bytes()
    filled = sent(content).path
    change = ImageChops.difference(drawn(bare), drawn(filled)).getbbox()
    assert change and change[1] > 750, "the word stands at the foot, where the field was"


def test_an_inner_link_and_the_maker_go_without_a_word(sent):
    def change(document):
        place = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[1, 1, 9, 9], Dest=place)
        document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(link)])
        document.Root.OpenAction = place
        document.docinfo["/Author"] = "SECRETNAME"
        document.Root.Metadata = document.make_stream(b"SECRETNAME")

    content = strange.pdf(change=change)
    found = sent(content)
    assert (found.outcome, found.reasons) == ("accept", []) and b"SECRETNAME" in content
    assert not words(found) & ACTS and b"SECRETNAME" not in found.path.read_bytes()


def test_a_scan_inside_forgets_its_camera_and_keeps_every_point(sent):
    notes = Image.Exif()
    notes[0x013B] = "SECRETARTIST"
    photograph = strange.picture("JPEG", exif=notes, quality=90)

    def change(document):
        image = document.make_stream(
            photograph,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=60,
            Height=40,
            BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceRGB,
            Filter=pikepdf.Name.DCTDecode,
        )
        document.pages[0].obj.Resources.XObject = pikepdf.Dictionary(JS=image)
        document.pages[0].contents_add(b"q 300 0 0 200 50 300 cm /JS Do Q")

    content = strange.pdf(change=change)
    found = sent(content)
    assert found.outcome == "accept" and b"SECRETARTIST" in content
    assert b"SECRETARTIST" not in found.path.read_bytes()
    assert ImageChops.difference(drawn(content), drawn(found.path)).getbbox() is None


def test_pages_look_as_before_whatever_they_inherit(sent):
    content = strange.raw_pdf(
        strange.CATALOGUE,
        b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 200]/Rotate 90/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
        b"<</Length 40>>\nstream\nBT /F 30 Tf 20 90 Td (inherited) Tj ET   \nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    found = sent(content)
    assert found.outcome == "accept" and drawn(found.path).size == (200, 300)
    assert ImageChops.difference(drawn(content), drawn(found.path)).getbbox() is None


@pytest.mark.parametrize(
    ("why", "content"),
    [
        ("too_many_pages", strange.pdf(301)),
        ("too_many_pages", strange.billion_pages()),
        ("too_much", strange.flate_bomb()),
        ("too_much", strange.flate_bomb(2)),
        ("too_many_pixels", strange.picture_bomb()),
        ("too_many_pixels", strange.picture_bomb(b"/JBIG2Decode", 1)),
        ("page_too_big", strange.one_page(b"/UserUnit 10/MediaBox[0 0 14400 14400]")),
        ("page_without_size", strange.one_page(b"/MediaBox[0 0 0 0]")),
        ("page_too_big", strange.one_page(b"/MediaBox[0 0 9 99999999999]")),
        ("no_pages", strange.raw_pdf(strange.CATALOGUE, b"<</Type/Pages/Kids[]/Count 0>>")),
    ],
)
def test_a_bomb_is_refused_for_what_it_is(sent, why, content):
    with pytest.raises(FileRejectedError) as refused:
        sent(content)
    assert refused.value.reason == why and len(content) < 500_000


@pytest.mark.parametrize(
    "content",
    [
        strange.deep(),
        b"%PDF-1.7\n" * 50,
        strange.pdf()[:150],
        strange.raw_pdf(strange.CATALOGUE, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
    ],
)
def test_what_cannot_be_read_is_refused_and_no_more(sent, content):
    with pytest.raises(FileRejectedError):
        sent(content)


def test_three_hundred_pages_are_taken_and_counted_by_themselves(sent):
    assert sent(strange.pdf(300)).pages == 300
    lying = strange.one_page().replace(b"/Count 1", b"/Count 7")
    assert (sent(lying).outcome, sent(lying).pages) == ("repair", 1)


def test_what_stands_before_and_behind_is_gone(sent):
    content = b"\n" + strange.pdf() + strange.archive() * 10
    found = sent(content)
    assert found.outcome == "repair" and b"evil" not in found.path.read_bytes()
    assert pikepdf.open(io.BytesIO(found.path.read_bytes())).pages
    assert sent(strange.pdf() + strange.archive()).outcome == "repair"
    assert sent(strange.pdf() + b"\r\n" + bytes(900)).outcome == "accept"


@pytest.mark.parametrize(
    ("crop", "size"), [("[400 500 100 100]", (300, 400)), ("[9000 9000 9999 9999]", (595, 842)), ("[1]", (595, 842))]
)
def test_what_a_page_shows_may_be_told_from_any_corner_and_is_never_nothing(sent, crop, size):
    found = sent(strange.one_page(b"/CropBox" + crop.encode()))
    assert drawn(found.path).size == size
