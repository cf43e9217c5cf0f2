"""The public pages, and what every page keeps: valid HTML, one heading that begins the title, names, ids, weight."""

import re

import brotli
import pytest
from page_tree import text, tree
from personas import CO_OWNER, DISTRICT_15, NEIGHBOUR, SOLE_OWNER, case_of, signed_in

from shahrsazi.casefiles.registry import SECTIONS

OPEN = ["/", "/guide/", "/entrance/", "/entrance/password/", "/entrance/password/sent/", "/outbox/"]
OPEN += ["/entrance/password/sent/?way=email", "/entrance/password/sent/?wait=2", "/nowhere/"]
SIGNED_IN = ["/cases/", "/sessions/", "/entrance/change/"]


@pytest.fixture(scope="module")
def pages(city) -> dict[str, str]:
    """Every page of the site in both languages, as the persona sees it who sees most of it."""
    from django.test import Client

    found = {}
    for by, addresses in [
        (None, OPEN),
        (SOLE_OWNER, SIGNED_IN + _of("A")),
        (NEIGHBOUR, _of("C")),
        (DISTRICT_15, ["/cases/", *_of("E")]),
        (CO_OWNER, ["/cases/", "/cases/?page=3&q=خیابان", "/cases/?q=هیچ", *_of("B")]),
    ]:
        client = signed_in(by) if by else Client()
        for address in addresses:
            for language in ("", "/en"):
                found[f"{by} {language}{address}"] = client.get(language + address).content.decode()
    return found


def _of(letter: str) -> list[str]:
    return [f"/cases/{case_of(letter).ref}/{tail}" for tail in ["", *(f"{s.key}/" for s in SECTIONS)]]


@pytest.fixture(scope="module")
def trees(pages) -> dict:
    return {name: tree(html) for name, html in pages.items()}


def faulty(trees, fault) -> dict:
    return {name: found for name, page in trees.items() if (found := fault(page))}


def test_every_page_is_valid_html(trees):
    assert len(trees) > 80


def test_every_page_has_one_heading_and_its_title_begins_with_it(trees):
    def fault(page):
        headings = [text(h) for h in page.iter("h1")]
        return len(headings) != 1 or not text(page.find("head/title")).startswith(headings[0]) or not headings[0]

    assert faulty(trees, fault) == {}


def test_headings_leave_out_no_level(trees):
    def fault(page):
        levels = [int(e.tag[1]) for e in page.iter() if isinstance(e.tag, str) and re.fullmatch("h[1-6]", e.tag)]
        return [b for a, b in zip(levels, levels[1:], strict=False) if b > a + 1]

    assert faulty(trees, fault) == {}


def test_language_and_direction_of_every_page_are_those_of_its_address(trees):
    for name, page in trees.items():
        expected = ("en", "ltr") if " /en/" in name else ("fa", "rtl")
        assert (page.get("lang"), page.get("dir")) == expected, name


def test_ids_are_unique_and_every_reference_to_one_is_met(trees):
    def fault(page):
        ids = [e.get("id") for e in page.iter() if e.get("id")]
        wanted = [e.get("for") for e in page.iter("label") if e.get("for")]
        wanted += [i for e in page.iter() for i in (e.get("aria-describedby") or "").split()]
        wanted += [a.get("href")[1:] for a in page.iter("a") if (a.get("href") or "").startswith("#")]
        return (len(ids) != len(set(ids)) and "twice") or set(wanted) - set(ids)

    assert faulty(trees, fault) == {}


def test_every_field_has_a_label_and_every_link_and_button_a_name(trees):
    def fault(page):
        labelled = {e.get("for") for e in page.iter("label")} | {
            i.get("id") for lab in page.iter("label") for i in lab.iter("input")
        }
        inside = {id(i) for lab in page.iter("label") for i in lab.iter("input")}
        bare = [
            i.get("name")
            for i in page.iter("input")
            if i.get("type") != "hidden" and i.get("id") not in labelled and id(i) not in inside
        ]
        return bare + [
            e.get("href") for t in ("a", "button") for e in page.iter(t) if not (text(e) or e.get("aria-label"))
        ]

    assert faulty(trees, fault) == {}


def test_every_table_of_data_has_headings(trees):
    assert faulty(trees, lambda page: [t for t in page.iter("table") if not list(t.iter("th"))]) == {}


def test_no_page_asks_another_host_for_anything(pages):
    allowed = {"http://www.w3.org/2000/svg"}
    for name, html in pages.items():
        found = set(re.findall(r"""(?:https?:)?//[a-z0-9.-]+[^\s"'<>)]*""", html, re.I)) - allowed
        assert not [f for f in found if "." in f], (name, found)


