"""A web that began while the database was away serves nobody until it has answered that it is ours."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from browser_client import with_password
from conftest import ROOT
from django.db import OperationalError
from django.test import Client, override_settings
from drill.ports import free

from shahrsazi.city import deployment
from shahrsazi.credentials.rate_limits import Tally
from shahrsazi.web import own_database

ANOTHER = "the key of another city's passwords, that somebody wrote into the wrong file"
OWN = "Derakht8Sabz"


@pytest.fixture(autouse=True)
def _known_again(city):
    yield
    own_database._to_be_asked = False


def test_with_another_key_no_password_is_looked_at_and_none_is_counted_as_wrong():
    nargess = with_password("نرگس", OWN)
    own_database.demand()
    with override_settings(PASSWORD_KEY=ANOTHER):
        answer = Client().post("/entrance/", {"user": nargess, "password": OWN})
    assert answer.status_code == 503 and not Tally.objects.using("owner").exists()


def test_while_the_database_is_away_every_page_says_so_and_watchers_are_answered(monkeypatch):
    own_database.demand()
    monkeypatch.setattr(deployment, "foreign", _away)
    answer = Client().get("/", headers={"accept-language": "fa"})
    assert answer.status_code == 503 and "چند دقیقه" in answer.content.decode()
    assert Client().get("/live").status_code == 200


def test_once_it_has_answered_it_is_never_asked_again(monkeypatch):
    own_database.demand()
    assert Client().get("/entrance/").status_code == 200
    monkeypatch.setattr(deployment, "foreign", _away)
    assert Client().get("/entrance/").status_code == 200


def _away(*_):
    raise OperationalError("away")


@contextmanager
def begun(folder: Path, *arguments: str):
    """A process with another password key that looks for the database in this folder, in which there is none yet."""
    url = urlsplit(os.environ["DATABASE_URL"])
    env = os.environ | {"DATABASE_URL": url._replace(query=f"host={folder}").geturl()}
    env |= {"SHAHRSAZI_PASSWORD_KEY": ANOTHER, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "shahrsazi", *arguments], cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process, lambda: _socket(folder).symlink_to(_socket(Path(parse_qs(url.query)["host"][0])))
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _socket(folder: Path) -> Path:
    return folder / f".s.PGSQL.{urlsplit(os.environ['DATABASE_URL']).port}"


def status(port: int, path: str) -> int:
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20).status  # noqa: S310
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def test_a_server_that_began_without_a_database_serves_none_that_has_another_key(tmp_path):
    port = free(1)[0]
    with begun(tmp_path, "serve", "--port", str(port), "--workers", "1") as (_, database_comes):
        began = time.monotonic()
        while status(port, "/live") != 200 and time.monotonic() - began < 60:
            time.sleep(0.5)
        database_comes()
        assert (status(port, "/live"), status(port, "/entrance/")) == (200, 503)


def test_a_worker_that_began_without_a_database_ends_at_one_that_has_another_key(tmp_path):
    with begun(tmp_path, "worker") as (process, database_comes):
        assert "beginning again" in process.stderr.readline()
        database_comes()
        _, last = process.communicate(timeout=60)
        assert process.returncode == 1 and "SHAHRSAZI_PASSWORD_KEY is not the key" in last
