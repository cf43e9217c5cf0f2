"""Who signed a PDF digitally, when, and whether it is still what they signed: facts, which become sentences elsewhere.

The library is loaded for signed files alone. It could fetch certificates and lists of revoked ones over a network:
here it is given nothing to fetch with, its work is driven without an event loop, and there is no socket anyway.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from shahrsazi.documents.sandbox.pdf_letters import plain
from shahrsazi.documents.sandbox.pdf_signing import SignatureUnclearError, examine

MAX_SIGNATURES, MAX_FIELDS, MAX_NAME = 40, 2_000, 160
_END = re.compile(rb"%%EOF(?:\r\n|\r|\n)?")


def verify(request: dict) -> dict:
    content = Path(request["source"]).read_bytes()
    reader = _reader(content)
    signed, empty = [], 0
    for name, value, field in _fields(reader):
        if value is None:
            empty += 1
        else:
            signed.append((name, field))
    examined = partial(examine, size=len(content), roots=request["roots"])
    facts = [_facts(reader, name, field, examined) for name, field in signed[:MAX_SIGNATURES]]
    facts.sort(key=lambda row: row.pop("revision"))
    return {"signatures": facts, "empty": empty, "more": len(signed[MAX_SIGNATURES:])}


def _reader(content: bytes) -> PdfFileReader:
    """Of a file behind whose end something was put, the file; what was put there is no signature's."""
    try:
        reader = PdfFileReader(BytesIO(content), strict=False)
    except PdfReadError:
        ends = [end.end() for end in _END.finditer(content)]
        reader = PdfFileReader(BytesIO(content[: ends[-1]]), strict=False)
    if reader.encrypted:
        reader.decrypt(b"")  # what only its owner's password locks
    return reader


def _fields(reader: PdfFileReader) -> Iterator[tuple[str, Any, Any]]:
    """Of a form that is broken further down, what stands before."""
    try:
        yield from islice(enumerate_sig_fields(reader, filled_status=None), MAX_FIELDS)
    except Exception:
        return


def _facts(reader: PdfFileReader, name: str, field, examined: Callable[[EmbeddedPdfSignature], dict]) -> dict:
    """Whatever is wrong with one signature is a fact about that one."""
    facts = {"field": plain(str(name))[:MAX_NAME], "revision": 1_000_000}
    try:
        signature = EmbeddedPdfSignature(reader, field, name)
        facts["revision"] = signature.signed_revision
        return facts | examined(signature)
    except MemoryError:
        raise
    except SignatureUnclearError as error:
        return facts | {"state": error.state}
    except Exception:
        # The libraries say in many ways that a signature is none.
        return facts | {"state": "broken"}
