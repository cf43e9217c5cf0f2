"""Our end of the warm process (fork_server.py): started when it is first needed, and anew where it is gone."""

import json
import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

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
COMMAND = ("-P", "-m", "shahrsazi.documents.sandbox.fork_server")
TRIES = 2
# Seconds in which it answers whatever we ask of itself; it does no work of its own.
PROMPT = 5


class GoneError(Exception):
    """The warm process ended or does not answer; its children ended with it."""


class Ended(NamedTuple):
    """The code of a process, negative for a signal, and the most memory that it had, in kB."""

    code: int
    peak: int


class WarmProcess:
    """Started here, with nothing of our environment and no open file but its end of a line."""

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.settimeout(PROMPT)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, *COMMAND, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=ENVIRONMENT,
                start_new_session=True,
            )
        self.owner = os.getpid()

    def run(self, folder: Path, request: IO[bytes], answer: IO[bytes], patience: float) -> Ended:
        """One paper, in a child that is killed when it needs longer, or when we are stopped meanwhile."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                self._send(os.fsencode(folder), [theirs.fileno(), request.fileno(), answer.fileno()])
            try:
                return self._ended(ours, patience)
            except TimeoutError:
                pass
            finally:
                with suppress(OSError):
                    ours.shutdown(socket.SHUT_WR)
            return self._killed(ours)

    def _send(self, folder: bytes, files: list[int]) -> None:
        try:
            socket.send_fds(self._control, [folder], files)
        except OSError:
            raise GoneError

    def _ended(self, line: socket.socket, patience: float) -> Ended:
        line.settimeout(patience)
        try:
            report = line.recv(1000)
        except ConnectionError:
            report = b""
        if not report:
            raise GoneError
        return Ended(*json.loads(report))

    def _killed(self, line: socket.socket) -> Ended:
        """It ends before its folder is cleared away."""
        try:
            return self._ended(line, PROMPT)
        except TimeoutError:
            self.end()
            raise GoneError

    def end(self) -> None:
        self._control.close()
        if self.owner == os.getpid():
            self._process.kill()
            self._process.wait()


_lock = threading.Lock()
_current: WarmProcess | None = None


def run(folder: Path, request: IO[bytes], answer: IO[bytes], patience: float) -> Ended:
    """In a child of the warm process of ours; in that of a new one where it is gone. GoneError where that is, too."""
    for _ in range(TRIES - 1):
        warm = _warm()
        try:
            return warm.run(folder, request, answer, patience)
        except GoneError:
            _forget(warm)
            answer.seek(0)  # a child writes where the one before it stopped
            answer.truncate()
    return _warm().run(folder, request, answer, patience)


def _warm() -> WarmProcess:
    """One for each process: what was forked off has not inherited its parent's."""
    global _current
    with _lock:
        if _current is None or _current.owner != os.getpid():
            _current = WarmProcess()
        return _current


def _forget(gone: WarmProcess) -> None:
    global _current
    with _lock:
        if _current is gone:
            _current = None
    gone.end()
