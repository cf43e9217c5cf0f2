"""How the gateways fare: what waits, what was sent and what failed within a day."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connections
from django.utils import timezone

CHANNELS = ("sms", "email")
USUAL_WAIT = timedelta(minutes=2)  # six tries, twenty seconds apart


class Traffic(NamedTuple):
    """Counts of one channel over a day; `failed` are the messages that a gateway refused at least once."""

    channel: str
    waiting: int = 0
    oldest_waiting: datetime | None = None
    sent: int = 0
    last_sent: datetime | None = None
    failed: int = 0
    last_failed: datetime | None = None

    @property
    def state(self) -> str:
        """`failing` when the gateway's last word was no, `delayed`, `working`, or `quiet` when nothing was sent."""
        if self.last_failed and (self.last_sent is None or self.last_failed > self.last_sent):
            return "failing"
        if self.oldest_waiting and timezone.now() - self.oldest_waiting > USUAL_WAIT:
            return "delayed"
        return "working" if self.last_sent else "quiet"


def by_channel(using: str) -> list[Traffic]:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT * FROM guard.message_channels()")
        counted = {row[0]: Traffic(*row) for row in cursor.fetchall()}
    return [counted.get(channel, Traffic(channel)) for channel in CHANNELS]
