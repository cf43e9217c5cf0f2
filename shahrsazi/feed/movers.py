"""Files that a batch gives another renewal code or number, and those that it withdraws from under one that it tells
of. They go ahead of all others, wherever they stand in it, since one takes what another gives up: those that need each
other in one transaction, with all that is told of them.

What is refused so has moved nothing; its records are judged once more when their turn comes, each by itself.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import zip_longest
from typing import NamedTuple

from shahrsazi.feed import files
from shahrsazi.feed.applying import SliceWriter
from shahrsazi.feed.files import Move
from shahrsazi.feed.portions import T, portions
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import FILE, WITHDRAWN, About
from shahrsazi.feed.spool import Head, Spool
from shahrsazi.persian.identifiers import renewal_district

AT_ONCE, CHUNK = 200, 1_000


class Story(NamedTuple):
    """All that a batch tells of one file that is newer than what is stored, from the older to the newer: where it lies
    in the spool. Only the newest moves the file; it may lead back to where the file is.
    """

    move: Move
    positions: list[int]


Knot = list[Story]
Heads = list[tuple[int, Head]]  # of one thing, each with where it lies


class Movers:
    """The files of one batch that move. `is_good` says of a record whether its papers are."""

    def __init__(self, spool: Spool, writer: SliceWriter, is_good: Callable[[NumberedLine], bool]):
        self.spool, self.writer, self.is_good = spool, writer, is_good
        self.source = writer.source

    def write(self) -> set[int]:
        """Moves what can be moved; returns the numbers of the records that are done. What is withdrawn gives its code
        and number up only when they are told of another file: it is withdrawn before that one is looked at.
        """
        withdrawn = self.writer.patiently(self._withdrawn)
        return set().union(*map(self._write, _portions([[story] for story in withdrawn])), self._move())

    def _move(self) -> set[int]:
        patiently = self.writer.patiently
        stories = patiently(self._stories)
        wanted = [story.move for story in stories if story.move.is_one]
        movable = {m.case for m in patiently(partial(files.movable, wanted, self.source))}
        free = [story for story in stories if story.move.case in movable or not story.move.is_one]
        knots = _knots(free)
        alone = [knot for knot in knots if len(knot) == 1]
        tied = [[knot] for knot in knots if len(knot) > 1]
        return set().union(*map(self._write, [*tied, *_portions(alone)]))

    def _stories(self) -> list[Story]:
        """Of two keys that name one file the first is followed here: both are judged when their turn comes."""
        stories = (self._story(stored, newer) for stored, newer in self._newer(self._moving()))
        return list({story.move.case: story for story in stories if story}.values())

    def _withdrawn(self) -> list[Story]:
        """Files that are withdrawn in the end, and stay where they are until then."""
        return [
            Story(files.as_it_is(stored.case), [position for position, _head in newer])
            for stored, newer in self._newer(self._wanted())
            if newer[-1][1].envelope.state == WITHDRAWN and not _moves(stored, newer)
        ]

    def _wanted(self) -> set[About]:
        """Those of which a withdrawal is told, and the code or number of another file."""
        owner = self._names_of_withdrawn()
        wanted, same = set(), set()
        for head in self._coded() if owner else ():
            about = _about(head)
            by_code, by_number = owner.get(head.code), owner.get((renewal_district(head.code), head.file_no))
            # A line tells the file itself that has its code.
            same |= {by_code} if head.envelope.is_line else set()
            wanted |= {by_code, by_number} - {about}
        return {about for about in wanted - same if about}

    def _names_of_withdrawn(self) -> dict[str | files.Number, About]:
        """By their codes and numbers the files of which a withdrawal is told under their source's own key."""
        records = (head for _position, head in self.spool.heads() if head.envelope.record == FILE)
        result: dict[str | files.Number, About] = {}
        for chunk in portions((h for h in records if h.envelope.state == WITHDRAWN), CHUNK, lambda _head: 0):
            for about, (case, *_last) in files.stored(chunk, self.source).items():
                result |= {case.renewal_code: about, (case.district_id, case.file_no): about}
        return result

    def _moving(self) -> set[About]:
        """Those of which something newer is told with another code or number than is stored."""
        result: set[About] = set()
        for chunk in portions(self._coded(), CHUNK, lambda _head: 0):
            before = files.stored(chunk, self.source)
            for head in chunk:
                stored = before.get(_about(head))
                if stored and (head.code, head.file_no) != (stored.case.renewal_code, stored.case.file_no):
                    result |= {_about(head)} if stored.is_older_than(head.envelope) else set()
        return result

    def _coded(self) -> Iterator[Head]:
        return (head for _position, head in self.spool.heads() if head.code)

    def _newer(self, abouts: set[About]) -> Iterator[tuple[files.Stored, Heads]]:
        """What is told of these that is newer than what is stored and than what was told before it, if anything is."""
        by_file: dict[About, Heads] = {}
        for position, head in self.spool.heads() if abouts else ():
            if (about := _about(head)) in abouts:
                by_file.setdefault(about, []).append((position, head))
        before = files.stored([head for heads in by_file.values() for _position, head in heads], self.source)
        for about, heads in by_file.items():
            if about in before and (newer := _newer(before[about], heads)):
                yield before[about], newer

    def _story(self, stored: files.Stored, newer: Heads) -> Story | None:
        """None of a file of which nothing moves that counts."""
        if not _moves(stored, newer):
            return None
        last = [head for _position, head in newer if head.code][-1]
        move = files.move_to(last, stored.case, self.source)
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


def _about(head: Head) -> About:
    return head.envelope.record, head.envelope.key


def _newer(stored: files.Stored, heads: Heads) -> Heads:
    newer: Heads = []
    for position, head in heads:
        after = not newer or head.envelope.version >= newer[-1][1].envelope.version + (not head.envelope.is_line)
        if after and stored.is_older_than(head.envelope):
            newer.append((position, head))
    return newer


def _moves(stored: files.Stored, newer: Heads) -> bool:
    here = stored.case.renewal_code, stored.case.file_no
    return any((head.code, head.file_no) != here for _position, head in newer if head.code)


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
