"""Move a registration to its next state (submitted, confirmed, active); write its rows and the ledger at once."""

from datetime import datetime

from django.contrib.postgres.functions import TransactionNow
from django.db import connections
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from shahrsazi.casefiles import changes
from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.casefiles.entry import file_entries
from shahrsazi.counter import letters
from shahrsazi.counter.access import open_file
from shahrsazi.counter.registration import addresses, reversal, rows
from shahrsazi.counter.registration import draft as drafts
from shahrsazi.counter.registration.draft import Draft
from shahrsazi.counter.registration.participants import Participant
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.database.signatures import sign
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.messages.notices import tell
from shahrsazi.persian.identifiers import renewal_district, renewal_kind
from shahrsazi.persian.names import searchable_name
from shahrsazi.persian.text import sort_key


class StateConflictError(Exception):
    """Someone else has moved the draft to another state meanwhile, or written what this one says otherwise: a sentence
    names that.
    """


def submit(registration: Registration) -> None:
    """Hand it to a second clerk."""
    submitted = {"submitted_by": registration.desk.person_id, "submitted_at": Now(), "word": ""}
    _move(registration, drafts.SUBMITTED, submitted)
    _record(registration, "submitted")


def hand_back(registration: Registration, word: str) -> None:
    """Back to the first clerk, with a note on what is wrong."""
    _move(registration, drafts.DRAFT, {"word": word})
    _record(registration, "handed_back")


def withdraw(registration: Registration, word: str) -> None:
    """Give the registration up for good. Whoever was told of it once, and of an objection, hears of that too."""
    _move(registration, drafts.WITHDRAWN, {"word": word})
    _record(registration, "withdrawn")
    if registration.draft.objected_at:
        for person_id in reversal.concerned_by_stop(registration.draft.id, using="staff"):
            tell(person_id, "change_given_up", using="staff")


def hand_over(registration: Registration, colleague: int, word: str) -> None:
    """To a colleague of the district who goes on with it; the person's id."""
    movable = Draft.objects.using("staff").filter(id=registration.draft.id, state=drafts.DRAFT)
    if not movable.update(assigned_to=colleague, word=word):
        raise StateConflictError
    _record(registration, "handed_over")


def activate(registration: Registration) -> None:
    """In force at once, by one clerk: a closed file opens to those whom the back office told as its owners."""
    _write(registration, drafts.ACTIVE, None)


def confirm(registration: Registration) -> None:
    """Confirm what another clerk registered; it takes effect once those concerned have had their time to object."""
    with connections["staff"].cursor() as cursor:  # by the clock of the database, which checks it
        cursor.execute("SELECT now() + make_interval(hours => %s)", [registration.hours_to_object])
        [takes_effect_at] = cursor.fetchone()
    _write(registration, drafts.CONFIRMED, takes_effect_at)


def _move(registration: Registration, state: str, values: dict) -> None:
    """To another state, from a state that allows it; StateConflictError when the draft is in no such state any more."""
    draft = registration.draft
    movable = Draft.objects.using("staff").filter(id=draft.id, state__in=drafts.may_become(state))
    if state == drafts.DRAFT:  # what was objected to is frozen until an administrator has decided
        movable = movable.exclude(state=drafts.OBJECTED, decision="")
    if not movable.update(state=state, **values):
        raise StateConflictError


def _record(registration: Registration, act: str) -> None:
    case = registration.case.id if registration.case else None
    record_act(act, by=Author.of(registration.desk), case=case, detail={"draft": registration.draft.id})


def _write(registration: Registration, state: str, takes_effect_at: datetime | None) -> None:
    holds_from = None if registration.counts_at_once else takes_effect_at
    # Open the file again, also one that was formed this moment: from here on the database knows which file it is.
    registration.case = case = open_file((registration.case or _formed(registration)).ref, "filing")
    # The time of the transaction, not of the statement: guard.registration_in_hand() recognises the registration by it.
    settled = {
        "settled_by": registration.desk.person_id,
        "settled_at": TransactionNow(),
        "takes_effect_at": takes_effect_at,
    }
    _move(registration, state, {"case": case} | settled)
    registration.draft.refresh_from_db(using="staff")
    owners_before = [pk for pk, shares in registration.current.items() if not shares[0].person.unnumbered]
    people = {person.key: _ensured(person) for person in [*registration.owners, *registration.agents]}
    people |= {person.key: person.person_id for person in [*registration.changing, *registration.acting]}
    _complete_owners(registration, people, holds_from)
    _end_shares(registration, holds_from)
    _end_mandates(registration, holds_from)
    file_entries("ownership", rows.of(registration, people, holds_from), by=Author.of(registration.desk))
    reached = [addresses.store(registration, person, people[person.key], holds_from) for person in registration.people]
    # Once the addresses are written: of whom this letter goes to, the database would write to every other house too.
    letters.write(registration, holds_from)
    for person in registration.people:
        if person.shares_mobile:  # the auditor's list of shared numbers is the ledger
            # Not as the act's reason, which all owners of the file read.
            detail = {"why": person.contact.values.get("shared_reason") or ""}
            by, about = Author.of(registration.desk), people[person.key]
            record_act("mobile_shared", by=by, case=case.id, person=about, detail=detail)
    changes.open_case(case, opened_on=registration.today, registration=registration.draft.id)
    # Whoever is registered already; and each heir with whoever acts for them, who are told from the first day and may
    # object to the others' shares.
    heirs = {owner.key for owner in registration.owners if not owner.shares and registration.papers_of_heirs}
    registered = [people[o.key] for o in registration.owners if o.registered or o.key in heirs]
    registered += [people[a.key] for a in registration.agents if a.owner_key in heirs and a.capacity != "attorney"]
    on_record = [people[p.key] for p in registration.people if p.other_identity]  # who may know nothing of it
    touched = [*_record_deaths(registration, holds_from), *_correct(registration)]
    elsewhere = _acting_elsewhere(registration, people, {p for p in reached if p})
    concerned = sorted({p for p in [*registered, *on_record, *reached, *touched, *elsewhere] if p})
    Draft.objects.using("staff").filter(id=registration.draft.id).update(concerns=concerned)
    if holds_from:
        addresses.notify(registration, {*owners_before, *concerned}, holds_from)
    _record(registration, "confirmed" if state == drafts.CONFIRMED else "registered")


