"""Records that are not present any more: ended on a day, or withdrawn, which takes them from every reader at once.

The rows stay for the auditor, and come back when the record is told as present again.
"""

from datetime import date, timedelta
from typing import NamedTuple, cast

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop as N_

from shahrsazi.casefiles import plan_layouts
from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.casefiles.terms import rewriting as terms
from shahrsazi.feed import concerned, differences, files, first_days, shared, stale, taken_back, waiting, whereabouts
from shahrsazi.feed.contradictions import ContradictionError
from shahrsazi.feed.models import RecordVersion, Source
from shahrsazi.feed.persons import notify
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import ENDED, ENDS, FILE, PERSON, PRESENT, WITHDRAWN, Envelope
from shahrsazi.feed.tables import SECTION_OF, TABLES
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.messages.traffic import CHANNELS
from shahrsazi.people.models import Contact, Person
from shahrsazi.persian import dates

_NEVER_WAS = N_("This was withdrawn: what never was has no end. Tell it as present before.")
# By record the day on which it begins, what is wrong with an end before it, and of what an end on it means nothing.
_BEGINS = {
    "ownership": ("effective_from", N_("A share ends before it began."), Q()),
    "mandate": ("poa_date", N_("A mandate ends before it began."), Q(end_reason="")),
}


class Sender(NamedTuple):
    """Who tells it, in which batch, and how the ledger names them."""

    source: Source
    batch: int | None
    by: Author


def remove(gone: list[NumberedLine], positions: dict[int, int], ended: dict[str, int], sender: Sender) -> int:
    """Ends or withdraws what these records name, by their `positions`; returns how many rows that changed. What was
    never told is nothing to take away. Who `ended` is known by the source's own keys alone.
    """
    written, last = 0, stale.versions(gone, sender.source)
    for numbered in gone:
        if numbered.envelope.record == PERSON:
            written += _record_death(numbered, ended, sender)
            continue
        row = last.get((numbered.envelope.record, numbered.envelope.key))
        if row and row.state == WITHDRAWN and numbered.envelope.state == ENDED:
            raise ContradictionError(_NEVER_WAS)
        if case := positions.get(numbered.number):
            _refuse_ends_everywhere(numbered.envelope, case, sender.source)
            written += _remove(numbered.envelope, case, row, sender)
        elif numbered.envelope.record != FILE:  # whose version stands against an older one
            raise ContradictionError(N_("The file that this record belongs to has not been told of."))
    return written


def _refuse_ends_everywhere(envelope: Envelope, case: int, source: Source) -> None:
    """A source of some districts takes its own leave away, and not what another gave for every file."""
    if envelope.record != "mandate" or not source.districts or whereabouts.rows(envelope, case, source).exists():
        return
    if whereabouts.for_every_file(envelope, case).exists():
        raise ContradictionError(N_("A source of some districts ends no leave for every file."))


def count_of_untold(gone: list[NumberedLine], positions: dict[int, int], ended: dict[str, int]) -> int:
    """How many of these ends are of what is not there: nothing of that was told, and nobody sees that it was."""
    ends = [n for n in gone if n.envelope.state == ENDED]
    untold = sum(n.envelope.key not in ended for n in ends if n.envelope.record == PERSON)
    for record, model in (("ownership", Ownership), ("mandate", Mandate)):
        keys = {n.envelope.key: positions[n.number] for n in ends if n.envelope.record == record}
        rows = model.in_feed.filter(Q(case__in=keys.values()) | Q(case=None), source_key__in=keys)
        there = {(case or keys[key], key) for case, key in rows.values_list("case_id", "source_key")} if keys else set()
        untold += sum((case, key) not in there for key, case in keys.items())
    return untold


def _remove(
    envelope: Envelope, case: int, last: RecordVersion | None, sender: Sender, stays: QuerySet | None = None
) -> int:
    """Takes it from this file, but for the rows that stay; `last` is what its source told of it before."""
    if envelope.state == WITHDRAWN and _tells_another(envelope, case, sender.source):
        return 0
    section = "casefile"
    if envelope.record == FILE:
        changed = _close(case)
    else:
        section, model = SECTION_OF[envelope.record], TABLES[envelope.record]
        rows = whereabouts.rows(envelope, case, sender.source).exclude(id__in=stays or ())
        if envelope.record in ENDS:
            changed = _end(_of_last_word(rows, last) if model is Mandate else rows, envelope, sender)
        else:
            changed = rows.filter(withdrawn=False).update(withdrawn=True)
    if changed:
        terms.rewrite(section, [case])
        plan_layouts.rewrite(section, [case])
        act = "record_ended" if envelope.state == ENDED else "record_withdrawn"
        record_act(act, by=sender.by, case=case, section=section, detail={"key": envelope.key})
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


