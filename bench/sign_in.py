"""`python -m bench.sign_in [SECONDS]`: how many sign in, beside what argon2id alone would do; and what others notice.

A sign-in here is the whole form: captcha, limits, password, session, ledger. Sign-ins for each second of the site's and
the database's processor time, over hashes for each second of a processor. Then somebody reads their list ten times a
second, alone and while fifty sign-ins a second are asked, of which those are refused honestly that find no room.
"""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from urllib.parse import urlencode, urlsplit, urlunsplit

from bench.__main__ import OWNER, STATE, _close, _prepare
from bench.row import row
from bench.served import Served, at_a_rate, p99, served, together
from shahrsazi.demo.postgres import Cluster

PASSWORD, NUMBER = "Derakht8Sabz", "12345"
SECONDS, WARM = 20.0, 10.0  # each process compiles its templates when they are first asked for
SIGN_INS, READ = 50, 10  # a second


def main(seconds: float = SECONDS) -> None:
    with _site() as (site, people):
        own = _own_rate(seconds / 4)
        done, spent = _signed_in(site, people, seconds / 2)
        row("sign-ins a CPU second / argon2id's", done / spent, own, done / spent / own, ">= 0.8")
        alone = _read(site, seconds)
        beside, answers = _read_beside(site, people, seconds)
        row(f"list's p99, {SIGN_INS} sign-ins/s asked, ms", p99(beside), p99(alone), p99(beside) / p99(alone), "<= 2")
        row("  of these answered 503", answers[503], answers.total(), answers[503] / answers.total(), "")


@contextmanager
def _site() -> Iterator[tuple[Served, list[str]]]:
    os.environ["CAPTCHA_ANSWER"] = NUMBER
    with Cluster(STATE / "postgres") as url:
        url = urlunsplit(urlsplit(url)._replace(path="/shahrsazi"))
        _prepare(url)
        people = _with_passwords()
        with served(url) as site:
            _signed_in(site, people, WARM)
            _read(site, WARM)
            yield site, people
        _close()


def _with_passwords() -> list[str]:
    """The user IDs of all who are registered; they have the same password."""
    from shahrsazi.credentials.passwords import Credential, hash_password
    from shahrsazi.people.models import Person

    people = list(Person.objects.using("owner").filter(contact__registered_on__isnull=False))
    text, credentials = hash_password(PASSWORD), Credential.objects.using("owner")
    for person in people:
        credentials.update_or_create(person=person, defaults={"hash": text, "disabled_at": None})
    return [person.number for person in people]


def _own_rate(seconds: float) -> float:
    """Passwords checked in a second of a processor, as many at a time as there are."""
    from shahrsazi.credentials import passwords

    text, until, done = passwords.hash_password(PASSWORD), time.monotonic() + seconds, []

    def check() -> None:
        while time.monotonic() < until:
            done.append(passwords.matches(text, PASSWORD))

    before = time.process_time()
    together(os.cpu_count() or 1, check)
    return len(done) / (time.process_time() - before)


def _signed_in(site: Served, people: list[str], seconds: float) -> tuple[int, float]:
    """How many signed in, one after the other at eight places, and the processor's seconds that it took."""
    numbers, until, answers = cycle(people), time.monotonic() + seconds, Counter()

    def sign_in() -> None:
        browser = site.connect()
        while time.monotonic() < until:
            answers[_sign_in(browser, next(numbers))] += 1

    _forget_limits()
    before = site.cpu()
    together(8, sign_in)
    assert set(answers) == {302}, answers
    return answers[302], site.cpu() - before


def _sign_in(browser, number: str) -> int:
    from shahrsazi.credentials import captcha

    browser.cookies = {"visit": "v", "csrf": "c" * 32}
    form = {"user": number, "password": PASSWORD, "captcha": captcha.issue("entrance", "v"), "number": NUMBER}
    return browser.post("/entrance/", urlencode(form | {"csrfmiddlewaretoken": "c" * 32}))


def _forget_limits() -> None:
    from shahrsazi.credentials.rate_limits import Tally

    Tally.objects.using("owner").all().delete()


def _read(site: Served, seconds: float) -> list[float]:
    from django.conf import settings

    from shahrsazi.credentials import sessions
    from shahrsazi.people.models import Person

    person = Person.objects.using("owner").get(number=OWNER).id
    cookies = {settings.SESSION_COOKIE: sessions.begin(person, level=2, device="bench")}

    def read(_number: int) -> None:
        browser = site.connect()
        browser.cookies = cookies
        status = browser.get("/cases/")
        assert status == 200, status

    return at_a_rate(READ, seconds, read)


def _read_beside(site: Served, people: list[str], seconds: float) -> tuple[list[float], Counter]:
    """The crowd is a process of its own, so that its work is not in the reader's times."""
    _forget_limits()
    ours, theirs = Pipe()
    crowd = get_context("fork").Process(target=_crowd, args=(site, people, seconds, theirs))
    crowd.start()
    times = _read(site, seconds)
    answers = ours.recv()
    crowd.join()
    return times, answers


def _crowd(site: Served, people: list[str], seconds: float, line: Connection) -> None:
    others = [number for number in people if number != OWNER]
    answers: Counter = Counter()

    def sign_in(turn: int) -> None:
        answers[_sign_in(site.connect(), others[turn % len(others)])] += 1

    at_a_rate(SIGN_INS, seconds, sign_in, hands=200)
    line.send(answers)


if __name__ == "__main__":
    main(*map(float, sys.argv[1:2]))
