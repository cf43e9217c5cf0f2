"""Small feeds of the tests' own: a line with only what it must have, rows for each section, and a way to load them."""

import json
import tempfile
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from django.db import transaction
from django.utils import translation
from page_tree import unisolated
from pdfs import pdf
from personas import person_id, signed_in, token_of

from shahrsazi.persian.identifiers import sample_national_code

_people, _parcels, _keys = count(700_000), count(1), count(1)
AS_OF = "2026-01-01T08:00:00+03:30"
PDF = pdf("a paper of the tests")


def number() -> str:
    """The national code of someone whom no other test knows."""
    return sample_national_code(next(_people))


def key() -> str:
    return f"t3-{next(_keys)}"


def person(code: str, **known) -> dict:
    return {
        "number": code,
        "first_name": "نرگس",
        "last_name": f"آزمونی {code[3:9]}",
        "registered_on": "2020-01-01",
    } | known


def owner(code: str, share: int = 1, of: int = 1, **known) -> dict:
    return {
        "source_key": key(),
        "person": code,
        "land_share": share,
        "land_of": of,
        "building_share": share,
        "building_of": of,
        "effective_from": "2010-01-01",
    } | known


def line(*owners, people=(), casefile=None, **lists) -> dict:
    """A file in quarter 95 of district 9 that no one else has; its people are its owners unless others are given."""
    parcel = next(_parcels)
    owners = [o if isinstance(o, dict) else owner(o) for o in (owners or (number(),))]
    known = {p.get(name) for p in people for name in ("number", "source_key")}
    others = [person(code) for code in dict.fromkeys(o["person"] for o in owners) if code not in known]
    return {
        "as_of": AS_OF,
        "casefile": {
            "renewal_code": f"9-95-{parcel}-1-1-0-0",
            "unit_kind": "building",
            "property_type": "house",
            "file_no": f"t3/{parcel}",
            "place": f"کوچه آزمون {parcel}",
            "address": f"اصفهان، کوچه آزمون {parcel}",
            "plate_main": 4781,
            "registry_section": 5,
            "registry_office": "north",
            "opened_on": "2020-02-02",
        }
        | (casefile or {}),
        "people": [*people, *others],
        "owners": owners,
    } | lists


def load(*lines, scans: dict[str, bytes] | None = None, check: bool = False):
    """Load lines (dicts, or bytes as they are), in English so that a reason can be compared; returns the report."""
    from shahrsazi.feed.loader import load as take_in

    with tempfile.TemporaryDirectory() as folder, translation.override("en"):
        feed = Path(folder, "feed.ndjson")
        feed.write_bytes(b"".join(raw if isinstance(raw, bytes) else as_json(raw) for raw in lines))
        Path(folder, "papers").mkdir()
        for name, content in (scans or {}).items():
            Path(folder, "papers", name).write_bytes(content)
        return take_in(feed, check=check)


def as_json(made: dict) -> bytes:
    return json.dumps(made, ensure_ascii=False).encode() + b"\n"


@dataclass
class Fed:
    """A loaded file, and the national code of the one who looks at it: its first owner."""

    line: dict
    case: object
    by: str

    def get(self, section: str = "", language: str = "fa"):
        return signed_in(self.by).get(f"{'/en' * (language == 'en')}/cases/{self.case.ref}/{section and section + '/'}")

    def html(self, section: str = "", language: str = "fa") -> str:
        assert (response := self.get(section, language)).status_code == 200, response.status_code
        return unisolated(response.content.decode())

    def rows(self, section: str) -> dict:
        """The section's rows as its own view reads them: bound to the owner's session, as the web role."""
        from shahrsazi.casefiles.registry import BY_KEY
        from shahrsazi.casefiles.section import read
        from shahrsazi.credentials import sessions

        with transaction.atomic():
            sessions.visitor_of(token_of(self.by))
            return read([BY_KEY[section]], cases=[self.case.id], me=person_id(self.by))[section]

    def page(self, section: str, today) -> dict:
        from shahrsazi.casefiles.registry import BY_KEY

        with translation.override("fa"):
            return BY_KEY[section].page(self.rows(section), today)

    def waiting(self, today) -> list[tuple[str, str]]:
        from shahrsazi.casefiles.terms.shown import requested

        with translation.override("fa"):
            stated = [t for key in ("violations", "permits", "history", "inspections") for t in self.rows(key)["terms"]]
            return [(t.row.clock, t.state) for t in requested(stated, today)]

    def summary(self, section: str, today):
        from shahrsazi.casefiles.registry import BY_KEY

        with translation.override("fa"):
            return BY_KEY[section].summary(self.rows(section), today)


