"""What is told of files and cannot be meant: of a code that another file has or had, by halves, or of elsewhere."""

from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_noop as N_

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.feed import files, stale
from shahrsazi.feed.contradictions import ContradictionError
from shahrsazi.feed.models import RecordVersion, Source
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import FILE, LINE, LISTS, PRESENT, WITHDRAWN
from shahrsazi.feed.tables import TABLES


def refuse_foreign_codes(lines: list[NumberedLine], source: Source) -> None:
    """ContradictionError for a file told under a renewal code that another file has: it would be written over."""
    reported = {n.envelope.key: n.line.casefile.renewal_code for n in lines if n.envelope.record == FILE}
    if not reported:
        return
    keys = RecordVersion.objects.using("feed").filter(source=source, record=FILE).exclude(case=None)
    own = dict(keys.filter(key__in=reported).values_list("key", "case__renewal_code"))
    theirs = dict(keys.filter(case__renewal_code__in=reported.values()).values_list("case__renewal_code", "key"))
    if any(own.get(key, code) != code or theirs.get(code, key) != key for key, code in reported.items()):
        raise ContradictionError(N_("Another file has this renewal code."))
    if len(set(reported.values())) < len(reported):
        raise ContradictionError(N_("Two files are told under one renewal code."))


def refuse_former_codes(lines: list[NumberedLine], source: Source) -> None:
    """ContradictionError for what is told under a code that another source has changed since. A line would make the
    file a second time, or be written over the one that has the code now, and a record would go over to that one.
    """
    if _has_line_of_a_former_code(lines, source) or _has_record_of_a_former_code(lines, source):
        raise ContradictionError(N_("Another source has given this file another renewal code: send it under that one."))


def _has_line_of_a_former_code(lines: list[NumberedLine], source: Source) -> bool:
    """A line of the file that has the code now is as any other."""
    by_code = {n.envelope.key: n for n in lines if n.envelope.is_line}
    rows = RecordVersion.objects.using("feed").filter(source=source, case__isnull=False)
    moved = rows.filter(record=LINE, key__in=by_code).exclude(case__renewal_code=F("key")) if by_code else rows.none()
    former = dict(moved.values_list("key", "case_id"))
    own = set(rows.filter(record=FILE, case__in=former.values()).values_list("case_id", flat=True) if former else ())
    former = {code: case for code, case in former.items() if case not in own}
    here = CaseFile.in_feed.filter(renewal_code__in=former) if former else ()
    numbers = {case.renewal_code: case.file_no for case in here}
    return not all(_is_of_the_other(by_code[code].line, numbers.get(code), case) for code, case in former.items())


def _is_of_the_other(line: Any, number: str | None, former: int) -> bool:
    """Whether a line is of the file that has its code and this number now, and not of the one that had it: that shows
    by rows that are no rows of that one, since files may have exchanged their numbers too.
    """
    keys = {record: {row.source_key for row in getattr(line, name)} for record, name in LISTS.items()}
    keys = {record: those for record, those in keys.items() if those}
    return (
        bool(keys)
        and line.casefile.file_no == number
        and not any(
            TABLES[record].in_feed.filter(case=former, source_key__in=those).exists() for record, those in keys.items()
        )
    )


def _has_record_of_a_former_code(lines: list[NumberedLine], source: Source) -> bool:
    """What its source told of a file that had this code then, and did not take back. Whoever calls the file by a key of
    its own, or another one by this name, knows which it means.
    """
    records = [n.envelope for n in lines if n.envelope.record in LISTS]
    names = {(e.record, e.key): e.file for e in records if files.as_code(e.file)}
    rows = RecordVersion.objects.using("feed").filter(source=source, case__isnull=False)
    keys = {"record__in": {record for record, _key in names}, "key__in": {key for _record, key in names}}
    before = rows.filter(**keys).exclude(state=WITHDRAWN).exclude(case__lineage=[]).select_related("case")
    pairs = [(row.case, name) for row in (before if names else ()) if (name := names.get((row.record, row.key)))]
    former = {(case.id, name) for case, name in pairs if case and files.had_code(case, files.as_code(name))}
    about = Q(case__in={case for case, _name in former}) | Q(key__in={name for _case, name in former})
    own = list(rows.filter(about, record=FILE).values_list("case_id", "key")) if former else []
    cases, called = {case for case, _key in own}, {key for _case, key in own}
    return any(case not in cases and name not in called for case, name in former)


def refuse_half_returns(lines: list[NumberedLine], source: Source) -> None:
    """ContradictionError for a file that was withdrawn and is told again without saying whether it is open: what it was
    before went with it.
    """
    silent = [n for n in lines if n.envelope.record in (FILE, LINE) and "opened_on" in n.absent_of_file]
    records = stale.versions([n for n in silent if not n.envelope.is_line], source)
    by_lines = _withdrawn_lines({n.envelope.key for n in silent if n.envelope.is_line}, source)
    if by_lines or any(row.state == WITHDRAWN for row in records.values()):
        raise ContradictionError(N_("This file was withdrawn: tell it with `opened_on`, null if it is not open."))


def _withdrawn_lines(codes: set[str], source: Source) -> set[int]:
    """The files of these codes that the source told by lines and withdrew, and has not told again."""
    rows = RecordVersion.objects.using("feed").filter(source=source, record__in=(FILE, LINE))
    rows = rows.filter(case__renewal_code__in=codes) if codes else rows.none()
    withdrawn = set(rows.filter(record=LINE, state=WITHDRAWN).values_list("case_id", flat=True))
    return withdrawn - set(rows.filter(state=PRESENT).values_list("case_id", flat=True) if withdrawn else ())


def refuse_foreign_districts(lines: list[NumberedLine], cases: dict[str, int], source: Source) -> None:
    """ContradictionError for a file of a district that the source does not tell about, whatever it calls the file, and
    whether something is told of it now or was told before, and would be taken from it.
    """
    if not source.districts:
        return
    before = {row.case_id for row in stale.versions(lines, source).values() if row.case_id}
    rows = CaseFile.in_feed.filter(id__in={*cases.values(), *before}).exclude(district__in=source.districts)
    if rows.exists():
        raise ContradictionError(N_("This source does not tell about this district."))
