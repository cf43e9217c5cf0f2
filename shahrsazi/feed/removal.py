"""Records that are not present any more: ended on a day, or withdrawn, which takes them from every reader at once.

The rows stay for the auditor, and come back when the record is told as present again.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple, cast

from django.db.models import F, Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop as N_

from shahrsazi.casefiles import plan_layouts
from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.casefiles.terms import rewriting as terms
from shahrsazi.feed import differences, files, shared, stale, waiting
from shahrsazi.feed.contradictions import ContradictionError
from shahrsazi.feed.models import RecordVersion, Source
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import ENDED, FILE, LISTS, PERSON, PRESENT, WITHDRAWN, Envelope
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.messages.traffic import CHANNELS
from shahrsazi.people.models import Contact, Person

_SECTION_OF: dict[str, tuple[str, Any]] = {
    key: (section.key, model) for section in SECTIONS for key, model in section.feeds.items()
}


class Sender(NamedTuple):
    """Who tells it, in which batch, and how the ledger names them."""

    source: Source
    batch: int | None
    by: Author


def remove(gone: list[NumberedLine], cases: dict[str, int], ended: dict[str, int], sender: Sender) -> int:
    """Ends or withdraws what these records name; returns how many rows that changed. What was never told is nothing
    to take away. Who `ended` is known by the source's own keys alone.
    """
    written, last = 0, stale.versions(gone, sender.source)
    for numbered in gone:
        if numbered.envelope.record == PERSON:
            written += _record_death(numbered, ended, sender)
            continue
        row = last.get((numbered.envelope.record, numbered.envelope.key))
        if row and row.state == WITHDRAWN and numbered.envelope.state == ENDED:
            raise ContradictionError(N_("This was withdrawn: what never was has no end. Tell it as present before."))
        where = {cases.get(numbered.file), row.case_id if row else None} - {None}
        if not where and numbered.envelope.record == FILE:
            continue  # its version stands against an older one
        if not where:
            raise ContradictionError(N_("The file that this record belongs to has not been told of."))
        written += sum(_remove(numbered, case, sender) for case in where if case)
    return written


def count_of_untold(gone: list[NumberedLine], cases: dict[str, int], ended: dict[str, int]) -> int:
    """How many of these ends are of what is not there: nothing of that was told, and nobody sees that it was."""
    ends = [n for n in gone if n.envelope.state == ENDED]
    untold = sum(n.envelope.key not in ended for n in ends if n.envelope.record == PERSON)
    for record, model in (("ownership", Ownership), ("mandate", Mandate)):
        keys = {n.envelope.key: cases.get(n.file) for n in ends if n.envelope.record == record}
        rows = model.in_feed.filter(Q(case__in=keys.values()) | Q(case=None), source_key__in=keys)
        there = {(case or keys[key], key) for case, key in rows.values_list("case_id", "source_key")} if keys else set()
        untold += sum((case, key) not in there for key, case in keys.items())
    return untold


def _remove(numbered: NumberedLine, case: int, sender: Sender, stays: QuerySet | None = None) -> int:
    """Takes it from this file, but for the rows that stay."""
    envelope, section = numbered.envelope, "ownership"
    if envelope.state == WITHDRAWN and _tells_another(envelope, case, sender.source):
        return 0
    if envelope.record == FILE:
        changed, section = _close(case), "casefile"
    elif envelope.record == "ownership":
        changed = _end_share(case, envelope, sender)
    elif envelope.record == "mandate":
        changed = _end_mandate(case, envelope, sender, stays)
    else:
        section, model = _SECTION_OF[LISTS[envelope.record]]
        changed = model.in_feed.filter(case=case, source_key=envelope.key, withdrawn=False).update(withdrawn=True)
    if changed:
        terms.rewrite(section, [case])
        plan_layouts.rewrite(section, [case])
        act = "record_ended" if envelope.state == ENDED else "record_withdrawn"
        record_act(act, by=sender.by, case=case, section=section)
    return changed


def _tells_another(envelope: Envelope, case: int, source: Source) -> bool:
    """Whether another source, or this one under another key, tells the same too: it goes when all have withdrawn it."""
    if envelope.record == FILE:
        return files.has_key(case, envelope.key, source) or bool(stale.told_elsewhere([case], source))
    return shared.is_reported_elsewhere(envelope, case, source)


def _close(case: int) -> int:
    """A file told by mistake is seen by nobody from home; one that the counter opened was seen by two clerks."""
    if CaseFile.in_feed.filter(id=case, opened_by_registration__isnull=False).exists():
        raise ContradictionError(N_("The counter opened this file: it is not withdrawn by the feed."))
    return CaseFile.in_feed.filter(id=case, opened_on__isnull=False).update(opened_on=None)


def _end_share(case: int, envelope: Envelope, sender: Sender) -> int:
    rows = Ownership.in_feed.filter(case=case, source_key=envelope.key)
    _note_end(Ownership, rows, "effective_to", lambda share: envelope.ended_on or share.effective_from, sender)
    rows = differences.free(rows, "ownership")
    if envelope.state != ENDED:
        return rows.exclude(effective_to=F("effective_from")).update(effective_to=F("effective_from"))
    if rows.filter(effective_from__gt=envelope.ended_on).exists():
        raise ContradictionError(N_("A share ends before it began."))
    return rows.exclude(effective_to=envelope.ended_on).update(effective_to=envelope.ended_on)


def _end_mandate(case: int, envelope: Envelope, sender: Sender, stays: QuerySet | None) -> int:
    rows = Mandate.in_feed.filter(Q(case=case) | Q(case=None), source_key=envelope.key)
    owners = Ownership.in_feed.filter(case=case).values("person") if not sender.source.districts else []
    rows = rows.filter(Q(case=case) | Q(principal__in=owners)).exclude(id__in=stays or ())
    _note_end(Mandate, rows, "ended_on", lambda mandate: envelope.ended_on or mandate.poa_date, sender)
    rows = differences.free(rows, "mandate")
    if envelope.state != ENDED:
        return rows.exclude(ended_on=F("poa_date")).update(ended_on=F("poa_date"))
    if rows.filter(poa_date__gt=envelope.ended_on).exists():
        raise ContradictionError(N_("A mandate ends before it began."))
    return rows.exclude(ended_on=envelope.ended_on).update(ended_on=envelope.ended_on)


def _note_end(model: type[Model], rows: QuerySet, column: str, day: Callable[[Any], date], sender: Sender) -> None:
    """An end against what the counter registered is noted like one that stands in a row."""
    pairs = [(row, {column: day(row)}) for row in rows]
    differences.note_pairs(differences.BY_COUNTER[model], pairs, sender.source, sender.batch)


def _record_death(numbered: NumberedLine, ended: dict[str, int], sender: Sender) -> int:
    """As at the counter: it counts after the time to object, and the living person is told at once. Of somebody who was
    never told of there is nothing to write but the version.
    """
    envelope = numbered.envelope
    if envelope.key not in ended:
        return 0
    contact = Contact.objects.using("feed").filter(person=ended[envelope.key]).first()
    died = cast("date", envelope.ended_on)
    if contact is None:
        contact = Contact(person_id=ended[envelope.key])
        contact.save(using="feed", force_insert=True)
    stands = differences.note_pairs(differences.DEATH, [(contact, {"died_on": died})], sender.source, sender.batch)
    if stands or contact.died_on == died:
        return 0
    if not (contact.birth_date or died) <= died <= timezone.now().date() + timedelta(1):
        raise ContradictionError(N_("This day of death can't be meant: before the birth, or in the future."))
    _write_death(contact, died, sender)
    return 1


def _write_death(contact: Contact, died: date, sender: Sender) -> None:
    until = None if sender.source.checks_registry else waiting.time_to_object()
    Contact.objects.using("feed").filter(pk=contact.pk).update(died_on=died, death_holds_from=until)
    record_act("death", by=sender.by, person=contact.pk)
    if until and Person.objects.using("feed").filter(pk=contact.pk).exclude(number=None).exists():
        for channel in CHANNELS:
            waiting.notify(contact.pk, channel, until)


def take_deaths_back(lines: list[NumberedLine], sender: Sender) -> None:
    """Who is told of as present again has not died, unless the counter saw the certificate."""
    keys = [n.envelope.key for n in lines if n.envelope.record == PERSON and n.envelope.state == PRESENT]
    ended = RecordVersion.objects.using("feed").filter(source=sender.source, record=PERSON, state=ENDED, key__in=keys)
    for person in ended.values_list("person_id", flat=True) if keys else ():
        rows = Contact.objects.using("feed").filter(pk=person, death_by_registration=None, died_on__isnull=False)
        if rows.update(died_on=None, death_holds_from=None):
            record_act("death_reversed", by=sender.by, person=person)


def take_from_old_files(lines: list[NumberedLine], cases: dict[str, int], people: dict, sender: Sender) -> int:
    """A record that is told of another file now belonged to the first by mistake; but a mandate for every file is in
    force wherever it is told.
    """
    records = [n for n in lines if n.envelope.record in LISTS]
    last = stale.versions(records, sender.source)
    moved = 0
    for numbered in records:
        row = last.get((numbered.envelope.record, numbered.envelope.key))
        if row and row.case_id and row.case_id != cases[numbered.file]:
            withdrawal = numbered._replace(envelope=numbered.envelope._replace(state=WITHDRAWN), line=None)
            moved += _remove(withdrawal, row.case_id, sender, _for_every_file(numbered, people))
    return moved


def _for_every_file(numbered: NumberedLine, people: dict) -> QuerySet:
    """The mandate that this record gives for every file."""
    given = [people.get(row.principal) for row in numbered.line.mandates if row.every_file]
    return Mandate.in_feed.filter(case=None, source_key=numbered.envelope.key, principal__in=given).values("id")
