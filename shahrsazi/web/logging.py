"""The log: one JSON line an event, in UTC; nothing in it can begin a second line or carry a person's number."""

import json
import logging
import re
from datetime import UTC, datetime

_LONG_NUMBER = re.compile(r"[0-9۰-۹٠-٩]{8,}")
# A calendar's address opens without a password.
_CALENDAR = re.compile(r"(/calendar/)[A-Za-z0-9_%-]{6,}")
_UNSEEN = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        event = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "says": _plain(record.getMessage()),
        }
        if record.exc_info and not _is_lost_connection(record.exc_info[1]):
            event["trace"] = _plain(self.formatException(record.exc_info).replace("\n", " | "))
        return json.dumps(event, ensure_ascii=False)


def _is_lost_connection(error: BaseException | None) -> bool:
    """The queue's library says it four times, each with a hundred lines; database/queue.py says what becomes of it."""
    return type(error).__name__ == "ConnectorException"


def _plain(text: str) -> str:
    """Without control characters, and with what could be a national code or a telephone masked, and a calendar's secret
    address.
    """
    return _UNSEEN.sub(" ", _LONG_NUMBER.sub("…", _CALENDAR.sub(r"\1…", text)))
