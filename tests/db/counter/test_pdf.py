"""The printed pages: one page whatever is given, text that stays text, and a code that stands nowhere in clear."""

import re
import zlib

import pytest

from shahrsazi.counter import pdf as printing
from shahrsazi.counter.pdf import Letter, Owner, Receipt, Sealed, render_letter, render_receipt, render_sealed

OWNER = Owner("فاطمه رضایی‌نژاد", "سه دانگ", "۲۲۸***۴۱۷", "sa***@example.ir", "قیم: آوا رضایی‌نژاد")
RECEIPT = Receipt(
    city="شهرداری شهر نمونه",
    district="منطقه ۳",
    counter="بلوار ارم، ساختمان ۲",
    at="۱۴۰۴/۰۹/۰۲ ساعت ۱۰:۳۵",
    renewal_code="۳-۱۲-۱۲۰-۷-۰-۰-۰",
    file_number="۱۲۸۸",
    plate="۱۲۳/۴۵۶۷",
    address="کوچه ۱۲، پلاک ۲۴",
    owners=[OWNER],
    papers=["سند مالکیت", "کارت ملی"],
    state="پرونده از خانه قابل مشاهده است.",
    site="https://city.example",
    clerk="متصدی، باجه ۲",
    tracking="K7M2-4QXA",
)
SEALED = Sealed(
    city="شهرداری شهر نمونه",
    district="منطقه ۳",
    name="فاطمه رضایی‌نژاد",
    user_id="۲۲۸***۴۱۷",
    code="x7KmQ2aRt9Wp",
    until="۱۴۰۴/۰۹/۰۵ ساعت ۱۰:۳۵",
    site="https://city.example",
)
LETTER = Letter(
    city="شهرداری شهر نمونه",
    district="منطقه ۳",
    name="فاطمه رضایی‌نژاد",
    street="خیابان نظر، پلاک ۹",
    postal="۸۱۷۴۶۷۳۴۴۱",
    at="۱۴۰۴/۰۹/۰۵",
    tracking="۱۲۳",
    renewal_code="۳-۱۲-۱۲۰-۷-۰-۰-۰",
    file_number="۱۲۸۸",
    about="در پرونده این ملک تغییری ثبت شده است.",
    site="https://city.example",
)
EXAMPLES = [(render_receipt, RECEIPT), (render_sealed, SEALED), (render_letter, LETTER)]
TOUGH = {
    "source": '#panic("x") #read("receipt.typ") #import "a.typ"',
    "marks": "*bold* _it_ $x$ `raw` @ref <label> = h \\ \\u{41} // /* [ ] { } ~ ---",
    "quote": '"',
    "backslash": "\\\\",
    "long": "W" * 10_000,
    "long Persian": "ش" * 10_000,
    "words": "خانه " * 2_000,
    "bidi": "\u202e\u2066\u2067abc\u2069\u2069\u2069\u202cسلام\u200f\u200e\u061c",
    "emoji": "👩🏽‍🦱🇮🇷❤️",
    "lines": "a\nb\r\n\tc\u2028d\x00\x1f\x7f",
    "far": "漢字 עברית ไทย \ue000\ufffe\U0010ffff",
    "surrogate": "\ud800",
    "marks piled up": "ا" + "\u064b\u0301" * 4_000,
    "nothing": "",
    "space": " \u00a0\u200b\u00ad",
}


