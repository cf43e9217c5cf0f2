"""Which file a line or record is about, and files that change their renewal code or number.

A source may call its files what it likes (`file` records); whoever does not is understood by the renewal code.
"""

from collections import Counter
from collections.abc import Container
from typing import NamedTuple

from django.db.models import Q, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_noop as N_

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.feed import naming, stale, waiting
from shahrsazi.feed.contradictions import ContradictionError
from shahrsazi.feed.models import RecordVersion, Source
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import FILE, WITHDRAWN, About, Envelope
from shahrsazi.feed.spool import Head
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.persian import dates
from shahrsazi.persian.identifiers import InvalidInputError, renewal_code, renewal_district

RECODE = "recode"
Number = tuple[int, str]  # district, number in it


def ids(lines: list[NumberedLine], source: Source, beside: Container[About] = ()) -> dict[str, int]:
    """What the lines call their files → id. ContradictionError for a file that nobody has told of, and for one whose
    own record was turned away, or is `beside` them: its key may be the code of another file, or have been one.
    """
    named = {numbered.file for numbered in lines if numbered.file}
    own = RecordVersion.objects.using("feed").filter(source=source, record=FILE, key__in=named)
    result = dict(own.exclude(case=None).values_list("key", "case_id"))
    codes = {name: code for name in named - set(result) if (code := _code(name))}
    reported = {n.file: n.line.casefile.renewal_code for n in lines if n.line is not None and n.line.casefile}
    codes |= reported
    stored = dict(CaseFile.in_feed.filter(renewal_code__in=codes.values()).values_list("renewal_code", "id"))
    by_code = {name: stored[code] for name, code in codes.items() if code in stored}
    of_records = {n.file for n in lines if not n.envelope.is_line}
    of_records -= {n.file for n in lines if n.envelope.record == FILE and n.line}
    refused = naming.turned_away(FILE, set(by_code) & of_records, beside, source)
    result |= {name: case for name, case in by_code.items() if name not in refused}
    missing = {n.file for n in lines if n.line is not None and n.file} - set(result)
    if missing & refused:
        raise ContradictionError(N_("The file that this record belongs to was turned away: correct it first."))
    if missing:
        raise ContradictionError(N_("The file that this record belongs to has not been told of."))
    return result


def withdrawn(lines: list[NumberedLine], source: Source, beside: Container[About]) -> set[int]:
    """The files that these records withdraw."""
    records = [n for n in lines if n.envelope.record == FILE and n.line is None]
    cases = ids(records, source, beside) if records else {}
    return {case for name, case in cases.items() if not has_key(case, name, source)}


def has_key(case: int, name: str, source: Source) -> bool:
    """Whether the source told the file under a key other than this name: then nothing is withdrawn under its code."""
    own = RecordVersion.objects.using("feed").filter(source=source, record=FILE, case=case)
    return own.exclude(key=name).exists() and not own.filter(key=name).exists()


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


def free_withdrawn(lines: list[NumberedLine], source: Source, by: Author) -> None:
    """A file that its source told by mistake gives up the code or number that is told of another one now. It stays
    legible what it was called, and it may come back under what is free then.
    """
    reported = [(n, n.line.casefile) for n in lines if n.line and n.line.casefile]
    codes = {case.renewal_code for n, case in reported if n.envelope.record == FILE}
    numbers = {(renewal_district(case.renewal_code), case.file_no) for _n, case in reported}
    theirs = Q(renewal_code__in={case.renewal_code for n, case in reported if n.envelope.is_line})
    _give_up(_withdrawn(codes, numbers, source, theirs, {n.file for n, _case in reported}), codes, numbers, by)


def _withdrawn(
    codes: set[str], numbers: set[Number], source: Source, but_for: Q, keys: Container[str] = ()
) -> list[CaseFile]:
    """The files with these codes or numbers that their source withdrew, under none of these keys, and nobody tells."""
    districts, in_them = {district for district, _no in numbers}, {number for _district, number in numbers}
    closed = CaseFile.in_feed.filter(opened_on=None).exclude(but_for)
    wanted = closed.filter(Q(renewal_code__in=codes) | Q(district__in=districts, file_no__in=in_them))
    cases = {case.pk: case for case in wanted} if numbers else {}
    records = RecordVersion.objects.using("feed").filter(source=source, record=FILE, state=WITHDRAWN, case__in=cases)
    rows = records.values_list("key", "case_id") if cases else ()
    gone = {case for key, case in rows if case and key not in keys}
    return [cases[pk] for pk in gone - (stale.told_elsewhere(gone, source) if gone else set())]


