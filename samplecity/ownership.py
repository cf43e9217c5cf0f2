"""Service 1 of a sample file: owners and mandates, deeds, and the documents of both."""

from datetime import date, timedelta
from random import Random

from samplecity.days import last_office_day, office_day, plain, solar_year, text
from samplecity.people import full_name
from samplecity.site import Share, Site
from samplecity.streets import persian

_SINGLE_PAGE_SINCE = 1390
_SIDE_WORDS = {
    "north": "شمالاً",
    "east": "شرقاً",
    "south": "جنوباً",
    "west": "غرباً",
    "north_east": "شمال شرقی",
    "south_east": "جنوب شرقی",
    "south_west": "جنوب غربی",
    "north_west": "شمال غربی",
}


def owners(site: Site) -> list[dict]:
    return [_ownership(site, number, share) for number, share in enumerate(site.shares, 1)]


def _ownership(site: Site, number: int, share: Share) -> dict:
    return {
        "source_key": site.key("owner", number),
        "person": share.person["number"],
        "land_share": share.part,
        "land_of": share.whole,
        "building_share": share.part,
        "building_of": share.whole,
        "effective_from": text(share.since),
        "effective_to": text(share.until),
    }


def people(site: Site) -> list[dict]:
    """Everyone whom the line names, once."""
    named = [share.person for share in site.shares] + site.agents
    return list({person["number"]: person for person in named}.values())


def deeds(site: Site) -> list[dict]:
    """One deed for each day on which the file changed hands, and one for a flat that was parted from its building; the
    last is the current one."""
    rng = site.dice("deeds")
    bought = sorted({share.since for share in site.shares})
    parted = site.parted_on
    days = sorted({*bought, *([parted] if parted and parted > bought[0] else [])})
    return [_deed(site, rng, number, day, day == days[-1]) for number, day in enumerate(days, 1)]


def _deed(site: Site, rng: Random, number: int, day: date, last: bool) -> dict:
    single = solar_year(day) >= _SINGLE_PAGE_SINCE
    held = site.holders_on(day)
    return {
        "source_key": site.key("deed", number),
        "deed_kind": _kind(site, single, last and day != site.parted_on, len(held)),
        "deed_no": str(rng.randint(10_000, 99_999)),
        "deed_date": text(day),
        "notary_office_no": str(rng.randint(1, 390)),
        "notary_city": "اصفهان",
        "serial_no": f"{rng.randint(1, 999_999):06}",
        "serial_series": f"{rng.choice('الفبدهو')}/{solar_year(day) % 100:02}",
        **(_electronic(rng, day) if single else _in_books(rng)),
        "tenure": _tenure(site, len(held)),
        "tenure_scope": "building" if _endowed(site) else "both",
        "area_deed": flat_area(site) if site.is_flat_on(day) else deed_area(site),
        "bounds": _bounds(site),
        "easements": "طبق قانون و مقررات ثبت" if last else "",
        "encumbrances": _encumbrances(site, rng, day) if last else [],
        "deed_status": "valid" if last else "cancelled",
        "registry_checked_on": text(max(last_office_day(site.opened_on - timedelta(3)), day))
        if last and site.opened_on
        else None,
        "holders": "، ".join(full_name(person) for person in held)[:200],
    }


def _kind(site: Site, single: bool, last: bool, holders: int) -> str:
    """Some owners hold something less than a title deed."""
    if last and holders > 2:
        return "inheritance"
    unusual = (
        {11: "conveyance", 18: "private_contract", 5: "duplicate"}.get(site.number % 23)
        if last and site.number > 6
        else ""
    )
    return unusual or ("single_page" if single else "booklet")


def _endowed(site: Site) -> bool:
    return site.number % 37 == 9


def _tenure(site: Site, holders: int) -> str:
    return "endowment" if _endowed(site) else "undivided" if holders > 1 else "whole"


