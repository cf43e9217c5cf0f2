"""Pages as trees: parsed as HTML5 with every fault an error, and a few questions asked of them."""

import re

import html5lib

_ISOLATION = re.compile("<bdi class=run(?: dir=ltr)?>([^<]*)</bdi>|[\u2066-\u2069]")


def unisolated(html: str) -> str:
    """The page as its templates made it, without what web/isolate.py puts around runs of the other direction."""
    return _ISOLATION.sub(lambda match: match[1] or "", html)


def with_values(html: str) -> str:
    """The page as it is; none shows the name of a value instead of the value."""
    assert "%(" not in html, re.findall(".*%[(].*", html)
    return html


def tree(html: str):
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    page = parser.parse(html)
    assert not parser.errors, [(fault, _before(html, *place)) for place, fault, _ in parser.errors]
    return page


def _before(html: str, line: int, column: int) -> str:
    return html.split("\n")[line - 1][max(column - 150, 0) : column + 10]


def text(element) -> str:
    """Its words, without the characters that isolate some of them."""
    return " ".join(_ISOLATION.sub("", "".join(element.itertext())).split())


def facts(page) -> dict[str, str]:
    """The facts of a page: title → words."""
    pairs = [(fact.find("dt"), fact.find("dd")) for fact in page.iter("div")]
    return {text(title): text(words) for title, words in pairs if title is not None}
