"""`python -m bench.over_http [SECONDS]`: pages as they are served, beside the floor served in the same way.

Two servers with the same processes and threads, one with the site and one with bench/floor.py, are asked turn by turn
over connections that are kept, in brotli: processor time of a page (the server's and the database's), and how many a
second this machine answers. Who asks runs on the same processors, and takes some of both.
"""

import os
import pickle
import statistics
import sys
import time
from contextlib import ExitStack
from threading import Lock
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from bench.__main__ import HIGHEST, STATE, _close, _pages, _prepare, _recorded
from bench.row import row
from bench.served import Served, served, together
from shahrsazi.demo.postgres import Cluster

SECONDS, TURNS, HANDS = 2.0, 3, 8
RECORDED = STATE / "recorded"


class Turn(NamedTuple):
    """Milliseconds of processors a page, and pages a second."""

    cpu: float
    rate: float


def main(seconds: float = SECONDS) -> None:
    os.environ.setdefault("SHAHRSAZI_MODE", "demo")
    with Cluster(STATE / "postgres") as url:
        url = urlunsplit(urlsplit(url)._replace(path="/shahrsazi"))
        _prepare(url)
        pages = _pages()
        _record(pages)
        with ExitStack() as stack:
            sites = [stack.enter_context(served(url, floor=floor)) for floor in (False, True)]
            for name, page in pages.items():
                _measure(name, sites, page, seconds)
        _close()


def _record(pages: dict[str, tuple]) -> None:
    """What the floor is to send for each address and session."""
    recorded = {f"{token} {path}": _recorded(token, path) for token, path in pages.values()}
    RECORDED.write_bytes(pickle.dumps(recorded))


def _measure(name: str, sites: list[Served], page: tuple[str, str], seconds: float) -> None:
    for site in sites:
        _turn(site, *page, seconds)  # each process compiles its templates, and each connection plans its statements
    turns = [[_turn(site, *page, seconds) for site in sites] for _ in range(TURNS)]
    ours, floor = (Turn(*map(statistics.median, zip(*side, strict=True))) for side in zip(*turns, strict=True))
    row(f"{name}: served, CPU ms", ours.cpu, floor.cpu, ours.cpu / floor.cpu, f"<= {HIGHEST}")
    row("  pages a second", ours.rate, floor.rate, floor.rate / ours.rate, "")


def _turn(site: Served, token: str, path: str, seconds: float) -> Turn:
    from django.conf import settings

    done, lock, until = [0], Lock(), time.monotonic() + seconds

    def request() -> None:
        browser = site.connect()
        browser.cookies = {settings.SESSION_COOKIE: token, settings.CSRF_COOKIE_NAME: "x" * 32}
        while time.monotonic() < until:
            status = browser.get(path)
            assert status == 200, status
            with lock:
                done[0] += 1

    before, began = site.cpu(), time.monotonic()
    together(HANDS, request)
    return Turn((site.cpu() - before) * 1000 / done[0], done[0] / (time.monotonic() - began))


if __name__ == "__main__":
    main(*map(float, sys.argv[1:2]))
