"""The audit of the locks, before a database of weaknesses that answers, that knows nothing, that is not there."""

import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from repository import ROOT

from dependencies.audit import CANARY

LOCK = "".join(f"{name}==1.0 \\\n    --hash=sha256:{'0' * 64}\n" for name in ("bazaar", "caravanserai"))


@contextmanager
def database(known: dict[tuple[str, str], str], silent_about: str = ""):
    """A database of weaknesses on this machine: its address. Each (package, version) of `known` has a weakness."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            wanted = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            name, version = wanted["package"]["name"], wanted["version"]
            body = json.dumps(_weakness(name, known.get((name, version)))).encode()
            self.send_response(500 if name == silent_about else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Nothing: what is printed is the audit's."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def _weakness(name: str, weakness: str | None) -> dict:
    if weakness is None:
        return {}
    events = [{"introduced": "0"}, {"fixed": "9.9"}]
    affected = {"package": {"name": name, "ecosystem": "PyPI"}, "ranges": [{"type": "ECOSYSTEM", "events": events}]}
    return {"vulns": [{"id": weakness, "summary": "bad", "affected": [affected]}]}


@pytest.fixture
def audited(tmp_path):
    """The exit code and the words of an audit of two packages, asked of a database at that address."""
    lock = tmp_path / "requirements.lock"
    lock.write_text(LOCK)

    def run(address: str) -> tuple[int, str]:
        env = os.environ | {"VULNERABILITY_DATABASE_URL": address}
        command = [sys.executable, "-m", "dependencies.audit", lock]
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
        return done.returncode, done.stdout

    return run


def test_packages_of_which_nothing_bad_is_known_pass(audited):
    with database({CANARY: "CANARY-1"}) as address:
        code, words = audited(address)
    assert (code, "UNSAFE" in words, "NOT LOOKED UP" in words) == (0, False, False)


def test_an_unsafe_package_is_named_with_the_release_that_mends_it(audited):
    with database({CANARY: "CANARY-1", ("bazaar", "1.0"): "WEAK-7"}) as address:
        code, words = audited(address)
    assert code == 1 and "UNSAFE bazaar 1.0: WEAK-7, mended in 9.9" in words


def test_a_database_that_knows_nothing_is_not_taken_for_safety(audited):
    with database({}) as address:
        code, words = audited(address)
    assert code == 2 and "NOT LOOKED UP" in words


def test_a_database_that_is_not_there_is_not_taken_for_safety(audited):
    code, words = audited("http://127.0.0.1:1/")
    assert code == 2 and "NOT LOOKED UP" in words


def test_a_package_on_which_the_database_fails_is_not_taken_for_safe(audited):
    with database({CANARY: "CANARY-1"}, silent_about="bazaar") as address:
        code, words = audited(address)
    assert code == 2 and "NOT LOOKED UP" in words
