"""Guards: how much of a city one batch may change before two people have looked at it.

Each guard counts one kind of change in one district, in this batch and in those of its source within a day before it
that nobody has looked at: many small batches take no more than a large one. It stops the batch where more than
`minimum` of them are more than `percent` of what is stored there. A first load may add everything; nothing is taken
away in masses without a look.
"""

from collections import Counter
from datetime import timedelta
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone

from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.feed.guarded_changes import Changes
from shahrsazi.feed.guarded_facts import Counted
from shahrsazi.feed.guarded_files import Files
from shahrsazi.feed.models import DAILY, FIRST_LOAD, Batch, Source


class Limit(NamedTuple):
    """More than both stops a batch; `percent` is of what the district has of it."""

    minimum: int
    percent: int


_TAKING = {
    "owners_ended": Limit(200, 2),
    "mandates_ended": Limit(100, 10),
    "mobiles_changed": Limit(200, 2),
    "files_closed": Limit(50, 1),
    "records_withdrawn": Limit(100, 1),
    "verdicts_withdrawn": Limit(10, 1),
    "records_refused": Limit(100, 10),
}
_ADDING = {
    "owners_added": Limit(500, 3),
    "mandates_added": Limit(100, 10),
    "every_file_mandates": Limit(20, 5),
    "files_opened": Limit(500, 5),
    "verdicts_added": Limit(300, 5),
}
LOOKED_BACK = timedelta(days=1)
LIMITS = {FIRST_LOAD: _TAKING, DAILY: _TAKING | _ADDING}
# What the per cent are of.
_STORED = {
    "owners_ended": Ownership,
    "owners_added": Ownership,
    "mandates_ended": Mandate,
    "mandates_added": Mandate,
    "every_file_mandates": Mandate,
}


class Guards:
    """The counts of one batch, by guard and district."""

    def __init__(self, source: Source, batch: int | None = None):
        self.limits = LIMITS.get(source.phase, {})
        self.source = source
        self.by_district: Counter[str] = Counter()  # good records, also those seen again; of persons under ""
        self._before = _counts_before(source, batch) if self.limits else Counter()
        self._files = Files(source)
        self._changes = Changes(source, self._files)
        self.counts = self._changes.counts

    def count(self, lines: list[Counted]) -> None:
        """A chunk of judged lines: compared with what is stored, a query for each kind of thing."""
        self._count(self._files.ready(lines))

    def _count(self, lines: list[Counted]) -> None:
        self.by_district.update(str(self._files.positions(n)[0].district or "") for n in lines)
        if self.limits:
            self._changes.count(lines)

    def refused(self, count: int, total: int) -> None:
        """Records that were turned away, of all districts together."""
        limit = self.limits.get("records_refused")
        if limit and count > limit.minimum and count * 100 > limit.percent * total:
            self.counts["records_refused", 0] = count

    @property
    def by_guard(self) -> dict[str, dict[str, int]]:
        """The counts as a batch keeps them: of what was stopped by no guard none counts against later batches."""
        result: dict[str, dict[str, int]] = {}
        for (guard, district), count in self.counts.items():
            if guard in self.limits and guard != "records_refused":  # which change nothing
                result.setdefault(guard, {})[str(district)] = count
        return result

    def tripped(self) -> list[dict[str, Any]]:
        """What stops the batch: guard, district (0 where no record names one), count with those of the day before, and
        what is stored.
        """
        if late := self._files.late():
            self._count(late)
        stopped = []
        for guard, district in sorted(key for key in self.counts if key[0] in self.limits):
            limit, count = self.limits[guard], self.counts[guard, district] + self._before[guard, district]
            if count <= limit.minimum:
                continue
            total = _size(guard, district) if guard != "records_refused" else 0
            if count * 100 > limit.percent * total:
                stopped.append({"guard": guard, "district": district, "count": count, "stored": total})
        return stopped


def _counts_before(source: Source, batch: int | None) -> Counter[tuple[str, int]]:
    """What batches changed that were applied within a day, however long they waited, or are half applied; but for those
    that two released.
    """
    lately = Q(ended_at=None) | Q(ended_at__gt=timezone.now() - LOOKED_BACK)
    rows = Batch.objects.using("feed").filter(lately, source=source, applying_since__isnull=False, released_by=None)
    rows = rows.exclude(id=batch or 0)
    counts: Counter[tuple[str, int]] = Counter()
    for by_guard in rows.values_list("counts", flat=True):
        for guard, districts in by_guard.items():
            counts.update({(guard, int(district)): n for district, n in districts.items()})
    return counts


def _size(guard: str, district: int) -> int:
    model = _STORED.get(guard, CaseFile)
    path = "district" if model is CaseFile else "case__district"
    return model.in_feed.filter(**{path: district} if district else {}).count()
