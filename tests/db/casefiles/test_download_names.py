"""A paper that is taken along is called after its kind, its number and its file, and after no person."""

import tomllib
from urllib.parse import unquote

import pytest
from conftest import ROOT
from feed_lines import drawings, fed, number, owner, paper, person, visit
from pdfs import pdf
from personas import NEIGHBOUR, signed_in

from shahrsazi.casefiles.sections.drawings import DrawingSet
from shahrsazi.casefiles.sections.inspections import Inspection
from shahrsazi.casefiles.sections.ownership import Paper

KINDS = tomllib.loads((ROOT / "shahrsazi/city/code_lists.toml").read_text("utf8"))["doc_kind"]


def name_of(file, sha256: str) -> str:
    answer = signed_in(file.by).get(f"/cases/{file.case.ref}/papers/{sha256}/file")
    assert answer.status_code == 200
    return unquote(answer["Content-Disposition"].partition("filename*=UTF-8''")[2])


@pytest.fixture(scope="module")
def file():
    """A file with a paper of every kind that bears its owner's national code as its number, and one that does not."""
    code = number()
    papers, scans = [], {}
    for kind in KINDS:
        for what, doc_no in (("own", code), ("other", "۷/۱۲")):
            scans[f"{kind}-{what}.pdf"] = pdf(f"{kind} {what} to take along")
            papers.append(paper(doc_kind=kind, doc_no=doc_no, doc_date="2024-10-01", scan=f"{kind}-{what}.pdf"))
    return fed(owner(code), people=[person(code, first_name="مهین")], papers=papers, scans=scans)


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_of_every_kind_is_named_after_it_and_never_after_a_person(file, kind):
    papers = Paper._base_manager.using("owner").filter(case=file.case, doc_kind=kind).order_by("doc_no")
    names = [name_of(file, row.scan) for row in papers]
    label = KINDS[kind][0].replace("، ", "-").replace(" ", "-")
    assert len({*names}) == 2 and all(name.startswith(f"{label}_") and name.endswith(".pdf") for name in names)
    assert all(file.by not in name and "مهین" not in name for name in names)
    assert all(file.case.file_no.replace("/", "-") in name for name in names)
    assert any("1403-07-10" in name for name in names), "the day where the number is a person's"


def test_a_drawing_and_a_photograph_are_named_by_number_and_day_and_not_by_the_words_of_others():
    sheets = [{"title": "خانه آقای نمونه", "number": "A-01", "scale": "1:100", "scan": "d.pdf"}]
    photos = [{"scan": "p.pdf"}]
    scans = {"d.pdf": pdf("a drawing to take along"), "p.pdf": pdf("a photograph to take along")}
    file = fed(drawing_sets=[drawings(1, sheets=sheets)], inspections=[visit("2024-10-01", photos=photos)], scans=scans)
    [drawn] = DrawingSet._base_manager.using("owner").filter(case=file.case)
    [visited] = Inspection._base_manager.using("owner").filter(case=file.case)
    assert name_of(file, drawn.sheets[0]["scan"]).startswith("نقشه_A-01_")
    assert name_of(file, visited.photos[0]["scan"]).startswith("عکس-بازدید_1403-07-10_")


def test_a_neighbour_learns_no_name(file):
    row = Paper._base_manager.using("owner").filter(case=file.case).first()
    answer = signed_in(NEIGHBOUR).get(f"/cases/{file.case.ref}/papers/{row.scan}/file")
    assert answer.status_code == 404 and "Content-Disposition" not in answer
