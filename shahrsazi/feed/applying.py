"""Applies judged records slice by slice, each in a transaction with the journal; what is wrong costs nothing else."""

from collections.abc import Callable, Container, Iterator, Sequence
from functools import partial

import psycopg
from django.db import DatabaseError, connections, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.feed import files, stale
from shahrsazi.feed.attachments import Attachments
from shahrsazi.feed.contradictions import ContradictionError
from shahrsazi.feed.met import Beside
from shahrsazi.feed.models import Batch, Source
from shahrsazi.feed.patience import Patience, is_halt
from shahrsazi.feed.problems import Problem, problem
from shahrsazi.feed.quarantine import Quarantine, settle_earlier, settle_seen
from shahrsazi.feed.readers import Spread
from shahrsazi.feed.reading import NumberedLine, Refused
from shahrsazi.feed.records import FILE, PERSON, About, Envelope
from shahrsazi.feed.spool import Head
from shahrsazi.feed.surveyed import SurveyError
from shahrsazi.feed.writing import Outcome, write
from shahrsazi.ledger.entry import Author

REFUSALS = (DatabaseError, psycopg.Error, FileRejectedError, ContradictionError)

Failure = tuple[NumberedLine, Exception]


class SliceWriter:
    """Writes the slices of one load."""

    def __init__(
        self,
        source: Source,
        attachments: Attachments,
        by: Author,
        batch: Batch | None,
        quarantine: Quarantine,
        patiently: Patience,
        spread: Spread,
    ):
        self.source, self.attachments, self.by, self.batch = source, attachments, by, batch
        self.quarantine, self.patiently, self.spread = quarantine, patiently, spread
        self.good = self.written = self.respelled = self.untold = 0
        self.applied = 0  # how many of the batch's good records the journal is behind
        self._named: set[About] = set()  # the persons and files that the slice tells of
        self._failed: list[Failure] = []  # of the slice, so far
        self._heads: Sequence[Head] = ()

    def write(
        self,
        seen: list[Envelope],
        lines: list[NumberedLine],
        size: int,
        later: Container[tuple[str, str]] = (),
        heads: Sequence[Head] = (),
    ) -> None:
        """A piece of a slice, some of its records only `seen` again; the last one with how many the slice has. Where
        something in it is refused, its halves are tried, down to single records; those that fail are tried again beside
        what the others have brought, and once more behind the last piece of the slice, but for those of which something
        is told `later` in it. What still fails is quarantined. The journal goes on with the whole slice; in the same
        transaction its `heads`, which come with the last piece, settle what stood wrong before and rightly in it.
        """
        self.quarantine.flush()
        self._heads = heads
        self._named |= {_about(n) for n in lines if n.envelope.record in (FILE, PERSON) and n.line}
        at_once = 0 if self._failed else size
        failed = self._write_piece(seen, lines, at_once)
        self._refuse([(n, reason) for n, reason in failed or () if _about(n) in later])
        self._failed += [(n, reason) for n, reason in failed or () if _about(n) not in later]
        if size:
            self._refuse(self._again(self._failed))
            self._failed, self._named = [], set()
        if size and (failed is not None or not at_once):
            self._commit([], [], size)

    def _write_piece(self, seen: list[Envelope], lines: list[NumberedLine], size: int) -> list[Failure] | None:
        """Nothing where the whole is written, and the journal with it."""
        try:
            self._commit(seen, lines, size)
            return None
        except REFUSALS as error:
            if not lines or is_halt(error):
                raise
        self._commit(seen, [], 0)
        return self._again(self._write_halves(lines))

    def _again(self, failed: list[Failure]) -> list[Failure]:
        """Those that are refused beside all others too."""
        for _turn in range(len(failed)):
            again = [failure for numbered, _error in failed if (failure := self._failure(numbered))]
            if len(again) == len(failed):
                break
            failed = again
        return failed

    def _refuse(self, failed: list[Failure]) -> None:
        for numbered, reason in failed:
            self.quarantine.add(refused(numbered, problem("", partial(reason_of, reason))))
        self.quarantine.flush()

    def _write_halves(self, lines: list[NumberedLine]) -> list[Failure]:
        """Those that are refused alone, with why; all others are in."""
        if len(lines) == 1:
            failure = self._failure(lines[0])
            return [failure] if failure else []
        middle, failed = len(lines) // 2, []
        for half in (lines[:middle], lines[middle:]):
            try:
                self._commit([], half, 0)
            except REFUSALS as error:
                if is_halt(error):
                    raise
                failed += self._write_halves(half)
        return failed

    def _failure(self, numbered: NumberedLine) -> Failure | None:
        try:
            self._commit([], [numbered], 0)
            return None
        except SurveyError as error:
            return self._without_surveys(numbered, error) if numbered.envelope.is_line else (numbered, error)
        except REFUSALS as error:
            if is_halt(error):
                raise
            return numbered, error

    def _without_surveys(self, numbered: NumberedLine, error: SurveyError) -> Failure | None:
        """The line without what is wrong in it, which lies in quarantine alone."""
        failure = self._failure(error.without(numbered))
        if failure is None:
            self.quarantine.add(refused(numbered, problem(error.path, partial(reason_of, error))))
        return failure

    def _commit(self, seen: list[Envelope], lines: list[NumberedLine], size: int) -> None:
        def work() -> Outcome:
            stale.see_again({envelope.key: envelope.version for envelope in seen}, self.source)
            settle_seen(self.batch, seen)
            return self._write(lines) if lines else Outcome()

        self._in_transaction(work, size)
        self.good += len(lines) + len(seen)

    def write_at_last(self, groups: list[list[NumberedLine]]) -> set[int]:
        """Tries these again behind all others, each as a whole, beside what the others bring; returns the numbers of
        those that are in now.
        """
        left = groups
        for _turn in range(len(groups)):
            failed = [group for group in left if not self._is_written(group)]
            if len(failed) == len(left):
                break
            left = failed
        return {n.number for group in groups for n in group} - {n.number for group in left for n in group}

    def _is_written(self, lines: list[NumberedLine]) -> bool:
        try:
            self._commit([], lines, 0)
        except REFUSALS as error:
            if is_halt(error):
                raise
            return False
        return True

    def write_moved(self, moves: list[files.Move], pieces: Callable[[], Iterator[list[NumberedLine]]]) -> set[int]:
        """Moves these files, with all that is said of them, or nothing; returns the numbers of what is written."""
        numbers: set[int] = set()

        def work() -> Outcome:
            total = Outcome(files.move(moves, self.source, self.by))
            for piece in pieces():
                numbers.update(n.number for n in piece)
                total += self._write(piece)
            return total

        try:
            self._in_transaction(work, 0)
        except REFUSALS as error:
            if is_halt(error):
                raise
            return set()
        self.good += len(numbers)
        return numbers

    def _write(self, lines: list[NumberedLine]) -> Outcome:
        batch = self.batch.id if self.batch else None
        beside = Beside(self._named, self.quarantine.keys)
        return write(lines, self.source, self.attachments, self.by, batch, self.spread, beside)

    def _in_transaction(self, work: Callable[[], Outcome], size: int) -> None:
        def transact() -> Outcome:
            with transaction.atomic(using="feed"):
                _look_up_by_key()
                outcome = work()
                self._journal(self.applied + size, outcome.rows)
            return outcome

        outcome = self.patiently(transact)
        self.applied += size
        self.written += outcome.rows
        self.respelled += outcome.respelled
        self.untold += outcome.untold

    def _journal(self, applied: int, written: int) -> None:
        """As an absolute number: what a dying server has stored, and did not say so, is written once more."""
        if self.batch:
            rows = Batch.objects.using("feed").filter(id=self.batch.id)
            rows.update(applied=applied, written=F("written") + written)
            turned_away = self.quarantine.count or self.batch.turned_away or self.quarantine.is_resumed
            if applied > self.applied and self._heads and turned_away:
                settle_earlier(self.batch, self._heads)