def deed_area(site: Site) -> float:
    """The land's, with the small error of old surveys, which is large in a few files."""
    off = Random(f"{site.code}/deed").uniform(-0.02, 0.02) + (0.08 if site.number % 31 == 17 else 0)
    return float(round(site.land.area * (1 + off), 1))


def flat_area(site: Site) -> float:
    rooms = site.building.rooms if site.building else []
    return next(room.area for room in rooms if room.unit_no)


def _electronic(rng: Random, day: date) -> dict:
    return {"ebook_no": f"{solar_year(day)}203020{rng.randrange(10**8):08}"}


def _in_books(rng: Random) -> dict:
    return {"book_no": rng.randint(20, 900), "page_no": rng.randint(1, 590), "entry_no": rng.randint(5_000, 190_000)}


def _bounds(site: Site) -> list[dict]:
    return [{"side": s.name, "text": _bound_text(s), "length": round(s.length, 1)} for s in site.land.sides]


def _bound_text(side) -> str:
    if side.is_corner:
        return f"{_SIDE_WORDS[side.name]}، پخی است به {side.street}"
    if side.on_street:
        return f"{_SIDE_WORDS[side.name]}، درب و دیواری است به {side.street}"
    return f"{_SIDE_WORDS[side.name]}، دیوار به دیوار پلاک {persian(side.plate)}"


def _encumbrances(site: Site, rng: Random, day: date) -> list[dict]:
    if rng.random() < 0.8:
        return []
    since = min(office_day(day + timedelta(rng.randint(20, 400))), site.today)
    return [
        {
            "kind": "mortgage",
            "beneficiary": "بانک مسکن، شعبه مرکزی اصفهان",
            "amount": rng.randint(20, 90) * 100_000_000,
            "since": plain(since),
            "until": plain(site.today + timedelta(rng.randint(400, 3000))),
            "letter_no": f"{rng.randint(1000, 9999)}/{solar_year(since)}",
        }
    ]


def mandate(site: Site, number: int, principal: str, agent: str, **fields) -> dict:
    rng = site.dice(f"mandate/{number}")
    return {
        "source_key": site.key("mandate", number),
        "principal": principal,
        "agent": agent,
        "capacity": "attorney",
        "scope": [],
        "poa_no": str(rng.randint(10_000, 99_999)),
        "notary_office": f"دفترخانه {persian(rng.randint(1, 390))} اصفهان",
    } | fields


def deed_paper(deed: dict) -> dict:
    """What an owner brings as the deed; some bring a paper that nobody registered."""
    kind = _PAPER_KINDS.get(deed["deed_kind"], "deed")
    issuers = {
        "conveyance": f"دفترخانه {persian(deed['notary_office_no'])} اصفهان",
        "private_contract": "متعاملین",
        "inheritance": "شورای حل اختلاف اصفهان",
    }
    return {
        "doc_kind": kind,
        "doc_no": deed["deed_no"],
        "doc_date": deed["deed_date"],
        "issuer": issuers.get(deed["deed_kind"], "اداره ثبت اسناد و املاک"),
        "archive_group": "estate",
        "pages": 2 if deed["deed_kind"] in ("booklet", "conveyance", "private_contract") else 1,
    }


_PAPER_KINDS = {"conveyance": "conveyance", "private_contract": "conveyance", "inheritance": "inheritance"}


def identity_papers(person: dict) -> list[dict]:
    """Of an owner; a company has none."""
    if person["kind"] == "natural":
        born = _identity("birth_certificate", person, person["birth_cert_no"], person["birth_date"])
        return [born, _identity("national_card", person)]
    return [_identity("passport", person, "", None, "اداره کل امور اتباع")] if person["kind"] == "foreign" else []


def attorney_papers(agent: dict) -> list[dict]:
    return [_identity("attorney_papers", agent)]


def _identity(kind: str, person: dict, number: str = "", day: str | None = None, issuer: str = "ثبت احوال") -> dict:
    return {
        "doc_kind": kind,
        "doc_no": number,
        "doc_date": day,
        "issuer": issuer,
        "pages": 1,
        "of_person": person["number"],
    }
