"""How a person of a registration will be reached, and whether that stops what the back office told."""

from shahrsazi.counter.registration.participants import residence


def typed(person) -> dict[str, str]:
    """Mobile, e-mail and residence."""
    return {"mobile": person.address("sms"), "email": person.address("email")} | residence.typed(person)


def stop_fed_change(person) -> bool:
    """Whether the clerk wrote down how they are reached while another address comes that the back office told."""
    return bool(person.registration.texts(f"contact.{person.key}")) and person.fed_address_comes
