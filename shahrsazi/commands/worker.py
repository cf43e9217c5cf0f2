"""Deliver messages, make renditions of documents and tidy up, until stopped."""

import os
import sys

from shahrsazi.commands import foreign_database, refuse_foreign_database, setup_django


def add_arguments(parser) -> None:
    """None: it does what is in the queue."""


def run(options) -> None:
    os.environ["SHAHRSAZI_QUEUE_ROLE"] = "worker"
    setup_django()
    refuse_foreign_database()
    from shahrsazi.database.queue import work

    if foreign := work(foreign_database):
        sys.exit(foreign)
