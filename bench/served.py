"""The site as it is served, for what cannot be measured in one process: over HTTP, with the server's own processes."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from bench.__main__ import STATE

TICKS = os.sysconf("SC_CLK_TCK")
# The children of a process that ended count with it.
USER, CHILDREN_SYSTEM = 11, 15


class Served:
    """A running site; `cpu()` is what its processes and its database's have spent so far, in seconds."""

    def __init__(self, port: int, pid: int, postmaster: int):
        self.port, self.pid, self.postmaster = port, pid, postmaster

    def connect(self) -> "Browser":
        return Browser(self.port)

    def cpu(self) -> float:
        return sum(_spent(pid) for root in (self.pid, self.postmaster) for pid in _tree(root))

    def megabytes(self) -> float:
        """What its processes keep in memory for themselves."""
        return sum(_private_kilobytes(pid) for pid in _tree(self.pid)) / 1000


class Browser:
    """One connection that is kept alive, with the cookies that it was given."""

    def __init__(self, port: int):
        self._http, self.cookies = http.client.HTTPConnection("127.0.0.1", port, timeout=30), {}

    def get(self, path: str) -> int:
        return self._send("GET", path, None)

    def post(self, path: str, body: str) -> int:
        return self._send("POST", path, body)

    def _send(self, method: str, path: str, body: str | None) -> int:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, "Accept-Encoding": "br", "Content-Type": "application/x-www-form-urlencoded"}
        self._http.request(method, path, body, headers)
        response = self._http.getresponse()
        response.read()
        return response.status


@contextmanager
def served(url: str, *, floor: bool = False, **settings: str) -> Iterator[Served]:
    """The site on a free port, until the end, or its floor; Django must be set up here and the database ready."""
    from shahrsazi.commands.serve import server_arguments, server_environment

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = server_environment() | {"DATABASE_URL": url} | settings
    *arguments, site = server_arguments("127.0.0.1", port)
    arguments.append("bench.floor:application" if floor else site)
    # What it says of refusals, a line each, would stand between the rows of the table.
    with (
        (STATE / "served.log").open("wb") as log,
        subprocess.Popen([sys.executable, "-m", "granian", *arguments], env=environment, stderr=log) as server,
    ):
        try:
            _wait_until_up(port, server)
            yield Served(port, server.pid, _postmaster())
        finally:
            server.terminate()


def _wait_until_up(port: int, server: subprocess.Popen) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert server.poll() is None, "the server did not start"
        Event().wait(0.1)


def _postmaster() -> int:
    return int((STATE / "postgres" / "data" / "postmaster.pid").read_text().split("\n")[0])


def _tree(pid: int) -> list[int]:
    children = (line.read_text().split() for line in Path(f"/proc/{pid}/task").glob("*/children"))
    return [pid, *(below for line in children for child in line for below in _tree(int(child)))]


def _spent(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0  # it ended meanwhile, and counts with its parent
    return sum(map(int, fields[USER:CHILDREN_SYSTEM])) / TICKS


def _private_kilobytes(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))


def at_a_rate(rate: float, seconds: float, act: Callable[[int], None], hands: int = 40) -> list[float]:
    """The milliseconds of each act, so many a second whether or not those before are done; from when it was due."""
    began, times, numbers, lock = time.perf_counter(), [], iter(range(int(rate * seconds))), threading.Lock()

    def work() -> None:
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            due = began + number / rate
            Event().wait(max(0, due - time.perf_counter()))
            act(number)
            times.append((time.perf_counter() - due) * 1000)

    together(hands, work)
    return times


def together(hands: int, work: Callable[[], None]) -> None:
    threads = [threading.Thread(target=work) for _ in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def p99(milliseconds: list[float]) -> float:
    return statistics.quantiles(milliseconds, n=100)[98]
