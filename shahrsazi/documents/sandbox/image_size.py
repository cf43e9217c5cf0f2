"""The size that a picture declares in its head, read without a decoder; None when it is no such picture."""

import struct


def size_of(head: bytes, kind: str) -> tuple[int, int] | None:
    """Of a kind without a size in its head (a drawing, a text): no points, when it begins as it must."""
    try:
        return READS[kind](head)
    except (struct.error, ValueError, IndexError):
        return None


def _png(head: bytes) -> tuple[int, int] | None:
    return struct.unpack_from(">II", head, 16) if head.startswith(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR") else None


def _jpeg(head: bytes) -> tuple[int, int] | None:
    at = 2
    while head[at] == 0xFF:
        if head[at + 1] in (0xC0, 0xC1, 0xC2, 0xC9, 0xCA):
            height, width = struct.unpack_from(">HH", head, at + 5)
            return width, height
        at += 2 + struct.unpack_from(">H", head, at + 2)[0]
    return None


def _webp(head: bytes) -> tuple[int, int] | None:
    """Lossy, lossless, or the longer form that has the canvas before the picture."""
    if head[:4] != b"RIFF" or head[8:12] != b"WEBP":
        return None
    if head[12:16] == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", head, 26)
    return width & 0x3FFF, height & 0x3FFF


def _avif(head: bytes) -> tuple[int, int] | None:
    return struct.unpack_from(">II", head, head.index(b"ispe") + 8) if head[4:12] == b"ftypavif" else None


def _svg(head: bytes) -> tuple[int, int] | None:
    return (0, 0) if head.lstrip().startswith((b"<svg", b"<?xml")) and b"<svg" in head else None


def _json(head: bytes) -> tuple[int, int] | None:
    return (0, 0) if head.lstrip().startswith((b"{", b"[")) else None


READS = {
    "png": _png,
    "jpg": _jpeg,
    "webp": _webp,
    "avif": _avif,
    "svg": _svg,
    "json": _json,
    **dict.fromkeys(("tiff", "pdf", "dxf", "dwg"), lambda head: None),
}
