"""Takes out of a template, when it is compiled, the white space that its indentation puts between tags."""

import re
from collections.abc import Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_BLOCK_TAGS = """
address article aside body br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head
header hr html legend li link main meta nav ol optgroup option p script section style summary table tbody td tfoot th
thead title tr ul
circle g path rect
"""
_BLOCK = frozenset(_BLOCK_TAGS.split())
_PIECE = re.compile(r"(?P<gap>\s*\n\s*)|</?(?P<begins>[a-zA-Z][\w-]*)|(?P<ends>>)")
_TAG = re.compile(r"</?([a-zA-Z][\w-]*)")


class Squeeze(Extension):
    """Lets a template be indented to be read: a page is sent without the indentation. What a value holds is kept.

    Beside a block's tag white space is not shown: none is kept. Between words and inline tags a line break is a space,
    and so it is between the attributes of a tag.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        tag, line = "", 0  # the tag that was begun and not ended, and the line that the last token stood on
        begun = ""  # that tag's text, without what is reckoned
        for token in stream:
            if token.type == "data":
                text = _outdented(token.value, begun) if token.lineno > line else token.value
                text, tag = _squeezed(text, tag)
                begun = f"{begun}{text}"[f"{begun}{text}".rfind("<") :] if tag else ""
                token = Token(token.lineno, "data", text)
            line = token.lineno
            yield token


def _outdented(text: str, begun: str) -> str:
    """What stands on the line after a statement: the break is not in the text, the white space is an indentation.
    Between the attributes of a tag, but not within the value of one, it parts them."""
    words = text.lstrip()
    parts = begun and begun.count('"') % 2 == 0 and words[:1] not in (">", "/", "")
    return f" {words}" if parts else words


def _squeezed(text: str, tag: str) -> tuple[str, str]:
    """The text without what is not shown, and the tag that it leaves begun; `tag` is the one begun before it."""
    pieces, done, ended = [], 0, -1  # where a block's tag ended
    for match in _PIECE.finditer(text):
        if match["begins"]:
            tag = match["begins"]
        elif match["ends"]:
            ended, tag = match.end() if tag in _BLOCK else -1, ""
        else:
            ends_tag = tag and text[match.end() : match.end() + 1] in (">", "/")
            beside = ended == match.start() or ends_tag or _begins_block(text, match.end())
            pieces += [text[done : match.start()], "" if beside else " " if tag else "\n"]
            done = match.end()
    return "".join([*pieces, text[done:]]), tag


def _begins_block(text: str, at: int) -> bool:
    follows = _TAG.match(text, at)
    return follows is not None and follows[1] in _BLOCK
