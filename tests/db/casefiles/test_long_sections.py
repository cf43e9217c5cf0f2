"""A section of very many rows comes page by page, each of a size that a telephone can fetch, and none is left out."""

import re

import pytest
from feed_lines import action, commission, fed, paper, permit, verdict, violation, visit
from page_tree import text, tree, unisolated
from personas import signed_in

DAYS = [f"20{year:02}-{month:02}-{day:02}" for year in range(10, 26) for month in range(1, 13) for day in range(1, 29)]


def _visits(count: int) -> list[dict]:
    return [visit(day, request_no=f"n-{i}x") for i, day in enumerate(DAYS[:count])]


# Section → what the feed tells for so many rows, and what is on the page once for each.
LONG = {
    "history": (450, lambda n: {"actions": [action(day, citizen_note=f"n-{i}x") for i, day in enumerate(DAYS[:n])]}),
    "permits": (90, lambda n: {"permits": [permit(permit_no=f"n-{i}x") for i in range(n)]}),
    "inspections": (18, lambda n: {"inspections": _visits(n)}),
    "violations": (90, lambda n: {"violations": [violation(violation_no=f"n-{i}x") for i in range(n)]}),
    "commission": (18, lambda n: {"commission_cases": [commission(secretariat_no=f"n-{i}x") for i in range(n)]}),
    "ownership": (170, lambda n: {"papers": [paper(seq=i + 1, doc_no=f"n-{i}x") for i in range(n)]}),
}


def page_of(file, section: str, number: int) -> str:
    answer = signed_in(file.by).get(f"/en/cases/{file.case.ref}/{section}/?page={number}")
    assert answer.status_code == 200
    return unisolated(answer.content.decode())


@pytest.mark.parametrize("kind", LONG)
def test_each_row_is_on_one_page_and_no_page_is_larger_than_a_telephone_can_fetch(kind):
    count, told = LONG[kind]
    file, section = fed(**told(count)), "violations" if kind == "commission" else kind
    pages = [page_of(file, section, n) for n in range(1, 4)]
    assert all(f"Page {n} of 3" in text(tree(html)) for n, html in enumerate(pages, 1))
    shown = [set(re.findall(r"n-(\d+)x", text(tree(html).find("body")))) for html in pages]
    assert sorted(int(n) for numbers in shown for n in numbers) == list(range(count))
    assert max(len(html.encode()) for html in pages) <= 100_000
    assert "Page 3 of 3" in page_of(file, section, 99)


@pytest.mark.parametrize("section", ["history", "permits", "inspections", "violations", "ownership"])
def test_a_section_of_one_page_says_nothing_of_pages(section):
    assert "Page 1 of" not in page_of(fed(), section, 1)


def test_the_rows_of_papers_are_numbered_through():
    file = fed(papers=[paper(seq=n + 1) for n in range(90)])
    assert re.findall(r'data-label="Row">(\d+)<', page_of(file, "ownership", 2)) == [str(n) for n in range(81, 91)]


def test_a_later_page_says_of_no_list_that_it_is_empty_because_its_rows_stand_before():
    told = LONG["violations"][1](41)
    case = commission()
    file = fed(**told, commission_cases=[case], verdicts=[verdict(case)])
    first, second = (page_of(file, "violations", n) for n in (1, 2))
    assert "No verdict" not in first + second and "No violation" not in first + second
    cases = fed(**LONG["commission"][1](9), violations=[violation()])
    assert "No violation" not in page_of(cases, "violations", 2)


def test_no_visit_of_a_later_page_is_shown_as_the_latest():
    file = fed(**LONG["inspections"][1](18))
    assert "Earlier visits" in page_of(file, "inspections", 1) and "<h2>Visit of" in page_of(file, "inspections", 1)
    later = page_of(file, "inspections", 2)
    assert "Earlier visits" in later and "Visit of" not in re.sub("<title>.*?</title>", "", later)


def test_a_link_to_a_row_leads_to_the_page_on_which_it_stands():
    told = [visit(day, visit_no=f"م-{n}") for n, day in enumerate(DAYS[:12])]
    sheet = paper(doc_kind="visit_sheet", doc_no="م-0")
    file = fed(inspections=told, papers=[sheet])
    [link] = set(re.findall(r'href="([^"]*/inspections/[?]row=[^"]*)"', page_of(file, "ownership", 1)))
    answer = signed_in(file.by).get(link).content.decode()
    assert "Page 2 of 2" in unisolated(answer) and f'id="{link.partition("#")[2]}"' in answer


def test_a_permit_on_another_page_is_reached_from_the_one_in_its_place():
    told = [permit(permit_no=f"n-{i}x", issued_on=DAYS[i]) for i in range(60)]
    file = fed(permits=[*told, permit(permit_no="new", replaces=told[0]["source_key"], issued_on=DAYS[200])])
    [link] = re.findall(r'href="([?]row=p-[^"]*)"', page_of(file, "permits", 1))
    answer = signed_in(file.by).get(f"/en/cases/{file.case.ref}/permits/{link}").content.decode()
    assert "Page 2 of 2" in unisolated(answer) and f'id="{link.partition("#")[2]}"' in answer


@pytest.mark.parametrize("row", ["i-0", "i-999999999", "x", "", "i-", "p-1"])
def test_a_row_that_there_is_none_of_leads_to_the_first_page(row):
    file = fed(inspections=_visits(9))
    answer = signed_in(file.by).get(f"/en/cases/{file.case.ref}/inspections/?row={row}")
    assert answer.status_code == 200 and "Page 1 of 2" in unisolated(answer.content.decode())
