"""A warm process whose children do something else than open papers, as one that was taken over would."""

from collections.abc import Iterator
from contextlib import contextmanager

from shahrsazi.documents.sandbox import warm

PROGRAM = """
import socket, sys
from shahrsazi.documents.sandbox.fork_server import serve
serve(socket.socket(fileno=int(sys.argv[1])), lambda: exec({work!r}, {{}}))
"""


@contextmanager
def in_its_place(monkeypatch, work: str) -> Iterator[None]:
    """Meanwhile each child does this work."""
    with monkeypatch.context() as patched:
        patched.setattr(warm, "COMMAND", ("-P", "-c", PROGRAM.format(work=work)))
        warm._forget(warm._warm())
        try:
            yield
        finally:
            warm._forget(warm._warm())  # also of a test that fails: the next papers are opened by the true one
