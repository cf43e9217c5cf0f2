"""The system as `make run` starts it, and a real browser before it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.append(str(Path(__file__).parent))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


ITS_OWN = ("chrome:", "chrome-extension:")  # the browser's own pages, in which it shows a PDF


class Site:
    """A running `make run`: its address, and what it would have sent to people's telephones."""

    def __init__(self, url: str, state: Path):
        self.url, self.state = url, state

    def messages(self) -> list[dict]:
        outbox = self.state / "outbox.jsonl"
        return [json.loads(line) for line in outbox.read_text("utf8").splitlines()] if outbox.exists() else []

    def password_after(self, count: int) -> str:
        """The password in the message that follows the first `count`; waits for it, but not for ever."""
        for _ in range(200):
            if len(found := self.messages()) > count:
                return re.search(r"کلمه عبور: (\w+)", found[count]["text"]).group(1)
            Event().wait(0.1)
        raise AssertionError("no message was sent within twenty seconds")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """One `shahrsazi run` for all browser tests, on a free port, with a state of its own; ended as by Ctrl-C."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    state = ROOT / "var" / "browser-test"
    subprocess.run(["rm", "-rf", str(state)], check=True)
    state.mkdir(parents=True)
    settings = {"PORT": str(port), "SHAHRSAZI_STATE": str(state), "CAPTCHA_ANSWER": "12345"}
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SHAHRSAZI_SITE_URL")}
    with (state / "run.log").open("wb") as log:
        run = subprocess.Popen(
            [sys.executable, "-m", "shahrsazi", "run"], cwd=ROOT, env=kept | settings, stdout=log, stderr=log
        )
    _wait_until_said(run, state / "run.log", "Ctrl-C")
    yield Site(f"http://127.0.0.1:{port}", state)
    run.send_signal(signal.SIGINT)
    assert run.wait(30) == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0, "the server outlived Ctrl-C"


def _wait_until_said(run, log: Path, word: str) -> None:
    for _ in range(1200):
        if word in log.read_text("utf8", "replace"):
            return
        assert run.poll() is None, log.read_text("utf8", "replace")
        Event().wait(0.1)
    raise AssertionError(log.read_text("utf8", "replace"))


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


KINDS = {
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "device_scale_factor": 2},
    "without scripts": {"viewport": {"width": 1280, "height": 800}, "java_script_enabled": False},
}


@pytest.fixture
def open_page(chromium, site):
    """A page of a new browser of some kind; at the end nothing may have come from elsewhere or gone wrong."""
    contexts, wrong = [], []

    def new(kind: str = "desktop", **options):
        context = chromium.new_context(base_url=site.url, **(KINDS[kind] | options))
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: None if r.url.startswith((site.url, "data:", *ITS_OWN)) else wrong.append(r.url))
        page.on("response", lambda r: wrong.append(f"{r.status} {r.url}") if r.status >= 500 else None)
        page.on("pageerror", lambda e: wrong.append(str(e)))
        page.on("console", lambda m: wrong.append(m.text) if "Content Security Policy" in m.text else None)
        return page

    yield new
    for context in contexts:
        context.close()
    assert wrong == []


def _inside(site, code: str) -> str:
    """What a few lines say that run beside the system, in its own database."""
    from shahrsazi.demo.postgres import Cluster

    url = Cluster(site.state / "postgres").url.replace("/postgres?", "/shahrsazi?")
    env = os.environ | {"DATABASE_URL": url, "SHAHRSAZI_STATE": str(site.state)}
    env |= {"DJANGO_SETTINGS_MODULE": "shahrsazi.settings"}
    code = f"import django; django.setup()\n{code}"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return said.stdout.strip()


@pytest.fixture(scope="session")
def inside(site):
    """Runs a few lines beside the system, in its own database, and gives what they print."""
    return lambda code: _inside(site, code)


CITIZEN = (
    "from shahrsazi.credentials import sessions; from shahrsazi.people.models import Person\n"
    "p = Person.objects.using('feed').get(number='{number}')\n"
    "print(sessions.begin(p.id, level=2, device='test'))"
)
STAFF = (
    "from shahrsazi.staff import session; from shahrsazi.staff.member import Member\n"
    "m = Member.objects.using('entrance').get(person__number='{number}')\n"
    "print(session.begin(m.id, level={level}))"
)


@pytest.fixture
def session_of(site):
    """The cookie of a session of someone's, begun as their entrance would."""

    def begun(number: str, name: str = "sid", level: int = 2) -> dict:
        code = CITIZEN if name == "sid" else STAFF
        return {"name": name, "value": _inside(site, code.format(number=number, level=level)), "url": site.url}

    return begun


@pytest.fixture
def signed_in_cookie(site):
    """A session of file A's owner, new for each test: the guide's tests choose a new password, which ends them all."""
    return {"name": "sid", "value": _inside(site, CITIZEN.format(number="1300001232")), "url": site.url}


FED = (
    "from history_model import *; from shahrsazi.persian.names import searchable_name\n"
    "who = Person.objects.using('feed').create(kind='natural', number=sample_national_code({n}), first_name='مهین',\n"
    "  last_name='کاوه‌ای', father_name='بهمن', search_name=searchable_name('مهین کاوه‌ای'))\n"
    "file = case(3, opened_on=None); share = owns(who.id, file.id)\n"
    "Ownership.in_feed.filter(id=share.id).update(land_of=1, building_of=1)\n"
    "print(file.renewal_code)"
)


@pytest.fixture
def fed_file(site):
    """The renewal code of a house of district 3 that the back office sent; its one owner was never at the counter."""
    return _inside(site, f"import sys; sys.path.insert(0, 'tests')\n{FED.format(n=931_000)}")


@pytest.fixture(autouse=True)
def _counters_at_zero():
    """These tests have a running system of their own, with its own counters."""
