"""How the gateways fare: what waits, and what was sent, failed or went out of date within a day."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connections
from django.utils import timezone

from shahrsazi.database.statements import select
from shahrsazi.messages import gateways

CHANNELS = ("sms", "email")
USUAL_WAIT = timedelta(minutes=2)  # a gateway that answers takes a message within seconds


class Traffic(NamedTuple):
    """Counts of one channel over a day. `failed` are the messages that a gateway refused at least once; `expired`
    those that nobody sent while they were valid: the worker was away, or the gateway for longer than that, or there was
    none. Of that a city that has none by choice is not warned.
    """

    channel: str
    waiting: int = 0
    oldest_waiting: datetime | None = None
    sent: int = 0
    last_sent: datetime | None = None
    expired: int = 0
    last_expired: datetime | None = None
    failed: int = 0
    last_failed: datetime | None = None

    @property
    def state(self) -> str:
        """`absent` where the city has no gateway for it, `failing` when the gateway's last word was no, `delayed`,
        `lapsed` when nothing was sent since a message went out of date unsent, `working`, or `quiet` when nothing was
        to be sent.
        """
        if not gateways.has(self.channel):
            return "absent"
        if self._is_last(self.last_failed):
            return "failing"
        if self.oldest_waiting and timezone.now() - self.oldest_waiting > USUAL_WAIT:
            return "delayed"
        if self._is_last(self.last_expired):
            return "lapsed"
        return "working" if self.last_sent else "quiet"

    def _is_last(self, moment: datetime | None) -> bool:
        return bool(moment and (self.last_sent is None or moment > self.last_sent))


def by_channel(using: str) -> list[Traffic]:
    with connections[using].cursor() as cursor:
        cursor.execute(select(Traffic, "guard.message_channels()"))
        counted = {row[0]: Traffic(*row) for row in cursor.fetchall()}
    return [counted.get(channel, Traffic(channel)) for channel in CHANNELS]
