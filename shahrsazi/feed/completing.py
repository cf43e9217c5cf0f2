"""Who was known by name alone has a number now, as the source that owns persons tells: their shares go over to it."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from shahrsazi.casefiles.casefile import Ownership
from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.feed import concerned, waiting
from shahrsazi.feed.coming import notify
from shahrsazi.feed.models import Source
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.messages.traffic import CHANNELS
from shahrsazi.people.models import Contact, Person
from shahrsazi.persian import dates


def complete(completed: dict[int, int], first: set[int], source: Source, by: Author, batch: int | None = None) -> None:
    """The person without a number → the one who has it, as is told for the `first` time or was said before: the counter
    moves the shares of the file that is open there, and ends them with the time to object where two agreed on it.
    """
    for stored in first & set(completed):
        Person.objects.using("feed").filter(pk=stored).update(
            completed_as=completed[stored], completed_from=None, completed_by_registration=None
        )
    _carry_deaths(completed, source, by)
    for stored, person_id in completed.items():
        by_two = Ownership.in_feed.filter(person=person_id, begun_by_registration=OuterRef("ended_by_registration"))
        shares = Ownership.in_feed.filter(~Exists(by_two.filter(case=OuterRef("case"))), person=stored)
        cases = sorted(set(shares.values_list("case_id", flat=True)))
        _leave_time(person_id, source, shares, batch)
        Ownership.in_feed.filter(id__in=list(shares.values_list("id", flat=True))).update(person=person_id)
        Paper.in_feed.filter(of_person=stored).update(of_person=person_id)
        for case in cases:
            record_act("owner_completed", by=by, case=case, section="ownership", person=person_id)


def _leave_time(person_id: int, source: Source, shares: QuerySet, batch: int | None) -> None:
    """Who can sign in already sees an open file after the time to object, as with any share that begins in it; they are
    told, and so is everyone who owns the file.
    """
    cases = set(shares.values_list("case_id", flat=True))
    if source.checks_registry or not concerned.is_shown(person_id, cases):
        return
    until, now = waiting.time_to_object(), timezone.now()
    in_force = Q(effective_to=None) | Q(effective_to__gt=dates.today()) | Q(end_holds_from__gt=now)
    cases = concerned.with_registered_owners(set(shares.filter(in_force).values_list("case_id", flat=True)))
    unaware = waiting.not_notified(cases, waiting.counts_from(batch) or until)
    if shares.filter(case__in=cases).update(holds_from=until):
        concerned.notify_newcomer(person_id, cases, until)
        concerned.notify_owners(unaware, until)


def _carry_deaths(completed: dict[int, int], source: Source, by: Author) -> None:
    """A death that was recorded of the name is theirs, unless theirs is recorded already. Whoever owns a file with the
    name was told then; whoever sees a file of the number is told now.
    """
    rows = Contact.objects.using("feed")
    deaths = rows.filter(person__in=completed, died_on__isnull=False).order_by("pk") if completed else rows.none()
    for death in list(deaths.select_for_update()):
        person = completed[death.pk]
        living = rows.filter(person=person, died_on=None)
        until = _time_to_object(living, death, source)
        columns = {"died_on": death.died_on, "death_by_registration": death.death_by_registration}
        if living.update(**columns, death_holds_from=until or death.death_holds_from):
            rows.filter(pk=death.pk).update(died_on=None, death_holds_from=None, death_by_registration=None)
            record_act("death", by=by, person=person)
            concerned.notify_of_death(person, until)
            if until:
                for channel in CHANNELS:
                    notify(person, channel, until)


def _time_to_object(living: QuerySet[Contact], death: Contact, source: Source) -> datetime | None:
    """Who can sign in has it, to the death of a name that was none of theirs until now; they are told."""
    if source.checks_registry or not living.filter(registered_on__isnull=False).exists():
        return None
    earliest = waiting.time_to_object()
    return max(death.death_holds_from or earliest, earliest)