def _give_up(cases: list[CaseFile], codes: set[str], numbers: set[Number], by: Author) -> None:
    for case in cases:
        fields: dict[str, object] = {}
        if recoded := case.renewal_code in codes:
            was = {"kind": RECODE, "other_code": case.renewal_code, "role": "", "on": dates.today().isoformat()}
            fields = {"renewal_code": _former(case.renewal_code, case.pk, 40), "lineage": [*case.lineage, was]}
        if (case.district_id, case.file_no) in numbers:
            fields["file_no"] = _former(case.file_no, case.pk, 20)
        if fields:
            record_act("recoded" if recoded else "corrected", by=by, case=case.pk, section="casefile")
            CaseFile.in_feed.filter(id=case.pk).update(**fields)


def _former(name: str, case: int, longest: int) -> str:
    mark = f"~{case}"
    return f"{name[: longest - len(mark)]}{mark}"


def _is_given_up(name: str, case: CaseFile) -> bool:
    """Whether this is what a file is called that has no code of its own: that one stands in its lineage already."""
    return name.endswith(f"~{case.pk}")


class Stored(NamedTuple):
    """A file as it is stored, and what its source told of it last under its own key of it."""

    case: CaseFile
    last: RecordVersion | None
    hour: int = 0  # of its source's last line of it

    def is_older_than(self, envelope: Envelope) -> bool:
        if envelope.is_line:
            return envelope.version >= self.hour
        return stale.is_fresh(envelope, self.last)


def stored(heads: list[Head], source: Source) -> dict[tuple[str, str], Stored]:
    """By record and key: the files that these are about. A key that is new to its source names the file of its code,
    but for one that another key of this source names: that would take it away from it.
    """
    keys = RecordVersion.objects.using("feed").filter(source=source, record=FILE)
    own = {row.key: row for row in keys.filter(key__in={h.envelope.key for h in heads}).select_related("case")}
    cases = CaseFile.in_feed.filter(renewal_code__in={_code_of(h) for h in heads})
    by_code = {case.renewal_code: case for case in cases}
    others = set(keys.filter(case__in=cases).values_list("case_id", flat=True))
    hours = stale.hours({h.envelope.key for h in heads if h.envelope.is_line}, source)
    result: dict[tuple[str, str], Stored] = {}
    for head in heads:
        envelope, case = head.envelope, by_code.get(_code_of(head))
        row = None if envelope.is_line else own.get(envelope.key)
        if row and row.case:
            result[envelope.record, envelope.key] = Stored(row.case, row)
        elif case and (envelope.is_line or case.id not in others):
            result.setdefault((envelope.record, envelope.key), Stored(case, row, hours.get(envelope.key, 0)))
    return result


def _code_of(head: Head) -> str:
    return head.envelope.key if head.envelope.is_line else head.code


class Move(NamedTuple):
    """A file that gets another renewal code or another number: both as they are, and as they are to be."""

    case: int
    old_code: str
    old_number: Number
    code: str
    number: Number

    @property
    def is_one(self) -> bool:
        return (self.old_code, self.old_number) != (self.code, self.number)


def move_to(head: Head, case: CaseFile, source: Source) -> Move | None:
    """To what this head calls the file; None where that is not its source's to tell, and is refused later."""
    code = _code_of(head)
    district = renewal_district(code)
    if source.districts and not {case.district_id, district} <= set(source.districts):
        return None
    return as_it_is(case)._replace(code=code, number=(district, head.file_no or case.file_no))


def as_it_is(case: CaseFile) -> Move:
    """A file that stays what it is called."""
    number = case.district_id, case.file_no
    return Move(case.id, case.renewal_code, number, case.renewal_code, number)


def move_own(lines: list[NumberedLine], source: Source, by: Author) -> int:
    """Moves the files that these records call by their source's own keys; returns how many."""
    cases = {n.number: n.line.casefile for n in lines if n.envelope.record == FILE}
    heads = [Head(n.number, n.envelope, c.renewal_code, c.file_no) for n in lines if (c := cases.get(n.number))]
    before = stored(heads, source) if heads else {}
    pairs = [(head, before.get((FILE, head.envelope.key))) for head in heads]
    wanted = [move_to(head, file.case, source) for head, file in pairs if file]
    return move(movable([m for m in wanted if m and m.is_one], source), source, by)


