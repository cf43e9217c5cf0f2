"""What must add up in every file of the sample city: shares, areas, fines, instalments, and days in their order."""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import atan2, degrees, dist

import pytest

from samplecity import lines
from samplecity.trials import NOTES
from shahrsazi.persian import identifiers

_BEARINGS = {
    "north": 0,
    "north_east": 45,
    "east": 90,
    "south_east": 135,
    "south": 180,
    "south_west": 225,
    "west": 270,
    "north_west": 315,
}


def rows(city, key):
    return [(line, row) for line in city for row in line[key]]


def ring(points):
    return [(p["x"], p["y"]) for p in points]


def edges(points):
    return list(zip(points, [*points[1:], points[0]], strict=True))


def signed_area(points):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in edges(points)) / 2


def by_key(rows):
    return {row["source_key"]: row for row in rows}


def test_current_shares_make_exactly_the_whole(city):
    for line in city:
        current = [o for o in line["owners"] if not o["effective_to"]]
        assert sum(Fraction(o["land_share"], o["land_of"]) for o in current) == 1
        assert sum(Fraction(o["building_share"], o["building_of"]) for o in current) == 1


def test_everyone_named_is_among_the_people_and_everyone_listed_is_named(city):
    for line in city:
        named = {o["person"] for o in line["owners"]} | {p["of_person"] for p in line["papers"] if p["of_person"]}
        named |= {m[role] for m in line["mandates"] for role in ("principal", "agent")}
        assert named == {p["number"] for p in line["people"]}


def test_a_person_is_the_same_in_every_line(city):
    seen = {}
    for _, person in rows(city, "people"):
        assert seen.setdefault(person["number"], person) == person


def test_every_number_passes_the_rules_and_none_can_be_a_living_persons(city):
    for _, person in rows(city, "people"):
        check = {
            "natural": identifiers.national_code,
            "legal": identifiers.legal_id,
            "foreign": identifiers.foreigner_code,
        }
        assert check[person["kind"]](person["number"]) == person["number"]
        assert person["kind"] != "natural" or person["number"][:3] in ("130", "131")
        assert re.fullmatch("(09(55|60|45)[0-9]{7})?", person["mobile"])
        assert re.fullmatch("([a-z0-9]+@example[.]ir)?", person["email"])
        assert identifiers.postal_code(person["residence_postal"]) == person["residence_postal"]


def test_no_two_people_share_a_mobile(city):
    mobiles = {p["number"]: p["mobile"] for _, p in rows(city, "people") if p["mobile"]}
    assert max(Counter(mobiles.values()).values()) == 1


def test_codes_and_file_numbers_name_one_file_each(city):
    cases = [line["casefile"] for line in city]
    assert len({c["renewal_code"] for c in cases}) == len({c["file_no"] for c in cases}) == len(city)
    for case in cases:
        assert identifiers.renewal_code(case["renewal_code"]) == case["renewal_code"]
        assert identifiers.renewal_kind(case["renewal_code"]) == case["unit_kind"] or case["unit_kind"] == "device"
        assert identifiers.postal_code(case["postal_code"]) and not identifiers.postal_code_warnings(
            case["postal_code"], True
        )


def test_source_keys_are_unique(city):
    for line in city:
        for key in line.keys() - {"as_of", "casefile", "people"}:
            assert len(by_key(line[key])) == len(line[key])
    assert len({m["source_key"] for _, m in rows(city, "mandates")}) == len(rows(city, "mandates"))


def test_outlines_run_clockwise_round_the_land_within_the_city(city):
    for line in city:
        points = ring(line["casefile"]["outline"])
        assert 4 <= len(points) <= 6 and points[0] != points[-1]
        assert signed_area(points) < 0
        assert all(555_000 <= x <= 570_500 and 3_605_000 <= y <= 3_625_000 for x, y in points)


def test_each_side_faces_the_way_it_is_called_and_has_its_length(city):
    for line, visit in rows(city, "inspections"):
        points, sides = ring(line["casefile"]["outline"]), visit["boundaries"]
        assert len(sides) == len(points) and sides[0]["side"] == "north"
        for (a, b), side in zip(edges(points), sides, strict=True):
            outward = degrees(atan2(-(b[1] - a[1]), b[0] - a[0])) % 360
            off = abs((outward - _BEARINGS[side["side"]] + 180) % 360 - 180)
            assert off < 30 and side["len_existing"] == pytest.approx(dist(a, b), abs=0.01)


def test_the_areas_of_a_visit_agree_with_the_outline_and_with_each_other(city):
    for line, visit in rows(city, "inspections"):
        assert visit["area_existing"] == pytest.approx(-signed_area(ring(line["casefile"]["outline"])), rel=0.01)
        assert visit["area_existing"] - visit["area_after_correction"] == pytest.approx(
            visit["area_in_street"], abs=0.01
        )
        for building in visit["buildings"]:
            assert sum(floor["area"] for floor in visit["floors"]) == pytest.approx(building["total_built"], abs=0.05)
            assert building["footprint"] <= visit["area_after_correction"]


