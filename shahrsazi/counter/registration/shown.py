"""What a second clerk sees of a registration: every paper with its scans, and what differs from the record."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connections
from django.utils.translation import gettext as _

from shahrsazi.counter.registration import form_fields
from shahrsazi.counter.registration.participants import CHANNELS, Participant, residence
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.documents.scan import Scan
from shahrsazi.ledger.entry import PAPER_DIGITS
from shahrsazi.persian import dates
from shahrsazi.persian.identifiers import InvalidInputError

_TITLES = {field.name: field.title for field in form_fields.CONTACT}


class ShownPaper(NamedTuple):
    """A paper as the first clerk wrote it down: `texts` with who saw it and when, `same` if another owner showed it."""

    person: Participant
    kind: str
    texts: dict
    same: bool

    @property
    def scans(self) -> list[str]:
        return self.texts.get("scans", [])

    @property
    def seen_by(self) -> int | None:
        return self.texts.get("seen_by")


def papers(registration: Registration) -> list[ShownPaper]:
    """Those that were ticked, of everyone who shows papers here, in the order of the steps."""
    return [
        ShownPaper(person, kind, texts, same=texts.get("seen") != "1")
        for person in registration.showing
        for kind, texts in person.papers.items()
        if texts.get("seen") == "1" or texts.get("same") == "1" or texts.get("scans")
    ]


class Difference(NamedTuple):
    name: str
    what: str
    before: str
    after: str


def differences(registration: Registration) -> list[Difference]:
    """Names, birth dates and addresses that are on record otherwise: told by the back office, or registered."""
    rows = [
        Difference(p.name, what, _day(before), _day(after))
        for p in [*registration.people, *registration.corrections]
        for what, before, after in _other_identity(p)
    ]
    words = {"sms": _("Mobile number"), "email": _("E-mail address")}
    for person in registration.people:
        for channel, name in CHANNELS.items():
            before, after = person.previous_contact[name], person.address(channel)
            if before and before != after:
                rows.append(Difference(person.name, words[channel], as_dialled(before), as_dialled(after) or "—"))
            elif before and person.contact_changes and person.fed_address_comes:
                fed = _("Another telephone or e-mail told by the back office")
                rows.append(Difference(person.name, words[channel], fed, as_dialled(after)))
        moved = [(name, before, after) for name, before, after in residence.changed(person) if before]
        rows += [Difference(person.name, str(_TITLES[name]), before, after or "—") for name, before, after in moved]
    return rows


def _other_identity(person) -> Iterable[tuple[str, str, str]]:
    """Each once, as (what, before, after)."""
    reported = person.other_than_reported if person.is_completed else []
    return dict.fromkeys([*person.other_identity, *reported])


def _day(text: str) -> str:
    """A day in one spelling, however it was typed; a name as it is, or a number that only looks like a day."""
    if text.isdecimal():
        return text
    try:
        return dates.format_short(dates.parse(text), "en")
    except InvalidInputError:
        return text


def as_dialled(address: str) -> str:
    return address.replace("+98", "0", 1) if address.startswith("+98") else address


def unopened(registration: Registration) -> set[str]:
    """The scans that this clerk has not opened since signing in, by the ledger; an erased one is none."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.scans_opened(%s)", [registration.draft.id])
        opened = {row[0] for row in cursor.fetchall()}
    left = {scan for paper in papers(registration) for scan in paper.scans if scan[:PAPER_DIGITS] not in opened}
    return set(Scan.objects.using("staff").filter(sha256__in=left).values_list("sha256", flat=True)) if left else left
