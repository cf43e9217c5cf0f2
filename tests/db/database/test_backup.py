"""What docs/operation/backup.md says is done as it stands there: a city is kept, and comes back on an empty server."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ROOT
from drill.ports import free
from drill.server import PASSWORD, Server

from shahrsazi.credentials.passwords import first_password_text
from shahrsazi.staff import totp

DOCUMENT = (ROOT / "docs" / "operation" / "backup.md").read_text("utf8")
KEEPING, BRINGING_BACK = DOCUMENT.split("## Bringing it back")
ACCOUNT = "city_setup"
PEOPLE = "SELECT number FROM people_person WHERE number = '1310002223'"
[STATEMENTS] = re.findall(r"```sql\n(.*?)```", KEEPING, re.S)
ROLE_OF_BACKUPS = STATEMENTS.replace("'…'", "'own'").strip().splitlines()


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
        for statement in ROLE_OF_BACKUPS:
            server.execute(statement)
        yield server, folder


def invited(server: Server, folder: Path, number: str, *names: str) -> str:
    """What this member of the staff is handed: a first password."""
    run = shahrsazi(server, folder, "staff", number, *names)
    assert run.returncode == 0, run.stderr
    return run.stdout.split()[-1]


def handed_out(server: Server, folder: Path, *member: str) -> set[str]:
    """To this member and to those whose turn it is: what follows from the numbers of rows."""
    tables = "credentials_firstpassword", "messages_message", "staff_enrolment"
    numbers = [server.execute(f"SELECT nextval('{table}_id_seq')", "shahrsazi")[0][0] for table in tables]
    password, message, enrolment = numbers
    derived = first_password_text(password), f"message-{message}", totp.spelled_secret(enrolment)
    return {invited(server, folder, *member), *derived}


def test_the_account_of_setup_cannot_keep_it_and_the_role_for_it_can(city_to_keep):
    server, folder = city_to_keep
    refused = dumped(server, folder, ACCOUNT)
    assert refused.returncode != 0 and "row-level security policy" in refused.stderr
    kept = dumped(server, folder, "city_backup")
    assert kept.returncode == 0, kept.stderr


@contextmanager
def brought_back(server: Server, folder: Path, roles: str) -> Iterator[Server]:
    """The dump on a server that has nothing, by the document's steps as far as its `setup`."""
    with Server(free(1)[0]) as other:
        if roles == "of the file":
            shell(command("psql", BRINGING_BACK), other, folder)
        else:
            assert shahrsazi(with_account(other), folder, "setup").returncode == 0
            assert shell(command("dropdb", BRINGING_BACK), other, folder).returncode == 0
        for program in ("createdb", "pg_restore"):
            run = shell(command(program, BRINGING_BACK), other, folder)
            assert run.returncode == 0, run.stderr
        for statement in ROLE_OF_BACKUPS:
            shell(f'psql -d postgres -c "{statement}"', other, folder)
        yield other


@pytest.mark.parametrize("roles", ["of the file", "of setup"])
def test_it_comes_back_on_a_server_that_has_nothing(city_to_keep, roles, tmp_path):
    server, folder = city_to_keep
    assert dumped(server, folder, "city_backup").returncode == 0
    whole = re.sub("'postgresql://[^']*'", f"'{server.url()}'", command("pg_dumpall", KEEPING))
    assert shell(whole, server, folder).returncode == 0
    with brought_back(server, folder, roles) as other:
        again = shahrsazi(other, tmp_path, "setup")
        assert again.returncode == 0 and "0 migrations" not in again.stdout, again.stderr
        assert "Made: CONNECT on shahrsazi for shahrsazi_web." in again.stdout
        checked = shahrsazi(other, tmp_path, "check")
        assert checked.returncode == 0 and "FAILS" not in checked.stdout, checked.stdout
        assert other.execute(PEOPLE, "shahrsazi") == server.execute(PEOPLE, "shahrsazi") == [("1310002223",)]
        kept = dumped(other, tmp_path, "city_backup")
        assert kept.returncode == 0, kept.stderr


def test_what_was_handed_out_after_the_dump_is_handed_to_nobody_else_when_it_is_back(city_to_keep, tmp_path):
    server, folder = city_to_keep
    assert dumped(server, folder, "city_backup").returncode == 0
    handed = handed_out(server, folder, "1310002231", "مهین", "رستگار")
    with brought_back(server, folder, "of setup") as other:
        came = "its new numbers begin 1,000,000 behind the last ones"
        assert came in shahrsazi(other, tmp_path, "setup").stdout
        assert not handed & handed_out(other, tmp_path, "1310002241", "بهروز", "کیانی")
        assert came not in shahrsazi(other, tmp_path, "setup").stdout
        assert came in shahrsazi(other, tmp_path, "setup", "--restored").stdout


def test_a_table_that_was_opened_to_its_owner_is_found(city_to_keep):
    server, folder = city_to_keep
    server.execute("ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY", "shahrsazi")
    assert "people_person" in shahrsazi(server, folder, "check").stdout
    assert shahrsazi(server, folder, "setup").returncode == 0
    assert shahrsazi(server, folder, "check").returncode == 0
