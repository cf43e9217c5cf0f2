"""Letters in a font that the file lacks: no reader draws them as they were meant, and the page says so."""

import pikepdf
import pytest
import strange_files as strange
from conftest import ROOT
from pikepdf import Array, Dictionary, Name

from shahrsazi.documents.sandbox import admit

REASON = "fonts_missing"


@pytest.fixture
def sent(tmp_path):
    def send(font, content: bytes = b"BT /P 30 Tf 60 500 Td <64656667> Tj ET"):
        def change(document):
            page = document.pages[0]
            page.obj.Resources.Font.P = document.make_indirect(font(document))
            page.contents_add(content)

        (tmp_path / "a.pdf").write_bytes(strange.pdf(change=change))
        return admit(tmp_path / "a.pdf", "a.pdf", tmp_path / "out").reasons

    return send


def packed(document, **program) -> Dictionary:
    """A font of two bytes a letter, as word processors write Persian."""
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.BNazanin, Flags=4, **program)
    below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.BNazanin, DW=500)
    below.CIDSystemInfo = Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0)
    below.FontDescriptor = document.make_indirect(descriptor)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.BNazanin, Encoding=Name("/Identity-H"))
    font.DescendantFonts = Array([document.make_indirect(below)])
    return font


def simple(_document, names=(), called="/Arial", **more) -> Dictionary:
    font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(called), **more)
    if names:
        font.Encoding = Dictionary(Differences=Array([100, *(Name(f"/{name}") for name in names)]))
    return font


def meaning(document, letter: str) -> Dictionary:
    table = b"begincmap 1 beginbfchar <64> <%s> endbfchar endcmap" % letter.encode("utf-16-be").hex().encode()
    return simple(document, ToUnicode=document.make_stream(table))


def symbolic(document, **more) -> Dictionary:
    return simple(document, called="/BNazanin", FontDescriptor=document.make_indirect(Dictionary(Flags=4)), **more)


LACKING = {
    "packed": packed,
    "packed, a program that does not open": lambda d: packed(d, FontFile2=d.make_stream(b"no font at all" * 90)),
    "Arabic names": lambda d: simple(d, ["afii57415", "afii57416"]),
    "names by their number": lambda d: simple(d, ["uni06F1", "uniFEE2"]),
    "its own codes": symbolic,
    "codes that mean Persian": lambda d: meaning(d, "پ"),
}
WHOLE = {
    "plain": simple,
    "Latin names": lambda d: simple(d, ["eacute", "endash", "fi", "Euro"]),
    "codes that mean Latin": lambda d: meaning(d, "é"),
    "signs that everybody has": lambda d: simple(d, called="/ZapfDingbats"),
    "a style of its own": lambda d: simple(d, called="/Calibri-Bold", Encoding=Name.WinAnsiEncoding),
}


@pytest.mark.parametrize("font", LACKING)
def test_letters_that_no_reader_has_are_said(sent, font):
    assert sent(LACKING[font]) == [REASON]


@pytest.mark.parametrize("font", WHOLE)
def test_letters_that_every_reader_has_are_not(sent, font):
    assert sent(WHOLE[font]) == []


def test_fonts_in_drawings_within_count_too(sent):
    def within(document):
        form = document.make_stream(b"BT /Q 30 Tf 60 500 Td <6465> Tj ET")
        form.update(Dictionary(Subtype=Name.Form, BBox=[0, 0, 595, 842]))
        form.Resources = Dictionary(Font=Dictionary(Q=packed(document)))
        document.pages[0].obj.Resources.XObject = Dictionary(X=form)
        return simple(document)

    assert sent(within, b"/X Do") == [REASON]


def form(document, content: bytes, **resources) -> pikepdf.Stream:
    made = document.make_stream(content, Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842]))
    if resources:
        made.Resources = Dictionary(**resources)
    return made


LETTERS = b"BT /P 30 Tf 60 500 Td <6465> Tj ET"


def _by_setting(document):
    settings = Dictionary(G=Dictionary(Font=Array([document.make_indirect(packed(document)), 30])))
    document.pages[0].obj.Resources.ExtGState = settings


def _masked(document):
    mask = form(document, LETTERS, Font=Dictionary(P=packed(document)))
    document.pages[0].obj.Resources.ExtGState = Dictionary(G=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask)))


def _drawn_letters(document):
    letter = document.make_stream(b"500 0 d0 " + LETTERS)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(a=letter))
    font.Resources = Dictionary(Font=Dictionary(P=packed(document)))
    document.pages[0].obj.Resources.Font.Q = document.make_indirect(font)


