"""The queue in which passwords are hashed: how many at a time, how many wait, and what becomes of one more."""

from threading import Event, Thread

import pytest

from shahrsazi.credentials.hashing import BoundedQueue, CrowdedError


class Filled:
    """A queue of two at a time in which three wait, held until `go` is set; `began` counts whose turn has come."""

    def __init__(self):
        self.queue, self.go, self.began, self.done = BoundedQueue(2, 3), Event(), [], []
        self._each_began = [Event(), Event()]
        self._threads = [Thread(target=self._enter, args=(n,)) for n in range(5)]
        for thread in self._threads:
            thread.start()
        assert all(began.wait(10) for began in self._each_began)
        self._until_all_places_are_taken()

    def _enter(self, number: int) -> None:
        self.done.append(self.queue.run(self._work, number))

    def _work(self, number: int) -> int:
        self.began.append(number)
        if len(self.began) <= 2:
            self._each_began[len(self.began) - 1].set()
        assert self.go.wait(10)
        return number

    def _until_all_places_are_taken(self) -> None:
        while self.queue._places._value:
            assert any(thread.is_alive() for thread in self._threads)

    def empty(self) -> None:
        self.go.set()
        for thread in self._threads:
            thread.join(10)


@pytest.fixture
def filled():
    filled = Filled()
    yield filled
    filled.empty()


def test_only_so_many_are_at_work_at_a_time(filled):
    assert len(filled.began) == 2


def test_one_more_than_may_wait_is_told_so_at_once(filled):
    with pytest.raises(CrowdedError):
        filled.queue.run(int)


def test_all_who_waited_have_their_turn_and_then_there_is_room_again(filled):
    filled.empty()
    assert sorted(filled.done) == [0, 1, 2, 3, 4]
    assert filled.queue.run(int) == 0


def test_work_that_fails_says_so_and_leaves_its_place():
    queue = BoundedQueue(1, 0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            queue.run(divmod, 1, 0)
