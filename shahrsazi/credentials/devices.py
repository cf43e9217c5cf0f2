"""Browsers in which someone has signed in before: wrong guesses of strangers are counted apart from theirs."""

import hashlib
import hmac
import secrets
from typing import NamedTuple

from django.conf import settings

COOKIE_AGE = 365 * 24 * 3600


class Device(NamedTuple):
    """From where something is tried for a user ID: all strange browsers share one bucket, a known one has its own."""

    bucket: str
    trusted: bool


def device_of(door: str, user_id: str, cookie: str) -> Device:
    """The device at a door (`citizen`, `staff`) for what was typed as user ID, known to us or not."""
    nonce, _, seal = cookie.partition(".")
    trusted = seal.isascii() and hmac.compare_digest(seal, _seal(door, nonce, user_id))
    return Device(f"{door}/{user_id}/{nonce if trusted else ''}", trusted)


def new_cookie(door: str, user_id: str) -> str:
    nonce = secrets.token_urlsafe(12)
    return f"{nonce}.{_seal(door, nonce, user_id)}"


def _seal(door: str, nonce: str, user_id: str) -> str:
    message = f"device {door} {nonce} {user_id}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()[:32]
