"""Files a registration: from what was typed and seen to the rows of the file, in one transaction with its ledger."""

from fractions import Fraction

from django.contrib.postgres.functions import TransactionNow
from django.db import connections
from django.db.models import Max
from django.db.models.functions import Now
from django.utils import timezone

from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.casefiles.entry import file_entries
from shahrsazi.casefiles.sections.ownership import Deed, Paper
from shahrsazi.counter import asked, fields
from shahrsazi.counter import draft as drafts
from shahrsazi.counter.draft import Draft
from shahrsazi.counter.party import Agent, Owner
from shahrsazi.counter.registration import Registration
from shahrsazi.counter.someone import CHANNELS, Someone
from shahrsazi.database.upsert import upsert
from shahrsazi.ledger.entry import Author, note_act
from shahrsazi.messages.models import Message
from shahrsazi.messages.tasks import post
from shahrsazi.people.identifiers import renewal_district, renewal_kind
from shahrsazi.people.person import Contact
from shahrsazi.people.solar import parse
from shahrsazi.people.text import search_key
from shahrsazi.rules import rule
from shahrsazi.staff.access import open_file


def author(desk) -> Author:
    return Author("staff", desk.role, desk.person_id, district=desk.district)


def submit(registration: Registration) -> None:
    """Hand it to a second clerk."""
    now_on = {"state": drafts.WAITING, "submitted_by": registration.desk.person_id, "submitted_at": Now(), "word": ""}
    _move(registration, (drafts.DRAFT,), now_on)
    _note(registration, "submitted")


def hand_back(registration: Registration, state: str, word: str) -> None:
    """Back to the first clerk with a word on what is wrong; or withdrawn for good."""
    _move(registration, (drafts.DRAFT, drafts.WAITING, drafts.OBJECTED), {"state": state, "word": word})
    _note(registration, "handed_back" if state == drafts.DRAFT else "withdrawn")


def file(registration: Registration) -> None:
    """File it at once: the file is not open from home yet, and one clerk has seen everything."""
    _file(registration, drafts.FILED, (drafts.DRAFT,), None)


def confirm(registration: Registration) -> None:
    """File what another clerk registered; it counts once those whom it concerns have had their time to object."""
    with connections["staff"].cursor() as cursor:  # by the database's clock, which is the one that will be asked
        cursor.execute("SELECT now() + make_interval(hours => %s)", [rule.value("objection_hours", "staff")])
        [effect] = cursor.fetchone()
    _file(registration, drafts.CONFIRMED, (drafts.WAITING,), effect)


class Moved(Exception):
    """Someone else has moved the draft on meanwhile."""


def _move(registration: Registration, since: tuple[str, ...], values: dict) -> None:
    row = registration.draft
    if not Draft.objects.using("staff").filter(id=row.id, state__in=since).update(**values):
        raise Moved
    row.refresh_from_db(using="staff")


def _note(registration: Registration, act: str) -> None:
    case = registration.case.id if registration.case else None
    note_act(act, by=author(registration.desk), case=case, detail={"draft": registration.draft.id})


def _file(registration: Registration, state: str, since: tuple, holds_from) -> None:
    # Bound anew: from here on the database knows which file is in hand, also one that was formed this moment.
    registration.case = case = open_file((registration.case or _formed(registration)).ref, "filing")
    # The transaction's own time, and not the statement's: by it the database knows the act that is being filed.
    settled = {"settled_by": registration.desk.person_id, "settled_at": TransactionNow(), "takes_effect_at": holds_from}
    _move(registration, since, {"state": state, "case": case} | settled)
    told = list(registration.current)
    people = {person.key: _enrolled(person) for person in [*registration.owners, *registration.agents]}
    _end_shares(registration, holds_from)
    file_entries("ownership", _rows(registration, people, holds_from), by=author(registration.desk))
    moved = [_reach(registration, person, people[person.key], holds_from) for person in registration.people]
    _open(registration)
    concerned = [person_id for person_id in moved if person_id]
    Draft.objects.using("staff").filter(id=registration.draft.id).update(concerns=concerned)
    if holds_from:
        _tell(registration, {*told, *concerned}, people, holds_from)
    _note(registration, "confirmed" if holds_from else "registered")


