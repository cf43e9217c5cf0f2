"""Mandates that several lines of a slice tell, or that are told for every file and for one: each is one mandate."""

from collections.abc import Iterable

from shahrsazi.casefiles.casefile import Mandate
from shahrsazi.database.upsert import ABSENT
from shahrsazi.feed import differences
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.taken_back import IS_TAKEN_BACK, take_back


def move(lines: list[NumberedLine], cases: dict, people: dict) -> None:
    """A mandate that was told for every file and is told for one now, or the other way round, is the same mandate. One
    that the counter ended stays where it is: its end is passed on to every row that is told (ended_leaves.py).
    """
    _go_on_for_every_file(lines, cases, people)
    wanted = {
        (people.get(row.principal), row.source_key): (cases.get(numbered.file), row.every_file)
        for numbered in sorted(lines, key=hour)
        for row in numbered.line.mandates
    }
    keys = {key for _principal, key in wanted}
    stored = Mandate.in_feed.filter(source_key__in=keys, principal__in={principal for principal, _key in wanted})
    mandates = list(stored) if wanted else []
    at = {(m.principal_id, m.source_key, m.case_id) for m in mandates}
    for mandate in mandates:
        about = mandate.principal_id, mandate.source_key
        case, every_file = wanted.get(about, (None, None))
        if every_file and mandate.case_id == case or every_file is False and mandate.case_id is None:
            to = None if every_file else case
            row = differences.free(Mandate.in_feed.filter(id=mandate.id), "mandate")
            # Where it was told in that form before, that row is the one that comes back.
            if (*about, to) in at:
                take_back(row)
            else:
                row.update(case=to)


def _go_on_for_every_file(lines: list[NumberedLine], cases: dict, people: dict) -> None:
    """One of which it is not told whether it is for every file is for what it was for, like all that is left out, or
    for what another line beside it tells.
    """
    rows = list(_rows(lines))
    silent = [(row, people.get(row.principal), cases.get(file)) for row, file, absent in rows if "every_file" in absent]
    if not silent:
        return
    keys, principals = {row.source_key for row, *_about in silent}, {principal for _row, principal, _case in silent}
    stored = Mandate.in_feed.filter(source_key__in=keys, principal__in=principals).exclude(IS_TAKEN_BACK[Mandate])
    at: set[tuple] = set(stored.values_list("principal_id", "source_key", "case_id"))
    beside = {
        (people.get(row.principal), row.source_key): row.every_file
        for row, _file, absent in rows
        if "every_file" not in absent
    }
    at |= {(*about, None) for about, every_file in beside.items() if every_file}
    for row, principal, case in silent:
        about = principal, row.source_key
        row.every_file = (*about, None) in at and (*about, case) not in at


def _rows(lines: list[NumberedLine]) -> Iterable[tuple]:
    """The mandates that are told, that of the latest hour at last: each with its file, and what is left out of it."""
    for numbered in sorted(lines, key=hour):
        for row, absent in zip(numbered.line.mandates, numbered.omitted.get("mandates", ()), strict=True):
            yield row, numbered.file, absent


def hour(numbered: NumberedLine) -> int:
    """When it was told, as of persons: a line says so, and what a record tells comes before."""
    return numbered.envelope.version if numbered.envelope.is_line else 0


def joined(rows: Iterable[tuple[int, dict]]) -> list[dict]:
    """Hours and columns: of several rows of one mandate, which may be for every file, that of the latest hour counts;
    what it leaves out is told by those before.
    """
    result: dict[tuple, dict] = {}
    for _when, columns in sorted(rows, key=lambda row: row[0]):
        _take_reason_back(columns)
        about = tuple(columns[name] for name in Mandate.key)
        result[about] = columns | _left_out(columns, result[about]) if about in result else columns
    return list(result.values())


def _left_out(columns: dict, before: dict) -> dict:
    absent = columns[ABSENT]
    return {name: before[name] for name in absent} | {ABSENT: [name for name in absent if name in before[ABSENT]]}


def _take_reason_back(columns: dict) -> None:
    """The reason of an end goes with the end: where none is told any more, and where a line takes the mandate back by
    an end on its first day.
    """
    ended = columns["ended_on"] not in (None, columns["poa_date"]) or "ended_on" in columns[ABSENT]
    if not ended and not columns["end_reason"]:
        columns[ABSENT] = [name for name in columns[ABSENT] if name != "end_reason"]
