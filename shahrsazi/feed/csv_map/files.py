"""CSV files as spreadsheets and old tools write them, row by row; what is wrong with a row does not stop the next."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

from django.utils.translation import gettext as _

from shahrsazi.feed.csv_map.shape import DELIMITERS, MapError
from shahrsazi.feed.problems import Problem, problem
from shahrsazi.persian.text import clean

PIECE = 64 * 1024  # bytes, or characters, that are looked at in one piece
MAX_LINE = 8 * 1024 * 1024  # characters
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class CsvRow(NamedTuple):
    """A row by the names of its columns; `number` as a spreadsheet counts, in which the names stand in row 1."""

    number: int
    cells: dict[str, str]
    raw: list[str]
    problems: list[Problem]


class CsvFile:
    """One file as the map describes it. MapError where it can't be read at all."""

    def __init__(self, folder: Path, name: str, encoding: str, delimiter: str):
        self.path, self.name = folder / name, name
        self.encoding, self.delimiter = encoding, delimiter
        self.header = self._header()

    def _header(self) -> list[str]:
        if not self.path.is_file():
            raise MapError(_("There is no file %(file)s.") % {"file": self.name})
        with self.path.open("rb") as file:
            head = file.read(PIECE)
            while head.isascii() and (more := file.read(PIECE)):
                head = head[:4] + more
            self._refuse_other_encoding(head)
        first = next(self._numbered(), (1, [""], None))
        wrong = first[2] or any(_undecoded(name) or "\0" in name for name in first[1])
        self._refuse(wrong, _("The names of the columns in %(file)s can't be read as %(encoding)s."))
        return [clean(name) for name in first[1]]

    def _refuse_other_encoding(self, head: bytes) -> None:
        self._refuse(head.startswith(b"PK\x03\x04"), _("%(file)s is a workbook: save it as CSV in UTF-8."))
        in_16_bits = head.startswith(UTF_16)
        self._refuse(self.encoding == "utf-16" and not in_16_bits, _("%(file)s is not %(encoding)s, as the map says."))
        other = in_16_bits or (self.encoding == "windows-1256" and _is_utf_8(head))
        self._refuse(
            other and self.encoding != "utf-16", _("%(file)s is UTF-8 or UTF-16, and the map says %(encoding)s.")
        )

    def _refuse(self, wrong: object, words: str) -> None:
        if wrong:
            raise MapError(words % {"file": self.name, "encoding": self.encoding})

    def missing(self, columns: list[str]) -> list[str]:
        """Sentences about columns that the map names and the file does not have, or has twice."""
        names = {"file": self.name, "count": len(self.header), "delimiter": self.delimiter}
        sentences = []
        for column in dict.fromkeys(map(clean, columns)):
            if column not in self.header:
                words = _("%(file)s has no column “%(column)s” among %(count)s, parted by %(delimiter)s.")
                sentences.append(words % (names | {"column": column}))
            elif self.header.count(column) > 1:
                sentences.append(_("%(file)s has two columns “%(column)s”.") % (names | {"column": column}))
        return sentences

    def rows(self) -> Iterator[CsvRow]:
        """Every row that is not empty."""
        numbered = self._numbered()
        next(numbered, None)
        for number, raw, wrong in numbered:
            yield CsvRow(number, dict(zip(self.header, raw, strict=False)), raw, [wrong] if wrong else self._wrong(raw))

    def _wrong(self, raw: list[str]) -> list[Problem]:
        extra = any(text.strip() for text in raw[len(self.header) :])
        if len(raw) < len(self.header) or extra:
            counts = {"count": len(raw), "expected": len(self.header)}
            return [problem("", lambda: _("The row has %(count)s cells under %(expected)s columns") % counts)]
        cells = zip(self.header, raw, strict=False)
        return [wrong for name, value in cells if (wrong := self._unreadable(name, value))]

    def _unreadable(self, column: str, value: str) -> Problem | None:
        if "\0" in value:
            return problem(column, lambda: _("There is a NUL byte in this cell"))
        if _undecoded(value):
            return problem(column, lambda: _("There are bytes in this cell that are not %s") % self.encoding)
        return None

    def _numbered(self) -> Iterator[tuple[int, list[str], Problem | None]]:
        """Number, cells and what is wrong with the quotes, of each row that is not empty."""
        encoding = "utf-8-sig" if self.encoding == "utf-8" else self.encoding
        with self.path.open(encoding=encoding, errors="surrogateescape", newline="") as file:
            reader = csv.reader(self._lines(file), delimiter=DELIMITERS[self.delimiter], strict=True)
            number, line = 0, 0
            while True:
                number, line, wrong = number + 1, reader.line_num, None
                try:
                    raw = next(reader)
                except StopIteration:
                    return
                except UnicodeDecodeError:
                    raise self._broken_off(_("After row %(row)s %(file)s is not %(encoding)s."), number - 1) from None
                except csv.Error:
                    # Within one line the next one is whole; a quote that never closes has eaten who knows how many.
                    if reader.line_num - line > 1:
                        raise self._broken_off(_("A quote of row %(row)s in %(file)s is not closed."), number) from None
                    raw, wrong = [], problem("", _wrong_quotes)
                if wrong or any(text.strip() for text in raw):
                    yield number, raw, wrong

    def _lines(self, file: TextIO) -> Iterator[str]:
        """One that never ends would fill the memory."""
        while line := file.readline(MAX_LINE):
            if len(line) == MAX_LINE:
                raise MapError(_("%(file)s is no CSV file: a line of it does not end.") % {"file": self.name})
            yield line

    def _broken_off(self, words: str, row: int) -> MapError:
        return MapError(words % {"file": self.name, "encoding": self.encoding, "row": row})


def _wrong_quotes() -> str:
    return _("The quotes of this row are not those of CSV, or a cell is too long")


def _undecoded(text: str) -> bool:
    """Whether it holds what stands for a byte that the encoding does not know."""
    return any("\ud800" <= letter <= "\udfff" for letter in text) if not text.isascii() else False


def _is_utf_8(head: bytes) -> bool:
    """Whether it is UTF-8 with more than ASCII in it, which text in eight bits hardly ever is by chance."""
    try:
        return not head.isascii() and bool(codecs.getincrementaldecoder("utf-8")().decode(head))
    except UnicodeDecodeError:
        return False
