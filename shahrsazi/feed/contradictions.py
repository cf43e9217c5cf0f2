"""Lines that are right by themselves, and wrong with what is known of their file by now."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_noop as N_

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.casefiles.entry import Entry
from shahrsazi.casefiles.sections.bills import Bill
from shahrsazi.casefiles.sections.violations.models import CommissionCase, Verdict, Violation
from shahrsazi.feed import differences, first_days, stale
from shahrsazi.feed.contract import MAX_ROWS
from shahrsazi.feed.models import RecordVersion, Source
from shahrsazi.feed.records import LINE, LISTS
from shahrsazi.feed.tables import TABLES
from shahrsazi.feed.validation import day_of_too_much
from shahrsazi.persian import dates


class ContradictionError(Exception):
    """The sentence says which one, with its words; the transaction that meets it is undone."""

    def __init__(self, sentence: str, words: dict[str, str] | None = None):
        super().__init__(sentence)
        self.words = words or {}


def refuse(
    lines: list, cases: dict[str, int], people: dict[str, int], source: Source, before: set[tuple[int, int]]
) -> None:
    """ContradictionError for the first contradiction of these lines, after all of them were written. `cases` are the
    ids of the files by what the lines call them, `people` those of the people; `before` are the `shareholders`.
    """
    present = [n for n in lines if n.line is not None]
    _refuse_too_many_rows(present, cases)
    _refuse_too_many_shares({cases[n.file] for n in present if n.line.owners} | _with_an_end(lines, cases, source))
    if source.districts and any(mandate.every_file for n in present for mandate in n.line.mandates):
        raise ContradictionError(N_("A source of some districts gives no leave for every file."))
    _refuse_strangers_mandates(present, cases, people)
    _refuse_leave_of_nobody(before)
    stored = _Stored()
    _refuse_what_belongs_to_nothing(present, cases, stored)
    _refuse_what_would_belong_to_nothing(lines, cases, source, stored)


def refuse_first_days(lines: list, cases: dict[str, int]) -> None:
    """The same of what lines tell for the first time and would count on no day, before any of it is written."""
    for sentence in first_days.told_first(lines, cases):
        raise ContradictionError(sentence)


def _refuse_too_many_rows(lines: list, cases: dict[str, int]) -> None:
    """What a line cannot hold, records do not bring together either."""
    named: dict[str, set[int]] = {}
    for n in lines:
        if n.envelope.record in TABLES:
            named.setdefault(n.envelope.record, set()).add(cases[n.file])
    for record, files in named.items():
        rows = TABLES[record].in_feed.filter(case__in=files)
        rows = rows.filter(withdrawn=False) if hasattr(TABLES[record], "withdrawn") else rows
        if rows.values("case").annotate(rows=Count("id")).filter(rows__gt=MAX_ROWS).order_by().exists():
            raise ContradictionError(
                N_("More than %(count)s rows of a kind belong to this file."), {"count": str(MAX_ROWS)}
            )


def _with_an_end(lines: list, cases: dict[str, int], source: Source) -> set[int]:
    """The files of shares that end on a day: it may be a later one than was told before."""
    ended = [n for n in lines if n.line is None and n.envelope.record == "ownership"]
    return {case for case, _key in _rows_of(ended, cases, source)}


def _rows_of(lines: list, cases: dict[str, int], source: Source) -> set[tuple[int, str]]:
    """(File, source key) of what these records are: where they are told now, and where they were told last."""
    last = stale.versions(lines, source)
    rows = {(cases.get(n.file), n.envelope.key) for n in lines} | {(row.case_id, row.key) for row in last.values()}
    return {(case, key) for case, key in rows if case}


def _refuse_too_many_shares(cases: set[int]) -> None:
    """Checks the sums of a file's shares with those of earlier lines, on every day: a new owner may come without an end
    of the old.
    """
    owners: dict = {}
    for owner in Ownership.in_feed.filter(case__in=cases) if cases else ():
        owners.setdefault(owner.case_id, []).append(owner)
    if any(map(day_of_too_much, owners.values())):
        raise ContradictionError(N_("With what is known of the file, the shares add up to more than six dang."))


def _refuse_strangers_mandates(lines: list, cases: dict[str, int], people: dict[str, int]) -> None:
    """Only an owner of the file, now or before, gives leave by it: else any file would open somebody's other files."""
    given = {(cases[n.file], people[mandate.principal]) for n in lines for mandate in n.line.mandates}
    files = {case for case, _person in given}
    owners = _owners(files) if given else set()
    if given - owners:
        raise ContradictionError(N_("Someone gives leave here who has never owned this file."))
    _refuse_another_principal(lines, cases, people, owners)


