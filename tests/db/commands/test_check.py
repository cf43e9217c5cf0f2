"""`shahrsazi check` finds what would keep a city from working, says what to do, and ends with code 1."""

import argparse
import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from conftest import ROOT
from drill.ports import free
from quiet_gateways import quiet_gateways
from signed_pdfs import root
from stub_servers import SmsServer

from shahrsazi import static_files
from shahrsazi.commands import feed
from shahrsazi.commands.check import gateways, site, store
from shahrsazi.commands.check import static_files as static_check
from shahrsazi.documents import storage
from shahrsazi.web import proxies


@pytest.fixture(autouse=True)
def no_message_waits(city):
    with quiet_gateways():
        yield


def check(**env: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "shahrsazi", "check"]
    run = subprocess.run(command, cwd=ROOT, env=os.environ | env, capture_output=True, text=True, timeout=60)
    assert "Traceback" not in run.stdout + run.stderr
    return run


def levels(findings) -> list[str]:
    return [finding.level for finding in findings]


def words(findings) -> str:
    return " ".join(finding.sentence for finding in findings)


def test_a_system_that_is_whole_is_good_in_every_area(city):
    run = check()
    assert run.returncode == 0 and "FAILS" not in run.stdout
    for area in ("settings", "database", "static files", "store", "gateways", "work", "feed"):
        assert f"good     {area}" in run.stdout, run.stdout


def test_what_only_a_dba_can_do_is_asked_for_and_nothing_else_is(city):
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as superuser:
        superuser.execute("CREATE DATABASE somebody_elses")
        try:
            run = check()
            assert (
                run.returncode == 0
                and "REVOKE CONNECT ON DATABASE somebody_elses FROM PUBLIC;" in run.stdout.replace('"', "")
            )
            assert "ALTER ROLE shahrsazi_web SET log_parameter_max_length = 0;" in run.stdout
            advised = [line.partition("should run: ")[2] for line in run.stdout.splitlines() if "should run: " in line]
            for statement in advised:
                superuser.execute(statement)
            assert "should run" not in check().stdout
        finally:
            superuser.execute("DROP DATABASE somebody_elses WITH (FORCE)")
            for name in ("postgres", "template1"):
                superuser.execute(f"GRANT CONNECT ON DATABASE {name} TO PUBLIC")
            for role in ("web", "entrance", "feed", "worker", "staff"):
                superuser.execute(f"ALTER ROLE shahrsazi_{role} RESET ALL")


@pytest.mark.parametrize(
    ("spoil", "mend", "found"),
    [
        ("DROP POLICY shahrsazi_web_select ON casefiles_deed", None, "casefiles_deed"),
        (
            "ALTER TABLE people_contact NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE people_contact FORCE ROW LEVEL SECURITY",
            "people_contact",
        ),
        (
            "ALTER TABLE people_contact DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE people_contact ENABLE ROW LEVEL SECURITY",
            "people_contact",
        ),
        (
            "UPDATE city_deployment SET mode = 'production'",
            "UPDATE city_deployment SET mode = 'demo'",
            "of a production",
        ),
        ("ALTER ROLE shahrsazi_feed NOLOGIN", "ALTER ROLE shahrsazi_feed LOGIN", "shahrsazi_feed does not get in"),
    ],
)
def test_a_database_that_is_not_as_it_should_be(city, spoil, mend, found):
    from shahrsazi.database import policies

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as superuser:
        superuser.execute(spoil)
        try:
            run = check()
        finally:
            superuser.execute(mend) if mend else policies.apply()
    assert run.returncode == 1 and found in run.stdout and "must be mended" in run.stderr, run.stdout


def test_another_key_over_the_passwords_is_found(city):
    run = check(SHAHRSAZI_PASSWORD_KEY="the key of another city's passwords, that somebody wrote into the wrong file")
    assert run.returncode == 1 and "SHAHRSAZI_PASSWORD_KEY is not the key" in run.stdout, run.stdout


