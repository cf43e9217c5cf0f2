"""What becomes of a message: sent once, dropped, or out of date; by this process, and by a real worker."""

import json
import logging
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from browser_client import (
    Browser,
    email_of,
    later,
    mobile_of,
    newcomer,
    password_in,
    received,
    requested,
    stranger,
    wait_until,
    with_password,
)
from conftest import ROOT
from django.conf import settings
from django.db import connections
from django.test import override_settings
from django.utils import timezone
from personas import HALF_REGISTERED, person_id
from procrastinate import RetryDecision
from procrastinate.jobs import Job
from quiet_gateways import quiet_gateways
from stub_servers import SmsServer

from shahrsazi.accounts import sign_in
from shahrsazi.credentials.captcha import SpentCaptcha
from shahrsazi.credentials.passwords import FirstPassword
from shahrsazi.credentials.rate_limits import Tally
from shahrsazi.messages import texts
from shahrsazi.messages.gateways import GatewayError, NoGatewayError
from shahrsazi.messages.models import Message
from shahrsazi.messages.tasks import MAX_ATTEMPTS, deliver, tidy


@pytest.fixture
def gateway():
    with SmsServer() as server, override_settings(SMS_URL=server.url, SMS_KEY="token"):
        yield server


def _asked(number: str, way: str = "sms", language: str = "fa") -> Message:
    assert requested(number, way, "127.0.0.1", language) is None
    return Message.objects.using("owner").latest("id")


def _now(message: Message) -> Message:
    message.refresh_from_db()
    return message


def test_a_message_is_due_until_it_was_handed_over_and_then_sent(gateway):
    message = _asked(newcomer("نرگس"))
    assert (message.state, message.attempts, message.done_at) == ("due", 0, None)
    deliver(message.id)
    assert (_now(message).state, message.attempts) == ("sent", 1)
    assert message.done_at is not None and len(gateway.got) == 1


def test_nargess_message_goes_to_her_own_number_and_bahrams_to_his(gateway):
    for number in (newcomer("نرگس"), newcomer("بهرام")):
        deliver(_asked(number).id)
        assert json.loads(gateway.got[-1]["body"])["to"] == mobile_of(number)


def test_a_message_holds_what_a_lock_screen_may_show_and_no_more():
    nargess = newcomer("نرگس")
    for way in ("sms", "email"):
        deliver(_asked(nargess, way).id)
        (text,) = received(mobile_of(nargess) if way == "sms" else email_of(nargess))
        assert password_in(text) == FirstPassword.objects.using("owner").latest("id").text
        assert f"{nargess[:3]}****{nargess[-3:]}" in text and nargess not in text
        assert not [word for word in ("نرگس", "آزمونی", "خیابان", "http", "/", "08/") if word in text]
        assert "اگر آن را درخواست نکرده‌اید" in text


@pytest.mark.parametrize(("way", "time"), [("sms", "۱۰ دقیقه"), ("email", "۲۴ ساعت")])
def test_the_message_and_the_page_tell_the_same_time(way, time):
    nargess, browser = newcomer("نرگس"), Browser()
    browser.ask(nargess, {"sms": "پیامک", "email": "پست الکترونیکی"}[way])
    assert time in browser.text
    deliver(Message.objects.using("owner").latest("id").id)
    assert time in received(mobile_of(nargess) if way == "sms" else email_of(nargess))[0]


def test_asked_on_the_english_pages_it_is_in_english():
    nargess = newcomer("نرگس")
    deliver(_asked(nargess, language="en").id)
    assert received(mobile_of(nargess))[0].startswith("Urban-planning services system\nUser ID: 130****")


@pytest.mark.parametrize("who", ["unknown", "half-registered", "no mobile"])
def test_what_may_not_be_sent_is_dropped_and_never_reaches_the_gateway(gateway, who, city):
    numbers = {"unknown": stranger(), "half-registered": HALF_REGISTERED, "no mobile": newcomer("کیوان", mobile=False)}
    message = _asked(numbers[who])
    deliver(message.id)
    assert (_now(message).state, gateway.got) == ("dropped", [])


