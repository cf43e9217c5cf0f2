"""Passwords on paper at the counter: one is over, and another one is asked for."""

from counter_acts import unreachable
from counter_client import said
from history_model import asked
from personas import person_id


def over(who: int) -> None:
    asked("UPDATE credentials_firstpassword SET ends_at = now() WHERE person_id = %s RETURNING 1", [who])


def asked_for_again(desk):
    """An owner whose sealed password is over, and the clerk who printed it asks for another."""
    work = unreachable(desk)
    work.id = person_id(work.who["number"])
    work.post(f"sealed/{work.key}/")
    over(work.id)
    assert "a colleague has to agree" in said(asks(work))
    return work


def asks(work):
    work.post(f"sealed/{work.key}/again/", {"reason": "پاکت گم شد"})
    return work.get(f"sealed/{work.key}/again/")


def before(work, clerk):
    """The same registration, of the same person, before another clerk."""
    there = work.by(clerk)
    there.key, there.id = work.key, work.id
    return there


def is_printed(work) -> bool:
    return work.post(f"sealed/{work.key}/").status_code == 200
