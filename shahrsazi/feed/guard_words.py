"""What a guard counted, in words: for the page of the batches and for whoever runs a load."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shahrsazi.feed import guards

GUARDS = {
    "owners_ended": gettext_lazy("Owners whose share ends"),
    "owners_added": gettext_lazy("New shares"),
    "mandates_ended": gettext_lazy("Mandates that end"),
    "mandates_added": gettext_lazy("New mandates"),
    "every_file_mandates": gettext_lazy("Mandates for every file"),
    "mobiles_changed": gettext_lazy("Other mobile numbers"),
    "files_opened": gettext_lazy("Files that open"),
    "files_closed": gettext_lazy("Files that close"),
    "records_withdrawn": gettext_lazy("Records taken back"),
    "verdicts_withdrawn": gettext_lazy("Verdicts taken back"),
    "records_refused": gettext_lazy("Records turned away"),
    "verdicts_added": gettext_lazy("New verdicts"),
}


def in_words(stopped: list[dict[str, Any]], phase: str) -> str:
    """What stops a batch (Guards.tripped), and how much its source may change in this phase."""
    counted = "; ".join(_counted(each, phase) for each in stopped)
    return _(
        "This batch changes more than its guards allow, with what came within a day before it and nobody has released: "
        "%(guards)s."
    ) % {"guards": counted}


def what_to_do(load: int) -> str:
    """With a batch that waits, whose load has this number on the page and in `feed batches`."""
    return _(
        "Nothing of it is written. Compare it with its source: two of the administrators and the auditor release it on "
        "the page of the deliveries, where it is load %(load)s; then start this load again."
    ) % {"load": load}


def _counted(each: dict[str, Any], phase: str) -> str:
    limit = guards.LIMITS[phase][each["guard"]]
    values = each | limit._asdict() | {"what": GUARDS[each["guard"]]}
    if each["guard"] == "records_refused":
        return _("%(what)s: %(count)s; up to %(minimum)s are allowed, or %(percent)s per cent of the batch") % values
    if not each["district"]:
        words = _("%(what)s: %(count)s, of %(stored)s in all; up to %(minimum)s are allowed, or %(percent)s per cent")
        return words % values
    words = _(
        "%(what)s: %(count)s in district %(district)s, of %(stored)s; "
        "up to %(minimum)s are allowed, or %(percent)s per cent"
    )
    return words % values
