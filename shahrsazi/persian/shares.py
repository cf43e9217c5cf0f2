"""Shares of a property, exact to the last grain: six dang are the whole, and twelve habbeh are one dang."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from shahrsazi.persian.identifiers import refuse_if
from shahrsazi.persian.numbers import digits

DANG_OF_WHOLE = 6
HABBEH_OF_DANG = 12
HABBEH_OF_WHOLE = DANG_OF_WHOLE * HABBEH_OF_DANG
_FINEST_PLACE = 12


def share_from_dang(dang: int | Decimal | Fraction, habbeh: int | Decimal | Fraction = 0) -> Fraction:
    """The share of the whole. Only the impossible is refused: less than nothing, or more than six dang."""
    share = (_exact(dang) + _exact(habbeh) / HABBEH_OF_DANG) / DANG_OF_WHOLE
    refuse_if(not 0 <= share <= 1, "not_a_share", _("A share lies between nothing and six dang."))
    return share


def _exact(amount: int | Decimal | Fraction) -> Fraction:
    # A float is already rounded (2.1 is not exactly 2.1 dang), and Fraction("1e99999999") would take all the memory.
    if not isinstance(amount, int | Decimal | Fraction):
        raise TypeError("a share is counted in int, Decimal or Fraction")
    if isinstance(amount, Decimal):
        _check_size(amount)
    return Fraction(amount)


def _check_size(amount: Decimal) -> None:
    exponent = amount.as_tuple().exponent  # a letter where it is not finite
    sane = isinstance(exponent, int) and amount.adjusted() < 3 and exponent >= -_FINEST_PLACE
    refuse_if(not sane, "not_a_share", _("Write dang and habbeh as plain numbers, such as 2 and 6."))


def dang_and_habbeh(share: Fraction) -> tuple[int, Fraction]:
    dang, rest = divmod(share * DANG_OF_WHOLE, 1)
    return int(dang), rest * HABBEH_OF_DANG


def words_fa(share: Fraction, counted: int | None = None) -> str:
    """In dang and habbeh; a finer one as so many of so many: of as many as the deed counts, else reduced."""
    if share == 1:
        return "شش‌دانگ"
    dang, habbeh = dang_and_habbeh(share)
    if habbeh.denominator != 1:
        whole = counted or share.denominator
        return digits(f"{share * whole} سهم از {whole} سهم", "fa")
    parts = [f"{count} {unit}" for count, unit in ((dang, "دانگ"), (habbeh, "حبه")) if count]
    return digits(" و ".join(parts) or "بدون سهم", "fa")


def words_en(share: Fraction, counted: int | None = None) -> str:
    if share == 1:
        return "six dang (whole)"
    dang, habbeh = dang_and_habbeh(share)
    if habbeh.denominator != 1:
        whole = counted or share.denominator
        return f"{share * whole} of {whole} shares"
    parts = [f"{count} {unit}" for count, unit in ((dang, "dang"), (habbeh, "habbeh")) if count]
    return " and ".join(parts) or "no share"
