"""`shahrsazi papers check`: sends files through the gate without keeping them, and says one line of JSON about each."""

import json
import sys
import tempfile
import time
from pathlib import Path

from shahrsazi.documents.errors import FileRejectedError, sentence
from shahrsazi.documents.sandbox import Admitted, admit, render

# Small pictures of all pages, readable ones of the first.
READABLE = 10


def check(files: list[Path], out: Path | None) -> None:
    with tempfile.TemporaryDirectory(prefix="gate-") as passing:
        for file in files:
            into = (out or Path(passing)) / _folder(file)
            print(json.dumps(_line(file, into, with_pictures=out is not None), ensure_ascii=False))
            sys.stdout.flush()


def _folder(file: Path) -> str:
    return file.name if file.name not in ("", "..") else "unnamed"


def _line(file: Path, into: Path, with_pictures: bool) -> dict:
    started = time.monotonic()
    told = _told(file, into, with_pictures)
    # A name in bytes that are no letters still makes a line that others can read.
    named = str(file).encode("utf8", "replace").decode()
    return {"file": named, **told, "seconds": round(time.monotonic() - started, 2)}


def _told(file: Path, into: Path, with_pictures: bool) -> dict:
    try:
        found = admit(file, file.name, into)
    except FileRejectedError as refused:
        return {"outcome": "reject", "reason": str(refused), "why": [refused.reason], "pages": 0}
    except OSError as fault:
        return {"outcome": "reject", "reason": f"{sentence('unreadable')} ({fault})", "why": ["unreadable"], "pages": 0}
    told = {"outcome": found.outcome, "reason": found.reason, "why": found.reasons, "pages": found.pages}
    return told | ({"pictures": _pictures(found, into)} if with_pictures and found.pages else {})


def _pictures(found: Admitted, into: Path) -> int:
    """How many were made; a page that takes too long to be drawn does not undo that the file is good."""
    try:
        sizes = ("thumb", "screen") if found.extension == "dxf" else ("thumb",)
        made = render(found.place, found.extension, into, sizes=sizes)
        if found.extension != "dxf":
            made += render(found.place, found.extension, into, sizes=("screen",), last=READABLE)
    except (FileRejectedError, OSError):
        return 0
    return len(made)
