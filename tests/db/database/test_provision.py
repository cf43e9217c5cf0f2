"""From an empty server to one with our tables, with no more rights than a city's DBA gives; and with less."""

import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from conftest import ROOT
from drill.certificate import issue
from drill.ports import free
from drill.server import Server

from shahrsazi.database import provision
from shahrsazi.database.connections import HELD_FOR, DatabaseUrlError, for_role, parse, password_of

SECRET = "0123456789abcdefghijklmnopqrstuvwxyz-" * 2
ACCOUNT = "city_setup"


@pytest.fixture(scope="module")
def server(request):
    """The oldest PostgreSQL that we take, or the newest: who creates a role may do less with it from version 16 on."""
    with Server(free(1)[0], kind=getattr(request, "param", "installed")) as running:
        yield running


on_both = pytest.mark.parametrize("server", ["installed", "wheel"], indirect=True)


@pytest.fixture
def account(server):
    """Who may create roles and databases, and nothing else; made anew, with all that it had made gone."""
    _sweep(server)
    server.execute(f"CREATE ROLE {ACCOUNT} LOGIN CREATEROLE CREATEDB PASSWORD 'own'")
    yield server.url("shahrsazi", ACCOUNT, "own")
    _sweep(server)


def _sweep(server) -> None:
    server.execute("DROP DATABASE IF EXISTS shahrsazi WITH (FORCE)")
    names = server.execute(
        f"SELECT rolname FROM pg_roles WHERE rolname LIKE 'shahrsazi%' OR rolname = '{ACCOUNT}' ORDER BY 1 DESC"
    )
    for (name,) in names:
        server.execute(f"DROP OWNED BY {name} CASCADE")
    for (name,) in names:
        server.execute(f"DROP ROLE {name}")


def environment(url: str, tmp_path: Path, **other) -> dict:
    return os.environ | {"DATABASE_URL": url, "SHAHRSAZI_STATE": str(tmp_path), "SHAHRSAZI_SECRET_KEY": SECRET} | other


def setup(url: str, tmp_path: Path, *arguments: str, **other) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "shahrsazi", "setup", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(url, tmp_path, **other), capture_output=True, text=True, timeout=120
    )


@on_both
def test_create_role_and_create_database_are_enough_and_a_second_time_there_is_nothing_to_do(account, server, tmp_path):
    first = setup(account, tmp_path)
    assert first.returncode == 0, first.stderr
    assert "Made: the role shahrsazi_web." in first.stdout and "Made: the database shahrsazi." in first.stdout
    assert "15 added" in first.stdout and "demo database of Isfahan" in first.stdout
    second = setup(account, tmp_path)
    assert (
        second.returncode == 0
        and "Made:" not in second.stdout
        and "all migrations were applied already" in second.stdout
    )
    (powers,) = server.execute(
        "SELECT bool_or(rolsuper OR rolbypassrls OR rolcreaterole) FROM pg_roles WHERE rolname LIKE 'shahrsazi%'"
    )
    assert powers == (False,)


def test_the_roles_get_in_with_their_own_password_alone_and_nobody_else_does(account, server, tmp_path):
    assert setup(account, tmp_path).returncode == 0
    assert provision.signs_in(account, "shahrsazi_web", password_of("web", SECRET))
    assert not provision.signs_in(account, "shahrsazi_web", password_of("web", SECRET + "x"))
    server.execute("CREATE ROLE shahrsazi_stranger LOGIN PASSWORD 'x'")
    assert not provision.signs_in(account, "shahrsazi_stranger", "x")


def test_another_key_gives_the_roles_other_passwords(account, tmp_path):
    assert setup(account, tmp_path).returncode == 0
    changed = setup(account, tmp_path, SHAHRSAZI_SECRET_KEY=SECRET[::-1])
    assert changed.returncode == 0 and "Made: the password of shahrsazi_web." in changed.stdout
    assert provision.signs_in(account, "shahrsazi_web", password_of("web", SECRET[::-1]))


def test_another_password_key_is_taken_on_purpose_alone(account, server, tmp_path):
    """Under another one every password is wrong: a slip in a file must not look like a city that forgot its own."""
    assert setup(account, tmp_path).returncode == 0
    first = server.execute("SELECT password_key FROM city_deployment", "shahrsazi")
    slip = setup(account, tmp_path, SHAHRSAZI_PASSWORD_KEY=SECRET[::-1])
    assert slip.returncode == 1 and "SHAHRSAZI_PASSWORD_KEY is not the key" in slip.stderr
    assert server.execute("SELECT password_key FROM city_deployment", "shahrsazi") == first
    changed = setup(account, tmp_path, "--new-password-key", SHAHRSAZI_PASSWORD_KEY=SECRET[::-1])
    assert changed.returncode == 0, changed.stderr
    assert server.execute("SELECT password_key FROM city_deployment", "shahrsazi") != first
    assert setup(account, tmp_path, SHAHRSAZI_PASSWORD_KEY=SECRET[::-1]).returncode == 0


