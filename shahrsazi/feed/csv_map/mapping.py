"""Applies a map: every row becomes a record that the contract takes, or is turned away with all that is wrong."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _

from shahrsazi.feed.contract import MAX_ROWS
from shahrsazi.feed.csv_map.files import CsvRow
from shahrsazi.feed.csv_map.joined import JoinedRow, JoinedRows, Use
from shahrsazi.feed.csv_map.keys import Keys
from shahrsazi.feed.csv_map.plan import Field, JoinedPlan, Plan, TablePlan
from shahrsazi.feed.csv_map.values import LEFT_OUT, UnknownWordError, fraction
from shahrsazi.feed.decoding import MAX_LINE
from shahrsazi.feed.naming import named_in
from shahrsazi.feed.problems import Problem, problem, shown_word
from shahrsazi.feed.reading import NumberedLine, Reader, Refused
from shahrsazi.feed.records import ENDED, ENDS, FILE, LISTS, PERSON, PRESENT, WITHDRAWN, About, microseconds
from shahrsazi.persian.identifiers import InvalidInputError
from shahrsazi.persian.text import ascii_digits, clean

MAX_WORDS = 1_000  # different unknown ones: more is no list of codes but another column
_IN_VALUES = re.compile(r"\$\.values\.(\w+)(?:\[[0-9]+\]\.(\w+))?")


class TurnedAway(NamedTuple):
    """A row that became no record, or no row of one. The path of a problem is a column, or one of the record."""

    file: str
    number: int
    header: list[str]
    raw: list[str]
    problems: list[Problem]


class Mapped(NamedTuple):
    """A record as a line of the feed. `ends`: it takes something away, which comes before what begins."""

    raw: bytes
    ends: bool


class Counts(NamedTuple):
    rows: int = 0
    records: int = 0
    turned_away: int = 0


class Mapping:
    """One run over all the files; `turn_away` is called with each row that is turned away, as it is read."""

    def __init__(self, plan: Plan, turn_away: Callable[[TurnedAway], None], progress: Callable = lambda *_: None):
        self.plan, self.progress, self._turn_away = plan, progress, turn_away
        self.reader = Reader()
        self.version = microseconds(timezone.now())
        self.keys = Keys()
        self.counts: dict[tuple[str, str], Counts] = {}  # by file, and what its rows are
        self.words: Counter[tuple[str, str, str]] = Counter()
        self.bare_ends = 0  # rows of which only their end is sent
        self._uses: defaultdict[tuple[str, str], Use] = defaultdict(Use)
        for joined in (joined for table in plan.tables for joined in table.joined):
            self._uses[joined.file.name, joined.name].left += 1

    @property
    def records(self) -> int:
        return sum(counts.records for counts in self.counts.values())

    @property
    def turned_away(self) -> int:
        return sum(counts.turned_away for counts in self.counts.values())

    def records_of(self, table: TablePlan) -> Iterator[Mapped]:
        """Those of one file, after the rows that stand inside them were gathered."""
        joined = [(plan, self._gathered(plan)) for plan in table.joined]
        for row in table.file.rows():
            self._count(table, rows=1)
            record, wrong = self._record(table, joined, row)
            mapped, refused = (None, []) if wrong else self._judged(table, record, row)
            if mapped:
                self._count(table, records=1)
                yield mapped
            else:
                self._note_key(table, row)
                self._refuse(table, row.number, row.raw, wrong or refused)
        for plan, rows in joined:
            self._refuse_unmatched(plan, rows)

    def _count(self, plan: TablePlan | JoinedPlan, rows: int = 0, records: int = 0, turned_away: int = 0) -> None:
        name = plan.file.name, plan.record if isinstance(plan, TablePlan) else plan.name
        counts = self.counts.get(name, Counts())
        self.counts[name] = Counts(counts.rows + rows, counts.records + records, counts.turned_away + turned_away)
        self.progress("mapping", sum(counts.rows for counts in self.counts.values()), 0)

    def _refuse(self, plan: TablePlan | JoinedPlan, number: int, raw: list[str], problems: list[Problem]) -> None:
        self._count(plan, turned_away=1)
        self._turn_away(TurnedAway(plan.file.name, number, plan.file.header, raw, problems))

    # A record from a row.

    def _record(
        self, table: TablePlan, joined: list[tuple[JoinedPlan, JoinedRows]], row: CsvRow
    ) -> tuple[dict[str, Any], list[Problem]]:
        # Also of a row that is wrong itself, so that those inside it are not said to belong to none.
        lists, wrong_rows = self._lists(table, joined, row)
        if row.problems:
            return {}, row.problems
        name = table.file.name
        envelope, wrong = self._values(name, table.envelope, row)
        record = {"record": table.record} | {key: value for key, value in envelope.items() if value not in ("", None)}
        record["version"] = _version(record.get("version", self.version))
        state = record.get("state", PRESENT)
        if state == WITHDRAWN or state == ENDED and not _tells(table, row):
            self.bare_ends += state == ENDED
            return record, wrong
        values, wrong_values = self._values(name, table.fields, row)
        return record | {"values": values | lists}, [*wrong, *wrong_values, *wrong_rows]

    def _values(self, name: str, fields: list[Field], row: CsvRow) -> tuple[dict[str, Any], list[Problem]]:
        values, wrong = {}, []
        for field in fields:
            try:
                value = field.value(row.cells)
                if value is not LEFT_OUT:
                    values[field.name] = value
            except InvalidInputError as error:
                self._count_word(name, field, error)
                wrong.append(problem(field.column, partial(str, error)))
        return values, wrong

    def _count_word(self, name: str, field: Field, error: InvalidInputError) -> None:
        if isinstance(error, UnknownWordError):
            result = name, field.column, shown_word(error.word)
            if result in self.words or len(self.words) < MAX_WORDS:
                self.words[result] += 1

    def _judged(self, table: TablePlan, record: dict[str, Any], row: CsvRow) -> tuple[Mapped | None, list[Problem]]:
        """What a load would say of it, from the bytes that it would read."""
        raw = msgspec.json.encode(record) + b"\n"
        if len(raw) > MAX_LINE:
            return None, [problem("", lambda: _("The record is too long"))]
        judged = self.reader.read(row.number, raw)
        if isinstance(judged, Refused):
            return None, [_with_column(wrong, table) for wrong in judged.problems]
        if other := self.keys.other_row(judged.envelope, table.file.name, row.number):
            return None, [problem(table.envelope[0].column, partial(_same_key, *other))]
        if other := self.keys.refused_row(_names(judged)):
            return None, [problem("", partial(_row_turned_away, *other))]
        return Mapped(raw, _ends(judged)), []

    def _note_key(self, table: TablePlan, row: CsvRow) -> None:
        """What names the person or file of this row would be read as somebody's number or code."""
        if table.record in (FILE, PERSON):
            with suppress(InvalidInputError, KeyError):
                key = ascii_digits(clean(str(table.envelope[0].value(row.cells))))
                self.keys.refuse(table.record, key, table.file.name, row.number)

    # Rows that stand inside a row.

    def _gathered(self, plan: JoinedPlan) -> JoinedRows:
        rows, use = JoinedRows(), self._uses[plan.file.name, plan.name]
        for row in plan.file.rows():
            self._count(plan, rows=int(use.is_first))
            self._gather(plan, rows, row)
        use.is_first = False
        rows.index()
        return rows

    def _gather(self, plan: JoinedPlan, rows: JoinedRows, row: CsvRow) -> None:
        """One that can't be mapped is turned away, and with it the record to which it belongs, if it says to which."""
        fields = [plan.key, *plan.fields]
        values, wrong = ({}, row.problems) if row.problems else self._values(plan.file.name, fields, row)
        values.pop(plan.key.name, None)
        if wrong and self._uses[plan.file.name, plan.name].refused.new([row.number]):
            self._refuse(plan, row.number, row.raw, wrong)
        with suppress(InvalidInputError, KeyError):
            key = ascii_digits(plan.key.value(row.cells))
            rows.add(key, _position(plan, row), row.number, [] if wrong else row.raw, None if wrong else values)

    def _lists(
        self, table: TablePlan, joined: list[tuple[JoinedPlan, JoinedRows]], row: CsvRow
    ) -> tuple[dict[str, list[dict[str, Any]]], list[Problem]]:
        lists, wrong = {}, []
        for plan, rows in joined:
            try:
                matches = rows.of(ascii_digits(plan.parent_key.value(row.cells)))
                lists[plan.name] = [row.values for row in matches if row.values is not None]
                wrong += _wrong_rows(plan, matches)
            except KeyError:  # which the row's cells say as well
                continue
            except InvalidInputError as error:  # which the record's own key may say as well; without one it has no rows
                if error.code != "empty" and plan.parent_key.columns != table.envelope[0].columns:
                    wrong.append(problem(plan.parent_key.column, partial(str, error)))
        return lists, wrong

    def _refuse_unmatched(self, plan: JoinedPlan, rows: JoinedRows) -> None:
        """What belongs to no record of any table that has rows of this file, once the last of them was read."""
        use = self._uses[plan.file.name, plan.name]
        use.left -= 1
        if use.left:
            use.matched.new(rows.matched())
        wrong = problem(plan.key.column, lambda: _("No record has this key"))
        for number, raw in rows.unmatched() if not use.left else ():
            if number not in use.matched:
                self._refuse(plan, number, raw, [wrong])
        rows.close()


