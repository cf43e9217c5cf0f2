"""The store of papers takes, gives back and deletes; and there is room for more."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile

from shahrsazi.commands.check.finding import Finding, fails, good, warns
from shahrsazi.documents import storage
from shahrsazi.documents.originals import trusted_roots, unreadable_roots

AREA = "store"
LEAST_FREE, LITTLE_FREE = 0.05, 0.15


def findings() -> Iterator[Finding]:
    stranger = storage.stranger()
    yield fails(AREA, stranger) if stranger else _round_trip()
    if not settings.STATE.is_dir():
        return
    for folder in _folders():
        yield _space(folder)
    if settings.SIGNATURE_ROOTS:
        yield _roots()


def _round_trip() -> Finding:
    name, content = f"check/{secrets.token_hex(8)}", secrets.token_bytes(1024)
    backend = storage.backend()
    try:
        backend.save(name, ContentFile(content))
        with backend.open(name) as stored:
            same = stored.read() == content
        backend.delete(name)
    except Exception as error:  # of whichever library the store speaks with
        return fails(AREA, f"it does not take, give and delete ({type(error).__name__}): {_where()}.")
    return good(AREA, f"{_where()} takes, gives and deletes.") if same else fails(AREA, "it gives back other bytes.")


def _roots() -> Finding:
    """Whether all that the city trusts can be read: of what cannot, the signatures' root is not known."""
    unreadable, count = unreadable_roots(), len(trusted_roots())
    if unreadable:
        return fails(AREA, f"{unreadable[0]} is no certificate that can be read (SHAHRSAZI_SIGNATURE_ROOTS).")
    if not count:
        return fails(
            AREA, f"there is no certificate (*.pem) in {settings.SIGNATURE_ROOTS} (SHAHRSAZI_SIGNATURE_ROOTS)."
        )
    return good(AREA, f"{count} files with trusted roots of signatures in {settings.SIGNATURE_ROOTS}.")


def _where() -> str:
    return str(settings.DOCUMENTS) if storage.on_disk() else "the object store of SHAHRSAZI_DOCUMENTS_URL"


def _folders() -> list[Path]:
    """The state's, and the one in which uploads and scans are worked on, if that is another disk. The database's own
    disk is out of our sight.
    """
    temporary = Path(tempfile.gettempdir())
    return [settings.STATE, temporary] if _is_other_disk(temporary) else [settings.STATE]


def _is_other_disk(folder: Path) -> bool:
    return folder.stat().st_dev != settings.STATE.stat().st_dev


def _space(folder: Path) -> Finding:
    usage = shutil.disk_usage(folder)
    words = f"{usage.free // 10**9} GB free of {usage.total // 10**9} at {folder}"
    if usage.free < LEAST_FREE * usage.total:
        return fails(AREA, f"only {words}: papers would soon be refused. Make room.")
    return warns(AREA, f"only {words}.") if usage.free < LITTLE_FREE * usage.total else good(AREA, f"{words}.")
