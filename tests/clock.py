"""Lets the site's clock stand at a day. The database keeps its own: a test that needs it feeds dates around today."""

from contextlib import contextmanager
from datetime import date, datetime

import time_machine


@contextmanager
def on(day: date):
    with time_machine.travel(datetime(day.year, day.month, day.day, 8, 30), tick=True):
        yield
