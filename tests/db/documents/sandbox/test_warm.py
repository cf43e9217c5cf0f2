"""The warm process: what it has and has not, what its children get of one another, and what happens when it dies."""

import os
import signal
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import strange_files as strange
from warm_processes import in_its_place

from shahrsazi.documents.sandbox import admit, warm

UNTIL = """
def until(name):
    import os, select
    while not os.path.exists(name): select.select([], [], [], 0.01)
"""


def run(folder: Path, patience: float = 60) -> tuple[warm.Ended, str]:
    """What a child of the warm process came to, and what it wrote."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as answer:
        ended = warm.run(folder, asked, answer, patience)
        answer.seek(0)
        return ended, answer.read().decode()


def begun(folder: Path, said: list[str]) -> threading.Thread:
    """A thread whose paper is in work: its child has written into `begun`."""
    folder.mkdir()
    thread = threading.Thread(target=lambda: said.append(run(folder)[1]))
    thread.start()
    eventually(lambda: _begun_in(folder))
    return thread


def eventually(holds: Callable[[], object]) -> None:
    assert any(holds() or threading.Event().wait(0.01) for _ in range(3000))


def _begun_in(folder: Path) -> str:
    path = folder / "begun"
    return path.read_text() if path.exists() else ""


def _pid() -> int:
    return warm._warm()._process.pid


def _open_files(process: Path) -> list[str]:
    links = []
    for file in process.glob("fd/*"):
        with suppress(FileNotFoundError):
            links.append(os.readlink(file).partition(":")[0])
    return sorted(links)


def _is_at_work(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_it_has_no_secret_no_thread_and_no_file_but_its_line(tmp_path, monkeypatch):
    monkeypatch.setenv("SHAHRSAZI_SECRET_KEY", "very secret")
    warm._forget(warm._warm())
    (tmp_path / "a.pdf").write_bytes(strange.pdf(1))
    admit(tmp_path / "a.pdf", "a.pdf", tmp_path / "out")
    process = Path(f"/proc/{_pid()}")
    environment = process.joinpath("environ").read_bytes()
    assert b"PYTHONPATH=" in environment and b"secret" not in environment and b"DATABASE_URL" not in environment
    assert len(list(process.glob("task/*"))) == 1
    # What leads to a child is closed a moment after its answer was given.
    eventually(lambda: _open_files(process) == ["/dev/null"] * 3 + ["anon_inode", "socket"])


def test_one_process_opens_paper_after_paper_and_each_has_a_process_of_its_own(tmp_path, monkeypatch):
    with in_its_place(monkeypatch, "import os; print(os.getppid(), os.getpid(), flush=True)"):
        said = [run(tmp_path / name)[1].split() for name in "abc"]
        assert {parent for parent, _child in said} == {str(_pid())}
        assert len({child for _parent, child in said}) == 3


def test_a_child_has_no_open_file_of_another_and_is_at_home_in_its_own_folder(tmp_path, monkeypatch):
    work = f"""{UNTIL}
import os
if os.getcwd().endswith("first"):
    open("begun", "w").write("x")
    until("../go")
files = [os.readlink(f"/proc/self/fd/{{n}}") for n in (0, 1, 2)]
print(len(os.listdir("/proc/self/fd")) - 1, "first" in " ".join(files), flush=True)
print(os.getcwd(), os.environ["HOME"], os.getsid(0) == os.getpid(), flush=True)
"""
    with in_its_place(monkeypatch, work):
        first = begun(tmp_path / "first", [])
        _ended, said = run(tmp_path / "second")
        (tmp_path / "go").touch()
        first.join()
    second = str(tmp_path / "second")
    assert said.split() == ["3", "False", second, second, "True"]


def test_a_child_that_is_locked_in_cannot_reach_the_one_beside_it_nor_its_parent(tmp_path, monkeypatch):
    work = f"""{UNTIL}
