"""Every database that an earlier landing kept is brought to this version's tables, with its files in it."""

import gzip
import os
import subprocess
import sys

import psycopg
import pytest
from conftest import ROOT
from drill.ports import free
from drill.server import PASSWORD, Server

DUMPS = sorted((ROOT / "tests" / "data" / "upgrade").glob("*.sql.gz"))
FILES = 12


@pytest.fixture(params=DUMPS, ids=lambda path: path.name.partition(".")[0])
def restored(request):
    """As an operator restores: the superuser reads it in, and the database goes to its owner."""
    with Server(free(1)[0]) as server:
        server.execute("CREATE DATABASE shahrsazi TEMPLATE template0")
        env = {"PATH": os.defpath, "PGPASSWORD": PASSWORD}
        command = [server.binaries / "psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", server.url("shahrsazi")]
        subprocess.run(
            command, input=gzip.decompress(request.param.read_bytes()), env=env, check=True, capture_output=True
        )
        server.execute("ALTER DATABASE shahrsazi OWNER TO shahrsazi_owner")
        yield server


def test_setup_brings_it_up_and_its_files_are_all_there(restored, tmp_path):
    env = os.environ | {"DATABASE_URL": restored.url("shahrsazi"), "SHAHRSAZI_STATE": str(tmp_path)}
    for _ in range(2):
        run = subprocess.run(
            [sys.executable, "-m", "shahrsazi", "setup"], cwd=ROOT, env=env, capture_output=True, text=True
        )
        assert run.returncode == 0, run.stderr
    checked = subprocess.run(
        [sys.executable, "-m", "shahrsazi", "check"], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert "FAILS" not in checked.stdout and "tables are this version's" in checked.stdout, checked.stdout
    with psycopg.connect(restored.url("shahrsazi")) as connection:
        assert connection.execute("SELECT count(*) FROM casefiles_casefile").fetchone() == (FILES,)
        assert connection.execute("SELECT mode FROM city_deployment").fetchone() == ("demo",)
