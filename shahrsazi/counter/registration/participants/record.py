"""What is on record of a person of the file, as the texts of a registration."""

from django.utils import timezone

from shahrsazi.counter.registration.participants.base import CHANNELS
from shahrsazi.people.models import Contact, Person
from shahrsazi.persian import dates


def texts_of(person: Person) -> dict[str, str]:
    """Identity, and beside it what was before (`was_`): names, day of birth, addresses."""
    contact, now = getattr(person, "contact", None) or Contact(person=person), timezone.now()
    birth_date = dates.format_short(contact.birth_date, "en") if contact.birth_date else ""
    names = {n: getattr(person, n) or "" for n in ("kind", "number", "first_name", "last_name", "father_name")}
    addresses = {name: contact.reached_at(channel, now) for channel, name in CHANNELS.items()}
    was = addresses | contact.residence_at(now) | {"birth_date": birth_date}
    was |= {n: names[n] for n in ("first_name", "last_name", "father_name")} | {"birth_cert_no": contact.birth_cert_no}
    states = {"registered": "1" if contact.registered_on else ""}
    own = names | {"birth_cert_no": contact.birth_cert_no, "birth_date": birth_date} | states
    return own | {f"was_{name}": text for name, text in was.items()}
