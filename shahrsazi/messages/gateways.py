"""Hands a text to the SMS or mail gateway. In a demonstration without gateways, to a file that the site shows."""

import json
import smtplib
import ssl
import urllib.request
from datetime import UTC, datetime
from email.message import EmailMessage
from http.client import HTTPException
from urllib.parse import unquote, urlsplit

from django.conf import settings

TIMEOUT = 5


class GatewayError(Exception):
    """The gateway did not take the message; it may be tried again."""


def send(channel: str, to: str, subject: str, text: str, *, key: str) -> None:
    """Hand over one message. `key` names it, so that a gateway that gets it twice may drop the second."""
    if channel == "sms" and settings.SMS_URL:
        _send_sms(to, text, key)
    elif channel == "email" and settings.SMTP_URL:
        _send_email(to, subject, text, key)
    elif settings.DEMO:
        _write_down(channel, to, text)
    else:
        raise GatewayError(f"no gateway is set for {channel}")


class _GoNowhereElse(urllib.request.HTTPRedirectHandler):
    """Refuses redirects: a gateway that points elsewhere would have a password sent there."""

    def redirect_request(self, *args):
        return None


_opener = urllib.request.build_opener(_GoNowhereElse)


def _send_sms(to: str, text: str, key: str) -> None:
    """One JSON POST: {"to", "text"}, with the key as Idempotency-Key and the city's token as bearer."""
    body = json.dumps({"to": to, "text": text}).encode()
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": key,
        "Authorization": f"Bearer {settings.SMS_KEY}",
    }
    request = urllib.request.Request(settings.SMS_URL, body, headers)  # noqa: S310 - the operator's own setting
    try:
        with _opener.open(request, timeout=TIMEOUT):
            return
    except (OSError, HTTPException) as error:
        raise GatewayError(f"the SMS gateway failed: {type(error).__name__}") from None


def is_owner_of_mobile(number: str, mobile: str) -> bool | None:
    """Asks the national registry of mobile numbers whether this one is the person's; None when there is no answer."""
    if not settings.MATCH_URL:
        return None
    body = json.dumps({"national_code": number, "mobile": mobile}).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {settings.MATCH_KEY}"}
    request = urllib.request.Request(settings.MATCH_URL, body, headers)  # noqa: S310 - the operator's own setting
    try:
        with _opener.open(request, timeout=TIMEOUT) as answer:
            return json.load(answer).get("match") is True
    except (OSError, HTTPException, ValueError, AttributeError):
        return None


def _send_email(to: str, subject: str, text: str, key: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = settings.MAIL_FROM, to, subject
    mail["Message-ID"] = f"<{key}@{settings.MAIL_FROM.partition('@')[2]}>"
    mail.set_content(text)
    try:
        with _smtp() as server:
            server.send_message(mail)
    except (OSError, smtplib.SMTPException) as error:
        raise GatewayError(f"the mail gateway failed: {type(error).__name__}") from None


def _smtp() -> smtplib.SMTP:
    """smtp://user:password@host:587 (STARTTLS when offered) or smtps://…:465."""
    url = urlsplit(settings.SMTP_URL)
    if url.scheme == "smtps":
        server = smtplib.SMTP_SSL(url.hostname, url.port or 465, timeout=TIMEOUT, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(url.hostname, url.port or 25, timeout=TIMEOUT)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
    if url.username:
        server.login(unquote(url.username), unquote(url.password or ""))
    return server


def _write_down(channel: str, to: str, text: str) -> None:
    settings.OUTBOX.parent.mkdir(parents=True, exist_ok=True)
    line = {"channel": channel, "to": to, "text": text, "at": datetime.now(UTC).isoformat(timespec="seconds")}
    with settings.OUTBOX.open("a", encoding="utf8") as outbox:
        outbox.write(json.dumps(line, ensure_ascii=False) + "\n")


def outbox_messages() -> list[dict]:
    """The demonstration's messages, newest first."""
    if not settings.OUTBOX.exists():
        return []
    return [json.loads(line) for line in settings.OUTBOX.read_text("utf8").splitlines()][::-1]
