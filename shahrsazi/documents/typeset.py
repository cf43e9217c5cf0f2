"""Sets a page from a template of ours and texts as data, which typst never reads as source, as PDF/A.

Texts come ready to be read; what our fonts cannot draw becomes a visible mark, since anything else would break PDF/A.
"""

import json
import re
import unicodedata
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

FONTS = Path(__file__).parent.parent / "pages" / "fonts"
# PDF/A wants a date in the file; a fixed one, so that the same text gives the same bytes.
FIXED_DATE = datetime(2000, 1, 1, tzinfo=UTC)
# What our two fonts can draw; anything else would break PDF/A.
DRAWABLE = (
    " -~\u00a1-\u00ac\u00ae-\u017f\u060c\u061b\u061f\u0621-\u063a\u0640-\u0658\u0660-\u0671\u0679\u067e\u0686\u0688"
    "\u0691\u0698\u06a4\u06a9-\u06ad\u06af\u06ba\u06be\u06c0-\u06c3\u06c6-\u06d0\u06d2-\u06d5\u06f0-\u06f9\u200c\u200d"
    "\u2010\u2011\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u2039\u203a\u2212\ufdfc\ufffd"
)
OTHER = re.compile(f"[^{DRAWABLE}]")
_LONG_RUN = re.compile(r"\S{25,}")


def typeset(template: Path, data: dict, created: datetime = FIXED_DATE) -> bytes:
    """The PDF of a template, which may import others of its folder; `created` becomes the creation date in it."""
    return typst.compile(
        template,
        root=template.parent,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["a-2b"],
        timestamp=created.replace(microsecond=0),  # typst refuses a finer one
        format="pdf",
    )


@cache
def _fonts() -> typst.Fonts:
    """Our fonts and those built into typst (the code is set in its DejaVu Sans Mono); none of the machine's."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])


def printable(text: str, max_length: int) -> str:
    """One line of what the fonts can draw, cut to `max_length`; a long run without spaces gets places to break."""
    line = " ".join(unicodedata.normalize("NFC", text[: max_length * 4]).split())
    drawn = OTHER.sub(_replacement, line)
    cut = drawn if len(drawn) <= max_length else drawn[: max_length - 1] + "…"
    return _LONG_RUN.sub(lambda run: "\u200b".join(re.findall(".{1,8}", run[0])), cut)


def _replacement(match: re.Match) -> str:
    """Nothing for direction marks and other invisible characters; a visible mark for a sign that no font has."""
    return "" if unicodedata.category(match[0]) in {"Cc", "Cf", "Mn", "Me"} else "\ufffd"
