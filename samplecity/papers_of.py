"""The documents in a sample file (`papers` in the feed): from its owners, its deeds and its events."""

from collections import Counter
from datetime import date, timedelta

from samplecity import ownership
from samplecity.days import solar_year, text
from samplecity.ownership import OLD_FLOOR, PLAN, SKETCH, TEXT_PAGE
from samplecity.site import Site

_MUNICIPALITY = "شهرداری اصفهان"


def papers(site: Site, deeds: list[dict]) -> list[dict]:
    """In the order of the file, oldest first; documents without a date are last."""
    rows = [ownership.deed_paper(deed) for deed in deeds] + _of_people(site)
    if not site.sparse:
        rows += _of_the_counter(site) + _of_events(site) + _of_trials(site)
    rows.sort(key=lambda paper: paper["doc_date"] or "9")
    seen = Counter()
    return [_filed(site, seq, paper, seen) for seq, paper in enumerate(rows, 1)]


def _filed(site: Site, seq: int, paper: dict, so_far: Counter) -> dict:
    so_far[paper["doc_kind"]] += 1
    seen = site.opened_on is not None or paper["doc_kind"] in ("deed", "birth_certificate")
    day = site.opened_on or site.today - timedelta(12)
    late = paper["doc_date"] and paper["doc_date"] > text(day)
    return (
        {
            "source_key": site.key(paper["doc_kind"], so_far[paper["doc_kind"]]),
            "seq": seq,
            "archive_group": "",
            "visible_to_owner": True,
            "of_person": None,
            "original_seen": seen and not late,
            "original_seen_on": text(day) if seen and not late else None,
            "doc_no": "",
            "scan": "",
        }
        | paper
        | {"scan": site.scan(paper.get("scan", ""))}
    )


def _of_people(site: Site) -> list[dict]:
    owners = [share.person for share in site.current if share.person["kind"] == "natural"]
    rows = [paper for person in owners for paper in ownership.identity_papers(person)]
    for agent, mandate in zip(site.agents, site.mandates, strict=False):
        rows += ownership.identity_papers(agent, ("attorney_papers",))
        rows.append(_paper("power_of_attorney", mandate["poa_date"], mandate["poa_no"], mandate["notary_office"], 3))
    if any(share.person["kind"] == "legal" for share in site.current):
        rows.append(_paper("gazette", text(site.today - timedelta(500)), "۲۲۱۴۷", "روزنامه رسمی", 1))
    return rows


def _of_the_counter(site: Site) -> list[dict]:
    rng = site.dice("papers")
    slip = site.today - timedelta(rng.randint(30, 300))
    rows = [_paper("renewal_slip", text(slip), str(rng.randint(10**7, 10**8)), _MUNICIPALITY, 1, scan=TEXT_PAGE)]
    if site.number % 3 != 2:
        note = _paper("inquiry", text(slip), f"{rng.randint(100, 999)}/د", _MUNICIPALITY, 1)
        rows.append(note | {"visible_to_owner": False, "archive_group": "inquiry_reply"})
    return rows


def _of_events(site: Site) -> list[dict]:
    papers_by_event = (
        ("surveyed", "utm_survey", "permit", "دفتر نقشه‌برداری", PLAN),
        ("first_visit", "visit_sheet", "permit", _MUNICIPALITY, OLD_FLOOR),
        ("undertaken", "undertaking", "permit", "دفترخانه اسناد رسمی", ""),
        ("permitted", "last_permit", "permit", _MUNICIPALITY, TEXT_PAGE),
        ("rough", "supervisor_report", "completion", "سازمان نظام مهندسی ساختمان", ""),
        ("half_certified", "no_violation", "no_violation", _MUNICIPALITY, ""),
        ("last_visit", "visit_sheet", "completion", _MUNICIPALITY, SKETCH),
        ("completed", "completion", "completion", _MUNICIPALITY, TEXT_PAGE),
        ("inquiry_answered", "inquiry", "inquiry_reply", _MUNICIPALITY, ""),
    )
    return [
        _paper(kind, text(day), _number(site, day), issuer, 1, archive_group=group, scan=scan)
        for event, kind, group, issuer, scan in papers_by_event
        if (day := site.on(event))
    ]


def _of_trials(site: Site) -> list[dict]:
    """Only what was sent to the owner: a verdict is among them once it is served."""
    papers_by_event = (
        ("warned", "warning", "اجرائیات"),
        ("served", "verdict", "کمیسیون ماده ۱۰۰"),
        ("served", "service_notice", "کمیسیون ماده ۱۰۰"),
    )
    return [
        _paper(kind, text(day), _number(site, day), issuer, 2)
        for trial in site.trials
        for event, kind, issuer in papers_by_event
        if (day := trial.on(event, site.today))
    ] + [_paper("defence", text(day), "", "مالک", 2) for trial in site.trials if (day := trial.defended(site.today))]


def _number(site: Site, day: date) -> str:
    return f"{site.district}/{solar_year(day)}/{site.number}"


def _paper(kind: str, day: str | None, number: str, issuer: str, pages: int, **more) -> dict:
    return {"doc_kind": kind, "doc_date": day, "doc_no": number, "issuer": issuer, "pages": pages} | more
