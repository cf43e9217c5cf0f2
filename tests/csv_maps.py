"""A city's CSV files and its map of them in a folder, and what the command says of them."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from shahrsazi.commands import main

PERSONS = """
[[tables]]
csv = "p.csv"
record = "person"
source_key = "id"
[tables.values]
number = "code"
last_name = "name"
"""
PERMITS = """
[[tables]]
csv = "permits.csv"
record = "permit"
source_key = "no"
file = "file"
[tables.values]
permit_no = "no"
permit_kind = { fixed = "building_permit" }
state = { fixed = "issued" }
issued_on = "day"
[tables.rows.areas]
csv = "areas.csv"
key = "no"
order = "order"
[tables.rows.areas.values]
floor = { column = "floor", codes = { "همکف" = 0 } }
use_group = { column = "use", codes = { "مسکونی" = "residential" } }
area = "area"
"""


class Run(NamedTuple):
    """How the command ended, what it said of rows and files, its summary, and the records that it wrote."""

    code: int
    errors: str
    summary: str
    records: list[dict]


class Office:
    """A folder with a map and CSV files, as a city would have them."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture):
        self.folder, self.capsys = folder, capsys

    def write(self, map_: str, **files: str | bytes) -> None:
        for name, content in {"map.toml": map_, **{f"{n}.csv": c for n, c in files.items()}}.items():
            (self.folder / name).write_bytes(content.encode() if isinstance(content, str) else content)

    def run(self, *options: str) -> Run:
        """The command over all that lies there; it writes out.ndjson unless another option is given."""
        out = self.folder / "out.ndjson"
        with pytest.raises(SystemExit) as ended:
            main(["feed", "csv", str(self.folder / "map.toml"), *(options or ["--out", str(out)])])
        summary, errors = self.capsys.readouterr()
        assert "Traceback" not in errors
        records = [json.loads(line) for line in out.read_text("utf8").splitlines()] if out.exists() else []
        return Run(ended.value.code or 0, errors, summary, records)
