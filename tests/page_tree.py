"""Pages as trees: parsed as HTML5 with every fault an error, and a few questions asked of them."""

import html5lib


def tree(html: str):
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    return parser.parse(html)


def text(element) -> str:
    return " ".join("".join(element.itertext()).split())