def fed(*owners, scans=None, **told) -> Fed:
    """Load one good line and find its file."""
    from shahrsazi.casefiles.casefile import CaseFile

    made = line(*owners, **told)
    assert load(made, scans=scans).bad == []
    case = CaseFile._base_manager.using("owner").get(renewal_code=made["casefile"]["renewal_code"])
    return Fed(made, case, made["owners"][0]["person"])


def deed(**known) -> dict:
    return {
        "source_key": key(),
        "deed_kind": "single_page",
        "deed_date": "2015-05-05",
        "tenure": "whole",
        "tenure_scope": "both",
        "deed_status": "valid",
    } | known


def paper(**known) -> dict:
    return {"source_key": key(), "seq": 1, "doc_kind": "deed"} | known


def mandate(principal: str, agent: str, **known) -> dict:
    return {
        "source_key": key(),
        "principal": principal,
        "agent": agent,
        "capacity": "attorney",
        "scope": ["view"],
        "poa_no": "77001",
        "poa_date": "2024-01-01",
        "notary_office": "دفترخانه ۸۱",
        "verified_on": "2024-01-02",
    } | known


def visit(at: str, **known) -> dict:
    return {
        "source_key": key(),
        "visit_no": f"v-{at}",
        "visited_at": f"{at}T10:00:00+03:30",
        "reason": "permit",
        "access": "done",
        "approval": "approved",
    } | known


def rules(**known) -> dict:
    return {
        "source_key": key(),
        "plan_name": "طرح تفصیلی آزمون",
        "version": "2",
        "approved_on": "2023-01-01",
        "zone": "R122",
        "land_use": "residential",
        "density_pct": 180,
        "coverage_pct": 60,
        "floors_allowed": 3,
    } | known


def sheet(**known) -> dict:
    return {
        "source_key": key(),
        "sheet_no": "9-1404-1",
        "issued_on": "2025-01-01",
        "surveyor_no": "2137",
        "base_street": "کوچه ۱۲",
        "street_level": 0.08,
        "bench_mark": "درپوش منهول",
    } | known


def drawings(revision: int, **known) -> dict:
    return {
        "source_key": key(),
        "plan_set_no": "77-A",
        "plan_order_no": "5/1400/77",
        "discipline": "architecture",
        "phase": "one",
        "revision": revision,
        "review_state": "needs_change",
        "submitted_on": "2024-01-01",
        "designer": "مهندس آزمون",
        "designer_licence_no": "10-3-0-1",
        "designer_field": "architecture",
        "designer_grade": "two",
        "licence_valid_until": "2027-01-01",
    } | known


def violation(**known) -> dict:
    return {
        "source_key": key(),
        "kind": "over_permit",
        "status": "referred",
        "found_on": "2024-05-05",
        "floor": 2,
        "amount": 18.5,
        "use_existing": "residential",
        "year": 1403,
        "date_governing": "2024-05-01",
        "note_no": 2,
        "unit_value": 12_000_000,
    } | known


def commission(**known) -> dict:
    return {
        "source_key": key(),
        "secretariat_no": "9/1403/77",
        "received_on": "2024-07-01",
        "requester": "municipality",
        "stage": "first",
        "panel_no": 2,
    } | known


def verdict(of: dict, **known) -> dict:
    days = [known.get(f"{name}_on") for name in ("served", "served_municipality", "objected", "divan_filed", "stayed")]
    days += [objection["on"] for objection in known.get("objections", ())] + ["2024-09-05"]
    return {
        "source_key": key(),
        "commission_case": of["source_key"],
        "verdict_no": "9/1403/2507",
        "issued_at": f"{min(filter(None, days))}T10:00:00+03:30",
        "verdict_kind": "fine",
        "body": "متن رأی آزمون",
        "finality": "open",
        "note_no": 2,
        "amount": 333_000_000,
    } | known


def permit(**known) -> dict:
    return {
        "source_key": key(),
        "permit_kind": "building_permit",
        "permit_no": "9-1402-1",
        "issued_on": "2023-06-01",
        "state": "issued",
        "verify_code": "VC-77",
    } | known


def action(at: str, **known) -> dict:
    return {
        "source_key": key(),
        "request_no": "1404-09-77",
        "request_kind": "permit",
        "registered_on": "2025-01-01",
        "request_state": "current",
        "step": "registration",
        "started_at": f"{at}T09:00:00+03:30",
        "step_state": "done",
        "defect_state": "none",
        "to_role": "inspector",
    } | known