# PostgreSQL keeps the plan by which it checks a foreign key, or asks in a trigger, for a whole session. Made when a
# first load begins, in tables that are nearly empty, it is to read all of them, which takes ever longer until they are
# analysed. (What can only be read as a whole looks so dear then that it would be compiled.)
_BY_KEY = "SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)"


def _look_up_by_key() -> None:
    """All that a slice asks, to the end of its transaction."""
    with connections["feed"].cursor() as cursor:
        cursor.execute(_BY_KEY)


def _about(numbered: NumberedLine) -> About:
    return numbered.envelope.record, numbered.envelope.key


def refused(numbered: NumberedLine, wrong: Problem) -> Refused:
    """A record that was good by itself."""
    return Refused(numbered.number, [wrong], numbered.raw, numbered.envelope)


_OTHERWISE = N_("The database turned the line away")
_OF_A_RULE = {
    "file_no_once_in_a_district": N_(
        "Another file of this district has this number. Of one whose renewal code has changed tell a `file` record "
        "under your key of it, first with the former code"
    )
}
_SENTENCES = {
    psycopg.errors.UniqueViolation: N_("Something that may stand only once is there already"),
    psycopg.errors.CheckViolation: N_("A value breaks a rule of its table"),
    psycopg.errors.NumericValueOutOfRange: N_("A number is too great"),
}


def reason_of(error: Exception) -> str:
    """What is wrong, as the database reports it, without the row itself, which may name a person."""
    diagnosis = getattr(error, "diag", None) or getattr(error.__cause__, "diag", None)
    if diagnosis is None:
        return _(str(error)) % error.words if isinstance(error, ContradictionError) else str(error)
    named = diagnosis.constraint_name or diagnosis.column_name or ""
    sentence = next((s for kind, s in _SENTENCES.items() if isinstance(error.__cause__ or error, kind)), _OTHERWISE)
    return _(_OF_A_RULE.get(named, sentence)) + (f" ({named})." if named else ".")