def _acting_elsewhere(registration: Registration, people: dict, reached: set[int]) -> list[int]:
    """Who acts in other files for a company or a child that gets another address, or an agent in every file."""
    changed = reached | {people[agent.owner_key] for agent in registration.agents if agent.value("every_file")}
    return changes.agents_of_changed(sorted(changed)) if changed else []


def _formed(registration: Registration) -> CaseFile:
    values = registration.file.values
    code = values["renewal_code"]
    columns = {f.name for f in CaseFile._meta.concrete_fields}
    plain = {name: value for name, value in values.items() if name in columns and value is not None}
    case = CaseFile(
        **plain,
        district_id=renewal_district(code),
        place_order=sort_key(values["place"]),
        unit_kind="device" if values.get("device") else renewal_kind(code),
    )
    case.save(using="staff", force_insert=True)
    return case


def _ensured(person: Participant) -> int:
    """The person's id. Adds a new person; one who is not registered yet gets the names on the card that was seen. Of an
    owner who is known by name alone nothing is written.
    """
    if person.by_name_alone:
        return person.person_id
    first, last = person.value("first_name") or "", person.value("last_name")
    names = [person.number, person.kind, first, last, person.value("father_name") or ""]
    sign("staff", "people_person", person.number, *names[2:])
    with connections["staff"].cursor() as cursor:
        cursor.execute(
            "SELECT guard.ensure_person(%s, %s, %s, %s, %s, %s)", [*names, searchable_name(f"{first} {last}")]
        )
        return cursor.fetchone()[0]


def _complete_owners(registration: Registration, people: dict, holds_from: datetime | None) -> None:
    """Who was known by name alone is who has the number: by one clerk, who opens the file, the share goes over at once;
    by two it ends and begins with the time to object.
    """
    by_two = registration.draft.state == drafts.CONFIRMED
    for owner in registration.completed:
        if not changes.complete_owner(owner.person_id, owner.number):
            raise StateConflictError(_("Another registration put a national code of %s on record.") % owner.name)
        if by_two:
            changes.end_shares(
                owner.shares, effective_to=registration.today, holds_from=holds_from, registration=registration.draft.id
            )
        elif owner.registered:
            tell(people[owner.key], "owner_completed", using="staff")


def _end_shares(registration: Registration, holds_from: datetime | None) -> None:
    for leaver in registration.leavers:
        if leaver.ends_share:
            changes.end_shares(
                leaver.shares,
                effective_to=leaver.value("effective_to"),
                holds_from=holds_from,
                registration=registration.draft.id,
            )


def _end_mandates(registration: Registration, holds_from: datetime | None) -> None:
    """An attorney's leave ends with the confirmation, and comes back where an owner objects; they are told."""
    for ending in registration.endings:
        changes.end_mandate(
            ending.mandate,
            ended_on=ending.value("ended_on"),
            reason=ending.value("end_reason"),
            holds_from=holds_from if ending.leaves_time else None,
            registration=registration.draft.id,
        )
        tell(ending.mandate.agent_id, "mandate_ended", using="staff")
        by, about = Author.of(registration.desk, ending.value("end_reason")), ending.mandate.agent_id
        record_act("mandate_ended", by=by, case=registration.case.id, section="ownership", person=about)


def _record_deaths(registration: Registration, holds_from: datetime | None) -> list[int]:
    """Whose death is recorded; every owner is told, and who acted for them, who sees nothing from now on."""
    deceased = [leaver.person_id for leaver in registration.deceased]
    for leaver in registration.deceased:
        if not changes.record_death(leaver.person_id, leaver.value("died_on"), holds_from):
            raise StateConflictError(_("Something is on record that %s did after that day.") % leaver.name)
    for person_id in registration.current if deceased else ():
        tell(person_id, "death_recorded", using="staff")
    ending = {ending.mandate.agent_id for ending in registration.endings}  # told of that already
    for agent_id in set(changes.agents_of_deceased() if deceased else ()) - ending:
        tell(agent_id, "mandate_ended", using="staff")
    return deceased


def _correct(registration: Registration) -> list[int]:
    """Whose name or day of birth is another now; they are told, with every owner."""
    for correction in registration.corrections:
        names = {name: correction.value(name) or "" for name in ("first_name", "last_name", "father_name")}
        if not changes.correct_person(correction.person_id, names, correction.birth_date):
            raise StateConflictError(_("Another correction of %s was confirmed meanwhile.") % correction.name)
    corrected = [correction.person_id for correction in registration.corrections]
    for person_id in {*registration.current, *corrected} if corrected else ():
        tell(person_id, "name_corrected", using="staff")
    return corrected