def test_no_page_shows_a_trace_of_its_making(pages):
    """No undefined variable, no unformed translation, no Python value."""
    for name, html in pages.items():
        visible = re.sub(r"<[^>]*>", " ", html)
        for trace in (
            "{{",
            "}}",
            "{%",
            "Undefined",
            "None",
            "True",
            "False",
            "Decimal(",
            "datetime",
            "%(",
            "<built-in",
            "nan",
            "Row(",
        ):
            assert not re.search(rf"(?<![A-Za-z]){re.escape(trace)}(?![A-Za-z])", visible), (name, trace)


def test_no_page_needs_inline_style_or_script(pages):
    for name, html in pages.items():
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\bsrc=)", html, re.I), name


def test_the_home_page_lists_the_districts_of_the_table_and_marks_the_fifteenth(pages):
    from shahrsazi.city.districts import District

    page = tree(pages["None /"])
    items = [li for ul in page.iter("ul") if ul.get("class") == "districts" for li in ul]
    assert len(items) == District.objects.using("owner").count() == 15
    assert [i + 1 for i, li in enumerate(items) if li.get("class") == "off"] == [15]
    assert "هنوز" in text(items[14])


def test_a_district_opened_in_the_table_is_no_longer_marked(client):
    from shahrsazi.city.districts import District

    rows = District.objects.using("owner").filter(number=15)
    try:
        rows.update(served_from="2020-01-01")
        assert 'class="off"' not in client.get("/").content.decode()
        rows.update(served_from="2099-01-01")
        assert client.get("/").content.decode().count('class="off"') == 1, "a day to come is not yet"
    finally:
        rows.update(served_from=None)


def test_the_home_page_and_the_guide_name_seven_services_and_eight_papers(trees):
    for address in ("/", "/guide/", "/en/", "/en/guide/"):
        page = trees[f"None {address}"]
        (services,) = [ul for ul in page.iter("ul") if ul.get("class") == "seven"]
        assert len(services) == 7
        to_bring = [ol for ol in page.iter("ol") if ol.get("class") == "bring" and len(ol) == 8]
        assert len(to_bring) == 1, address


def test_the_guide_has_its_twenty_steps(trees):
    for address in ("/guide/", "/en/guide/"):
        (steps,) = [ol for ol in trees[f"None {address}"].iter("ol") if "steps" in (ol.get("class") or "")]
        assert len(steps) == 20


def test_the_home_page_leads_to_the_entrance(trees):
    links = {a.get("href") for a in trees["None /"].iter("a")}
    assert {"/entrance/", "/entrance/password/", "/guide/"} <= links


def test_every_link_of_every_page_leads_to_a_page_that_is_there(city, trees):
    by_reader: dict = {}
    for name, page in trees.items():
        links = {a.get("href").split("#")[0].split("?")[0] for a in page.iter("a") if a.get("href")} - {""}
        calls = {link for link in links if link.startswith("tel:")}
        assert all(re.fullmatch(r"tel:0\d{10}", call) for call in calls), calls
        links -= calls
        by_reader.setdefault(name.split(" ")[0], set()).update(h for h in links if "/papers/" not in h)
    for by, links in by_reader.items():
        client = signed_in(by) if by != "None" else None
        for link in sorted(link for link in links if not link.endswith("/nowhere/"))[:60]:
            from django.test import Client

            assert (client or Client()).get(link).status_code in (200, 302), (by, link)


def squeezed(html: str) -> int:
    return len(brotli.compress(html.encode(), quality=5))


def test_the_first_visit_weighs_at_most_35_kb(pages):
    from django.conf import settings

    html = pages["None /"]
    total = squeezed(html)
    for asset in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html)):
        file = settings.STATIC_ROOT / asset.removeprefix("/static/")
        packed = file.with_name(file.name + ".br")
        total += (packed if packed.exists() else file).stat().st_size
    print(f"first visit: {total} bytes")
    assert total <= 35_000


def test_each_page_of_file_a_weighs_at_most_6_kb(pages):
    sizes = {name: squeezed(html) for name, html in pages.items() if name.startswith(SOLE_OWNER)}
    print(max(sizes.values()), sizes)
    assert {name: size for name, size in sizes.items() if size > 6_000} == {}


def test_a_page_of_twenty_files_weighs_at_most_three_and_a_half_kilobytes(pages):
    """A tenth more than before its cards told what waits: an icon of its own in each would be too much."""
    html = pages[f"{CO_OWNER} /cases/"]
    print(squeezed(html), "bytes")
    assert html.count('<li class="card') == 20 and squeezed(html) <= 3_501
