"""Whether the work is done: a worker is alive, and what is to be sent is sent."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db.models.functions import Now
from procrastinate.contrib.django.models import ProcrastinateWorker

from shahrsazi.commands.check.finding import Finding, fails, good, warns
from shahrsazi.messages import traffic

AREA = "work"
SILENT = timedelta(minutes=1)  # its heart beats every ten seconds


def findings() -> Iterator[Finding]:
    yield _worker()
    for channel in traffic.by_channel("default"):
        yield _channel(channel)


def _worker() -> Finding:
    """One that ended in order leaves no row, and one that was killed an old one. With the worker's own role: no other
    reads of the queue who works on it.
    """
    if ProcrastinateWorker.objects.using("worker").filter(last_heartbeat__gt=Now() - SILENT).exists():
        return good(AREA, "a worker is alive.")
    words = "no worker has given a sign of life within a minute: start shahrsazi worker, or start it again."
    return warns(AREA, words) if settings.DEMO else fails(AREA, words)


def _channel(channel: traffic.Traffic) -> Finding:
    name = {"sms": "SMS", "email": "e-mail"}[channel.channel]
    seen = "see the administrator's page of messages"
    if channel.state == "absent":
        return good(AREA, f"{name}: no gateway is set, and nothing is sent by it.")
    if channel.state == "failing":
        return fails(AREA, f"{name}: the gateway refused the last message, and {channel.failed} in all: {seen}.")
    if channel.oldest_waiting and channel.state == "delayed":
        since = f"{channel.oldest_waiting:%Y-%m-%d %H:%M} UTC"
        return fails(AREA, f"{name}: {channel.waiting} messages wait, the oldest since {since}: {seen}.")
    if channel.expired:
        return warns(AREA, f"{name}: {channel.expired} messages went out of date unsent within a day: {seen}.")
    return good(AREA, f"{name}: no message waits.")
