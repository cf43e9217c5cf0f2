"""What was met before is known again, on the disk."""

from shahrsazi.feed.met import Met


def test_what_is_met_for_the_second_time_is_not_new():
    met: Met[tuple] = Met()
    assert met.new([("a", 1), ("b", 1), ("a", 1)]) == {("a", 1), ("b", 1)}
    assert met.new([("a", 1), ("c", 1)]) == {("c", 1)}
    assert met.among([("b", 1), ("d", 1)]) == {("b", 1)} and ("c", 1) in met and ("d", 1) not in met


def test_what_is_forgotten_is_new_again():
    met: Met[int] = Met()
    met.new([1, 2])
    assert met.forget([2, 3]) == {2} and met.new([1, 2, 3]) == {2, 3}


def test_nothing_is_opened_for_nothing():
    met: Met[str] = Met()
    assert met.among(["a"]) == met.new([]) == met.forget(["a"]) == set() and "a" not in met and met._db is None


def test_hashes_of_any_size_and_sign_are_found_again():
    met: Met[int] = Met()
    numbers = [-(2**61) + 2, 2**61 - 2, -2, 0, 2**62]
    assert met.new(numbers) == set(numbers) == met.among(numbers)


def test_more_things_than_a_statement_takes_values():
    met: Met[str] = Met()
    words = list(map(str, range(40_000)))
    assert len(met.new(words)) == len(met.among(words)) == 40_000
