"""How a person of a registration will be reached, and whether that stops what the back office told."""

from shahrsazi.counter.registration.participants import residence


def typed(person) -> dict[str, str]:
    """Mobile, e-mail and residence."""
    return {"mobile": person.address("sms"), "email": person.address("email")} | residence.typed(person)


def are_written(person) -> bool:
    """Whether they come to sign in, or anything is written of how they are reached or where they live: also where
    nothing was on record.
    """
    comes_in = person.signs_in and not person.registered
    return comes_in or person.contact_changes or typed(person) != person.previous_contact


def stop_fed_change(person) -> bool:
    """Whether the clerk wrote down how they are reached while another address comes that the back office told."""
    return bool(person.registration.texts(f"contact.{person.key}")) and person.fed_address_comes
