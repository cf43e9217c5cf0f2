"""The process that opens strangers' files is locked in: no network, other process or secret, little memory and time."""

import os
import resource
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import strange_files as strange
from warm_processes import in_its_place

from shahrsazi.documents.sandbox import FileRejectedError, admit, parent, warm
from shahrsazi.documents.sandbox.seccomp import MEMORY

TRIED = """
import ctypes, errno, os, resource, socket, threading
from pathlib import Path
from shahrsazi.documents.sandbox.seccomp import confine
assert confine(5, [], Path.cwd()) == []
def denied(act):
    try: act()
    except OSError as fault: return fault.errno == errno.EPERM
    except ValueError as fault: return "not allowed" in str(fault)
    return False
{tried}
"""


def in_the_cell(tried: str, folder: Path | None = None) -> subprocess.CompletedProcess:
    """Runs a few lines behind the same lock as the real work."""
    return subprocess.run(
        [sys.executable, "-P", "-c", TRIED.format(tried=tried)],
        env=warm.ENVIRONMENT,
        cwd=folder,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    "act",
    [
        "socket.socket(socket.AF_INET)",
        "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
        "socket.socket(socket.AF_UNIX)",
        "socket.create_connection(('127.0.0.1', 9), 1)",
        "socket.socketpair()",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.kill(os.getppid(), 0)",
        "resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
        "os.mkfifo('x')",
    ],
)
def test_the_kernel_itself_denies(act):
    found = in_the_cell(f"print(denied(lambda: {act}))")
    assert found.stdout == "True\n", found.stderr


@pytest.mark.parametrize(
    "number", [41, 57, 58, 59, 101, 425] if os.uname().machine == "x86_64" else [198, 221, 117, 425]
)
def test_a_denied_call_is_denied_by_its_number_too(number):
    found = in_the_cell(
        f"c = ctypes.CDLL(None, use_errno=True); print(c.syscall({number}, 2, 1, 0), ctypes.get_errno())"
    )
    assert found.stdout == "-1 1\n", found.stderr


def test_without_the_lock_the_same_lines_go_through():
    unlocked = TRIED.replace("assert confine(5, [], Path.cwd()) == []", "").format(
        tried="print(denied(lambda: socket.socket()))"
    )
    found = subprocess.run([sys.executable, "-c", unlocked], env=warm.ENVIRONMENT, capture_output=True, text=True)
    assert found.stdout == "False\n"


def test_no_file_is_open_but_its_own_and_no_environment_but_its_own(tmp_path):
    (tmp_path / "cell").mkdir()
    (tmp_path / "other").write_text("secret")
    tries = [str(tmp_path / "other"), f"/proc/{os.getpid()}/environ", "/etc/passwd", str(Path(__file__))]
    tried = f"""
def opens(place, how):
    try: return open(place, how) is not None
    except PermissionError: return False
others = [opens(place, 'rb') for place in {tries}]
print(others, opens('mine', 'wb'), opens('mine', 'rb'), opens({str(tmp_path)!r} + '/new', 'wb'))
"""
    found = in_the_cell(tried, tmp_path / "cell")
    assert found.stdout == "[False, False, False, False] True True False\n", found.stderr + found.stdout


def test_threads_still_start():
    found = in_the_cell("t = threading.Thread(target=print, args=('started',)); t.start(); t.join()")
    assert found.stdout == "started\n", found.stderr


def test_memory_ends_where_it_must():
    found = in_the_cell("bytearray(1_300_000_000)")
    assert "MemoryError" in found.stderr


def test_the_process_knows_no_secret_and_is_ended_in_time(tmp_path, monkeypatch):
    monkeypatch.setenv("SHAHRSAZI_SECRET_KEY", "very secret")
    source, reasons = tmp_path / "a.pdf", []
    source.write_bytes(strange.forms_in_forms(innermost=b"q Q " * 5000))

    def send():
        with pytest.raises(FileRejectedError) as refused:
            admit(source, "a.pdf", tmp_path / "out")
        reasons.append(refused.value.reason)

    spent = _spent()
    sending = threading.Thread(target=send)
    sending.start()
    seen = b""
    while sending.is_alive() and not seen:
        seen = _environment_of_the_child()
    sending.join()
    assert b"PYTHONPATH=" in seen and b"secret" not in seen and b"DATABASE_URL" not in seen
    assert reasons == ["too_long"] and _spent() - spent < 5
    assert not _children()


def test_a_library_that_breaks_down_for_want_of_memory_is_told_as_that(tmp_path):
    source = tmp_path / "a.pdf"
    source.write_bytes(strange.forms_in_forms())
    with pytest.raises(FileRejectedError) as refused:
        parent.call("admit", "pdf", source, tmp_path, 25, name="a.pdf")
    assert refused.value.reason == "too_much" and not _children()