def _owners(files: set[int]) -> set[tuple[int, int]]:
    """(File, person) of all shares that ever were: without those that were told by mistake."""
    rows = Ownership.in_feed.filter(case__in=files).exclude(effective_to=F("effective_from"))
    return set(rows.values_list("case_id", "person_id"))


def shareholders(lines: list, cases: dict[str, int], source: Source) -> set[tuple[int, int]]:
    """(File, person) of these shares as they are stored: asked before rows are written, for `refuse`."""
    reported = _rows_of([n for n in lines if n.envelope.record == "ownership"], cases, source)
    in_lines = [n for n in lines if n.envelope.is_line]
    reported |= {(cases[n.file], row.source_key) for n in in_lines for row in n.line.owners}
    files, keys = {case for case, _key in reported}, {key for _case, key in reported}
    rows = Ownership.in_feed.filter(case__in=files, source_key__in=keys).values_list("case_id", "source_key", "person")
    return {(case, person) for case, key, person in (rows if reported else ()) if (case, key) in reported}


def _refuse_leave_of_nobody(before: set[tuple[int, int]]) -> None:
    """A share that is taken back, or told of another person, gave leave by mistake: no mandate that rests on it goes on
    without it. One for every file rests on the file that it was told in, which of a line only shows that it told of
    the file.
    """
    if former := before - (_owners({case for case, _person in before}) if before else set()):
        given = _live_mandates().filter(principal__in={person for _case, person in former})
        resting = {(case, who) for case, who in given.exclude(case=None).values_list("case_id", "principal_id")}
        if former & (resting | _every_file(given.filter(case=None), {case for case, _person in former})):
            raise ContradictionError(N_("A mandate rests on this share: withdraw it first, or in the same batch."))


def _every_file(given: QuerySet, files: set[int]) -> set[tuple[int, int]]:
    """(File, principal) of these mandates for every file, as they were told in these files."""
    mandates = list(given.values_list("source_key", "principal_id"))
    keys, givers = {key for key, _who in mandates}, {who for _key, who in mandates}
    records = RecordVersion.objects.using("feed").filter(record="mandate", key__in=keys, person__in=givers)
    reported_in = set(records.exclude(case=None).values_list("key", "case_id")) if mandates else set()
    by_records = {key for key, _case in reported_in}
    lines = RecordVersion.objects.using("feed").filter(record=LINE, case__in=files)
    of_lines = set(lines.values_list("case_id", flat=True)) if mandates else set()
    return {
        (case, who)
        for key, who in mandates
        for case in files
        if (key, case) in reported_in or key not in by_records and case in of_lines
    }


def _live_mandates() -> QuerySet:
    live = Mandate.in_feed.filter(Q(ended_on=None) | Q(ended_on__gt=dates.today()))
    return live.filter(Q(expires_on=None) | Q(expires_on__gte=dates.today()))


def _refuse_another_principal(
    lines: list, cases: dict[str, int], people: dict[str, int], owners: set[tuple[int, int]]
) -> None:
    """A mandate under another owner's name would be a second one, and the first one's agent would go on seeing."""
    given = {(cases[n.file], m.source_key): people[m.principal] for n in lines for m in n.line.mandates}
    if not given:
        return
    files, keys = {case for case, _key in given}, {key for _case, key in given}
    about = Q(case__in=files) | Q(case=None)
    # One that was ended at a desk goes on for a source that has not heard of it.
    ended = differences.standing(Mandate.in_feed.filter(about, source_key__in=keys), "mandate")
    rows = [*_live_mandates().filter(about, source_key__in=keys), *ended]
    stored = [(m.case_id, m.source_key, m.principal_id) for m in rows if m.case_id]
    of_every_file = [(m.source_key, m.principal_id) for m in rows if not m.case_id]
    stored += [(case, key, who) for key, who in of_every_file for case in files if (case, who) in owners]
    if any(given.get((case, key), principal) != principal for case, key, principal in stored):
        raise ContradictionError(N_("This mandate was told with another principal: end it, and tell a new one."))


