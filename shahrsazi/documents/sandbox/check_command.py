"""`shahrsazi documents check`: sends files through the sandbox without keeping them; prints a line of JSON for each."""

import json
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from shahrsazi.documents.errors import FileRejectedError, sentence
from shahrsazi.documents.sandbox import Admitted, admit, render, verify

# Small pictures of all pages, readable ones of the first.
READABLE = 10


def check(files: list[Path], out: Path | None, roots: list[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="gate-") as passing:
        for file in files:
            into = (out or Path(passing)) / _folder(file)
            print(json.dumps(_line(file, into, roots, with_pictures=out is not None), ensure_ascii=False))
            sys.stdout.flush()


def _folder(file: Path) -> str:
    return file.name if file.name not in ("", "..") else "unnamed"


def _line(file: Path, into: Path, roots: list[str], with_pictures: bool) -> dict:
    started = time.monotonic()
    outcome = _outcome(file, into, roots, with_pictures)
    # A name in bytes that are no letters still makes a line that others can read.
    named = str(file).encode("utf8", "replace").decode()
    return {"file": named, **outcome, "seconds": round(time.monotonic() - started, 2)}


def _outcome(file: Path, into: Path, roots: list[str], with_pictures: bool) -> dict:
    try:
        admitted = admit(file, file.name, into)
    except FileRejectedError as refused:
        return {"outcome": "reject", "reason": str(refused), "why": [refused.reason], "pages": 0}
    except OSError as error:
        return {"outcome": "reject", "reason": f"{sentence('unreadable')} ({error})", "why": ["unreadable"], "pages": 0}
    outcome = {"outcome": admitted.outcome, "reason": admitted.reason, "why": admitted.reasons, "pages": admitted.pages}
    if "signed_apart" in admitted.reasons:
        outcome["signatures"] = msgspec.to_builtins(verify(file, roots))
    return outcome | ({"pictures": _render(admitted, into)} if with_pictures and admitted.pages else {})


def _render(admitted: Admitted, into: Path) -> int:
    """How many were made; a page that takes too long to be drawn does not undo that the file is good."""
    try:
        sizes = ("thumb", "screen") if admitted.extension == "dxf" else ("thumb",)
        renditions = render(admitted.path, admitted.extension, into, sizes=sizes)
        if admitted.extension != "dxf":
            renditions += render(admitted.path, admitted.extension, into, sizes=("screen",), last=READABLE)
    except (FileRejectedError, OSError):
        return 0
    return len(renditions)
