"""Bills as every bank takes them: a bill identifier and a payment identifier, with check digits, and their barcode.

The bill identifier says whose bill it is, the payment identifier how much is paid: thousands of rial, then the year and
the period, and two check digits, of which the second covers both identifiers.
"""

from itertools import cycle
from typing import NamedTuple

from shahrsazi.persian.text import ascii_digits

MUNICIPALITY = "6"  # the service of a bill, its last digit but one
LENGTH = 13
_SHORTEST = 6
_WEIGHTS = (2, 3, 4, 5, 6, 7)
_UNIT = 1000


class Bill(NamedTuple):
    """Two identifiers as they were told; only right ones make a barcode."""

    bill_id: str
    pay_id: str

    def __bool__(self) -> bool:
        return bool(self.bill_id or self.pay_id)

    @property
    def is_right(self) -> bool:
        """Whether all three check digits agree, as a bank would find."""
        bill, pay = self._plain
        if not all(text.isascii() and text.isdigit() and _SHORTEST <= len(text) <= LENGTH for text in (bill, pay)):
            return False
        first, second = check_digit(pay[:-2]), check_digit(bill + pay[:-1])
        return bill[-1] == check_digit(bill[:-1]) and pay[-2:] == first + second

    @property
    def barcode(self) -> str:
        """The 26 digits of the usual barcode; empty where the check digits do not agree."""
        bill, pay = self._plain
        return bill.zfill(LENGTH) + pay.zfill(LENGTH) if self.is_right else ""

    @property
    def amount(self) -> int | None:
        """What a bank would take for it, in rial; None where that can't be read."""
        return int(self._plain[1][:-5]) * _UNIT if self.is_right else None

    @property
    def _plain(self) -> tuple[str, str]:
        """Without the zeros before them, which the check digits do not count."""
        return ascii_digits(self.bill_id).lstrip("0"), ascii_digits(self.pay_id).lstrip("0")


def check_digit(digits: str) -> str:
    rest = sum(int(digit) * weight for digit, weight in zip(reversed(digits), cycle(_WEIGHTS), strict=False)) % 11
    return str(0 if rest < 2 else 11 - rest)


def sample_bill(number: int, amount: int, period: int = 1) -> Bill:
    """A bill that no municipality has sent, with right check digits: of file `number`, over `amount` rial."""
    stem = f"{number % 10**8:08}999{MUNICIPALITY}".lstrip("0")
    bill, pay = stem + check_digit(stem), f"{amount // _UNIT}5{period % 100:02}"
    pay += check_digit(pay)
    return Bill(bill, pay + check_digit(bill + pay))
