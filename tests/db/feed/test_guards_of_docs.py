"""The table of guards in docs/feed is what the code holds."""

import re
from pathlib import Path

from shahrsazi.feed import guards

README = Path(__file__).parents[3] / "docs" / "feed" / "README.md"
ROWS = {
    "owners whose share ends": ("owners_ended",),
    "mandates that end": ("mandates_ended",),
    "other mobile numbers": ("mobiles_changed",),
    "files that close": ("files_closed",),
    "records taken back; of verdicts": ("records_withdrawn", "verdicts_withdrawn"),
    "records turned away": ("records_refused",),
    "in daily use: new shares": ("owners_added",),
    "new mandates; those for every file": ("mandates_added", "every_file_mandates"),
    "files that open; new verdicts": ("files_opened", "verdicts_added"),
}


def numbers(cell: str, count: int) -> list[int]:
    found = [int(word) for word in re.findall(r"\d+", cell)]
    return found * count if len(found) == 1 else found


def test_every_guard_stands_there_with_its_limits():
    table = {}
    for line in README.read_text("utf8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] in ROWS:
            names = ROWS[cells[0]]
            limits = zip(numbers(cells[1], len(names)), numbers(cells[2], len(names)), strict=True)
            table |= dict(zip(names, limits, strict=True))
    assert table == {name: tuple(limit) for name, limit in guards.LIMITS[guards.DAILY].items()}
