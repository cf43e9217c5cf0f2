"""Whether a mobile number is another person's too: of the same file, or of more people than one family has."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from shahrsazi.people.models import Person

MOST_HOLDERS = 3  # others of the city who may have a number before a reason is asked
SHORTEST_REASON = 5  # of why a mobile number is another person's too


def is_shared(person) -> bool:
    mobile, registration = person.address("sms"), person.registration
    return bool(mobile) and (
        _is_of_another(person, mobile) or registration.holders_of(mobile, person.number) >= MOST_HOLDERS
    )


def errors(person) -> Iterator[str]:
    if person.shares_mobile and len(person.contact.values.get("shared_reason") or "") < SHORTEST_REASON:
        yield _("This mobile number is another person's too, here or in many files of the city: write why.")


def _is_of_another(person, mobile: str) -> bool:
    """Whether somebody else who signs in has the mobile number: registered with it, or soon, or written here."""
    registration = person.registration
    here = (p for p in registration.everyone if p.signs_in and p.number != person.number)
    ids = {share.person_id for share in getattr(person, "shares", ())}
    others = (p for p in registration.parties.values() if p.id not in ids and p.number != person.number)
    return any(p.address("sms") == mobile for p in here) or any(mobile in _mobiles(p) for p in others)


def _mobiles(person: Person) -> set[str]:
    """Of somebody of the file who is registered: the number that counts, and one that is coming."""
    contact = getattr(person, "contact", None)
    return contact.reached_from("sms", timezone.now()) if contact and contact.registered_on else set()
