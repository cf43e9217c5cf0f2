"""Whole numbers as people type them, and what only looks like one."""

import pytest

from shahrsazi.persian.digits import is_digits, whole_number


@pytest.mark.parametrize("text", ["12", "۱۲", "١٢", " 12 ", "012"])
def test_digits_of_three_scripts_write_the_same_number(text):
    assert whole_number(text) == 12


@pytest.mark.parametrize(
    "text", [None, "", " ", "²", "௧", "1.5", "-1", "+1", "1 2", "1e3", "0x1", "1_000", "\0", "9" * 19]
)
def test_what_only_looks_like_a_number_is_none(text):
    assert whole_number(text) is None


def test_more_digits_than_were_asked_for_are_none():
    assert (whole_number("999999", 6), whole_number("1000000", 6)) == (999999, None)


@pytest.mark.parametrize("text", ["", "۱", "²", "1 ", "1234567"])
def test_only_so_many_ascii_digits_are_digits(text):
    assert not is_digits(text, 6) and is_digits("123456", 6)
