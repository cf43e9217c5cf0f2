"""Lists where a page as Shahrsazi shows it differs from what other readers show of the file as it came.

Run by `make papers-true`, over the repository's files and those of `--dir`. Not every line is a fault: letters of a
font that is not in the file, and marks without a look, are drawn by every reader as it thinks best. Those that were
looked at stand in `known.py` with their reasons.
"""

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

from papers_true.known import why

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shahrsazi.settings")
os.environ.setdefault("SHAHRSAZI_MODE", "demo")
os.environ.setdefault("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/there_is_none")

OURS = [Path(__file__).parent.parent / "data" / name for name in ("scans", "hostile", "drawings")]
PLACES = 5


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="papers_true", description=__doc__)
    parser.add_argument("--dir", type=Path, action="append", default=[], help="a folder with more files")
    parser.add_argument("--pages", type=int, default=10, help="of a file at most so many pages")
    parser.add_argument("--size", choices=("screen", "large"), default="screen", help="which of our pictures")
    return parser.parse_args()


def main() -> int:
    import django

    django.setup()
    from papers_true.compared import compared

    options, seen = arguments(), Counter()
    for file in (file for folder in [*OURS, *options.dir] for file in sorted(folder.rglob("*")) if file.is_file()):
        found = compared(file, options.pages, options.size)
        seen.update(_counts(file.name, found))
        for line in _lines(file.name, found):
            print(f"{file.name}: {line}", flush=True)
    print(", ".join(f"{number} {what}" for what, number in seen.items()))
    return bool(seen["pages that differ"])


def _counts(name: str, found) -> dict[str, int]:
    differing = [bool(why(name, page)) for page in found.pages if page.places]
    return {
        "files": 1,
        "refused": found.outcome == "reject",
        "without another reader": found.outcome != "reject" and not found.pages,
        "pages compared": sum(not page.failed for page in found.pages),
        "pages that differ": differing.count(False),
        "pages whose difference is known": differing.count(True),
        "pages not compared": sum(bool(page.failed) for page in found.pages),
    }


def _lines(name: str, found) -> list[str]:
    if not found.pages:
        return [f"{found.outcome} {' '.join(found.said)}".strip() + ", not compared"]
    return [line for page in found.pages for line in _of_page(page, found.notes.get(page.number, 0), why(name, page))]


def _of_page(page, notes: int, known: str) -> list[str]:
    where = f"page {page.number} in {page.reader}"
    if page.places and known:
        return [f"{where}: known, {known}"]
    more = [f"{where}: {len(page.places) - PLACES} more places"] * (len(page.places) > PLACES)
    beside = f" ({notes} notes beside the page)" if notes else ""
    failed = [f"{where}: {page.failed}"] * bool(page.failed)
    return failed + [f"{where}: {place}{beside}" for place in page.places[:PLACES]] + more


if __name__ == "__main__":
    sys.exit(main())
