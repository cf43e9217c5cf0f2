"""Production starts with its own keys, behind a stated proxy, for its own city; or says each thing that is missing."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from repository import ROOT

from shahrsazi import production, settings
from shahrsazi.city import profile

KEY = "k3y-of-the-city-0123456789-abcdefghijklmnopqrstuvwxyz"
GOOD = {
    "DEBUG": False,
    "CAPTCHA_ANSWER": "",
    "SECRET_KEY": KEY,
    "PASSWORD_KEY": KEY[::-1],
    "SITE_URL": "https://portal.example.ir",
    "DATABASE_URL": "postgresql://db/city",
    "DOCUMENTS_URL": "",
    "PROXY": "127.0.0.1",
    "CITY_PROFILE": "/etc/city.toml",
    "SMTP_URL": "smtp://m",
    "SMS_URL": "",
    "MAIL_FROM": "portal@example.ir",
    "PATHS_READ": {"SHAHRSAZI_STATE": "/var/lib/shahrsazi"},
    "DEMO_SECRET_KEY": settings.DEMO_SECRET_KEY,
    "DEMO_PASSWORD_KEY": settings.DEMO_PASSWORD_KEY,
}


def test_a_production_that_has_everything_starts():
    production.refuse_unsafe(dict(GOOD))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"DEBUG": True}, "DEBUG"),
        ({"CAPTCHA_ANSWER": "1"}, "CAPTCHA_ANSWER"),
        ({"SECRET_KEY": ""}, "SHAHRSAZI_SECRET_KEY is missing"),
        ({"SECRET_KEY": "a" * 60}, "no random text"),
        ({"PASSWORD_KEY": KEY}, "must differ"),
        ({"SECRET_KEY": settings.DEMO_SECRET_KEY}, "everybody knows"),
        ({"SECRET_KEY": settings.DEMO_PASSWORD_KEY}, "everybody knows"),
        ({"PASSWORD_KEY": settings.DEMO_PASSWORD_KEY}, "everybody knows"),
        ({"PASSWORD_KEY": KEY[:49]}, "shorter than 50"),
        ({"SITE_URL": "http://portal.example.ir"}, "https://"),
        ({"SITE_URL": "https://"}, "https://"),
        ({"SITE_URL": "https://portal.example.ir/shahr"}, "without a path"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"DOCUMENTS_URL": "http://k:s@store/b"}, "SHAHRSAZI_DOCUMENTS_URL"),
        ({"PROXY": ""}, "one visitor"),
        ({"CITY_PROFILE": ""}, "SHAHRSAZI_CITY"),
        ({"SMTP_URL": ""}, "no password could be sent"),
        ({"MAIL_FROM": ""}, "SHAHRSAZI_MAIL_FROM is missing"),
        ({"PATHS_READ": {"SHAHRSAZI_STATE": ""}}, "SHAHRSAZI_STATE is missing"),
        ({"PATHS_READ": {"SHAHRSAZI_STATE": "var"}}, "SHAHRSAZI_STATE must be a whole path"),
        (
            {"PATHS_READ": GOOD["PATHS_READ"] | {"SHAHRSAZI_SIGNATURE_ROOTS": "roots"}},
            "SHAHRSAZI_SIGNATURE_ROOTS must be a whole path",
        ),
        ({"PATHS_READ": GOOD["PATHS_READ"] | {"DATABASE_URL_FILE": "./url"}}, "DATABASE_URL_FILE must be a whole path"),
    ],
)
def test_each_thing_that_is_missing_has_its_sentence(change, words):
    with pytest.raises(ImproperlyConfigured) as error:
        production.refuse_unsafe(GOOD | change)
    assert words in str(error.value) and KEY not in str(error.value)
    assert str(error.value).count("\n- ") == 1, "and it is the only one"


def test_all_are_told_at_once():
    with pytest.raises(ImproperlyConfigured) as error:
        production.refuse_unsafe(GOOD | {"PROXY": "", "DATABASE_URL": "", "SECRET_KEY": ""})
    assert str(error.value).count("\n- ") == 3


def test_a_profile_with_made_up_counters_is_for_demonstrations_alone():
    profile.load("isfahan")
    with pytest.raises(profile.ProfileError, match="made up"):
        profile.load("isfahan", demonstration=False)


def starts(**env: str) -> subprocess.CompletedProcess:
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("SHAHRSAZI", "DATABASE", "CAPTCHA"))
    }
    command = [sys.executable, "-m", "shahrsazi", "check", "--settings-only"]
    return subprocess.run(command, cwd=ROOT, env=clean | env, capture_output=True, text=True)


@pytest.mark.parametrize("mode", ["", "prod", "Demo"])
def test_there_is_no_default_mode(mode):
    run = starts(SHAHRSAZI_MODE=mode)
    assert run.returncode == 1 and "SHAHRSAZI_MODE must say production" in run.stderr and "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("mode", "words"),
    [(0o604, "everybody may read"), (0o644, "everybody may read"), (0o640, "settings"), (0o600, "settings")],
)
def test_a_key_in_a_file_that_everybody_may_read_is_refused(tmp_path, mode, words):
    key = tmp_path / "key"
    key.write_text(KEY + "\n", "utf8")
    key.chmod(mode)
    run = starts(SHAHRSAZI_MODE="demo", SHAHRSAZI_SECRET_KEY_FILE=str(key))
    assert words in run.stdout + run.stderr and "Traceback" not in run.stderr


def test_a_setting_that_is_given_twice_is_refused_whichever_would_count(tmp_path):
    """The one in the file was taken without a word, and with it another database or another key."""
    file = tmp_path / "url"
    file.write_text("postgresql://nobody@127.0.0.1:1/none", "utf8")
    file.chmod(0o600)
    for name in ("DATABASE_URL", "SHAHRSAZI_PASSWORD_KEY"):
        run = starts(**{"SHAHRSAZI_MODE": "demo", f"{name}_FILE": str(file), name: "postgresql://secret-word@h/d"})
        assert run.returncode == 1 and f"{name} and {name}_FILE are both set" in run.stderr
        assert "Traceback" not in run.stderr and "secret-word" not in run.stderr


def test_a_production_says_where_its_files_are_and_who_sends_its_mail():
    run = starts(SHAHRSAZI_MODE="production", SHAHRSAZI_CITY="city.toml", SHAHRSAZI_SMTP_URL="smtp://localhost")
    assert run.returncode == 1 and "Traceback" not in run.stderr
    assert "SHAHRSAZI_STATE is missing" in run.stderr and "SHAHRSAZI_MAIL_FROM is missing" in run.stderr
    assert "SHAHRSAZI_CITY must be a whole path" in run.stderr


def test_a_key_file_that_is_not_there_is_said():
    run = starts(SHAHRSAZI_MODE="demo", SHAHRSAZI_PASSWORD_KEY_FILE="/nowhere/key")
    assert run.returncode == 1 and "/nowhere/key cannot be read" in run.stderr and "Traceback" not in run.stderr
