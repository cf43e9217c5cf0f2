"""A PostgreSQL as a city has it: over TCP, with passwords, with TLS if a certificate is given; stopped and started."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg

from drill.certificate import Certificate
from shahrsazi.demo.binaries import find_binaries, server_account

PASSWORD = "the-superusers-own"


class Server:
    """In a folder of its own under /tmp, for the account that runs it may not enter our homes."""

    def __init__(self, port: int, *, kind: str = "installed", certificate: Certificate | None = None):
        self.port, self.account = port, server_account()
        self.folder = Path(tempfile.mkdtemp(prefix="shahrsazi-drill-"))
        self.binaries = find_binaries(kind, account=self.account, state=Path("/var/lib/shahrsazi"))
        self.data, self.certificate = self.folder / "data", certificate

    def __enter__(self):
        (self.folder / "password").write_text(PASSWORD, "utf8")
        if self.certificate:
            for source, name in ((self.certificate.chain, "server.crt"), (self.certificate.key, "server.key")):
                shutil.copy(source, self.folder / name)
                (self.folder / name).chmod(0o600)
        if self.account:
            for path in (self.folder, *self.folder.iterdir()):
                os.chown(path, *self.account)
        self._run(
            "initdb",
            "-D",
            "data",
            "-U",
            "postgres",
            "-A",
            "scram-sha-256",
            "--pwfile",
            "password",
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
        )
        self.start()
        return self

    def __exit__(self, *_):
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        settings = [
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={self.folder}",
            "fsync=off",
            "max_connections=120",
        ]
        if self.certificate:
            settings += ["ssl=on", f"ssl_cert_file={self.folder}/server.crt", f"ssl_key_file={self.folder}/server.key"]
        options = " ".join(f"-c {setting}" for setting in settings)
        self._run("pg_ctl", "start", "-D", "data", "-w", "-l", "log", "-o", options)

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "stop", "-D", "data", "-w", "-m", mode, check=False)

    def url(self, name: str = "postgres", user: str = "postgres", password: str = PASSWORD, **parameters) -> str:
        query = "&".join(f"{key}={value}" for key, value in parameters.items())
        return f"postgresql://{user}:{password}@localhost:{self.port}/{name}" + (f"?{query}" if query else "")

    def execute(self, statement: str, name: str = "postgres") -> list[tuple]:
        """As the superuser."""
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        other = {"user": self.account[0], "group": self.account[1], "extra_groups": []} if self.account else {}
        run = subprocess.run(
            [self.binaries / program, *arguments],
            cwd=self.folder,
            env={"PATH": os.defpath, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            **other,
        )
        assert not check or run.returncode == 0, (program, run.stdout[-500:], run.stderr[-500:])
