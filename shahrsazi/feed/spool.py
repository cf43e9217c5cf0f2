"""The judged records of a batch, on the disk of the machine that loads it, between judging and applying them.

They name people: only the account that loads may read the file, and it is removed with the last record.
"""

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings

from shahrsazi.feed.records import Envelope

_LENGTH = struct.Struct(">I")


class Spooled(msgspec.Struct, array_like=True):
    """A record with its number in the file, what it is about, and its cleaned JSON; None where nothing changed."""

    number: int
    envelope: Envelope
    reported: dict[str, Any] | None


class Spool:
    """Written once from the beginning, and read from any record on."""

    def __init__(self, name: str):
        self.path = Path(settings.STATE) / "feed" / name
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(Spooled).decode

    def write(self, records: Iterator[Spooled]) -> int:
        """All of them, or nothing that could be taken for all; returns how many."""
        count, unfinished = 0, self.path.with_suffix(".part")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            for record in records:
                count += 1
                packed = self._encode(record)
                file.write(_LENGTH.pack(len(packed)))
                file.write(packed)
        unfinished.replace(self.path)
        return count

    def read(self, skip: int = 0) -> Iterator[Spooled]:
        with self.path.open("rb") as file:
            for number in range(10**12):
                head = file.read(_LENGTH.size)
                if not head:
                    return
                [length] = _LENGTH.unpack(head)
                if number < skip:
                    file.seek(length, os.SEEK_CUR)
                else:
                    yield self._decode(file.read(length))

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)
        self.path.with_suffix(".part").unlink(missing_ok=True)
