"""`make dev`: whatever is saved is served, and a slip in a file ends nothing but waits for the next save."""

from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread

import pytest

from shahrsazi.demo import reload

PATIENCE = 60


class Watched:
    """The loop over a folder of its own, with what it begins and ends in the order in which it does."""

    def __init__(self, folder: Path, starts: list):
        self.page, self.acts, self.stopping = folder / "page.html", Queue(), Event()
        self.starts = iter(starts)
        arguments = (self.begin, lambda children: self.acts.put(("end", children)), self.stopping)
        self.loop = Thread(target=reload.begin_anew_on_save, args=arguments)

    def begin(self) -> list:
        start = next(self.starts)
        self.acts.put(("begin", start))
        if isinstance(start, RuntimeError):
            raise start
        return start

    def save(self):
        """Save the page until the loop has seen it: its watch may begin after the first save."""
        for number in range(PATIENCE):
            self.page.write_text(f"<p>{number}</p>", "utf8")
            try:
                return self.acts.get(timeout=1)
            except Empty:
                continue
        raise AssertionError("no save was seen")

    def act(self):
        return self.acts.get(timeout=PATIENCE)


@pytest.fixture
def watched(tmp_path, monkeypatch):
    loops = []

    def over(*starts) -> Watched:
        monkeypatch.setattr(reload, "CODE", tmp_path)
        loops.append(Watched(tmp_path, list(starts)))
        loops[-1].loop.start()
        return loops[-1]

    yield over
    for each in loops:
        each.stopping.set()
        each.loop.join(PATIENCE)
        assert not each.loop.is_alive()


def test_a_saved_page_ends_what_ran_and_begins_it_anew(watched):
    dev = watched(["first"], ["second"], *(["further"] for _ in range(PATIENCE)))
    assert dev.act() == ("begin", ["first"])
    assert dev.save() == ("end", ["first"])
    assert dev.act() == ("begin", ["second"])


def test_what_does_not_start_waits_for_the_next_save(watched, capsys):
    dev = watched(RuntimeError("The server did not start"), *(["mended"] for _ in range(PATIENCE)))
    assert dev.act()[0] == "begin"
    assert dev.save() == ("end", [])
    assert dev.act() == ("begin", ["mended"])
    assert "Waiting for the next save" in capsys.readouterr().err


def test_stopping_ends_what_runs(watched):
    dev = watched(["only"])
    assert dev.act() == ("begin", ["only"])
    dev.stopping.set()
    assert dev.act() == ("end", ["only"])
