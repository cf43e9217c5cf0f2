"""`make bench-growth [SIZES="1000 100000"]`: does a page cost more where the city has more files?

For each size a database is kept, made by copying the sample city's rows with other keys, people and all, so that what a
page shows stays the same. A process for each asks for the same pages turn by turn, so that all are under the same load:
the CPU time of that process and its database's, the median by the clock, the trips to the database; and which tables of
more than 10,000 rows were ever read from one end to the other.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg

from bench.__main__ import STATE, _client, _close, _pages, _prepare, _recorded
from bench.copied_city import copied
from bench.served import _spent
from shahrsazi.demo.postgres import Cluster

SIZES = (1_000, 10_000)
HIGHEST, TURNS, EACH = 1.10, 12, 5
MANY_ROWS = 10_000
SCANNED = """
SELECT s.relname, s.seq_scan FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
WHERE c.reltuples > %s AND s.schemaname = 'public'
"""


def main(*sizes: int) -> None:
    with Cluster(STATE / "postgres-growth") as url:
        urls = [_city(url, size) for size in sizes or SIZES]
        with ExitStack() as stack:
            asking = [stack.enter_context(_asking(one)) for one in urls]
            pages = [request("pages") for request in asking][0].split("|")
            before = [_scans(one) for one in urls]
            print(f"{'page':28} {'trips':>10} {'CPU ms':>18} {'ratio':>6} {'p50 ms':>18} {'ratio':>6}    goal")
            for page in pages:
                _print(page, asking)
        for size, one, then in zip(sizes or SIZES, urls, before, strict=True):
            print(f"{size} files: sequential scans over {MANY_ROWS} rows: {_new(then, _scans(one)) or 'none'}")


def _city(url: str, size: int) -> str:
    """The address of a city with so many files, made if it is not there."""
    base, city = (urlunsplit(urlsplit(url)._replace(path=f"/{name}")) for name in ("shahrsazi", f"city_{size}"))
    with psycopg.connect(url, autocommit=True) as server:
        there = {name for (name,) in server.execute("SELECT datname FROM pg_database")}
        if "shahrsazi" not in there or f"city_{size}" not in there:
            _in_a_process_of_its_own("prepare", base)
        if f"city_{size}" not in there:
            copied(server, base, city, size)
    return city


def _in_a_process_of_its_own(what: str, url: str) -> None:
    subprocess.run([sys.executable, "-m", "bench.growth", what, url], check=True)


def _scans(url: str) -> dict[str, int]:
    with psycopg.connect(url) as city:
        return dict(city.execute(SCANNED, [MANY_ROWS]).fetchall())


def _new(before: dict[str, int], after: dict[str, int]) -> str:
    more = {name: count - before.get(name, 0) for name, count in after.items()}
    return ", ".join(f"{name} {count}" for name, count in more.items() if count)


def _print(page: str, asking: list[Callable[[str], str]]) -> None:
    trips = [request(f"trips {page}") for request in asking]
    rounds = [[tuple(map(float, request(f"times {page}").split())) for request in asking] for _ in range(TURNS)]
    figures = []
    for which in (0, 1):
        each = [statistics.median(turn[size][which] for turn in rounds) for size in range(len(asking))]
        ratio = statistics.median(turn[-1][which] / turn[0][which] for turn in rounds if turn[0][which])
        figures.append(f"{' / '.join(f'{ms:.1f}' for ms in each):>18} {ratio:6.2f}")
    print(f"{page:28} {'/'.join(trips):>10} {' '.join(figures)} <= {HIGHEST:.2f}", flush=True)


@contextmanager
def _asking(url: str) -> Iterator[Callable[[str], str]]:
    """A process at one of the cities; the function sends it a word and gives its answer."""
    command = [sys.executable, "-m", "bench.growth", "answer", url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        requests, answers = process.stdin, process.stdout

        def request(words: str) -> str:
            print(words, file=requests, flush=True)
            return answers.readline().strip()

        yield request
        requests.close()


def answer(url: str) -> None:
    """The process: `pages`, `trips PAGE` and `times PAGE`, one line each."""
    _prepare(url)
    pages = _all_pages()
    for line in sys.stdin:
        what, _, page = line.strip().partition(" ")
        print("|".join(pages) if what == "pages" else _ACTS[what](*pages[page]), flush=True)
    _close()


def _all_pages() -> dict[str, tuple]:
    pages = _pages()
    owner = pages["case"][0]
    return pages | {name: (owner, f"/{name}/") for name in ("my-work", "calendar", "sessions")}


def _trips(token: str, path: str) -> str:
    _client(token, path)()
    return str(len(_recorded(token, path)[0]) + 1)


def _times(token: str, path: str) -> str:
    """Milliseconds of a page: of processors, ours and the database's, and the median by the clock."""
    page, clock = _client(token, path), []
    page()
    before = _cpu()
    for _ in range(EACH):
        began = time.perf_counter()
        page()
        clock.append((time.perf_counter() - began) * 1000)
    return f"{(_cpu() - before) * 1000 / EACH} {statistics.median(clock)}"


def _cpu() -> float:
    from django.db import connections

    server = connections["default"]
    with server.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    server.close()
    return time.process_time() + _spent(backend)


_ACTS = {"trips": _trips, "times": _times}


def prepare(url: str) -> None:
    _prepare(url)
    _close()


if __name__ == "__main__":
    os.environ.setdefault("SHAHRSAZI_MODE", "demo")
    if sys.argv[1:2] in (["answer"], ["prepare"]):
        globals()[sys.argv[1]](sys.argv[2])
    else:
        main(*map(int, sys.argv[1:]))
