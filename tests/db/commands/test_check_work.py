"""The hourly check sees that nothing is delivered, and that a back office has fallen silent."""

from datetime import timedelta

import pytest
from browser_client import newcomer, requested
from db.commands.test_check import check, levels, words
from django.test import override_settings
from django.utils import timezone
from history_model import asked
from quiet_gateways import age, quiet_gateways
from stub_servers import SmsServer

from shahrsazi.commands.check import feed, work
from shahrsazi.feed.models import Batch, Source
from shahrsazi.messages.gateways import GatewayError
from shahrsazi.messages.models import Message
from shahrsazi.messages.tasks import deliver


@pytest.fixture(autouse=True)
def no_message_waits(city):
    with quiet_gateways():
        yield


def waiting(minutes: int) -> Message:
    """A password that somebody asked for so long ago."""
    assert requested(newcomer("نیلوفر"), "sms", "127.0.0.1", "fa") is None
    message = Message.objects.using("owner").latest("id")
    age(message, minutes)
    return message


def test_a_message_that_waits_for_ten_minutes_ends_the_check_with_code_1():
    waiting(minutes=10)
    run = check()
    assert run.returncode == 1 and "FAILS    work: SMS: 1 messages wait" in run.stdout, run.stdout


def test_a_gateway_that_refuses_everything_is_found_though_it_answers():
    message = waiting(minutes=0)
    with SmsServer(401) as server, override_settings(SMS_URL=server.url), pytest.raises(GatewayError):
        deliver(message.id)
    assert "SMS: the gateway refused the last message" in words(f for f in work.findings() if f.level == "FAILS")


def test_what_went_out_of_date_unsent_is_a_warning():
    deliver(waiting(minutes=11).id)
    assert "SMS: 1 messages went out of date" in words(f for f in work.findings() if f.level == "warning")


@pytest.mark.parametrize(("silent", "level"), [(None, "FAILS"), (90, "FAILS"), (20, "good")])
def test_a_worker_without_a_sign_of_life_is_found(silent, level):
    """One that is hung or was killed leaves an old row, one that ended none."""
    asked("DELETE FROM procrastinate_workers RETURNING id")
    if silent:
        ago = "now() - make_interval(secs => %s)"
        asked(f"INSERT INTO procrastinate_workers (last_heartbeat) VALUES ({ago}) RETURNING id", [silent])
    try:
        with override_settings(DEMO=False):
            assert levels(work.findings())[0] == level
    finally:
        asked("DELETE FROM procrastinate_workers RETURNING id")


@pytest.fixture
def batch(city):
    """Begun two days ago by a source of its own."""
    source = Source.objects.using("owner").create(key="silent", title="سامانه خاموش")
    begun_at = timezone.now() - timedelta(days=2)
    made = Batch.objects.using("owner").create(source=source, sha256="0" * 64, begun_at=begun_at)
    yield made
    made.delete(using="owner")
    source.delete(using="owner")


@pytest.mark.parametrize(
    ("state", "found"),
    [
        (Batch.WAITING, "waits for two of the oversight"),
        (Batch.APPLYING, "is half applied"),
        (Batch.JUDGING, "was broken off before"),
        (Batch.DONE, ""),
        (Batch.REFUSED, ""),
    ],
)
def test_a_batch_that_is_left_lying_is_a_warning(batch, state, found):
    Batch.objects.using("owner").filter(id=batch.id).update(state=state)
    warned = [
        f.sentence for f in feed.findings() if f.level == "warning" and f"batch {batch.id} of silent" in f.sentence
    ]
    assert len(warned) == bool(found) and found in "".join(warned)


def test_a_batch_of_this_hour_is_not_left_lying(batch):
    Batch.objects.using("owner").filter(id=batch.id).update(state=Batch.APPLYING, begun_at=timezone.now())
    assert "of silent" not in words(feed.findings())


@pytest.mark.parametrize(("days", "level"), [(36500, "good"), (-1, "warning")])
def test_a_district_of_which_nothing_was_told_for_long_is_a_warning(city, monkeypatch, days, level):
    monkeypatch.setattr(feed, "FALLEN_SILENT", timedelta(days=days))
    assert levels(feed.findings())[-1] == level
