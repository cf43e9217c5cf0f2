"""Loads that are ended in the middle, as when their process is."""

import os
from pathlib import Path

import pytest
from feed_delivery import load

from shahrsazi.feed import applying
from shahrsazi.feed.models import Batch


class Killed(BaseException):
    """Not an error that anything here catches: as when the process is ended."""


def killed_at(monkeypatch, call: int, path: Path) -> None:
    """A load that is ended where it writes for so many a time; the next one writes as ever."""
    write, calls = applying.write, []

    def dies(*arguments):
        calls.append(1)
        if len(calls) == call:
            raise Killed
        return write(*arguments)

    with monkeypatch.context() as dying:
        dying.setattr(applying, "write", dies)
        with pytest.raises(Killed):
            load(path)


def judged_before() -> Path:
    """What the last load judged. Other tests' loads that were broken off leave theirs beside it."""
    return Path(os.environ["SHAHRSAZI_STATE"], "feed", f"batch-{Batch.objects.using('owner').latest('id').id}")
