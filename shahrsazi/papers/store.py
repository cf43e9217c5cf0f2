"""Where papers lie: a folder or an object store, by what is in them, never under a name that someone gave.

Names are made here of digits and letters alone. What was put once is never written again.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile, TemporaryDirectory

from django.core.files import File
from django.core.files.storage import FileSystemStorage, storages


class Folder(FileSystemStorage):
    """A folder in which a reader never meets half a file."""

    def get_available_name(self, name, max_length=None):
        return name

    def _save(self, name, content):
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=place.parent, prefix=".half-", delete=False) as half:
            copyfileobj(content, half)
            half.flush()
            os.fsync(half.fileno())
        os.replace(half.name, place)
        return name


def papers():
    """The storage that the settings name."""
    return storages["papers"]


def on_disk() -> bool:
    return isinstance(papers(), FileSystemStorage)


def put(name: str, source: Path) -> None:
    """Keep a file under a name of ours; the same name again is the same bytes, and nothing happens."""
    if not papers().exists(name):
        with source.open("rb") as content:
            papers().save(name, File(content))


def read(name: str) -> bytes:
    with papers().open(name) as kept:
        return kept.read()


@contextmanager
def local(name: str) -> Iterator[Path]:
    """The file as a path on this machine, for as long as it is needed. FileNotFoundError when it is not kept."""
    if on_disk():
        yield Path(papers().path(name))
        return
    with TemporaryDirectory() as folder, papers().open(name) as kept:
        place = Path(folder) / "paper"
        with place.open("wb") as copy:
            copyfileobj(kept, copy)
        yield place
