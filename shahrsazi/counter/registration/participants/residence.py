"""The residence of a person of a registration: letters to them go there, so it changes as a telephone does."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from shahrsazi.persian import formatting
from shahrsazi.persian.text import search_key

RESIDENCE = ("residence_postal", "residence_address")


def typed(person) -> dict[str, str]:
    """As it will be. Beside the same postal code, the street on record stays where none was typed."""
    was = person.previous_contact
    home = {name: person.contact.values.get(name) or "" for name in RESIDENCE}
    # Another spelling is no other house, and what is on record stays as it is written.
    home |= {name: was[name] for name in RESIDENCE if search_key(home[name]) == search_key(was[name])}
    if home["residence_postal"] in ("", was["residence_postal"]) or not was["residence_postal"]:
        return {name: home[name] or was[name] for name in RESIDENCE}
    return home


def changed(person) -> list[tuple[str, str, str]]:
    """(Field, as it was, as it will be), where the two are not the same in any spelling."""
    was, home = person.previous_contact, typed(person)
    rows = [(name, was[name], home[name]) for name in RESIDENCE]
    return [row for row in rows if search_key(row[1]) != search_key(row[2])]


def as_on_record(person) -> dict[str, str]:
    """What stands on record while the contact data is written: saved with it."""
    return {f"was_{name}": person.previous_contact[name] for name in RESIDENCE}


def errors(person) -> Iterator[str]:
    """Where another one was on record when the contact data was written. Of whoever is an owner and acts for another
    one the owner's part tells.
    """
    saved, now = person.contact_texts, person.previous_contact
    moved = any(search_key(saved.get(f"was_{name}", now[name])) != search_key(now[name]) for name in RESIDENCE)
    if moved and not person.twin:
        home = " ".join(now[name] for name in reversed(RESIDENCE) if now[name])
        sentence = _(
            "The residence on record is another since this was written: %(home)s. Look at it, and save this page again."
        )
        yield sentence % {"home": formatting.digits(home)}


def differs(person) -> bool:
    """Whether a residence that is on record would be another."""
    return any(before for _name, before, _after in changed(person))