def _spent() -> float:
    """Seconds that ended children of the warm process were at work; the clock also shows what others do here."""
    fields = Path(f"/proc/{_warm_pid()}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[13:15])) / os.sysconf("SC_CLK_TCK")


def _warm_pid() -> int:
    return warm._warm()._process.pid


def _children() -> list[str]:
    return [pid for line in Path(f"/proc/{_warm_pid()}/task").glob("*/children") for pid in line.read_text().split()]


def _environment_of_the_child() -> bytes:
    try:
        return b"".join(Path(f"/proc/{pid}/environ").read_bytes() for pid in _children())
    except OSError:
        return b""


def test_bombs_need_neither_much_memory_nor_long(tmp_path):
    bombs = {
        "a.png": strange.png_bomb(),
        "b.png": strange.png_with_text_bomb(),
        "c.tif": strange.g4_bomb(),
        "d.pdf": strange.flate_bomb(),
        "e.pdf": strange.flate_bomb(2),
        "f.pdf": strange.picture_bomb(),
        "g.pdf": strange.billion_pages(),
        "h.tif": strange.tiff_of_many_pages(301),
    }
    for name, content in bombs.items():
        source, spent = tmp_path / name, _spent()
        source.write_bytes(content)
        with pytest.raises(FileRejectedError):
            admit(source, name, tmp_path / "out")
        assert _spent() - spent < 5, name
    warm._forget(warm._warm())  # so that its children count as ours
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MEMORY // 1024


def test_a_directory_that_names_itself_as_the_next_does_not_turn_for_ever(tmp_path):
    (tmp_path / "a.tif").write_bytes(strange.tiff_that_never_ends())
    assert admit(tmp_path / "a.tif", "a.tif", tmp_path / "out").pages == 1


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "garbage",
        "[]",
        '{"done": ["accept", [], -1]}',
        '{"done": ["fine", [], 1]}',
        '{"done": null}',
        '{"done": ["accept", ["nonsense"], 1]}',
        '{"done": ["accept", [], 1]}',
        '{"refused": "nonsense"}',
        '{"refused": ["too_long"]}',
        '{"refused": "too_long", "figures": 1}',
        "[" * 100_000,
    ],
)
def test_an_answer_that_makes_no_sense_is_not_believed(answer, tmp_path, monkeypatch):
    """Another program in the child's place, as a decoder would be that was taken over."""
    liar = tmp_path / "liar"
    liar.write_text(f"#!/bin/sh\ncat >/dev/null\nprintf '%s' '{answer}'\n")
    liar.chmod(0o755)
    assert _refused_with(liar, tmp_path, monkeypatch) == "broken"


def test_no_link_is_followed_in_place_of_its_answer(tmp_path, monkeypatch):
    liar, secret = tmp_path / "liar", tmp_path / "secret"
    secret.write_text('{"refused": "too_long"}')
    liar.write_text(f"#!/bin/sh\ncat >/dev/null\nln -sf {secret} .answer\n")
    liar.chmod(0o755)
    assert _refused_with(liar, tmp_path, monkeypatch) == "broken"


@pytest.mark.parametrize(
    "made",
    [
        "ln -s /etc/passwd clean",
        "mkfifo clean",
        ": > clean",
        "printf %PDF-1.7 > clean",
        "printf '\\211PNG\\r\\n\\032\\n\\0\\0\\0\\rIHDR\\377\\377\\377\\377\\377\\377\\377\\377' > clean",
    ],
)
def test_a_copy_that_is_none_is_not_taken(made, tmp_path, monkeypatch):
    liar = tmp_path / "liar"
    liar.write_text(f"#!/bin/sh\ncat >/dev/null\n{made}\nprintf '%s' '" + '{"done": ["accept", [], 1]}' + "'\n")
    liar.chmod(0o755)
    assert _refused_with(liar, tmp_path, monkeypatch) == "broken"


@pytest.mark.parametrize(
    ("signal", "why"),
    [("SEGV", "broken"), ("ABRT", "broken"), ("XCPU", "too_long"), ("KILL", "too_long"), ("XFSZ", "too_much")],
)
def test_a_process_that_dies_is_an_answer_too(signal, why, tmp_path, monkeypatch):
    dying = tmp_path / "dying"
    dying.write_text(f"#!/bin/sh\ncat >/dev/null\nulimit -c 0\nkill -{signal} $$\n")
    dying.chmod(0o755)
    assert _refused_with(dying, tmp_path, monkeypatch) == why


def _refused_with(program: Path, tmp_path: Path, monkeypatch) -> str:
    (tmp_path / "a.png").write_bytes(strange.picture("PNG"))
    # Python ignores this signal, which whatever takes its place would inherit.
    work = f"import os, signal; signal.signal(signal.SIGXFSZ, signal.SIG_DFL); os.execv({str(program)!r}, ['x'])"
    with in_its_place(monkeypatch, work), pytest.raises(FileRejectedError) as refused:
        admit(tmp_path / "a.png", "a.png", tmp_path / "out")
    assert str(refused.value)
    assert list((tmp_path / "out").iterdir()) == []
    return refused.value.reason