def _of_last_word(mandates: QuerySet, last: RecordVersion | None) -> QuerySet:
    """Of mandates that several gave under one key, one after the other, that of whom the source named last. Where it
    named nobody in a record, what is in force; else what ended last. The others keep their ends.
    """
    own = mandates.filter(principal=last.person_id) if last and last.person_id else mandates
    rows = list(own)
    given = sorted((row for row in rows if row.was_given), key=lambda row: row.ended_on or date.max)
    in_force = [row for row in given if row.ended_on is None or row.ended_on > dates.today()]
    return own.filter(id__in=[row.pk for row in in_force or given[-1:] or rows])


def _end(rows: QuerySet, envelope: Envelope, sender: Sender) -> int:
    """Ends shares or mandates, or takes them back, as far as the counter's word does not stand. An end against that is
    noted like one that stands in a row. What was taken back does not come back by its end.
    """
    column, (begins, too_early, without_reason) = ENDS[envelope.record], _BEGINS[envelope.record]
    ended, end = envelope.state == ENDED, {column: envelope.ended_on}
    pairs = [(row, end if ended else taken_back.values(row)) for row in rows]
    differences.note_pairs(differences.BY_COUNTER[rows.model], pairs, sender.source, sender.batch)
    rows = differences.free(rows, envelope.record)
    if not ended:
        return taken_back.take_back(rows)
    rows = rows.exclude(**{column: envelope.ended_on})
    for wrong, sentence in (
        (Q(**{f"{column}__lt": F(begins)}) | Q(without_reason, **{column: F(begins)}), _NEVER_WAS),
        (Q(**{f"{begins}__gt": envelope.ended_on}), too_early),
        (Q(without_reason, **{begins: envelope.ended_on}), first_days.SENTENCES[envelope.record]),
    ):
        if rows.filter(wrong).exists():
            raise ContradictionError(sentence)
    return rows.update(**{column: envelope.ended_on})


def _record_death(numbered: NumberedLine, ended: dict[str, int], sender: Sender) -> int:
    """As at the counter: it counts after the time to object, and the living person is told at once. Of somebody who was
    never told of there is nothing to write but the version.
    """
    envelope = numbered.envelope
    if envelope.key not in ended:
        return 0
    # Not while the counter records it: its word stands then.
    contact = Contact.objects.using("feed").select_for_update().filter(person=ended[envelope.key]).first()
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
    """Another day of a death that is stored gives no more time to object: in it the dead would be let in again. Nobody
    is told of it again.
    """
    corrected = contact.died_on is not None
    until = contact.death_holds_from if corrected else waiting.time_to_object()
    until = None if sender.source.checks_registry else until
    Contact.objects.using("feed").filter(pk=contact.pk).update(died_on=died, death_holds_from=until)
    record_act("death", by=sender.by, person=contact.pk)
    if corrected:
        return
    concerned.notify_of_death(contact.pk)
    if until and Person.objects.using("feed").filter(pk=contact.pk).exclude(number=None).exists():
        for channel in CHANNELS:
            notify(contact.pk, channel, until)


def take_deaths_back(lines: list[NumberedLine], sender: Sender) -> None:
    """Who is told of as present again has not died, unless the counter saw the certificate, or another source has told
    of the death and not taken that back.
    """
    keys = [n.envelope.key for n in lines if n.envelope.record == PERSON and n.envelope.state == PRESENT]
    ended = RecordVersion.objects.using("feed").filter(record=PERSON, state=ENDED)
    own = ended.filter(source=sender.source, key__in=keys)
    # Told of a name alone, it went over to whoever has the number.
    for person, completed in own.values_list("person_id", "person__completed_as_id") if keys else ():
        if ended.filter(person=person).exclude(source=sender.source).exists():
            continue
        rows = Contact.objects.using("feed").filter(death_by_registration=None, died_on__isnull=False)
        if rows.filter(pk__in=[person, completed or person]).update(died_on=None, death_holds_from=None):
            record_act("death_reversed", by=sender.by, person=completed or person)


def take_from_old_files(lines: list[NumberedLine], cases: dict[str, int], people: dict, sender: Sender) -> int:
    """A record that is told of another file now belonged to the first by mistake; but a mandate for every file is in
    force wherever it is told.
    """
    written, by_number = 0, {n.number: n for n in lines}
    for number, last in whereabouts.moved(lines, cases, sender.source).items():
        withdrawal = by_number[number].envelope._replace(state=WITHDRAWN)
        stays = _for_every_file(by_number[number], people)
        written += _remove(withdrawal, last.case_id, last, sender, stays) if last.case_id else 0
    return written


def _for_every_file(numbered: NumberedLine, people: dict) -> QuerySet:
    """The mandate that this record gives for every file."""
    given = [people.get(row.principal) for row in numbered.line.mandates if row.every_file]
    return Mandate.in_feed.filter(case=None, source_key=numbered.envelope.key, principal__in=given).values("id")
