"""What a paper is called when someone takes it along: its kind, its number or day, its file; never a person.

A name says in Persian what an owner looks for; a program that reads no Persian gets what is left of it (RFC 6266).
"""

import re
import unicodedata
from urllib.parse import quote

from shahrsazi.persian.text import ascii_digits

DIGITS_OF_A_PAPER = 6  # of its SHA-256: two papers of one kind, number and file are told apart
MAX_PART = 40
_ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
_DASHES, _NOT_ASCII = re.compile("-+"), re.compile(r"[^a-z0-9._-]", re.IGNORECASE)
# National codes and identifiers of companies have ten and eleven digits; no number of a document is worth the doubt.
_MAY_BE_A_PERSON = re.compile(r"\d{10,}")


def stem(kind: str, number: str, day: str, *others: str, sha256: str) -> str:
    """The name without its ending: parts of letters and digits; the day where a number may be a person's."""
    if _MAY_BE_A_PERSON.search(ascii_digits(number)):
        number = ""
    parts = [kind, number or day, *others, sha256[:DIGITS_OF_A_PAPER]]
    return "_".join(part for part in map(_cleaned, parts) if part)


def disposition(name: str) -> str:
    """A header that has a file of this name saved, whatever letters its reader knows."""
    if name.isascii():
        return f'attachment; filename="{name}"'
    fallback = _DASHES.sub("-", _NOT_ASCII.sub("", name)).lstrip("_-.")
    return f"attachment; filename=\"paper_{fallback}\"; filename*=UTF-8''{quote(name)}"


def _cleaned(part: str) -> str:
    plain = ascii_digits(unicodedata.normalize("NFC", part))
    words = "".join(c if c.isalnum() or c == _ZWNJ else "-" for c in plain)
    return _DASHES.sub("-", words)[:MAX_PART].strip(f"-{_ZWNJ}")
