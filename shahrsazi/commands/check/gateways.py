"""The gateways answer; nothing is sent."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection

from shahrsazi.commands.check.finding import Finding, fails, good, warns
from shahrsazi.messages import mail

AREA = "gateways"
TIMEOUT = 5


def findings() -> Iterator[Finding]:
    yield _mail() if settings.SMTP_URL else _none("SHAHRSAZI_SMTP_URL", "e-mail")
    yield _http("SMS", settings.SMS_URL) if settings.SMS_URL else _none("SHAHRSAZI_SMS_URL", "SMS")
    if settings.MATCH_URL:
        yield _http("the registry of mobiles", settings.MATCH_URL)


def _none(name: str, channel: str) -> Finding:
    if settings.DEMO:
        return good(AREA, f"no {channel}: written to {settings.OUTBOX}.")
    return warns(AREA, f"{name} is not set: nobody can be reached by {channel}.")


def _mail() -> Finding:
    """Signs in as it would to send."""
    try:
        connection = get_connection(**mail.parse(settings.SMTP_URL, settings.OUTBOX))
        connection.open()
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        return fails(AREA, f"the mail server does not let us in: {type(error).__name__}: {error}.")
    return good(AREA, "the mail server lets us in.")


def _http(name: str, url: str) -> Finding:
    """A connection, with TLS where the address says so: a request might cost money or count as a message."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    try:
        address = (parts.hostname or "", parts.port or (443 if secure else 80))
        with socket.create_connection(address, TIMEOUT) as plain:
            if secure:
                ssl.create_default_context().wrap_socket(plain, server_hostname=parts.hostname).close()
    except OSError as error:
        return fails(AREA, f"{name} cannot be reached at {parts.hostname}: {error}.")
    if not secure and not settings.DEMO and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        return fails(AREA, f"{name} is spoken to in the clear: passwords would go through the network as they are.")
    return good(AREA, f"{name} can be reached.")