def movable(wanted: list[Move], source: Source) -> list[Move]:
    """All but those that want what another file keeps, and those that want what these do not give up therefore."""
    result = {m.case: m for m in wanted}
    free = {case.pk for case in _in_their_way(wanted, source)}
    while blocked := _blocked(result, free):
        result = {case: m for case, m in result.items() if case not in blocked}
    return list(result.values())


def move(wanted: list[Move], source: Source, by: Author) -> int:
    """All of them at once, since they may exchange what they have: first each gives its own up, then takes the new one.
    In the transaction of those who judge what is said of these files besides. Returns how many moved: a server that
    died before it answered may have moved them already.
    """
    cases = CaseFile.in_feed.filter(id__in={m.case for m in wanted})
    here = {case.id: (case.renewal_code, (case.district_id, case.file_no)) for case in cases}
    moves = {m.case: m for m in wanted if here.get(m.case) != (m.code, m.number)}
    if not moves:
        return 0
    waiting.refuse_out_of_service([(m.case, m.old_number[0], m.number[0]) for m in wanted], source)
    _give_up(_in_their_way(wanted, source), {m.code for m in wanted}, {m.number for m in wanted}, by)
    own = Concat(Value("~"), "id", output_field=TextField())
    CaseFile.in_feed.filter(id__in=moves).update(file_no=own, renewal_code=own)
    for case in CaseFile.in_feed.filter(id__in=moves):
        _rename(case, moves[case.id], by)
    return len(moves)


def _in_their_way(wanted: list[Move], source: Source) -> list[CaseFile]:
    """Withdrawn files that have what these are to have, and give it up."""
    moving = Q(id__in={m.case for m in wanted})
    return _withdrawn({m.code for m in wanted}, {m.number for m in wanted}, source, moving)


def _blocked(wanted: dict[int, Move], free: set[int]) -> set[int]:
    codes, numbers = {m.code for m in wanted.values()}, {m.number[1] for m in wanted.values()}
    others = CaseFile.in_feed.exclude(id__in={*wanted, *free})
    in_use: set[str | Number] = set(others.filter(renewal_code__in=codes).values_list("renewal_code", flat=True))
    in_use |= set(others.filter(file_no__in=numbers).values_list("district_id", "file_no"))
    takers = Counter(name for m in wanted.values() for name in (m.code, m.number))
    return {
        case for case, m in wanted.items() if {m.code, m.number} & in_use or max(takers[m.code], takers[m.number]) > 1
    }


def keep_former_codes(rows: list[dict]) -> None:
    """What a lineage is told to be loses no code that the file had before."""
    codes = {row["renewal_code"] for row in rows if row["lineage"] is not None}
    stored = CaseFile.in_feed.filter(renewal_code__in=codes).exclude(lineage=[]) if codes else ()
    former = {case.renewal_code: [entry for entry in case.lineage if _is_former(entry, case)] for case in stored}
    for row in rows:
        reported = {entry.other_code for entry in row["lineage"]}
        missing = [entry for entry in former.get(row["renewal_code"], ()) if entry["other_code"] not in reported]
        row["lineage"] = [*row["lineage"], *missing]


def _is_former(entry: dict, case: CaseFile) -> bool:
    return entry["kind"] == RECODE and not _is_given_up(entry["other_code"], case)


def _rename(case: CaseFile, new: Move, by: Author) -> None:
    """The public reference stays, and so do all that see the file; a former code is kept in its lineage."""
    district, file_no = new.number
    fields: dict[str, object] = {"renewal_code": new.code, "file_no": file_no, "district_id": district}
    recoded = new.code != new.old_code
    if recoded and not _is_given_up(new.old_code, case):
        was = {"kind": RECODE, "other_code": new.old_code, "role": "", "on": dates.today().isoformat()}
        fields["lineage"] = [*case.lineage, was]
    record_act("recoded" if recoded else "corrected", by=by, case=case.id, section="casefile")
    CaseFile.in_feed.filter(id=case.id).update(**fields)
