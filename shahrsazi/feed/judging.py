"""Judges a delivery as a whole before anything of it is written: each record by itself, and the batch by its guards.

What is turned away goes into quarantine; what is good into the spool, from which it is applied.
"""

from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext as _

from shahrsazi.feed import files
from shahrsazi.feed.delivery import Delivery, DeliveryError, unpacked
from shahrsazi.feed.guarded_facts import Counted
from shahrsazi.feed.guards import Guards
from shahrsazi.feed.met import Met
from shahrsazi.feed.portions import portions
from shahrsazi.feed.problems import Problem
from shahrsazi.feed.quarantine import Quarantine
from shahrsazi.feed.readers import Readers
from shahrsazi.feed.reading import Refused, district_of, numbered_lines
from shahrsazi.feed.records import PERSON, Envelope
from shahrsazi.feed.spool import Head, Packed, Spool
from shahrsazi.feed.unchanged import Outline, Outlines, digests_before, seen_again

CHUNK = 500


class Judgement:
    """What is known of a delivery after it was read to its end."""

    def __init__(
        self, delivery: Delivery, quarantine: Quarantine, guards: Guards, progress: Callable, readers: Readers
    ):
        self.delivery, self.quarantine, self.guards, self.progress = delivery, quarantine, guards, progress
        self.readers, self.outlines = readers, Outlines(delivery.path.parent / "papers", delivery.source)
        self.lines = self.good = self.unchanged = self.respelled = 0
        self._changed: Met[str] = Met()  # the codes of what this batch told anew: told again, it is compared no more

    def judge(self, spool: Spool) -> None:
        """Reads everything. DeliveryError where the file is not what its manifest says."""
        with unpacked(self.delivery.path, self.delivery.sha256) as lines:
            self.good = spool.write(self._good(numbered_lines(lines)))
        self.quarantine.flush()
        manifest = self.delivery.manifest
        if manifest and manifest.records != self.lines:
            words = {"told": manifest.records, "found": self.lines}
            raise DeliveryError(_("The manifest tells of %(told)s records, the file holds %(found)s.") % words)

    def _good(self, lines: Iterator[tuple[int, bytes]]) -> Iterator[Packed]:
        for chunk in portions(lines, CHUNK, lambda line: len(line[1])):
            self.lines += len(chunk)
            seen, results = self._read(chunk)
            judged = []
            for (number, raw), again in zip(chunk, seen, strict=True):
                result = Packed(Head(number, again)) if again else self._allowed(results[number], raw)
                if isinstance(result, Refused):
                    self.quarantine.add(result)
                    continue
                if result.aside:
                    self.quarantine.add(Refused(number, list(result.aside), raw, result.head.envelope))
                if again:
                    self.unchanged += 1
                    self.guards.by_district[str(district_of(again) or "")] += 1
                else:
                    judged.append(result)
                self.respelled += result.respelled
                yield result
            self._count(judged)
            self.progress("judging", self.lines, self.delivery.manifest.records if self.delivery.manifest else 0)

    def _read(self, chunk: list[tuple[int, bytes]]) -> tuple[list[Envelope | None], dict]:
        """Of each line its envelope, if it says what it said before; of all others by number what was read."""
        read = self.readers.read
        outlines = [self.outlines.of(raw) for _number, raw in chunk]
        before = digests_before((outline.code for outline in outlines), self.delivery.source)
        now = self._changed.among(before)
        seen = [_seen(outline, before, now) for outline in outlines]
        changed = [(*line, o.digest) for line, o, again in zip(chunk, outlines, seen, strict=True) if not again]
        results = dict(zip((number for number, _raw, _digest in changed), read(changed), strict=True))
        now |= self._files_of_records(results.values())
        late = [n for n, (o, again) in enumerate(zip(outlines, seen, strict=True)) if again and o.code in now]
        self._changed.new(now)
        if late:
            lines = [(*chunk[n], outlines[n].digest) for n in late]
            results |= dict(zip((number for number, _raw, _digest in lines), read(lines), strict=True))
        return [None if n in late else again for n, again in enumerate(seen)], results

    def _files_of_records(self, results: Iterable[Packed | Refused]) -> set[str]:
        """A line is not the same again after a record of its file."""
        named = {r.head.envelope.file for r in results if isinstance(r, Packed) and r.head.envelope.file}
        return set(digests_before(files.codes(named, self.delivery.source), self.delivery.source)) if named else set()

    def _allowed(self, result: Packed | Refused, raw: bytes) -> Packed | Refused:
        """What the source may say at all."""
        if isinstance(result, Refused):
            return result
        number, envelope = result.head.number, result.head.envelope
        problem = self._not_theirs(envelope)
        return Refused(number, [problem], raw, envelope) if problem else result

    def _not_theirs(self, envelope: Envelope) -> Problem | None:
        source = self.delivery.source
        if source.records and envelope.record not in source.records:
            return RECORD_NOT_THEIRS
        if envelope.record == PERSON and not source.owns_persons:
            return PERSONS_NOT_THEIRS
        district = district_of(envelope) if source.districts else None
        return DISTRICT_NOT_THEIRS if district and district not in source.districts else None

    def _count(self, judged: list[Packed]) -> None:
        self.guards.count([Counted(record.head.envelope, record.facts) for record in judged])


def _seen(outline: Outline, before: dict[str, str], changed: set[str]) -> Envelope | None:
    """What is told anew after this batch told something else is not the same again. What was not told `before` can't
    be, and needs no note.
    """
    if outline.code not in before:
        return None
    same = before[outline.code] == outline.digest and outline.code not in changed
    if same and (envelope := seen_again(outline)):
        return envelope
    changed.add(outline.code)
    return None


def _problem(en: str, fa: str) -> Problem:
    return Problem("$.record", en, fa)


RECORD_NOT_THEIRS = _problem("This source does not send such records", "این منبع چنین رکوردی نمی‌فرستد")
PERSONS_NOT_THEIRS = _problem("This source does not tell about persons", "این منبع دربارهٔ اشخاص خبر نمی‌دهد")
DISTRICT_NOT_THEIRS = _problem("This source does not tell about this district", "این منبع دربارهٔ این منطقه خبر نمی‌دهد")
