"""How far a load is: a bar on a terminal, a line of JSON every few seconds elsewhere."""

import json
import time
from typing import TextIO

EVERY = 5.0  # seconds between two lines
WIDTH = 30


class Progress:
    """Writes nothing about a load that ends at once, nor any more where nobody listens: the load goes on."""

    def __init__(self, out: TextIO):
        self.out, self.terminal = out, out.isatty()
        self.began = self.last = time.monotonic()
        self.doing, self.shown, self.heard = "", False, True

    def show(self, doing: str, done: int, total: int) -> None:
        """`of` is 0 where it is not known how many there are."""
        now = time.monotonic()
        if doing != self.doing:
            self.doing, self.began = doing, now
        if not self.heard or now - self.last < (0.2 if self.terminal else EVERY):
            return
        self.last = now
        rate = done / max(now - self.began, 0.001)
        left = round((total - done) / rate) if total and rate else None
        self._write(self._bar(done, total, rate, left) if self.terminal else self._figures(done, total, rate, left))
        self.shown = self.terminal

    def _write(self, text: str) -> None:
        try:
            self.out.write(text)
            self.out.flush()
        except OSError:
            self.heard = False

    def _bar(self, done: int, total: int, rate: float, left: int | None) -> str:
        filled = "#" * (WIDTH * done // total) if total else ""
        return f"\r{self.doing} [{filled:<{WIDTH}}] {done} of {total or '?'}, {rate:.0f}/s, {left or '?'} s left "

    def _figures(self, done: int, total: int, rate: float, left: int | None) -> str:
        figures = {"doing": self.doing, "done": done, "of": total or None}
        return json.dumps(figures | {"per_second": round(rate), "seconds_left": left}) + "\n"

    def end(self) -> None:
        if self.shown:
            self._write("\n")
