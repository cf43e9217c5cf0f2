"""`python -m bench.search [SIZE]`: the clerk's search in the kept city of so many files (`make bench-growth` makes it).

The whole page, by the clock, in a process of its own with nothing else to do: the 95th percentile for codes, numbers of
files, plates, numbers of persons and names of three letters and more, of files drawn from the whole city. Names of a
copied city are those of the sample a thousand times over: more than any real city has alike.
"""

import os
import random
import statistics
import sys
import time
from itertools import cycle
from urllib.parse import quote, urlsplit, urlunsplit

from bench.__main__ import STATE, _close, _prepare, answer
from bench.row import row
from shahrsazi.demo.postgres import Cluster

SIZE, EACH, HIGHEST = 1_000_000, 40, 50.0
WARM = 10  # of each kind: every desk waits for its first template and plan
FILES = """
SELECT c.renewal_code, c.file_no, c.plate_sub || '/' || c.plate_main, p.last_name, left(p.last_name, 3),
  p.first_name || ' ' || p.last_name
FROM casefiles_casefile c JOIN casefiles_ownership o ON o.case_id = c.id JOIN people_person p ON p.id = o.person_id
WHERE c.district_id = 5 AND p.kind = 'natural' AND c.plate_sub > 0 AND mod(c.id, 997) = ANY (%s)
"""
NUMBERS = "SELECT number FROM people_person WHERE kind = 'natural' AND number !~ '^2'"
KINDS = ("renewal code", "number of the file", "plate", "family name", "its first three letters", "whole name")


def main(size: int = SIZE) -> None:
    os.environ.setdefault("SHAHRSAZI_MODE", "demo")
    with Cluster(STATE / "postgres-growth") as url:
        _prepare(urlunsplit(urlsplit(url)._replace(path=f"/city_{size}")))
        desks = cycle(_desks())  # each clerk may search so often
        for kind, texts in _texts().items():
            times = [_milliseconds(next(desks), text) for text in texts][WARM:]
            p95 = statistics.quantiles(times, n=20)[-1]
            row(f"search by {kind}, ms", statistics.median(times), p95, p95 / HIGHEST, "<= 1")
        _close()


def _desks() -> list[str]:
    from bench.soak import _clerks

    return [f"{cookie}={token}" for cookie, token, _pages in _clerks()]


def _texts() -> dict[str, list[str]]:
    """What is typed, by kind."""
    from django.db import connections

    dice = random.Random(5)
    with connections["owner"].cursor() as cursor:
        cursor.execute(FILES, [dice.sample(range(997), 20)])
        files = dice.sample(cursor.fetchall(), EACH + WARM)
        cursor.execute(NUMBERS)
        numbers = dice.sample([number for (number,) in cursor.fetchall()], EACH + WARM)
    return dict(zip(KINDS, map(list, zip(*files, strict=True)), strict=True)) | {"number of a person": numbers}


def _milliseconds(cookie: str, text: str) -> float:
    began = time.perf_counter()
    answer(f"/counter/?q={quote(text)}", cookie)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