def test_one_whose_registration_was_taken_back_after_asking_gets_nothing(gateway):
    nargess = newcomer("نرگس")
    message = _asked(nargess)
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE people_contact SET registered_on = NULL WHERE person_id = %s", [person_id(nargess)])
    deliver(message.id)
    assert (_now(message).state, gateway.got) == ("dropped", [])


@pytest.mark.parametrize(("minutes", "state"), [(9.9, "sent"), (10.1, "expired")])
@pytest.mark.parametrize("way", ["sms", "email"])
def test_a_message_that_is_too_late_is_never_sent(way, minutes, state):
    nargess = newcomer("نرگس")
    message = _asked(nargess, way)
    later("messages_message", "made_at", minutes, f"id = {message.id}")
    deliver(message.id)
    assert _now(message).state == state
    assert len(received(mobile_of(nargess) if way == "sms" else email_of(nargess))) == (state == "sent")


def test_after_two_failures_it_is_sent_once_with_the_same_key_and_the_same_password(gateway):
    gateway.answers = [503, "hang up"]
    message = _asked(newcomer("نرگس"))
    for turn in range(2):
        with pytest.raises(GatewayError):
            deliver(message.id)
        assert (_now(message).state, message.attempts) == ("due", turn + 1)
        assert FirstPassword.objects.using("owner").latest("id").sent_at is None
    for _ in range(3):
        deliver(message.id)
    assert (_now(message).state, message.attempts, len(gateway.got)) == ("sent", 3, 3)
    assert len({got["body"] for got in gateway.got}) == len({got["Idempotency-Key"] for got in gateway.got}) == 1
    assert gateway.got[0]["Idempotency-Key"] == f"message-{message.id}"


def test_a_second_handing_over_does_not_lengthen_the_passwords_life(gateway):
    """As after a crash between handing over and noting it."""
    message = _asked(newcomer("نرگس"))
    deliver(message.id)
    first = FirstPassword.objects.using("owner").get(id=message.first_password_id)
    Message.objects.using("owner").filter(id=message.id).update(state="due", done_at=None)
    deliver(message.id)
    again = FirstPassword.objects.using("owner").get(id=message.first_password_id)
    assert (first.sent_at, first.ends_at) == (again.sent_at, again.ends_at) and len(gateway.got) == 2


def _notice(number: str, kind: str) -> Message:
    """As the counter, the feed and notices.tell() queue theirs: valid for three days."""
    message = Message(kind=kind, channel="sms", person_id=person_id(number))
    message.until = timezone.now() + timedelta(hours=72)
    message.save(using="owner")
    return message


def _refuse(gateway, message: Message) -> None:
    """The gateway is away for as long as a password would be tried: two hundred seconds."""
    gateway.answers = [503] * MAX_ATTEMPTS
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(GatewayError):
            deliver(message.id)


def test_a_notice_of_any_kind_outlasts_the_outage_of_its_gateway_and_is_sent_once_after_it(gateway):
    nargess = newcomer("نرگس")
    for kind in sorted(texts.NOTICES):
        message = _notice(nargess, kind)
        _refuse(gateway, message)
        assert (kind, _now(message).state, message.attempts) == (kind, "due", MAX_ATTEMPTS)
        for _ in range(2):
            deliver(message.id)
        assert _now(message).state == "sent"
    assert len(gateway.got) == len(texts.NOTICES) * (MAX_ATTEMPTS + 1)


def test_a_notice_whose_gateway_stays_away_ends_when_it_is_out_of_date(gateway):
    message = _notice(newcomer("نرگس"), "coming_change")
    _refuse(gateway, message)
    later("messages_message", "made_at until", 72 * 60 + 1, f"id = {message.id}")
    deliver(message.id)
    assert _now(message).state == "expired" and message.done_at is not None
    assert len(gateway.got) == MAX_ATTEMPTS


def test_a_password_that_was_refused_to_the_end_of_its_tries_is_settled_and_never_sent(gateway):
    message = _asked(newcomer("نرگس"))
    _refuse(gateway, message)
    assert _now(message).state == "failed" and message.done_at is not None
    deliver(message.id)
    assert len(gateway.got) == MAX_ATTEMPTS


def test_the_request_itself_calls_no_gateway(gateway):
    Browser().ask(newcomer("نرگس"))
    assert gateway.got == []


