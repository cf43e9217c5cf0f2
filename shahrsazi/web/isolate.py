"""Isolates what runs in the other direction than its page, wherever it comes from: a value, a sentence, a template.

In a Persian page that is every Latin word, code, file kind and signed number; in an English page every Persian name.
Without it the marks beside such a run, and the numbers behind it, stand on its wrong side. A text node gets a <bdi>;
where only text is possible (a title, an option, what a screen reader hears) the characters U+2066 … U+2069 do the same.
What a template has put into a <bdi> or given a direction is left as it is.
"""

import re
from collections.abc import Callable

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"
# A text that may hold such a run, and what is read aloud. Each pattern begins with characters that are looked for fast,
# and never goes back: a page is read once.
_LATIN_TEXT = re.compile(r">([^<A-Za-z0-9+−-]*[A-Za-z0-9+−-][^<]*)")
_PERSIAN_TEXT = re.compile(r">([^<\u0621-\u06d3]*[\u0621-\u06d3][^<]*)")
_HEARD = ("label", "title", "alt", "placeholder")
_LATIN_HEARD = [re.compile(rf'{name}="([^"A-Za-z+−-]*[A-Za-z+−-][^"]*)') for name in _HEARD]
_PERSIAN_HEARD = [re.compile(rf'{name}="([^"\u0621-\u06d3]*[\u0621-\u06d3][^"]*)') for name in _HEARD]
# Latin words with what stands between them, whatever is attached to them, and the brackets that they opened; a sign
# with its number; or an entity, which is none of these.
_LATIN_RUN = re.compile(
    r"(?P<entity>&(?:#?\w+);)"
    r"|(?P<words>(?:[۰-۹]+[./_:-]?)?[A-Za-z0-9]"
    r"(?:[A-Za-z0-9@_#*%~=/.:+-]|(?:[, ]|&amp;|&#39;)(?=[A-Za-z0-9])| ?\([A-Za-z0-9][A-Za-z0-9 ./,_-]*+\)|[۰-۹])*)"
    r"|(?<![\w۰-۹])(?P<signed>[+−-][۰-۹][۰-۹٬٫]*)"
)
_ENDING = re.compile(r"[./:,+~=-]+$")  # ends the sentence, and not the words
_PERSIAN_RUN = re.compile(
    r"(?P<entity>&(?:#?\w+);)"
    r"|(?P<words>[\u0621-\u06d3](?:[\u0600-\u06ff\u200c]|[ .:/–()«»-]++(?=[\u0600-\u06ff])|[)»])*)"
)
_LETTER = re.compile("[A-Za-z]")
_MIXED = re.compile(r"[A-Za-z][^<]*[\u0621-\u06d3]|[\u0621-\u06d3][^<]*[A-Za-z]|(?<![\w۰-۹])[+−-][۰-۹]")
_ISOLATED = re.compile("[\u2066-\u2068]")
# Neither is drawn as HTML, nor may it hold an element; a textarea holds what somebody typed.
_ONLY_TEXT = ("<title", "<option", "<text", "<tspan", "<desc")
_UNTOUCHED = ("<textarea", "<script", "<style", "<!")
_HAS_DIRECTION = re.compile(r"^<bdi|\sdir=|\slang=")


def isolate(html: str, language: str) -> str:
    """The page with each run of the other direction isolated."""
    persian = language != "en"
    run = _LATIN_RUN if persian else _PERSIAN_RUN

    def heard(match: re.Match[str]) -> str:
        return match[0].removesuffix(match[1]) + _in_characters(match[1], run)

    def after_tag(match: re.Match[str]) -> str:
        tag = html[html.rfind("<", 0, match.start()) : match.start()]
        return f">{_text_after(tag, match[1], run)}"

    for attribute in _LATIN_HEARD if persian else _PERSIAN_HEARD:
        html = attribute.sub(heard, html)
    return (_LATIN_TEXT if persian else _PERSIAN_TEXT).sub(after_tag, html)


def _text_after(tag: str, text: str, run: re.Pattern[str]) -> str:
    if tag.startswith(_UNTOUCHED) or _HAS_DIRECTION.search(tag):
        return text
    return _in_characters(text, run) if tag.startswith(_ONLY_TEXT) else _each(text, run, _element)


def _in_characters(text: str, run: re.Pattern[str]) -> str:
    """Only a text of both directions needs them; a sign beside its number has that of the page."""
    return _each(text, run, _characters) if _MIXED.search(text) and not _ISOLATED.search(text) else text


def _each(text: str, run: re.Pattern[str], wrapped: Callable[[str], str]) -> str:
    def replaced(match: re.Match[str]) -> str:
        if match["entity"]:
            return match[0]
        words = _ENDING.sub("", match[0])
        return wrapped(words) + match[0][len(words) :]

    return run.sub(replaced, text)


def _element(words: str) -> str:
    """A sign and digits have no direction of their own."""
    has_letter = _LETTER.search(words) or "\u0621" <= words[0] <= "\u06d3"
    return f"<bdi class=run>{words}</bdi>" if has_letter else f"<bdi class=run dir=ltr>{words}</bdi>"


def _characters(words: str) -> str:
    has_letter = _LETTER.search(words) or "\u0621" <= words[0] <= "\u06d3"
    return f"{FSI if has_letter else LRI}{words}{PDI}"
