"""Rate limits: how often something may be done, and by whom. LIMITS has them all; PostgreSQL counts their uses."""

import hashlib
import hmac
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import NamedTuple

from django.conf import settings
from django.db import connections, models

from shahrsazi.database.policies import EVERYTHING


class Limit(NamedTuple):
    """At most `max` uses within `within`; `why` and `remedy` are for operators (docs/security/limits.md)."""

    max: int
    within: timedelta
    why: str
    remedy: str


MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LIMITS = {
    "password.person.way": Limit(1, 2 * MINUTE, "the same message twice in a row", "the first message still holds"),
    "password.person.hour": Limit(5, HOUR, "flooding one phone", "wait, or go to the counter"),
    "password.person.day": Limit(10, DAY, "flooding one phone", "wait, or go to the counter"),
    "password.network": Limit(60, HOUR, "pumping messages from one place", "another network, or wait"),
    "password.neighbourhood": Limit(300, HOUR, "pumping messages from one provider's block", "wait"),
    "password.everyone": Limit(60, MINUTE, "the SMS budget", "wait a minute"),
    "password.everyone.day": Limit(20_000, DAY, "the SMS budget", "the operator raises it"),
    "entrance.network": Limit(60, 10 * MINUTE, "guessing from one place", "wait; only failures count"),
    "entrance.neighbourhood": Limit(
        300, 10 * MINUTE, "guessing from one provider's block", "wait; only failures count"
    ),
    "counter.lookup": Limit(120, HOUR, "a clerk who tries numbers to learn names", "wait; every look is in the ledger"),
    "proof.address": Limit(6, HOUR, "codes to one telephone or mailbox", "wait; what was registered stays"),
    "staff.network": Limit(60, 10 * MINUTE, "guessing at staff from one place", "wait, or another network"),
    "captcha.network": Limit(120, MINUTE, "drawing pictures costs work", "wait"),
}


class Tally(models.Model):
    """A count and until when it runs, under a key that names no one: it is hashed with the server's secret."""

    key = models.BinaryField(primary_key=True, max_length=32)
    count = models.IntegerField()
    until = models.DateTimeField(db_index=True)
    locked_until = models.DateTimeField(null=True)

    policies = {"entrance": EVERYTHING, "worker": {"SELECT": "true", "DELETE": "true"}}


_HIT = """
INSERT INTO credentials_tally AS t (key, count, until) VALUES (%s, 1, now() + %s)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN t.until <= now() THEN 1 ELSE t.count + 1 END,
  until = CASE WHEN t.until <= now() THEN EXCLUDED.until ELSE t.until END
RETURNING count, extract(epoch FROM until - now())::int
"""


_PEEK = """
SELECT extract(epoch FROM until - now())::int FROM credentials_tally WHERE key = %s AND until > now() AND count >= %s
"""


def hit(name: str, subject: str) -> int:
    """Count one use of the limit by `subject`; 0 while within it, else the seconds until it opens again."""
    limit = LIMITS[name]
    with connections["entrance"].cursor() as cursor:
        cursor.execute(_HIT, [key(name, subject), limit.within])  # type: ignore[list-item]  # psycopg adapts it
        [(count, seconds)] = cursor.fetchall()
    return 0 if count <= limit.max else max(seconds, 1)


def peek(name: str, subject: str) -> int:
    """Seconds until the limit opens again, without counting a use; 0 while there is room."""
    with connections["entrance"].cursor() as cursor:
        cursor.execute(_PEEK, [key(name, subject), LIMITS[name].max])
        row = cursor.fetchone()
    return max(row[0], 1) if row else 0


_FAIL = """
INSERT INTO credentials_tally AS t (key, count, until) VALUES (%(key)s, 1, now() + interval '1 day')
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN t.until <= now() THEN 1 ELSE t.count + 1 END,
  until = EXCLUDED.until,
  locked_until = CASE WHEN t.until > now() AND t.count >= 3
    THEN now() + make_interval(mins => least(60, 2 ^ least(t.count - 3, 10))::int) END
"""


def record_failure(bucket: str) -> None:
    """Count a wrong password in a bucket: the first three lock nothing, then it locks for 1, 2, 4 … 60 minutes."""
    with connections["entrance"].cursor() as cursor:
        cursor.execute(_FAIL, {"key": key("guess", bucket)})


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
