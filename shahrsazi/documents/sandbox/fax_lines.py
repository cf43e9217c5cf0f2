"""Faxes of Group 3 in one direction without marks between their lines: only reading a line tells where it ends."""

from functools import cache, cached_property
from typing import NamedTuple

# The codes of the standard (T.4): of 0 to 63 points, of 64 to 1728 by 64, and of 1792 to 2560 in both colours.
WHITE = (
    "00110101 000111 0111 1000 1011 1100 1110 1111 10011 10100 00111 01000 001000 000011 110100 110101 101010 101011 "
    "0100111 0001100 0001000 0010111 0000011 0000100 0101000 0101011 0010011 0100100 0011000 00000010 00000011 "
    "00011010 00011011 00010010 00010011 00010100 00010101 00010110 00010111 00101000 00101001 00101010 00101011 "
    "00101100 00101101 00000100 00000101 00001010 00001011 01010010 01010011 01010100 01010101 00100100 00100101 "
    "01011000 01011001 01011010 01011011 01001010 01001011 00110010 00110011 00110100 11011 10010 010111 0110111 "
    "00110110 00110111 01100100 01100101 01101000 01100111 011001100 011001101 011010010 011010011 011010100 "
    "011010101 011010110 011010111 011011000 011011001 011011010 011011011 010011000 010011001 010011010 011000 "
    "010011011"
)
BLACK = (
    "0000110111 010 11 10 011 0011 0010 00011 000101 000100 0000100 0000101 0000111 00000100 00000111 000011000 "
    "0000010111 0000011000 0000001000 00001100111 00001101000 00001101100 00000110111 00000101000 00000010111 "
    "00000011000 000011001010 000011001011 000011001100 000011001101 000001101000 000001101001 000001101010 "
    "000001101011 000011010010 000011010011 000011010100 000011010101 000011010110 000011010111 000001101100 "
    "000001101101 000011011010 000011011011 000001010100 000001010101 000001010110 000001010111 000001100100 "
    "000001100101 000001010010 000001010011 000000100100 000000110111 000000111000 000000100111 000000101000 "
    "000001011000 000001011001 000000101011 000000101100 000001011010 000001100110 000001100111 0000001111 "
    "000011001000 000011001001 000001011011 000000110011 000000110100 000000110101 0000001101100 0000001101101 "
    "0000001001010 0000001001011 0000001001100 0000001001101 0000001110010 0000001110011 0000001110100 0000001110101 "
    "0000001110110 0000001110111 0000001010010 0000001010011 0000001010100 0000001010101 0000001011010 0000001011011 "
    "0000001100100 0000001100101"
)
LONGEST = (
    "00000001000 00000001100 00000001101 000000010010 000000010011 000000010100 000000010101 000000010110 "
    "000000010111 000000011100 000000011101 000000011110 000000011111"
)
SHORT, STEP = 64, 64
# No code is longer; and what begins with so many bits that are nothing is a mark, of which several are the end.
WIDEST, MARK = 13, "0" * 11


class Run(NamedTuple):
    """A code: how many bits it takes, and for how many points it stands."""

    bits: int
    points: int


@cache
def codes_of(words: str) -> list[Run]:
    """The code with which any bits begin; one of no bits where that is none."""
    codes = [Run(0, 0)] * (1 << WIDEST)
    for number, word in enumerate(f"{words} {LONGEST}".split()):
        run = Run(len(word), number if number < SHORT else (number - SHORT + 1) * STEP)
        first, after = (int(word, 2) + more << WIDEST - run.bits for more in (0, 1))
        codes[first:after] = [run] * (after - first)
    return codes


def bits_of(data: bytes) -> str:
    """One letter each: what begins anywhere in a byte is sought as fast as whole bytes are."""
    return f"{int.from_bytes(data):0{8 * len(data)}b}" if data else ""


def lost_lines(data: bytes, columns: int, height: int, aligned: bool) -> int:
    """After one that stumbles nobody knows where the next begins, up to a mark."""
    bits, lost = Bits(data, aligned), 0
    for line in range(height):
        if bits.skip_marks() > 1 and line or bits.at >= bits.end:
            return lost + height - line
        if not bits.read_line(columns):
            lost += 1
            if not bits.skip_to_mark():
                return lost + height - line - 1
    return lost


class Bits:
    """Those of a fax, and `at` which of them its reader is."""

    def __init__(self, data: bytes, aligned: bool):
        self.data, self.aligned, self.at, self.end = data + bytes(4), aligned, 0, 8 * len(data)

    @cached_property
    def text(self) -> str:
        return bits_of(self.data[: self.end // 8])

    def window(self) -> int:
        """The next bits, as many as the widest code has."""
        index = self.at >> 3
        three = int.from_bytes(self.data[index : index + 3])
        return three >> 11 - (self.at & 7) & 0x1FFF

    def read_line(self, columns: int) -> bool:
        data, at, left = self.data, self.at, columns
        codes, others = codes_of(WHITE), codes_of(BLACK)
        while True:
            index = at >> 3
            window = data[index] << 16 | data[index + 1] << 8 | data[index + 2]
            bits, points = codes[window >> 11 - (at & 7) & 0x1FFF]
            at += bits
            left -= points
            if not bits or at > self.end or left < 0:
                return False
            if points < SHORT:
                codes, others = others, codes
                if not left:
                    self.at = at
                    return True

    def skip_marks(self) -> int:
        """How many there were."""
        marks = 0
        self.at += -self.at % 8 if self.aligned else 0
        while self.text.startswith(MARK, self.at):
            one = self.text.find("1", self.at)
            self.at, marks = one + 1 if one >= 0 else self.end, marks + 1
        return marks

    def skip_to_mark(self) -> bool:
        at = self.text.find(MARK, self.at)
        self.at = max(self.at, at)
        return at >= 0