@pytest.mark.parametrize("rights", ["NOCREATEROLE CREATEDB", "CREATEROLE NOCREATEDB"])
def test_half_of_the_rights_leaves_the_other_half_for_a_dba(account, server, tmp_path, rights):
    server.execute(f"ALTER ROLE {ACCOUNT} {rights}")
    refused = setup(account, tmp_path, "--no-wait")
    assert refused.returncode == 1 and "Traceback" not in refused.stderr
    assert ("CREATE ROLE" in refused.stdout) == rights.startswith("NO") and "CREATE DATABASE" in refused.stdout


def test_what_the_account_may_not_is_printed_for_a_dba_and_waited_for(account, server, tmp_path):
    server.execute(f"ALTER ROLE {ACCOUNT} NOCREATEROLE NOCREATEDB")
    command = [sys.executable, "-m", "shahrsazi", "setup"]
    waiting = subprocess.Popen(
        command, cwd=ROOT, env=environment(account, tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        printed = []
        for line in waiting.stdout:
            printed.append(line)
            if line.startswith("Waiting"):
                break
        statements = [line for line in printed if line.rstrip().endswith(";")]
        assert statements and SECRET not in "".join(printed) and password_of("web", SECRET) not in "".join(printed)
        for statement in statements:  # as the DBA, one by one
            server.execute(statement)
        rest, errors = waiting.communicate(timeout=90)
    finally:
        waiting.kill()
    assert waiting.returncode == 0, errors
    assert "demo database of Isfahan" in rest


def test_a_database_of_another_program_is_left_alone(account, server, tmp_path):
    server.execute(f"CREATE DATABASE shahrsazi OWNER {ACCOUNT}")
    server.execute("CREATE TABLE invoices (id int)", "shahrsazi")
    run = setup(account, tmp_path)
    assert run.returncode == 1 and "another program's tables" in run.stderr and "Traceback" not in run.stderr
    assert server.execute("SELECT count(*) FROM pg_roles WHERE rolname = 'shahrsazi_web'") == [(0,)]


def test_a_database_of_the_other_mode_is_left_alone_by_setup_and_by_run(account, server, tmp_path):
    assert setup(account, tmp_path).returncode == 0
    server.execute("UPDATE city_deployment SET mode = 'production'", "shahrsazi")
    run = setup(account, tmp_path, SHAHRSAZI_SECRET_KEY=SECRET[::-1])
    assert run.returncode == 1 and "of a production" in run.stderr and "Traceback" not in run.stderr
    assert provision.signs_in(account, "shahrsazi_web", password_of("web", SECRET)), "its passwords are as they were"
    demonstration = _run_demo(account, tmp_path)
    assert demonstration.returncode == 1 and "This database is of a production" in demonstration.stderr
    assert server.execute("SELECT count(*) FROM people_person", "shahrsazi") == [(0,)]


@pytest.mark.parametrize("spoil", ["DELETE FROM city_deployment", "DROP TABLE city_deployment"])
def test_run_touches_no_database_of_which_it_does_not_know_that_it_is_a_demonstrations(
    account, server, tmp_path, spoil
):
    assert setup(account, tmp_path).returncode == 0
    server.execute(spoil, "shahrsazi")
    demonstration = _run_demo(account, tmp_path)
    assert demonstration.returncode == 1 and "Nothing says that" in demonstration.stderr
    assert server.execute("SELECT count(*) FROM people_person", "shahrsazi") == [(0,)]


def _run_demo(url: str, tmp_path: Path, **other: str) -> subprocess.CompletedProcess:
    env = environment(url, tmp_path, PORT=str(free(1)[0]), **other)
    command = [sys.executable, "-m", "shahrsazi", "run"]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)


def test_run_is_not_for_production(tmp_path):
    env = environment("postgresql://nobody@127.0.0.1:1/none", tmp_path, SHAHRSAZI_MODE="production")
    run = subprocess.run([sys.executable, "-m", "shahrsazi", "run"], cwd=ROOT, env=env, capture_output=True, text=True)
    assert run.returncode == 1 and "trying it out" in run.stderr and "Traceback" not in run.stderr


def test_every_parameter_of_libpq_reaches_every_role():
    url = "postgresql://boss:s%40cret@db1:5433,db2:5434/city?sslmode=verify-full&sslrootcert=/etc/ca.pem&application_name=x"
    for role in ("web", "worker", None):
        made = for_role(url, role, SECRET)
        assert (made["HOST"], made["PORT"], made["NAME"]) == ("db1,db2", "5433,5434", "city")
        assert made["OPTIONS"]["sslmode"] == "verify-full" and made["OPTIONS"]["sslrootcert"] == "/etc/ca.pem"
        assert made["OPTIONS"]["target_session_attrs"] == "read-write"
        assert (made["USER"], made["PASSWORD"]) == (
            (f"shahrsazi_{role}", password_of(role, SECRET)) if role else ("boss", "s@cret")
        )
    assert for_role("host=/run/pg dbname=a options='-c search_path=x'", "web", SECRET)["OPTIONS"]["options"].startswith(
        "-c search_path=x -c timezone"
    )
    assert "target_session_attrs" not in for_role("postgresql://db/city", "web", SECRET)["OPTIONS"]


@pytest.mark.parametrize("role", ["feed", "web", None])
def test_the_server_notices_within_a_minute_that_a_client_is_gone_which_holds_a_lock(role):
    options = for_role("postgresql://db/city?options=-c%20search_path%3Dx", role, SECRET)["OPTIONS"]["options"]
    told = dict(re.findall(r"-c tcp_keepalives_(\w+)=(\d+)", options))
    assert int(told["idle"]) + int(told["interval"]) * int(told["count"]) <= HELD_FOR


@pytest.mark.parametrize("url", ["mysql://u:secret@h/d", "postgresql://u:secret@h/d?nonsense=1", "host='"])
def test_a_url_that_is_none_is_told_without_its_password(url):
    with pytest.raises(DatabaseUrlError) as error:
        parse(url)
    assert "secret" not in str(error.value)


@pytest.fixture(scope="module")
def with_tls(tmp_path_factory):
    certificate = issue(tmp_path_factory.mktemp("tls"))
    with Server(free(1)[0], certificate=certificate) as running:
        yield running, certificate


def test_tls_is_verified_for_setup_and_for_every_role(with_tls, tmp_path):
    server, certificate = with_tls
    url = server.url("shahrsazi", sslmode="verify-full", sslrootcert=certificate.authority)
    made = setup(url, tmp_path)
    assert made.returncode == 0, made.stderr
    for role in ("web", "entrance", "feed", "worker", "staff", None):
        options = for_role(url, role, SECRET)
        parameters = {
            k: v for k, v in options["OPTIONS"].items() if k not in ("pool", "prepare_threshold", "server_side_binding")
        }
        with psycopg.connect(
            host=options["HOST"],
            port=options["PORT"],
            dbname=options["NAME"],
            user=options["USER"],
            password=options["PASSWORD"],
            **parameters,
        ) as connection:
            assert connection.pgconn.ssl_in_use
    other = issue(tmp_path / "other")
    refused = setup(server.url("shahrsazi", sslmode="verify-full", sslrootcert=other.authority), tmp_path)
    assert (
        refused.returncode == 1 and "certificate verify failed" in refused.stderr and "Traceback" not in refused.stderr
    )


def test_of_two_hosts_the_one_that_takes_writes_is_used(with_tls, tmp_path):
    server, certificate = with_tls
    url = f"postgresql://postgres:{'the-superusers-own'}@localhost:{free(1)[0]},localhost:{server.port}/shahrsazi?sslmode=verify-full&sslrootcert={certificate.authority}"
    made = setup(url, tmp_path)
    assert made.returncode == 0, made.stderr
    check = subprocess.run(
        [sys.executable, "-m", "shahrsazi", "check"],
        cwd=ROOT,
        env=environment(url, tmp_path),
        capture_output=True,
        text=True,
    )
    assert "every role gets in" in check.stdout, check.stdout + check.stderr


def test_a_second_database_with_another_key_does_not_lock_out_the_first(account, server, tmp_path):
    """Roles are the whole server's: a demonstration beside a production would have taken its passwords away."""
    assert setup(account, tmp_path).returncode == 0
    beside = account.replace("/shahrsazi", "/beside")
    for run in (
        setup(beside, tmp_path, SHAHRSAZI_SECRET_KEY=SECRET[::-1]),
        _run_demo(beside, tmp_path, SHAHRSAZI_SECRET_KEY=SECRET[::-1]),
    ):
        assert (
            run.returncode == 1 and "belong to the database shahrsazi" in run.stderr and "Traceback" not in run.stderr
        )
    assert provision.signs_in(account, "shahrsazi_web", password_of("web", SECRET))
    assert server.execute("SELECT count(*) FROM pg_database WHERE datname = 'beside'") == [(0,)]


def test_a_database_of_another_city_is_left_alone(account, server, tmp_path):
    assert setup(account, tmp_path).returncode == 0
    run = setup(account, tmp_path, "--city", str(ROOT / "tests" / "data" / "city" / "roodan.toml"))
    assert run.returncode == 1 and "This database is of Isfahan" in run.stderr and "Traceback" not in run.stderr
    assert server.execute("SELECT count(*) FROM city_district", "shahrsazi") == [(15,)]
