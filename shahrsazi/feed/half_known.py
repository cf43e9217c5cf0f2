"""What a wrong line or record says it is about, as far as it says that in an allowed form; of bytes that are no JSON
of the contract's as well. So its name is taken for nobody else's, and what is told rightly later corrects it.
"""

import json
import re
from contextlib import suppress
from datetime import datetime
from typing import Any

import msgspec

from shahrsazi.feed import records
from shahrsazi.feed.records import WITHDRAWN, Envelope, microseconds
from shahrsazi.persian.identifiers import InvalidInputError, renewal_code
from shahrsazi.persian.text import ascii_digits, clean

LOST = "\ufffd"  # what stands for letters that a conversion could not read
_NO_SUCH = (InvalidInputError, msgspec.MsgspecError, ValueError, TypeError, KeyError, AttributeError, OverflowError)
# Within a text their quotation marks would be escaped.
_WRITTEN = re.compile(
    r'"(record|source_key|file|version|state|as_of|renewal_code)"\s*:\s*("(?:[^"\\]|\\.){0,200}"|[0-9]{1,60})'
)
_SCANNED = 64 * 1024  # characters, of what is no JSON at all


def envelope_of(row: Any, latest: int) -> Envelope | None:
    """With version 0 where that is wrong, or in the future: then whatever is told rightly corrects it."""
    try:
        if "record" not in row:
            return Envelope(records.LINE, renewal_code(row["casefile"]["renewal_code"]), _hour(row, latest))
        record, key, file = (_name(row.get(name)) for name in ("record", "source_key", "file"))
        state = WITHDRAWN if row.get("state") == WITHDRAWN else records.PRESENT
        version = _allowed(row.get("version"), latest)
        return Envelope(record, key, version, state, file=file) if record in records.RECORDS else None
    except _NO_SUCH:
        return None


def envelope_of_bytes(raw: bytes, latest: int) -> Envelope | None:
    """The same of what the contract does not take as JSON."""
    return envelope_of(_leniently_read(raw), latest)


def is_withdrawn(raw: bytes) -> bool:
    row = _leniently_read(raw)
    return isinstance(row, dict) and row.get("state") == WITHDRAWN


def _leniently_read(raw: bytes) -> Any:
    """With the last of two fields of one name, and numbers of any size; of what is broken what stands first."""
    text = raw.decode("utf8", "replace")
    with suppress(ValueError, RecursionError):
        return json.loads(text, strict=False)
    row: dict[str, Any] = {}
    for name, value in _WRITTEN.findall(text[:_SCANNED]):
        with suppress(ValueError):
            row.setdefault(name, json.loads(value, strict=False))
    return row | {"casefile": row}


def _name(value: Any) -> str:
    """A key as it would be stored; a number is one that was written without quotation marks."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    name = ascii_digits(clean(text)) if isinstance(text, str) else ""
    return name if len(name) <= 60 and LOST not in name else ""


def _hour(row: Any, latest: int) -> int:
    try:
        return _allowed(microseconds(msgspec.convert(row["as_of"], datetime)), latest)
    except _NO_SUCH:
        return 0


def _allowed(version: Any, latest: int) -> int:
    return version if isinstance(version, int) and 0 <= version <= latest else 0
