"""A stranger's 404, which tells nothing: a file, a section or a paper of someone else is as if it never was."""

import pytest
from django.test import Client
from django.utils import translation
from file_addresses import of_a_file, paper_of
from personas import (
    ATTORNEY,
    DISTRICT_15,
    EX_OWNER,
    HALF_REGISTERED,
    NEIGHBOUR,
    SOLE_OWNER,
    case_of,
    registered,
    signed_in,
)

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.casefiles.sections.ownership import Paper


@pytest.fixture(scope="module", autouse=True)
def _all_registered(city):
    with registered(HALF_REGISTERED):
        yield


LANGUAGES = pytest.mark.parametrize("language", ["fa", "en"])
STRANGERS = {
    "the neighbour before A": (NEIGHBOUR, "A"),
    "the attorney of A, whose mandate expired": (ATTORNEY, "A"),
    "the seller of C": (EX_OWNER, "C"),
    "the owner of D, whose district is not served": (DISTRICT_15, "D"),
    "the owner of a file that was never opened": (HALF_REGISTERED, None),
}


def answer(client: Client, address: str) -> list:
    """All that a browser gets, line by line."""
    response = client.get(address)
    content = b"".join(response) if response.streaming else response.content
    return [response.status_code, *sorted(response.headers.items()), str(response.cookies), *content.split(b"\n")]


@LANGUAGES
@pytest.mark.parametrize("who", STRANGERS)
def test_a_file_that_is_not_ones_own_looks_byte_for_byte_like_one_that_never_was(city, who, language):
    code, letter = STRANGERS[who]
    client = signed_in(code)
    file = (
        case_of(letter)
        if letter
        else CaseFile._base_manager.using("owner").filter(opened_on=None, district=5).earliest("id")
    )
    with translation.override(language):
        there = of_a_file(file.ref, paper_of(letter or "A"))
        nowhere = of_a_file("x" * 22, "0" * 64)
    for name in there:
        for url, other in zip(there[name], nowhere[name], strict=True):
            said, said_of_nothing = answer(client, url), answer(client, other)
            assert [(a, b) for a, b in zip(said, said_of_nothing, strict=True) if a != b] == []
            assert said[0] == 404


@LANGUAGES
@pytest.mark.parametrize(
    "tail",
    [
        "nothing/",
        "case/",
        "paper/",
        "casefile/",
        "ownerships/",
        "papers/" + "0" * 64 + "/",
        "../",
        "OWNERSHIP/",
        "history",
    ],
)
def test_a_section_or_a_paper_that_there_is_not_is_a_404_in_ones_own_file(city, tail, language):
    prefix = "/en" if language == "en" else ""
    assert signed_in(SOLE_OWNER).get(f"{prefix}/cases/{case_of('A').ref}/{tail}").status_code == 404


def _scans_of(letter: str) -> set[str]:
    papers = Paper._base_manager.using("owner").filter(case=case_of(letter))
    return set(papers.exclude(scan="").values_list("scan", flat=True))


def test_a_paper_of_another_file_is_not_had_by_way_of_ones_own(city):
    """The bytes are the same for whoever has the hash, so it opens only through a file whose rows name it."""
    others = _scans_of("A") - _scans_of("E")
    assert others
    client = signed_in(DISTRICT_15)
    assert {client.get(f"/cases/{case_of('E').ref}/papers/{scan}/").status_code for scan in others} == {404}
