"""Every command answers a fault with one sentence and a code that is not zero, never with a traceback."""

import os
import socket
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from conftest import ROOT
from django.db import connections
from drill.ports import free


def command(*arguments: str, **env: str) -> subprocess.CompletedProcess:
    program = [sys.executable, "-m", "shahrsazi", *arguments]
    return subprocess.run(program, cwd=ROOT, env=os.environ | env, capture_output=True, text=True, timeout=120)


def refused(run: subprocess.CompletedProcess) -> str:
    assert run.returncode not in (0, None) and "Traceback" not in run.stdout + run.stderr
    lines = [line for line in run.stderr.splitlines() if line and not line.startswith(("usage:", "{"))]
    assert len(lines) == 1, run.stderr
    return lines[0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["staff", "1310002223", "پروین", "احمدی", "--role", "clerk", "--district", "99"], "no district 99"),
        (["staff", "1310002223", "پروین", "احمدی", "--role", "clerk"], "has a --district"),
        (["staff", "1310007775", "پروین", "احمدی"], "."),
        (["feed", "load", "/nowhere.ndjson"], "no file /nowhere.ndjson"),
        (["feed", "load"], "are required: FILE"),
        (["feed", "load", "/tmp"], "no file /tmp"),
        (["setup", "--city", "/nowhere.toml"], "/nowhere.toml cannot be read"),
        (["documents", "check"], "at least one FILE"),
        (["documents", "erase"], "at least one SHA-256"),
        (["documents", "check", "x", "--out", "/proc/nowhere"], "/proc/nowhere"),
        (["end-sessions", "--person", "1310002224"], "Nobody"),
        (["serve", "--port", "99999"], "invalid choice"),
        (["serve", "--port", "0"], "invalid choice"),
        (["staff", "1310002223", "", "", "--role", "auditor"], "first and the last name"),
        (["no-such-command"], "invalid choice"),
    ],
)
def test_what_was_typed_wrongly(city, arguments, words):
    assert words in refused(command(*arguments))


@pytest.mark.parametrize(
    "arguments", [["setup"], ["staff", "1310002223", "پروین", "احمدی"], ["end-sessions"], ["documents", "render"]]
)
def test_a_database_that_is_not_there(tmp_path, arguments):
    away = {"DATABASE_URL": "postgresql://u:secret-word@127.0.0.1:1/none", "SHAHRSAZI_STATE": str(tmp_path)}
    sentence = refused(command(*arguments, **away))
    assert "database" in sentence.lower() and "secret-word" not in sentence


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({"DATABASE_URL": "mysql://u:secret-word@h/d"}, "DATABASE_URL is not understood"),
        ({"SHAHRSAZI_PROXY": "everybody"}, "SHAHRSAZI_PROXY"),
        ({"SHAHRSAZI_SMTP_URL": "http://u:secret-word@h"}, "SHAHRSAZI_SMTP_URL"),
        ({"SHAHRSAZI_SMTP_URL": "smtp://u:secret-word@h?tls=maybe"}, "SHAHRSAZI_SMTP_URL"),
        ({"SHAHRSAZI_MODE": "both"}, "SHAHRSAZI_MODE"),
        ({"SHAHRSAZI_CITY": "atlantis"}, "atlantis"),
    ],
)
@pytest.mark.parametrize("name", ["check", "worker", "serve"])
def test_a_setting_that_is_wrong(env, words, name):
    sentence = refused(command(name, **env))
    assert words in sentence and "secret-word" not in sentence


def test_a_port_that_is_none():
    for port in ("http", "0", "70000", "-1"):
        assert "PORT" in refused(command("run", PORT=port, SHAHRSAZI_MODE="demo"))


def test_a_port_at_which_another_program_listens():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert "Nothing can listen" in refused(command("serve", "--port", str(other.getsockname()[1])))


def test_a_server_of_the_other_mode_or_city_does_not_start(city):
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE city_deployment SET mode = 'production'")
        try:
            assert "of a production" in refused(command("serve", "--port", str(free(1)[0])))
        finally:
            cursor.execute("UPDATE city_deployment SET mode = 'demo'")


@pytest.mark.parametrize(
    "arguments", [["serve", "--port", "0"], ["worker"], ["staff", "1310002223", "پروین", "احمدی"], ["setup"]]
)
def test_nobody_works_with_another_key_over_the_passwords(city, arguments):
    arguments = [str(free(1)[0]) if word == "0" else word for word in arguments]
    another = "the key of another city's passwords, that somebody wrote into the wrong file"
    assert "SHAHRSAZI_PASSWORD_KEY is not the key" in refused(command(*arguments, SHAHRSAZI_PASSWORD_KEY=another))


BY_THE_OWNER = (
    ["feed", "source"],
    ["feed", "source", "registry", "--title", "سامانه ملکی"],
    ["feed", "key", "registry", "2026", "--revoke"],
    ["documents", "erase", "0" * 64],
)


@pytest.mark.parametrize("arguments", BY_THE_OWNER)
@pytest.mark.parametrize("account", ["nobody_here", "shahrsazi_web", "nobody_here:secret-word"])
def test_what_needs_the_owners_account_says_so_where_there_is_none(city, arguments, account):
    """With the file of the docs: DATABASE_URL names no account, and the system's own is none of the database."""
    url = urlsplit(os.environ["DATABASE_URL"])
    without = url._replace(netloc=f"{account}@{url.netloc.rpartition('@')[2]}").geturl()
    sentence = refused(command(*arguments, DATABASE_URL=without))
    assert "the account that `shahrsazi setup` uses" in sentence and "secret-word" not in sentence
    assert "DATABASE_URL=postgresql://account:password@" in sentence


def test_a_feed_of_which_something_was_turned_away_ends_with_code_1(city, tmp_path):
    feed = tmp_path / "feed.ndjson"
    feed.write_text("not JSON\n", "utf8")
    run = command("feed", "load", str(feed))
    assert run.returncode == 1 and "1 turned away" in run.stdout
