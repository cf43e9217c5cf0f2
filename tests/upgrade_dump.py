"""Run as a program at every landing that changes tables: keeps a small dump of this version's database, twelve files.

    python tests/upgrade_dump.py tests/data/upgrade/2026-11-27.sql.gz

A later version must bring every kept dump up to its own tables (`shahrsazi setup`) and show its files. It is restored
as the superuser, after whom the database goes to shahrsazi_owner: to its owner the schema `public` belongs.
"""

import gzip
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from shahrsazi.demo.postgres import Cluster

ROOT = Path(__file__).parent.parent
NAME, FILES = "dumped", 12
# Roles belong to the cluster, so that a database's dump lacks them, and its owners and grants fail without.
ROLES = "SELECT format('CREATE ROLE %I;', rolname) FROM pg_roles WHERE rolname LIKE 'shahrsazi%' ORDER BY 1"


def main(target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        cluster = Cluster(Path(folder) / "postgres", durable=False)
        with cluster as url:
            database = url.replace("/postgres?", f"/{NAME}?")
            _fill(database, Path(folder))
            dump = [cluster.binaries / "pg_dump", "--no-comments", "--dbname", database]
            sql = _output(cluster.binaries / "psql", "-At", "-d", database, "-c", ROLES) + _output(*dump)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(sql, 9, mtime=0))


def _output(*command) -> bytes:
    return subprocess.run(command, capture_output=True, check=True).stdout


def _fill(database: str, folder: Path) -> None:
    """In a process of its own, which Django's settings belong to."""
    env = os.environ | {"DATABASE_URL": database, "SHAHRSAZI_STATE": str(folder), "PYTHONPATH": str(ROOT)}
    env |= {"DJANGO_SETTINGS_MODULE": "shahrsazi.settings", "SHAHRSAZI_MODE": "demo"}
    subprocess.run([sys.executable, "-c", _PROGRAM], cwd=ROOT, env=env, check=True)


_PROGRAM = f"""
import django, pathlib, os
django.setup()
from itertools import islice
from samplecity import lines
from samplecity.__main__ import write
from shahrsazi.commands.setup import set_up_database
from shahrsazi.demo.staff import add_sample
from shahrsazi.feed.loader import load
set_up_database()
path = pathlib.Path(os.environ["SHAHRSAZI_STATE"], "feed.ndjson")
write(islice(lines(files=60), {FILES}), path)
report = load(path)
assert (report.good, report.bad) == ({FILES}, []), report
add_sample()
"""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
