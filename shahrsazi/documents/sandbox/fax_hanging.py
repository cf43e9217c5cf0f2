"""Faxes in which lines hang on the line above (T.4, T.6), with options that the library of TIFF does not know: without
marks between the lines, each in whole bytes, or with points that are not packed at all."""

from functools import cache
from typing import NamedTuple

from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox import fax_lines
from shahrsazi.documents.sandbox.fax_lines import BLACK, MARK, SHORT, WHITE, Bits, codes_of
from shahrsazi.documents.sandbox.file_types import BILEVEL_PIXELS
from shahrsazi.documents.sandbox.points import within

# Of a file so many bytes are read, of lines by themselves and of those that hang on others: a second each, which is
# twenty sheets and five.
ALL_READ = {False: 1_000_000, True: 200_000}
# How far from a change above it one lies; and what is no such distance.
NEAREST, PASS, LEVEL, BEYOND = 3, 4, 5, 6
MODES = {"1": 0, "011": 1, "000011": 2, "0000011": 3, "010": -1, "000010": -2, "0000010": -3}
MODES |= {"0001": PASS, "001": LEVEL, "0000001": BEYOND}
WIDEST = 7
# What follows BEYOND where points come as they are; with so many zeros before a one these end.
AS_THEY_ARE, WHITE_FIVE, ENDS = "111", 5, 6


class Coding(NamedTuple):
    """`k` as a PDF has it: below 0 all lines hang on others, above it some, which a bit before each line says."""

    k: int
    aligned: bool = False


# Less than one line of so many: nobody would know the paper by them.
NEXT_TO_NOTHING = 10
OTHERS = (Coding(-1), Coding(-1, True), Coding(1), Coding(1, True), Coding(0), Coding(0, True))


class Budget:
    """How much of a file's faxes is read here."""

    def __init__(self) -> None:
        self.left = dict(ALL_READ)

    def has_room(self, data: bytes, coding: Coding) -> bool:
        self.left[coding.k != 0] -= len(data)
        return self.left[coding.k != 0] >= 0


def refuse_other_codings(data: bytes, columns: int, height: int) -> None:
    """FileRejectedError where it is whole, but packed in another way than it says, or in one that nobody draws here."""
    if (
        columns
        and len(data) <= ALL_READ[True]
        and any(not lost_lines(data, columns, height, coding) for coding in OTHERS)
    ):
        raise FileRejectedError("unusual")


def stumbles(data: bytes, columns: int, height: int, coding: Coding) -> bool:
    """FileRejectedError where nothing of it opens, or where it is whole and packed in a way that is not drawn here."""
    within(columns, height, BILEVEL_PIXELS)
    if not columns:
        raise FileRejectedError("broken")
    lost = lost_lines(data, columns, height, coding)
    if lost or has_unpacked_points(data, columns, height, coding):
        refuse_other_codings(data, columns, height)
    if lost * NEXT_TO_NOTHING >= height * (NEXT_TO_NOTHING - 1):
        raise FileRejectedError("broken")
    return lost > 0


def has_unpacked_points(data: bytes, columns: int, height: int, coding: Coding) -> bool:
    lines = _Lines(data, columns, coding)
    return coding.k != 0 and not lines.lost(height) and lines.unpacked


def lost_lines(data: bytes, columns: int, height: int, coding: Coding) -> int:
    if coding.k == 0:
        return fax_lines.lost_lines(data, columns, height, coding.aligned)
    return _Lines(data, columns, coding).lost(height)


