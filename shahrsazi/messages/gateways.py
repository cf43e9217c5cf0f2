"""Hands a text to the SMS or mail gateway. In a demonstration without gateways, to a file that the site shows."""

import json
import smtplib
import urllib.request
from http.client import HTTPException
from urllib.error import HTTPError

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from shahrsazi.messages import mail

TIMEOUT = 5
# Among the 4xx those that no recipient brings about: our token or credit, an address of ours, too much at a time.
NOT_OF_THE_RECIPIENT = (401, 402, 403, 405, 407, 408, 429)


class GatewayError(Exception):
    """The gateway did not take the message; it may be tried again. `permanent` where it said so of this one recipient,
    and not of itself or of us.
    """

    def __init__(self, words: str = "", *, permanent: bool = False):
        super().__init__(words)
        self.permanent = permanent


class NoGatewayError(GatewayError):
    """None is set here: the city has none for this channel, or this worker was begun without its settings."""


def has(channel: str) -> bool:
    """Whether anything can go out by a channel: a city may have one gateway alone. A demonstration has its file."""
    return bool({"sms": settings.SMS_URL, "email": settings.SMTP_URL}[channel]) or settings.DEMO


def channels() -> list[str]:
    """Those by which anything can go out."""
    return [channel for channel in ("sms", "email") if has(channel)]


def send(channel: str, to: str, subject: str, text: str, *, key: str) -> None:
    """Hand over one message. `key` names it, so that a gateway that gets it twice may drop the second."""
    if not has(channel):
        raise NoGatewayError(f"no gateway is set for {channel}")
    if channel == "email":
        _send_email(to, subject, text, key)
    elif settings.SMS_URL:
        _send_sms(to, text, key)
    else:
        mail.write_down(settings.OUTBOX, channel, to, text)


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
        raise _failure("SMS", error) from None


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
    """The same Message-ID at each try, so that a mailbox shows one mail."""
    headers = {"Message-ID": f"<{key}@{settings.MAIL_FROM.partition('@')[2]}>"}
    try:
        with get_connection(**mail.parse(settings.SMTP_URL, settings.OUTBOX)) as connection:
            EmailMessage(subject, text, settings.MAIL_FROM, [to], headers=headers, connection=connection).send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise _failure("mail", error) from None


def _failure(gateway: str, error: Exception) -> GatewayError:
    return GatewayError(f"the {gateway} gateway failed: {_status(error)}", permanent=_is_permanent(error))


def _is_permanent(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    return isinstance(error, HTTPError) and 400 <= error.code < 500 and error.code not in NOT_OF_THE_RECIPIENT


def _status(error: Exception) -> str:
    """What kind of failure, and the status that the gateway gave; never its words, which may repeat an address."""
    status = getattr(error, "code", None) or getattr(error, "smtp_code", None)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        status = next(iter(error.recipients.values()))[0]
    return f"{type(error).__name__} {status}" if isinstance(status, int) else type(error).__name__
