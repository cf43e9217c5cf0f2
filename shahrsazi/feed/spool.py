"""The judged records of a batch, on the disk of the machine that loads it, between judging and applying them.

They name people: only the account that loads may read the file, and it is removed with the last record.
"""

import os
import struct
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import msgspec
import zstandard
from django.conf import settings

from shahrsazi.feed import contract
from shahrsazi.feed.guarded_facts import NO_FACTS, Facts, facts_of
from shahrsazi.feed.models import Batch, Source
from shahrsazi.feed.problems import Problem
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import Envelope
from shahrsazi.feed.unchanged import terms

_LENGTHS = struct.Struct(">II")
_END = struct.Struct(">IIQ")  # behind the last record: no lengths, and the length of the file, which a torn one has not
# A body is the line twice, as read and as it came: a million lines of 24 kB would lie there as 47 GB.
_FORM = b"zstd:"
_compress, _decompress = zstandard.ZstdCompressor(level=1).compress, zstandard.ZstdDecompressor().decompress


class Head(msgspec.Struct, array_like=True):
    """A record's number in the file and what it is about; renewal code and number of the file that it tells of.
    What was seen again tells of none.
    """

    number: int
    envelope: Envelope
    code: str = ""
    file_no: str = ""


class Packed(NamedTuple):
    """A judged record as it is kept, with what is not: what the guards count of it, what was set aside, and how many
    numbers of people it tells in another spelling. What was seen again has a head alone.
    """

    head: Head
    body: bytes = b""
    facts: Facts = NO_FACTS
    aside: list[Problem] | tuple = ()
    respelled: int = 0


def packed(judged: NumberedLine) -> Packed:
    case = judged.line.casefile if judged.line else None
    about = (case.renewal_code, case.file_no) if case else ()
    body = _compress(_encode(judged[2:5]))
    return Packed(Head(judged.number, judged.envelope, *about), body, facts_of(judged), judged.aside, judged.respelled)


_encode = msgspec.msgpack.Encoder().encode


class Unpacker:
    """By the contract of the moment at which it is made."""

    def __init__(self) -> None:
        self.head = msgspec.msgpack.Decoder(Head).decode
        body: Any = tuple[contract.judged() | None, dict[str, list[list[str]]], bytes]  # type: ignore[misc]
        self._body = msgspec.msgpack.Decoder(body).decode

    def line(self, record: Packed) -> NumberedLine:
        return NumberedLine(record.head.number, record.head.envelope, *self._body(_decompress(record.body)))


def forget(before: datetime) -> None:
    """Delete what loads that were broken off left here, whatever they were doing: told again, it is judged anew."""
    for path in (Path(settings.STATE) / "feed").glob("*"):
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


class Spool:
    """Written once from the beginning, and read from any record on."""

    def __init__(self, name: str, source: Source):
        self.path = Path(settings.STATE) / "feed" / name
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.unpacker = Unpacker()
        self._terms = _FORM + terms(source)

    @property
    def is_whole(self) -> bool:
        """Whether there is one, to its end, judged by the contract and the source's rights that hold now."""
        length = self.path.stat().st_size if self.path.exists() else 0
        if length < len(self._terms) + _END.size:
            return False
        with self.path.open("rb") as file:
            is_theirs = file.read(len(self._terms)) == self._terms
            file.seek(-_END.size, os.SEEK_END)
            return is_theirs and file.read() == _END.pack(0, 0, length)

    def write(self, records: Iterator[Packed]) -> int:
        """All of them, or nothing that could be taken for all; returns how many."""
        count = 0
        unfinished = self.path.with_suffix(".part")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(self._terms)
            for record in records:
                count += 1
                head = _encode(record.head)
                file.write(_LENGTHS.pack(len(head), len(record.body)) + head + record.body)
            file.write(_END.pack(0, 0, file.tell() + _END.size))
            file.flush()
            os.fsync(file.fileno())  # the database will know of it, and outlives a power cut
        unfinished.replace(self.path)
        return count

    def read(self, skip: int = 0) -> Iterator[Packed]:
        """From so many records on."""
        with self.path.open("rb") as file:
            for position, (head, body) in enumerate(self._lengths(file)):
                if position < skip:
                    file.seek(head + body, os.SEEK_CUR)
                else:
                    yield Packed(self.unpacker.head(file.read(head)), file.read(body))

    def heads(self) -> Iterator[tuple[int, Head]]:
        """Where each record lies, and its head."""
        with self.path.open("rb") as file:
            for length, body in self._lengths(file):
                yield file.tell() - _LENGTHS.size, self.unpacker.head(file.read(length))
                file.seek(body, os.SEEK_CUR)

    def at(self, positions: Iterable[int]) -> Iterator[NumberedLine]:
        """The records that lie there."""
        with self.path.open("rb") as file:
            for position in positions:
                file.seek(position)
                head, body = _LENGTHS.unpack(file.read(_LENGTHS.size))
                yield self.unpacker.line(Packed(self.unpacker.head(file.read(head)), file.read(body)))

    def _lengths(self, file: BinaryIO) -> Iterator[tuple[int, int]]:
        """Of head and body of each record. Whoever takes them reads both, or passes them over."""
        file.seek(len(self._terms))
        while any(lengths := _LENGTHS.unpack(file.read(_LENGTHS.size))):
            yield lengths

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)
        self.path.with_suffix(".part").unlink(missing_ok=True)


def spool_of(batch: Batch) -> Spool:
    return Spool(f"batch-{batch.id}", batch.source)
