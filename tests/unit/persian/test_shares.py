"""Shares: exact to the last grain, and read aloud as people say them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shahrsazi.persian.identifiers import InvalidInputError
from shahrsazi.persian.shares import dang_and_habbeh, share_from_dang, words_en, words_fa

HEIRS = [Fraction(1, 8), Fraction(7, 12), Fraction(7, 24)]


def test_two_dang_and_six_habbeh_are_five_twelfths():
    assert share_from_dang(2, 6) == share_from_dang(Decimal("2.5")) == share_from_dang(0, 30) == Fraction(5, 12)


def test_six_dang_are_the_whole():
    assert share_from_dang(6) == share_from_dang(0, 72) == 1


def test_three_heirs_of_three_dang_have_exactly_half():
    shares = [share_from_dang(3) * part for part in HEIRS]
    assert shares == [Fraction(1, 16), Fraction(7, 24), Fraction(7, 48)]
    assert sum(shares) == Fraction(1, 2)


@given(st.integers(0, 72))
def test_every_habbeh_comes_back(habbeh):
    dang, rest = dang_and_habbeh(share_from_dang(0, habbeh))
    assert dang * 12 + rest == habbeh
    assert 0 <= rest < 12


@given(st.fractions(0, 1))
def test_any_share_comes_back_and_can_be_said(share):
    assert share_from_dang(*dang_and_habbeh(share)) == share
    assert words_fa(share)
    assert words_en(share)


@pytest.mark.parametrize(
    "amount", [-1, 7, Decimal("6.01"), Decimal("NaN"), Decimal("Infinity"), Decimal("1e999999"), Decimal("1e-999999")]
)
def test_what_cannot_be_a_share_is_refused(amount):
    with pytest.raises(InvalidInputError):
        share_from_dang(amount)


@pytest.mark.parametrize("amount", [2.1, "2", None])
def test_rounded_or_unread_amounts_are_a_mistake_of_ours(amount):
    with pytest.raises(TypeError):
        share_from_dang(amount)


@pytest.mark.parametrize(
    ("share", "fa", "en"),
    [
        (Fraction(1), "شش‌دانگ", "six dang (whole)"),
        (Fraction(5, 12), "۲ دانگ و ۶ حبه", "2 dang and 6 habbeh"),
        (Fraction(7, 24), "۱ دانگ و ۹ حبه", "1 dang and 9 habbeh"),
        (Fraction(1, 2), "۳ دانگ", "3 dang"),
        (Fraction(1, 72), "۱ حبه", "1 habbeh"),
        (Fraction(7, 48), "۷ سهم از ۴۸ سهم", "7 of 48 shares"),
        (Fraction(0), "بدون سهم", "no share"),
    ],
)
def test_a_share_is_said_as_people_say_it(share, fa, en):
    assert (words_fa(share), words_en(share)) == (fa, en)


def test_a_share_is_said_as_its_deed_counts_it_and_not_reduced():
    assert (words_fa(Fraction(3, 15), 15), words_en(Fraction(3, 15), 15)) == ("۳ سهم از ۱۵ سهم", "3 of 15 shares")
    assert words_fa(Fraction(2, 6), 6) == "۲ دانگ" and words_fa(Fraction(3, 15)) == "۱ سهم از ۵ سهم"