def test_a_building_only_grows_from_visit_to_visit(city):
    order = ["land", "excavation", "foundation", "frame", "rough", "finishing", "complete"]
    for line in city:
        begun = next((r["on"] for d in line["drawing_sets"] for r in d["stage_reports"]), "9")
        new = [v["buildings"][0] for v in line["inspections"] if v["buildings"] and v["visited_at"][:10] >= begun]
        stages = [order.index(b["stage"]) for b in new]
        assert stages == sorted(stages)
        assert [b["total_built"] for b in new] == sorted(b["total_built"] for b in new)


def test_the_strip_of_a_sheet_is_what_the_street_takes(city):
    for line, sheet in rows(city, "level_sheets"):
        lost = abs(signed_area(ring(sheet["outline"]))) - abs(signed_area(ring(sheet["outline_after"])))
        assert lost == pytest.approx(sheet["setback_area"], abs=0.02)
        assert sum(f.get("setback_area", 0) for f in sheet["fronts"]) == pytest.approx(sheet["setback_area"], abs=0.02)
        assert [f["side"] for f in sheet["fronts"]] == [b["side"] for b in line["inspections"][0]["boundaries"]]
    for line in city:
        if line["level_sheets"]:
            assert line["level_sheets"][-1]["setback_area"] == line["inspections"][-1]["area_in_street"]


def test_sides_are_moved_in_by_half_of_what_the_street_widens(city):
    for _, sheet in rows(city, "level_sheets"):
        before, after = (edges(ring(sheet[key])) for key in ("outline", "outline_after"))
        for front, (a, b), (p, _) in zip(sheet["fronts"], before, after, strict=True):
            away = abs((b[0] - a[0]) * (a[1] - p[1]) - (a[0] - p[0]) * (b[1] - a[1])) / dist(a, b)
            assert away == pytest.approx(front.get("setback", 0), abs=0.03)
            if front.get("width_existing"):
                assert front["setback"] == (front["width_planned"] - front["width_existing"]) / 2


def test_permits_and_drawings_add_up_and_keep_to_the_plan(city):
    for _, permit in rows(city, "permits"):
        if permit.get("areas"):
            assert sum(a["area"] for a in permit["areas"]) == pytest.approx(permit["total_area"], abs=0.02)
    for line, drawing in rows(city, "drawing_sets"):
        assert sum(a["area"] for a in drawing["design_areas"]) == pytest.approx(drawing["total_area"], abs=0.02)
        rules, after = line["plan_rules"][0], line["inspections"][0]["area_after_correction"]
        lived = sum(
            a["area"] for a in drawing["design_areas"] if a["use_group"] in ("residential", "commercial", "office")
        )
        assert lived <= after * rules["density_pct"] / 100


def test_drawings_cite_a_plan_order_and_a_licence_that_held_on_their_day(city):
    for line, drawing in rows(city, "drawing_sets"):
        (order,) = [p for p in line["permits"] if p["permit_no"] == drawing["plan_order_no"]]
        assert order["issued_on"] < drawing["submitted_on"] <= order["valid_until"]
        assert drawing["submitted_on"] <= drawing["licence_valid_until"]


def test_fines_are_reckoned_from_area_and_value(city):
    for _, fault in rows(city, "violations"):
        base = Fraction(str(fault["amount"])) * fault["unit_value"]
        if fault["note_no"] in NOTES:
            assert (fault["fine_min"], fault["fine_max"]) == (
                NOTES[fault["note_no"]].min_times * base,
                NOTES[fault["note_no"]].max_times * base,
            )
        if fault.get("area_existing") is not None:
            assert fault["area_existing"] - fault["area_allowed"] == pytest.approx(fault["amount"])


def test_a_fine_is_k_times_area_times_value_and_within_its_range(city):
    for line, verdict in rows(city, "verdicts"):
        case = by_key(line["commission_cases"])[verdict["commission_case"]]
        faults = [by_key(line["violations"])[key] for key in case["violations"]]
        if verdict["verdict_kind"] == "fine":
            assert sum(f["fine_min"] for f in faults) <= verdict["amount"] <= sum(f["fine_max"] for f in faults)
            if verdict["served_on"]:
                assert verdict["amount"] == sum(
                    Fraction(str(f["k"])) * Fraction(str(f["amount"])) * f["unit_value"] for f in faults
                )


def test_instalments_make_the_amount_less_the_discount(city):
    billed = [v for _, v in rows(city, "verdicts") if v.get("instalments")]
    assert len(billed) > 10
    for verdict in billed:
        assert sum(part["amount"] for part in verdict["instalments"]) == verdict["amount"] - verdict["discount"]
        assert [part["due"] for part in verdict["instalments"]] == sorted(
            part["due"] for part in verdict["instalments"]
        )


