"""Asks the city's virus scanner, when it has one. A file that cannot be scanned does not pass."""

import socket
from pathlib import Path
from urllib.parse import urlsplit

from shahrsazi.documents.errors import FileRejectedError

CHUNK, PATIENCE = 64 * 1024, 30


def scan(source: Path) -> None:
    """Quiet when the file is clean or the city has no scanner."""
    from django.conf import settings  # the confined process loads this package too, and no Django

    if not settings.CLAMD:
        return
    try:
        answer = _query(source, settings.CLAMD)
    except (OSError, ValueError):
        raise FileRejectedError("unscanned")
    if answer.endswith(b" FOUND"):
        raise FileRejectedError("infected")
    if answer != b"stream: OK":
        raise FileRejectedError("unscanned")


def _query(source: Path, address: str) -> bytes:
    """clamd's INSTREAM: pieces with their lengths, an empty one at the end, then one line back."""
    with _connected(address) as clamd, source.open("rb") as file:
        clamd.sendall(b"zINSTREAM\0")
        while piece := file.read(CHUNK):
            clamd.sendall(len(piece).to_bytes(4, "big") + piece)
        clamd.sendall(bytes(4))
        return clamd.makefile("rb").read(4096).rstrip(b"\0\r\n")


def _connected(address: str) -> socket.socket:
    """`unix:/run/clamd.sock` or `tcp://host:3310`."""
    parts = urlsplit(address)
    if parts.scheme == "tcp":
        return socket.create_connection((parts.hostname, parts.port or 3310), timeout=PATIENCE)
    clamd = socket.socket(socket.AF_UNIX)
    clamd.settimeout(PATIENCE)
    try:
        clamd.connect(parts.path)
    except OSError:
        clamd.close()
        raise
    return clamd
