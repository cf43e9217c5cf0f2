"""Whether a registration touches an owner who is in its file already: others are asked for nothing by it."""


def is_touched(owner) -> bool:
    """Whether anything is written here of this owner, of who acts for them, or of somebody with their number."""
    registration, ref = owner.registration, owner.shares[0].person.ref.hex
    written = any(name.endswith(ref) for name in registration.parts)
    typed = [*registration.agents, *(other for other in registration.owners if not other.shares)]
    again = bool(owner.number) and owner.number in {person.number for person in typed}
    # Whoever loses an attorney sees to their file themselves.
    left = any(e.leaves_time and e.mandate.principal_id == owner.person_id for e in registration.endings)
    return written or bool(owner.agents) or again or left
