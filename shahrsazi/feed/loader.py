"""Loads a delivery: judged as a whole first, then applied in slices under a journal, by the feed's one write path."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.feed import applying, batches, late, quarantine, stale
from shahrsazi.feed.applying import SliceWriter
from shahrsazi.feed.attachments import Attachments, NamesOnly, named_in
from shahrsazi.feed.delivery import Delivery, open_delivery, refuse_out_of_turn
from shahrsazi.feed.guard_words import in_words
from shahrsazi.feed.guards import Guards
from shahrsazi.feed.judging import Judgement
from shahrsazi.feed.models import Batch, Difference, Source
from shahrsazi.feed.movers import Movers
from shahrsazi.feed.one_load import few_collections, take_lock, the_only_load
from shahrsazi.feed.patience import Patience
from shahrsazi.feed.problems import PAPERS, problem
from shahrsazi.feed.quarantine import Quarantine
from shahrsazi.feed.readers import Readers, readers
from shahrsazi.feed.reading import NumberedLine, Refused
from shahrsazi.feed.slices import Piece, slices
from shahrsazi.feed.spool import Head, Spool, forget, spool_of
from shahrsazi.ledger.entry import Author


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
    respelled: int = 0  # persons that were named by their number in another spelling
    untold: int = 0  # ends of what was never told
    differs: int = 0  # rows that were told otherwise than the counter registered, whose word stands
    differs_in_all: int = 0  # with those of which the source told before
    bad: list[tuple[int, str]] = field(default_factory=list)
    batch: int | None = None
    judged: int = 0  # lines of the whole batch, where only the rest of it was left to load
    stopped: list[dict[str, Any]] = field(default_factory=list)  # of a check, by which guards a load would wait
    waits: str = ""
    abandoned: list[int] = field(default_factory=list)  # loads that are half applied, and go on no more since this one

    @property
    def lines(self) -> int:
        return max(self.good + self.turned_away, self.judged)


def load(
    path: Path,
    *,
    by: str = "",
    check: bool = False,
    unsigned: bool = True,
    processes: int = 1,
    progress: Callable = lambda *_: None,
) -> Report:
    """Load a delivery, a manifest or a bare file; scans are looked for in `papers/` beside it. One bad record never
    stops the others, and a load that was killed goes on where it was.

    To `check` it is to say the same of every record and of the guards, and to keep nothing: it is undone at the end,
    and papers are only looked for. Lines are read and judged in so many `processes`. `progress` is called with what is
    being done, how many are done, and of how many. `by` is the account whose word it is.

    DeliveryError where the whole is refused, WrongFormError for a file that is no such text, GuardedError where it
    waits for two people, FeedHaltedError while another load runs or where the sandbox can't look at papers.
    """
    delivery = open_delivery(path, unsigned=unsigned)
    with the_only_load(), few_collections():
        delivery.source.refresh_from_db(using="feed")  # another load may have ended meanwhile
        refuse_out_of_turn(delivery)
        forget(before=timezone.now() - quarantine.KEPT_FOR)  # the worker does it on its own machine alone
        batch = None if check else batches.batch_of(delivery, by)
        spool = spool_of(batch) if batch else Spool(f"check-{delivery.sha256[:16]}", delivery.source)
        try:
            with readers(max(1, processes)) as them, batches.refusing(batch):
                run = _Load(delivery, batch, spool, by, progress, them)
                return run.run() if batch else _undone(run)
        finally:
            if batch is None or batch.state != Batch.APPLYING:
                spool.remove()


def _undone(check: "_Load") -> Report:
    """A check is a load in one transaction, which is undone at its end."""
    with transaction.atomic(using="feed"):
        report = check.run()
        transaction.set_rollback(True, using="feed")
    return report


class _Load:
    """One run over one delivery: a check, a load, or the rest of a load that was broken off."""

    def __init__(
        self, delivery: Delivery, batch: Batch | None, spool: Spool, by: str, progress: Callable, readers: Readers
    ):
        self.delivery, self.batch, self.spool, self.progress, self.readers = delivery, batch, spool, progress, readers
        self.source: Source = delivery.source
        self.check = batch is None
        self.unfinished = batch or batches.unfinished(delivery)  # which a check asks about
        self.resumed = batch if batch and batch.is_begun else None
        self.patiently = Patience(take_lock)
        self.quarantine = Quarantine(batch, self.patiently)
        self.attachments = (NamesOnly if self.check else Attachments)(delivery.path.parent / "papers")
        self.by = Author("feed", "feed", reason=f"feed {self._name()}".strip()[:200], account=by)
        self.report = Report(self.check, batch=batch.id if batch else None)
        tools = self.quarantine, self.patiently, readers.spread
        self.writer = SliceWriter(self.source, self.attachments, self.by, batch, *tools)
        self.same = 0
        self.ahead: set[int] = set()  # the numbers of what was written before its turn
        self._newest: dict[tuple[str, str], int] | None = None  # of a load that goes on

    def _name(self) -> str:
        """How the ledger names the batch."""
        if self.batch is None or self.batch.sequence is None:
            return f"({self.batch.id})" if self.batch else ""
        return f"({self.source.key} {self.batch.sequence})"

    def run(self) -> Report:
        if self.batch is None or self.batch.state != Batch.APPLYING or not self.spool.is_whole:
            self._judge()
        self._apply()
        self._end()
        return self.report

    def _judge(self) -> None:
        if self.batch:
            batches.begin_judging(self.batch)
        guards = Guards(self.source, self.unfinished.id if self.unfinished else None)
        judgement = Judgement(self.delivery, self.quarantine, guards, self.progress, self.readers)
        judgement.judge(self.spool)
        guards.refused(self.quarantine.count, judgement.lines)
        self.report.unchanged = judgement.unchanged
        if self.batch is None:
            stopped = guards.tripped()
            self.report.stopped = [] if self.unfinished and self.unfinished.never_waits else stopped
            self.report.waits = in_words(stopped, self.source.phase) if self.report.stopped else ""
            return
        if not batches.end_judging(self.batch, judgement, guards, self.quarantine.count):
            raise GuardedError(in_words(self.batch.guards, self.source.phase))

    def _apply(self) -> None:
        if self.batch:
            self.report.abandoned = self.patiently(partial(batches.begin_applying, self.batch))
            self.writer.applied = self.batch.applied
        if self.resumed:
            self._newest = late.newest(self.spool)
            self.quarantine.reopen(late.numbers(self.spool, self.writer.applied))
        if self.writer.applied == 0:
            self.ahead = Movers(self.spool, self.writer, self._papers_are_good).write()
        heads: list[Head] = []
        for piece in slices(self.spool.read(self.writer.applied)):
            heads += (record.head for record in piece.records)
            self._apply_piece(piece, heads if piece.size else [])
            heads = [] if piece.size else heads
            self.progress("applying", self.writer.applied, self.batch.records if self.batch else 0)
        self._withdraw_at_last()

    def _withdraw_at_last(self) -> None:
        """What is withdrawn before something that belongs to it, a case before its verdict, is refused in its turn: it
        goes behind all others, the kinds in reverse order.
        """
        self.quarantine.flush()
        numbers = late.withdrawals(self.spool, self.quarantine)
        if not numbers:
            return
        lines = late.lines(self.spool, numbers)
        fresh, refused = self.patiently(partial(stale.sort_out, lines, self.source))
        accepted = {n.number for n in lines} - {n.number for n in fresh} - {n.number for n in refused}
        accepted |= self.writer.write_at_last(fresh)
        self.quarantine.take_back(accepted)
        if self.batch and accepted:
            heads = [Head(n.number, n.envelope) for n in lines if n.number in accepted]
            self.patiently(partial(quarantine.settle_earlier, self.batch, heads))

    def _apply_piece(self, piece: Piece, heads: list[Head]) -> None:
        """Papers go through the sandbox before the transaction: it takes long, and a bad record does not lose them."""
        changed = (record for record in piece.records if record.body and record.head.number not in self.ahead)
        typed = [self.spool.unpacker.line(record) for record in changed]
        seen = [record.head.envelope for record in piece.records if not record.body]
        fresh, refused = self.patiently(partial(self._sorted_out, typed))
        good = [n for n in fresh if self._store_papers(n, refused)]
        others = {n.number for n in fresh} | {n.number for n in refused}
        same = [n.envelope for n in typed if n.number not in others]
        for line in refused:
            self.quarantine.add(line)
        self.same += len(same)
        self.patiently(partial(quarantine.settle_seen, self.batch, same))
        self.writer.write(seen, good, piece.size, piece.later, heads)

    def _sorted_out(self, lines: list[NumberedLine]) -> tuple[list[NumberedLine], list[Refused]]:
        """After a load was broken off, what it had told before what it told last is taken; what stands behind that is
        older than what is known, as without a break.
        """
        if self._newest is None:
            return stale.sort_out(lines, self.source)
        before = [n for n in lines if n.number < self._newest.get((n.envelope.record, n.envelope.key), 0)]
        numbers = {n.number for n in before}
        fresh, refused = stale.sort_out(before, self.source, self.resumed)
        others = stale.sort_out([n for n in lines if n.number not in numbers], self.source)
        return sorted(fresh + others[0], key=lambda n: n.number), refused + others[1]

    def _papers_are_good(self, numbered: NumberedLine) -> bool:
        return self._store_papers(numbered, [])

    def _store_papers(self, numbered: NumberedLine, refused: list[Refused]) -> bool:
        try:
            for name in named_in(numbered.line) if numbered.line else ():
                self.patiently(partial(self.attachments.stored, name))
            return True
        except FileRejectedError as error:
            wrong = problem(f"{PAPERS}{name}", partial(str, error))
            refused.append(applying.refused(numbered, wrong))
            return False

    def _end(self) -> None:
        self.quarantine.flush()
        self.report.turned_away, self.report.bad = self.quarantine.total, self.quarantine.reported
        self.report.good, self.report.unchanged = self.writer.good + self.same, self.report.unchanged + self.same
        self.report.written += self.writer.written
        self.report.respelled, self.report.untold = self.writer.respelled, self.writer.untold
        self.patiently(self._count_differences)
        if self.batch is None:
            return
        self.report.judged = self.batch.records
        self.patiently(partial(self._write_end, self.batch))
        self.batch.state = Batch.DONE

    def _count_differences(self) -> None:
        """As they are noted with the batch: of one that was broken off, of all of it. Those of a check have none."""
        of_source = Difference.standing("feed").filter(source=self.source)
        self.report.differs_in_all = of_source.count()
        self.report.differs = of_source.filter(batch=self.report.batch).count()

    def _write_end(self, batch: Batch) -> None:
        """In absolute numbers: what a dying server has stored, and did not say so, is written once more."""
        with transaction.atomic(using="feed"):
            quarantine.settle(batch)
            quarantine.forget("feed")
            rows = Batch.objects.using("feed").filter(id=batch.id)
            unchanged, refused = batch.unchanged + self.same, self.report.turned_away
            rows.update(state=Batch.DONE, ended_at=Now(), turned_away=refused, unchanged=unchanged)
            if batch.sequence:
                Source.objects.using("feed").filter(id=self.source.id).update(last_sequence=batch.sequence)
