"""What has to wait until the page's transaction is over."""

from collections.abc import Callable

from django.db import transaction


def after_commit(act: Callable) -> None:
    """What this process remembers is read again by another role of the database, which sees nothing before that."""
    transaction.on_commit(act, using="staff")
