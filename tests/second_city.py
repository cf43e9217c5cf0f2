"""Run as a program: another city from its profile and twenty property files alone; prints what its owner sees, as JSON.

A process of its own, because the settings are made from one profile. The database of DATABASE_URL is empty before.
"""

import json
import os
from pathlib import Path

OWNER = "1300009993"  # of the numbers that are not issued
EAST, NORTH = 520_000.0, 3_350_000.0  # a corner of the land, in metres of UTM zone 40


def lines() -> list[dict]:
    """Twenty houses of one owner, over all districts; the first one surveyed."""
    return [_line(index) for index in range(20)]


def _line(index: int) -> dict:
    district = index % 8 + 1
    person = {"number": OWNER, "first_name": "پروین", "last_name": "رودانی", "registered_on": "2021-01-01"}
    share = {"land_share": 1, "land_of": 1, "building_share": 1, "building_of": 1, "effective_from": "2020-01-01"}
    return {
        "as_of": "2026-01-02T00:00:00+03:30",
        "casefile": {
            "renewal_code": f"{district}-1-{index + 1}-1-1-0-0",
            "unit_kind": "building",
            "property_type": "house",
            "file_no": f"{district}/{index + 1}",
            "place": f"کوچه {index + 1}",
            "address": f"رودان‌شهر، کوچه {index + 1}",
            "plate_main": 100 + index,
            "registry_section": 1,
            "registry_office": "upper",
            "opened_on": "2021-01-01",
            "postal_code": "7616111111",
        },
        "people": [person],
        "owners": [{"source_key": f"owner-{index}", "person": OWNER} | share],
    } | (_surveyed() if index == 0 else {})


def _surveyed() -> dict:
    land = [(0, 0), (0, 20), (10, 20), (10, 0), (0, 0)]
    feature = {
        "type": "Feature",
        "properties": {"kind": "existing"},
        "geometry": {"type": "Polygon", "coordinates": [[[EAST + x, NORTH + y] for x, y in land]]},
    }
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32640"}}
    sheet = {
        "source_key": "sheet-1",
        "sheet_no": "1",
        "issued_on": "2024-01-01",
        "surveyor_no": "7",
        "base_street": "کوچه ۱",
        "street_level": 0,
        "bench_mark": "پلاک ۱",
        "fronts": [],
    }
    block = {"type": "FeatureCollection", "crs": crs, "features": [feature]}
    survey = {"source_key": "survey-1", "sheet_no": "1", "surveyed_on": "2024-01-01", "block": block}
    return {"level_sheets": [sheet], "surveys": [survey]}


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import translation

    from shahrsazi.commands.setup import set_up_database
    from shahrsazi.feed.loader import load

    set_up_database()
    call_command("collectstatic", interactive=False, verbosity=0)
    feed = Path(os.environ["SHAHRSAZI_STATE"]) / "feed.ndjson"
    with translation.override("en"):
        feed.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines()), "utf8")
        good = load(feed)
        feed.write_text(json.dumps(_of_another_city(), ensure_ascii=False), "utf8")
        foreign = load(feed)
    print(json.dumps({"good": good.good, "bad": good.bad, "foreign": foreign.bad} | _pages(), ensure_ascii=False))


def _of_another_city() -> dict:
    """A district that this city has not."""
    line = _line(0)
    line["casefile"]["renewal_code"] = "12-1-1-1-1-0-0"
    return line


def _pages() -> dict:
    from django.conf import settings
    from django.test import Client

    from shahrsazi.casefiles.casefile import CaseFile
    from shahrsazi.credentials import sessions
    from shahrsazi.people.models import Person

    client = Client()
    home, guide = (client.get(path).content.decode() for path in ("/", "/en/guide/"))
    owner = Person.objects.using("feed").get(number=OWNER)
    client.cookies[settings.SESSION_COOKIE] = sessions.begin(owner.id, level=2, device="test")
    surveyed = CaseFile.in_feed.get(renewal_code="1-1-1-1-1-0-0")
    return {
        "home": home,
        "guide": guide,
        "list": client.get("/cases/").content.decode(),
        "planning": client.get(f"/cases/{surveyed.ref}/planning/").content.decode(),
    }


if __name__ == "__main__":
    main()
