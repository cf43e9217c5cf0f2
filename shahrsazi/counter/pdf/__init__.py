"""What the counter prints, as PDF: the receipt of a registration, the sealed sheet of a password, a letter.

Pure functions: the caller gives text that is ready to be read (digits and dates in the reader's language, numbers
already masked). The text reaches the templates as data: typst never reads it as source.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import segno

from shahrsazi.documents.typeset import FIXED_DATE, OTHER, printable, typeset

HERE = Path(__file__).parent
ROWS, PAPERS = 12, 8


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
    data["papers"] = [printable(paper, MAX_LENGTHS["paper"]) for paper in receipt.papers[:PAPERS]]
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
    return typeset(HERE / f"{template}.typ", data, created)


def _texts(page: NamedTuple, *excluded: str) -> dict[str, str]:
    return {
        key: printable(text, MAX_LENGTHS.get(key, DEFAULT_MAX_LENGTH))
        for key, text in page._asdict().items()
        if key not in excluded
    }


def _qr(site: str) -> str:
    """The address as a QR code in SVG; empty when there is no address or it is too long to be one."""
    if not site.strip() or len(site) > MAX_LENGTHS["site"] or OTHER.search(site):
        return ""
    drawn = BytesIO()
    segno.make_qr(site, error="m").save(drawn, kind="svg", border=0, dark="#07474b", xmldecl=False)
    return drawn.getvalue().decode()
