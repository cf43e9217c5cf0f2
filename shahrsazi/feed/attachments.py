"""The papers that a feed names: files in `papers/` beside it, each let in once however often it is named."""

from collections.abc import Iterator
from pathlib import Path

from shahrsazi.documents import intake
from shahrsazi.documents.errors import FileRejectedError

# What is no fault of the file: the next one would fare no better.
TRANSIENT_REASONS = ("unscanned", "not_kept")


class FeedHaltedError(Exception):
    """The feed cannot go on now; what it was told so far stays, and it can be loaded again."""


class Attachments:
    """A folder of papers. What the gate said of a file it says again for every line that names it."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.known: dict[str, str | FileRejectedError] = {}

    def stored(self, name: str) -> str:
        """The stored document of this name, "" for none; FileRejectedError when it is missing or was turned away."""
        if name and name not in self.known:
            self.known[name] = self._let_in(Path(name).name)
        found = self.known.get(name, "")
        if isinstance(found, FileRejectedError):
            raise found
        return found

    def _let_in(self, name: str) -> str | FileRejectedError:
        if not _is_there(self.folder / name):
            return FileRejectedError("missing")
        try:
            return intake.store(self.folder / name, name, using="feed")
        except FileRejectedError as fault:
            if fault.reason in TRANSIENT_REASONS:
                raise FeedHaltedError(str(fault)) from fault
            return fault


def _is_there(place: Path) -> bool:
    try:
        return place.is_file()
    except (OSError, ValueError):
        return False  # a name that no disk would have


def named_in(value) -> Iterator[str]:
    """Every name of a paper in a line, wherever in it."""
    if isinstance(value, list):
        for item in value:
            yield from named_in(item)
    for field in getattr(value, "__struct_fields__", ()):
        if field == "scan":
            yield value.scan
        else:
            yield from named_in(getattr(value, field))
