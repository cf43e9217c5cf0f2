"""Lines that say what they said before, told by their bytes alone: nothing of them is read, judged or written again."""

import re
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec
from django.db import connections
from django.utils import timezone

from shahrsazi.feed import contract, days
from shahrsazi.feed.decoding import WRONG
from shahrsazi.feed.models import Source
from shahrsazi.feed.records import LINE, Envelope, microseconds
from shahrsazi.persian.identifiers import renewal_code

# As a name these stand in a line once; within a text their quotation marks would be escaped.
_AS_OF = re.compile(rb'"as_of"\s*:\s*"([^"\\]*)"')
_CODE = re.compile(rb'"renewal_code"\s*:\s*"([^"\\]*)"')
_SCAN = re.compile(rb'"scan"\s*:\s*("(?:[^"\\]|\\.)*")')


class Outline(NamedTuple):
    """What a line's bytes show: its renewal code, the digest of all but its hour, and the hour. Empty of a record, and
    of a line whose code, or the name of a paper, is no text: whoever reads it says so.
    """

    code: str
    digest: str
    as_of: bytes


NOTHING = Outline("", "", b"")


def terms(source: Source) -> bytes:
    """Sixteen bytes for the contract and what the source may tell now: what was judged by others is judged anew."""
    rights = [source.records, source.districts, source.owns_persons, source.checks_registry]
    return blake2b(msgspec.json.encode(rights), key=contract.fingerprint(), digest_size=16).digest()


class Outlines:
    """Outlines by one contract, by what the source may tell, and of papers as they lie there: other bytes under their
    names are other papers.
    """

    def __init__(self, folder: Path, source: Source):
        self.folder = folder
        self.salt = terms(source)

    def of(self, raw: bytes) -> Outline:
        hours, codes = list(_AS_OF.finditer(raw)), _CODE.findall(raw)
        if len(hours) != 1 or len(codes) != 1:
            return NOTHING
        start, end = hours[0].span(1)
        try:
            code, papers = renewal_code(codes[0].decode()), msgspec.json.encode(self._papers(raw))
        except WRONG:
            return NOTHING
        digest = blake2b(raw[:start], digest_size=16, key=self.salt)
        digest.update(raw[end:])
        digest.update(papers)
        return Outline(code, digest.hexdigest(), raw[start:end])

    def _papers(self, raw: bytes) -> list:
        names = [msgspec.json.decode(name, type=str, strict=False) for name in _SCAN.findall(raw)]
        return [(name, *_state_of(self.folder / Path(name).name)) for name in names]


_DIGESTS = """
SELECT v.key, v.digest FROM feed_recordversion v
WHERE v.source_id = %s AND v.record = %s AND v.key = ANY (%s) AND v.digest <> '' AND NOT v.again
"""


def digests_before(codes: Iterable[str], source: Source) -> dict[str, str]:
    """Of these files, by their renewal codes, the digests of what the source told last; none of a file of which the
    counter has registered something since, or taken it back.
    """
    with connections["feed"].cursor() as cursor:
        cursor.execute(_DIGESTS, [source.id, LINE, list(set(codes) - {""})])
        return dict(cursor.fetchall())


def seen_again(outline: Outline) -> Envelope | None:
    """The envelope of a line of which only the hour is new; None if that can't be read or meant."""
    try:
        moment = msgspec.convert(outline.as_of.decode(), days.Moment)
    except (UnicodeError, msgspec.ValidationError):
        return None
    plausible = days.EARLIEST <= moment.year <= days.LATEST and moment <= timezone.now() + days.AHEAD
    return Envelope(LINE, outline.code, microseconds(moment)) if plausible else None


def _state_of(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
        return status.st_size, status.st_mtime_ns
    except (OSError, ValueError):
        return 0, 0
