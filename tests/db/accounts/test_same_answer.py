"""Who is registered cannot be told from any answer: not its words, nor its headers, nor the work that it took."""

import re

import pytest
from argon2 import PasswordHasher
from browser_client import (
    ENTRANCE,
    GET_PASSWORD,
    Browser,
    deliver_all,
    later,
    newcomer,
    rows_with,
    stranger,
    with_password,
)
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from personas import HALF_REGISTERED, person_id

from shahrsazi.credentials import captcha
from shahrsazi.credentials.passwords import Credential, FirstPassword
from shahrsazi.credentials.rate_limits import Tally
from shahrsazi.messages.models import Message

FIRST_FAILURES = [0, 0, 0, 1, 2, 4, 8]


def _disabled(name: str) -> str:
    number = with_password(name, "Derakht8Sabz")
    Credential.objects.using("owner").filter(person=person_id(number)).update(disabled_at="2026-01-05T00:00Z")
    return number


@pytest.fixture
def kinds(city):
    return {
        "known": with_password("نرگس", "Derakht8Sabz"),
        "unknown": stranger(),
        "half-registered": HALF_REGISTERED,
        "disabled": _disabled("بهرام"),
        "never came in": newcomer("مهناز"),
        "no mobile": newcomer("کیوان", mobile=False),
    }


def _post(address: str, fields: dict, purpose: str):
    client = Client()
    client.cookies["visit"] = "one visitor"
    return client.post(address, fields | {"captcha": captcha.issue(purpose, "one visitor"), "number": "12345"})


def _seen(response) -> tuple:
    """All that the visitor gets, but for the form's own chance and the cookies."""
    headers = {k: v for k, v in response.headers.items() if k not in ("Set-Cookie", "Date")}
    body = re.sub(r"csrfmiddlewaretoken\" value=\"\w+|[\w-]{43}=|value=\"\d{10}\"", "", response.content.decode())
    cookies = {name: (m["max-age"], m["httponly"], m["path"]) for name, m in response.cookies.items()}
    return response.status_code, headers, cookies, body


def _rows() -> list[int]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        (jobs,) = cursor.fetchone()
    counted = [m.objects.using("owner").count() for m in (FirstPassword, Message, Tally)]
    return [jobs, *counted]


@pytest.mark.parametrize("way", ["sms", "email"])
def test_asking_for_a_password_is_answered_alike_and_writes_alike(kinds, way):
    answers, written = {}, {}
    for kind, number in kinds.items():
        Tally.objects.using("owner").all().delete()
        before = _rows()
        answers[kind] = _seen(_post(GET_PASSWORD, {"user": number, "channel": way}, "password"))
        written[kind] = [b - a for a, b in zip(before, _rows(), strict=True)]
    assert answers["known"][0] == 302 and answers["known"][1]["Location"] == f"/entrance/password/sent/?way={way}"
    assert written["known"] == [1, 1, 1, 8]
    assert all(a == answers["known"] for a in answers.values())
    assert all(w == written["known"] for w in written.values())


def test_the_worker_drops_what_was_asked_for_one_who_may_not_have_it(kinds):
    state = {}
    for kind, number in kinds.items():
        _post(GET_PASSWORD, {"user": number, "channel": "sms"}, "password")
        message = Message.objects.using("owner").latest("id")
        deliver_all()
        message.refresh_from_db()
        state[kind] = message.state
    assert state == {
        "known": "sent",
        "unknown": "dropped",
        "half-registered": "dropped",
        "disabled": "sent",
        "never came in": "sent",
        "no mobile": "dropped",
    }


def test_no_trace_of_an_unknown_number_is_kept():
    number = stranger()
    Browser().ask(number)
    Browser().sign_in(number, "Derakht8Sabz")
    assert rows_with(number) == []


def test_a_wrong_password_is_answered_alike(kinds):
    answers = {
        kind: _seen(_post(ENTRANCE, {"user": number, "password": "Nadorost1"}, "entrance"))
        for kind, number in kinds.items()
    }
    assert "شناسه کاربری یا کلمه عبور نادرست است." in answers["known"][3]
    assert all(answer == answers["known"] for answer in answers.values())


def test_the_right_password_of_a_disabled_one_is_answered_as_a_wrong_one():
    disabled, unknown = _disabled("بهرام"), stranger()
    answers = [_seen(_post(ENTRANCE, {"user": n, "password": "Derakht8Sabz"}, "entrance")) for n in (disabled, unknown)]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("password", ["Nadorost1", "x" * 150])
def test_one_hash_is_compared_whoever_was_typed(kinds, monkeypatch, password):
    compared, real = [], PasswordHasher.verify
    monkeypatch.setattr(PasswordHasher, "verify", lambda self, *said: compared.append(said[0]) or real(self, *said))
    for kind, number in kinds.items():
        compared.clear()
        _post(ENTRANCE, {"user": number, "password": password}, "entrance")
        assert len(compared) == 1, kind
        assert compared[0].startswith("$argon2id$v=19$m=19456,t=2,p=1$"), kind


def test_the_database_is_asked_as_often_whoever_was_typed(kinds):
    """security.md §6.4: less than 2 ms between the medians; each question to the database more is a part of that."""
    asked = {}
    for kind, number in kinds.items():
        with CaptureQueriesContext(connections["entrance"]) as queries:
            _post(ENTRANCE, {"user": number, "password": "Nadorost1"}, "entrance")
        asked[kind] = len(queries)
    assert set(asked.values()) == {asked["known"]}, asked


def test_seven_wrong_passwords_are_answered_alike_known_or_not(kinds):
    told = {kind: _seven_failures(kinds[kind]) for kind in ("known", "unknown", "half-registered", "disabled")}
    assert [minutes for minutes, answers in told["known"]] == FIRST_FAILURES
    assert all(t == told["known"] for t in told.values())


def _seven_failures(number: str) -> list:
    """Minutes of the lock after each failure, and what a try within it is answered."""
    found = []
    for _ in FIRST_FAILURES:
        before = _seen(_post(ENTRANCE, {"user": number, "password": "Nadorost1"}, "entrance"))
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "SELECT max(round(extract(epoch FROM locked_until - now()) / 60)::int) FROM credentials_tally"
            )
            minutes = cursor.fetchone()[0] or 0
        during = _seen(_post(ENTRANCE, {"user": number, "password": "Derakht8Sabz"}, "entrance")) if minutes else None
        answers = [re.sub("[۰-۹]{2}:[۰-۹]{2}", "", a[3]) for a in (before, during) if a]
        found.append((minutes, [a[:3] for a in (before, during) if a] + answers))
        later("credentials_tally", "locked_until", minutes)
    Tally.objects.using("owner").all().delete()
    return found


def test_one_wrong_digit_is_said_whoever_the_rest_would_be(kinds):
    """The check digit is arithmetic that anyone can do: saying so betrays no one."""
    for kind in ("known", "unknown"):
        number = kinds[kind]
        wrong = number[:9] + str((int(number[9]) + 1) % 10)
        for address, purpose in ((ENTRANCE, "entrance"), (GET_PASSWORD, "password")):
            body = _seen(_post(address, {"user": wrong, "password": "Nadorost1", "channel": "sms"}, purpose))[3]
            assert "کد ملی واردشده معتبر نیست؛ لطفاً رقم‌های آن را با کارت ملی مقایسه فرمایید." in body
