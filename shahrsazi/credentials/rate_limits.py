"""Rate limits: how often something may be done, and by whom. limits.toml has them all; PostgreSQL counts their uses."""

import hashlib
import hmac
import tomllib
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connections, models

from shahrsazi.database.policies import EVERYTHING


class Limit(NamedTuple):
    """At most `max` uses within so many `minutes`, of which `reserve` are for a device that its owner has used before.

    `why` and `remedy` are for operators: docs/security/limits.md has the same.
    """

    max: int
    minutes: int
    why: str
    remedy: str
    reserve: int = 0

    @property
    def within(self) -> timedelta:
        return timedelta(minutes=self.minutes)


# One file for code, documentation and tests.
_FILE = Path(__file__).with_name("limits.toml")
LIMITS = {name: Limit(**limit) for name, limit in tomllib.loads(_FILE.read_text("utf8")).items()}


class Tally(models.Model):
    """A count and until when it runs, under a key that names no one: it is hashed with the server's secret."""

    key = models.BinaryField(primary_key=True, max_length=32)
    count = models.IntegerField()
    until = models.DateTimeField(db_index=True)
    locked_until = models.DateTimeField(null=True)

    policies = {"entrance": EVERYTHING, "worker": {"SELECT": "true", "DELETE": "true"}}


_HIT = """
INSERT INTO credentials_tally AS t (key, count, until) VALUES (%s, %s, now() + %s)
ON CONFLICT (key) DO UPDATE SET
  count = EXCLUDED.count + CASE WHEN t.until <= now() THEN 0 ELSE t.count END,
  until = CASE WHEN t.until <= now() THEN EXCLUDED.until ELSE t.until END
RETURNING count, extract(epoch FROM until - now())::int
"""


_PEEK = """
SELECT extract(epoch FROM until - now())::int FROM credentials_tally WHERE key = %s AND until > now() AND count >= %s
"""


def hit(name: str, subject: str, *, reserved: bool = False, amount: int = 1) -> int:
    """Count a use of the limit by `subject`, or an amount; 0 while within it, else the seconds until it opens again.

    Only who is `reserved` for gets into the limit's reserve.
    """
    limit = LIMITS[name]
    count, seconds = _count(name, subject, limit.within, amount)
    return 0 if count <= _room(limit, reserved) else max(seconds, 1)


def uses(name: str, subject: str, within: timedelta) -> int:
    """Count something that no limit stops. Returns how often it was counted within that time."""
    return _count(name, subject, within, 1)[0]


def _count(name: str, subject: str, within: timedelta, amount: int) -> tuple[int, int]:
    with connections["entrance"].cursor() as cursor:
        cursor.execute(_HIT, [key(name, subject), amount, within])  # type: ignore[list-item]  # psycopg adapts it
        [(count, seconds)] = cursor.fetchall()
    return count, seconds


def peek(name: str, subject: str, *, reserved: bool = False) -> int:
    """Seconds until the limit opens again, without counting a use; 0 while there is room."""
    with connections["entrance"].cursor() as cursor:
        cursor.execute(_PEEK, [key(name, subject), _room(LIMITS[name], reserved)])
        row = cursor.fetchone()
    return max(row[0], 1) if row else 0


def _room(limit: Limit, reserved: bool) -> int:
    return limit.max if reserved else limit.max - limit.reserve


MAX_FAILURES = 50
_FAIL = """
INSERT INTO credentials_tally AS t (key, count, until) VALUES (%(key)s, 1, now() + interval '1 day')
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN t.until <= now() THEN 1 ELSE t.count + 1 END,
  until = EXCLUDED.until,
  locked_until = CASE WHEN t.until > now() AND t.count >= 3 THEN now() + CASE WHEN t.count >= %(max)s - 1
    THEN interval '1 day' ELSE make_interval(mins => least(60, 2 ^ least(t.count - 3, 10))::int) END END
"""


def record_failure(bucket: str) -> None:
    """Count a wrong password in a bucket: the first three lock nothing, then it locks for 1, 2, 4 … 60 minutes.

    The fiftieth without a right one between shuts it for a day.
    """
    with connections["entrance"].cursor() as cursor:
        cursor.execute(_FAIL, {"key": key("guess", bucket), "max": MAX_FAILURES})


def locked_until(bucket: str) -> datetime | None:
    """When the bucket may be tried again; None when it may be tried now."""
    with connections["entrance"].cursor() as cursor:
        cursor.execute(
            "SELECT locked_until FROM credentials_tally WHERE key = %s AND locked_until > now()", [key("guess", bucket)]
        )
        row = cursor.fetchone()
    return row[0] if row else None


def clear_failures(bucket: str) -> None:
    Tally.objects.using("entrance").filter(key=key("guess", bucket)).delete()


def key(name: str, subject: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"{name}:{subject}".encode(), hashlib.sha256).digest()


def subnet(address: str) -> str:
    """What counts as one network: an IPv4 address, or the /64 that one subscriber has of IPv6."""
    ip = ip_address(address)
    return str(ip) if ip.version == 4 else str(ip_network(f"{ip}/64", strict=False))


def wide_subnet(address: str) -> str:
    ip = ip_address(address)
    return str(ip_network(f"{ip}/{24 if ip.version == 4 else 48}", strict=False))


def is_own_machine(address: str) -> bool:
    """In a demonstration everyone sits at the same machine: limits by network would lock its own visitors out."""
    return settings.DEMO and ip_address(address).is_loopback
