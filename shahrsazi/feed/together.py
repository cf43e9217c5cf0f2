"""Records of one file that are refused one by one and taken all at once: told of another file, a case goes with its
violations and its verdicts, and a share with the mandates that rest on it.
"""

from collections.abc import Iterable

from shahrsazi.feed.contradictions import NAMED_BY
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import LISTS, PERSON, PRESENT, WITHDRAWN, About, Envelope
from shahrsazi.feed.tables import TABLES

# By record what it names, and in which column.
_NAMES: dict[str, list[About]] = {
    record: [(named, column) for named, by, column, _sentence in NAMED_BY if by is model]
    for record, model in TABLES.items()
} | {"ownership": [(PERSON, "person")], "mandate": [(PERSON, "principal")]}
_TIED = {named for named, *_by in NAMED_BY} | {record for record, names in _NAMES.items() if names}


def is_tied(envelope: Envelope) -> bool:
    """Whether what stands behind it in its batch may let it in, as what belongs to it and is taken from it there."""
    return envelope.state == WITHDRAWN or envelope.state == PRESENT and envelope.record in _TIED


def groups(lines: Iterable[NumberedLine]) -> list[list[NumberedLine]]:
    """Of records that were told of one file: those that name each other, or the same one."""
    result: list[tuple[set[About], list[NumberedLine]]] = []
    for numbered in lines:
        names, group = _names(numbered), [numbered]
        for other in [each for each in result if each[0] & names]:
            result.remove(other)
            names, group = names | other[0], other[1] + group
        result.append((names, group))
    return [group for _their_names, group in result]


def _names(numbered: NumberedLine) -> set[About]:
    """What it is, and what it names."""
    record, key = numbered.envelope.record, numbered.envelope.key
    names = {(record, key)}
    for row in getattr(numbered.line, LISTS[record]):
        for named, column in _NAMES[record]:
            values = getattr(row, column)
            names |= {(named, value) for value in ([values] if isinstance(values, str) else values) if value}
    return names