import os
from pathlib import Path
if os.getcwd().endswith("first"):
    Path("secret").write_text("x")
    Path("begun").write_text(str(os.getpid()))
    until("../go")
else:
    from shahrsazi.documents.sandbox.seccomp import confine
    other = int(Path("../first/begun").read_text())
    missing = confine(5, [], Path.cwd())
    def denied(act):
        try: act()
        except PermissionError: return True
        return False
    tries = [lambda: open("../first/secret"), lambda: os.fork()]
    for pid in (other, os.getppid()):
        tries += [lambda: os.kill(pid, 9), lambda: os.pidfd_open(pid)]
        tries += [lambda path=f"/proc/{{pid}}/{{name}}": open(path, "rb") for name in ("mem", "environ", "maps")]
    print(missing, [denied(act) for act in tries].count(False), flush=True)
"""
    with in_its_place(monkeypatch, work):
        first = begun(tmp_path / "first", [])
        _ended, said = run(tmp_path / "second")
        (tmp_path / "go").touch()
        first.join()
    assert said == "[] 0\n"


def test_after_it_was_killed_the_next_paper_has_a_new_one(tmp_path):
    (tmp_path / "a.pdf").write_bytes(strange.pdf(1))
    before = _pid()
    os.kill(before, signal.SIGKILL)
    assert admit(tmp_path / "a.pdf", "a.pdf", tmp_path / "out").pages == 1
    assert _pid() != before


def test_a_paper_in_work_when_it_dies_is_begun_anew_and_its_child_dies_with_it(tmp_path, monkeypatch):
    work = f"""{UNTIL}
import os
if not os.path.exists("begun"):
    print("half an answer", flush=True)
    open("begun", "w").write(str(os.getpid()))
    until("never")
print("done", flush=True)
"""
    with in_its_place(monkeypatch, work):
        said: list[str] = []
        thread = begun(tmp_path / "a", said)
        child = int((tmp_path / "a" / "begun").read_text())
        os.kill(_pid(), signal.SIGKILL)
        thread.join()
        assert said == ["done\n"]
        eventually(lambda: not _is_at_work(child))


def test_one_that_dies_each_time_is_said_and_not_tried_for_ever(tmp_path, monkeypatch):
    work = "import os, signal; os.kill(os.getppid(), signal.SIGKILL); os.kill(os.getpid(), signal.SIGSTOP)"
    with in_its_place(monkeypatch, work), pytest.raises(warm.GoneError):
        run(tmp_path / "a")


def test_a_child_that_does_nothing_is_ended_when_patience_is(tmp_path, monkeypatch):
    with in_its_place(monkeypatch, "import select; select.select([], [], [])"):
        ended, said = run(tmp_path / "a", patience=0.1)
        assert (ended.code, said) == (-signal.SIGKILL, "")


def test_one_that_stands_still_is_replaced(tmp_path, monkeypatch):
    monkeypatch.setattr(warm, "PROMPT", 0.1)
    with in_its_place(monkeypatch, "print('done', flush=True)"):
        still = _pid()
        os.kill(still, signal.SIGSTOP)
        assert run(tmp_path / "a", patience=5)[1] == "done\n"
        assert not _is_at_work(still)


def test_its_children_end_with_who_asked(tmp_path, monkeypatch):
    """As when a serving process is killed: the other ends of its lines are shut."""
    work = f"{UNTIL}\nimport os; open('begun', 'w').write(str(os.getpid())); until('never')"
    with in_its_place(monkeypatch, work):
        if not (asking := os.fork()):
            try:
                run(tmp_path / "a")
            finally:
                os._exit(1)  # never a second process that goes on with the tests
        eventually(lambda: _begun_in(tmp_path / "a"))
        os.kill(asking, signal.SIGKILL)
        os.waitpid(asking, 0)
        eventually(lambda: not _is_at_work(int(_begun_in(tmp_path / "a"))))
