"""Pairs that a batch tells are found both ways, those told last at the end."""

from shahrsazi.feed.pairs import Pairs


def test_both_ways():
    pairs = Pairs()
    pairs.add([("a", "1"), ("b", "1"), ("a", "2")])
    assert pairs.of(["a", "c"]) == {"a": ["1", "2"]} and pairs.back(["1"]) == {"1": ["a", "b"]}


def test_what_is_told_again_is_told_last():
    pairs = Pairs()
    pairs.add([("a", "1"), ("a", "2")])
    pairs.add([("a", "1")])
    assert pairs.of(["a"]) == {"a": ["2", "1"]}


def test_nothing_is_opened_for_nothing():
    pairs = Pairs()
    pairs.add([])
    assert pairs.of(["a"]) == pairs.back(["a"]) == {} and pairs._db is None


def test_more_words_than_a_statement_takes_values():
    pairs = Pairs()
    pairs.add((str(n), "x") for n in range(40_000))
    assert len(pairs.of(map(str, range(40_000)))) == 40_000 and len(pairs.back(["x"])["x"]) == 40_000
