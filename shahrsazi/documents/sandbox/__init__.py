"""The sandbox: every file that comes from outside is checked, cleaned, rendered and marked in a confined process.

`admit` takes a file in or raises FileRejectedError; `render` and `stamp` work on what it admitted. None of the three
opens the file in this process, and what the other one hands back is looked at once more.
"""

import stat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from shahrsazi.documents import tiling
from shahrsazi.documents.errors import SENTENCES, FileRejectedError, sentence
from shahrsazi.documents.sandbox import file_types, image_size, signature_report
from shahrsazi.documents.sandbox.parent import allowance, call, head_of, room, take_result
from shahrsazi.documents.sandbox.signature_report import Report
from shahrsazi.documents.sandbox.virus_scanner import scan
from shahrsazi.documents.where import is_sound, why_of

OUTCOMES = {"accept", "repair", "neutralise", "limit"}
MAX_SIDE = {"thumb": 240, "screen": 1600, "large": 3600}
FORMS = {
    "thumb": ("webp",),
    "screen": ("avif", "webp"),
    "large": ("webp",),
    "tiles": ("webp",),
    "sheet": ("svg",),
    "twin": ("json",),
}
# A sheet of eighty million points packs into a megabyte, and every point is decoded and written.
POINTS_TAKE = 3
# Seconds for all signatures of a file; loading the library takes half of one.
VERIFYING = 25
# What a page may take to be drawn, in seconds; drawing a plan counts once.
TAKES = {"thumb": 0.15, "screen": 2.5, "large": 3.0, "tiles": 12.0}


class Admitted(NamedTuple):
    """A cleaned copy and what had to be done to it; `pages` are the sheets of a drawing, 0 where nobody can tell."""

    outcome: str
    reasons: list[str]
    media_type: str
    extension: str
    pages: int
    path: Path

    @property
    def reason(self) -> str:
        return " ".join(map(sentence, self.reasons))


class Rendition(NamedTuple):
    """One page in one size and form; a drawing has its sheets as they are drawn and one twin in words (page 0).
    `path` is its file; of "tiles", which have the size of their finest level, the folder in which they lie.
    """

    page: int
    size: str
    kind: str
    width: int
    height: int
    path: Path


def admit(source: Path, name: str, into: Path) -> Admitted:
    """A cleaned copy of the file, in `into`; FileRejectedError says why there is none."""
    size = size_of(source)
    scan(source)
    with room(into) as folder:
        seconds = allowance(size) + POINTS_TAKE * file_types.is_named_picture(name)
        kind, outcome, reasons, pages = _sound(call("admit", "", source, folder, seconds, name=name))
        extension = file_types.KINDS[kind].stored_as
        _must_be(folder / "clean", extension)
        path = take_result(folder / "clean", into / f"clean.{extension}")
    return Admitted(outcome, reasons, file_types.MEDIA[extension], extension, pages, path)


def check_accepted(source: Path, name: str) -> None:
    """Whether the name's extension and the first bytes agree on a kind; else FileRejectedError. Of a file whose content
    was let in before: what it is called now may be another matter.
    """
    size = size_of(source)
    with TemporaryDirectory() as folder:
        call("identify", "", source, Path(folder), allowance(size), name=name)


def render(
    path: Path, extension: str, into: Path, *, sizes: tuple[str, ...], first: int = 1, last: int | None = None
) -> list[Rendition]:
    """The pages from first to last as pictures, each as large as asked; of a drawing its sheets and twin besides."""
    seconds = allowance(path.stat().st_size) + _drawing_time(extension, sizes, first, last)
    with room(into) as folder:
        rows = call("render", extension, path, folder, seconds, sizes=sizes, first=first, last=last, longest=MAX_SIDE)
        return [_checked_rendition(folder, into, *row) for row in rows]


