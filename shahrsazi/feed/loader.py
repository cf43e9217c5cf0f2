"""Loads a delivery: judged as a whole first, then applied in slices under a journal, by the feed's one write path."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

import psycopg
from django.db import DatabaseError, connections, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from msgspec import json

from shahrsazi.database.lost import is_lost
from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.feed import files, quarantine, stale
from shahrsazi.feed.attachments import Attachments, FeedHaltedError, NamesOnly, named_in
from shahrsazi.feed.contradictions import ContradictionError
from shahrsazi.feed.delivery import Delivery, open_delivery, refuse_out_of_turn
from shahrsazi.feed.guards import Guards
from shahrsazi.feed.judging import Judgement
from shahrsazi.feed.models import Batch, Source
from shahrsazi.feed.problems import problem
from shahrsazi.feed.quarantine import Quarantine
from shahrsazi.feed.reading import NumberedLine, Reader, Refused
from shahrsazi.feed.records import FILE, LINE
from shahrsazi.feed.spool import Spool, Spooled
from shahrsazi.feed.writing import write
from shahrsazi.ledger.entry import Author
from shahrsazi.persian.identifiers import renewal_code

SLICE = 200
# A restarted database is back within a minute or not at all; a lock that somebody holds ends with their request.
TRIES, WAIT = 6, 2.0

# One load at a time: two that run together would decide by what neither has written yet which line is the newer one.
_ONE_LOAD = "SELECT pg_try_advisory_lock(hashtext('shahrsazi.feed.load'))"
_LOAD_ENDS = "SELECT pg_advisory_unlock(hashtext('shahrsazi.feed.load'))"


class GuardedError(Exception):
    """The batch changes more than its guards allow: it waits until two people have released it."""


@dataclass
class Report:
    """What became of a delivery: good records, rows written, and the first of those that were turned away."""

    check: bool = False
    good: int = 0
    unchanged: int = 0
    written: int = 0
    turned_away: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)
    batch: int | None = None

    @property
    def lines(self) -> int:
        return self.good + self.turned_away


def load(
    path: Path, *, by: str = "feed", check: bool = False, unsigned: bool = True, progress: Callable = lambda *_: None
) -> Report:
    """Load a delivery, a manifest or a bare file; scans are looked for in `papers/` beside it. One bad record never
    stops the others, and a load that was killed goes on where it was.

    To `check` it is to say the same of every record and to keep nothing: each slice is undone, papers are only looked
    for. What contradicts an earlier slice of the same file is then not noticed. `progress` is called with what is being
    done, how many are done, and of how many.

    DeliveryError where the whole is refused, WrongFormError for a file that is no such text, GuardedError where it
    waits for two people, FeedHaltedError while another load runs or where the sandbox can't look at papers.
    """
    delivery = open_delivery(path, unsigned=unsigned)
    with _the_only_load():
        refuse_out_of_turn(delivery)
        batch = None if check else _batch(delivery, by)
        spool = Spool(f"check-{delivery.sha256[:16]}" if batch is None else f"batch-{batch.id}")
        try:
            return _Load(delivery, batch, spool, by, progress).run()
        finally:
            if batch is None or batch.state == Batch.DONE:
                spool.remove()


@contextmanager
def _the_only_load() -> Iterator[None]:
    with connections["feed"].cursor() as cursor:
        cursor.execute(_ONE_LOAD)
        if not cursor.fetchone()[0]:
            raise FeedHaltedError(_("Another load is running: wait until it has ended."))
    try:
        yield
    finally:
        with suppress(DatabaseError), connections["feed"].cursor() as cursor:
            cursor.execute(_LOAD_ENDS)


def _batch(delivery: Delivery, by: str) -> Batch:
    """The batch of this delivery: a new one, or one whose load was broken off."""
    rows = Batch.objects.using("feed").filter(source=delivery.source, sha256=delivery.sha256)
    sequence = delivery.manifest.sequence if delivery.manifest else None
    unfinished = rows.exclude(state=Batch.DONE).filter(sequence=sequence).order_by("-id").first()
    if unfinished:
        return unfinished
    made_at = delivery.manifest.moment if delivery.manifest else None
    whose = {"source": delivery.source, "sequence": sequence, "sha256": delivery.sha256}
    batch = Batch(**whose, made_at=made_at, started_by=by[:60])
    batch.save(using="feed", force_insert=True)
    return batch


class _Load:
    """One run over one delivery: a check, a load, or the rest of a load that was broken off."""

    def __init__(self, delivery: Delivery, batch: Batch | None, spool: Spool, by: str, progress: Callable):
        self.delivery, self.batch, self.spool, self.progress = delivery, batch, spool, progress
        self.source: Source = delivery.source
        self.check = batch is None
        self.quarantine = Quarantine(batch)
        self.attachments = (NamesOnly if self.check else Attachments)(delivery.path.parent / "papers")
        self.by = Author("feed", "feed", reason=f"{by} {self._name()}".strip()[:200])
        self.report = Report(self.check, batch=batch.id if batch else None)
        self.reader = Reader()
        self.position = 0

    def _name(self) -> str:
        """How the ledger names the batch."""
        if self.batch is None or self.batch.sequence is None:
            return f"({self.batch.id})" if self.batch else ""
        return f"({self.source.key} {self.batch.sequence})"

    def run(self) -> Report:
        if self.batch is None or self.batch.state != Batch.APPLYING or not self.spool.path.exists():
            self._judge()
        self._apply()
        self._end()
        return self.report

    def _judge(self) -> None:
        guards = Guards(self.source)
        judgement = Judgement(self.delivery, self.quarantine, guards, self.progress)
        judgement.judge(self.spool)
        guards.refused(self.quarantine.count, judgement.lines)
        self.report.unchanged = judgement.unchanged
        stopped = guards.tripped()
        if self.batch is None:
            return
        released = self.batch.released_by is not None
        self.batch.records, self.batch.unchanged = judgement.lines, judgement.unchanged
        self.batch.by_district, self.batch.guards = judgement.by_district, stopped
        self.batch.state = Batch.WAITING if stopped and not released else Batch.APPLYING
        self.batch.turned_away = self.quarantine.count
        self.batch.save(
            using="feed", update_fields=["records", "unchanged", "by_district", "guards", "state", "turned_away"]
        )
        if self.batch.state == Batch.WAITING:
            raise GuardedError(_("This batch changes more than its guards allow: %(guards)s") % {"guards": stopped})

    def _apply(self) -> None:
        done = self.batch.applied if self.batch else 0
        if not self.check and done == 0:
            self.report.written += files.move(self._moves(), self.by)
        self.position = done
        records = self.spool.read(done)
        while piece := list(islice(records, SLICE)):
            self._apply_slice(piece)
            self.progress("applying", self.position, self.batch.records if self.batch else 0)

    def _moves(self) -> list[files.Move]:
        result: list[files.Move] = []
        envelope = (s for s in self.spool.read() if s.envelope.record in (FILE, LINE) and s.reported)
        while chunk := list(islice(envelope, 1_000)):
            result += files.moves((self._named(s) for s in chunk), self.source)
        return result

    def _named(self, spooled: Spooled) -> tuple[str, str, str, int, bool]:
        envelope, case = spooled.envelope, (spooled.reported or {})["casefile"]
        return envelope.key, renewal_code(case["renewal_code"]), case["file_no"], envelope.version, envelope.is_line

    def _apply_slice(self, piece: list[Spooled]) -> None:
        """Papers go through the sandbox before the transaction: it takes long, and a bad record does not lose them."""
        typed = [self.reader.typed(s.number, s.envelope, s.reported) for s in piece if s.reported is not None]
        fresh, refused = stale.sort_out(typed, self.source)
        good = [n for n in fresh if self._store_papers(n, refused)]
        same = len(typed) - len({n.number for n in fresh} | {n.number for n in refused})
        for line in refused:
            self.quarantine.add(line)
        self.report.good += same
        self.report.unchanged += same
        self._write([s for s in piece if s.reported is None], good, len(piece) - len(good))

    def _store_papers(self, numbered: NumberedLine, refused: list[Refused]) -> bool:
        try:
            for name in named_in(numbered.line):
                self.attachments.stored(name)
            return True
        except FileRejectedError as error:
            envelope = {"name": name, "reason": error}
            refused.append(_refused(numbered, lambda: _("The paper %(name)s: %(reason)s") % envelope))
            return False

    def _write(self, seen: list[Spooled], lines: list[NumberedLine], others: int) -> None:
        """One transaction for the slice; when the database rejects it, one for each half, until the bad ones are found.
        With each goes on how far the batch is.
        """
        try:
            written = self._in_a_transaction(seen, lines, others)
        except (DatabaseError, psycopg.Error, FileRejectedError, ContradictionError) as error:
            if len(lines) == 1:
                self.quarantine.add(_refused(lines[0], partial(_reason, error)))
                self._in_a_transaction([], [], others + 1)
            elif lines:
                middle = len(lines) // 2
                self._write(seen, lines[:middle], others)
                self._write([], lines[middle:], 0)
            else:
                raise
            return
        self.report.written += written
        self.report.good += len(lines) + len(seen)

    def _in_a_transaction(self, seen: list[Spooled], lines: list[NumberedLine], others: int) -> int:
        for attempt in range(1, TRIES + 1):
            try:
                with transaction.atomic(using="feed"):
                    written = write(lines, self.source, self.attachments, self.by, self.report.batch) if lines else 0
                    stale.mark_seen([s.envelope for s in seen])
                    self.quarantine.flush()
                    self._journal(len(lines) + others, written)
                    transaction.set_rollback(self.check, using="feed")
                self.position += len(lines) + others
                return written
            except DatabaseError as error:
                if not (is_lost(error) or _is_locked(error)) or attempt == TRIES:
                    raise
                connections["feed"].close()
                time.sleep(WAIT * attempt)  # the wait for a database that is being restarted
        return 0

    def _journal(self, done: int, written: int) -> None:
        if self.batch:
            Batch.objects.using("feed").filter(id=self.batch.id).update(
                applied=F("applied") + done, written=F("written") + written, turned_away=self.quarantine.count
            )

    def _end(self) -> None:
        self.report.turned_away, self.report.bad = self.quarantine.count, self.quarantine.reported
        if self.batch is None:
            return
        with transaction.atomic(using="feed"):
            self.quarantine.flush()
            quarantine.tidy(self.batch)
            rows = Batch.objects.using("feed").filter(id=self.batch.id)
            rows.update(state=Batch.DONE, ended_at=Now(), turned_away=self.quarantine.count)
            if self.batch.sequence:
                Source.objects.using("feed").filter(id=self.source.id).update(last_sequence=self.batch.sequence)
        self.batch.state = Batch.DONE


def _refused(numbered: NumberedLine, words: Callable[[], str]) -> Refused:
    return Refused(numbered.number, [problem("", words)], json.encode(numbered.reported), numbered.envelope)


def _is_locked(error: Exception) -> bool:
    waits = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure)
    return isinstance(error.__cause__, waits)


_OTHERWISE = N_("The database turned the line away")
_SENTENCES = {
    psycopg.errors.UniqueViolation: N_("Something that may stand only once is there already"),
    psycopg.errors.CheckViolation: N_("A value breaks a rule of its table"),
    psycopg.errors.NumericValueOutOfRange: N_("A number is too great"),
}


def _reason(error: Exception) -> str:
    """What is wrong, as the database reports it, without the row itself, which may name a person."""
    diagnosis = getattr(error, "diag", None) or getattr(error.__cause__, "diag", None)
    if diagnosis is None:
        return _(str(error)) if isinstance(error, ContradictionError) else str(error)
    named = diagnosis.constraint_name or diagnosis.column_name or ""
    sentence = next((s for kind, s in _SENTENCES.items() if isinstance(error.__cause__ or error, kind)), _OTHERWISE)
    return _(sentence) + (f" ({named})." if named else ".")
