"""Guards: how much of a city one batch may change before two people have looked at it.

Each guard counts one kind of change in one district, in this batch and in those of its source within a day before it
that nobody has looked at: many small batches take no more than a large one. It stops the batch where more than
`minimum` of them are more than `percent` of what is stored there. A first load may add everything; nothing is taken
away in masses without a look.
"""

from collections import Counter
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone

from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.casefiles.sections.violations.models import Verdict
from shahrsazi.feed.guarded_facts import Counted, GivenMandate, GivenShare
from shahrsazi.feed.guarded_files import Files, Position
from shahrsazi.feed.guarded_persons import Persons
from shahrsazi.feed.models import DAILY, FIRST_LOAD, Batch, RecordVersion, Source
from shahrsazi.feed.records import FILE, LISTS, PERSON, PRESENT, WITHDRAWN
from shahrsazi.people.models import Contact
from shahrsazi.persian import dates


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
_TABLES = {key: model for section in SECTIONS for key, model in section.feeds.items()}
# What a record is counted as that is taken from where it was; all others are records taken back.
_COUNTED_AS = {
    "ownership": "owners_ended",
    "mandate": "mandates_ended",
    PERSON: "owners_ended",
    "verdict": "verdicts_withdrawn",
    FILE: "files_closed",
}


class Guards:
    """The counts of one batch, by guard and district."""

    def __init__(self, source: Source, batch: int | None = None):
        self.limits = LIMITS.get(source.phase, {})
        self.source = source
        self.counts: Counter[tuple[str, int]] = Counter()
        self.by_district: Counter[str] = Counter()  # good records; of persons, who have none, under ""
        self._before = _counts_before(source, batch) if self.limits else Counter()
        self._files = Files(source)
        self._people = Persons(source)

    def count(self, lines: list[Counted]) -> None:
        """A chunk of judged lines: compared with what is stored, a query for each kind of thing."""
        self._count(self._files.ready(lines))

    def _count(self, lines: list[Counted]) -> None:
        self.by_district.update(str(self._positions(n)[0].district or "") for n in lines)
        if self.limits:
            self._count_changes(lines)

    def _count_changes(self, lines: list[Counted]) -> None:
        self._count_removals([n for n in lines if not n.envelope.is_line])
        present = [n for n in lines if n.envelope.state == PRESENT or n.facts.people]
        self._count_withdrawn_rows(present)
        self._count_files(present)
        self._count_completed(present)
        self._count_shares(present)
        self._count_mandates(present)
        self._count_mobiles(present)
        self._count_verdicts(present)

    def _positions(self, n: Counted) -> list[Position]:
        return self._files.of(n) or [Position(0, n.file)]

    def _coded(self, lines: list[Counted]) -> list[tuple[Counted, str]]:
        """Each with the renewal codes of the files that it may mean."""
        return [(n, position.code) for n in lines for position in self._positions(n)]

    def _add(self, guard: str, numbered: Counted, count: int = 1) -> None:
        if count:
            self.counts[guard, self._positions(numbered)[0].district] += count

    def _count_removals(self, records: list[Counted]) -> None:
        """What has ended or was withdrawn, and what was told of another file before: from there it goes."""
        keys = {n.envelope.key for n in records}
        rows = RecordVersion.objects.using("feed").filter(source=self.source, key__in=keys).select_related("case")
        stored = {(row.record, row.key): row for row in rows} if records else {}
        for n in records:
            row = stored.get((n.envelope.record, n.envelope.key))
            if row and n.envelope.version <= row.version - row.again:
                continue  # told before: nothing is taken away by it
            withdrawn, is_share = n.envelope.state == WITHDRAWN, n.envelope.record in ("ownership", "mandate")
            if n.envelope.state != PRESENT or self._is_moved(n, row):
                self._add(_COUNTED_AS.get("" if withdrawn and is_share else n.envelope.record, "records_withdrawn"), n)

    def _is_moved(self, n: Counted, last: RecordVersion | None) -> bool:
        codes = {position.code for position in self._positions(n)}
        return bool(last and last.case and n.envelope.record in LISTS and last.case.renewal_code not in codes)

    def _count_withdrawn_rows(self, lines: list[Counted]) -> None:
        reported: dict[str, dict[tuple[str, str], Counted]] = {}
        for n in lines:
            for name, key in n.facts.withdrawn:
                reported.setdefault(name, {}).update({(position.code, key): n for position in self._positions(n)})
        for name, rows in reported.items():
            stored = _stored(_TABLES[name], rows, "withdrawn")
            guard = "verdicts_withdrawn" if name == "verdicts" else "records_withdrawn"
            for row, n in rows.items():
                self._add(guard, n, int(stored.get(row) is False))

    def _count_files(self, lines: list[Counted]) -> None:
        # By its stored code: it may get another one by the same record.
        reported = {position.code: n for n in lines if n.facts.code for position in self._positions(n)}
        stored = dict(CaseFile.in_feed.filter(renewal_code__in=reported).values_list("renewal_code", "opened_on"))
        for code, n in reported.items():
            if n.facts.opened and not stored.get(code):
                self._add("files_opened", n)
            elif n.facts.closed and stored.get(code):
                self._add("files_closed", n)

    def _count_shares(self, lines: list[Counted]) -> None:
        """A share that goes to somebody else is one that ends and one that is added; less of it is taken away too."""
        reported = {(code, row.key): (n, row) for n, code in self._coded(lines) for row in n.facts.owners}
        stored = _rows(Ownership, reported)
        for share, (n, row) in reported.items():
            before = stored.get(share)
            other = before and not self._people.is_same(row.names, before.person_id)
            self._add("owners_added", n, int(before is None or other or _comes_back(row, before.effective_to)))
            self._add("owners_ended", n, int(before is not None and (other or _is_less(row, before))))

    def _count_mandates(self, lines: list[Counted]) -> None:
        """Leave for another person, from another one or for more counts like a new one."""
        reported = [(n, code, row) for n, code in self._coded(lines) for row in n.facts.mandates]
        stored = _stored_mandates(reported)
        for n, code, row in reported:
            about = ("" if row.every_file else code), row.key
            same = (old for old in stored.get(about, ()) if self._people.is_same(row.principal, old.principal_id))
            before = next(same, None)
            if before is None:
                self._add("every_file_mandates" if row.every_file else "mandates_added", n)
            elif not self._people.is_same(row.agent, before.agent_id) or _allows_more(row, before):
                self._add("mandates_added", n)
            elif _is_earlier(row.ends, before.ended_on):
                self._add("mandates_ended", n)

    def _count_completed(self, lines: list[Counted]) -> None:
        """Whose number is told gets the shares of whoever was known by name alone."""
        for district, count in self._people.find(lines).items():
            self.counts["owners_ended", district] += count
            self.counts["owners_added", district] += count

    def _count_verdicts(self, lines: list[Counted]) -> None:
        reported = {(code, key): n for n, code in self._coded(lines) for key in n.facts.verdicts}
        stored = _stored(Verdict, reported, "verdict_no") if reported else {}
        for verdict, n in reported.items():
            self._add("verdicts_added", n, int(verdict not in stored))

    def _count_mobiles(self, lines: list[Counted]) -> None:
        reported = {number: (n, mobile) for n in lines for number, mobile in n.facts.mobiles}
        rows = Contact.objects.using("feed").filter(person__number__in=reported).exclude(mobile="")
        for number, mobile in rows.values_list("person__number", "mobile"):
            if number and reported[number][1] != mobile:
                self._add("mobiles_changed", reported[number][0])

    def refused(self, count: int, total: int) -> None:
        """Records that were turned away, of all districts together."""
        limit = self.limits.get("records_refused")
        if limit and count > limit.minimum and count * 100 > limit.percent * total:
            self.counts["records_refused", 0] = count

    @property
    def by_guard(self) -> dict[str, dict[str, int]]:
        """The counts as a batch keeps them."""
        result: dict[str, dict[str, int]] = {}
        for (guard, district), count in self.counts.items():
            if guard != "records_refused":  # which change nothing
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


