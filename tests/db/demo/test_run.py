"""`run` ends on Ctrl-C and on SIGTERM at any moment of its start, in good order, and leaves no process behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from conftest import ROOT
from drill.ports import free


def running_in(folder: Path) -> list[str]:
    """The processes that have this folder in their environment or their command."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if str(folder).encode() in words and state != "Z":
            found.append((entry / "cmdline").read_text().replace("\0", " "))
    return found


@pytest.mark.parametrize("seconds", [0.7, 1.5, 2.5, 4])
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_nothing_is_left_whenever_it_is_ended(tmp_path, sign, seconds):
    tmp_path.chmod(0o755)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SHAHRSAZI", "DATABASE"))}
    env = clean | {"SHAHRSAZI_STATE": str(tmp_path / "state"), "PORT": str(free(1)[0])}
    run = subprocess.Popen(
        [sys.executable, "-m", "shahrsazi", "run"],
        cwd=ROOT,
        env=env,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    Event().wait(seconds)
    for _ in range(2):  # an impatient person presses it twice
        run.send_signal(sign)
        Event().wait(0.1)
    printed, _ = run.communicate(timeout=60)
    assert "Traceback" not in printed, printed[-2000:]
    assert running_in(tmp_path / "state") == []
