"""Where a picture truly ends, read from its own structure: what stands behind was put there to be something else."""

import re
import zlib
from pathlib import Path
from typing import NamedTuple

from shahrsazi.documents.errors import FileRejectedError


class TrailingData(NamedTuple):
    """`hidden`: something stands behind the picture. `more_frames`: the picture moves."""

    hidden: bool = False
    more_frames: bool = False
    lossless: bool = False


# Cameras fill up with these, or append a second view, a film or their own notes: left out without a word.
FILLING = b"\0\xff \t\r\n"
_OF_CAMERAS = re.compile(rb"(?s)\xff\xd8\xff|.{4}ftyp|.*SEFT\Z")
MAX_FILLING = 16
# What a PNG states of its colours in the newest way, and older ways that count for nothing beside it.
NEWER_COLOURS, OUTDONE = b"cICP", (b"gAMA", b"cHRM")


def trailing_data_of(source: Path, kind: str) -> TrailingData:
    return READS[kind](source.read_bytes()) if kind in READS else TrailingData()


def _hidden(data: bytes, end: int | None) -> bool:
    rest = data[end:] if end else b""
    return len(rest.strip(FILLING)) > MAX_FILLING and not _OF_CAMERAS.match(rest.lstrip(b"\0 \t\r\n"))


def _jpeg(data: bytes) -> TrailingData:
    return TrailingData(hidden=_hidden(data, jpeg_end(data)))


def jpeg_end(data: bytes) -> int | None:
    """Behind the end mark; None when the marks lead nowhere, which is for the decoder to judge."""
    for mark, _, end in jpeg_parts(data):
        if mark == 0xD9:
            return end
    return None


_MARK = re.compile(rb"\xff+([^\0\xff\xd0-\xd7])")


def jpeg_parts(data: bytes):
    """(mark, start, end) of every part; what is coded between two marks belongs to the one before."""
    at = 2
    while match := _MARK.search(data, at):
        mark, start, at = match[1][0], match.start(), match.end()
        if mark not in (0x01, 0xD8, 0xD9):
            at += int.from_bytes(data[at : at + 2], "big")
        yield mark, start, at
        if mark == 0xD9:
            return


def _png(data: bytes) -> TrailingData:
    """Its parts carry check sums, which the decoder does not compare in the points themselves."""
    moving = False
    for name, start, end in png_parts(data):
        if name[:1].isupper() and not _sums_up(data[start:end]):
            raise FileRejectedError("broken")
        # Its one picture that moves may be another than the one that stands for it where nothing can.
        moving |= name == b"fdAT" or name == b"acTL" and int.from_bytes(data[start + 8 : start + 12], "big") > 1
        if name == b"IEND":
            return TrailingData(hidden=_hidden(data, end), more_frames=moving)
    raise FileRejectedError("broken")


def png_parts(data: bytes):
    """(name, start, end) of every part."""
    at = 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], at, end
        at = end


def _sums_up(part: bytes) -> bool:
    return zlib.crc32(part[4:-4]) == int.from_bytes(part[-4:], "big")


def without_damaged_notes(data: bytes) -> bytes:
    """A PNG without the parts that nobody needs to show it and that are not as they were written, or that another of
    its parts outdoes."""
    chunks = [data[start:end] for _, start, end in png_parts(data)]
    sound = [part for part in chunks if part[4:5].isupper() or _sums_up(part)]
    outdone = OUTDONE if any(part[4:8] == NEWER_COLOURS for part in sound) else ()
    return data[:8] + b"".join(part for part in sound if part[4:8] not in outdone)


def _gif(data: bytes) -> TrailingData:
    at, frames = 13 + _colours(data[10]), 0
    while at < len(data) and data[at] != 0x3B:
        if data[at] == 0x21:
            at = _past_pieces(data, at + 2)
        elif data[at] == 0x2C:
            frames += 1
            at = _past_pieces(data, at + 11 + _colours(data[at + 9]) if at + 9 < len(data) else len(data))
        else:
            break
    ended = at < len(data) and data[at] == 0x3B
    return TrailingData(hidden=ended and _hidden(data, at + 1), more_frames=frames > 1)


def _colours(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _past_pieces(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1


def _webp(data: bytes) -> TrailingData:
    end = 8 + int.from_bytes(data[4:8], "little")
    names = list(_pieces_of_webp(data[:end]))
    return TrailingData(_hidden(data, end), names.count(b"ANMF") > 1, b"VP8L" in names or b"VP8L" in data[12:120])


def _pieces_of_webp(data: bytes):
    at = 12
    while at + 8 <= len(data):
        yield data[at : at + 4]
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + length + length % 2


def _bmp(data: bytes) -> TrailingData:
    """Only what is plainly too much: writers of this format count their own length in several ways."""
    start, width, height = (int.from_bytes(data[a : a + 4], "little", signed=a > 10) for a in (10, 18, 22))
    bits = int.from_bytes(data[28:30], "little")
    drawn = start + (abs(width) * bits + 31) // 32 * 4 * abs(height)
    return TrailingData(hidden=_hidden(data, max(int.from_bytes(data[2:6], "little"), drawn)))


READS = {"jpg": _jpeg, "png": _png, "gif": _gif, "webp": _webp, "bmp": _bmp}