def _same_key(file: str, number: int) -> str:
    words = {"file": file, "row": number}
    return _("Row %(row)s of %(file)s has this key and version, and says something else") % words


def _row_turned_away(file: str, number: int) -> str:
    words = {"file": file, "row": number}
    return _("This names row %(row)s of %(file)s, which was turned away: correct that first") % words


def _names(line: NumberedLine) -> list[About]:
    """The persons and the file that a record names by their keys."""
    if line.envelope.record in (FILE, PERSON):
        return []
    return [(FILE, line.envelope.file), *((PERSON, name) for name in sorted(named_in(line)))]


def _tells(table: TablePlan, row: CsvRow) -> bool:
    """Whether a row says more than whose end it is: what is told with it was perhaps never told before."""
    others = {column for field in table.envelope for column in field.columns}
    cells = [(field, column) for field in table.fields for column in field.columns if column not in others]
    return any(field.text(row.cells[column]) for field, column in cells)


def _version(value: int | datetime) -> int:
    return microseconds(value) if isinstance(value, datetime) else value


def _position(plan: JoinedPlan, row: CsvRow) -> float | str:
    text = clean(row.cells.get(plan.order, ""))
    try:
        return fraction(text)
    except InvalidInputError:
        return text


def _wrong_rows(plan: JoinedPlan, matches: list[JoinedRow]) -> list[Problem]:
    if len(matches) > MAX_ROWS:
        words = {"file": plan.file.name, "count": MAX_ROWS}
        return [problem(plan.parent_key.column, lambda: _("More than %(count)s rows of %(file)s belong to it") % words)]
    bad = next((row.number for row in matches if row.values is None), None)
    if bad is None:
        return []
    words = {"file": plan.file.name, "row": bad}
    return [problem(plan.parent_key.column, lambda: _("Row %(row)s of %(file)s belongs to it and is wrong") % words)]


def _with_column(wrong: Problem, table: TablePlan) -> Problem:
    """The same beside the column from which the value came, if one did."""
    match = _IN_VALUES.match(wrong.path)
    fields: dict[tuple[str, str | None], Field] = {(field.name, None): field for field in table.fields}
    fields |= {(plan.name, field.name): field for plan in table.joined for field in plan.fields}
    field = fields.get((match[1], match[2])) if match else None
    return wrong._replace(path=f"{field.column} → {wrong.path}") if field and field.column else wrong


def _ends(line: NumberedLine) -> bool:
    """An ownership or a mandate that is over, which makes room for the next."""
    kind = line.envelope.record
    if kind not in ENDS or kind in (FILE, PERSON):
        return False
    return line.line is None or getattr(getattr(line.line, LISTS[kind])[0], ENDS[kind]) is not None
