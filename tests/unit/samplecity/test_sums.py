"""What must add up in every file of the sample city: people, shares, outlines, areas, fines and instalments."""

import re
from collections import Counter
from fractions import Fraction
from math import atan2, degrees, dist

import pytest
from sample_lines import by_key, rows

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


def ring(points):
    return [(p["x"], p["y"]) for p in points]


def edges(points):
    return list(zip(points, [*points[1:], points[0]], strict=True))


def signed_area(points):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in edges(points)) / 2


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


def test_identity_papers_and_only_those_belong_to_a_person(city):
    for _, paper in rows(city, "papers"):
        assert bool(paper["of_person"]) == (
            paper["doc_kind"] in ("birth_certificate", "national_card", "passport", "attorney_papers")
        )


def test_a_million_files_are_streamed(today):
    made = lines(5, today, 10**6)
    assert next(made)["casefile"]["file_no"] == "05/000001"
