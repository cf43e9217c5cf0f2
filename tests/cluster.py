"""A PostgreSQL for each worker of the tests, and in it a fresh copy of a database that has the sample city in it.

The copy's template is made once for each day and each state of the code, in a process of its own, and kept in var/.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from shahrsazi.demo.postgres import Cluster

ROOT = Path(__file__).parent.parent
NAME = "shahrsazi_test"
PROGRAM = Path(__file__).with_name("city_template.py")


class TestCluster:
    """A running server with the tests' database; `city_day` is the day for which the sample city was made."""

    def __init__(self, state: Path):
        self.state, self.cluster = state, Cluster(state / "postgres", durable=False)

    def start(self) -> str:
        """The URL of a database as it is before any test."""
        self.server = self.cluster.start()
        self.template = f"template_{_digest()}"
        if not self._exists(self.template):
            self._make_template()
        self._copy()
        return self._url(NAME)

    def stop(self) -> None:
        self.cluster.stop()

    @property
    def city_day(self) -> date:
        return date.fromisoformat((self._kept / "day").read_text("utf8"))

    @property
    def _kept(self) -> Path:
        return self.state / self.template

    def _url(self, database: str) -> str:
        return urlunsplit(urlsplit(self.server)._replace(path=f"/{database}"))

    def _execute(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _exists(self, database: str) -> bool:
        with psycopg.connect(self.server) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        return bool(found) and (self._kept / "day").exists()

    def _make_template(self) -> None:
        for old in self.state.glob("template_*"):
            self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", old.name)
            shutil.rmtree(old)
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.template)
        env = os.environ | {"DATABASE_URL": self._url(self.template), "SHAHRSAZI_STATE": str(self._kept)}
        program = [sys.executable, str(PROGRAM)]
        made = subprocess.run(program, cwd=ROOT, env=env | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
        assert made.returncode == 0, made.stderr[-3000:]
        (self._kept / "day").write_text(made.stdout.split()[-1], "utf8")

    def _copy(self) -> None:
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", NAME)
        self._execute("CREATE DATABASE {} TEMPLATE {} OWNER shahrsazi_owner", NAME, self.template)
        shutil.rmtree(self.state / "documents", ignore_errors=True)
        shutil.copytree(self._kept / "documents", self.state / "documents")
        (self.state / "outbox.jsonl").unlink(missing_ok=True)

    def grant(self, secret: str) -> None:
        """Rights on the database itself are not copied with it."""
        from shahrsazi.database import provision

        _made, left = provision.make(self._url(NAME), secret)
        assert left == [], left


def _digest() -> str:
    """Of the day, and of everything that the template is made from."""
    digest = hashlib.sha256(date.today().isoformat().encode() + PROGRAM.read_bytes())
    kinds = (".py", ".sql", ".toml", ".po", ".typ")
    for folder in (ROOT / "shahrsazi", ROOT / "samplecity"):
        for path in sorted(p for p in folder.rglob("*") if p.suffix in kinds or "papers" in p.parts):
            if path.is_file():
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