def _formed(registration: Registration) -> CaseFile:
    values = registration.file.values
    code = values["renewal_code"]
    columns = {f.name for f in CaseFile._meta.concrete_fields}
    plain = {name: value for name, value in values.items() if name in columns and value is not None}
    case = CaseFile(
        **plain, district_id=renewal_district(code), as_of=timezone.now(),
        unit_kind="device" if values.get("device") else renewal_kind(code),
    )  # fmt: skip
    case.save(using="staff", force_insert=True)
    return case


def _enrolled(person: Someone) -> int:
    """The person's id; a new one is added, one who is not registered yet gets the names of the card that was seen."""
    first, last = person.value("first_name") or "", person.value("last_name")
    said = [person.number, person.kind, first, last, person.value("father_name") or ""]
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.enrol(%s, %s, %s, %s, %s, %s)", [*said, search_key(f"{first} {last}")[:200]])
        return cursor.fetchone()[0]


def _end_shares(registration: Registration, holds_from) -> None:
    for one in registration.leaving:
        ends = {"effective_to": one.value("effective_to"), "end_holds_from": holds_from}
        Ownership._base_manager.using("staff").filter(id__in=[share.id for share in one.shares]).update(
            **ends, ended_by_act=registration.draft.id
        )
        if one.value("died_on"):
            record_death(one.person_id, one.value("died_on"))


def record_death(person_id: int, died_on) -> bool:
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.record_death(%s, %s)", [person_id, died_on])
        return cursor.fetchone()[0]


def _rows(registration: Registration, people: dict, holds_from) -> dict[type, list[dict]]:
    new = [owner for owner in registration.owners if not owner.shares]
    begun = {"begun_by_act": registration.draft.id, "holds_from": holds_from}
    return {
        Ownership: [_share(registration, owner, people) | begun for owner in new],
        Mandate: [_mandate(registration, agent, people) | begun for agent in registration.agents],
        Deed: _deed(registration),
        Paper: _papers(registration, people),
    }


def _entry(registration: Registration, name: str) -> dict:
    return {"case_id": registration.case.id, "source_key": f"act-{registration.draft.id}-{name}"}


def _share(registration: Registration, owner: Owner, people: dict) -> dict:
    land, building = owner.share("land"), owner.share("building") or Fraction(0)
    return _entry(registration, owner.key) | {
        "person_id": people[owner.key], "effective_from": owner.value("effective_from"), "effective_to": None,
        "land_share": land.numerator, "land_of": land.denominator,
        "building_share": building.numerator, "building_of": building.denominator,
    }  # fmt: skip


def _mandate(registration: Registration, agent: Agent, people: dict) -> dict:
    """A parent's leave has no paper of its own: it is as old as the child, and was found genuine today."""
    every = bool(agent.value("every_file"))
    given = agent.value("poa_date") or agent.owner.born or registration.today
    return _entry(registration, agent.key) | {
        "case_id": None if every else registration.case.id, "every_file": every, "capacity": agent.capacity,
        "principal_id": people[agent.of], "agent_id": people[agent.key], "scope": agent.value("scope"),
        "poa_no": agent.value("poa_no") or "", "poa_date": given, "notary_office": agent.value("notary_office") or "",
        "expires_on": agent.expires_on, "irrevocable": bool(agent.value("irrevocable")),
        "may_delegate": bool(agent.value("may_delegate")), "verify_ref": agent.value("verify_ref") or "",
        "verified_on": agent.value("verified_on") or registration.today, "ended_on": None, "end_reason": "",
    }  # fmt: skip


def _deed(registration: Registration) -> list[dict]:
    values, names = registration.file.values, ("deed_kind", "tenure", "tenure_scope")
    if registration.parts.get("file") is None or not all(values.get(name) for name in names):
        return []
    told = {name: values[name] for name in (*names, "deed_date", "area_deed")}
    unasked = {f.name: "" for f in Deed._meta.concrete_fields if f.blank and f.get_internal_type() == "CharField"}
    texts = {name: values[name] or "" for name in ("deed_no", "notary_office_no")}
    return [unasked | _entry(registration, "deed") | told | texts | {"deed_status": "valid"}]


