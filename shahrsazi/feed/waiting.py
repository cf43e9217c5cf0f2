"""Shares that a feed ends count as ended only after the time to object, as at the counter: with whoever comes instead.

A source that compares with the registry before it tells (`checks_registry`) is believed at once.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from shahrsazi.casefiles.casefile import CaseFile, Ownership
from shahrsazi.city import rules
from shahrsazi.feed.models import Source
from shahrsazi.feed.persons import notify
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import ENDED
from shahrsazi.messages.traffic import CHANNELS
from shahrsazi.people.models import Contact

Share = tuple[int, str]  # file, source key


class Waiting(NamedTuple):
    """Shares that end and shares that begin with them, and from when both count."""

    ended: set[Share]
    begun: set[Share]
    until: datetime


def time_to_object() -> datetime:
    return timezone.now() + timedelta(hours=rules.value("objection_hours", "feed"))


def shares_to_end(lines: list[NumberedLine], cases: dict, source: Source) -> Waiting:
    """Asked before the rows are written: of open files, the shares of registered people that are in force and end."""
    reported = {(cases[n.file], row.source_key): row.effective_to for n in lines if n.line for row in n.line.owners}
    ends = [n for n in lines if n.envelope.record == "ownership" and n.envelope.state == ENDED and n.file in cases]
    reported |= {(cases[n.file], n.envelope.key): n.envelope.ended_on for n in ends}
    if source.checks_registry or not reported:
        return Waiting(set(), set(), timezone.now())
    cases_told, keys_told = {case for case, _key in reported}, {key for _case, key in reported}
    opened = CaseFile.in_feed.filter(id__in=cases_told, opened_on__isnull=False).values_list("id", flat=True)
    rows = Ownership.in_feed.filter(case__in=cases_told, source_key__in=keys_told)
    stored = {(row.case_id, row.source_key): row for row in rows}
    contacts = Contact.objects.using("feed").filter(
        person__in={row.person_id for row in stored.values()}, registered_on__isnull=False
    )
    registered = set(contacts.values_list("person_id", flat=True))
    ended = {
        share
        for share, until in reported.items()
        if until and (row := stored.get(share)) and row.effective_to is None and row.person_id in registered
    }
    ended = {share for share in ended if share[0] in set(opened)}
    files = {case for case, _key in ended}
    begun = {share for share in reported if share not in stored and share[0] in files | _waiting_files(reported)}
    return Waiting(ended, begun, time_to_object())


def _waiting_files(reported: dict) -> set[int]:
    rows = Ownership.in_feed.filter(case__in={case for case, _key in reported}, end_holds_from__gt=timezone.now())
    return set(rows.filter(ended_by_registration=None).values_list("case_id", flat=True))


def leave_time(waiting: Waiting) -> None:
    """Asked after the rows were written, in the same transaction: everyone who owns the file is told."""
    for case, key in waiting.ended:
        Ownership.in_feed.filter(case=case, source_key=key, ended_by_registration=None).update(
            end_holds_from=waiting.until
        )
    for case, key in waiting.begun:
        Ownership.in_feed.filter(case=case, source_key=key).update(holds_from=waiting.until)
    now = timezone.now()
    in_force = Ownership.in_feed.filter(case__in={case for case, _key in waiting.ended}).filter(
        Q(effective_to=None) | Q(end_holds_from__gt=now), Q(holds_from=None) | Q(holds_from__lte=now)
    )
    for person in sorted(set(in_force.values_list("person_id", flat=True))):
        for channel in CHANNELS:
            notify(person, channel, waiting.until)
