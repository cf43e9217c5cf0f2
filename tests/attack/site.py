"""A demonstration of its own, as `make run` starts it: fresh, on a free port, ended with all that it started."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event

from drill.ports import free

ROOT = Path(__file__).parents[2]
STATE = ROOT / "var" / "attack"
CAPTCHA = "12345"
UP, PATIENCE = "Ctrl-C", 180  # what it prints once it answers; how many seconds that may take


class Site:
    """Within the `with` it runs; Django in this process then looks into the same database."""

    def __init__(self):
        [self.port] = free(1)
        self.log = STATE / "run.log"

    def __enter__(self):
        shutil.rmtree(STATE, ignore_errors=True)
        STATE.mkdir(parents=True)
        settings = {"PORT": str(self.port), "SHAHRSAZI_STATE": str(STATE), "SHAHRSAZI_MODE": "demo"}
        inherited = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SHAHRSAZI_SITE_URL")}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "shahrsazi", "run"],
                cwd=ROOT,
                env=inherited | settings | {"CAPTCHA_ANSWER": CAPTCHA},
                stdout=log,
                stderr=log,
            )
        try:
            self._wait()
            self._connect(settings)
        except BaseException:
            self.end()
            raise
        self.workers = self.running_workers()
        return self

    def __exit__(self, *_):
        self.end()

    def _wait(self) -> None:
        for _ in range(PATIENCE * 10):
            text = self.log.read_text("utf8", "replace")
            if UP in text:
                return
            assert self.process.poll() is None, text
            Event().wait(0.1)
        raise AssertionError(f"it did not start within {PATIENCE} seconds: {text[-2000:]}")

    def _connect(self, settings: dict[str, str]) -> None:
        from shahrsazi.demo.postgres import Cluster

        url = Cluster(STATE / "postgres").url.replace("/postgres?", "/shahrsazi?")
        os.environ.update(settings | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "shahrsazi.settings"})
        import django

        django.setup()

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def running_workers(self) -> set[int]:
        """The processes below the one that was started: one that crashes is replaced by another number."""
        left, children = [self.process.pid], set()
        while left:
            for path in Path(f"/proc/{left.pop()}/task").glob("*/children"):
                below = {int(pid) for pid in path.read_text().split()}
                left += below - children
                children |= below
        return {pid for pid in children if _is_web(pid)}

    def tracebacks(self) -> list[str]:
        """What the server's log has of exceptions, the newest last, each once."""
        lines = self.log.read_text("utf8", "replace").splitlines()
        return list(dict.fromkeys(trace for line in lines if (trace := _trace(line))))

    def messages(self) -> list[dict]:
        """What was sent to people's telephones."""
        outbox = STATE / "outbox.jsonl"
        return [json.loads(line) for line in outbox.read_text("utf8").splitlines()] if outbox.exists() else []


def _is_web(pid: int) -> bool:
    try:
        return b"granian" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _trace(line: str) -> str:
    """The traceback of a line of the log; of the server's own complaints, which are not JSON, the line."""
    try:
        return json.loads(line).get("trace", "")
    except (ValueError, AttributeError):
        return line if "Traceback" in line or "panicked" in line or "raised an exception" in line else ""
