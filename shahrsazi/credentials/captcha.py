"""The captcha, a number in a picture: a speed bump, never a wall. Its answer is stored nowhere.

A token holds the time and random bytes, signed together with the form's purpose and the visitor's cookie. The digits
follow from it by a keyed hash, so showing a captcha writes nothing; an answer, right or wrong, writes its nonce once.
"""

import hashlib
import hmac
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode

from django.conf import settings
from django.db import connections, models
from django.db.models.functions import Now

from shahrsazi.database.policies import EVERYTHING
from shahrsazi.persian.text import ascii_digits

LIFETIME_SECONDS = 120
DIGITS = 5


class SpentCaptcha(models.Model):
    """A captcha that was answered; stored until its token is too old to be used again."""

    nonce = models.BinaryField(primary_key=True, max_length=16)
    at = models.DateTimeField(db_default=Now(), db_index=True)

    policies = {"entrance": EVERYTHING, "worker": {"SELECT": "true", "DELETE": "true"}}


def issue(purpose: str, visitor: str) -> str:
    """A new captcha for one purpose and one visitor (their cookie): a token to put into the page."""
    body = int(time.time()).to_bytes(8, "big") + secrets.token_bytes(8)
    return urlsafe_b64encode(body + _seal(body, purpose, visitor)).decode()


def digits_of(token: str) -> str | None:
    """What the picture shows; None for a malformed or old token. Only spend() checks whom it was issued to."""
    raw = _opened(token)
    if raw is None or not -1 <= time.time() - int.from_bytes(raw[:8], "big") <= LIFETIME_SECONDS:
        return None
    if settings.CAPTCHA_ANSWER:
        return settings.CAPTCHA_ANSWER
    number = int.from_bytes(_keyed(b"digits" + raw[:16])[:8], "big")
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def seed_of(token: str) -> bytes:
    """How its picture and its recording are drawn: however often they are asked for, they are the same ones.

    Else the mean of many pictures of one token would show the digits without their curves.
    """
    return _keyed(b"drawn" + (_opened(token) or b""))


def spend(token: str, answer: str, purpose: str, visitor: str) -> bool:
    """True once: for the right answer, in time, from the visitor and for the purpose that it was issued for."""
    raw = _opened(token)
    if raw is None or not hmac.compare_digest(raw[16:], _seal(raw[:16], purpose, visitor)):
        return False
    expected = digits_of(token)
    return _first_use(raw[:16]) and expected is not None and hmac.compare_digest(expected, _typed(answer))


def _first_use(nonce: bytes) -> bool:
    with connections["entrance"].cursor() as cursor:
        cursor.execute("INSERT INTO credentials_spentcaptcha (nonce) VALUES (%s) ON CONFLICT DO NOTHING", [nonce])
        inserted: int = cursor.rowcount
        return inserted == 1


def _typed(answer: str) -> str:
    typed = ascii_digits(answer).strip()
    return typed if typed.isascii() else ""


def _opened(token: str) -> bytes | None:
    try:
        raw = urlsafe_b64decode(token.encode("ascii"))
    except (ValueError, UnicodeError):
        return None
    return raw if len(raw) == 32 else None


def _seal(body: bytes, purpose: str, visitor: str) -> bytes:
    return _keyed(body + purpose.encode() + b"\0" + visitor.encode())[:16]


def _keyed(message: bytes) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), b"captcha" + message, hashlib.sha256).digest()
