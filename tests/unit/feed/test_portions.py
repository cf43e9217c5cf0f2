"""A delivery is read and written in portions that end with a count or with bytes, whichever is first."""

from shahrsazi.feed import portions
from shahrsazi.feed.portions import portions as parted


def test_so_many_at_most_and_the_rest():
    assert list(parted(range(7), 3, lambda _item: 0)) == [[0, 1, 2], [3, 4, 5], [6]]


def test_a_portion_ends_with_the_item_that_fills_it(monkeypatch):
    monkeypatch.setattr(portions, "BYTES", 10)
    assert list(parted([4, 6, 1, 30, 2], 100, lambda item: item)) == [[4, 6], [1, 30], [2]]


def test_of_nothing_there_is_none():
    assert list(parted([], 3, lambda _item: 1)) == []