def test_a_failure_is_logged_without_password_or_number(gateway, caplog):
    caplog.set_level(logging.DEBUG)
    gateway.answers = [500]
    nargess = newcomer("نرگس")
    message = _asked(nargess)
    with pytest.raises(GatewayError):
        deliver(message.id)
    assert message.first_password.text not in caplog.text and mobile_of(nargess)[3:] not in caplog.text


def test_tidying_forgets_what_is_over_and_nothing_else():
    Tally.objects.using("owner").create(key=b"over", count=1, until="2026-01-01T00:00Z")
    Tally.objects.using("owner").create(key=b"not over", count=1, until="2126-01-01T00:00Z")
    SpentCaptcha.objects.using("owner").create(nonce=b"o" * 16, at="2026-01-01T00:00Z")
    SpentCaptcha.objects.using("owner").create(nonce=os.urandom(16))
    kept = SpentCaptcha.objects.using("owner").count() - 1
    tidy(0)
    assert [bytes(t.key) for t in Tally.objects.using("owner").all()] == [b"not over"]
    assert not SpentCaptcha.objects.using("owner").filter(nonce=b"o" * 16).exists()
    assert SpentCaptcha.objects.using("owner").count() <= kept


def _again(failures: int, error: type[GatewayError] = GatewayError) -> RetryDecision:
    """When a job is taken again that failed so often, and before which others."""
    job = Job(id=1, queue="messages", lock=None, queueing_lock=None, task_name="deliver", attempts=failures)
    return deliver.retry_strategy.get_retry_decision(exception=error(), job=job)


def _pause_after(failures: int, error: type[GatewayError] = GatewayError) -> int:
    return round((_again(failures, error).retry_at - timezone.now()).total_seconds())


@pytest.fixture
def worker():
    """The worker as it is run in earnest, with an SMS gateway that fails at first; e-mail goes to the outbox's file.

    It ends with its test: one that lived on would deliver what the next test asks for. As it starts it tidies, for the
    last tick: what other tests left due is none of its work.
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")
    with quiet_gateways(), SmsServer(503) as gateway:
        env = os.environ | {"SHAHRSAZI_SMS_URL": gateway.url, "SHAHRSAZI_SMS_KEY": "token"}
        process = subprocess.Popen(
            [sys.executable, "-m", "shahrsazi", "worker"], cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True
        )
        process.gateway = gateway
        try:
            yield process
        finally:
            process.terminate()
            _, said = process.communicate(timeout=15)
        assert process.returncode == 0, said


def test_a_real_worker_sends_what_was_asked_on_the_page(worker):
    nargess = with_password("نرگس", "Derakht8Sabz")
    Browser().ask(nargess, "پست الکترونیکی")
    (text,) = wait_until(lambda: received(email_of(nargess)), 60)
    assert sign_in.sign_in(nargess, password_in(text), device="") is not None


def test_a_real_worker_tries_again_after_the_gateway_failed(worker):
    message = _asked(newcomer("نرگس"))
    wait_until(lambda: _now(message).state == "sent", 60)
    assert [got["Idempotency-Key"] for got in worker.gateway.got] == [f"message-{message.id}"] * 2
    assert message.attempts == 2 and worker.poll() is None


def test_the_retries_end_before_the_passwords_time_does():
    pauses = [_pause_after(failures) for failures in range(MAX_ATTEMPTS)]
    assert 0 < sum(pauses) < 10 * 60
    assert settings.PROCRASTINATE_DATABASE_ALIAS == "entrance"


def test_the_pauses_grow_and_never_end_so_that_three_days_take_some_two_hundred_tries():
    pauses = [_pause_after(failures) for failures in range(200)]
    assert pauses == sorted(pauses) and pauses[-1] > 60 * 60
    assert sum(pauses) > 72 * 60 * 60


def test_where_no_gateway_is_set_a_notice_is_looked_at_each_hour():
    assert {_pause_after(failures, NoGatewayError) for failures in range(72)} == {60 * 60}


def test_what_was_refused_often_comes_behind_what_was_not_tried_yet():
    priorities = [_again(failures).priority for failures in range(9)]
    assert priorities == sorted(priorities, reverse=True) and max(priorities) < 0


def test_tidying_comes_behind_every_message_however_often_it_was_refused():
    assert tidy.priority < _again(500).priority
