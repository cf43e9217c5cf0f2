"""A verdict, a visit and a permit lead to their papers, and these back, for whoever may see both."""

import re

import pytest
from feed_lines import commission, fed, mandate, number, owner, paper, permit, person, verdict, visit
from page_tree import unisolated
from personas import NEIGHBOUR, signed_in

from shahrsazi.casefiles.sections.ownership import Paper

ROWS = {
    "inspections": lambda **known: {"inspections": [visit("2024-02-02", visit_no="۱۴۰۲/۷", **known)]},
    "permits": lambda **known: {"permits": [permit(permit_no="9-1402-1", **known)]},
    "violations": lambda **known: _judged(**known),
}
PAPERS = {
    "inspections": ("visit_sheet", "1402/7"),
    "permits": ("completion", "9-1402-1"),
    "violations": ("verdict", "9/2507"),
}


def _judged(**known) -> dict:
    case = commission()
    served = {"served_on": "2024-10-01", "verdict_no": "9/2507", "amount": None} | known
    return {"commission_cases": [case], "verdicts": [verdict(case, **served)]}


def filed(section: str, *owners, rows: dict | None = None, told: dict | None = None, **known):
    """A file with a row of that section and a paper that bears its number."""
    kind, doc_no = PAPERS[section]
    papers = [paper(scan="s.pdf", **{"doc_kind": kind, "doc_no": doc_no} | known)]
    return fed(*owners, papers=papers, scans={"s.pdf": _scan(section)}, **ROWS[section](**(rows or {})), **(told or {}))


def _scan(word: str) -> bytes:
    from pdfs import pdf

    return pdf(f"the paper of {word}")


def leads(html: str, file) -> list[str]:
    """The papers of the file that a page leads to."""
    return re.findall(rf'class="scan" href="/cases/{file.case.ref}/papers/(\w+)/"', html)


def scan_of(file) -> str:
    return Paper._base_manager.using("owner").get(case=file.case).scan


@pytest.mark.parametrize("section", PAPERS)
def test_what_was_decided_leads_to_its_paper_and_the_paper_back(section):
    file = filed(section)
    assert leads(file.html(section), file) == [scan_of(file)[:16]]
    back = re.search(rf'href="(/cases/{file.case.ref}/{section}/)[?]row=([a-z]-\d+)#\2"', file.html("ownership"))
    assert back and f'id="{back[2]}"' in file.html(section)


@pytest.mark.parametrize("section", PAPERS)
@pytest.mark.parametrize("known", [{"doc_no": "other"}, {"doc_no": ""}, {"doc_kind": "deed"}])
def test_another_number_or_kind_leads_nowhere(section, known):
    file = filed(section, **known)
    assert leads(file.html(section), file) == [] and f"/{section}/?row" not in file.html("ownership")


@pytest.mark.parametrize("section", PAPERS)
def test_a_paper_that_is_not_for_owners_is_not_led_to(section):
    file = filed(section, visible_to_owner=False)
    assert leads(file.html(section), file) == [] and "papers/" not in file.html("ownership")


def test_a_verdict_that_was_not_served_is_not_led_to():
    file = filed("violations", rows={"served_on": None})
    assert leads(file.html("violations"), file) == [] and "/violations/?row" not in file.html("ownership")


def test_an_identity_paper_of_another_owner_is_not_led_to():
    mine, theirs = number(), number()
    file = filed("permits", owner(mine, 3, 6), owner(theirs, 3, 6), of_person=theirs)
    assert leads(file.html("permits"), file) == []


@pytest.mark.parametrize(("scope", "count"), [(["view"], 0), (["view", "pay"], 1)])
def test_an_attorney_without_the_scope_is_not_led_to_a_verdict_of_money(scope, count):
    principal, agent = number(), number()
    told = {"people": [person(principal), person(agent)], "mandates": [mandate(principal, agent, scope=scope)]}
    file = filed("violations", owner(principal), rows={"amount": 333_000_000}, told=told)
    html = unisolated(signed_in(agent).get(f"/cases/{file.case.ref}/violations/").content.decode())
    assert len(leads(html, file)) == count


SUMS = [("verdict", "9/2507"), ("service_notice", "گ/۱۲"), ("renewal_slip", "77"), ("inheritance_tax", "")]


def _papers_of_sums(scope: list, amount: int | None):
    """Which kinds of papers open to an attorney where there is one of each; and whether the page says what it hides."""
    principal, agent = number(), number()
    papers = [paper(doc_kind=kind, doc_no=no, scan=f"{kind}.pdf") for kind, no in [*SUMS, ("deed", "5")]]
    kind = "fine" if amount else "demolish"
    told = _judged(amount=amount, verdict_kind=kind, service_proof="گ/12") | {"papers": papers}
    scans = {row["scan"]: _scan(row["doc_kind"]) for row in papers}
    acts = {"people": [person(principal), person(agent)], "mandates": [mandate(principal, agent, scope=scope)]}
    file, client = fed(owner(principal), scans=scans, **told, **acts), signed_in(agent)
    found = {p.doc_kind: p.scan for p in Paper._base_manager.using("owner").filter(case=file.case)}
    page = unisolated(client.get(f"/cases/{file.case.ref}/ownership/").content.decode())
    shown = {kind for kind, scan in found.items() if scan[:16] in page}
    address = f"/cases/{file.case.ref}/papers/%.16s/"
    opened = {kind for kind, scan in found.items() if client.get(address % scan).status_code == 200}
    assert shown == opened
    return opened, "مدارکی که مبلغ دارند" in page


def test_no_address_shows_a_paper_of_sums_to_an_attorney_without_the_scope_and_the_page_says_so(city):
    assert _papers_of_sums(["view"], 333_000_000) == ({"deed"}, True)


def test_a_verdict_that_asks_for_no_money_is_an_attorneys_to_read(city):
    assert _papers_of_sums(["view"], None) == ({"deed", "verdict", "service_notice"}, True)


def test_an_attorney_with_the_scope_reads_every_paper(city):
    assert _papers_of_sums(["view", "pay"], 333_000_000) == ({"deed", *dict(SUMS)}, False)


@pytest.mark.parametrize("section", PAPERS)
def test_the_neighbour_gets_neither_the_page_nor_the_paper(section):
    file, client = filed(section), signed_in(NEIGHBOUR)
    for rest in (f"{section}/", "ownership/", f"papers/{scan_of(file)}/"):
        assert client.get(f"/cases/{file.case.ref}/{rest}").status_code == 404
