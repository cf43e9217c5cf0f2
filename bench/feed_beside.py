"""What a load needs and what it takes from others: its memory, and the owner's case page while it runs.

    python -m bench.feed_beside [FILES] [PROCESSES]

Loads that many generated files with the documented command, in a process of its own; then lines of which every one is
turned away for many reasons. Memory is the largest resident size of the loading process and its readers.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from bench.__main__ import OWNER, STATE, _client, _close, _prepare
from shahrsazi.demo.postgres import Cluster

FILES, PAGES, WRONG = 20_000, 1_500, 2_000
SIZE = "SELECT pg_database_size(current_database()) / 1000000"
CASE = "5-3-120-7-1-0-0"


def main(files: int = FILES, processes: int = 1) -> None:
    with Cluster(STATE / "postgres-feed-beside") as url:
        _prepare(urlunsplit(urlsplit(url)._replace(path="/shahrsazi")))
        folder = STATE / "feed-beside"
        folder.mkdir(exist_ok=True)
        _pages(_request(), 100)
        alone = _pages(_request(), PAGES)
        city = _generated(folder / f"city-{files}.ndjson", files)
        loading, beside = _Loading(city, processes), []
        while loading.poll() is None:
            beside += _pages(_request(), 100)
        _print(f"{files} files", loading, beside, alone)
        wrong = _wrong(city, folder / "wrong.ndjson", min(files, WRONG))
        _print(f"{min(files, WRONG)} lines turned away", _Loading(wrong, processes), [], alone)
        _close()


class _Loading:
    """A load by the command; `seconds` and `megabytes` when it is over."""

    def __init__(self, path: Path, processes: int):
        command = [str(Path(sys.executable).with_name("shahrsazi")), "feed", "load", str(path), "--unsigned"]
        self.began = time.perf_counter()
        with path.with_suffix(".said").open("w") as out:
            self.process = subprocess.Popen(
                [*command, "--processes", str(processes)], stdout=out, stderr=out, env=dict(os.environ)
            )
        self.seconds = self.megabytes = 0.0

    def poll(self) -> int | None:
        return self._ended(os.wait4(self.process.pid, os.WNOHANG))

    def wait(self) -> None:
        if not self.seconds:
            self._ended(os.wait4(self.process.pid, 0))

    def _ended(self, result: tuple[int, int, resource.struct_rusage]) -> int | None:
        pid, status, usage = result
        if not pid:
            return None
        # The usage of a process that ended holds that of the readers whom it waited for: the largest of them.
        self.seconds, self.megabytes = time.perf_counter() - self.began, usage.ru_maxrss / 1000
        self.process.returncode = os.waitstatus_to_exitcode(status)
        return status


def _generated(path: Path, files: int) -> Path:
    if not path.exists():
        subprocess.run([sys.executable, "-m", "samplecity", "--files", str(files), str(path)], check=True)
    return path


def _wrong(city: Path, path: Path, files: int) -> Path:
    """The same lines with a wrong code, number and day in every row of them."""
    with city.open() as lines, path.open("w") as out:
        for _number, text in zip(range(files), lines, strict=False):
            line = json.loads(text)
            rows = [row for value in line.values() if isinstance(value, list) for row in value]
            for row in rows:
                row |= {name: "1403-05-12" for name in row if name.endswith("_on")} | {"no_such_field": "x" * 60}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return path


def _request() -> Callable[[], bytes]:
    from shahrsazi.casefiles.casefile import CaseFile
    from shahrsazi.credentials import sessions
    from shahrsazi.people.models import Person

    person = Person.objects.using("owner").get(number=OWNER).id
    token = sessions.begin(person, level=2, device="bench")
    return _client(token, f"/cases/{CaseFile.in_feed.get(renewal_code=CASE).ref}/")


def _pages(request: Callable[[], bytes], count: int) -> list[float]:
    """Milliseconds of each."""
    result = []
    for _turn in range(count):
        before = time.perf_counter()
        request()
        result.append((time.perf_counter() - before) * 1000)
    return result


def _print(name: str, loading: _Loading, beside: list[float], alone: list[float]) -> None:
    from django.db import connections

    loading.wait()
    with connections["owner"].cursor() as cursor:
        cursor.execute(SIZE)
        [size] = cursor.fetchone()
    print(f"{name}: {loading.seconds:.0f} s, {loading.megabytes:.0f} MB; the database has {size} MB", flush=True)
    if beside:
        print(f"  the owner's case page: {_quantiles(alone)} alone, {_quantiles(beside)} beside it", flush=True)


def _quantiles(milliseconds: list[float]) -> str:
    cuts = statistics.quantiles(milliseconds, n=100)
    return f"median {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
