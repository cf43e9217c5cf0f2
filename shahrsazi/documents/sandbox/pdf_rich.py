"""Rich text in a PDF, which is written as a page of the web, without its dress: its words, lines and raised figures.

Python's parser of such pages takes minutes over some that are made for it, and a < of a reviewer for the start of a
mark; here each is read once, and what is no whole mark is words.
"""

import html
import re

MAX_LENGTH, DEEP = 100_000, 50
_MARK = re.compile(
    r"<!--(?s:.{0,2000}?)-->|<[?!][^<>\[]{0,2000}>|<!\[CDATA\[(?P<plain>(?s:.{0,4000}?))\]\]>"
    r"|<(?P<end>/?)(?:[\w.-]{1,20}:)?(?P<name>[A-Za-z][A-Za-z0-9]{0,20})"
    r"""(?:\s++[\w:.-]{1,80}+\s?+=\s?+(?:"[^"<]{0,4000}+"|'[^'<]{0,4000}+'))*+\s{0,9}+/?>"""
)
LINES = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"}
DRESS = {
    "html",
    "body",
    "span",
    "b",
    "i",
    "u",
    "s",
    "em",
    "strong",
    "font",
    "a",
    "ul",
    "ol",
    "sub",
    "sup",
    "table",
    "td",
}
UNSAID = {"head", "title", "style", "script"}
_USUAL = "0123456789+-()"
# Ten to the second is no hundred and two.
SET = {"sup": str.maketrans(_USUAL, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾"), "sub": str.maketrans(_USUAL, "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")}


def bare(rich: str) -> str:
    """What is written in it; its own ends of lines are room between words, those that it spells out are ends."""
    words = _Words()
    at, source = 0, " ".join(rich[:MAX_LENGTH].splitlines())
    for mark in _MARK.finditer(source):
        words.add(html.unescape(source[at : mark.start()]))
        words.mark(mark)
        at = mark.end()
    words.add(html.unescape(source[at:]))
    lines = "".join(words.parts).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.strip(" ") for line in lines).strip() + ("…" if len(rich) > MAX_LENGTH else "")


class _Words:
    """What was read; `within` are the marks in which it stands that change it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.within: list[str] = []

    def add(self, words: str) -> None:
        if UNSAID.isdisjoint(self.within):
            self.parts.append(words.translate(SET[self.within[-1]]) if self.within else words)

    def mark(self, mark: re.Match) -> None:
        name, ends = (mark["name"] or "").lower(), bool(mark["end"])
        if name and name not in LINES | DRESS | UNSAID:
            self.add(html.unescape(mark[0]))
        elif name == "br" or name in LINES and ends:
            self.parts.append("\n")
        elif ends and name in self.within:
            self.within.remove(name)
        elif not ends and name in SET.keys() | UNSAID and len(self.within) < DEEP:
            self.within.append(name)
        elif not name:
            self.add(mark["plain"] or "")
