"""Files that a batch gives another renewal code or number. They go ahead of all others, wherever they stand in it,
since one takes what another gives up: those that need each other in one transaction, with all that is told of them.

What is refused so has moved nothing; its records are judged once more when their turn comes, each by itself.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice, zip_longest
from typing import NamedTuple

from shahrsazi.feed import files
from shahrsazi.feed.applying import SliceWriter
from shahrsazi.feed.files import Move
from shahrsazi.feed.portions import T, portions
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import FILE, LINE
from shahrsazi.feed.spool import Head, Spool

AT_ONCE, CHUNK = 200, 1_000


class Story(NamedTuple):
    """All that a batch tells of one file that is newer than what is stored, from the older to the newer: where it lies
    in the spool. Only the newest moves the file; it may lead back to where the file is.
    """

    move: Move
    positions: list[int]


Knot = list[Story]


class Movers:
    """The files of one batch that move. `is_good` says of a record whether its papers are."""

    def __init__(self, spool: Spool, writer: SliceWriter, is_good: Callable[[NumberedLine], bool]):
        self.spool, self.writer, self.is_good = spool, writer, is_good
        self.source = writer.source

    def write(self) -> set[int]:
        """Moves what can be moved; returns the numbers of the records that are done."""
        patiently = self.writer.patiently
        stories = patiently(self._stories)
        wanted = [story.move for story in stories if story.move.is_one]
        movable = {m.case for m in patiently(partial(files.movable, wanted))}
        free = [story for story in stories if story.move.case in movable or not story.move.is_one]
        knots = _knots(free)
        alone = [knot for knot in knots if len(knot) == 1]
        tied = [[knot] for knot in knots if len(knot) > 1]
        return set().union(*map(self._write, [*tied, *_portions(alone)]))

    def _stories(self) -> list[Story]:
        """Of two keys that name one file the first is followed here: both are judged when their turn comes."""
        heads = self._heads_of(self._moving())
        before = files.stored([head for _position, head in heads], self.source)
        by_file: dict[tuple[str, str], list[tuple[int, Head]]] = {}
        for position, head in heads:
            by_file.setdefault((head.envelope.record, head.envelope.key), []).append((position, head))
        stories = (self._story(before[about], told_of) for about, told_of in by_file.items() if about in before)
        return list({story.move.case: story for story in stories if story}.values())

    def _moving(self) -> set[tuple[str, str]]:
        """Record and key of those of which something newer is told with another code or number than is stored."""
        result: set[tuple[str, str]] = set()
        heads = (head for _position, head in self.spool.heads() if head.code)
        while chunk := list(islice(heads, CHUNK)):
            before = files.stored(chunk, self.source)
            for head in chunk:
                about = head.envelope.record, head.envelope.key
                stored = before.get(about)
                if stored and (head.code, head.file_no) != (stored.case.renewal_code, stored.case.file_no):
                    result |= {about} if stored.is_older_than(head.envelope) else set()
        return result

    def _heads_of(self, moving: set[tuple[str, str]]) -> list[tuple[int, Head]]:
        kinds = {FILE, LINE} if moving else set()
        return [
            (position, head)
            for position, head in (self.spool.heads() if moving else ())
            if head.envelope.record in kinds and (head.envelope.record, head.envelope.key) in moving
        ]

    def _story(self, stored: files.Stored, heads: list[tuple[int, Head]]) -> Story | None:
        """None of a file of which nothing moves that counts."""
        newer: list[tuple[int, Head]] = []
        for position, head in heads:
            after = not newer or head.envelope.version >= newer[-1][1].envelope.version + (not head.envelope.is_line)
            if after and stored.is_older_than(head.envelope):
                newer.append((position, head))
        coded = [head for _position, head in newer if head.code]
        here = stored.case.renewal_code, stored.case.file_no
        if all((head.code, head.file_no) == here for head in coded):
            return None
        move = files.move_to(coded[-1], stored.case, self.source)
        # What was seen again as it is stored has nothing to be written.
        return move and Story(move, [p for p, head in newer if head.code or not head.envelope.is_line])

    def _write(self, knots: list[Knot]) -> set[int]:
        """These knots together; where something in them is refused one by one; a knot is whole, or not at all."""
        stories = [story for knot in knots for story in knot]
        if all(map(self.is_good, self.spool.at(p for story in stories for p in story.positions))):
            moves = [story.move for story in stories if story.move.is_one]
            if done := self.writer.write_moved(moves, lambda: self._pieces(stories)):
                return done
        return set().union(*(self._write([knot]) for knot in knots)) if len(knots) > 1 else set()

    def _pieces(self, stories: list[Story]) -> Iterator[list[NumberedLine]]:
        """First the oldest of each file, then the next: no two of one file at once. All name it as the last does."""
        for turn in zip_longest(*(story.positions for story in stories)):
            pairs = [(story.move, p) for story, p in zip(stories, turn, strict=True) if p is not None]
            for piece in _portions(pairs):
                yield [
                    _renamed(line, move)
                    for (move, _p), line in zip(piece, self.spool.at(p for _m, p in piece), strict=True)
                ]


def _portions(items: list[T]) -> Iterator[list[T]]:
    return portions(items, AT_ONCE, lambda _item: 0)


def _renamed(numbered: NumberedLine, move: Move) -> NumberedLine:
    if numbered.line:
        numbered.line.casefile.renewal_code, numbered.line.casefile.file_no = move.code, move.number[1]
    return numbered


def _knots(stories: list[Story]) -> list[Knot]:
    """Those of which one takes what another gives up are tied to each other."""
    givers = {name: story for story in stories for name in (story.move.old_code, story.move.old_number)}
    knot_of = {story.move.case: [story] for story in stories}
    for story in stories:
        for name in (story.move.code, story.move.number):
            one, other = knot_of[story.move.case], knot_of[givers.get(name, story).move.case]
            if one is not other:
                one.extend(other)
                knot_of |= {each.move.case: one for each in other}
    return list({id(knot): knot for knot in knot_of.values()}.values())
