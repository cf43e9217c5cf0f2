"""What is written at once, and in which order what two records tell of one thing."""

from collections.abc import Iterator
from typing import NamedTuple

from shahrsazi.feed.portions import portions
from shahrsazi.feed.spool import Packed

SLICE = 200


class Piece(NamedTuple):
    """Of a slice, in which no two are about the same thing; and what is told of `later` in it. By how many records the
    journal goes on: only with the last piece by those of the whole slice, so that a load which is killed between them
    tries them again, and finds the first ones told.
    """

    records: list[Packed]
    later: set[tuple[str, str]]
    size: int


def slices(records: Iterator[Packed]) -> Iterator[Piece]:
    """Of so many at most: what two records tell of one thing is written one after the other."""
    for portion in portions(records, SLICE, lambda record: len(record.body)):
        turns: dict[tuple[str, str], int] = {}
        pieces: list[dict[tuple[str, str], Packed]] = []
        for record in portion:
            about = record.head.envelope.record, record.head.envelope.key
            turns[about] = turn = turns.get(about, -1) + 1
            pieces += [{}] if turn == len(pieces) else []
            pieces[turn][about] = record
        for piece, behind in zip(pieces, [*pieces[1:], {}], strict=True):
            yield Piece(list(piece.values()), set(behind), 0 if behind else len(portion))
