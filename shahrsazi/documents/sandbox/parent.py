"""The parent's side of the confined process: starts it, waits no longer than allowed, and believes little it says."""

import json
import logging
import math
import signal
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO

from shahrsazi.documents.errors import SENTENCES, FileRejectedError
from shahrsazi.documents.sandbox import warm
from shahrsazi.documents.sandbox.file_types import HEAD, MB
from shahrsazi.documents.sandbox.seccomp import MEMORY

MAX_ANSWER = MB
log = logging.getLogger("shahrsazi.documents")


@contextmanager
def room(into: Path) -> Iterator[Path]:
    """A folder of its own, in which the child works and of which only what is asked for comes out."""
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".gate-", dir=into) as folder:
        yield Path(folder)


def allowance(size: int) -> float:
    """Seconds for a file of that size: a small one that needs longer is a bomb."""
    return min(3 + size / MB, 25)


def call(act: str, kind: str, source: Path, folder: Path, seconds: float, **more):
    """What the child made of it; FileRejectedError is its word or, when it broke down, ours."""
    request = {"act": act, "kind": kind, "source": str(source.absolute()), "seconds": math.ceil(seconds), **more}
    # Its processor time is limited; on a busy machine an honest file needs longer by the clock than that.
    patience = 3 * seconds + 3
    answer = _run(request, folder, patience)
    if answer.get("missing"):
        _say_what_is_missing(str(answer["missing"]))
    if "done" in answer:
        return answer["done"]
    if answer.get("fault"):
        log.info("A file did not open: %r", answer["fault"])
    why, figures = answer.get("refused"), answer.get("figures", {})
    if isinstance(why, str) and why in SENTENCES and isinstance(figures, dict):
        raise FileRejectedError(why, **figures)
    raise FileRejectedError("broken")


def _run(request: dict, folder: Path, patience: float) -> dict:
    # Read through the file that was opened here: by its name whoever was taken over may have left a link.
    with (folder / ".answer").open("w+b") as line, tempfile.TemporaryFile(dir=folder) as sent:
        sent.write(json.dumps(request).encode())
        sent.flush()
        ended = _ended(folder, sent, line, patience)
        line.seek(0)
        answer = line.read(MAX_ANSWER)
    if ended.code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise FileRejectedError("too_long")
    # A library that gets no more memory breaks down, in whatever way.
    if ended.code == -signal.SIGXFSZ or ended.code < 0 and ended.peak * 1024 > 0.9 * MEMORY:
        raise FileRejectedError("too_much")
    return _parsed(answer)


def _ended(folder: Path, sent: IO[bytes], line: IO[bytes], patience: float) -> warm.Ended:
    try:
        return warm.run(folder, sent, line, patience)
    except warm.GoneError:
        log.warning("The process that opens files ended twice over one file.")
        raise FileRejectedError("broken")


def _parsed(answer: bytes) -> dict:
    try:
        reply = json.loads(answer)
    except (ValueError, RecursionError):
        reply = None
    return reply if isinstance(reply, dict) else {"refused": "broken"}


@cache
def _say_what_is_missing(what: str) -> None:
    log.warning(
        "This kernel cannot lock a process in as to %.60r; files are opened under the other limits alone.", what
    )


def head_of(path: Path) -> bytes:
    """The beginning of a file that the child made itself: no link, no device, not empty; anything else is a failure."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1 or status.st_size == 0:
            raise FileRejectedError("broken")
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError:
        raise FileRejectedError("broken")


def take_result(result: Path, path: Path) -> Path:
    result.chmod(0o640)
    return result.replace(path)
