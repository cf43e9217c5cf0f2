"""Keeps scans by what is in them: the same bytes once, under their SHA-256, never under a name that someone gave."""

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.db import models

from shahrsazi.database.guard import CLERK, READ

SIGNATURES = {
    b"%PDF-": ("application/pdf", "pdf"),
    b"\x89PNG\r\n\x1a\n": ("image/png", "png"),
    b"\xff\xd8\xff": ("image/jpeg", "jpg"),
    b"II*\0": ("image/tiff", "tiff"),
    b"MM\0*": ("image/tiff", "tiff"),
}
LARGEST = 20 * 1024 * 1024


class NoScan(Exception):
    """A feed names a scan that is not there, too large, or of no kind that is kept."""


class Scan(models.Model):
    """What is known of one kept file without opening it."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    media_type = models.CharField(max_length=40)
    extension = models.CharField(max_length=5)
    size = models.BigIntegerField()

    guard = {
        "web": READ,
        "feed": {"SELECT": "true", "INSERT": "true"},
        "staff": {"SELECT": CLERK, "INSERT": CLERK},
        "worker": READ,
    }

    @property
    def path(self) -> Path:
        return place_of(self.sha256)


def keep(source: Path, *, using: str) -> str:
    """Keep a file and return its name in the store; NoScan says why it cannot be kept."""
    return keep_bytes(_read(source), using=using)


def keep_bytes(content: bytes, *, using: str) -> str:
    """Keep what was read already; NoScan says why it cannot be kept."""
    media_type, extension = _kind(content)
    sha256 = hashlib.sha256(content).hexdigest()
    _put(place_of(sha256), content)
    Scan.objects.using(using).bulk_create(
        [Scan(sha256=sha256, media_type=media_type, extension=extension, size=len(content))], ignore_conflicts=True
    )
    return sha256


def _read(source: Path) -> bytes:
    try:
        if source.is_file() and source.stat().st_size <= LARGEST:
            return source.read_bytes()
    except OSError:
        pass  # a name that no disk would have
    raise NoScan("A scan that the line names is missing, or larger than 20 MB.")


def place_of(sha256: str) -> Path:
    return Path(settings.PAPERS) / sha256[:2] / sha256


def _kind(content: bytes) -> tuple[str, str]:
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            return kind
    raise NoScan("A scan that the line names is none of PDF, PNG, JPEG, TIFF.")


def _put(place: Path, content: bytes) -> None:
    """Whole or not at all: a reader never meets half a file."""
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_suffix(f".{os.getpid()}")
    half.write_bytes(content)
    half.replace(place)
