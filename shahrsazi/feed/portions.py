"""What is done at once of a delivery: so many at most, and so many bytes, whatever its lines are like."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
BYTES = 8_000_000


def portions(items: Iterable[T], count: int, size_of: Callable[[T], int]) -> Iterator[list[T]]:
    """Lists of so many at most, that end with the item with which they have BYTES."""
    piece: list[T] = []
    size = 0
    for item in items:
        piece.append(item)
        size += size_of(item)
        if len(piece) == count or size >= BYTES:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece
