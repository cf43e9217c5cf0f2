"""The facts of the sample city that demonstrations and other tests lean on, one by one."""

import json
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import islice

import jsonschema
import pytest
import zstandard
from conftest import ROOT

from samplecity import lines, personas
from samplecity.__main__ import PAPERS, as_json, day, write
from samplecity.drawings import HOUSE
from samplecity.people import COMPANY, STAFF
from samplecity.streets import DISTRICTS

SCHEMA = ROOT / "docs" / "feed" / "casefile.schema.json"
A, B, C, D, E, INCOMPLETE, FIRST_OF_COMPANY = range(7)
OWNER, CO_OWNER, REPRESENTATIVE, ATTORNEY = "1300001232", "1300045671", "1301122335", "1302500171"
EX_OWNER, OWNER_D_E, UNREGISTERED = "1303800268", "1307770010", "1309004447"


def of(city, number):
    return [line for line in city if any(o["person"] == number and not o["effective_to"] for o in line["owners"])]


def person(line, number):
    return next(p for p in line["people"] if p["number"] == number)


def kinds(rows, key):
    return Counter(row[key] for row in rows)


def live(line, today):
    return [m for m in line["mandates"] if m["verified_on"] and m["expires_on"] >= today.isoformat()]


def test_the_same_seed_and_day_give_the_same_bytes(today):
    made = ["\n".join(map(as_json, lines(9, today, 40))) for _ in range(2)]
    assert made[0] == made[1]


def test_another_seed_gives_another_city_but_the_same_sample_people(city, today):
    other = list(lines(6, today, 20))
    assert other[:6] == city[:6]
    assert other[7:] != city[7:20]


def test_more_files_change_none_of_the_first(city, today):
    assert list(islice(lines(5, today, 10**6), 400)) == city


def test_every_line_keeps_the_contract(city):
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf8")))
    for line in city:
        validator.validate(line)


@pytest.mark.parametrize("when", ["2026-03-21", "2026-04-02", "2027-03-25", "2026-09-24"])
def test_the_fixed_facts_hold_on_any_day(when):
    when = date.fromisoformat(when)
    first = list(lines(5, when, 7))
    test_a_is_the_rich_house_of_district_5(first)
    test_a_has_a_verdict_within_its_term_and_an_older_one_paid_in_instalments(first, when)
    test_a_has_five_permits_of_which_one_expired_and_one_was_replaced(first)
    test_a_has_one_current_request_with_one_open_defect(first, when)
    test_a_verdict_on_c_is_given_but_not_served(first, when)
    test_nothing_else_on_c_gives_its_verdict_away(first)


def test_the_day_is_taken_in_either_calendar():
    assert day("1405/08/29") == day("2026-11-20") == date(2026, 11, 20)


def test_a_is_the_rich_house_of_district_5(city):
    line = city[A]
    assert line["casefile"]["renewal_code"] == personas.CODE_A == "5-3-120-7-1-0-0"
    assert line["casefile"]["place"] == "خیابان حکیم نظامی، کوچه ۱۲"
    assert [o["person"] for o in line["owners"] if not o["effective_to"]] == [OWNER]
    assert person(line, OWNER)["mobile"] and person(line, OWNER)["email"]
    counts = {
        key: len(line[key])
        for key in ("deeds", "inspections", "plan_rules", "level_sheets", "drawing_sets", "violations", "permits")
    }
    assert counts == {
        "deeds": 2,
        "inspections": 3,
        "plan_rules": 1,
        "level_sheets": 2,
        "drawing_sets": 2,
        "violations": 3,
        "permits": 5,
    }
    assert len([p for p in line["papers"] if p["visible_to_owner"]]) >= 9
    assert [d["revision"] for d in line["drawing_sets"]] == [0, 1]


def test_the_visits_to_a_lie_over_years_and_show_the_house_growing(city):
    visits = city[A]["inspections"]
    years = [v["visited_at"][:4] for v in visits]
    assert len(set(years)) == 3 and years == sorted(years)
    assert [v["buildings"][0]["stage"] for v in visits] == ["complete", "rough", "complete"]
    assert visits[0]["buildings"][0]["structure"] != visits[2]["buildings"][0]["structure"]


