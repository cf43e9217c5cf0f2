"""What was noted, stamped and signed on a PDF stands beside its page in words: who, when and what."""

from io import BytesIO

import pikepdf
import pytest
from feed_lines import fed, paper
from pdf_marks import look, note, on_page
from pdfs import pictured
from personas import NEIGHBOUR, signed_in
from signed_pdfs import ENGINEER, plain_pdf, sign

from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.documents.viewer import View


def noted() -> bytes:
    """Two pages: a stamp and a reader's note on the first, nothing on the second."""
    document, out = pikepdf.open(BytesIO(plain_pdf("noted"))), BytesIO()
    document.add_blank_page(page_size=(595, 842))
    stamp = note(
        document, "Stamp", T="ممیز نمونه", M="D:20260105", Subj="تأیید شد", AP=pikepdf.Dictionary(N=look(document))
    )
    hidden = note(document, "Text", T="بازبین", Contents="<b>این عدد ۱۲۰ است</b>", M="D:20260106", F=32)
    on_page(document, stamp, hidden)
    document.save(out, deterministic_id=True)
    return out.getvalue()


class Shown:
    def __init__(self, content: bytes, name: str):
        self.file = fed(papers=[paper(scan=name)], scans={name: content})
        sha256 = pictured(Paper._base_manager.using("owner").get(case=self.file.case).scan)
        self.path = f"/cases/{self.file.case.ref}/papers/{sha256}/"

    def html(self, language: str = "", query: str = "") -> str:
        answer = signed_in(self.file.by).get(f"{language}{self.path}{query}")
        assert answer.status_code == 200
        return answer.content.decode()


@pytest.fixture(scope="module")
def shown():
    return Shown(noted(), "noted.pdf")


def test_each_note_says_its_kind_who_wrote_it_when_and_what(shown):
    persian, english = shown.html(), shown.html("/en")
    for page in (persian, english):
        assert "ممیز نمونه" in page and "تأیید شد" in page and "بازبین" in page
    assert "یادداشت‌ها و مهرها" in persian and "۱۵ دی ۱۴۰۴" in persian
    assert "Notes and stamps" in english and "<strong>Stamp</strong>" in english and "5 Jan 2026" in english


def test_what_cannot_be_seen_on_the_page_says_so_and_what_can_does_not(shown):
    english = shown.html("/en")
    assert english.count("not drawn on the page") == 1
    assert "Some notes or marks of this file cannot be drawn" in english


def test_what_somebody_wrote_is_shown_as_text(shown):
    assert "<b>این" not in shown.html() and "&lt;b&gt;این عدد" in shown.html()


def test_a_page_without_notes_has_no_list_of_them(shown):
    assert 'id="notes"' in shown.html() and 'id="notes"' not in shown.html(query="?page=2")


def test_a_neighbour_reads_none_of_it(shown):
    assert signed_in(NEIGHBOUR).get(shown.path).status_code == 404


def test_a_signature_stands_among_the_notes_and_with_its_worth():
    page = Shown(sign(plain_pdf("signed and noted"), box=(50, 50, 250, 120)), "both.pdf").html("/en")
    assert "<strong>Digital signature</strong>" in page and 'id="signatures"' in page and ENGINEER in page


def crowded() -> bytes:
    """Two pages with 250 notes each, and letters of which no font here has a shape."""
    document, out = pikepdf.open(BytesIO(plain_pdf("crowded"))), BytesIO()
    document.add_blank_page(page_size=(595, 842))
    for page in document.pages:
        page.obj.Annots = pikepdf.Array([note(document, "FreeText", Contents="王") for _ in range(250)])
    document.save(out, deterministic_id=True)
    return out.getvalue()


def test_how_many_notes_are_not_listed_is_said_where_they_are_and_which_letters_are_boxes():
    shown = Shown(crowded(), "crowded.pdf")
    first, second, persian = shown.html("/en"), shown.html("/en", "?page=2"), shown.html(query="?page=2")
    assert "more, in the original" not in first and "and 100 more, in the original" in second
    assert "و ۱۰۰ مورد دیگر در اصل فایل" in persian and persian.count("<strong>") >= 150
    assert "a box stands for each: <bdi>王</bdi>" in second


@pytest.mark.parametrize(
    ("noted", "more"),
    [
        ({}, [0, 0, 0]),
        ({"notes": [{"page": 1}], "more": 0}, [0, 0, 0]),
        ({"notes": [{"page": 1}, {"page": 2}], "more": 7}, [0, 7, 7]),
        ({"notes": [{"page": 1}], "more": 7, "more_on": {"1": 3, "3": 4}}, [3, 0, 4]),
    ],
)
def test_of_copies_of_every_age_it_is_known(noted, more):
    view = View.__new__(View)
    seen = []
    for page in (1, 2, 3):
        view.__dict__ |= {"page": page, "_noted": noted}
        seen.append(view.more_notes)
    assert seen == more
