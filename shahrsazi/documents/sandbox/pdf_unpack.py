"""What comes out of the commonest packing of a PDF, how much, and whether it breaks off; once for the same bytes."""

import zlib
from functools import cache

# What comes out of one stream; beyond that nobody goes on.
UNPACKED = 256_000_000
PIECE = 1 << 20


@cache
def size_of(packed: bytes) -> tuple[int, bool]:
    """How much comes out, and whether it breaks off: asked for bombs first, and for damage once more."""
    size, _, cut = inflated(packed, keep=False)
    return size, cut


def inflated(packed: bytes, keep: bool) -> tuple[int, bytes, bool]:
    """The sum at its end is asked only where it is there: many programs cut it short, and nothing is lost by that."""
    ahead = packed.lstrip(b"\r\n") if packed[:1] in (b"\r", b"\n") else packed
    if not packed or len(ahead) < 2 or ahead[0] & 15 != 8 or int.from_bytes(ahead[:2]) % 31:
        return 0, b"", bool(packed)
    unpacks, size, pieces, total, ahead = zlib.decompressobj(-zlib.MAX_WBITS), 0, [], 1, ahead[2:]
    try:
        while ahead and not unpacks.eof and size <= UNPACKED:
            piece = unpacks.decompress(ahead, PIECE)
            ahead, size, total = unpacks.unconsumed_tail, size + len(piece), zlib.adler32(piece, total)
            pieces += [piece] * keep
    except zlib.error:
        return size or _beginning(packed), b"".join(pieces), True
    stated = unpacks.unused_data[:4]
    wrong = len(stated) == 4 and int.from_bytes(stated) != total
    return size, b"".join(pieces), not unpacks.eof or wrong


def _beginning(packed: bytes) -> int:
    """How much comes out before the fault; asked for a piece at once, the library gives nothing of it."""
    unpacks, size = zlib.decompressobj(), 0
    try:
        for at in range(0, min(len(packed), PIECE), 64):
            size += len(unpacks.decompress(packed[at : at + 64]))
    except zlib.error:
        pass
    return size
