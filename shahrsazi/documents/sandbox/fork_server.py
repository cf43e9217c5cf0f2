"""The warm process: it has loaded what most papers need, and becomes the confined process of each by forking.

It has the bare environment of the confined process, no connection but to the process that started it, and no thread. A
paper comes as three open files that it never reads: what is asked, where the answer goes, and a line over which it says
how its child ended; once the other end of that line is shut, the child is killed. It ends with who started it.
"""

import ctypes
import json
import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module

# What a page of a paper needs; drawings and signatures are rarer and load their libraries themselves.
LOADED = ("pdf", "images", "renditions", "watermark", "landlock")
MAX_PATH = 4096
KILL_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class Child:
    """A forked process: its end shows at `ended`; `line` leads to whoever waits for it."""

    def __init__(self, pid: int, line: socket.socket):
        self.pid, self.line, self.ended = pid, line, os.pidfd_open(pid)
        self.is_over = False

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.ended, signal.SIGKILL)

    def tell_and_forget(self) -> None:
        self.is_over = True
        _pid, status, used = os.wait4(self.pid, 0)
        with suppress(OSError):
            self.line.send(json.dumps([os.waitstatus_to_exitcode(status), used.ru_maxrss]).encode())
        self.line.close()
        os.close(self.ended)


def serve(control: socket.socket, work: Callable[[], None]) -> None:
    """Until whoever holds the other end of `control` is gone, each paper has a child that does `work`."""
    with selectors.DefaultSelector() as events:
        events.register(control, selectors.EVENT_READ)
        while True:
            for key, _mask in events.select():
                if key.fileobj is control:
                    _begin(control, events, work)
                else:
                    _go_on(key, events)


def _begin(control: socket.socket, events: selectors.BaseSelector, work: Callable[[], None]) -> None:
    folder, files, _flags, _address = socket.recv_fds(control, MAX_PATH, 3)
    if not folder:
        os._exit(0)  # and its children with it
    line, request, answer = files
    parent = os.getpid()
    if not (pid := os.fork()):
        _become_child(parent, os.fsdecode(folder), request, answer, work)
    os.close(request)
    os.close(answer)
    child = Child(pid, socket.socket(fileno=line))
    events.register(child.ended, selectors.EVENT_READ, child)
    events.register(child.line, selectors.EVENT_READ, child)


def _go_on(key: selectors.SelectorKey, events: selectors.BaseSelector) -> None:
    """A child has ended, or nobody waits for it any more."""
    child = key.data
    if child.is_over:
        return  # both came at once, and its descriptors may be another child's by now
    with suppress(KeyError):
        events.unregister(child.line)
    if key.fileobj is child.line:
        child.kill()
    else:
        events.unregister(child.ended)
        child.tell_and_forget()


def _become_child(parent: int, folder: str, request: int, answer: int, work: Callable[[], None]) -> None:
    """Nothing of another paper stays open in it, and it outlives nobody."""
    try:
        os.setsid()
        ctypes.CDLL(None).prctl(KILL_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        os.lseek(request, 0, os.SEEK_SET)
        os.dup2(request, 0)
        os.dup2(answer, 1)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        os.chdir(folder)
        os.environ.update(TMPDIR=folder, HOME=folder)
        if os.getppid() == parent:
            work()
    finally:
        os._exit(1)


def main() -> None:
    from shahrsazi.documents.sandbox.worker import main as work

    for name in LOADED:
        import_module(f"shahrsazi.documents.sandbox.{name}")
    serve(socket.socket(fileno=int(sys.argv[1])), work)


if __name__ == "__main__":
    main()
