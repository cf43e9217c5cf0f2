"""The short form of `make papers-true`: pages of the repository's files are shown as other readers show them."""

import pytest
import strange_files as strange
from papers_true.compared import Page, compared, pages
from papers_true.difference import Difference
from papers_true.known import KNOWN, why
from pdf_marks import look, note, on_page
from pikepdf import Dictionary
from PIL import Image
from repository import ROOT

from shahrsazi.documents.sandbox import admit, render

SCANS = ROOT / "tests" / "data" / "scans"
QUADS = [100, 160, 300, 160, 100, 140, 300, 140]


@pytest.mark.parametrize(
    ("name", "readers"),
    [
        ("bops_plan.pdf", {"Poppler", "PDFium"}),
        ("pypdf_habibi.pdf", {"Poppler", "PDFium"}),
        ("pillow_multipage.tiff", {"libtiff"}),
        ("pillow_hopper_orientation_6.jpg", {"Chromium"}),
    ],
)
def test_a_file_is_shown_as_other_readers_show_it(name, readers):
    found = compared(SCANS / name, last=3)
    assert {page.reader for page in found.pages} == readers
    assert [page for page in found.pages if page.places or page.failed] == []


def _stamped(document) -> None:
    on_page(document, note(document, "Stamp", AP=Dictionary(N=look(document))))


def _struck_out(document) -> None:
    on_page(document, note(document, "StrikeOut", QuadPoints=QUADS))


@pytest.fixture
def picture_of(tmp_path):
    """Admits a PDF of one page and returns it with its picture for the screen."""

    def make(name: str, change=None):
        file, into = tmp_path / f"{name}.pdf", tmp_path / name
        file.write_bytes(strange.pdf(change=change))
        admitted = admit(file, file.name, into)
        shown = [p for p in render(admitted.path, "pdf", into, sizes=("screen",)) if p.kind == "webp"]
        return file, shown[0].path

    return make


def where_the_mark_is(page) -> list:
    """The words of the page are none of ours: every reader has another font for them."""
    return [place for place in page.places if place.left < 0.2 and 0.78 < place.top < place.bottom < 0.9]


@pytest.mark.parametrize("marked", [_stamped, _struck_out])
def test_a_mark_that_our_picture_lacks_is_listed_with_its_place(picture_of, marked):
    file, _picture = picture_of("marked", marked)
    _file, without = picture_of("unmarked")
    assert all(map(where_the_mark_is, pages(file, "pdf", {1: without})))


@pytest.mark.parametrize("marked", [_stamped, _struck_out])
def test_a_mark_that_our_picture_has_is_not_listed(picture_of, marked):
    file, picture = picture_of("marked", marked)
    assert not any(map(where_the_mark_is, pages(file, "pdf", {1: picture})))


def test_a_page_of_other_proportions_is_listed(picture_of):
    file, picture = picture_of("squashed")
    with Image.open(picture) as whole:
        whole.resize((whole.width, whole.height // 2)).save(picture)
    assert all("proportions" in page.failed for page in pages(file, "pdf", {1: picture}))


def _differing(points: int, reader: str = "Poppler", number: int = 1) -> Page:
    return Page(number, reader, [Difference(0, 0, 1, 1, points)])


def test_a_difference_that_was_looked_at_is_known_by_its_file_reader_and_size():
    name, reader = "bops_existing-first-floor-plan.pdf", "Poppler"
    points, reason = KNOWN[name, reader]
    assert why(name, _differing(points)) == reason
    others = [_differing(2 * points), _differing(points, "PDFium"), _differing(points, number=2)]
    assert not any(why(name, page) for page in others) and not why("other.pdf", _differing(points))


def test_a_file_that_is_refused_is_listed_with_its_reason(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert compared(tmp_path / "a.pdf", last=1).outcome == "reject"
