"""The server's processes take little memory, unless an operator wants it otherwise."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from repository import ROOT

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


SETTINGS_OF_ITS_PROCESSES = """
import json, os
os.chdir(os.environ.pop("INTO"))
from shahrsazi.commands import setup_django
setup_django()
from django.conf import settings
print(json.dumps([str(settings.STATE), settings.SIGNATURE_ROOTS, settings.SECRET_KEY]))
"""


@pytest.mark.parametrize("state", [None, "", "state", "./deep/state", "/tmp/state"])
def test_the_servers_processes_mean_the_same_folders_by_a_relative_path(tmp_path, state):
    """It goes into the state's folder before they read the settings, and the worker stays where it was started."""
    (tmp_path / "key").write_text("of the demonstration", "utf8")
    (tmp_path / "key").chmod(0o600)
    given = {"SHAHRSAZI_SIGNATURE_ROOTS": "roots", "SHAHRSAZI_SECRET_KEY_FILE": "key"}
    given |= {} if state is None else {"SHAHRSAZI_STATE": state}
    clean = {name: value for name, value in os.environ.items() if name != "SHAHRSAZI_STATE"}
    env = clean | given | {"PYTHONPATH": str(ROOT), "INTO": "."}
    worker = _output(SETTINGS_OF_ITS_PROCESSES, tmp_path, env)
    program = (
        "from shahrsazi.commands import setup_django; setup_django(); import json, os; os.chdir('/')\n"
        "from shahrsazi.commands.serve import server_environment; print(json.dumps(server_environment()))"
    )
    web = _output(SETTINGS_OF_ITS_PROCESSES, tmp_path, _output(program, tmp_path, env) | {"INTO": "/"})
    assert web == [worker[0], str(tmp_path / "roots"), worker[2]]
    assert web[0] == str(tmp_path / (state or "var"))


def _output(program: str, folder: Path, env: dict):
    run = subprocess.run([sys.executable, "-c", program], cwd=folder, env=env, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_what_an_operator_has_set_stays(monkeypatch):
    monkeypatch.setenv("MALLOC_ARENA_MAX", "4")
    assert server_environment()["MALLOC_ARENA_MAX"] == "4" and server_environment() == dict(os.environ)
