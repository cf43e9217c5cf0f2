"""How the people of a registration are reached: stored, changed once there was time to object, and told of it."""

from datetime import datetime

from django.utils import timezone

from shahrsazi.casefiles import changes
from shahrsazi.counter.registration.participants import CHANNELS, Participant, residence
from shahrsazi.counter.registration.participants.addresses import typed as typed_addresses
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.database.upsert import upsert
from shahrsazi.messages.models import Message
from shahrsazi.messages.tasks import queue_message
from shahrsazi.people.models import Contact

NOTHING_COMING = {
    "coming_mobile": "",
    "coming_email": "",
    "coming_residence_postal": "",
    "coming_residence_address": "",
    "coming_from": None,
    "coming_by_registration": None,
}


def store(registration: Registration, person: Participant, person_id: int, holds_from: datetime | None) -> int | None:
    """Store the contact data. Returns the person's id if an address changes that is registered, or that the back office
    told: the other one counts once there was time to object.
    """
    stored = Contact.objects.using("staff").filter(person=person_id).first()
    typed = person.contact.values
    if stored and stored.registered_on:
        return _change_contact(registration, person, stored, holds_from)
    now = timezone.now()
    fed = stored if stored and (person.address_differs or person.contact_changes) else None
    home = (
        fed.residence_at(now)
        if fed and (person.contact_changes or residence.differs(person))
        else residence.typed(person)
    )
    # What came before is what counts: it is written over here, so that nothing is read beside it any more.
    over = stored is not None and stored.coming_from is not None and stored.coming_from <= now
    row = {
        "person_id": person_id,
        **{name: fed.reached_at(channel, now) if fed else typed[name] or "" for channel, name in CHANNELS.items()},
        "birth_date": person.birth_date,
        "birth_cert_no": person.value("birth_cert_no") or "",
        **home,
        "registered_on": registration.today if person.signs_in else None,
        "registered_by_registration": registration.draft.id if person.signs_in else None,
        "kept_by_registration": registration.draft.id,
        **(NOTHING_COMING if over else {}),
    }
    upsert(Contact, [row], key=("person_id",), using="staff")
    if fed:  # what is written now is what another residence comes after
        fed.residence_postal, fed.residence_address = home["residence_postal"], home["residence_address"]
    return _change_contact(registration, person, fed, holds_from) if fed else None


def _change_contact(
    registration: Registration, person: Participant, stored: Contact, holds_from: datetime | None
) -> int | None:
    now = timezone.now()
    old, new = _at(stored, now), typed_addresses(person)
    if not (person.contact_changes or person.address_differs) or new in _that_stay(stored, now):
        return None
    changes.change_contact(stored, old=old, new=new, holds_from=holds_from or now, registration=registration.draft.id)
    return stored.person_id


def _that_stay(stored: Contact, now: datetime) -> list[dict[str, str]]:
    """Addresses that nothing is written of: those that count, and those that another registration has coming. What the
    back office has coming stops with any.
    """
    if stored.coming_from is None or stored.coming_from <= now:
        return [_at(stored, now)]
    return [_at(stored, now), _at(stored, stored.coming_from)] if stored.coming_by_registration else []


def _at(contact: Contact, moment: datetime) -> dict[str, str]:
    """How they are reached at this moment, and where they live."""
    reached = {name: contact.reached_at(channel, moment) for channel, name in CHANNELS.items()}
    return reached | contact.residence_at(moment)


def notify(registration: Registration, person_ids: set[int], until: datetime) -> None:
    """A message to each current owner and whoever acts for a company or a child among them; and to the old and the new
    address of whoever gets another address.
    """
    common = {"kind": "coming_change", "until": until}
    acting = {m.agent_id for m in registration.mandates if m.capacity != "attorney"}
    for person_id in sorted(person_ids | acting):
        for channel in CHANNELS:
            queue_message(Message(person_id=person_id, channel=channel, **common), "staff")
    for person in registration.people:
        if person.contact_changes or person.address_differs:
            for channel in CHANNELS:
                if person.address(channel) not in ("", person.previous_contact[CHANNELS[channel]]):
                    queue_message(Message(to=person.address(channel), channel=channel, **common), "staff")
