"""The kinds of files that are taken, told by what is in them; a name must say the same. Nothing else is guessed."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from shahrsazi.documents.errors import FileRejectedError

MB = 1024 * 1024
SCAN, DRAWING = 20 * MB, 60 * MB
HEAD = 4096
# An A1 in colour at 300 dots an inch, an A0 in black and white at 400.
PIXELS, BILEVEL_PIXELS, ALL_PIXELS = 80_000_000, 260_000_000, 1_500_000_000
PAGES = 300
# 200 inches is what the format itself allows, and no printer has more; in points.
SIDE = 14_456


class Kind(NamedTuple):
    """`kept` is the ending of the cleaned copy; `decoder` is its name in the library of pictures."""

    called: str
    extensions: tuple[str, ...]
    stored_as: str
    max_size: int
    is_it: Callable[[bytes], bool]
    decoder: str = ""


MEDIA = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "tiff": "image/tiff",
    "webp": "image/webp",
    "dxf": "image/vnd.dxf",
    "dwg": "image/vnd.dwg",
}
MAX_COMMENTS = 50  # before a drawing begins
_DWG = re.compile(rb"AC10(12|14|15|18|21|24|27|32)\0")
# What scanners put before a PDF is let pass and dropped; a page, program or archive in its stead is not.
_OTHER_BEFORE_PDF = re.compile(rb"<|PK|MZ|\x7fELF|#!|Rar!|7z|\xca\xfe\xba\xbe|{\\rtf|\xd0\xcf\x11\xe0")


# Its first line is often lost; what follows must then be what a PDF begins with.
_HEADLESS_PDF = re.compile(rb"\s*+(?:%[^\r\n]*+[\r\n]++\s*+){0,4}+\d{1,9} \d{1,5} obj\b")


def _begins(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures)


def _is_pdf(head: bytes) -> bool:
    if b"%PDF-" in head[:1024]:
        return not _OTHER_BEFORE_PDF.match(head.lstrip(b"\xef\xbb\xbf\0 \t\r\n"))
    return bool(_HEADLESS_PDF.match(head))


def _is_dxf(head: bytes) -> bool:
    return head.startswith(b"AutoCAD Binary DXF\r\n\x1a\0") or _begins_a_section(head)


def _begins_a_section(head: bytes) -> bool:
    """The group 0 with SECTION, behind comments (a line 999 and the line after it) and empty lines at most."""
    whole = head.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True)
    lines = (line for line in whole if line.endswith((b"\r", b"\n")))  # the last one may be cut short
    filled = (line for line in map(bytes.strip, lines) if line)
    for _ in range(MAX_COMMENTS + 1):
        group = next(filled, b"")
        if group != b"999":
            return group == b"0" and next(filled, b"") == b"SECTION"
        next(lines, b"")
    return False


def _is_dwg(head: bytes) -> bool:
    """A header that only begins so is no drawing: its first section's place lies behind it."""
    return bool(_DWG.match(head)) and len(head) >= 128 and 0 < int.from_bytes(head[13:17], "little") < DRAWING


# Both orders of bytes, and the same for files beyond 4 GB.
TIFFS = (b"II*\0", b"MM\0*", b"II+\0\x08\0\0\0", b"MM\0+\0\x08\0\0")
# The order counts: a PDF may have something before it, the others may not.
KINDS = {
    "png": Kind("PNG", ("png", "apng"), "png", SCAN, _begins(b"\x89PNG\r\n\x1a\n"), "PNG"),
    "jpg": Kind("JPEG", ("jpg", "jpeg", "jpe", "jfif"), "jpg", SCAN, _begins(b"\xff\xd8\xff"), "JPEG"),
    "tiff": Kind("TIFF", ("tif", "tiff"), "tiff", SCAN, _begins(*TIFFS), "TIFF"),
    "webp": Kind(
        "WebP", ("webp",), "webp", SCAN, lambda head: head.startswith(b"RIFF") and head[8:12] == b"WEBP", "WEBP"
    ),
    "gif": Kind("GIF", ("gif",), "png", SCAN, _begins(b"GIF87a", b"GIF89a"), "GIF"),
    "bmp": Kind(
        "BMP", ("bmp", "dib"), "png", SCAN, lambda head: head.startswith(b"BM") and head[6:10] == bytes(4), "BMP"
    ),
    "dwg": Kind("DWG", ("dwg",), "dwg", DRAWING, _is_dwg),
    "dxf": Kind("DXF", ("dxf",), "dxf", DRAWING, _is_dxf),
    "pdf": Kind("PDF", ("pdf",), "pdf", SCAN, _is_pdf),
}


def identify(source: Path, name: str) -> str:
    """The key of the kind on which the first bytes and the name's extension agree; else FileRejectedError."""
    with source.open("rb") as file:
        head, size = file.read(HEAD), os.fstat(file.fileno()).st_size
    return detect(head, name, size)


def detect(head: bytes, name: str, size: int) -> str:
    """The key of the kind on which the content and the name agree."""
    kind = detect_content(head)
    if kind is None:
        raise FileRejectedError("not_a_kind")
    ending = extension(name)
    if not ending:
        raise FileRejectedError("no_ending")
    if ending not in KINDS[kind].extensions and not (KINDS[kind].decoder and is_named_picture(name)):
        # Messengers save a WebP as .jpg; what is written anew from its points may be called like any other picture.
        raise FileRejectedError("named_otherwise", said=ending, found=KINDS[kind].called)
    if size > KINDS[kind].max_size:
        raise FileRejectedError("too_large", most=KINDS[kind].max_size // MB)
    return kind


def is_named_picture(name: str) -> bool:
    return any(extension(name) in kind.extensions for kind in KINDS.values() if kind.decoder)


def detect_content(head: bytes) -> str | None:
    return next((key for key, kind in KINDS.items() if kind.is_it(head)), None)


def extension(name: str) -> str:
    """The last part of a name, as far as it can be shown to anyone: letters and digits, never more than ten."""
    _stem, dot, last = name.rstrip(". \t\r\n\0").rpartition(".")
    return re.sub("[^a-z0-9]", "", last.lower())[:10] if dot else ""