def stamp(path: Path, extension: str, lines: list[str], into: Path, *, rtl: bool) -> Path:
    """A copy with the lines laid over every page; the same lines over the same file give the same bytes."""
    with room(into) as folder:
        call("stamp", extension, path, folder, 2 * allowance(path.stat().st_size), lines=lines, rtl=rtl)
        _must_be(folder / "clean", extension)
        return take_result(folder / "clean", into / f"stamped.{extension}")


def verify(path: Path, roots: list[str]) -> Report:
    """Who signed this PDF, when, and what was changed since; `roots` are the trusted certificates as PEM. A file whose
    signatures can't be checked gives a report that says so."""
    with TemporaryDirectory() as folder:
        try:
            return signature_report.sound(call("verify", "pdf", path, Path(folder), VERIFYING, roots=roots))
        except FileRejectedError as error:
            return signature_report.failure(error.reason)


def size_of(source: Path) -> int:
    """All that this process looks at. Only a regular file: a pipe would keep us waiting, a device might never end."""
    try:
        status = source.stat()
    except (OSError, ValueError):
        raise FileRejectedError("unreadable")
    if not stat.S_ISREG(status.st_mode):
        raise FileRejectedError("unreadable")
    if not status.st_size:
        raise FileRejectedError("empty")
    if status.st_size > file_types.DRAWING:
        raise FileRejectedError("too_large", most=file_types.DRAWING // file_types.MB)
    return status.st_size


def _sound(done) -> tuple[str, str, list[str], int]:
    """What the child says of the file, when it is something that it may say."""
    match done:
        case [str(kind), str(outcome), list(reasons), int(pages)] if (
            kind in file_types.KINDS
            and outcome in OUTCOMES
            and 0 <= pages <= file_types.PAGES
            and all(why_of(note) in SENTENCES and is_sound(note, pages) for note in reasons)
        ):
            return kind, outcome, reasons, pages
    raise FileRejectedError("broken")


def _must_be(result: Path, extension: str) -> None:
    head = head_of(result)
    width, height = image_size.size_of(head, extension) or (1, 1)
    if file_types.detect_content(head) != extension or not 0 < width * height <= file_types.BILEVEL_PIXELS:
        raise FileRejectedError("broken")


def _drawing_time(extension: str, sizes: tuple[str, ...], first: int, last: int | None) -> float:
    pages = 12 if extension == "dxf" else 1 if extension in ("png", "jpg", "webp") else file_types.PAGES
    count = min(last or pages, pages) - first + 1
    return (15 if extension == "dxf" else 0) + max(1, count) * sum(TAKES[size] for size in sizes)


def _checked_rendition(folder: Path, into: Path, page, size, kind, width, height) -> Rendition:
    """The child's word on a picture is checked against the picture: its form, and the size that its head declares."""
    if not (isinstance(page, int) and 0 <= page <= file_types.PAGES and kind in FORMS.get(size, ())):
        raise FileRejectedError("broken")
    if size == "tiles":
        return _checked_tiles(folder, into, page, width, height)
    name = f"{page}-{size}.{kind}"
    declared = image_size.size_of(head_of(folder / name), kind)
    max_side = MAX_SIDE.get(size, 10**6)
    differs = kind not in ("svg", "json") and declared != (width, height)
    if declared is None or differs or max(width, height) > max_side:
        raise FileRejectedError("broken")
    return Rendition(page, size, kind, width, height, take_result(folder / name, into / name))


def _checked_tiles(folder: Path, into: Path, page: int, width, height) -> Rendition:
    """Each tile that a page of that size has is looked at like a picture; they lie in a folder of the page's own."""
    if not (isinstance(width, int) and isinstance(height, int) and 0 < width * height <= tiling.MAX_POINTS):
        raise FileRejectedError("broken")
    path = into / f"{page}-tiles"
    path.mkdir(exist_ok=True)
    for level in tiling.levels(width, height):
        for _column, _row, tile in level.tiles(page):
            if image_size.size_of(head_of(folder / tile.name), "webp") != (tile.width, tile.height):
                raise FileRejectedError("broken")
            take_result(folder / tile.name, path / tile.name)
    return Rendition(page, "tiles", "webp", width, height, path)
