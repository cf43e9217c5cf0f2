"""The documents that a feed names: files in `papers/` beside it, each stored once however often it is named."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import msgspec

from shahrsazi.documents import intake
from shahrsazi.documents.errors import FileRejectedError

# Reasons that are not in the file itself: the next one would fare no better.
TRANSIENT_REASONS = ("unscanned", "not_kept")


class FeedHaltedError(Exception):
    """The feed cannot go on now; what was loaded so far stays, and it can be loaded again."""


class Attachments:
    """A folder of documents. The sandbox checks a file once; its answer holds for every line that names the file."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.outcomes: dict[str, str | FileRejectedError] = {}

    def stored(self, name: str) -> str:
        """The stored document of this name, "" for none; FileRejectedError when it is missing or was turned away."""
        if name and name not in self.outcomes:
            self.outcomes[name] = self._store(Path(name).name)
        outcome = self.outcomes.get(name, "")
        if isinstance(outcome, FileRejectedError):
            raise outcome
        return outcome

    def _store(self, name: str) -> str | FileRejectedError:
        if not _is_there(self.folder / name):
            return FileRejectedError("missing")
        try:
            return intake.store(self.folder / name, name, using="feed")
        except FileRejectedError as error:
            if error.reason in TRANSIENT_REASONS:
                raise FeedHaltedError(str(error)) from error
            return error


class NamesOnly(Attachments):
    """For a check: whether each document is there. None is opened, and none is stored."""

    def _store(self, name: str) -> str | FileRejectedError:
        return "" if _is_there(self.folder / name) else FileRejectedError("missing")


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False  # a name that no file system allows


def named_in(value: msgspec.Struct) -> Iterator[str]:
    """Every name of a document in a line, at any depth."""
    for field in scan_fields(type(value)):
        inner = getattr(value, field)
        if isinstance(inner, list):
            for item in inner:
                yield from named_in(item)
        elif field == "scan":
            yield inner


@lru_cache(512)  # the types of a load are its own
def scan_fields(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields of a struct that name a document, or hold rows that do."""
    fields = msgspec.structs.fields(kind)
    return tuple(f.name for f in fields if f.name == "scan" or any(map(scan_fields, _structs_in(f.type))))


def _structs_in(kind: Any) -> list[type[msgspec.Struct]]:
    inner = [struct for part in get_args(kind) for struct in _structs_in(part)]
    return [kind] if isinstance(kind, type) and issubclass(kind, msgspec.Struct) else inner
