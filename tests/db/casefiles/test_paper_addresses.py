"""A paper's address names it by the first digits of its SHA-256, among the papers of its file."""

import pytest
from feed_lines import fed, paper
from pdfs import pdf, pictured
from personas import NEIGHBOUR, signed_in

from shahrsazi.casefiles.sections.ownership import Paper


def rows_of(file):
    return Paper._base_manager.using("owner").filter(case=file.case).order_by("id")


@pytest.fixture(scope="module")
def file(city):
    """A file with one paper, whose pictures are made."""
    made = fed(papers=[paper(scan="one.pdf")], scans={"one.pdf": pdf("of the addresses")})
    pictured(rows_of(made).get().scan)
    return made


def path_of(file, digits: int) -> str:
    return f"/cases/{file.case.ref}/papers/{rows_of(file).get().scan[:digits]}/"


@pytest.mark.parametrize("digits", [16, 17, 40, 64])
@pytest.mark.parametrize("rest", ["", "1-thumb.webp", "file"])
def test_a_paper_is_found_by_the_first_digits_of_its_name(file, digits, rest):
    assert signed_in(file.by).get(path_of(file, digits) + rest).status_code == 200
    assert signed_in(NEIGHBOUR).get(path_of(file, digits) + rest).status_code == 404


@pytest.mark.parametrize("digits", [0, 1, 12, 15])
def test_fewer_digits_name_no_paper(file, digits):
    assert signed_in(file.by).get(path_of(file, digits)).status_code == 404


def test_digits_that_two_papers_begin_with_name_neither(city):
    file = fed(papers=[paper(scan="one.pdf"), paper(scan="two.pdf")], scans={"one.pdf": pdf("1"), "two.pdf": pdf("2")})
    one, two = rows_of(file)
    rows_of(file).filter(id=two.id).update(scan=one.scan[:16] + two.scan[16:])
    client, path = signed_in(file.by), f"/cases/{file.case.ref}/papers/"
    assert client.get(f"{path}{one.scan[:16]}/").status_code == 404
    assert client.get(f"{path}{one.scan}/").status_code == 200
