"""Everything that prevents a registration from being sent on or activated, as sentences with their step."""

from collections.abc import Iterator

from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from shahrsazi.casefiles.casefile import CaseFile, Ownership
from shahrsazi.counter import fields, search
from shahrsazi.counter.registration import doubts, form_fields
from shahrsazi.counter.registration.participants import addresses
from shahrsazi.people.models import AccountBlock
from shahrsazi.persian import identifiers


def errors(registration) -> Iterator[tuple[str, str, str]]:
    """Everything that prevents the activation: (step, key, sentence), in the order of the steps."""
    yield from (("file", "", fields.titled(form_fields.WHOLE_FILE, *error)) for error in registration.file.errors)
    yield from (("file", "", sentence) for sentence in file_errors(registration))
    yield from _owner_errors(registration)
    yield from _addresses_coming(registration)
    for person in registration.showing:
        yield from (("papers", person.key, sentence) for sentence in person.document_errors())
        yield from (("papers", person.key, sentence) for sentence in person.scans_being_checked())
        yield from (("contact", person.key, sentence) for sentence in person.contact_errors())
    if not registration.has_changes:
        yield "owners", "", _("Nothing new is registered here yet.")


def file_errors(registration) -> Iterator[str]:
    """What is wrong with the file to be formed beyond its single fields."""
    code = registration.file.values.get("renewal_code")
    if registration.case or not code:
        return
    if identifiers.renewal_district(code) != registration.draft.district_id:
        yield _("This renewal code is of another district: its own counter forms the file.")
    if CaseFile.at_desk.filter(renewal_code=code).exists():
        yield _("There is a file of this renewal code already: go back to the desk and open it.")
    number = registration.file.values.get("file_no")
    same_number = CaseFile.at_desk.filter(file_no=number, district=registration.draft.district_id)
    if number and same_number.exists():
        yield _("This file number stands on another file of the district.")
    deed = [registration.file.values.get(name) for name in ("deed_kind", "tenure", "tenure_scope")]
    if any(deed) and not all(deed):
        yield _("For the deed, its kind, the kind of ownership, and land and building belong together.")


def _owner_errors(registration) -> Iterator[tuple[str, str, str]]:
    for person in [*registration.changing, *registration.owners, *registration.agents]:
        yield from ((person.step, person.key, f"{person.name}: {sentence}") for sentence in person.own_errors())
    for owner in registration.owners:
        yield from (("owners", owner.key, f"{owner.name}: {sentence}") for sentence in owner.agent_errors())
    for name in _blocked(registration):
        yield ("owners", "", _("The account of %s is blocked: nothing is registered until two clerks open it.") % name)
    if not registration.owners:
        yield "owners", "", _("No owner has been registered.")
    if _shares_move(registration) and _shares_are_moving(registration):
        yield "owners", "", _("Another change of who owns this file takes effect soon: register this one after it.")
    yield from (("owners", "", sentence) for sentence in doubts.heirs_errors(registration))
    if registration.owners and all(owner.by_name_alone for owner in registration.owners):
        yield "owners", "", _("Nobody would see this file: put the national code of one owner on record.")
    numbers = [p.number for p in registration.owners if p.number and (p.is_completed or not p.shares)]
    if len(set(numbers)) < len(numbers):
        yield "owners", "", _("The same person stands twice among the owners: write their shares as one.")
    yield from (("owners", "", sentence) for sentence in _own_interest(registration))
    for what, sentence in (
        ("land", _("The shares of the land add up to more than six dang.")),
        ("building", _("The shares of the building add up to more than six dang.")),
    ):
        if registration.total(what) > 1:
            yield "owners", "", sentence


def _own_interest(registration) -> Iterator[str]:
    """Nobody registers to their own use, or to the use of somebody for whom they act."""
    people = {p.number: p.name for p in [*registration.owners, *registration.agents] if p.number}
    people |= {person.number: person.name for person in registration.parties.values() if person.number}
    for number in sorted(search.of_interested(registration.draft.id, list(people))):
        if number == registration.desk.number:
            yield _("You are a party to this file yourself: a colleague has to register it.")
        else:
            sentence = _("%s works on this registration, or is represented by who does: colleagues register it anew.")
            yield sentence % people[number]


def _addresses_coming(registration) -> Iterator[tuple[str, str, str]]:
    """A second change would take the first one's place, and an objection to it both; and of a first telephone nothing
    would be left once a change of the residence counts.
    """
    changing = {p.number: p for p in registration.people if p.number and addresses.typed(p) != p.previous_contact}
    typed = {number: addresses.typed(person) for number, person in changing.items()}
    for number in search.other_addresses_coming(registration.draft.id, typed) if changing else ():
        person = changing[number]
        sentence = _("Another change of how %s is reached takes effect soon: register this one after it.")
        yield "contact", person.key, sentence % person.name


def _blocked(registration) -> list[str]:
    """The names of owners, and of those who act for one, whose account is blocked; an attorney's stops nothing, and who
    gets another telephone may be blocked.
    """
    if not registration.current or registration.changes_addresses_alone:
        return []
    names = {m.agent_id: m.agent.name for m in registration.mandates if m.capacity != "attorney"}
    names |= {person_id: shares[0].person.name for person_id, shares in registration.current.items()}
    blocks = AccountBlock.objects.using("staff").filter(person__in=names, opened_at__isnull=True)
    return [names[person_id] for person_id in set(blocks.values_list("person_id", flat=True))]


def _shares_move(registration) -> bool:
    return bool(
        any(leaver.ends_share for leaver in registration.leavers)
        or any(owner.is_completed or not owner.shares for owner in registration.owners)
    )


def _shares_are_moving(registration) -> bool:
    """Whether another change of this file's shares is confirmed and not in force yet."""
    rows = Ownership.at_desk.filter(case=registration.case).exclude(begun_by_registration=registration.draft.id)
    coming = Q(holds_from__gt=Now(), effective_to__isnull=True) | Q(end_holds_from__gt=Now())
    return bool(registration.case) and rows.filter(coming).exists()