def opened(pdf: bytes) -> bytes:
    """The whole PDF with its streams unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S)
    return pdf + b"".join(_unpacked(s) for s in streams)


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", opened(pdf)))


def all_of(example, text: str):
    """The example with every text in it replaced."""
    kept = {"owners", "papers", "code", "language"} & set(example._fields)
    return example._replace(**{key: text for key in example._fields if key not in kept})


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize(("draw", "example"), EXAMPLES)
def test_each_page_is_one_pdf_page_in_both_languages(draw, example, language):
    pdf = draw(example._replace(language=language))
    assert pdf.startswith(b"%PDF-") and pages(pdf) == 1
    assert re.search(rb"/Lang\s*\(" + language.encode(), pdf)


@pytest.mark.parametrize("draw_of", EXAMPLES, ids=["receipt", "sealed", "letter"])
def test_it_has_a_title_and_the_archive_form_and_is_the_same_every_time(draw_of):
    draw, example = draw_of
    pdf = draw(example)
    assert b"/Title" in pdf and b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert draw(example) == pdf


@pytest.mark.parametrize("text", TOUGH.values(), ids=TOUGH)
def test_no_text_breaks_the_receipt(text):
    owners = [Owner(*[text] * 5)] * 12
    assert pages(render_receipt(all_of(RECEIPT, text)._replace(owners=owners, papers=[text] * 20))) == 1


@pytest.mark.parametrize("text", TOUGH.values(), ids=TOUGH)
def test_no_text_breaks_the_letter(text):
    assert pages(render_letter(all_of(LETTER, text))) == 1


@pytest.mark.parametrize("text", TOUGH.values(), ids=TOUGH)
def test_no_text_breaks_the_sealed_sheet(text):
    assert pages(render_sealed(all_of(SEALED, text))) == 1


@pytest.mark.parametrize("count", [0, 1, 12, 40])
def test_any_number_of_owners_is_one_page(count):
    assert pages(render_receipt(RECEIPT._replace(owners=[OWNER] * count, papers=["سند"] * count))) == 1


def test_given_text_is_not_read_as_source():
    given = printing._texts(RECEIPT._replace(address=TOUGH["marks"]), "owners", "papers")
    assert given["address"] == TOUGH["marks"]
    plain, tough = render_receipt(RECEIPT._replace(address="7")), render_receipt(RECEIPT._replace(address="#{3+4}"))
    assert plain != tough


def test_the_fonts_draw_every_letter_they_are_said_to_draw():
    """One letter without a picture would make the archive form fail; both weights are asked."""
    letters = [chr(n) for n in range(0x21, 0x10000) if not printing.OTHER.match(chr(n))]
    assert len(letters) > 380
    for n in range(0, len(letters), 40):
        some = " ".join(letters[n : n + 40])
        cut = [some[i : i + 40] for i in range(0, len(some), 40)]
        assert render_receipt(RECEIPT._replace(owners=[Owner(c, c, "1") for c in cut]))


def test_marks_of_direction_go_and_a_sign_without_a_picture_leaves_a_trace():
    assert printing.printable("\u202eab\u2066c\n d", 70) == "abc d"
    assert printing.printable("خانه‌ها 漢", 70) == "خانه‌ها \ufffd"
    assert printing.printable("W" * 100, 10) == "W" * 9 + "…"


def test_the_code_stands_nowhere_in_clear():
    pdf = render_sealed(SEALED)
    whole = opened(pdf)
    for form in (SEALED.code.encode(), SEALED.code.encode("utf-16-be"), SEALED.code.encode().hex().encode()):
        assert form not in whole and form.upper() not in whole.upper()
    assert pdf != render_sealed(SEALED._replace(code="x7KmQ2aRt9Wq"))


def test_the_name_of_the_receiver_is_not_in_the_properties_of_the_file():
    whole = opened(render_sealed(SEALED._replace(name="Nobody Particular")))
    assert b"Nobody" not in whole and "Nobody".encode("utf-16-be") not in whole


@pytest.mark.parametrize("code", ["", "abc", "a b c d", "کلمه", "x" * 25, "abcd\n"])
def test_a_code_that_cannot_be_printed_whole_is_refused(code):
    with pytest.raises(ValueError):
        render_sealed(SEALED._replace(code=code))


@pytest.mark.parametrize("site", ["", "  ", "x" * 71, "https://\u202eevil", "漢"])
def test_no_qr_is_drawn_for_what_is_no_address(site):
    assert printing._qr(site) == ""
    assert pages(render_receipt(RECEIPT._replace(site=site))) == 1


def test_the_site_has_a_qr():
    assert printing._qr(RECEIPT.site).startswith("<svg")
