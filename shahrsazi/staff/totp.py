"""One-time codes: the secret behind a member's authenticator, and the time step that a code belongs to."""

import base64
import hashlib
import hmac
from urllib.parse import quote

from django.conf import settings
from django_otp.oath import TOTP

from shahrsazi.persian.digits import is_digits

DEMO_SECRET = base64.b32decode("JBSWY3DPEHPK3PXP")


def secret(totp_no: int) -> bytes:
    """The key of a member's one-time codes: 160 bits, derived from a number and a key of the server."""
    if totp_no == 0 and settings.DEMO:
        return DEMO_SECRET  # number 0 is given to the sample's staff alone
    return hmac.new(settings.PASSWORD_KEY.encode(), f"totp:{totp_no}".encode(), hashlib.sha256).digest()[:20]


def spelled_secret(totp_no: int) -> str:
    """The secret in the letters that a person types into an authenticator."""
    return base64.b32encode(secret(totp_no)).decode().rstrip("=")


def key_uri(totp_no: int, number: str) -> str:
    """What the QR code says to an authenticator (Key URI format)."""
    issuer = quote("Shahrsazi")
    return f"otpauth://totp/{issuer}:{number}?secret={spelled_secret(totp_no)}&issuer={issuer}"


def time_step(totp_no: int, code: str, after: int) -> int | None:
    """The time step that a one-time code belongs to, now or one step to either side; None if to none after `after`."""
    if not (len(code) == 6 and is_digits(code)):
        return None
    totp = TOTP(secret(totp_no))
    return totp.t() if totp.verify(int(code), tolerance=1, min_t=after + 1) else None
