"""What the counter prints, as PDF: the receipt of a registration, the sealed sheet of a password, a letter.

Pure functions: the caller gives text that is ready to be read (digits and dates in the reader's language, numbers
already masked). The text reaches the templates as data: typst never reads it as source.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import segno
import typst

HERE = Path(__file__).parent
FONTS = HERE.parent.parent / "pages" / "fonts"
ROWS, PAPERS = 12, 8
# PDF/A wants a date in the file; a fixed one, so that the same text gives the same bytes.
FIXED_DATE = datetime(2000, 1, 1, tzinfo=UTC)
# What our two fonts can draw; anything else would break PDF/A.
DRAWABLE = (
    " -~\u00a1-\u00ac\u00ae-\u017f\u060c\u061b\u061f\u0621-\u063a\u0640-\u0658\u0660-\u0671\u0679\u067e\u0686\u0688"
    "\u0691\u0698\u06a4\u06a9-\u06ad\u06af\u06ba\u06be\u06c0-\u06c3\u06c6-\u06d0\u06d2-\u06d5\u06f0-\u06f9\u200c\u200d"
    "\u2010\u2011\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u2039\u203a\u2212\ufdfc\ufffd"
)
_OTHER = re.compile(f"[^{DRAWABLE}]")
_LONG_RUN = re.compile(r"\S{25,}")


class Owner(NamedTuple):
    """`acts` names who acts for the owner, «وکیل: …» or «قیم: …»; empty when no one does."""

    name: str
    share: str
    national_code: str
    reached: str = ""
    acts: str = ""


class Receipt(NamedTuple):
    """`city` and `district` are their names («شهرداری …», «منطقه ۳»); `counter` is the counter's postal address,
    `clerk` the clerk's role and counter, `site` the address that a citizen types and that the QR code carries."""

    city: str
    district: str
    counter: str
    at: str
    renewal_code: str
    file_number: str
    plate: str
    address: str
    owners: Sequence[Owner]
    papers: Sequence[str]
    state: str
    site: str
    clerk: str
    tracking: str
    language: str = "fa"


class Sealed(NamedTuple):
    """The code is for one use, and `until` says how long it holds; `user_id` comes masked."""

    city: str
    district: str
    name: str
    user_id: str
    code: str
    until: str
    site: str
    language: str = "fa"


class Letter(NamedTuple):
    """To an owner at `street` and `postal`; `about` is what it says."""

    city: str
    district: str
    name: str
    street: str
    postal: str
    at: str
    tracking: str
    renewal_code: str
    file_number: str
    about: str
    site: str
    language: str = "fa"


# How many characters each text may have on the page; a longer one ends in «…».
DEFAULT_MAX_LENGTH = 70
MAX_LENGTHS = {
    "name": 60,
    "share": 44,
    "national_code": 24,
    "reached": 40,
    "acts": 60,
    "counter": 140,
    "address": 200,
    "street": 200,
    "about": 900,
    "state": 240,
    "renewal_code": 40,
    "file_number": 40,
    "plate": 40,
    "site": 70,
    "tracking": 24,
    "at": 48,
    "until": 48,
    "user_id": 24,
    "paper": 56,
}


def render_receipt(receipt: Receipt, created: datetime = FIXED_DATE) -> bytes:
    """One A4 page for the owner to take home; `created` becomes the creation date in the PDF."""
    data = _texts(receipt, "owners", "papers")
    data["owners"] = [_texts(owner) for owner in receipt.owners[:ROWS]]
    data["papers"] = [_clean(paper, MAX_LENGTHS["paper"]) for paper in receipt.papers[:PAPERS]]
    data["more_owners"] = max(0, len(receipt.owners) - ROWS)
    data["more_papers"] = max(0, len(receipt.papers) - PAPERS)
    return _pdf("receipt", {**data, "qr": _qr(receipt.site)}, created)


def render_sealed(sheet: Sealed, created: datetime = FIXED_DATE) -> bytes:
    """One A4 page to be folded in three and sealed. ValueError for a code that could not be printed whole."""
    if not re.fullmatch(r"[!-~]{4,24}", sheet.code):
        raise ValueError("the code must be 4 to 24 Latin letters, digits or signs")
    return _pdf("sealed", {**_texts(sheet, "code"), "code": list(sheet.code)}, created)


def render_letter(letter: Letter, created: datetime = FIXED_DATE) -> bytes:
    """One A4 page, the address where the window of an envelope is."""
    return _pdf("letter", {**_texts(letter), "qr": _qr(letter.site)}, created)


def _pdf(template: str, data: dict, created: datetime) -> bytes:
    return typst.compile(
        HERE / f"{template}.typ",
        root=HERE,
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


def _texts(page: NamedTuple, *excluded: str) -> dict[str, str]:
    return {
        key: _clean(text, MAX_LENGTHS.get(key, DEFAULT_MAX_LENGTH))
        for key, text in page._asdict().items()
        if key not in excluded
    }


def _clean(text: str, max_length: int) -> str:
    """One line of what the fonts can draw, cut to `max_length`; a long run without spaces gets places to break."""
    line = " ".join(unicodedata.normalize("NFC", text[: max_length * 4]).split())
    drawn = _OTHER.sub(_replacement, line)
    cut = drawn if len(drawn) <= max_length else drawn[: max_length - 1] + "…"
    return _LONG_RUN.sub(lambda run: "\u200b".join(re.findall(".{1,8}", run[0])), cut)


def _replacement(match: re.Match) -> str:
    """Nothing for direction marks and other invisible characters; a visible mark for a sign that no font has."""
    return "" if unicodedata.category(match[0]) in {"Cc", "Cf", "Mn", "Me"} else "\ufffd"


def _qr(site: str) -> str:
    """The address as a QR code in SVG; empty when there is no address or it is too long to be one."""
    if not site.strip() or len(site) > MAX_LENGTHS["site"] or _OTHER.search(site):
        return ""
    drawn = BytesIO()
    segno.make_qr(site, error="m").save(drawn, kind="svg", border=0, dark="#07474b", xmldecl=False)
    return drawn.getvalue().decode()
