"""Where papers lie: a folder or an object store, by what is in them, never under a name that someone gave.

Names are made here of digits and letters alone. What was put once is never
written again, but for what `write` writes. FileNotFoundError says that
something is not kept, StorageUnreachableError that the place does not answer.
"""

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile, TemporaryDirectory

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages

READABLE = 0o640  # for the group: nginx hands out papers, and is nobody else to them


class StorageUnreachableError(Exception):
    """The folder or the object store does not answer, or takes nothing more."""


class Folder(FileSystemStorage):
    """A folder in which a reader never meets half a file."""

    def get_available_name(self, name, max_length=None):
        return name

    def _save(self, name, content):
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=".half-", delete=False) as half:
            try:
                copyfileobj(content, half)
                half.flush()
                os.fsync(half.fileno())
                os.chmod(half.name, READABLE)
                os.replace(half.name, path)
            except BaseException:
                os.unlink(half.name)
                raise
        return name


def stranger() -> str:
    """Why this process must not write under STATE, "" where it may: whoever writes there first makes folders, in which
    they alone can write from then on.
    """
    if not settings.STATE.is_dir():
        return f"there is no folder {settings.STATE} (SHAHRSAZI_STATE). Make it, for the serving account."
    owner, ours = settings.STATE.stat().st_uid, os.geteuid()
    name = account_of(owner)
    wrong = f"{settings.STATE} belongs to {name}, and this runs as {account_of(ours)}: run it as {name}"
    return "" if owner == ours else f"{wrong} (runuser -u {name} -- …)."


def account_of(number: int) -> str:
    """The name of this account of the machine; its number in a container, where it has none."""
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def backend():
    """The storage that the settings name."""
    return storages["documents"]


def on_disk() -> bool:
    return isinstance(backend(), FileSystemStorage)


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except _backend_errors() as error:
        raise StorageUnreachableError(str(error)) from error


def _backend_errors() -> tuple:
    if on_disk():
        return (OSError,)
    from botocore.exceptions import BotoCoreError, ClientError

    return (OSError, BotoCoreError, ClientError)


def exists(name: str) -> bool:
    with _answering():
        return backend().exists(name)


def put(name: str, source: Path) -> None:
    """Keep a file under a name of ours; the same name again is the same bytes, and nothing happens."""
    if not exists(name):
        with source.open("rb") as content, _answering():
            backend().save(name, File(content))


def write(name: str, content: bytes) -> None:
    """Keep these bytes in the place of what lay there: of what we write ourselves, and may write once more."""
    with _answering():
        if not on_disk() and backend().exists(name):
            backend().delete(name)
        backend().save(name, ContentFile(content))


def read(name: str) -> bytes:
    with _answering(), backend().open(name) as file:
        return file.read()


def signed_url(name: str, parameters: dict, seconds: int) -> str:
    """Where the object store hands it out for so long, with these headers."""
    return backend().url(name, parameters=parameters, expire=seconds)


@contextmanager
def local_copy(name: str) -> Iterator[Path]:
    """The file as a path on this machine, for as long as it is needed."""
    if on_disk():
        yield Path(backend().path(name))
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paper"
        with _answering(), backend().open(name) as file, path.open("wb") as copy:
            copyfileobj(file, copy)
        yield path


def delete(name: str) -> None:
    with _answering():
        backend().delete(name)


def delete_folder(folder: str) -> None:
    """Whatever lies directly in this folder of ours."""
    with _answering():
        names = backend().listdir(folder)[1] if backend().exists(folder) or not on_disk() else []
        for name in names:
            backend().delete(f"{folder.rstrip('/')}/{name}")


def delete_older(folder: str, before) -> None:
    """What was put into this folder before a moment."""
    with _answering():
        names = backend().listdir(folder)[1] if backend().exists(folder) or not on_disk() else []
        for name in names:
            if backend().get_modified_time(f"{folder}/{name}") < before:
                backend().delete(f"{folder}/{name}")
