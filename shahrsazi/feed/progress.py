"""How far a load is: a bar on a terminal, a line of JSON every few seconds elsewhere."""

import json
import time
from typing import TextIO

EVERY = 5.0  # seconds between two lines
WIDTH = 30


class Progress:
    """Writes nothing about a load that ends at once."""

    def __init__(self, out: TextIO):
        self.out, self.terminal = out, out.isatty()
        self.began = self.last = time.monotonic()
        self.doing, self.shown = "", False

    def show(self, doing: str, done: int, total: int) -> None:
        """`of` is 0 where it is not known how many there are."""
        now = time.monotonic()
        if doing != self.doing:
            self.doing, self.began = doing, now
        if now - self.last < (0.2 if self.terminal else EVERY):
            return
        self.last = now
        rate = done / max(now - self.began, 0.001)
        left = round((total - done) / rate) if total and rate else None
        if self.terminal:
            filled = "#" * (WIDTH * done // total) if total else ""
            self.out.write(
                f"\r{doing} [{filled:<{WIDTH}}] {done} of {total or '?'}, {rate:.0f}/s, {left or '?'} s left "
            )
            self.shown = True
        else:
            figures = {
                "doing": doing,
                "done": done,
                "of": total or None,
                "per_second": round(rate),
                "seconds_left": left,
            }
            self.out.write(json.dumps(figures) + "\n")
        self.out.flush()

    def end(self) -> None:
        if self.shown:
            self.out.write("\n")
