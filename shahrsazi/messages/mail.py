"""Which mail gateway SHAHRSAZI_SMTP_URL names, and the demonstration's own: a file that the site shows."""

import json
from datetime import UTC, datetime
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.mail.backends.base import BaseEmailBackend

TIMEOUT = 5
SMTP = "django.core.mail.backends.smtp.EmailBackend"
PORTS = {"starttls": 587, "implicit": 465, "none": 25}


class MailUrlError(ValueError):
    """SHAHRSAZI_SMTP_URL can't be used; the message says why, without its password."""


def parse(url: str, outbox: Path) -> dict:
    """Arguments for `django.core.mail.get_connection`.

    smtp://user:password@host:587 speaks TLS after STARTTLS or not at all, smtps://…:465 from the first byte;
    `?tls=none` is the only way to send in the clear, to a relay on the same machine.
    """
    if not url:
        return {"backend": "shahrsazi.messages.mail.Outbox", "path": outbox}
    parts = urlsplit(url)
    tls = "implicit" if parts.scheme == "smtps" else parse_qs(parts.query).get("tls", ["starttls"])[0]
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or tls not in PORTS:
        raise MailUrlError(
            "SHAHRSAZI_SMTP_URL must be smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host:465."
        )
    return {
        "backend": SMTP,
        "host": parts.hostname,
        "port": parts.port or PORTS[tls],
        "timeout": TIMEOUT,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": tls == "starttls",
        "use_ssl": tls == "implicit",
    }


class Outbox(BaseEmailBackend):
    """Writes mail down, a JSON line each."""

    def __init__(self, path: Path, **kwargs):
        super().__init__(**kwargs)
        self.path = path

    def send_messages(self, email_messages) -> int:
        for mail in email_messages:
            write_down(self.path, "email", parseaddr(mail.to[0])[1], mail.body)
        return len(email_messages)


def write_down(path: Path, channel: str, to: str, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    line = {"channel": channel, "to": to, "text": text, "at": datetime.now(UTC).isoformat(timespec="seconds")}
    with path.open("a", encoding="utf8") as outbox:
        outbox.write(json.dumps(line, ensure_ascii=False) + "\n")


def written_down(path: Path) -> list[dict]:
    """What was written down, newest first."""
    return [json.loads(line) for line in path.read_text("utf8").splitlines()][::-1] if path.exists() else []
