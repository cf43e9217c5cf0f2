"""What stands against putting the number on record of an owner who is known by name alone."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from shahrsazi.casefiles import changes
from shahrsazi.persian import formatting


def errors(owner) -> Iterator[str]:
    """Also what another file's registration did: it may have put the number of this very owner on record."""
    person = owner.shares[0].person
    if not owner.registration.is_settled and any(share.effective_to for share in owner.shares):
        yield _("The back office has told an end of this share already: it ends by itself.")
    if person.completed_from and person.completed_from > timezone.now():
        yield _(
            "The national code of this owner is being put on record in another file, where it can be objected to."
            " Go on when that is over: %(day)s."
        ) % {"day": formatting.day(person.completed_from)}
    elif person.completed_as_id and changes.is_completed_otherwise(person.id, owner.number):
        yield _("Another national code of this owner is on record in another file: see which one is right.")
    contact = getattr(person, "contact", None)
    if contact and contact.died_on and not owner.registration.is_settled:
        yield _("This owner has died: no national code is put on record any more, the share passes to the heirs.")
    if owner.seller:
        yield _("A part of this share passes on: put the national code on record before or after.")
