"""Records that were turned away: all that is wrong with them, and themselves, for a time, for whoever corrects them."""

import csv
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any, BinaryIO, TextIO

from django.db import connections
from django.db.models import Count, Q
from django.db.models.functions import Now
from django.utils import timezone

from shahrsazi.feed import half_known
from shahrsazi.feed.decoding import CUT
from shahrsazi.feed.met import Met
from shahrsazi.feed.models import Batch, QuarantinedRecord, RecordVersion
from shahrsazi.feed.patience import Patience
from shahrsazi.feed.portions import BYTES, portions
from shahrsazi.feed.reading import Reader, Refused, district_of
from shahrsazi.feed.records import FILE, PERSON, WITHDRAWN, About, Envelope
from shahrsazi.feed.spool import Head
from shahrsazi.feed.together import is_tied

KEPT_FOR = timedelta(days=30)
AT_ONCE = 500
MAX_REPORTED = 1_000  # in memory and on the terminal; the rest is asked for


class Quarantine:
    """What one load turns away. Without a batch, as in a check, nothing is written."""

    def __init__(self, batch: Batch | None, patiently: Patience):
        self.batch, self.patiently = batch, patiently
        self.is_resumed = bool(batch and batch.is_begun)
        self.count = 0  # of this run: a line of which a survey was set aside may be turned away besides
        self.keys: Met[About] = Met()  # of persons and files that were turned away: whosever number or code they are
        self.tied: set[int] = set()  # the numbers of those that what stands behind them may let in
        self._numbers: Met[int] = Met()
        self.reported: list[tuple[int, str]] = []
        self._waiting: list[QuarantinedRecord] = []
        self._of_files: list[tuple[QuarantinedRecord, str]] = []  # rows whose file is named by its source's own key
        self._bytes = 0

    def add(self, refused: Refused) -> None:
        self._note(refused.number, refused.envelope)
        if len(self.reported) < MAX_REPORTED:
            self.reported.append((refused.number, "; ".join(problem.sentence for problem in refused.problems)))
        if self.batch:
            self._waiting.append(row := _row(self.batch, refused))
            if row.district is None and refused.envelope and refused.envelope.file:
                self._of_files.append((row, refused.envelope.file))
            self._bytes += len(refused.raw)
            if len(self._waiting) >= AT_ONCE or self._bytes >= BYTES:
                self.flush()

    def _note(self, number: int, envelope: Envelope | None) -> None:
        self.count += len(self._numbers.new([number]))
        if envelope and is_tied(envelope):
            self.tied.add(number)
        if envelope and (envelope.record == PERSON or envelope.record == FILE and envelope.state != WITHDRAWN):
            self.keys.new([(envelope.record, envelope.key)])

    def numbers(self) -> set[int]:
        """Of all that was turned away, also before a load was broken off."""
        rows = QuarantinedRecord.objects.using("feed").filter(batch=self.batch)
        return self.patiently(lambda: set(rows.values_list("number", flat=True)))

    def take_back(self, numbers: set[int]) -> None:
        """These were taken after all."""
        self.count -= len(self._numbers.forget(numbers))
        self.tied -= numbers
        self.reported = [(number, words) for number, words in self.reported if number not in numbers]
        if self.batch and numbers:
            self.patiently(QuarantinedRecord.objects.using("feed").filter(batch=self.batch, number__in=numbers).delete)

    def reopen(self, numbers: Iterable[int]) -> None:
        """These are applied once more, since a load was broken off: what was turned away in that may be taken now. What
        was set aside when they were judged by themselves is wrong as before.
        """
        reader = Reader()
        for chunk in portions(numbers, AT_ONCE, lambda _number: 0):
            self.patiently(partial(self._reopen, chunk, reader))

    def _reopen(self, numbers: list[int], reader: Reader) -> None:
        for row in QuarantinedRecord.objects.using("feed").filter(batch=self.batch, number__in=numbers):
            judged = reader.read(row.number, bytes(row.raw))
            row.problems = [] if isinstance(judged, Refused) else [problem._asdict() for problem in judged.aside]
            if row.problems:
                row.save(using="feed", update_fields=["problems"])
            else:
                row.delete(using="feed")

    @property
    def total(self) -> int:
        """Of the whole batch, also what was turned away before a load was broken off."""
        rows = QuarantinedRecord.objects.using("feed").filter(batch=self.batch)
        return self.patiently(rows.count) if self.batch else self.count

    def flush(self) -> None:
        """Write what waits. A record that stands there already, since a survey of it was set aside, or since a load was
        killed and it was judged a second time, gets what is wrong with it besides.
        """
        self.patiently(self._flush)

    def _flush(self) -> None:
        self._find_districts()
        waiting: dict[int, QuarantinedRecord] = {}
        for row in self._waiting:
            _add_problems(waiting.setdefault(row.number, row), row)
        before = QuarantinedRecord.objects.using("feed").filter(batch=self.batch, number__in=waiting)
        for stored in before.only("number", "problems") if waiting else ():
            if _add_problems(stored, waiting.pop(stored.number)):
                stored.save(using="feed", update_fields=["problems"])
        QuarantinedRecord.objects.using("feed").bulk_create(waiting.values())
        self._waiting, self._bytes = [], 0

    def _find_districts(self) -> None:
        if self.batch and self._of_files:
            keys = {key for _row, key in self._of_files}
            own = RecordVersion.objects.using("feed").filter(source=self.batch.source_id, record=FILE, key__in=keys)
            districts = dict(own.exclude(case=None).values_list("key", "case__district"))
            for row, key in self._of_files:
                row.district = districts.get(key)
        self._of_files = []