class _Stored:
    """The rows that are there by now: (file, source key) of each table, asked for once."""

    def __init__(self) -> None:
        self._rows: dict[type[Entry], set[tuple[int, str]]] = defaultdict(set)
        self._files: dict[type[Entry], set[int]] = defaultdict(set)

    def of(self, model: type[Entry], wanted: set[tuple[int, str]]) -> set[tuple[int, str]]:
        """All rows of these files, and perhaps of others."""
        if files := {case for case, _key in wanted} - self._files[model]:
            rows = model.in_feed.filter(case__in=files, withdrawn=False)
            self._rows[model].update(rows.values_list("case_id", "source_key"))
            self._files[model] |= files
        return self._rows[model]


def _refuse_what_belongs_to_nothing(lines: list, cases: dict[str, int], stored: _Stored) -> None:
    """A verdict is shown under its case of the commission, a case with its violations: without them nobody would see
    them, or half of them. What is withdrawn itself may go with them.
    """
    verdicts = {(cases[n.file], v.commission_case) for n in lines for v in _there(n, "verdicts")}
    if verdicts - stored.of(CommissionCase, verdicts):
        raise ContradictionError(N_("A verdict names a case of the commission that is not there."))
    violations = {
        (cases[n.file], key)
        for n in lines
        for commission_case in _there(n, "commission_cases")
        for key in commission_case.violations
    }
    if violations - stored.of(Violation, violations):
        raise ContradictionError(N_("A case of the commission names a violation that is not there."))
    carried_out = {(cases[n.file], bill.about) for n in lines for bill in _there(n, "bills") if bill.about}
    if carried_out - stored.of(Verdict, carried_out):
        raise ContradictionError(N_("A bill names a verdict that is not there."))


def _there(numbered: Any, name: str) -> list:
    """The rows of this list but for those that the line takes back: what they name may go with them."""
    rows = enumerate(getattr(numbered.line, name))
    return [row for at, row in rows if not row.withdrawn or "withdrawn" in numbered.absent(name, at)]


# What is named by its key: the record, by which rows in which column, and what is wrong where it goes before them.
NAMED_BY: tuple[tuple[str, type[Entry], str, str], ...] = (
    (
        "commission_case",
        Verdict,
        "commission_case",
        N_("Verdicts of this case of the commission are still there: withdraw them first."),
    ),
    (
        "violation",
        CommissionCase,
        "violations",
        N_("A case of the commission still names this violation: tell it without first."),
    ),
    ("verdict", Bill, "about", N_("A bill still names this verdict: withdraw it first, or tell it without.")),
)


def _refuse_what_would_belong_to_nothing(lines: list, cases: dict[str, int], source: Source, stored: _Stored) -> None:
    """What is taken back, or told of another file, takes nothing out of sight that is still told."""
    for record, model, column, sentence in NAMED_BY:
        reported = _reported(record, lines, cases, source)
        if gone := reported - stored.of(TABLES[record], reported):
            rows = model.in_feed.filter(case__in={case for case, _key in gone}, withdrawn=False)
            values = rows.values_list("case_id", column)
            if gone & {(case, key) for case, keys in values for key in ([keys] if isinstance(keys, str) else keys)}:
                raise ContradictionError(sentence)


def _reported(record: str, lines: list, cases: dict[str, int], source: Source) -> set[tuple[int, str]]:
    """(File, source key) of what these records and lines speak of, told now or last."""
    records = [n for n in lines if n.envelope.record == record]
    in_lines = [n for n in lines if n.envelope.is_line]
    rows = {(cases[n.file], row.source_key) for n in in_lines for row in getattr(n.line, LISTS[record])}
    return rows | _rows_of(records, cases, source)
