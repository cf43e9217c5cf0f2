"""Notices of what was done to a person's account: by every channel, so that whoever has one of them cannot hide it."""

from datetime import datetime, timedelta

from django.db.models.functions import Now

from shahrsazi.messages.models import Message
from shahrsazi.messages.tasks import queue_message
from shahrsazi.messages.traffic import CHANNELS

VALID_FOR = timedelta(days=3)


def tell(person_id: int, kind: str, *, using: str, until: datetime | None = None) -> None:
    """Queue a notice of a kind (messages/texts.py) in the transaction of what it tells of. It is valid for days, or
    until the moment by which it is known when that is taken back. It is dropped at delivery where the person has no
    such address.

    In the city's language: whoever does it may be a clerk, or a stranger, who reads another one than the person does.
    """
    for channel in CHANNELS:
        message = Message(kind=kind, channel=channel, person_id=person_id)
        message.until = until or Now() + VALID_FOR
        queue_message(message, using)
