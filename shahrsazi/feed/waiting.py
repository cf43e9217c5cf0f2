"""Shares that a feed ends count as ended only after the time to object, as at the counter: with whoever comes instead.

A source that compares with the registry before it tells (`checks_registry`) is believed at once.
"""

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_noop as N_

from shahrsazi.casefiles.casefile import CaseFile, Ownership
from shahrsazi.city import rules
from shahrsazi.city.districts import District
from shahrsazi.feed import concerned, differences, stale, whereabouts
from shahrsazi.feed.contradictions import ContradictionError
from shahrsazi.feed.guarded_terms import Term
from shahrsazi.feed.models import Batch, Source
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import ENDED, Envelope
from shahrsazi.persian import dates

_CLOSED = N_("Somebody registered sees this file: it is not closed without the registry.")
Share = tuple[int, str]  # file, source key


class Waiting(NamedTuple):
    """Shares that end and shares that begin with them, and from when both count: at once without a time. Then they are
    all whose end is told, and all that are told.
    """

    ended: set[Share]
    begun: set[Share]
    until: datetime | None


def time_to_object(after: datetime | None = None) -> datetime:
    return (after or timezone.now()) + timedelta(hours=rules.value("objection_hours", "feed"))


class _Reported(NamedTuple):
    """What is told of shares: rows, those among them that leave out their end, and ends alone."""

    rows: dict[Share, Any]
    silent: set[Share]
    ends: dict[Share, Envelope]


class _Days(NamedTuple):
    """From when to when a share is, by what is told now, and whose; of an end alone nobody is told."""

    begins: date
    ends: date | None
    person: int | None = None

    @property
    def are_over(self) -> bool:
        return Term(self.begins, self.ends or date.max).is_over


def shares_to_end(
    lines: list[NumberedLine], cases: dict, positions: dict[int, int], people: dict, source: Source
) -> Waiting:
    """Asked before rows are written: of open files that somebody registered sees, the shares that end and that begin.

    ContradictionError where such a share is told otherwise than by its end: with another person, less or
    later. That would take it at once, and unseen.
    """
    reported = _reported(lines, positions)
    if source.checks_registry or not reported.rows and not reported.ends:
        return Waiting(_ended(reported), set(reported.rows), None)
    moved = _moved_shares(lines, cases, source)
    stored = _stored({*reported.rows, *reported.ends, *moved})
    opened = concerned.with_registered_owners({case for case, _key in {*stored, *reported.rows}})
    held = {share: row for share, row in stored.items() if _is_held(row) and share[0] in opened}
    _refuse_other_than_ends(held, reported, moved, people)
    days = _days(reported, stored, people)
    ended = {share for share, row in held.items() if share in days and _ends_earlier(row, days[share].ends)}
    begun = {share for share in days if share[0] in opened and _begins(stored.get(share), days[share])}
    return Waiting(ended, begun, time_to_object())


def _reported(lines: list[NumberedLine], positions: dict[int, int]) -> _Reported:
    rows, silent, ends = {}, set(), {}
    for n in lines:
        if not (case := positions.get(n.number)):
            continue
        if _removes_share(n):
            ends[case, n.envelope.key] = n.envelope
        for position, row in enumerate(n.line.owners if n.line else ()):
            rows[case, row.source_key] = row
            if "effective_to" in n.absent("owners", position):
                silent.add((case, row.source_key))
    return _Reported(rows, silent, ends)


def _ended(reported: _Reported) -> set[Share]:
    in_rows = {share for share, row in reported.rows.items() if row.effective_to and share not in reported.silent}
    return in_rows | {share for share, envelope in reported.ends.items() if envelope.state == ENDED}


def _refuse_other_than_ends(held: dict[Share, Ownership], reported: _Reported, moved: set[Share], people: dict) -> None:
    for share, stored in held.items():
        envelope, row = reported.ends.get(share), reported.rows.get(share)
        unended = envelope and envelope.state != ENDED or share in moved and row is None
        if unended or row and _is_less(row, stored, people):
            raise ContradictionError(N_("A registered owner's share ends, and another one begins: tell it so."))


