"""Which stored files a batch means, as its writer will understand it: the guards compare with these.

A source's own key comes first, then a renewal code in any spelling; and what the batch itself says of its files: a key
that is new names the file whose code it tells, and a code that it gives to a file will be that file's.
"""

from collections.abc import Iterable
from typing import NamedTuple

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.feed.guarded_facts import Counted
from shahrsazi.feed.models import RecordVersion, Source
from shahrsazi.feed.pairs import Pairs
from shahrsazi.feed.reading import district_of_code
from shahrsazi.feed.records import FILE
from shahrsazi.persian.identifiers import InvalidInputError, renewal_code

# A slice, in which the order does not matter, holds no more: a file that is told later is unknown to the row.
_LATE = 200


class Position(NamedTuple):
    """A file, by the renewal code under which it is stored by now, and its district."""

    district: int
    code: str


class Files:
    """The files of one batch, as far as it was read."""

    def __init__(self, source: Source):
        self.source = source
        self._reported = Pairs()  # own keys, and the codes that the batch tells of them
        self._codes: dict[str, list[str]] = {}  # of these the ones that the lines of the moment name
        self._late: list[Counted] = []
        self._positions: dict[tuple[bool, str], list[Position]] = {}

    def ready(self, lines: list[Counted]) -> list[Counted]:
        """Of these and of those that waited, all whose file is known by now; the others wait for the next ones."""
        self._reported.add((n.envelope.key, n.facts.code) for n in lines if n.envelope.record == FILE and n.facts.code)
        lines = [*self._late, *lines]
        self._find(lines)
        self._late = [n for n in lines[-_LATE:] if n.file and not self.of(n)]
        late = set(map(id, self._late))
        return [n for n in lines if id(n) not in late]

    def late(self) -> list[Counted]:
        """Those whose file was told nowhere."""
        late, self._late = self._late, []
        return late

    def positions(self, n: Counted) -> list[Position]:
        """The same, or what it is called, where nobody knows such a file."""
        return self.of(n) or [Position(0, n.file)]

    def of(self, n: Counted) -> list[Position]:
        """Most often one. Several where it only shows later which one is meant: then each counts."""
        return self._positions.get((n.envelope.is_line, n.file), [])

    def _find(self, lines: Iterable[Counted]) -> None:
        self._codes = self._reported.of({n.file for n in lines if n.file and not n.envelope.is_line})
        named = {(n.envelope.is_line, n.file): self._codes_of(n) for n in lines if n.file}
        givers = self._reported.back({code for codes in named.values() for code in codes})
        keys = {key for given in givers.values() for key in given}
        own = self._own({name for is_line, name in named if not is_line} | keys)
        self._positions = {}
        for (is_line, name), codes in named.items():
            positions = [Position(district_of_code(code) or 0, code) for code in codes]
            given = [own[key] for code in codes for key in givers.get(code, ()) if key in own]
            is_own = name in own and not is_line
            self._positions[is_line, name] = [own[name]] if is_own else list(dict.fromkeys((*positions, *given)))
        self._leave_out_new_ones()

    def _codes_of(self, n: Counted) -> list[str]:
        reported = () if n.envelope.is_line else self._codes.get(n.file, ())
        return [*dict.fromkeys((*reported, *_code(n.file)))]

    def _own(self, names: set[str]) -> dict[str, Position]:
        rows = RecordVersion.objects.using("feed").filter(source=self.source, record=FILE, key__in=names)
        stored = rows.exclude(case=None).values_list("key", "case__district", "case__renewal_code") if names else ()
        return {key: Position(district, code) for key, district, code in stored}

    def _leave_out_new_ones(self) -> None:
        """Where one of several is stored, it is meant, and not one that would be new."""
        several = {
            position.code for positions in self._positions.values() if len(positions) > 1 for position in positions
        }
        rows = CaseFile.in_feed.filter(renewal_code__in=several).values_list("renewal_code", flat=True)
        stored = set(rows) if several else set()
        for about, positions in self._positions.items():
            self._positions[about] = (
                [p for p in positions if p.code in stored] or positions[-1:] if len(positions) > 1 else positions
            )


def _code(name: str) -> list[str]:
    try:
        return [renewal_code(name)]
    except InvalidInputError:
        return []
