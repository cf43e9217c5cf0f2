"""Signed files as they came: stored apart, byte for byte, since a signature holds over these very bytes alone.

They are the one thing in the store that the sandbox did not write itself. Members of staff take them out; no page shows
them, and the role that serves citizens cannot read that there are any.
"""

import hashlib
from pathlib import Path
from shutil import copyfile

import msgspec
from cryptography.x509 import load_pem_x509_certificates
from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from shahrsazi.database.policies import CLERK
from shahrsazi.documents import sandbox, storage
from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox.signature_report import Report
from shahrsazi.documents.scan import SIGNATURES, Scan


class Original(models.Model):
    """The signed file behind a clean copy; `came_as` is the SHA-256 of its bytes."""

    scan = models.OneToOneField(Scan, models.CASCADE, primary_key=True, related_name="original")
    came_as = models.CharField(max_length=64)
    size = models.BigIntegerField()
    kept_at = models.DateTimeField(db_default=Now())

    policies = {
        "feed": {"SELECT": "true", "INSERT": "true"},
        "staff": {"SELECT": f"{CLERK} AND guard.is_scan_of_desk(scan_id)"},
        "worker": {"SELECT": "true", "INSERT": "true"},
    }


def put(scan: Scan, source: Path, came_as: str, folder: Path) -> Original:
    """Into the store, if they are still the bytes that were let in: a delivery's folder is not ours alone."""
    copy = folder / "original"
    copyfile(source, copy)
    with copy.open("rb") as content:
        if hashlib.file_digest(content, "sha256").hexdigest() != came_as:
            raise FileRejectedError("unreadable")
    storage.put(scan.original_name, copy)
    return Original(scan=scan, came_as=came_as, size=copy.stat().st_size)


def verify(scan: Scan) -> None:
    """Have the signatures checked and write down beside the renditions what they are worth, in the place of what was
    written before: the city's roots may be others now."""
    report = Report(failed="missing")
    if storage.exists(scan.original_name):
        with storage.local_copy(scan.original_name) as path:
            report = sandbox.verify(path, trusted_roots())
    storage.write(scan.rendition_name(SIGNATURES), msgspec.json.encode(report))


def trusted_roots() -> list[str]:
    """The certificates that the city trusts, each file as PEM. One that is none must not spoil the others."""
    return [path.read_text("ascii") for path in _root_files() if not _is_unreadable(path)]


def unreadable_roots() -> list[Path]:
    """The files among them that are no certificates."""
    return list(filter(_is_unreadable, _root_files()))


def _root_files() -> list[Path]:
    return sorted(Path(settings.SIGNATURE_ROOTS).glob("*.pem")) if settings.SIGNATURE_ROOTS else []


def _is_unreadable(path: Path) -> bool:
    try:
        return not load_pem_x509_certificates(path.read_bytes().decode("ascii").encode())
    except (OSError, ValueError):
        return True