def _days(reported: _Reported, stored: dict[Share, Ownership], people: dict) -> dict[Share, _Days]:
    """An end alone leaves the beginning as it is stored, and a row without its end the end."""
    result = {}
    for share, row in reported.rows.items():
        ends = stored[share].effective_to if share in reported.silent and share in stored else row.effective_to
        result[share] = _Days(row.effective_from, ends, people.get(row.person))
    for share, envelope in reported.ends.items():
        if share in stored and envelope.state == ENDED:
            result[share] = _Days(stored[share].effective_from, envelope.ended_on)
    return result


def _moved_shares(lines: list[NumberedLine], cases: dict, source: Source) -> set[Share]:
    """Shares that were told of another file before, where they are now said never to have been."""
    shares = [n for n in lines if n.envelope.record == "ownership"]
    return {(row.case_id, row.key) for row in whereabouts.moved(shares, cases, source).values() if row.case_id}


def _is_held(row: Ownership) -> bool:
    """Whether the share is in force. One that a source told and nobody sees yet is not: it is taken back as it came."""
    later = row.effective_from > dates.today() or row.holds_from is not None and row.holds_from > timezone.now()
    return _is_going_on(row) and not (later and row.begun_by_registration is None)


def _is_going_on(row: Ownership) -> bool:
    """Whether the share is not over yet, or only when its time to object is. One that was taken back is over, whenever
    it was to begin.
    """
    waits = row.end_holds_from is not None and row.end_holds_from > timezone.now()
    return waits or not _Days(row.effective_from, row.effective_to).are_over


def _ends_earlier(row: Ownership, reported: date | None) -> bool:
    return reported is not None and (row.effective_to is None or reported < row.effective_to)


def _begins(stored: Ownership | None, days: _Days) -> bool:
    """Whether it brings somebody into sight: a share that was not there, was over, was another person's or was to begin
    later.
    """
    if stored is None or days.are_over:
        return not days.are_over
    sooner = stored.effective_from > dates.today() and stored.effective_from > days.begins
    another = days.person is not None and days.person != stored.person_id
    return sooner or another or not _is_going_on(stored)


def refuse_closing(lines: list[NumberedLine], withdrawn: set[int], source: Source) -> None:
    """Asked before files are written, of these lines and of files that are withdrawn. ContradictionError where a file
    would be closed that somebody registered sees: that takes it from them at once. One that the counter opened stays
    open against this source, or is closed by the word of two of the oversight.
    """
    reported = {
        n.line.casefile.renewal_code: n.line.casefile.opened_on
        for n in lines
        if n.line and n.line.casefile and "opened_on" not in n.absent_of_file
    }
    closing = {code for code, day in reported.items() if day is None}
    if source.checks_registry or not closing and not withdrawn:
        return
    stored = list(CaseFile.in_feed.filter(renewal_code__in=closing)) if closing else []
    cases = {case.pk for case in stored} - differences.unsettled(stored, differences.BY_COUNTER[CaseFile], source)
    if concerned.with_registered_owners(cases | withdrawn - stale.told_elsewhere(withdrawn, source)):
        raise ContradictionError(_CLOSED)


def refuse_out_of_service(moves: list[tuple[int, int, int]], source: Source) -> None:
    """Asked before files move, of (file, old district, new one). ContradictionError where the new one is not served yet
    and somebody registered sees the file, or the counter opened it: that closes it to them as well.
    """
    if all(old == new for _case, old, new in moves):
        return
    served = set(District.objects.using("feed").filter(served_from__lte=dates.today()).values_list("number", flat=True))
    closing = {case for case, old, new in moves if old in served and new not in served}
    if CaseFile.in_feed.filter(id__in=closing, opened_by_registration__isnull=False).exists():
        raise ContradictionError(N_("The counter opened this file: it moves to no district without service."))
    if not source.checks_registry and concerned.with_registered_owners(closing):
        raise ContradictionError(_CLOSED)


def _removes_share(numbered: NumberedLine) -> bool:
    return numbered.envelope.record == "ownership" and numbered.line is None


