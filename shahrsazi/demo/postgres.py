"""A private PostgreSQL for trying the system out and for tests: installed, started and stopped in one folder."""

import contextlib
import fcntl
import hashlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from shahrsazi.demo.binaries import STATE, Account, find_binaries, make_enterable, run_as, server_account

PORT = 5432
SETTINGS = [f"port={PORT}", "listen_addresses=", "unix_socket_permissions=0700", "max_connections=100"]
SETTINGS += ["shared_buffers=128MB", "timezone=Asia/Tehran", "log_timezone=Asia/Tehran"]
NOT_DURABLE = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]

# What a server says while the processes of one that was killed are still ending.
TRANSIENT_MESSAGES = ("already exists", "still in use")


class Cluster:
    """One server and its data. Whoever may enter its socket folder is its superuser: it is for a machine's owner."""

    def __init__(self, folder: Path, *, durable: bool = True, kind: str | None = None, state: Path = STATE):
        self.folder = folder.parent.resolve() / folder.name
        self.durable, self.kind, self.state = durable, kind, state
        self.started_here = False

    def __enter__(self) -> str:
        return self.start()

    def __exit__(self, *_) -> None:
        self.stop()

    def start(self) -> str:
        """Create the data if need be, start the server if it isn't running, and return the superuser's URL."""
        self._settle()
        with _held(self.home):
            if not self.data.exists():
                self._make()
            if not self.running():
                self._launch()
                self.started_here = True
        return self.url

    def stop(self) -> None:
        if self.started_here and self.running():
            self._pg_ctl("stop", "-m", "fast")
        self.started_here = False

    def running(self) -> bool:
        return _postmaster(self.data) is not None

    @property
    def url(self) -> str:
        return f"postgresql://postgres@:{PORT}/postgres?host={quote(str(self.sockets))}"

    @property
    def home(self) -> Path:
        return self.folder.resolve()

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def sockets(self) -> Path:
        inside = self.home / "socket"
        # The kernel allows 107 bytes with the file's name; libpq reads a comma as the start of a second host.
        if len(os.fsencode(inside)) < 85 and not set(',"') & set(str(inside)):
            return inside
        short = self.state if self.account else Path(tempfile.gettempdir())
        return short / f"shahrsazi-{_digest(self.home)}"

    @property
    def account(self) -> Account:
        return server_account(self.folder)

    @property
    def binaries(self) -> Path:
        major = int(made_by.read_text()) if (made_by := self.data / "PG_VERSION").exists() else None
        return find_binaries(self.kind, major=major, account=self.account, state=self.state)

    def _settle(self) -> None:
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        if run_as(self.account, "test", "-x", self.folder.parent).returncode:
            self._settle_elsewhere()
        _make_private(self.home, self.account)
        if self.sockets.parent == self.state:
            make_enterable(self.state)
        _make_private(self.sockets, self.account)

    def _settle_elsewhere(self) -> None:
        """A clone in root's home: the account that runs PostgreSQL can't come in, so the data goes where it can."""
        target = self.state / _digest(self.folder)
        make_enterable(self.state)
        if not (self.folder.is_symlink() and self.folder.readlink() == target):
            if self.folder.is_symlink():
                self.folder.unlink()  # it came with a copy of another clone, whose data this is
            elif self.folder.exists():
                self.folder.rmdir()  # fails, and says so, when there is something in it
            _throw_away(target)  # somebody deleted var/ and the link in it, and means to begin again
            self.folder.symlink_to(target)

    def _make(self) -> None:
        unfinished = self.home / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        ctype = "C.UTF-8" if sys.platform == "linux" else "UTF-8"
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", f"--lc-ctype={ctype}"]
        sync = [] if self.durable else ["--no-sync"]
        done = run_as(self.account, self.binaries / "initdb", "-D", unfinished, *options, *sync)
        if done.returncode:
            raise RuntimeError(f"initdb could not make {self.data}: {done.stdout}{done.stderr}")
        unfinished.rename(self.data)

    def _launch(self) -> None:
        # A killed postmaster may stay a zombie for ever when process 1 never reaps it, and PostgreSQL takes a zombie
        # for alive. Nobody serves this data, so the locks are stale; the kernel's shared memory still guards the data.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (self.sockets / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)
        for _ in range(100):
            message = self._try_to_start()
            if not any(words in message for words in TRANSIENT_MESSAGES):
                break
            threading.Event().wait(0.2)
        if message:
            raise RuntimeError(f"PostgreSQL did not start. It says: {message}")

    def _try_to_start(self) -> str:
        """Returns the server's message if it didn't start, else nothing."""
        log = self.home / "log"
        before = log.stat().st_size if log.exists() else 0
        settings = [*SETTINGS, *([] if self.durable else NOT_DURABLE), f'unix_socket_directories="{self.sockets}"']
        options = shlex.join(word for setting in settings for word in ("-c", setting))
        started = self._pg_ctl("start", "-l", "log", "-o", options)
        if started.returncode == 0:
            return ""
        return started.stderr + (log.read_bytes()[before:].decode(errors="replace") if log.exists() else "")

    def _pg_ctl(self, *command) -> subprocess.CompletedProcess:
        # Relative names, for pg_ctl passes them to a shell: a folder called $(rm) must stay a folder.
        return run_as(self.account, self.binaries / "pg_ctl", "-D", "data", "-w", "-t", "120", *command, cwd=self.home)


def _postmaster(data: Path) -> int | None:
    """The process that serves this data now; never a dead one, a zombie, or another process with its old number."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n")[0])
        os.kill(pid, 0)
    except (OSError, ValueError):
        return None
    # A server's working folder is its data; a zombie has none. Asked as its owner: root in a container may not look.
    here = ("test", data, "-ef", f"/proc/{pid}/cwd")
    return None if os.path.exists("/proc/self") and run_as(server_account(data), *here).returncode else pid


def _throw_away(home: Path) -> None:
    """Delete the data. Stops its server first: one that outlives its data would remove the next one's socket."""
    if pid := _postmaster(home / "data"):
        os.kill(pid, signal.SIGQUIT)
    while _postmaster(home / "data"):
        threading.Event().wait(0.05)
    shutil.rmtree(home, ignore_errors=not home.exists())


def _make_private(folder: Path, account: Account) -> None:
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    # Through one handle, never the name twice: the account could put a link there in between.
    with _held(folder) as handle:
        owner = os.fstat(handle).st_uid
        new = owner == os.geteuid() and not (account and os.listdir(handle))
        if not (new or account and owner == account[0]):
            raise PermissionError(f"{folder} is not ours to keep a database in: someone else's things are there.")
        if account:
            os.fchown(handle, *account)
        os.fchmod(handle, 0o700)


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[int]:
    """The folder's handle and its lock: two starts at once must not both make the data."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
