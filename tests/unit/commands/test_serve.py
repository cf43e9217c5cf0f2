"""The server's processes take little memory, unless an operator wants it otherwise."""

import os
import subprocess
import sys

from shahrsazi.commands.serve import server_environment

HOLDING = """
import threading
def work():
    for _ in range(50): bytearray(60_000)
threads = [threading.Thread(target=work) for _ in range(40)]
[t.start() for t in threads]; [t.join() for t in threads]
import ctypes; ctypes.CDLL(None).malloc_stats()
"""


def test_many_threads_take_their_memory_from_two_arenas():
    run = subprocess.run([sys.executable, "-c", HOLDING], env=server_environment(), capture_output=True, text=True)
    assert 0 < run.stderr.count("Arena ") <= 2, run.stderr


def test_what_an_operator_has_set_stays(monkeypatch):
    monkeypatch.setenv("MALLOC_ARENA_MAX", "4")
    assert server_environment()["MALLOC_ARENA_MAX"] == "4" and server_environment() == dict(os.environ)
