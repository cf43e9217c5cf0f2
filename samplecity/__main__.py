"""`python -m samplecity OUT.ndjson`: writes the made-up city as a feed, and its scans into `papers/` beside it."""

import argparse
import json
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TextIO

import zstandard
from persiantools.jdatetime import JalaliDate

from samplecity import FILES, lines
from samplecity.sheets import scans

PAPERS = Path(__file__).parent / "papers"
_LAST_SOLAR_YEAR = 1500


def main() -> None:
    arguments = _arguments()
    write(lines(arguments.seed, arguments.today, arguments.files), arguments.out)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("samplecity", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT.ndjson")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--today", type=day, help="the day to count from: 1405/08/29 or 2026-11-20; today, if left out")
    parser.add_argument("--files", type=int, default=FILES)
    return parser.parse_args()


def day(text: str) -> date:
    year, month, dom = (int(part) for part in text.replace("/", "-").split("-"))
    return JalaliDate(year, month, dom).to_gregorian() if year < _LAST_SOLAR_YEAR else date(year, month, dom)


def write(feed_lines: Iterable[dict], out: Path) -> None:
    papers = out.parent / "papers"
    shutil.copytree(PAPERS, papers, dirs_exist_ok=True)
    with opened(out) as feed:
        for line in feed_lines:
            feed.write(f"{as_json(line)}\n")
            for name, scan in scans(line):
                (papers / name).write_bytes(scan)


def opened(out: Path) -> TextIO:
    """Packed, if its name ends in .zst: a million lines are 24 GB."""
    if out.suffix == ".zst":
        return zstandard.open(out, "wt", encoding="utf-8", newline="\n")
    return out.open("w", encoding="utf-8", newline="\n")


def as_json(line: dict) -> str:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main()
