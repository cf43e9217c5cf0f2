"""On every page whatever runs in the other direction than the page is isolated: a name, a code, a kind of file.

The pages are walked by their links, as citizens and staff of the sample city see them, in both languages.
"""

import re
from urllib.parse import urljoin

import pytest
from counter_client import Desk, new_file
from django.test import Client
from page_tree import tree
from personas import CITIZENS, case_of, signed_in

STAFF = {"clerk": "1310002223", "auditor": "1312345004", "administrator": "1315550083"}
STARTS = ["/", "/guide/", "/outbox/", "/status/", "/nowhere/", "/entrance/", "/entrance/password/", "/staff/"]
NOT_FOLLOWED = re.compile(r"/(leave|file|captcha|static)\b|\.(webp|avif|svg|csv|pdf|wav)$|\?")
PAGES_A_PERSON = 120
LATIN, PERSIAN = re.compile("[A-Za-z]"), re.compile("[\u0621-\u06d3]")
SIGNED = re.compile(r"(?<![\w۰-۹])[+−-][۰-۹]")
ISOLATED = re.compile("[\u2066-\u2068][^\u2069]*\u2069")
READ_ALOUD = ("title", "alt", "aria-label", "placeholder", "data-label")
ONLY_TEXT = ("title", "option", "text", "tspan", "textPath", "desc")


def walked(client: Client, starts: list[str]) -> dict[str, str]:
    """Every page that links lead to from these, the other language's left out."""
    pages, waiting = {}, list(starts)
    while waiting and len(pages) < PAGES_A_PERSON:
        address = waiting.pop(0)
        if address in pages:
            continue
        answer = client.get(address, follow=True)
        is_page = "text/html" in answer["Content-Type"]  # what other tests left to a clerk may be a PDF
        pages[address] = answer.content.decode() if is_page else ""
        if is_page:
            links = re.findall(r'<a [^>]*?href="([^"#]+)', pages[address])
            waiting += [a for a in (urljoin(address, a) for a in links) if _is_followed(a, address)]
    return {address: html for address, html in pages.items() if html.startswith("<!doctype")}


def _is_followed(link: str, address: str) -> bool:
    same_language = link.startswith("/en/") == address.startswith("/en/")
    return link.startswith("/") and same_language and not NOT_FOLLOWED.search(link)


def not_isolated(page, persian: bool) -> list[str]:
    """The texts of a page in which something runs in the other direction and is not isolated."""
    texts = [*_texts(page.find("body"), False, persian), *_heard(page)]
    return sorted({" ".join(t.split())[:80] for t in texts if _is_other(t, persian)})


def _is_other(text: str, persian: bool) -> bool:
    return bool(LATIN.search(text) or SIGNED.search(text)) if persian else bool(PERSIAN.search(text))


def _texts(element, isolated: bool, persian: bool):
    """Each text that no element around it isolates; where only characters can, the text without what they do."""
    if not isinstance(element.tag, str) or element.tag in ("script", "style", "textarea"):
        return
    isolated = bool(isolated or element.tag == "bdi" or element.get("dir") or element.get("lang"))
    only_text = element.tag.rpartition("}")[2] in ONLY_TEXT
    for text in (element.text, *(child.tail for child in element)):
        if not isolated:
            yield _left(text) if only_text else text or ""
    for child in element:
        yield from _texts(child, isolated, persian)


def _heard(page):
    """What is read aloud or shown in a window's title."""
    yield _left(page.find("head/title").text)
    for element in page.iter():
        yield from (_left(element.get(name)) for name in READ_ALOUD if element.get(name))


def _left(text: str | None) -> str:
    """What of a text is not isolated; nothing of one that runs in one direction alone."""
    text = text or ""
    is_mixed = PERSIAN.search(text) and LATIN.search(text) or SIGNED.search(text)
    return ISOLATED.sub("", text) if is_mixed else ""


@pytest.fixture(scope="module")
def starts(city) -> dict[str, list[str]]:
    """Where the walk of each begins."""
    from shahrsazi.demo.staff import add_sample

    add_sample()
    draft = f"/counter/drafts/{new_file(Desk(STAFF['clerk'])).ref}/"
    of_staff = {"clerk": ["/staff/home/", draft], "auditor": ["/staff/home/"], "administrator": ["/staff/home/"]}
    return of_staff | {number: ["/cases/", "/sessions/", "/changes/"] for number in CITIZENS} | {"nobody": STARTS}


def client_of(who: str) -> Client:
    """A session of each walk's own: one of the staff is over after ten minutes without a page."""
    if who in STAFF:
        return Desk(STAFF[who]).client
    return signed_in(who) if who in CITIZENS else Client()


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("who", [*STAFF, *CITIZENS, "nobody"])
def test_whatever_runs_in_the_other_direction_is_isolated(starts, who, language):
    prefix = "/en" if language == "en" else ""
    pages = walked(client_of(who), [prefix + a for a in starts[who]])
    assert len(pages) >= 5, (who, list(pages))
    found = {address: texts for address, html in pages.items() if (texts := not_isolated(tree(html), language == "fa"))}
    print(who, language, len(pages), "pages;", sum(map(len, found.values())), "texts")
    assert found == {}


def test_what_is_downloaded_stays_as_it_was_written(starts):
    """Pages alone are isolated: a spreadsheet would take the characters for a part of its words."""
    answer = client_of("auditor").get(f"/audit/ledger.csv?file={case_of('A').renewal_code}")
    assert answer["Content-Type"].startswith("text/csv") and answer.content
    assert not re.search("[\u2066-\u2069]|<bdi", answer.content.decode("utf-8-sig"))
