"""What a wrong line or record says it is about, as far as it says that in an allowed form."""

from datetime import datetime
from typing import Any

import msgspec

from shahrsazi.feed import records
from shahrsazi.feed.records import Envelope, microseconds
from shahrsazi.persian.identifiers import InvalidInputError, renewal_code
from shahrsazi.persian.text import ascii_digits

_NO_SUCH = (InvalidInputError, msgspec.MsgspecError, ValueError, TypeError, KeyError, AttributeError, OverflowError)


def envelope_of(row: Any, latest: int) -> Envelope | None:
    """With version 0 where that is wrong, or in the future: then whatever is told rightly corrects it."""
    try:
        if "record" not in row:
            return Envelope(records.LINE, renewal_code(row["casefile"]["renewal_code"]), _hour(row, latest))
        names = [row.get(name, "") for name in ("record", "source_key", "file")]
        record, key, file = (name if isinstance(name, str) and len(name) <= 60 else "" for name in names)
        version = _allowed(row.get("version"), latest)
        return Envelope(record, ascii_digits(key), version, file=file) if record in records.RECORDS else None
    except _NO_SUCH:
        return None


def _hour(row: Any, latest: int) -> int:
    try:
        return _allowed(microseconds(msgspec.convert(row["as_of"], datetime)), latest)
    except _NO_SUCH:
        return 0


def _allowed(version: Any, latest: int) -> int:
    return version if isinstance(version, int) and 0 <= version <= latest else 0