def _add_problems(row: QuarantinedRecord, other: QuarantinedRecord) -> bool:
    missing = [problem for problem in other.problems if problem not in row.problems]
    row.problems = [*row.problems, *missing]
    return bool(missing)


def _row(batch: Batch, refused: Refused) -> QuarantinedRecord:
    envelope = refused.envelope
    return QuarantinedRecord(
        batch=batch,
        number=refused.number,
        record=envelope.record if envelope else "",
        key=envelope.key if envelope else "",
        version=envelope.version if envelope else None,
        district=district_of(envelope),
        reason=refused.problems[0].en[:120] if refused.problems else "",
        reason_fa=refused.problems[0].fa[:160] if refused.problems else "",
        problems=[problem._asdict() for problem in refused.problems],
        raw=b"" if refused.raw.endswith(CUT) else refused.raw,
        expires_at=timezone.now() + KEPT_FOR,
    )


_SETTLE = """
UPDATE feed_quarantinedrecord q SET settled_at = now() FROM feed_batch b, feed_recordversion v
WHERE q.settled_at IS NULL AND b.id = q.batch_id AND v.source_id = b.source_id AND v.record = q.record AND v.key = q.key
  AND v.batch_id > b.id AND v.batch_id = %s AND v.version >= coalesce(q.version, 0)
"""


_SETTLE_EARLIER = """
UPDATE feed_quarantinedrecord q SET settled_at = now()
FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::bigint[]) AS s (record, key, number, version)
WHERE q.settled_at IS NULL AND q.batch_id = %s AND q.record = s.record AND q.key = s.key AND q.number < s.number
  AND s.version >= coalesce(q.version, 0)
  AND NOT EXISTS (SELECT FROM feed_quarantinedrecord o WHERE o.batch_id = q.batch_id AND o.number = s.number)
"""


def settle_earlier(batch: Batch, heads: Iterable[Head]) -> None:
    """Settles what stood wrong in a batch, and rightly further on in it, in one of these records; an older version
    corrects nothing.
    """
    rows = [(head.envelope.record, head.envelope.key, head.number, head.envelope.version) for head in heads]
    with connections["feed"].cursor() as cursor:
        cursor.execute(_SETTLE_EARLIER, [*map(list, zip(*rows, strict=True)), batch.id])


_SETTLE_SEEN = """
UPDATE feed_quarantinedrecord q SET settled_at = now()
FROM feed_batch b, feed_recordversion v, unnest(%s::text[], %s::text[], %s::bigint[]) AS s (record, key, version)
WHERE q.settled_at IS NULL AND b.id = q.batch_id AND b.source_id = %s AND b.id < %s
  AND q.record = s.record AND q.key = s.key AND s.version >= coalesce(q.version, 0)
  AND v.source_id = b.source_id AND v.record = q.record AND v.key = q.key
  AND (v.batch_id IS DISTINCT FROM b.id OR v.version <> q.version)
"""


def settle_seen(batch: Batch | None, seen: list[Envelope]) -> None:
    """Settles what stood wrong in earlier batches and says now what was stored before: its version stays. But of a line
    that was stored without a survey that is wrong nobody has corrected that survey.
    """
    if batch and seen:
        columns = [list(column) for column in zip(*((e.record, e.key, e.version) for e in seen), strict=True)]
        with connections["feed"].cursor() as cursor:
            cursor.execute(_SETTLE_SEEN, [*columns, batch.source_id, batch.id])


def settle(batch: Batch) -> None:
    """Settles what this batch told rightly."""
    with connections["feed"].cursor() as cursor:
        cursor.execute(_SETTLE, [batch.id])


def forget(using: str) -> None:
    """Deletes what is out of date; but of a person or a file that nobody has corrected the key is still one, and names
    nobody (naming.turned_away): all else of it is emptied.
    """
    over = QuarantinedRecord.objects.using(using).filter(expires_at__lt=Now())
    keys = Q(record__in=(PERSON, FILE), settled_at=None) & ~Q(key="")
    over.exclude(keys).delete()
    full = over.exclude(reason="")
    files = full.filter(record=FILE).values_list("id", "raw").iterator(AT_ONCE)
    withdrawn = [row for row, raw in files if half_known.is_withdrawn(bytes(raw))]
    full.filter(id__in=withdrawn).delete()
    full.update(raw=b"", problems=[], reason="", reason_fa="")


def by_reason(batch: Batch) -> list[Any]:
    rows = QuarantinedRecord.to_be_corrected(batch, "feed")
    return [*rows.values("record", "reason").annotate(count=Count("id")).order_by("-count", "reason")]


def waiting(batch: Batch) -> Iterator[QuarantinedRecord]:
    return QuarantinedRecord.to_be_corrected(batch, "feed").order_by("number").iterator(AT_ONCE)


def write_csv(batch: Batch, out: TextIO) -> None:
    """A row for each fault, without what the record says."""
    writer = csv.writer(out)
    writer.writerow(["number", "record", "key", "district", "path", "en", "fa"])
    for row in waiting(batch):
        for problem in row.problems:
            cells = [row.record, row.key, str(row.district or ""), problem["path"], problem["en"], problem["fa"]]
            writer.writerow([row.number, *map(spreadsheet_cell, cells)])


def write_ndjson(batch: Batch, out: BinaryIO) -> int:
    """The records themselves as they came, byte for byte, to be corrected and sent again; returns how many are not
    among them: a line that is too long was not read to its end.
    """
    count = 0
    for row in waiting(batch):
        raw = bytes(row.raw)
        count += not raw
        out.write(raw + b"\n" if raw else b"")
    return count


def spreadsheet_cell(text: str) -> str:
    """A spreadsheet runs what begins like a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
