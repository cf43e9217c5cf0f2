"""Judges a delivery as a whole before anything of it is written: each record by itself, and the batch by its guards.

What is turned away goes into quarantine; what is good into the spool, from which it is applied.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _

from shahrsazi.feed import days
from shahrsazi.feed.delivery import Delivery, DeliveryError, unpacked
from shahrsazi.feed.guards import Guards
from shahrsazi.feed.models import RecordVersion
from shahrsazi.feed.problems import Problem
from shahrsazi.feed.quarantine import Quarantine
from shahrsazi.feed.reading import NumberedLine, Reader, Refused, district_of, rows_of_json
from shahrsazi.feed.records import LINE, PERSON, Envelope, microseconds
from shahrsazi.feed.spool import Spool, Spooled

CHUNK = 500


class Judgement:
    """What is known of a delivery after it was read to its end."""

    def __init__(self, delivery: Delivery, quarantine: Quarantine, guards: Guards, progress: Callable):
        self.delivery, self.quarantine, self.guards, self.progress = delivery, quarantine, guards, progress
        self.reader = Reader()
        self.lines = self.good = self.unchanged = 0
        self.by_district: dict[str, int] = {}
        self._changed: set[int] = set()  # hashes of what this batch told anew: told again, it is compared no more

    def judge(self, spool: Spool) -> None:
        """Reads everything. DeliveryError where the file is not what its manifest says."""
        with unpacked(self.delivery.path) as lines:
            self.good = spool.write(self._good(rows_of_json(lines)))
        self.quarantine.flush()
        manifest = self.delivery.manifest
        if manifest and manifest.records != self.lines:
            words = {"told": manifest.records, "found": self.lines}
            raise DeliveryError(_("The manifest tells of %(told)s records, the file holds %(found)s.") % words)

    def _good(self, rows: Iterator[tuple[int, bytes, Any]]) -> Iterator[Spooled]:
        while chunk := list(islice(rows, CHUNK)):
            self.lines += len(chunk)
            digests = {
                n: self.reader.key_and_digest(row, self._papers(raw, row))
                for n, raw, row in chunk
                if not isinstance(row, Refused)
            }
            same = self._told_before({key for key, _digest in digests.values() if key})
            judged = []
            for number, raw, row in chunk:
                key, digest = digests.get(number, ("", ""))
                if key and same.get(key) == digest and hash(key) not in self._changed and (envelope := _seen(row, key)):
                    self.unchanged += 1
                    yield Spooled(number, envelope, None)
                    continue
                self._changed.add(hash(key))
                line = row if isinstance(row, Refused) else self.reader.read(number, raw, row, digest)
                line = self._allowed(line, raw)
                if isinstance(line, Refused):
                    self.quarantine.add(line)
                else:
                    judged.append(line)
                    yield Spooled(number, line.envelope, line.reported)
            self._count(judged)
            self.progress("judging", self.lines, self.delivery.manifest.records if self.delivery.manifest else 0)

    def _papers(self, raw: bytes, row: Any) -> list:
        """The papers that a line names, as they lie there: other bytes under the same name are another paper."""
        folder = self.delivery.path.parent / "papers"
        return [(name, *_state_of(folder / Path(name).name)) for name in _scans_in(row)] if b'"scan"' in raw else []

    def _told_before(self, keys: set[str]) -> dict[str, str]:
        rows = RecordVersion.objects.using("feed").filter(source=self.delivery.source, record=LINE, key__in=keys)
        return dict(rows.exclude(digest="").values_list("key", "digest")) if keys else {}

    def _allowed(self, line: NumberedLine | Refused, raw: bytes) -> NumberedLine | Refused:
        """What the source may say at all."""
        if isinstance(line, Refused):
            return line
        source, envelope = self.delivery.source, line.envelope
        if source.records and envelope.record not in source.records:
            return Refused(line.number, [RECORD_NOT_THEIRS], raw, envelope)
        if envelope.record == PERSON and not source.owns_persons:
            return Refused(line.number, [PERSONS_NOT_THEIRS], raw, envelope)
        district = district_of(envelope)
        if source.districts and district and district not in source.districts:
            return Refused(line.number, [DISTRICT_NOT_THEIRS], raw, envelope)
        return line

    def _count(self, lines: list[NumberedLine]) -> None:
        self.guards.count(lines)
        for line in lines:
            district = str(district_of(line.envelope) or "")
            self.by_district[district] = self.by_district.get(district, 0) + 1


def _problem(en: str, fa: str) -> Problem:
    return Problem("$.record", en, fa)


RECORD_NOT_THEIRS = _problem("This source does not send such records", "این منبع چنین رکوردی نمی‌فرستد")
PERSONS_NOT_THEIRS = _problem("This source does not tell about persons", "این منبع دربارهٔ اشخاص خبر نمی‌دهد")
DISTRICT_NOT_THEIRS = _problem("This source does not tell about this district", "این منبع دربارهٔ این منطقه خبر نمی‌دهد")


def _scans_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("scan"), str):
            yield value["scan"]
        value = list(value.values())
    for item in value if isinstance(value, list) else ():
        yield from _scans_in(item)


def _state_of(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
        return status.st_size, status.st_mtime_ns
    except (OSError, ValueError):
        return 0, 0


def _seen(row: dict, key: str) -> Envelope | None:
    """A line that says what it said before: only its hour is new, if it can be read."""
    try:
        moment = msgspec.convert(row["as_of"], days.Moment)
    except (KeyError, msgspec.ValidationError):
        return None
    plausible = days.EARLIEST <= moment.year <= days.LATEST and moment <= timezone.now() + days.AHEAD
    return Envelope(LINE, key, microseconds(moment)) if plausible else None