def test_a_case_goes_its_way_in_the_order_of_the_law(city, today):
    for line, case in rows(city, "commission_cases"):
        steps = [
            case["received_on"],
            case["invited_on"],
            case["defence_on"],
            case["answer_due"],
            (case["session_at"] or "")[:10],
        ]
        verdict = next((v for v in line["verdicts"] if v["commission_case"] == case["source_key"]), None)
        steps += [verdict["issued_at"][:10], verdict["served_on"]] if verdict else []
        steps = [step for step in steps if step]
        assert (
            steps == sorted(steps)
            and min(by_key(line["violations"])[k]["found_on"] for k in case["violations"]) <= steps[0]
        )
        if case["invited_on"]:
            assert date.fromisoformat(case["answer_due"]) - date.fromisoformat(case["invited_on"]) == timedelta(10)
        if verdict and verdict["objected_on"]:
            assert (
                0 < (date.fromisoformat(verdict["objected_on"]) - date.fromisoformat(verdict["served_on"])).days <= 10
            )


def test_an_appeal_follows_its_first_case_before_another_panel(city):
    appeals = [(line, case) for line, case in rows(city, "commission_cases") if case["stage"] == "appeal"]
    assert len(appeals) > 5
    for line, case in appeals:
        first = by_key(line["commission_cases"])[case["after"]]
        assert (
            first["stage"] == "first"
            and first["panel_no"] != case["panel_no"]
            and first["violations"] == case["violations"]
        )


def test_a_verdict_is_final_only_when_nobody_can_object_any_more(city, today):
    for _, verdict in rows(city, "verdicts"):
        if verdict["finality"] == "final_unopposed":
            assert verdict["served_on"] < (today - timedelta(10)).isoformat() and not verdict["objected_on"]
        if not verdict["served_on"]:
            assert not verdict.get("instalments") and verdict["finality"] in ("open", "final_appeal")


def test_permits_follow_each_other(city, today):
    for line, permit in rows(city, "permits"):
        replaced = by_key(line["permits"]).get(permit["replaces"])
        assert (
            not permit["replaces"]
            or replaced["state"] in ("replaced", "extended")
            and replaced["issued_on"] <= permit["issued_on"]
        )
        past = permit["valid_until"] and permit["valid_until"] < today.isoformat()
        assert permit["state"] in ("replaced", "extended") or (permit["state"] == "expired") == bool(past)
        assert permit["holders"] and re.fullmatch("[A-Z2-9]{26}", permit["verify_code"])


def test_no_completion_while_a_fine_is_unpaid(city):
    for line in city:
        if any(p["permit_kind"] == "completion" for p in line["permits"]):
            assert all(
                p["paid_on"]
                for v in line["verdicts"]
                if "completion" in _requests_after(line, v)
                for p in v.get("instalments", [])
            )


def _requests_after(line, verdict):
    return {
        a["request_kind"]
        for a in line["actions"]
        if a["step"] == "commission" and (a["ended_at"] or "")[:10] == verdict["served_on"]
    }


def test_steps_follow_each_other_in_office_hours_of_working_days(city):
    for line in city:
        for request in {a["request_no"] for a in line["actions"]}:
            steps = [a for a in line["actions"] if a["request_no"] == request]
            moments = [m for a in steps for m in (a["started_at"], a["ended_at"]) if m]
            assert [datetime.fromisoformat(m) for m in moments] == sorted(datetime.fromisoformat(m) for m in moments)
            assert all(a["ended_at"] for a in steps[:-1])
            assert {a["request_state"] for a in steps} == {"closed" if steps[-1]["ended_at"] else "current"}


def test_no_office_works_on_a_friday(city):
    moments = [a[key] for _, a in rows(city, "actions") for key in ("started_at", "ended_at")]
    moments += [v["visited_at"] for _, v in rows(city, "inspections")] + [
        c["session_at"] for _, c in rows(city, "commission_cases")
    ]
    for moment in filter(None, moments):
        moment = datetime.fromisoformat(moment)
        assert moment.weekday() not in (3, 4)
        assert 7 <= moment.hour < 14


def test_a_file_has_at_most_one_request_under_way(city):
    for line in city:
        assert len({a["request_no"] for a in line["actions"] if a["request_state"] == "current"}) <= 1


def test_no_file_is_open_before_all_its_owners_are_registered(city, today):
    for line in city:
        opened, owners = line["casefile"]["opened_on"], {o["person"] for o in line["owners"] if not o["effective_to"]}
        registered = [p["registered_on"] for p in line["people"] if p["number"] in owners]
        assert opened is None or all(registered) and max(registered) <= opened <= today.isoformat()


def test_identity_papers_and_only_those_belong_to_a_person(city):
    for _, paper in rows(city, "papers"):
        assert bool(paper["of_person"]) == (
            paper["doc_kind"] in ("birth_certificate", "national_card", "attorney_papers")
        )


def test_nothing_has_happened_that_is_still_to_come(city, today):
    dated = (
        "issued_on",
        "found_on",
        "submitted_on",
        "reviewed_on",
        "received_on",
        "served_on",
        "registered_on",
        "doc_date",
        "visited_at",
        "issued_at",
    )
    for line in city:
        for row in (row for value in line.values() if isinstance(value, list) for row in value):
            assert all((row.get(key) or "")[:10] <= today.isoformat() for key in dated)


def test_a_million_files_are_streamed(today):
    made = lines(5, today, 10**6)
    assert next(made)["casefile"]["file_no"] == "05/000001"