def _drawing(*path: bytes, content=LETTERS, **resources):
    """A drawing of the page that draws another, and so on; the last has the letters."""

    def change(document):
        own = resources or {"Font": Dictionary(P=packed(document))}
        inner = form(document, content, **own)
        for outer in path:
            inner = form(document, outer, XObject=Dictionary(X=inner))
        document.pages[0].obj.Resources.XObject = Dictionary(X=inner)

    return change


def _nothing(document):
    pass


SHOWN = {
    "a comment and an end of line between": (None, b"BT /P % large\n 30\rTf 60 500 Td <6465> Tj ET"),
    "a name written in numbers": (None, b"BT /#50 30 Tf 60 500 Td <6465> Tj ET"),
    "as a row": (None, b"BT /P 30 Tf 60 500 Td [<64> -9 <65>] TJ ET"),
    "on the next line": (None, b'BT /P 30 Tf 60 500 Td 0 0 <6465> " ET'),
    "invisible ones brought to an end": (None, b"q BT 3 Tr ET Q BT /P 30 Tf 60 500 Td <6465> Tj ET"),
    "invisible ones of another font": (None, b"BT 3 Tr /F1 9 Tf (x) Tj 0 Tr /P 30 Tf 60 500 Td <6465> Tj ET"),
    "set by a state": (_by_setting, b"/G gs BT 60 500 Td <6465> Tj ET"),
    "in a mask": (_masked, b"/G gs 0 0 99 99 re f"),
    "as drawn letters": (_drawn_letters, b"BT /Q 30 Tf 60 500 Td (a) Tj ET"),
    "in a drawing": (_drawing(), b"/X Do"),
    "three drawings deep": (_drawing(b"/X Do", b"/X Do"), b"/X Do"),
    "a font handed on": (_drawing(content=b"BT <6465> Tj ET", ProcSet=Array([])), b"/P 30 Tf /X Do"),
}
UNSHOWN = {
    "invisible to its end": (None, b"BT 3 Tr /F1 9 Tf (x) Tj ET BT /P 30 Tf 60 500 Td <6465> Tj ET"),
    "invisible again": (None, b"BT 3 Tr q 0 Tr Q /P 30 Tf 60 500 Td <6465> Tj ET"),
    "another font by then": (None, b"BT /P 30 Tf /F1 9 Tf 60 500 Td (ab) Tj ET"),
    "another font again": (None, b"BT /F1 9 Tf q /P 30 Tf Q 60 500 Td (ab) Tj ET"),
    "no letters": (None, b"BT /P 30 Tf 60 500 Td () Tj [9 ()] TJ ET"),
    "only a string of that form": (None, b"BT /F1 9 Tf (/P 30 Tf) Tj ET"),
    "only in a comment": (None, b"BT /F1 9 Tf % /P 30 Tf\n (ab) Tj ET"),
    "in a drawing that nothing draws": (_drawing(), b""),
    "invisible in a drawing": (_drawing(content=b"BT <6465> Tj ET", ProcSet=Array([])), b"3 Tr /P 30 Tf /X Do"),
}


@pytest.mark.parametrize("how", SHOWN | UNSHOWN)
def test_letters_count_that_show_in_the_font(sent, how):
    change, content = (SHOWN | UNSHOWN)[how]

    def changed(document):
        (change or _nothing)(document)
        return packed(document)

    assert sent(changed, content) == [REASON] * (how in SHOWN)


def test_a_drawing_that_draws_itself_ends(sent):
    def changed(document):
        inner = form(document, b"/X Do", Font=Dictionary(P=packed(document)))
        inner.Resources.XObject = document.pages[0].obj.Resources.XObject = Dictionary(X=inner)
        return packed(document)

    assert sent(changed, b"/X Do") == []


@pytest.mark.parametrize(
    "content",
    [b"", b"BT /F1 30 Tf 60 500 Td <6465> Tj ET", b"BT 3 Tr /P 30 Tf 60 500 Td <6465> Tj ET"],
    ids=["none", "another font", "invisible"],
)
def test_a_font_in_which_nothing_shows_is_not_said(sent, content):
    assert sent(packed, content) == []


def test_a_font_that_is_in_the_file_is_whole(tmp_path):
    found = admit(ROOT / "tests" / "data" / "scans" / "pypdf_habibi.pdf", "a.pdf", tmp_path)
    assert REASON not in found.reasons
