"""`make run`: everything on one machine, for trying it out. All of its state is under var/."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit, urlunsplit

from shahrsazi.demo.postgres import Cluster

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


def run_demo(port: int) -> None:
    """Start everything, print the address, and wait for Ctrl-C; what was started here is stopped here."""
    stopping = Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: stopping.set())
    _refuse_occupied(port)
    given = os.environ.get("DATABASE_URL")
    cluster = None if given else Cluster(STATE / "postgres")
    try:
        _serve(given or _database_of(cluster.start()), port, stopping)
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


def _serve(url: str, port: int, stopping: Event) -> None:
    site = f"http://127.0.0.1:{port}"
    os.environ.update(
        DATABASE_URL=url, SHAHRSAZI_STATE=str(STATE), SHAHRSAZI_SITE_URL=os.environ.get("SHAHRSAZI_SITE_URL", site)
    )
    _prepare()
    children = [_worker(), _server(port)]
    try:
        _wait_until_up(port, children, stopping)
        print(f"\n  Shahrsazi is at {site}\n{WHO.format(site=site)}\n  Ctrl-C ends it.\n", flush=True)
        while not stopping.wait(1):
            for child in children:
                if child.poll() is not None:
                    raise RuntimeError(
                        f"a process ended by itself with code {child.returncode}; see what it said above"
                    )
    finally:
        _end(children)


def _prepare() -> None:
    """Database, catalogues, static files; the sample city when there is none yet."""
    import django

    from shahrsazi.locale.compile import compile_catalogues

    compile_catalogues()  # before Django reads them
    django.setup()
    from django.core.management import call_command

    from shahrsazi.commands.setup import set_up_database
    from shahrsazi.demo.staff import add_sample
    from shahrsazi.documents.scan import Arrival

    set_up_database()
    call_command("collectstatic", interactive=False, verbosity=0)
    # No document came through the sandbox: nothing was loaded yet, or only before there was a sandbox.
    if not Arrival.objects.using("feed").exists():
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


def _worker() -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "shahrsazi", "worker"])


def _server(port: int) -> subprocess.Popen:
    where = ["--host", "127.0.0.1", "--port", str(port)]
    size = ["--workers", "2", "--blocking-threads", "2", "--backpressure", "64", "--log-level", "warning"]
    return subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", *where, *size, "shahrsazi.wsgi:application"]
    )


def _wait_until_up(port: int, children: list, stopping: Event) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if stopping.is_set() or probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if any(child.poll() is not None for child in children):
            raise RuntimeError("the server or the worker did not start; see what it said above")
        stopping.wait(0.1)
    raise RuntimeError("the server did not answer within 30 seconds")


def _end(children: list) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
