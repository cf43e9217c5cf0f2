"""Files of which only a cover would be left are refused with what to do; pages are as large and turned as they say."""

import pikepdf
import pypdfium2
import pytest
import strange_files as strange
from pdf_marks import field
from pikepdf import Array, Dictionary, Name

from shahrsazi.documents.sandbox import FileRejectedError, admit


@pytest.fixture
def sent(tmp_path):
    def send(content):
        (tmp_path / "a.pdf").write_bytes(content if isinstance(content, bytes) else strange.pdf(change=content))
        return admit(tmp_path / "a.pdf", "a.pdf", tmp_path / "out")

    return send


def refusal(send, content) -> str:
    with pytest.raises(FileRejectedError) as refused:
        send(content)
    assert str(refused.value)
    return refused.value.reason


def attached(document, **more) -> None:
    for name in ("plan 1.pdf", "plan 2.pdf"):
        document.attachments[name] = strange.pdf()
    document.Root.Collection = Dictionary(Type=Name.Collection, **more)


def wrapped(document) -> None:
    """What a program for secrets makes: a page that asks for it, and the real file attached, locked."""
    attached(document, View=Name.H)
    entry = document.make_indirect(Dictionary(Type=Name.Filespec, F="x", AFRelationship=Name.EncryptedPayload))
    document.Root.AF = Array([entry])


def form_of_a_program(document, widgets: bool = False, **more) -> None:
    if widgets:
        field(document, V="x")
    else:
        document.Root.AcroForm = Dictionary(Fields=Array([]))
    config = more.pop("config", b"")
    document.Root.AcroForm.XFA = Array(["config", document.make_stream(b"<config>" + config + b"</config>")])
    for key, value in more.items():
        document.Root[f"/{key}"] = value


def test_a_collection_of_files_is_refused_and_one_attachment_is_taken_out(sent):
    assert refusal(sent, attached) == "portfolio"
    assert refusal(sent, lambda d: attached(d, View=Name.D)) == "portfolio"
    assert sent(lambda d: d.attachments.__setitem__("a.txt", b"x")).reasons == ["neutralised"]
    assert sent(lambda d: setattr(d.Root, "Collection", Dictionary())).reasons == ["neutralised"]


def test_a_locked_file_within_a_cover_is_told_as_that(sent):
    assert refusal(sent, wrapped) == "attachments_locked"


def test_a_file_of_which_only_the_attachments_are_locked_is_told_as_that(sent):
    locks = (
        b"<</Filter/Standard/V 4/R 4/Length 128/P -4/O(%s)/U(%s)/CF<</S<</CFM/AESV2/AuthEvent/EFOpen/Length 16>>>>"
        b"/StmF/Identity/StrF/Identity/EFF/S>>" % (b"x" * 32, b"y" * 32)
    )
    content = strange.one_page(b"", locks).replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 4 0 R/ID[(a)(a)]")
    assert refusal(sent, content) == "attachments_locked"
    assert refusal(sent, content.replace(b"/StmF/Identity", b"/StmF/S")) == "locked"


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"NeedsRendering": True},
        {"NeedsRendering": True, "widgets": True},
        {"widgets": True, "config": b"<dynamicRender>required</dynamicRender>"},
    ],
)
def test_a_form_that_a_program_builds_is_refused(sent, how):
    assert refusal(sent, lambda document: form_of_a_program(document, **how)) == "dynamic_form"


def test_a_form_that_stands_on_its_pages_is_taken_without_its_program(sent):
    assert sent(lambda document: form_of_a_program(document, widgets=True)).reasons == ["neutralised"]


@pytest.mark.parametrize("box", ["[0 0 0 0]", "[0 0 0 842]", "[5 5 5 5]", "[0 0 0.2 0.2]", "[0 0 0.5 400]"])
def test_a_page_of_no_size_is_told_as_that(sent, box):
    assert refusal(sent, strange.one_page(b"/MediaBox" + box.encode())) == "page_without_size"


@pytest.mark.parametrize("turn", [b"/Rotate 45", b"/Rotate 100", b"/Rotate(x)", b"/Rotate 0.5", b"/Rotate 360"])
def test_a_turn_that_is_no_quarter_turns_nothing(sent, turn):
    page = pypdfium2.PdfDocument(sent(strange.one_page(turn)).path)[0]
    assert page.get_size() == (595, 842)


def test_what_a_page_inherits_it_keeps(sent):
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[842 0 0 595]/CropBox[400 400 0 0]/Rotate -90>>"
    found = sent(strange.raw_pdf(strange.CATALOGUE, tree, b"<</Type/Page/Parent 2 0 R>>"))
    with pikepdf.open(found.path) as pdf:
        page = pdf.pages[0].obj
        assert [float(n) for n in page.MediaBox] == [0, 0, 842, 595]
        assert [float(n) for n in page.CropBox] == [0, 0, 400, 400] and page.Rotate == 270
