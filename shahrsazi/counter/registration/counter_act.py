"""The counter-act of a registration in force: what it began ends, and what it ended begins again, by an order."""

from django.utils import timezone

from shahrsazi.casefiles.casefile import Ownership
from shahrsazi.counter import search
from shahrsazi.counter.registration import draft as drafts
from shahrsazi.counter.registration.draft import CONFIRMED, Draft
from shahrsazi.counter.registration.participants.shares import held
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.persian import dates


def is_possible(registration: Registration) -> bool:
    """Whether shares that it began or ended are in force by now."""
    row = registration.draft
    in_force = row.state == CONFIRMED and row.takes_effect_at and row.takes_effect_at <= timezone.now()
    return bool(in_force and not registration.is_elsewhere and (_ended(row) or _begun(row) and _others(row)))


def begin(registration: Registration) -> Draft:
    """A registration of the opposite, as far as it can be known: what is begun ends, what was ended begins again.

    The order with its scan, and all else, is asked as always. Where a registration of this file is begun already, that
    one is returned as it is.
    """
    rows = Draft.objects.using("staff").filter(case=registration.case, state__in=(drafts.DRAFT, drafts.SUBMITTED))
    if row := rows.first():
        return row
    row = drafts.begin(registration.desk, registration.case)
    by = registration.desk.person_id
    for share in _begun(registration.draft):
        drafts.save(row, f"leaving.{share.person.ref.hex}", _leaving(), base=0, by=by)
    for number, shares in enumerate(_by_person(_ended(registration.draft)), 1):
        drafts.save(row, f"owner.{number:08x}", _owner(shares, registration.draft), base=0, by=by)
    return row


def _others(row: Draft) -> bool:
    """Whether anybody owns the file by something else: what formed it has no opposite."""
    shares = Ownership.current().using("staff").filter(case=row.case_id)
    return shares.exclude(begun_by_registration=row.id).exists()


def _begun(row: Draft) -> list[Ownership]:
    rows = Ownership.current().using("staff").filter(case=row.case_id, begun_by_registration=row.id)
    return list(rows.select_related("person").order_by("id"))


def _ended(row: Draft) -> list[Ownership]:
    rows = Ownership.at_desk.filter(case=row.case_id, ended_by_registration=row.id)
    return list(rows.exclude(begun_by_registration=row.id).select_related("person").order_by("id"))


def _by_person(shares: list[Ownership]) -> list[list[Ownership]]:
    people: dict[int, list[Ownership]] = {}
    for share in shares:
        people.setdefault(share.person_id, []).append(share)
    return list(people.values())


def _leaving() -> dict[str, str]:
    return {"reason": "court", "effective_to": dates.format_short(dates.today(), "en")}


def _owner(ended: list[Ownership], undone: Draft) -> dict[str, str]:
    """All that a person lost by it, as the form of an owner keeps it; `restores` names what the order undoes."""
    person = ended[0].person
    number = person.number or ""  # without one there is nobody to look up: it is typed
    match = search.person_by_number(number)
    texts = match.texts if match else {}
    land, building = (held(ended, what) for what in ("land", "building"))
    shares = {"land_share": land.numerator, "land_of": land.denominator}
    shares |= {"building_share": building.numerator, "building_of": building.denominator}
    since = {"effective_from": dates.format_short(dates.today(), "en")}
    who = {"kind": person.kind, "number": number, "looked": number}
    return texts | who | {n: str(v) for n, v in shares.items()} | since | {"restores": str(undone.id)}
