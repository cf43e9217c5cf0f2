"""Takes out of a template, when it is compiled, the white space that its indentation puts between tags."""

import re

from jinja2.ext import Extension

_BLOCK = (
    "address|article|aside|body|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head|header"
    "|hr|html|legend|li|link|main|meta|nav|ol|optgroup|option|p|script|section|style|summary|table|tbody|td|tfoot|th"
    "|thead|title|tr|ul|path|rect|circle|g|br"
)
# Beside these tags white space is not shown: none is kept. Between words and inline tags a line break is a space.
_BESIDE_BLOCK = re.compile(rf"(</?(?:{_BLOCK})\b[^<>]*>)\s*\n\s*|\s*\n\s*(?=</?(?:{_BLOCK})\b)")
_LINE_BREAK = re.compile(r"[ \t]*\n\s*")


class Squeeze(Extension):
    """Lets a template be indented to be read: a page is sent without the indentation. What a value holds is kept."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return _LINE_BREAK.sub("\n", _BESIDE_BLOCK.sub(r"\1", source))
