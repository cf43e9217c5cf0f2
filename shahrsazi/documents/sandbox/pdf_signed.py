"""Whether a PDF is digitally signed, and what its clean copy says of that."""

import hashlib
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

from shahrsazi.documents.sandbox.pdf_fields import inherited, is_signed

MAX_FIELDS = 100_000
# By this every signed file has a clean copy of its own, even where two show the same: one of them may be forged.
ORIGINAL = Name("/ShahrsaziOriginal")
CLEAN_COPY = "رونوشت پاک‌شده؛ امضای دیجیتال ندارد — A clean copy; it carries no digital signature"


def reasons_of(pdf: pikepdf.Pdf) -> list[str]:
    """That it is signed or, where nobody has signed, that there is room for it."""
    states = {is_signed(field) for field in _fields(pdf) if str(inherited(field, "/FT")) == "/Sig"}
    return ["signed_apart"] if True in states else ["unsigned"] if states else []


def _fields(pdf: pikepdf.Pdf) -> Iterator[Dictionary]:
    """Those of the form, at any depth, and those that stand on a page alone."""
    form = pdf.Root.get(Name.AcroForm)
    ahead = _list(form.get(Name.Fields)) if isinstance(form, Dictionary) else []
    ahead += [note for page in pdf.pages for note in _list(page.obj.get(Name.Annots))]
    seen: set[tuple] = set()
    for _ in range(MAX_FIELDS):
        if not ahead:
            return
        field = ahead.pop()
        if isinstance(field, Dictionary) and (not field.is_indirect or field.objgen not in seen):
            seen.add(field.objgen)
            yield field
            ahead += _list(field.get(Name.Kids))


def _list(value) -> list:
    return list(value)[:MAX_FIELDS] if isinstance(value, Array) else []


def mark(clean: pikepdf.Pdf, original: bytes) -> None:
    """The clean copy of a signed file says what it is, in what any reader shows of a document."""
    clean.docinfo[Name.Subject] = CLEAN_COPY
    clean.Root[ORIGINAL] = hashlib.sha256(original).hexdigest()
