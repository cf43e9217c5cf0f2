"""Another telephone or e-mail of somebody who is registered counts later, as at the counter, and is told to the old
one: else a slip of the back office would send a stranger the next password.
"""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F
from django.utils import timezone

from shahrsazi.database.upsert import ABSENT
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.messages.models import Message
from shahrsazi.messages.tasks import queue_message
from shahrsazi.people.models import Contact

ADDRESSES = {"sms": "mobile", "email": "email"}
RESIDENCE = ("residence_postal", "residence_address")
NOTHING_COMING = dict.fromkeys([f"coming_{name}" for name in (*ADDRESSES.values(), *RESIDENCE)], "") | {
    "coming_from": None,
    "coming_by_registration": None,
}


def leave_time(row: dict, contact: Contact, absent: set[str], until: datetime, by: Author, stands: bool) -> None:
    """What counts stays in the row; another address of a registered person only comes. Where the counter's word stands
    no other one comes, and what the feed told before is its own to take back; so is what it was released from.
    """
    now = timezone.now()
    counts = {name: contact.reached_at(channel, now) for channel, name in ADDRESSES.items()}
    pending = bool(contact.coming_from and contact.coming_from > now)
    comes = {name: getattr(contact, f"coming_{name}") if pending else counts[name] for name in counts}
    reported = {name: comes[name] if name in absent else row[name] for name in counts}
    row |= counts
    row[ABSENT] = [name for name in row[ABSENT] if name not in counts]
    if contact.coming_by_registration and (stands or contact.kept_by_registration is None):
        return  # what two clerks registered, and nobody released, is not the feed's to change
    if contact.coming_from and not pending:
        _write_arrived(contact, now)
    if stands and reported != comes:
        reported = dict(counts)
    # Where no address is known nobody loses one; beside a known one, a first telephone gets the next password as well.
    if not stands and not (contact.registered_on and any(counts.values())):
        counts |= {name: address for name, address in reported.items() if name not in absent}
        row |= counts
    residences = (_residence_to_come(row, contact), _home(row, contact)) if pending else ({}, {})
    _write_coming(contact, _Coming(pending, counts, comes, reported, *residences), until, by)


class _Coming(NamedTuple):
    """Of telephone and e-mail what counts, what came or comes up to now, and what is told; and where something comes,
    the columns of the residence that still comes, and the same of the one until then.
    """

    pending: bool
    counts: dict[str, str]
    before: dict[str, str]
    reported: dict[str, str]
    residence: dict[str, str]
    home: dict[str, str]


def _residence_to_come(row: dict, contact: Contact) -> dict[str, str]:
    """The one that two clerks registered, unless another one is told."""
    reported = {name: row[name] for name in RESIDENCE if name not in row[ABSENT]}
    another = any(address != getattr(contact, f"coming_{name}") for name, address in reported.items())
    return {f"coming_{name}": "" if another else getattr(contact, f"coming_{name}") for name in RESIDENCE}


def _home(row: dict, contact: Contact) -> dict[str, str]:
    """What is told of it counts at once."""
    return {f"coming_{n}": getattr(contact, n) if n in row[ABSENT] else row[n] for n in RESIDENCE}


def _write_arrived(contact: Contact, now: datetime) -> None:
    """What came is the stored address now."""
    rows = Contact.objects.using("feed").filter(pk=contact.pk)
    gone = {f"coming_{name}": "" for name in RESIDENCE}
    rows.update(mobile=F("coming_mobile"), email=F("coming_email"), **contact.residence_at(now), **gone)
    rows.filter(coming_by_registration=None).update(coming_mobile="", coming_email="", coming_from=None)


def _write_coming(contact: Contact, coming: _Coming, until: datetime, by: Author) -> None:
    """What is neither what counts nor what comes waits from now on. What is told otherwise before it came never comes,
    and the rest comes when it was to. Both are told to the addresses that count and that two clerks had registered.
    """
    pending, counts, before, reported, residence, home = coming
    anew = any(address not in (counts[name], before[name]) for name, address in reported.items())
    moved = any(getattr(contact, name) != address for name, address in residence.items())
    stopped = contact.coming_from is not None and (reported != before or moved)
    if not anew and not stopped:
        return
    columns: dict[str, Any] = {f"coming_{name}": address for name, address in reported.items()} | residence
    if anew:
        columns |= {"coming_from": until, "coming_by_registration": None}
    elif reported == counts and (residence == home or not residence.get("coming_residence_postal")):
        columns = NOTHING_COMING
    Contact.objects.using("feed").filter(pk=contact.pk).update(**columns)
    registered = pending and contact.coming_by_registration is not None
    if anew or registered:
        moment = until if anew or contact.coming_from is None else contact.coming_from
        _tell(contact, [counts, before] if registered else [counts], moment, by)


def _tell(contact: Contact, addresses: list[dict[str, str]], until: datetime, by: Author) -> None:
    record_act("contact_coming", by=by, person=contact.pk)
    for channel, name in ADDRESSES.items():
        for address in dict.fromkeys(each[name] for each in addresses):
            notify(contact.pk, channel, until, to=address)


def notify(person: int, channel: str, until: datetime, *, to: str = "") -> None:
    """A message of what counts from then, to the person's own address or to the one that is being replaced."""
    message = Message(kind="fed_change", channel=channel, person_id=person, to=to, until=until, language="fa")
    queue_message(message, "feed")
