"""A real S3 server on this machine for the tests, and the settings that point to it."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from django.conf import settings
from django.test import override_settings

from shahrsazi.settings import object_store

KEY, SECRET, BUCKET = "test-key", "test-secret-of-the-store", "papers"


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Its address as a setting would give it; what it keeps lies in `folder`."""
    (folder / BUCKET).mkdir(parents=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        Path(sys.executable).parent / "rclone",
        "serve",
        "s3",
        "--config",
        folder / "none.conf",
        "--auth-key",
        f"{KEY},{SECRET}",
        "--addr",
        f"127.0.0.1:{port}",
        folder,
    ]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        _wait_for(server)
        Thread(target=_empty, args=[server.stderr], daemon=True).start()
        yield f"http://{KEY}:{SECRET}@127.0.0.1:{port}/{BUCKET}"
    finally:
        server.kill()  # asked politely, it waits for connections that nobody closes
        server.wait(10)


def _wait_for(server) -> None:
    for line in server.stderr:
        if "Starting s3 server" in line:
            return
    raise RuntimeError("the object store did not start")


def _empty(log) -> None:
    """Read on: once the pipe is full, after some hundred lines, the server waits for a reader and answers no more."""
    for _ in log:
        pass


@contextmanager
def papers_at(url: str) -> Iterator[None]:
    with override_settings(DOCUMENTS_URL=url, STORAGES=settings.STORAGES | {"documents": object_store(url)}):
        yield


@contextmanager
def papers_in(folder: Path) -> Iterator[None]:
    kept = {"BACKEND": "shahrsazi.documents.storage.Folder", "OPTIONS": {"location": folder}}
    with override_settings(STORAGES=settings.STORAGES | {"documents": kept}):
        yield
