"""A paper leaves for good, on somebody's order: all that lies in the store because of it, and the rows that know it.

Nothing is erased by itself: what was withdrawn stays for the auditor, and a file stays as the municipality keeps it.
"""

from django.db import transaction

from shahrsazi.documents import storage
from shahrsazi.documents.scan import Arrival, Scan


def erase(sha256: str) -> bool:
    """Erase one paper; whether there was one. What lies in the store goes first: broken off, it can be asked again."""
    scan = Scan.objects.using("owner").filter(sha256=sha256).first()
    if scan is None:
        return False
    storage.delete_folder(scan.rendition_name(""))
    for name in (scan.original_name, scan.name):
        storage.delete(name)
    with transaction.atomic(using="owner"):
        Arrival.objects.using("owner").filter(scan=scan).delete()
        scan.delete(using="owner")
    return True
