"""Which file a line or record is about, and files that change their renewal code or number.

A source may call its files what it likes (`file` records); whoever does not is understood by the renewal code.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_noop as N_

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.feed.contradictions import ContradictionError
from shahrsazi.feed.models import RecordVersion, Source
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import FILE, Envelope, microseconds
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.persian import dates
from shahrsazi.persian.identifiers import InvalidInputError, renewal_code, renewal_district


def ids(lines: list[NumberedLine], source: Source) -> dict[str, int]:
    """What the lines call their files → id. ContradictionError for a file that nobody has told of."""
    named = {numbered.file for numbered in lines if numbered.file}
    own = RecordVersion.objects.using("feed").filter(source=source, record=FILE, key__in=named)
    result = dict(own.exclude(case=None).values_list("key", "case_id"))
    codes = {name: code for name in named - set(result) if (code := _code(name))}
    codes |= {n.file: n.line.casefile.renewal_code for n in lines if n.line is not None and n.line.casefile}
    stored = dict(CaseFile.in_feed.filter(renewal_code__in=codes.values()).values_list("renewal_code", "id"))
    result |= {name: stored[code] for name, code in codes.items() if code in stored}
    missing = {n.file for n in lines if n.line is not None and n.file} - set(result)
    if missing:
        raise ContradictionError(N_("The file that this record belongs to has not been told of."))
    return result


def codes(names: set[str], source: Source) -> set[str]:
    """The renewal codes of files that a source calls so."""
    if not names:
        return set()
    own = RecordVersion.objects.using("feed").filter(source=source, record=FILE, key__in=names).exclude(case=None)
    return {_code(name) for name in names} | set(own.values_list("case__renewal_code", flat=True))


def _code(name: str) -> str:
    try:
        return renewal_code(name)
    except InvalidInputError:
        return ""


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


def refuse_foreign_districts(cases: dict[str, int], source: Source) -> None:
    """ContradictionError for a file of a district that the source does not tell about, whatever it calls the file."""
    rows = CaseFile.in_feed.filter(id__in=cases.values()).exclude(district__in=source.districts)
    if source.districts and rows.exists():
        raise ContradictionError(N_("This source does not tell about this district."))


class Move(NamedTuple):
    """A file that gets another renewal code or another number: both as they are to be."""

    case: int
    old_code: str
    code: str
    file_no: str
    district: int
    version: int


def moves(rows: Iterable[tuple[Envelope, str, str]], source: Source) -> list[Move]:
    """Those among told files, each with its renewal code and number, that are stored otherwise. What is older than the
    stored version moves nothing.
    """
    result: list[Move] = []
    rows = list(rows)
    keys = {envelope.key for envelope, _code, _number in rows if not envelope.is_line}
    own = RecordVersion.objects.using("feed").filter(source=source, record=FILE, key__in=keys).exclude(case=None)
    versions = {row.key: (row.case_id, row.version) for row in own}
    of_code = CaseFile.in_feed.filter(renewal_code__in=[code for _envelope, code, _number in rows])
    stored = of_code | CaseFile.in_feed.filter(id__in=[case for case, _version in versions.values()])
    by_code, by_id = {case.renewal_code: case for case in stored}, {case.id: case for case in stored}
    for envelope, code, number in rows:
        is_line, version = envelope.is_line, envelope.version
        own_case, last = versions.get(envelope.key, (0, -1)) if not is_line else (0, -1)
        case = by_id.get(own_case or 0) or by_code.get(code)
        if case is None or (case.renewal_code, case.file_no) == (code, number):
            continue
        # What is older, or not the source's to tell, is turned away when its turn comes: it moves nothing before.
        last = microseconds(case.as_of) if is_line and case.as_of else last
        theirs = source.districts and not {case.district_id, renewal_district(code)} <= set(source.districts)
        if version >= last and not theirs:
            result.append(Move(case.id, case.renewal_code, code, number, renewal_district(code), version))
    return result


def move(wanted: list[Move], by: Author) -> int:
    """All of a batch at once, since they may exchange what they have: first each gives its own up, then takes the new
    one. Who wants what another file keeps stays as it was; its record is turned away when its turn comes. Returns how
    many moved.
    """
    latest = {m.case: m for m in sorted(wanted, key=lambda m: m.version)}
    while blocked := _blocked(latest):
        latest = {case: m for case, m in latest.items() if case not in blocked}
    if not latest:
        return 0
    with transaction.atomic(using="feed"):
        own = Concat(Value("~"), "id", output_field=TextField())
        CaseFile.in_feed.filter(id__in=latest).update(file_no=own, renewal_code=own)
        for case in CaseFile.in_feed.filter(id__in=latest):
            _take(case, latest[case.id], by)
    return len(latest)


def _blocked(wanted: dict[int, Move]) -> set[int]:
    codes, numbers = {m.code for m in wanted.values()}, {m.file_no for m in wanted.values()}
    others = CaseFile.in_feed.exclude(id__in=wanted)
    codes_kept = set(others.filter(renewal_code__in=codes).values_list("renewal_code", flat=True))
    numbers_kept = set(others.filter(file_no__in=numbers).values_list("district_id", "file_no"))
    takers = Counter(m.code for m in wanted.values()) + Counter((m.district, m.file_no) for m in wanted.values())
    twice = {case for case, m in wanted.items() if takers[m.code] > 1 or takers[m.district, m.file_no] > 1}
    return twice | {
        case for case, m in wanted.items() if m.code in codes_kept or (m.district, m.file_no) in numbers_kept
    }


def _take(case: CaseFile, new: Move, by: Author) -> None:
    """The public reference stays, and so do all that see the file; a former code is kept in its lineage."""
    fields: dict[str, object] = {"renewal_code": new.code, "file_no": new.file_no, "district_id": new.district}
    if new.code != new.old_code:
        was = {"kind": "recode", "other_code": new.old_code, "role": "", "on": dates.today().isoformat()}
        fields["lineage"] = [*case.lineage, was]
    record_act("recoded" if "lineage" in fields else "corrected", by=by, case=case.id, section="casefile")
    CaseFile.in_feed.filter(id=case.id).update(**fields)
