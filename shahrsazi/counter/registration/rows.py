"""The rows that a registration writes: shares, mandates, a deed, papers."""

from datetime import datetime
from fractions import Fraction

from django.db.models import Max

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.casefiles.sections.ownership import Deed, Paper
from shahrsazi.counter import fields
from shahrsazi.counter.registration import form_fields
from shahrsazi.counter.registration.checklist import PERSONAL_KINDS
from shahrsazi.counter.registration.draft import CONFIRMED
from shahrsazi.counter.registration.participants import Agent, Owner, Participant
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.persian.dates import parse


def of(registration: Registration, people: dict, holds_from: datetime | None) -> dict[type, list[dict]]:
    by_two = registration.draft.state == CONFIRMED
    new = [o for o in registration.owners if not o.shares or o.seller or by_two and o.is_completed]
    begun = {"begun_by_registration": registration.draft.id, "holds_from": holds_from}
    return {
        Ownership: [_share(registration, owner, people) | begun for owner in new],
        Mandate: [_mandate(registration, agent, people) | begun for agent in registration.agents],
        Deed: [row | {"holds_from": holds_from} for row in _deed(registration)],
        Paper: _papers(registration, people),
    }


def _entry(registration: Registration, name: str) -> dict:
    return {"case_id": registration.case.id, "source_key": f"act-{registration.draft.id}-{name}"}


def _share(registration: Registration, owner: Owner, people: dict) -> dict:
    land, building = (owner.share(what) or Fraction(0) for what in ("land", "building"))
    since = (owner.seller or owner).value("effective_to" if owner.seller else "effective_from")
    return _entry(registration, owner.short_key) | {
        "person_id": people[owner.key],
        "effective_from": registration.today if owner.is_completed else since,
        "effective_to": None,
        "end_holds_from": None,
        "ended_by_registration": None,
        "land_share": land.numerator,
        "land_of": land.denominator,
        "building_share": building.numerator,
        "building_of": building.denominator,
    }


def _mandate(registration: Registration, agent: Agent, people: dict) -> dict:
    """A parent's mandate has no paper of its own: it begins with the child's birth and is verified today."""
    every = bool(agent.value("every_file"))
    given = agent.value("poa_date") or agent.owner.birth_date or registration.today
    return _entry(registration, agent.short_key) | {
        "case_id": None if every else registration.case.id,
        "every_file": every,
        "capacity": agent.capacity,
        "principal_id": people[agent.owner_key],
        "agent_id": people[agent.key],
        "scope": agent.value("scope"),
        "poa_no": agent.value("poa_no") or "",
        "poa_date": given,
        "notary_office": agent.value("notary_office") or "",
        "expires_on": agent.expires_on,
        "irrevocable": bool(agent.value("irrevocable")),
        "may_delegate": bool(agent.value("may_delegate")),
        "verify_ref": agent.value("verify_ref") or "",
        "verified_on": agent.value("verified_on") or registration.today,
        "ended_on": None,
        "end_reason": "",
        "end_holds_from": None,
        "ended_by_registration": None,
    }


def _deed(registration: Registration) -> list[dict]:
    """Of the file's form where it is formed here, else of the deed's own."""
    names = ("deed_kind", "tenure", "tenure_scope")
    of_file = fields.clean_fields(form_fields.DEED, registration.texts("file"))
    values = next((deed.checked for deed in registration.deeds), of_file).values
    if not all(values.get(name) for name in names):
        return []
    typed = {name: values[name] for name in (*names, "deed_date", "area_deed")}
    empty = {f.name: "" for f in Deed._meta.concrete_fields if f.blank and f.get_internal_type() == "CharField"}
    texts = {name: values[name] or "" for name in ("deed_no", "notary_office_no")}
    ours = {"deed_status": "valid", "by_registration": registration.draft.id}
    return [empty | _entry(registration, "deed") | typed | texts | ours]


def _papers(registration: Registration, people: dict) -> list[dict]:
    """One row for each scan, or one for a paper that was seen and not scanned; numbered after the existing rows."""
    rows = Paper.at_desk.filter(case=registration.case)
    seq = rows.aggregate(last=Max("seq"))["last"] or 0
    seen = [
        _paper(registration, person, kind, texts, scan, people)
        for person in registration.showing
        for kind, texts in person.papers.items()
        if texts.get("seen") == "1"
        for scan in texts.get("scans") or [""]
    ]
    return [row | {"seq": number} for number, row in enumerate(seen, seq + 1)]


def _paper(registration: Registration, person: Participant, kind: str, texts: dict, scan: str, people: dict) -> dict:
    person_id = people[person.key] if kind in PERSONAL_KINDS else None
    typed = fields.clean_fields(form_fields.PAPER, texts).values
    return _entry(registration, f"{person.short_key}-{kind}-{scan[:8]}") | {
        "doc_kind": kind,
        "doc_no": typed["no"] or "",
        "doc_date": typed["date"],
        "issuer": typed["issuer"] or "",
        "pages": typed["pages"],
        "original_seen": True,
        "original_seen_on": parse(texts["seen_on"]),
        "of_person_id": person_id,
        "scan": scan,
        "archive_group": "",
        "visible_to_owner": True,
        "by_registration": registration.draft.id,
    }
