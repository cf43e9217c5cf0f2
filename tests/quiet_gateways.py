"""A day on which nothing was sent: the messages of other tests count as settled long ago meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from shahrsazi.messages.models import Message


@contextmanager
def quiet_gateways() -> Iterator[None]:
    rows = Message.objects.using("owner").filter(Q(state="due") | Q(done_at__gt=timezone.now() - timedelta(days=1)))
    kept = list(rows.values_list("id", "state", "done_at"))
    rows.update(state="dropped", done_at=timezone.now() - timedelta(days=9))
    try:
        yield
    finally:
        for id, state, done_at in kept:
            Message.objects.using("owner").filter(id=id).update(state=state, done_at=done_at)


def age(message: Message, minutes: int) -> None:
    """As if it had been made so many minutes ago."""
    made_at = timezone.now() - timedelta(minutes=minutes)
    Message.objects.using("owner").filter(id=message.id).update(made_at=made_at)
