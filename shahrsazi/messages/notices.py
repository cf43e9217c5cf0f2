"""Notices of what was done to a person's account: by every channel, so that whoever has one of them cannot hide it."""

from datetime import timedelta

from django.db.models.functions import Now

from shahrsazi.messages.models import Message
from shahrsazi.messages.tasks import queue_message
from shahrsazi.messages.traffic import CHANNELS

VALID_FOR = timedelta(days=3)


def tell(person_id: int, kind: str, *, using: str) -> None:
    """Queue a notice of a kind (messages/tasks.py) in the transaction of what it tells of. It is dropped at delivery
    where the person has no such address.

    In the city's language: whoever does it may be a clerk, or a stranger, who reads another one than the person does.
    """
    for channel in CHANNELS:
        message = Message(kind=kind, channel=channel, person_id=person_id)
        message.until = Now() + VALID_FOR
        queue_message(message, using)