class _Lines:
    """The lines of a fax, one after the other; `above` is where the colour changes in the one before."""

    def __init__(self, data: bytes, columns: int, coding: Coding):
        self.bits, self.columns, self.coding = Bits(data, coding.aligned), columns, coding
        self.above: list[int] = []
        self.unpacked = False

    def lost(self, height: int) -> int:
        lost, bits = 0, self.bits
        for line in range(height):
            marks = bits.skip_marks()
            if bits.at >= bits.end or (line and marks > 1):
                return lost + height - line
            single = self._is_single()
            if line and bits.text.startswith(MARK, bits.at):
                return lost + height - line
            if not self._read(single):
                lost += 1
                if self.coding.k < 0 or not bits.skip_to_mark():
                    return lost + height - line - 1
        return lost

    def _is_single(self) -> bool:
        if self.coding.k > 0:
            self.bits.at += 1
            return self.bits.text[self.bits.at - 1] == "1"
        return self.coding.k == 0

    def _read(self, single: bool) -> bool:
        ends = self._alone() if single else self._hanging()
        if ends is None or self.bits.at > self.bits.end:
            return False
        self.above = [end for end in ends if end < self.columns]
        return True

    def _alone(self) -> list[int] | None:
        ends: list[int] = []
        at = 0
        while at < self.columns or not ends:
            run = self._run(len(ends) % 2)
            if run is None or at + run > self.columns:
                return None
            at += run
            ends.append(at)
        return ends

    def _hanging(self) -> list[int] | None:
        ends: list[int] = []
        above, at, index = [*self.above, *[self.columns] * 4], -1, 0
        while at < self.columns:
            black = len(ends) % 2
            index = max(0, index - 2)
            index += index % 2 != black
            while above[index] <= at and above[index] < self.columns:
                index += 2
            mode = self._mode()
            if mode <= NEAREST:
                if above[index] + mode <= at:
                    return None
                at = above[index] + mode
                ends.append(at)
            else:
                at = above[index + 1] if mode == PASS else self._apart(mode, ends, max(at, 0))
        return ends if at == self.columns else None

    def _mode(self) -> int:
        bits = self.bits
        width, mode = _modes().get(bits.text[bits.at : bits.at + WIDEST].ljust(WIDEST, "0"), (0, LEVEL + BEYOND))
        bits.at += width
        return mode

    def _apart(self, mode: int, ends: list[int], at: int) -> int:
        """Runs or points that hang on nothing, up to where they end; beyond the line where there are none."""
        if mode == BEYOND:
            return self._as_they_are(ends, at)
        runs = [self._run((len(ends) + more) % 2) for more in (0, 1)] if mode == LEVEL else []
        for run in runs:
            if run is None:
                return self.columns + 1
            at += run
            ends.append(at)
        return at if runs else self.columns + 1

    def _run(self, black: int) -> int | None:
        """Its points; nothing where that is no code."""
        codes, points, bits = codes_of(BLACK if black else WHITE), 0, self.bits
        while bits.at < bits.end:
            width, more = codes[bits.window()]
            bits.at += width
            points += more
            if not width:
                return None
            if more < SHORT:
                return points
        return None

    def _as_they_are(self, ends: list[int], at: int) -> int:
        """Points that are not packed, up to their end; it returns where they end, or beyond the line."""
        bits, nowhere = self.bits, self.columns + 1
        if not bits.text.startswith(AS_THEY_ARE, bits.at):
            return nowhere
        bits.at += len(AS_THEY_ARE)
        self.unpacked = True
        while at <= self.columns:
            one = bits.text.find("1", bits.at, bits.at + ENDS + WHITE_FIVE + 1)
            if one < 0:
                return nowhere
            zeros, bits.at = one - bits.at, one + 1
            if zeros >= ENDS:
                bits.at += 1
                return _ended(ends, at, zeros - ENDS, black=bits.text[bits.at - 1 : bits.at] == "1")
            at = _drawn(ends, at, zeros)
        return nowhere


def _drawn(ends: list[int], at: int, zeros: int) -> int:
    """So many white points and a black one; five of them have none."""
    if zeros and len(ends) % 2:
        ends.append(at)
    if zeros < WHITE_FIVE and len(ends) % 2 == 0:
        ends.append(at + zeros)
    return at + zeros + (zeros < WHITE_FIVE)


def _ended(ends: list[int], at: int, white: int, black: bool) -> int:
    """A few white points more; what follows is black, or not."""
    if white and len(ends) % 2:
        ends.append(at)
    if len(ends) % 2 != black:
        ends.append(at + white)
    return at + white


@cache
def _modes() -> dict[str, tuple[int, int]]:
    """The mode with which any bits begin."""
    return {
        word + f"{more:0{WIDEST - len(word)}b}"[: WIDEST - len(word)]: (len(word), mode)
        for word, mode in MODES.items()
        for more in range(1 << WIDEST - len(word))
    }
