"""A file as Shahrsazi shows it, page by page beside what other readers show of the file as it came."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from papers_true.difference import Difference, differences
from papers_true.readers import UnreadError, readers
from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox import Admitted, admit, render

# The longer sides of two pictures agree; the shorter ones by these points and this share, else the proportions differ.
ROUNDED, PROPORTION = 2, 0.01


class Page(NamedTuple):
    """One page in one reader: where it differs, or why it could not be compared."""

    number: int
    reader: str
    places: list[Difference]
    failed: str = ""


class Compared(NamedTuple):
    """What came of a file: `said` are the reasons of its outcome, `notes` how many words stand beside each page."""

    outcome: str
    said: list[str]
    pages: list[Page]
    notes: dict[int, int]


def compared(file: Path, last: int, size: str = "screen") -> Compared:
    """The pages up to the last of a file, in every other reader that there is for its kind."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            admitted = admit(file, file.name, Path(folder))
            shown = _shown(admitted, Path(folder), last, size)
        except FileRejectedError as refused:
            return Compared("reject", [refused.reason], [], {})
        seen = list(pages(file, admitted.extension, shown))
        return Compared(admitted.outcome, admitted.reasons, seen, _notes(Path(folder)))


def _shown(admitted: Admitted, folder: Path, last: int, size: str) -> dict[int, Path]:
    """Page → its picture. What has no sheets has none."""
    if not admitted.pages or admitted.extension == "dxf":
        return {}
    rows = render(admitted.path, admitted.extension, folder, sizes=(size,), last=last)
    return {row.page: row.path for row in rows if row.kind == "webp"}


def pages(file: Path, extension: str, shown: dict[int, Path]) -> Iterator[Page]:
    """The pictures of a file's pages in each other reader of the file."""
    for name, reader in readers(extension).items() if shown else ():
        try:
            with reader(file) as show:
                for number, path in shown.items():
                    yield _page(number, name, path, show)
        except UnreadError as error:
            yield Page(0, name, [], str(error))


def _page(number: int, name: str, path: Path, show) -> Page:
    with Image.open(path) as image:
        ours = image.convert("RGB")
    try:
        theirs = show(number, max(ours.size))
    except UnreadError as error:
        return Page(number, name, [], str(error))
    if not _alike(ours.size, theirs.size):
        return Page(number, name, [], f"other proportions: {ours.size} here, {theirs.size} there")
    return Page(number, name, differences(ours, theirs.resize(ours.size)))


def _alike(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return all(abs(a - b) <= max(ROUNDED, PROPORTION * a) for a, b in zip(one, other, strict=True))


def _notes(folder: Path) -> dict[int, int]:
    twin, counts = folder / "0-twin.json", {}
    for note in json.loads(twin.read_text("utf8")).get("notes", []) if twin.exists() else []:
        counts[note["page"]] = counts.get(note["page"], 0) + 1
    return counts