_OF_A_PERSON = {"birth_certificate", "national_card", "passport", "gazette", "guardianship", "power_of_attorney"}


def _papers(registration: Registration, people: dict) -> list[dict]:
    """One row a scan, or one for a paper that was seen and not scanned; numbered after those that are there."""
    rows = Paper._base_manager.using("staff").filter(case=registration.case)
    seq = rows.aggregate(last=Max("seq"))["last"] or 0
    seen = [
        _paper(registration, person, kind, told, scan, people)
        for person in registration.people
        for kind, told in person.papers.items()
        if told.get("seen") == "1"
        for scan in told.get("scans") or [""]
    ]
    return [row | {"seq": number} for number, row in enumerate(seen, seq + 1)]


def _paper(registration: Registration, person: Someone, kind: str, told: dict, scan: str, people: dict) -> dict:
    whose = people[person.key] if kind in _OF_A_PERSON else None
    said = fields.check(asked.PAPER, told).values
    return _entry(registration, f"{person.key}-{kind}-{scan[:8]}") | {
        "doc_kind": kind, "doc_no": said["no"] or "", "doc_date": said["date"], "issuer": said["issuer"] or "",
        "pages": said["pages"],
        "original_seen": True, "original_seen_on": parse(told["seen_on"]), "of_person_id": whose, "scan": scan,
        "archive_group": "", "visible_to_owner": True, "by_act": registration.draft.id,
    }  # fmt: skip


def _reach(registration: Registration, person: Someone, person_id: int, holds_from) -> int | None:
    """Keep how someone is reached. Returns the person's id if they could sign in before and are reached anew."""
    known = Contact.objects.using("staff").filter(person=person_id).first()
    said = person.contact.values
    if known and known.registered_on:
        return _reach_anew(registration, person, known, holds_from)
    row = {
        "person_id": person_id, "mobile": said["mobile"] or "", "email": said["email"] or "",
        "birth_date": person.born, "birth_cert_no": person.value("birth_cert_no") or "",
        "residence_postal": said["residence_postal"] or "", "residence_address": said["residence_address"] or "",
        "registered_on": registration.today if person.signs_in else None, "kept_by_act": registration.draft.id,
    }  # fmt: skip
    upsert(Contact, [row], key=("person_id",), using="staff")
    return None


def _reach_anew(registration: Registration, person: Someone, known: Contact, holds_from) -> int | None:
    now = timezone.now()
    old = {name: known.reached_at(channel, now) for channel, name in CHANNELS.items()}
    new = {name: person.address(channel) for channel, name in CHANNELS.items()}
    if not person.reached_anew or old == new:
        return None
    coming = {f"coming_{name}": address for name, address in new.items()}
    Contact.objects.using("staff").filter(person=known.person_id).update(
        **old, **coming, coming_from=holds_from or now, coming_by_act=registration.draft.id,
        kept_by_act=registration.draft.id,
    )  # fmt: skip
    return known.person_id


def _open(registration: Registration) -> None:
    """The file opens from home today. Where its district is not served yet, it is listed and opens when it is."""
    CaseFile._base_manager.using("staff").filter(id=registration.case.id, opened_on__isnull=True).update(
        opened_on=registration.today, opened_by_act=registration.draft.id
    )
    registration.case.refresh_from_db(using="staff")


def _tell(registration: Registration, told: set[int], people: dict, until) -> None:
    """A message to each current owner, and to the old and the new address of whoever is reached anew."""
    common = {"kind": "coming_change", "until": until}
    for person_id in sorted(told):
        for channel in CHANNELS:
            post(Message(person_id=person_id, channel=channel, **common), "staff")
    for person in registration.people:
        if person.reached_anew:
            for channel in CHANNELS:
                if person.address(channel):
                    post(Message(to=person.address(channel), channel=channel, **common), "staff")
