"""How a command of the feed ends: who starts it by the clock takes 0 and 1 as done, so whatever broke ends with 2."""

import errno
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT
from feed_lines import line
from history_model import asked

from shahrsazi.commands import main
from shahrsazi.feed import delivery, loader, progress

PROGRAM = [sys.executable, "-m", "shahrsazi", "feed"]


@pytest.fixture
def feed(city, tmp_path) -> str:
    path = tmp_path / "feed.ndjson"
    path.write_text("not JSON\n", "utf8")
    return str(path)


def ended(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["feed", *arguments])
    return end.value.code


def raising(error: BaseException):
    def raises(*_arguments, **_options):
        raise error

    return raises


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "No space left on device."),
        (PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/srv/papers"), "/srv/papers: Permission denied."),
        (sqlite3.OperationalError("database or disk is full"), "The temporary file failed: database or disk is full."),
        (KeyboardInterrupt(), "Interrupted."),
        (RuntimeError("unforeseen"), "It failed with RuntimeError: unforeseen"),
        (SystemExit("a sentence"), "a sentence"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_load_that_breaks_is_not_taken_for_one_of_which_some_was_turned_away(feed, monkeypatch, capsys, error, words):
    monkeypatch.setattr(loader, "load", raising(error))
    assert ended("load", feed) == ended("check", feed) == 2
    assert capsys.readouterr().err.startswith(words)


def test_whoever_asks_where_it_broke_is_shown_it_and_the_code_is_the_same(feed, monkeypatch, capsys):
    monkeypatch.setenv("SHAHRSAZI_TRACEBACK", "1")
    monkeypatch.setattr(loader, "load", raising(RuntimeError("unforeseen")))
    assert ended("load", feed) == 2 and "Traceback" in capsys.readouterr().err


def test_a_manifest_that_cannot_be_written_is_none(feed, tmp_path, monkeypatch):
    private = tmp_path / "private.pem"
    private.write_bytes(b"of no matter: it is not reached")
    monkeypatch.setattr(delivery, "_private_key", raising(PermissionError(errno.EACCES, "Permission denied")))
    told = ["--source", "registry", "--sequence", "1", "--key", "2026", "--private", str(private)]
    assert ended("sign", feed, *told) == 2


@pytest.mark.parametrize("arguments", [["quarantine", "2000000000"], ["key", "registry", "2026"]])
def test_an_act_that_ends_with_a_sentence_is_not_done(city, arguments):
    assert ended(*arguments) == 2


def run(*arguments: str, **env: str) -> subprocess.CompletedProcess:
    return subprocess.run([*PROGRAM, *arguments], cwd=ROOT, env=os.environ | env, capture_output=True, timeout=120)


@pytest.mark.parametrize(
    "env",
    [
        {"DATABASE_URL": "postgresql://u:secret-word@127.0.0.1:1/none"},
        {"SHAHRSAZI_MODE": "both"},
        {"SHAHRSAZI_CITY": "atlantis"},
    ],
    ids=lambda env: "".join(env),
)
def test_a_load_that_cannot_begin_ends_with_code_2(feed, env):
    ending = run("load", feed, "--unsigned", **env)
    assert (ending.returncode, ending.stderr.count(b"\n")) == (2, 1) and b"secret-word" not in ending.stderr


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_whom_nobody_listens_to_any_more_ends_without_noise(feed, stream):
    """A pipe of which the other end is shut."""
    read, write = os.pipe()
    os.close(read)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | {stream: write}
    with subprocess.Popen([*PROGRAM, "load", feed, "--unsigned"], cwd=ROOT, **streams) as child:
        os.close(write)
        heard = child.communicate(timeout=120)
    report = b"line 1: JSON is malformed: invalid character (byte 4)\nBroken pipe.\n"
    assert (child.returncode, heard) == (2, (None, report) if stream == "stdout" else (b"", None))


def test_a_load_goes_on_where_nobody_looks_at_how_far_it_is(monkeypatch):
    out = io.StringIO()
    monkeypatch.setattr(progress, "EVERY", 0)
    monkeypatch.setattr(out, "flush", raising(BrokenPipeError(errno.EPIPE, "Broken pipe")))
    shown = progress.Progress(out)
    for done in (1, 2):
        shown.show("judging", done, 2)
    shown.end()
    assert out.getvalue().count("judging") == 1, "and is written no more"


def under_way(path: Path, batch: int) -> subprocess.Popen:
    """A load with two processes beside it that read, in a group of its own."""
    child = subprocess.Popen(
        [*PROGRAM, "load", str(path), "--unsigned", "--processes", "2"],
        cwd=ROOT,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # who tests in the background ignores it
        stderr=subprocess.PIPE,
    )
    children = Path(f"/proc/{child.pid}/task/{child.pid}/children")
    while child.poll() is None and not (last_batch() > batch and sum(map(ignores, children.read_text().split())) >= 2):
        time.sleep(0.05)  # a process that is ready announces it nowhere
    return child


def ignores(pid: str, number: int = signal.SIGINT) -> bool:
    """Whether a process takes no notice of this signal."""
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    mask = next(line for line in status if line.startswith("SigIgn:")).split()[1]
    return bool(int(mask, 16) & 1 << number - 1)


def last_batch() -> int:
    return asked("SELECT coalesce(max(id), 0) FROM feed_batch")[0][0]


def test_ctrl_c_is_one_sentence_however_many_processes_read(city, tmp_path):
    path = tmp_path / "feed.ndjson"
    path.write_text("".join(json.dumps(line()) + "\n" for _ in range(4_000)), "utf8")
    child = under_way(path, last_batch())
    os.killpg(child.pid, signal.SIGINT)  # as a terminal does, to all of them
    errors = child.communicate(timeout=120)[1].decode()
    assert (child.returncode, errors.splitlines()[-1:]) == (2, ["Interrupted."]) and "Traceback" not in errors, errors