def _is_earlier(day: date | None, stored: date | None) -> bool:
    """Whether it ends now, or before it was to end."""
    return day is not None and (stored is None or day < stored)


def _comes_back(row: GivenShare | GivenMandate, end: date | None) -> bool:
    """Whether it was over, and is in force by what is told now."""
    over = end is not None and end <= dates.today()
    return over and row.tells_end and (row.ends is None or row.ends > dates.today())


def _allows_more(row: GivenMandate, stored: Mandate) -> bool:
    return not set(row.scope or ()) <= set(stored.scope) or _comes_back(row, stored.ended_on)


def _is_less(row: GivenShare, stored: Ownership) -> bool:
    """Whether this takes something from whoever holds the share."""
    land, land_of, building, building_of = row.parts
    smaller = land * stored.land_of < stored.land_share * land_of
    smaller = smaller or building * stored.building_of < stored.building_share * building_of
    later = row.begins > max(stored.effective_from, dates.today())
    return smaller or later or _is_earlier(row.ends, stored.effective_to)


def _counts_before(source: Source, batch: int | None) -> Counter[tuple[str, int]]:
    """What the batches of a day before changed, but for those that two released."""
    lately = Batch.objects.using("feed").filter(source=source, begun_at__gt=timezone.now() - LOOKED_BACK)
    rows = lately.filter(state__in=(Batch.APPLYING, Batch.DONE), released_by=None).exclude(id=batch or 0)
    counts: Counter[tuple[str, int]] = Counter()
    for by_guard in rows.values_list("counts", flat=True):
        for guard, districts in by_guard.items():
            counts.update({(guard, int(district)): n for district, n in districts.items()})
    return counts


def _stored(model: Any, reported: dict, column: str) -> dict[tuple[str, str], Any]:
    """Of these (renewal code, source key) what is stored: → the column."""
    return {share: getattr(row, column) for share, row in _rows(model, reported).items()}


def _rows(model: Any, reported: dict) -> dict[tuple[str, str], Any]:
    """Of these (renewal code, source key) the rows that are stored."""
    files, keys = {file for file, _key in reported}, {key for _file, key in reported}
    rows = model.in_feed.filter(case__renewal_code__in=files, source_key__in=keys).select_related("case")
    return {(row.case.renewal_code, row.source_key): row for row in rows} if reported else {}


def _stored_mandates(reported: list[tuple[Counted, str, GivenMandate]]) -> dict[tuple[str, str], list[Mandate]]:
    """By renewal code, empty of those for every file, and key: of several principals there may be one each."""
    keys, codes = {row.key for _n, _code, row in reported}, {code for _n, code, _row in reported}
    there = Q(case__renewal_code__in=codes) | Q(case=None)
    rows = Mandate.in_feed.filter(there, source_key__in=keys).select_related("case") if reported else ()
    result: dict[tuple[str, str], list[Mandate]] = {}
    for row in rows:
        result.setdefault((row.case.renewal_code if row.case else "", row.source_key), []).append(row)
    return result


def _size(guard: str, district: int) -> int:
    model = _STORED.get(guard, CaseFile)
    path = "district" if model is CaseFile else "case__district"
    return model.in_feed.filter(**{path: district} if district else {}).count()
