"""What a run over a map writes: records, and rows that were turned away. Both name people: one account may read."""

import csv
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from shahrsazi.feed.csv_map.mapping import Mapped, Mapping, TurnedAway
from shahrsazi.feed.csv_map.plan import TablePlan
from shahrsazi.feed.csv_map.shape import MapError
from shahrsazi.feed.quarantine import spreadsheet_cell


@contextmanager
def whole_file(path: Path, **options: Any) -> Iterator[IO]:
    """A file that stands there when all of it is written, and not before."""
    path = path.resolve()
    if path.exists() and not path.is_file():
        raise MapError(_("%(file)s is no file that can be written.") % {"file": path.name})
    descriptor, unfinished = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, **options) as file:
            yield file
        os.replace(unfinished, path)
    finally:
        Path(unfinished).unlink(missing_ok=True)


def write_records(mapping: Mapping, out: IO[bytes] | None) -> None:
    """All records, of each kind the ones that take something away first; without `out` they are judged alone."""
    kinds: dict[str, list[TablePlan]] = {}
    for table in mapping.plan.tables:
        kinds.setdefault(table.record, []).append(table)
    for tables in kinds.values():
        with tempfile.TemporaryFile() as later:
            for table in tables:
                for mapped in mapping.records_of(table):
                    _write(mapped, out, later)
            later.seek(0)
            if out:
                shutil.copyfileobj(later, out)


def _write(mapped: Mapped, out: IO[bytes] | None, later: IO[bytes]) -> None:
    if out:
        (out if mapped.ends else later).write(mapped.raw)


class RejectedRows:
    """The rows as they came, behind what is wrong with them; above those of each file the names of its columns."""

    def __init__(self, out: IO[str]):
        self._writer, self._file = csv.writer(out, quoting=csv.QUOTE_ALL), ""

    def add(self, row: TurnedAway) -> None:
        if row.file != self._file:
            self._writer.writerow(["file", "row", "reason", "دلیل", *map(_cell, row.header)])
            self._file = row.file
        english = "; ".join(problem.sentence for problem in row.problems)
        persian = "؛ ".join(f"{problem.path}: {problem.fa}" if problem.path else problem.fa for problem in row.problems)
        self._writer.writerow([_cell(row.file), row.number, _cell(english), _cell(persian), *map(_cell, row.raw)])


def _cell(text: str) -> str:
    return spreadsheet_cell(text.replace("\0", ""))