def test_a_has_a_verdict_within_its_term_and_an_older_one_paid_in_instalments(city, today):
    older, fresh = city[A]["verdicts"]
    assert fresh["served_on"] == (today - timedelta(4)).isoformat()
    assert (fresh["finality"], fresh["objected_on"]) == ("open", None)
    assert (older["finality"], older["bill_state"], len(older["instalments"])) == (
        "final_unopposed",
        "bank_confirmed",
        6,
    )
    assert all(part["paid_on"] for part in older["instalments"])
    assert {case["stage"] for case in city[A]["commission_cases"]} == {"first"}


def test_a_has_five_permits_of_which_one_expired_and_one_was_replaced(city):
    states = kinds(city[A]["permits"], "state")
    assert (states["expired"], states["replaced"], states.total()) == (1, 1, 5)


def test_a_has_one_current_request_with_one_open_defect(city, today):
    actions = city[A]["actions"]
    assert len(actions) >= 15
    assert len({a["request_no"] for a in actions if a["request_state"] == "current"}) == 1
    (open_one,) = [a for a in actions if a["defect_state"] == "to_complete"]
    assert open_one["defect_text"] and open_one["next_action"] and open_one["due"] > today.isoformat()


def test_the_attorneys_mandate_for_a_has_expired(city, today):
    (mandate,) = city[A]["mandates"]
    assert (mandate["principal"], mandate["agent"]) == (OWNER, ATTORNEY)
    assert mandate["expires_on"] < (today - timedelta(50)).isoformat()


def test_b_belongs_to_two_owners_of_2_and_4_dang(city):
    current = {o["person"]: (o["land_share"], o["land_of"]) for o in city[B]["owners"] if not o["effective_to"]}
    assert current == {CO_OWNER: (2, 6), REPRESENTATIVE: (4, 6)}
    assert city[B]["casefile"]["renewal_code"].startswith("3-")


def test_the_attorneys_mandate_for_b_is_live(city, today):
    (mandate,) = live(city[B], today)
    assert (mandate["principal"], mandate["agent"], mandate["capacity"]) == (REPRESENTATIVE, ATTORNEY, "attorney")
    assert mandate["scope"] == ["view", "follow_up", "object"]
    assert [m["source_key"] for line in city for m in live(line, today) if m["agent"] == ATTORNEY] == [
        mandate["source_key"]
    ]


def test_c_is_a_flat_of_district_6_bought_two_years_ago(city, today):
    line = city[C]
    assert line["casefile"]["unit_kind"] == "apartment" and line["casefile"]["renewal_code"].startswith("6-")
    seller, owner = line["owners"]
    assert (seller["person"], owner["person"]) == (EX_OWNER, CO_OWNER)
    assert seller["effective_to"] == owner["effective_from"]
    assert 725 <= (today - date.fromisoformat(owner["effective_from"])).days <= 745
    assert of(city, EX_OWNER) == []


def test_a_verdict_on_c_is_given_but_not_served(city, today):
    (verdict,) = city[C]["verdicts"]
    assert verdict["issued_at"][:10] <= today.isoformat()
    assert (verdict["served_on"], verdict["service_kind"]) == (None, "")


def test_nothing_else_on_c_gives_its_verdict_away(city):
    (violation,) = city[C]["violations"]
    assert (violation["status"], violation["k"]) == ("referred", None)
    assert not {"verdict", "service_notice"} & {p["doc_kind"] for p in city[C]["papers"]}
    assert not [a for a in city[C]["actions"] if a["step"] == "commission" and a["ended_at"]]


def test_d_is_in_district_15_and_e_in_district_10_and_one_person_owns_both(city):
    assert of(city, OWNER_D_E) == [city[D], city[E]]
    assert [city[i]["casefile"]["renewal_code"].split("-")[0] for i in (D, E)] == ["15", "10"]
    assert city[D]["casefile"]["opened_on"] and city[E]["casefile"]["opened_on"]


