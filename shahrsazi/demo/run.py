"""`make run`: everything on one machine, for trying it out. All of its state is under var/."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit, urlunsplit

from shahrsazi.commands.serve import server_arguments, server_environment
from shahrsazi.demo.postgres import Cluster
from shahrsazi.demo.reload import begin_anew_on_save

STATE = Path(os.environ.get("SHAHRSAZI_STATE") or Path.cwd() / "var").absolute()
WHO = """
  Who can sign in (no one has a password yet: begin with «دریافت کلمه عبور»; messages appear at {site}/outbox/)
    1300001232  owner of a house in district 5, every service richly filled (file A)
    1300045671  co-owner of B, owner of the apartment C
    1301122335  co-owner of B (e-mail only), representative of a company with 300 files
    1302500171  attorney for B
    1303800268  sold C two years ago: an empty list
    1307770010  owner of D in district 15, which is not served, and of E
    1309004447  registered, but the papers are not complete: no password is sent
  Staff, at {site}/staff/ (password Shahr-Demo-1405, one-time codes from the secret JBSWY3DPEHPK3PXP)
    1310002223, 1310004439  clerks of district 5     1311000046, 1311000151  clerks of district 3
    1312345004  auditor                              1315550083  administrator
"""


class _Stopped(BaseException):
    """Ctrl-C or SIGTERM came while something was under way that may be left at any point."""


class _Signals:
    """What a signal does: it is noted, and raised at once where that leaves nothing half begun."""

    def __init__(self):
        self.stopping, self.raises = Event(), False
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self._came)
        # Raised where Python lets nothing be raised, in the end of an import say, it is raised at the next step anyway.
        reported = sys.unraisablehook
        sys.unraisablehook = lambda what: None if what.exc_type is _Stopped else reported(what)

    def _came(self, *_) -> None:
        self.stopping.set()
        if self.raises:
            self.raises = False  # a second Ctrl-C must not break off the ending
            raise _Stopped

    @contextmanager
    def raised(self) -> Iterator[None]:
        self.raises = True
        try:
            if self.stopping.is_set():
                raise _Stopped
            yield
        finally:
            self.raises = False


def run_demo(port: int, *, reload: bool = False) -> None:
    """Start everything, print the address, and wait for Ctrl-C; what was started here is stopped here."""
    if os.environ.setdefault("SHAHRSAZI_MODE", "demo") != "demo":
        sys.exit("run is for trying it out alone, and SHAHRSAZI_MODE says otherwise; see docs/operation/install.md.")
    signals = _Signals()
    _refuse_occupied(port)
    given = os.environ.get("DATABASE_URL")
    cluster = None if given else Cluster(STATE / "postgres")
    try:
        url = given or _database_of(cluster.start())
        _serve(url, port, signals, only_marked=bool(given), reload=reload)
    except _Stopped:
        pass
    except (RuntimeError, OSError) as error:
        sys.exit(f"It could not start: {error}")
    finally:
        if cluster:
            cluster.stop()


def _refuse_occupied(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            sys.exit(f"Port {port} is in use. Choose another: make run PORT={port + 1}")


def _database_of(url: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path="/shahrsazi"))


def _serve(url: str, port: int, signals: _Signals, *, only_marked: bool, reload: bool) -> None:
    site = f"http://127.0.0.1:{port}"
    os.environ.update(
        DATABASE_URL=url, SHAHRSAZI_STATE=str(STATE), SHAHRSAZI_SITE_URL=os.environ.get("SHAHRSAZI_SITE_URL", site)
    )
    with signals.raised():
        prepare(only_marked)
    welcome = f"\n  Shahrsazi is at {site}\n{WHO.format(site=site)}\n  Ctrl-C ends it.\n"
    if reload:
        print(welcome, flush=True)
        begin_anew_on_save(lambda: _begin(port, signals.stopping), _end_all, signals.stopping)
        return
    children = _begin(port, signals.stopping)
    try:
        if not signals.stopping.is_set():
            print(welcome, flush=True)
        while not signals.stopping.wait(1):
            _refuse_ended(children)
    finally:
        _end_all(children)


def _begin(port: int, stopping: Event) -> list:
    """Start the site and the worker, and wait until the site answers."""
    children = []  # the site before the worker: they are ended in this order, and the database after both
    try:
        children += [_start("granian", *server_arguments("127.0.0.1", port))]
        children += [_start("shahrsazi", "worker")]
        _wait_until_up(port, children, stopping)
        return children
    except BaseException:
        _end_all(children)
        raise


def _end_all(children: list) -> None:
    for child in children:
        _end(child)


def _refuse_ended(children: list) -> None:
    for child in children:
        if child.poll() is not None:
            raise RuntimeError(f"a process ended by itself with code {child.returncode}; see what it said above")


def prepare(only_marked: bool) -> None:
    """Database, catalogues, static files; the sample city when there is none yet.

    A database that somebody named is left alone unless it is empty or marked as a demonstration's.
    """
    import django

    from shahrsazi.locale.compile import compile_catalogues

    compile_catalogues()  # before Django reads them
    django.setup()
    from samplecity import FILES
    from shahrsazi import static_files
    from shahrsazi.casefiles.casefile import CaseFile
    from shahrsazi.commands.setup import set_up_database
    from shahrsazi.demo.staff import add_sample
    from shahrsazi.documents.scan import Arrival

    set_up_database(only_marked=only_marked)
    static_files.make()
    # No document came through the sandbox: nothing was loaded yet. Fewer files: a Ctrl-C came in the middle.
    if not Arrival.objects.using("feed").exists() or CaseFile.in_feed.count() < FILES:
        _load_sample_city()
    add_sample()


def _load_sample_city() -> None:
    from samplecity import lines
    from samplecity.__main__ import write
    from shahrsazi.feed.loader import load
    from shahrsazi.persian import dates

    path = STATE / "samplecity" / "feed.ndjson"
    print("  Making the sample city …", flush=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    write(lines(today=dates.today()), path)
    report = load(path, by="sample city")
    print(f"  {report.good} property files loaded.", flush=True)
    for number, reason in report.bad:
        print(f"  line {number} was turned away: {reason}", file=sys.stderr)


def _start(module: str, *arguments: str) -> subprocess.Popen:
    """In a session of its own: a Ctrl-C is for us, who end everything in order."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.Popen(command, env=server_environment(), start_new_session=True)


def _wait_until_up(port: int, children: list, stopping: Event) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if stopping.is_set() or probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if any(child.poll() is not None for child in children):
            raise RuntimeError("the server or the worker did not start; see what it said above")
        stopping.wait(0.1)
    raise RuntimeError("the server did not answer within 30 seconds")


def _end(child: subprocess.Popen) -> None:
    """Ask it to end, and after ten seconds make it, with all that it started: its workers outlive it now and then."""
    if child.poll() is not None:
        _kill_group(child.pid)
        return
    for step in range(100):
        if step % 10 == 0:
            child.terminate()  # and again: one that is just starting does not hear it
        if os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            break
        Event().wait(0.1)
    _kill_group(child.pid)  # before it is reaped: until then nobody else can have its number
    child.wait()


def _kill_group(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
