"""Threat 29 and security.md §2, errors and logs: no secret and nobody's number stands in a statement's text.

Neither in pg_stat_activity, where whoever watches the server reads them, nor in the server's log after a lock that was
waited for in vain.
"""

import os
import threading
from pathlib import Path

import psycopg
import pytest
from browser_client import Browser, newcomer, sent_password
from conftest import STATE
from django.conf import settings
from personas import SOLE_OWNER, case_of, person_id, token_of
from staff_client import at_desk, desk_of, member

OWN = "Boustan9Zard"


def superuser() -> psycopg.Connection:
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


@pytest.fixture
def watched(city):
    """All texts of statements that anyone could see in pg_stat_activity meanwhile."""
    texts, over = set(), threading.Event()

    def watch() -> None:
        with superuser() as connection:
            while not over.is_set():
                rows = connection.execute("SELECT query FROM pg_stat_activity WHERE usename LIKE 'shahrsazi%'")
                texts.update(text for (text,) in rows)

    watcher = threading.Thread(target=watch)
    watcher.start()
    yield texts
    over.set()
    watcher.join()


def test_no_statement_carries_a_number_a_password_or_a_token(watched):
    number, browser = newcomer("نرگس"), Browser()
    sent = sent_password(number)
    browser.sign_in(number, sent)
    browser.change(sent, OWN)
    browser.sign_in(number, OWN)
    token = browser.cookie(settings.SESSION_COOKIE)
    owner = token_of(SOLE_OWNER)
    browser.client.cookies[settings.SESSION_COOKIE] = owner
    for path in ("/cases/", f"/cases/{case_of('A').ref}/", f"/cases/{case_of('A').ref}/planning/"):
        assert browser.client.get(path).status_code == 200
    desk = at_desk(member("clerk", 5))
    for sought in (number, "کیانی"):
        assert desk.post("/en/counter/", {"q": sought, "why": "asked in person"}).status_code == 200
    assert any("credentials_session" in text for text in watched), "something was seen"
    for secret in (number, sent, OWN, token, owner, SOLE_OWNER, "کیانی"):
        assert [text for text in watched if secret in text] == []


def test_a_lock_that_is_waited_for_in_vain_leaves_none_in_the_log(city):
    log = Path(STATE / "postgres" / "log")
    before, clerk = log.stat().st_size, member("clerk", 5)
    token, mine = desk_of(clerk), token_of(SOLE_OWNER)
    with superuser() as holder:
        holder.execute("SET log_lock_waits = on")
        with holder.transaction():
            holder.execute("LOCK TABLE staff_desksession, credentials_session IN ACCESS EXCLUSIVE MODE")
            browser = Browser()
            browser.client.raise_request_exception = False
            for name, value, path in (
                (settings.STAFF_COOKIE, token, "/counter/"),
                (settings.SESSION_COOKIE, mine, "/cases/"),
            ):
                browser.client.cookies[name] = value
                assert browser.client.get(path).status_code == 503
    written = log.read_bytes()[before:].decode(errors="replace")
    assert "lock timeout" in written and "STATEMENT" in written, written[-500:]
    for secret in (token, mine, SOLE_OWNER, str(person_id(SOLE_OWNER)).zfill(10)):
        assert secret not in written
