"""The parent's side of the confined process: starts it, waits no longer than allowed, and believes little it says."""

import json
import logging
import math
import os
import resource
import select
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO, cast

from shahrsazi.documents.errors import SENTENCES, FileRejectedError
from shahrsazi.documents.sandbox.file_types import HEAD, MB
from shahrsazi.documents.sandbox.seccomp import MEMORY

ROOT = Path(__file__).parents[3]
# One thread each: the memory of a thread counts, and there are other files to open.
ENVIRONMENT = {
    "PYTHONPATH": str(ROOT),
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "LANG": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
}
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
    answer = _read_answer(_run(request, folder, patience))
    if answer.get("missing"):
        _say_what_is_missing(str(answer["missing"]))
    if "done" in answer:
        return answer["done"]
    if answer.get("fault"):
        log.info("A file did not open: %r", answer["fault"])
    why = answer.get("refused")
    raise FileRejectedError(why, **answer.get("figures", {})) if why in SENTENCES else FileRejectedError("broken")


def _run(request: dict, folder: Path, patience: float) -> Path:
    answer = folder / ".answer"
    with answer.open("wb") as line:
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", "shahrsazi.documents.sandbox.worker"],
            stdin=subprocess.PIPE,
            stdout=line,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=ENVIRONMENT | {"TMPDIR": str(folder), "HOME": str(folder)},
            start_new_session=True,
        )
    used = _exchange(child, json.dumps(request).encode(), patience)
    if child.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise FileRejectedError("too_long")
    if child.returncode == -signal.SIGXFSZ or child.returncode < 0 and _had_no_more_memory(used):
        raise FileRejectedError("too_much")
    return answer


def _had_no_more_memory(used: resource.struct_rusage) -> bool:
    """A library that gets no more memory breaks down, in whatever way. A child's peak begins with that of its parent,
    which it was until it became itself: below that, nothing can be said.
    """
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used.ru_maxrss > ours and used.ru_maxrss * 1024 > 0.9 * MEMORY


def _exchange(child: subprocess.Popen, request: bytes, patience: float) -> resource.struct_rusage:
    """What the child used, once it has ended: killed when it needs longer, or when we are stopped meanwhile."""
    ended = os.pidfd_open(child.pid)
    try:
        with suppress(BrokenPipeError), cast("IO[bytes]", child.stdin) as requests:
            requests.write(request)
        select.select([ended], [], [], patience)
    finally:
        os.close(ended)
        if not os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG):
            os.killpg(child.pid, signal.SIGKILL)
        _pid, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    return used


def _read_answer(answer: Path) -> dict:
    try:
        reply = json.loads(answer.read_bytes()[:MAX_ANSWER])
    except ValueError:
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