def _is_less(row: Any, stored: Ownership, people: dict) -> bool:
    """Whether this takes something from whoever holds the stored share."""
    land = Fraction(row.land_share, row.land_of) < Fraction(stored.land_share, stored.land_of)
    building = Fraction(row.building_share, row.building_of) < Fraction(stored.building_share, stored.building_of)
    later = row.effective_from > max(stored.effective_from, dates.today())
    return land or building or later or people.get(row.person) != stored.person_id


def _stored(shares: set[Share]) -> dict[Share, Ownership]:
    return {(row.case_id, row.source_key): row for row in _rows(shares)}


def _rows(shares: set[Share]) -> QuerySet[Ownership]:
    """The rows of these shares, and perhaps others of their files."""
    return Ownership.in_feed.filter(case__in={case for case, _ in shares}, source_key__in={key for _, key in shares})


def leave_time(waiting: Waiting, cases: set[int], batch: int | None) -> None:
    """Asked after the rows were written, in the same transaction: everyone who owns the file is told, once a batch, of
    what ends and of whoever comes. Where the counter's word stands nothing ends and nothing begins. `cases` are the
    files that shares are told of: an end that is taken back takes its moment along.
    """
    back = Ownership.in_feed.filter(case__in=cases, effective_to=None, end_holds_from__isnull=False)
    back.update(end_holds_from=None)
    if waiting.until is None:
        _count_at_once(waiting)
    else:
        _leave_time(waiting, waiting.until, batch)


def _count_at_once(waiting: Waiting) -> None:
    """What another source told without the registry waits no more; what the counter registered does."""
    shares = waiting.ended | waiting.begun
    ends = Q(end_holds_from__gt=Now(), ended_by_registration=None)
    begins = Q(holds_from__gt=Now(), begun_by_registration=None)
    rows = _rows(shares).filter(ends | begins) if shares else ()
    stored = {(row.case_id, row.source_key): row.pk for row in rows}
    ended = [pk for share, pk in stored.items() if share in waiting.ended]
    begun = [pk for share, pk in stored.items() if share in waiting.begun]
    Ownership.in_feed.filter(ends, id__in=ended).update(end_holds_from=None)
    Ownership.in_feed.filter(begins, id__in=begun).update(holds_from=None)


def _leave_time(waiting: Waiting, until: datetime, batch: int | None) -> None:
    ended, begun = _but_for_the_counters(waiting)
    changing = {case for case, _key in ended | begun}
    if not changing:
        return
    since = counts_from(batch) or until
    unaware = not_notified(changing, since)
    for case, key in ended:
        Ownership.in_feed.filter(case=case, source_key=key).update(end_holds_from=until)
    for case, key in begun:
        # Beside an end of which the owners were told before this batch they would have less time to object.
        with_whom = differences.free(Ownership.in_feed.filter(case=case, end_holds_from__gte=since), "ownership")
        beside = with_whom.order_by("-end_holds_from").values_list("end_holds_from", flat=True).first()
        Ownership.in_feed.filter(case=case, source_key=key).update(holds_from=beside or until)
    concerned.notify_owners(unaware, until)


def _but_for_the_counters(waiting: Waiting) -> tuple[set, set]:
    """The shares that end and that begin, by file and key, without those of which the counter's word stands."""
    if not waiting.ended and not waiting.begun:
        return set(), set()
    standing = differences.standing(_rows(waiting.ended | waiting.begun), "ownership")
    stand = set(standing.values_list("case_id", "source_key"))
    return waiting.ended - stand, waiting.begun - stand


def counts_from(batch: int | None) -> datetime | None:
    """From when what this load changes counts at the earliest; what others changed before it counts sooner."""
    since = Batch.objects.using("feed").get(id=batch).applying_since if batch else None
    return since and time_to_object(since)


def not_notified(cases: set[int], since: datetime) -> set[int]:
    """Of these files those without a share that this load ended or brought: it has told the owners of the others."""
    ends = Q(ended_by_registration=None, end_holds_from__gte=since)
    begins = Q(begun_by_registration=None, holds_from__gte=since)
    rows = Ownership.in_feed.filter(ends | begins, case__in=cases)
    return cases - set(rows.values_list("case_id", flat=True))
