"""What docs/operation/backup.md says is done as it stands there: a city is kept, and comes back on an empty server."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from drill.ports import free
from drill.server import PASSWORD, Server

DOCUMENT = (ROOT / "docs" / "operation" / "backup.md").read_text("utf8")
KEEPING, BRINGING_BACK = DOCUMENT.split("## Bringing it back")
ACCOUNT = "city_setup"
PEOPLE = "SELECT number FROM people_person"


def command(program: str, text: str) -> str:
    """The one command of the document that begins with this program, without what is said behind it."""
    [line] = re.findall(rf"^{program} .*|`{program} [^`]*`", text, re.M)
    return line.strip("`").partition("      #")[0].strip()


def shell(line: str, server: Server, folder: Path, **env: str) -> subprocess.CompletedProcess:
    """As a superuser of that server, if it names nobody else."""
    at = {"PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PGUSER": "postgres", "PGPASSWORD": PASSWORD}
    path = {"PATH": f"{server.binaries}:{os.defpath}"}
    return subprocess.run(line, shell=True, cwd=folder, env=path | at | env, capture_output=True, text=True)  # noqa: S602


def dumped(server: Server, folder: Path, account: str) -> subprocess.CompletedProcess:
    """With the document's pg_dump, through the account, whose password is "own"."""
    url = server.url("shahrsazi", account, "own")
    line = re.sub("'postgresql://[^']*'", f"'{url}'", command("pg_dump", KEEPING))
    return shell(line, server, folder)


def shahrsazi(server: Server, folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    env = os.environ | {"SHAHRSAZI_STATE": str(folder), "DATABASE_URL": server.url("shahrsazi", ACCOUNT, "own")}
    program = [sys.executable, "-m", "shahrsazi", *arguments]
    return subprocess.run(program, cwd=ROOT, env=env, capture_output=True, text=True)


def with_account(server: Server) -> Server:
    server.execute(f"CREATE ROLE {ACCOUNT} LOGIN CREATEROLE CREATEDB PASSWORD 'own'")
    return server


@pytest.fixture(scope="module")
def city_to_keep(tmp_path_factory):
    """A city with an administrator in it, and the folder for its dump."""
    folder = tmp_path_factory.mktemp("backup")
    with Server(free(1)[0]) as server:
        made = shahrsazi(with_account(server), folder, "setup")
        assert made.returncode == 0, made.stderr
        assert shahrsazi(server, folder, "staff", "1310002223", "پروین", "احمدی").returncode == 0
        [statements] = re.findall(r"```sql\n(.*?)```", KEEPING, re.S)
        for statement in statements.replace("'…'", "'own'").strip().splitlines():
            server.execute(statement)
        yield server, folder


def test_the_account_of_setup_cannot_keep_it_and_the_role_for_it_can(city_to_keep):
    server, folder = city_to_keep
    refused = dumped(server, folder, ACCOUNT)
    assert refused.returncode != 0 and "row-level security policy" in refused.stderr
    kept = dumped(server, folder, "city_backup")
    assert kept.returncode == 0, kept.stderr


@pytest.mark.parametrize("roles", ["of the file", "of setup"])
def test_it_comes_back_on_a_server_that_has_nothing(city_to_keep, roles, tmp_path):
    server, folder = city_to_keep
    assert dumped(server, folder, "city_backup").returncode == 0
    whole = re.sub("'postgresql://[^']*'", f"'{server.url()}'", command("pg_dumpall", KEEPING))
    assert shell(whole, server, folder).returncode == 0
    with Server(free(1)[0]) as other:
        if roles == "of the file":
            shell(command("psql", BRINGING_BACK), other, folder)
        else:
            assert shahrsazi(with_account(other), tmp_path, "setup").returncode == 0
            assert shell(command("dropdb", BRINGING_BACK), other, folder).returncode == 0
        for program in ("createdb", "pg_restore"):
            run = shell(command(program, BRINGING_BACK), other, folder)
            assert run.returncode == 0, run.stderr
        again = shahrsazi(other, tmp_path, "setup")
        assert again.returncode == 0 and "0 migrations" not in again.stdout, again.stderr
        assert "Made: CONNECT on shahrsazi for shahrsazi_web." in again.stdout
        checked = shahrsazi(other, tmp_path, "check")
        assert checked.returncode == 0 and "FAILS" not in checked.stdout, checked.stdout
        assert other.execute(PEOPLE, "shahrsazi") == server.execute(PEOPLE, "shahrsazi") == [("1310002223",)]


def test_a_table_that_was_opened_to_its_owner_is_found(city_to_keep):
    server, folder = city_to_keep
    server.execute("ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY", "shahrsazi")
    assert "people_person" in shahrsazi(server, folder, "check").stdout
    assert shahrsazi(server, folder, "setup").returncode == 0
    assert shahrsazi(server, folder, "check").returncode == 0
