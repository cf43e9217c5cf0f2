"""An upgrade while a backup or a feed check runs: it waits for them, and nobody else has to."""

import time
from contextlib import contextmanager
from threading import Thread, Timer

import psycopg
import pytest
from django.conf import settings
from django.core import management
from django.db import connections
from history_model import asked
from personas import SOLE_OWNER, case_of

from shahrsazi.commands import setup
from shahrsazi.database import locks, marks, policies

LEFT = "CREATE POLICY of_an_earlier_version ON casefiles_deed FOR SELECT TO shahrsazi_web USING (false)"
IS_LEFT = "SELECT 1 FROM pg_policy WHERE polname = 'of_an_earlier_version'"
WAITS = "SELECT 1 FROM pg_locks WHERE NOT granted"


@contextmanager
def backup_of(table: str):
    """Reads the table in one long transaction, as pg_dump does."""
    with psycopg.connect(settings.DATABASE_URL, application_name="pg_dump") as connection:
        connection.execute(f"SELECT 1 FROM {table} LIMIT 1")
        yield
        connection.rollback()


class Working(Thread):
    """Work of another process; what it raised."""

    def __init__(self, work):
        super().__init__(daemon=True)
        self.work, self.error = work, None
        self.start()

    def run(self):
        try:
            self.work()
        except Exception as error:
            self.error = error
        finally:
            connections.close_all()

    def end(self) -> None:
        self.join(180)
        assert not self.is_alive() and self.error is None, self.error


def until(condition, seconds: float = 60) -> bool:
    began = time.monotonic()
    while not (met := bool(condition())) and time.monotonic() - began < seconds:
        time.sleep(0.02)
    return met


@pytest.fixture
def reads_the_deed(as_person):
    """Whether the owner of house A reads its deed at this moment."""
    owner, case = as_person(SOLE_OWNER), case_of("A")
    return lambda: owner.get(f"/cases/{case.ref}/ownership/").status_code == 200


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch):
    monkeypatch.setattr(locks, "PAUSE", 0.2)


def test_what_is_as_this_version_wants_it_is_not_touched_and_deeds_are_read_while_a_backup_runs(city, reads_the_deed):
    policies.apply()
    with backup_of("casefiles_deed"):
        applying = Working(policies.apply)
        until(lambda: not applying.is_alive() or asked(WAITS))
        assert reads_the_deed()
        applying.end()


def test_what_has_to_be_changed_waits_for_the_backup_and_the_readers_do_not_wait(city, reads_the_deed, capsys):
    with connections["owner"].cursor() as cursor:
        cursor.execute(LEFT)
    with backup_of("casefiles_deed"):
        applying = Working(policies.apply)
        assert until(lambda: asked(WAITS))
        assert all(reads_the_deed() for _ in range(10))
        assert applying.is_alive() and asked(IS_LEFT)
    applying.end()
    assert not asked(IS_LEFT)
    assert capsys.readouterr().err.count("The policies of casefiles_deed are in use: by pg_dump of ") == 1


def test_a_migration_waits_for_the_backup_and_the_readers_do_not_wait(city, reads_the_deed, capsys, monkeypatch):
    def migrate(*_, **__):
        with connections["owner"].cursor() as cursor:
            cursor.execute("ALTER TABLE casefiles_deed ALTER id SET NOT NULL")

    monkeypatch.setattr(management, "call_command", migrate)
    with backup_of("casefiles_deed"):
        migrating = Working(setup._migrate)
        assert until(lambda: asked(WAITS))
        assert all(reads_the_deed() for _ in range(10))
        assert migrating.is_alive()
    migrating.end()
    assert "The tables of a migration are in use" in capsys.readouterr().err


def test_an_autovacuum_is_given_the_second_after_which_it_makes_way_and_is_no_reason_to_wait(city, capsys, monkeypatch):
    monkeypatch.setattr(locks, "_WHO", "SELECT %s::text WHERE %s::int > 0")
    until_it_gives_way = locks.SHORT + 0.9
    with connections["owner"].cursor() as cursor, psycopg.connect(settings.DATABASE_URL) as vacuum:
        vacuum.execute("SELECT 1 FROM casefiles_deed LIMIT 1")
        giving_way = Timer(until_it_gives_way, vacuum.rollback)
        giving_way.start()
        locks.patiently("A table", lambda: cursor.execute("ALTER TABLE casefiles_deed ALTER id SET NOT NULL"))
        giving_way.join()
    assert capsys.readouterr().err == ""


def test_who_waits_for_too_long_ends_with_a_sentence(city, monkeypatch):
    monkeypatch.setattr(locks, "LONGEST", 0.5)
    with connections["owner"].cursor() as cursor, backup_of("casefiles_deed"):
        with pytest.raises(locks.LockedError, match="in use all the time"):
            locks.patiently("A table", lambda: cursor.execute("ALTER TABLE casefiles_deed ALTER id SET NOT NULL"))
        assert asked("SHOW lock_timeout") == [("0",)]


CHANGES = {
    "a right": (
        "GRANT DELETE ON casefiles_deed TO shahrsazi_web",
        "REVOKE DELETE ON casefiles_deed FROM shahrsazi_web",
    ),
    "a right on a column": (
        "GRANT UPDATE (case_id) ON casefiles_deed TO shahrsazi_web",
        "REVOKE UPDATE (case_id) ON casefiles_deed FROM shahrsazi_web",
    ),
    "its sequence": (
        "GRANT USAGE ON SEQUENCE casefiles_deed_id_seq TO shahrsazi_web",
        "REVOKE USAGE ON SEQUENCE casefiles_deed_id_seq FROM shahrsazi_web",
    ),
    "whether it is guarded": (
        "ALTER TABLE casefiles_deed NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE casefiles_deed FORCE ROW LEVEL SECURITY",
    ),
    "a condition": (
        "ALTER POLICY shahrsazi_web_select ON casefiles_deed TO shahrsazi_web, shahrsazi_feed",
        "ALTER POLICY shahrsazi_web_select ON casefiles_deed TO shahrsazi_web",
    ),
    "a policy": (LEFT, "DROP POLICY of_an_earlier_version ON casefiles_deed"),
}


@pytest.mark.parametrize(("change", "back"), CHANGES.values(), ids=CHANGES)
def test_whatever_guards_a_table_is_part_of_its_mark(city, change, back):
    policies.apply()
    with connections["owner"].cursor() as cursor:
        before = marks._read(cursor, "casefiles_deed")
        cursor.execute(change)
        try:
            assert marks._read(cursor, "casefiles_deed")[1] != before[1]
        finally:
            cursor.execute(back)


def test_a_trigger_that_was_switched_off_is_switched_on_again(city):
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE casefiles_ownership DISABLE TRIGGER check_begun")
        policies.apply()
    assert asked("SELECT tgenabled FROM pg_trigger WHERE tgname = 'check_begun'") == [("O",), ("O",)]


def test_every_trigger_of_the_apps_sql_is_on_a_table_that_is_guarded():
    tables = {model._meta.db_table for model in policies.guarded_models()}
    assert policies.triggers_of_files().keys() <= tables
    text = "".join(policies._function_files())
    assert sum(map(len, policies.triggers_of_files().values())) == text.count("CREATE OR REPLACE TRIGGER") > 20
