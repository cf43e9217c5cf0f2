"""What the library of TIFF says while it gives points: where a fax stumbles it goes on, and tells nobody else."""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

# What it says of a directory is no word about points.
OF_POINTS = re.compile(rb"(?m)^(?:\w+Decode\w*|JPEGLib): ")
UNKNOWN = re.compile(rb"not configured|Setup(?:Decode|State):|JPEG (?:data precision|process)")
STUMBLED = re.compile(rb"(Fax\d)Decode\w*: .* at line (\d+) of (?:strip|tile) (\d+)")
MAX_WORDS = 20_000_000
# Less than one part of so many opened: nobody would know the paper by it.
NEXT_TO_NOTHING = 10


class Overheard:
    """`words` are there when the decoder has ended."""

    def __init__(self) -> None:
        self.words = b""

    def is_damage(self) -> bool:
        return bool(OF_POINTS.search(self.words))

    def is_unknown_packing(self) -> bool:
        return bool(UNKNOWN.search(self.words))

    def lost(self, rows: int) -> int:
        """Lines of a fax whose pieces have so many rows. In Group 4 each hangs on the one above, and all after it are
        lost."""
        chained: dict[bytes, int] = {}
        single = 0
        for how, line, piece in STUMBLED.findall(self.words):
            if how == b"Fax3":
                single += 1
            else:
                chained.setdefault(piece, int(line))
        return single + sum(max(0, rows - line) for line in chained.values())

    def leaves_nothing(self, rows: int, height: int) -> bool:
        return self.lost(rows) * NEXT_TO_NOTHING >= height * (NEXT_TO_NOTHING - 1)


@contextmanager
def overhear() -> Iterator[Overheard]:
    """It speaks to the second of a process's open files alone."""
    messages, before = Overheard(), os.dup(2)
    with tempfile.TemporaryFile(dir=".") as file:
        os.dup2(file.fileno(), 2)
        try:
            yield messages
        finally:
            os.dup2(before, 2)
            os.close(before)
            file.seek(0)
            messages.words = file.read(MAX_WORDS)