@pytest.mark.parametrize(("apart", "level"), [(0, "good"), (8, "good"), (-12, "FAILS"), (12, "FAILS"), (3600, "FAILS")])
def test_a_clock_apart_from_the_databases_is_found(city, monkeypatch, apart, level):
    from shahrsazi.commands.check import database

    now = database.time.time()
    monkeypatch.setattr(database.time, "time", lambda: now + apart)
    assert [f.level for f in database.findings() if "clocks" in f.sentence] == [level]


def test_missing_static_files_are_found_and_half_of_them_too(settings_of, tmp_path):
    assert levels(static_check.findings()) == ["good"]
    settings_of(STATIC_ROOT=tmp_path)
    assert "every page would fail" in words(static_check.findings())
    (tmp_path / static_files.MANIFEST).write_text(json.dumps({"paths": {"a.css": "a.123.css"}}), "utf8")
    assert "1 are missing" in words(static_check.findings())


@pytest.fixture
def settings_of():
    from django.test import override_settings

    active = []

    def change(**values):
        active.append(override_settings(**values))
        active[-1].enable()

    yield change
    for each in reversed(active):
        each.disable()


def test_a_store_that_takes_nothing_is_found(settings_of, tmp_path):
    assert "FAILS" not in levels(store.findings())
    blocked = tmp_path / "file"
    blocked.write_text("no folder", "utf8")
    folder = {"BACKEND": "shahrsazi.documents.storage.Folder", "OPTIONS": {"location": blocked}}
    from django.conf import settings

    settings_of(STORAGES=settings.STORAGES | {"documents": folder})
    assert levels(store.findings())[0] == "FAILS"


@pytest.fixture
def as_another_account(monkeypatch):
    """Whoever runs it is not whose folder it is, as root on a machine that was just installed."""
    monkeypatch.setattr(storage.os, "geteuid", lambda: Path(os.environ["SHAHRSAZI_STATE"]).stat().st_uid + 4711)


def test_whose_the_state_is_not_writes_nothing_there(settings_of, tmp_path, as_another_account):
    from django.conf import settings

    folder = {"BACKEND": "shahrsazi.documents.storage.Folder", "OPTIONS": {"location": tmp_path / "documents"}}
    settings_of(STATE=tmp_path, STORAGES=settings.STORAGES | {"documents": folder})
    first, *_ = store.findings()
    assert first.level == "FAILS" and "run it as" in first.sentence and str(tmp_path) in first.sentence
    assert list(tmp_path.iterdir()) == []


def test_nor_does_a_delivery_of_production_write_there(settings_of, tmp_path, as_another_account, capsys):
    settings_of(DEMO=False, STATE=tmp_path)
    delivery = tmp_path / "delivery.ndjson"
    delivery.write_text("{}\n", "utf8")
    with pytest.raises(SystemExit):
        feed._load(argparse.Namespace(file=delivery, act="load", unsigned=True, processes=1))
    assert "run it as" in capsys.readouterr().err and list(tmp_path.iterdir()) == [delivery]


