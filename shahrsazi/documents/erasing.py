"""A paper leaves for good, on somebody's order: all that lies in the store because of it, and the rows that know it.

Nothing is erased by itself: what was withdrawn stays for the auditor, and a file stays as the municipality keeps it.
"""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Cast

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


def named_in(sha256: str) -> dict[str, list[int | None]]:
    """Table → the file of each row that names this paper, None of a row that is of no file. Reads them all: slow."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("shahrsazi.")]  # not the queue's jobs
    others = [model for model in ours if model._meta.app_label != Scan._meta.app_label]
    rows = {model._meta.db_table: list(_rows_naming(model, sha256)) for model in others}
    return {table: cases for table, cases in rows.items() if cases}


def _rows_naming(model: type[models.Model], sha256: str) -> Iterator[int | None]:
    """Whatever is called `scan`, and whatever is JSON with it somewhere inside."""
    fields = model._meta.concrete_fields
    inner = {f"{f.name}_as_text": Cast(f.name, models.TextField()) for f in fields if isinstance(f, models.JSONField)}
    naming = [Q(**{f"{name}__contains": sha256}) for name in inner]
    naming += [Q(scan=sha256) for field in fields if field.name == "scan"]
    if naming:
        for row in models.QuerySet(model, using="owner").annotate(**inner).filter(reduce(or_, naming)).iterator():
            yield getattr(row, "case_id", None)
