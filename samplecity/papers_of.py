"""The documents in a sample file (`papers` in the feed): each bears the number and the day of the row that it is of."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from samplecity import ownership
from samplecity.days import office_day, text
from samplecity.site import Site

_MUNICIPALITY, _COMMISSION = "شهرداری اصفهان", "کمیسیون ماده ۱۰۰"
_NOTARY = "دفترخانه ۱۱۴ اصفهان"
_TO_BUILD = ("building_permit", "amendment")
_OF_PERMITS = {"no_violation": "no_violation", "completion": "completion", "inquiry_reply": "inquiry"}


def papers(site: Site, line: dict) -> list[dict]:
    """In the order of the file, oldest first; documents without a date are last."""
    rows = [ownership.deed_paper(deed) for deed in line["deeds"]] + _of_people(site)
    if not site.sparse:
        rows += [*_of_the_counter(site), *_of_the_land(site, line), *_of_permits(line), *_of_the_commission(site, line)]
    rows.sort(key=lambda paper: paper["doc_date"] or "9")
    seen: Counter = Counter()
    return [_filed(site, seq, paper, seen) for seq, paper in enumerate(rows, 1)]


def _filed(site: Site, seq: int, paper: dict, so_far: Counter) -> dict:
    kind = paper["doc_kind"]
    so_far[kind] += 1
    seen = site.opened_on is not None or kind in ("deed", "birth_certificate")
    day = site.opened_on or site.today - timedelta(12)
    late = paper["doc_date"] and paper["doc_date"] > text(day)
    key = site.key(kind, so_far[kind])
    return {
        "source_key": key,
        "seq": seq,
        "archive_group": "",
        "visible_to_owner": True,
        "of_person": None,
        "original_seen": seen and not late,
        "original_seen_on": text(day) if seen and not late else None,
        "doc_no": "",
        "scan": site.scan_of(key, kind, paper["pages"]),
    } | paper


def _of_people(site: Site) -> list[dict]:
    owners = [share.person for share in site.current]
    rows = [paper for person in owners for paper in ownership.identity_papers(person)]
    for agent, mandate in zip(site.agents, site.mandates, strict=False):
        rows += ownership.attorney_papers(agent)
        rows.append(_paper("power_of_attorney", mandate["poa_date"], mandate["poa_no"], mandate["notary_office"], 2))
    if any(person["kind"] == "legal" for person in owners):
        noticed = office_day(site.today - timedelta(500))
        rows.append(_paper("gazette", text(noticed), "22147", "روزنامه رسمی", 1))
    return rows


def _of_the_counter(site: Site) -> list[dict]:
    rng = site.dice("papers")
    slip = office_day(site.today - timedelta(rng.randint(30, 300)))
    rows = [_paper("renewal_slip", text(slip), str(rng.randint(10**7, 10**8)), _MUNICIPALITY, 1)]
    if site.number % 3 != 2:
        note = _paper("inquiry", text(slip), f"{rng.randint(100, 999)}/د", _MUNICIPALITY, 1)
        rows.append(note | {"visible_to_owner": False, "archive_group": "inquiry_reply", "scan": ""})
    return rows


def _of_the_land(site: Site, line: dict) -> Iterator[dict]:
    for visit in line["inspections"]:
        if visit["reason"] in ("permit", "completion") and visit["access"] == "done":
            sheet = _paper("visit_sheet", visit["visited_at"][:10], visit["visit_no"], _MUNICIPALITY, 2)
            yield sheet | {"archive_group": visit["reason"]}
    if site.on("surveyed"):
        sheet = line["level_sheets"][-1]
        yield _in("permit", _paper("utm_survey", sheet["issued_on"], sheet["sheet_no"], "دفتر نقشه‌برداری", 1))
    if signed := site.on("undertaken"):
        number = str(site.dice("undertaking").randint(10_000, 99_999))
        yield _in("permit", _paper("undertaking", text(signed), number, _NOTARY, 1))
    if reported := site.on("rough"):
        number = f"{site.number:06}/{site.district}"
        yield _in("completion", _paper("supervisor_report", text(reported), number, "سازمان نظام مهندسی ساختمان", 1))


def _of_permits(line: dict) -> Iterator[dict]:
    """The last permit to build, and whatever else of lasting worth was issued."""
    rows = [row for row in line["permits"] if row["permit_kind"] in _TO_BUILD]
    if rows:
        yield _in("permit", _of_permit(rows[-1], "last_permit"))
    for row in line["permits"]:
        if kind := _OF_PERMITS.get(row["permit_kind"]):
            yield _in(row["permit_kind"], _of_permit(row, kind))


def _of_permit(row: dict, kind: str) -> dict:
    return _paper(kind, row["issued_on"], row["permit_no"], _MUNICIPALITY, 1)


def _of_the_commission(site: Site, line: dict) -> Iterator[dict]:
    """Only what was sent to the owner: a verdict is among them once it is served."""
    trials = (trial for trial in site.trials for _ in trial.violations)
    for trial, violation in zip(trials, line["violations"], strict=True):
        if warned := trial.on("warned", site.today):
            yield _paper("warning", text(warned), violation["violation_no"], "اجرائیات", 1)
    for case in line["commission_cases"]:
        if case["defence_on"]:
            yield _paper("defence", case["defence_on"], "", "مالک", 1)
    for verdict in line["verdicts"]:
        if served := verdict["served_on"]:
            yield _paper("verdict", served, verdict["verdict_no"], _COMMISSION, 2)
            yield _paper("service_notice", served, verdict["service_proof"], _COMMISSION, 1)


def _in(group: str, paper: dict) -> dict:
    return paper | {"archive_group": group}


def _paper(kind: str, day: str | date | None, number: str, issuer: str, pages: int) -> dict:
    return {"doc_kind": kind, "doc_date": day, "doc_no": number, "issuer": issuer, "pages": pages}