def test_e_has_no_violations_no_drawings_no_permits(city):
    assert not any(city[E][key] for key in ("violations", "commission_cases", "verdicts", "drawing_sets", "permits"))


def test_the_company_owns_300_files_and_one_mandate_covers_them_all(city):
    owned = of(city, COMPANY)
    assert len(owned) == 300
    assert {line["casefile"]["renewal_code"].split("-")[0] for line in owned} == {str(d) for d in range(1, 15)}
    assert all(line["casefile"]["opened_on"] for line in owned)
    (mandate,) = [m for line in city for m in line["mandates"] if m["agent"] == REPRESENTATIVE]
    assert (mandate["principal"], mandate["every_file"], mandate["capacity"]) == (COMPANY, True, "representative")
    assert mandate in city[FIRST_OF_COMPANY]["mandates"]


def test_the_representative_is_reached_by_email_only(city):
    reached = person(city[B], REPRESENTATIVE)
    assert (reached["mobile"], bool(reached["email"])) == ("", True)


def test_the_sixth_file_is_not_open_for_want_of_a_national_card(city):
    line = city[INCOMPLETE]
    assert line["casefile"]["opened_on"] is None
    assert person(line, UNREGISTERED)["registered_on"] is None
    (other,) = {o["person"] for o in line["owners"]} - {UNREGISTERED}
    assert [p["of_person"] for p in line["papers"] if p["doc_kind"] == "national_card"] == [UNREGISTERED]
    assert person(line, other)["registered_on"] is None


def test_everyone_else_of_the_sample_may_sign_in(city):
    for line, number in ((A, OWNER), (B, CO_OWNER), (B, REPRESENTATIVE), (B, ATTORNEY), (C, EX_OWNER), (D, OWNER_D_E)):
        assert person(city[line], number)["registered_on"]


def test_the_staff_are_not_in_the_feed(city):
    assert not {p["number"] for line in city for p in line["people"]} & set(STAFF)


def test_all_fifteen_districts_have_files_and_each_empty_section_is_met(city):
    assert {line["casefile"]["renewal_code"].split("-")[0] for line in city} == {str(d) for d in DISTRICTS}
    for key in (
        "deeds",
        "papers",
        "inspections",
        "plan_rules",
        "level_sheets",
        "drawing_sets",
        "violations",
        "permits",
        "actions",
    ):
        filled = sum(bool(line[key]) for line in city)
        assert filled > 50 and (filled < 400 or key in ("deeds", "papers"))


def test_every_kind_of_property_is_met(city):
    cases = [line["casefile"] for line in city]
    assert kinds(cases, "property_type").keys() == {"house", "apartment", "shop", "land", "garden", "complex"}
    assert kinds(cases, "unit_kind").keys() == {"parcel", "building", "apartment", "device", "shop"}
    assert {p["kind"] for line in city for p in line["people"]} == {"natural", "legal", "foreign"}


def test_the_papers_lie_beside_the_feed(city, tmp_path):
    write(city[:1], tmp_path / "city.ndjson")
    assert json.loads((tmp_path / "city.ndjson").read_text("utf8")) == city[A]
    named = {p["scan"] for p in city[A]["papers"]} | {s["scan"] for d in city[A]["drawing_sets"] for s in d["sheets"]}
    assert {f.name for f in (tmp_path / "papers").iterdir()} == {name for name in named if name}
    assert [f.name for f in PAPERS.iterdir()] == [HOUSE]


def test_a_name_that_ends_in_zst_has_the_same_lines_packed(city, tmp_path):
    few = [line | {"papers": [], "drawing_sets": []} for line in city[4:6]]
    write(few, tmp_path / "city.ndjson")
    write(few, tmp_path / "city.ndjson.zst")
    with zstandard.open(tmp_path / "city.ndjson.zst", "rb") as packed:
        assert packed.read() == (tmp_path / "city.ndjson").read_bytes()


def test_a_told_moment_is_one_of_tehran(city, today):
    assert city[A]["as_of"] == "2026-11-20T00:00:00+03:30"
    assert all(datetime.fromisoformat(line["as_of"]).date() == today for line in city)
