"""The parts of a production on this machine: its settings, its processes, nginx before them; started and ended."""

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Event
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from drill.certificate import Certificate, issue
from drill.gateways import MAIL_ACCOUNT, TOKEN
from drill.ports import free
from drill.server import Server

ROOT = Path(__file__).parents[2]
PATIENCE = 90  # the worker finishes the job that it has begun
SAMPLE = ROOT / "docs" / "operation" / "nginx.conf"


class Production:
    """Everything but the database and the gateways; `processes` are those that run now, by name."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="shahrsazi-production-"))
        self.folder.chmod(0o755)
        names = ("database", "sms", "mail", "http", "https", "one", "two")
        self.ports = dict(zip(names, free(len(names)), strict=True))
        self.site = f"https://localhost:{self.ports['https']}"
        self.certificate: Certificate = issue(self.folder / "tls")
        self.processes: dict[str, subprocess.Popen] = {}
        self.sessions: list[int] = []

    def __exit__(self, kind, *_):
        for name in list(self.processes):
            if kind:
                print(f"--- the end of {name}'s log\n{_said(self.log(name))}", file=sys.stderr)
            self.end(name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        self.settings = self._settings()
        return self

    def _settings(self) -> dict:
        city = self.folder / "city.toml"
        sample = (ROOT / "shahrsazi" / "city" / "profiles" / "isfahan.toml").read_text("utf8")
        city.write_text(re.sub(r"^demonstration.*\n", "", sample, flags=re.M), "utf8")
        for name in ("secret", "password"):
            (self.folder / name).write_text(secrets.token_urlsafe(48), "utf8")
            (self.folder / name).chmod(0o600)
        user, password = MAIL_ACCOUNT
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "SHAHRSAZI_MODE": "production",
            "SHAHRSAZI_SECRET_KEY_FILE": str(self.folder / "secret"),
            "SHAHRSAZI_PASSWORD_KEY_FILE": str(self.folder / "password"),
            "SHAHRSAZI_STATE": str(self.folder / "state"),
            "SHAHRSAZI_SITE_URL": self.site,
            "SHAHRSAZI_PROXY": "127.0.0.1",
            "SHAHRSAZI_CITY": str(city),
            "SHAHRSAZI_SMS_URL": f"http://127.0.0.1:{self.ports['sms']}/",
            "SHAHRSAZI_SMS_KEY": TOKEN,
            "SHAHRSAZI_SMTP_URL": f"smtp://{user}:{password}@localhost:{self.ports['mail']}",
            "SHAHRSAZI_MAIL_FROM": "portal@localhost",
            "SSL_CERT_FILE": str(self.certificate.authority),
        }

    def use(self, server: Server) -> None:
        """That server's database, through an account that may create roles and databases and nothing else."""
        server.execute("CREATE ROLE city_setup LOGIN CREATEROLE CREATEDB PASSWORD 'setup-password'")
        self.settings["DATABASE_URL"] = server.url("shahrsazi", "city_setup", "setup-password")

    def command(self, *arguments: str, code: int = 0) -> str:
        """One command of the program, to its end; what it printed."""
        run = subprocess.run(
            [sys.executable, "-m", "shahrsazi", *arguments],
            cwd=self.folder,
            env=self.settings,
            capture_output=True,
            text=True,
            timeout=180,
        )
        assert run.returncode == code and "Traceback" not in run.stderr, (arguments, run.stdout, run.stderr)
        return run.stdout + run.stderr

    def start(self, name: str, *arguments: str) -> None:
        """A process of the program, in a session of its own; it serves with its roles, not with the owner's account."""
        if arguments[0] == "serve":
            arguments += ("--port", str(self.ports[name]))
        self._start(name, [sys.executable, "-m", "shahrsazi", *arguments], self.settings)

    def start_nginx(self) -> None:
        conf = self.folder / "nginx.conf"
        conf.write_text(self._nginx_conf(), "utf8")
        self._start("nginx", ["/usr/sbin/nginx", "-c", str(conf), "-g", "daemon off;"], {"PATH": os.defpath})

    def _nginx_conf(self) -> str:
        """The sample of the docs with this machine's names, ports and folders."""
        site = SAMPLE.read_text("utf8").replace("portal.example.ir", "localhost")
        for old, new in (
            ("127.0.0.1:8001", f"127.0.0.1:{self.ports['one']}"),
            ("127.0.0.1:8002", f"127.0.0.1:{self.ports['two']}"),
            ("listen 80;", f"listen 127.0.0.1:{self.ports['http']};"),
            ("listen 443 ssl;", f"listen 127.0.0.1:{self.ports['https']} ssl;"),
            ("/etc/ssl/localhost.pem", str(self.certificate.chain)),
            ("/etc/ssl/localhost.key", str(self.certificate.key)),
        ):
            assert old in site, old
            site = site.replace(old, new)
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        folders = "\n".join(f"{kind}_temp_path {self.folder}/{kind};" for kind in kinds)
        user = "user root;\n" if os.geteuid() == 0 else ""
        return (
            f"{user}pid {self.folder}/nginx.pid;\nerror_log {self.folder}/nginx.log;\nevents {{}}\n"
            f"http {{\n{folders}\n{site}\n}}\n"
        )

    def _start(self, name: str, command: list[str], env: dict) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            child = subprocess.Popen(command, cwd=self.folder, env=env, stdout=log, stderr=log, start_new_session=True)
        self.processes[name] = child
        self.sessions.append(child.pid)

    def end(self, name: str, sign: int = signal.SIGTERM) -> None:
        child = self.processes.pop(name)
        child.send_signal(sign)
        try:
            child.wait(PATIENCE)
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()

    def left_behind(self) -> list[int]:
        """Processes of sessions that were started here and have ended."""
        running = {child.pid for child in self.processes.values()}
        return [pid for pid, session in _sessions() if session in self.sessions and session not in running]

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text("utf8", "replace")

    def probe(self, name: str, path: str) -> tuple[int, str]:
        """As a watcher on this machine asks a web: at its own port, by its address."""
        try:
            with urlopen(f"http://127.0.0.1:{self.ports[name]}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()
        except (URLError, OSError) as error:
            return 0, str(error)

    def wait_until_logged(self, name: str, words: str, seconds: float = 30) -> None:
        for _ in range(int(seconds * 10)):
            if words in self.log(name):
                return
            Event().wait(0.1)
        raise AssertionError((name, words, self.log(name)[-2000:]))

    def wait_until(self, name: str, path: str, status: int, seconds: float = 30) -> None:
        for _ in range(int(seconds * 10)):
            if self.probe(name, path)[0] == status:
                return
            Event().wait(0.1)
        raise AssertionError((name, path, self.probe(name, path), self.log(name)[-2000:]))


def _said(log: str) -> str:
    """The last lines, each cut where a traceback would begin to fill the screen."""
    return "\n".join(line[:600] for line in log.splitlines()[-15:])


def _sessions() -> list[tuple[int, int]]:
    """Every process and its session; zombies are nobody's any more."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            found.append((int(stat.parent.name), int(fields[3])))
    return found