@pytest.mark.parametrize(("free", "level"), [(90, "good"), (10, "warning"), (4, "FAILS")])
def test_a_disk_of_the_temporary_folder_that_fills_up_is_found_beside_the_states(monkeypatch, tmp_path, free, level):
    def usage(folder):
        return SimpleNamespace(total=100 * 10**9, free=(free if folder == tmp_path else 90) * 10**9)

    monkeypatch.setattr(store.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(store, "_is_other_disk", lambda folder: True)
    monkeypatch.setattr(store.shutil, "disk_usage", usage)
    assert levels(f for f in store.findings() if "GB free" in f.sentence) == ["good", level]


def said_of_roots(settings_of, folder: Path) -> list:
    settings_of(SIGNATURE_ROOTS=str(folder))
    return [finding for finding in store.findings() if "root" in finding.sentence.lower()]


def test_without_a_folder_of_roots_nothing_is_said_of_it(settings_of):
    settings_of(SIGNATURE_ROOTS="")
    assert "root" not in words(store.findings())


def test_a_folder_of_roots_that_can_be_read_is_good_and_they_are_counted(settings_of, tmp_path):
    (tmp_path / "one.pem").write_text(root().pem, "ascii")
    (tmp_path / "both.pem").write_text(root().pem * 2, "ascii")
    (tmp_path / "notes.txt").write_text("no root", "ascii")
    found = said_of_roots(settings_of, tmp_path)
    assert levels(found) == ["good"] and words(found).startswith("2 files with trusted roots")


@pytest.mark.parametrize("content", [b"", b"no certificate", b"\xff\xfe", "گواهی".encode()])
def test_a_root_that_is_no_certificate_is_found_and_named(settings_of, tmp_path, content):
    (tmp_path / "one.pem").write_text(root().pem, "ascii")
    (tmp_path / "two.pem").write_bytes(content)
    found = said_of_roots(settings_of, tmp_path)
    assert levels(found) == ["FAILS"] and str(tmp_path / "two.pem") in words(found)


def test_a_folder_without_any_root_is_found(settings_of, tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        found = said_of_roots(settings_of, folder)
        assert levels(found) == ["FAILS"] and f"no certificate (*.pem) in {folder}" in words(found)


def test_gateways_are_asked_for_a_connection_and_sent_nothing(settings_of):
    with SmsServer() as server:
        settings_of(SMS_URL=server.url, SMTP_URL=f"smtp://127.0.0.1:{free(1)[0]}")
        found = list(gateways.findings())
        assert levels(found) == ["FAILS", "good"] and server.got == [], found
    settings_of(SMS_URL=f"http://127.0.0.1:{free(1)[0]}/", MATCH_URL=f"https://127.0.0.1:{free(1)[0]}/")
    assert levels(gateways.findings()) == ["FAILS", "FAILS", "FAILS"]


def test_passwords_in_the_clear_over_a_network_are_refused_in_production(settings_of, monkeypatch):
    settings_of(DEMO=False, SMS_URL="http://sms.example.ir/")
    monkeypatch.setattr(gateways.socket, "create_connection", lambda *_: BytesIO())
    assert "in the clear" in words(gateways.findings())


@pytest.mark.parametrize(
    ("counted", "own", "passed", "level"),
    [
        ("192.0.2.1", "10.0.0.5", 2, "FAILS"),
        ("127.0.0.1", "10.0.0.5", 2, "FAILS"),
        ("10.0.0.9", "10.0.0.5", 2, "FAILS"),
        ("10.0.0.5", "10.0.0.5", 2, "good"),
        ("5.160.0.7", "10.0.0.5", 2, "good"),
        ("127.0.0.1", "127.0.0.1", 2, "good"),
        # One of the stated proxies was not seen: everybody is counted as the one before it.
        ("127.0.0.1", "127.0.0.1", 0, "FAILS"),
        ("5.160.0.7", "5.160.0.7", 1, "FAILS"),
    ],
)
def test_a_site_that_counts_the_city_as_one_or_believes_visitors_is_refused(settings_of, counted, own, passed, level):
    settings_of(PROXIES=proxies.parse("127.0.0.1, 10.0.0.9"))
    assert site._judge(counted, own, passed).level == level


def test_a_wheel_brings_its_static_files_and_its_persian(tmp_path):
    """Built as an operator installs it; without the demonstration's PostgreSQL and without a bench."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(tmp_path),
        ".",
    ]
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", ROOT, clone], check=True)
    subprocess.run(command, cwd=clone, check=True, capture_output=True)
    from zipfile import ZipFile

    names = ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    manifest = Path("shahrsazi") / static_files.SHIPPED / static_files.MANIFEST
    assert str(manifest) in names and "shahrsazi/locale/fa/LC_MESSAGES/django.mo" in names
    assert any(name.endswith(".css.br") for name in names) and not any(name.startswith("bench/") for name in names)
    assert "embedded" not in (ROOT / "requirements.lock").read_text("utf8")
