"""What a file tells must agree from one service to the next: who asked, who owned, what stood, was judged and paid."""

from datetime import date, timedelta
from itertools import chain

import pytest
from sample_lines import by_key, rows

from samplecity import lines
from samplecity.people import full_name

OF_AGE = timedelta(round(18 * 365.25))
ADDED = ("over_permit", "extra_floor", "no_permit")
EVER = "9999-12-31"


@pytest.fixture(
    scope="module", params=[(5, ""), (7, "2026-11-20"), (11, "2027-04-05")], ids=["usual", "other", "later"]
)
def told(request, city):
    seed, when = request.param
    return list(lines(seed, date.fromisoformat(when), 400)) if when else city


def person_of(line, number):
    return next(person for person in line["people"] if person["number"] == number)


def owners_on(line, day):
    return {full_name(person_of(line, number)) for number in numbers_on(line, day)}


def numbers_on(line, day):
    return [o["person"] for o in line["owners"] if o["effective_from"] <= day < (o["effective_to"] or EVER)]


def requests(line):
    return {action["request_no"]: action for action in line["actions"]}


def asked_for(line, kind):
    return any(action["request_kind"] == kind for action in line["actions"])


def permit(line, kind):
    return next((row for row in line["permits"] if row["permit_kind"] == kind), None)


def visits(line):
    return [visit for visit in line["inspections"] if visit["access"] == "done"]


def verdicts_on(line, violation):
    cases = {c["source_key"] for c in line["commission_cases"] if violation["source_key"] in c["violations"]}
    return [verdict for verdict in line["verdicts"] if verdict["commission_case"] in cases]


def paid_on(line, violation):
    """The day on which its whole fine was paid; far away where it was not."""
    parts = [part for verdict in verdicts_on(line, violation) for part in verdict.get("instalments") or []]
    return max((part["paid_on"] or EVER for part in parts), default=EVER)


def test_every_request_is_made_by_somebody_who_owned_the_property_that_day(told):
    for line, action in rows(told, "actions"):
        assert not action["requester"] or action["requester"] in owners_on(line, action["registered_on"])


def test_the_file_was_formed_before_anything_was_asked_for(told):
    for line in told:
        formed = [a["registered_on"] for a in line["actions"] if a["request_kind"] == "formation"]
        assert not line["actions"] or formed and min(a["registered_on"] for a in line["actions"]) == formed[0]


def test_nobody_owned_land_as_a_child_and_nobody_has_the_fathers_own_name(told):
    for line, owner in rows(told, "owners"):
        person = person_of(line, owner["person"])
        if person["birth_date"]:
            assert date.fromisoformat(owner["effective_from"]) - date.fromisoformat(person["birth_date"]) >= OF_AGE
        assert person["kind"] == "legal" or person["first_name"] != person["father_name"]


def test_every_share_begins_with_a_deed_that_names_its_holders(told):
    for line in told:
        days = {deed["deed_date"] for deed in line["deeds"]}
        assert {owner["effective_from"] for owner in line["owners"]} <= days
        assert [deed["deed_status"] for deed in line["deeds"]] == ["cancelled"] * (len(days) - 1) + ["valid"]
        for deed in line["deeds"]:
            assert set(deed["holders"].split("، ")) == owners_on(line, deed["deed_date"])
            assert (deed["registry_checked_on"] or EVER) >= deed["deed_date"]


def test_a_flat_has_a_deed_of_its_own_only_once_it_stands(told):
    flats = [line for line in told if line["casefile"]["unit_kind"] == "apartment" and line["inspections"]]
    parted = 0
    for line in flats:
        (own,) = [part["area"] for part in line["casefile"]["unit_areas"] if part["part"] == "own"]
        done, land = permit(line, "completion"), line["inspections"][0]["area_existing"]
        for deed in line["deeds"]:
            stands = not asked_for(line, "permit") or bool(done and done["issued_on"] < deed["deed_date"])
            assert deed["area_deed"] == own if stands else deed["area_deed"] == pytest.approx(land, rel=0.12)
            parted += stands and bool(done)
    assert parted > 5


def test_no_two_rows_of_a_file_bear_one_number(told):
    numbers = (
        ("violations", "violation_no"),
        ("verdicts", "verdict_no"),
        ("verdicts", "service_proof"),
        ("deeds", "deed_no"),
        ("permits", "permit_no"),
        ("inspections", "visit_no"),
        ("level_sheets", "sheet_no"),
    )
    for line in told:
        for key, number in numbers:
            borne = [row[number] for row in line[key] if row[number]]
            assert len(borne) == len(set(borne)), (line["casefile"]["file_no"], number)


def test_every_paper_bears_the_number_of_the_row_that_it_is_of(told):
    numbers = {
        "deed": ("deeds", "deed_no"),
        "conveyance": ("deeds", "deed_no"),
        "inheritance": ("deeds", "deed_no"),
        "power_of_attorney": ("mandates", "poa_no"),
        "visit_sheet": ("inspections", "visit_no"),
        "utm_survey": ("level_sheets", "sheet_no"),
        "last_permit": ("permits", "permit_no"),
        "completion": ("permits", "permit_no"),
        "no_violation": ("permits", "permit_no"),
        "warning": ("violations", "violation_no"),
        "verdict": ("verdicts", "verdict_no"),
        "service_notice": ("verdicts", "service_proof"),
    }
    for line, paper in rows(told, "papers"):
        if paper["doc_kind"] in numbers:
            key, number = numbers[paper["doc_kind"]]
            assert paper["doc_no"] in [row[number] for row in line[key]], paper


def test_visits_and_permits_belong_to_a_request_of_their_kind_and_permits_end_a_step_of_it(told):
    for line in told:
        asked = requests(line)
        for visit in line["inspections"]:
            expected = asked[visit["request_no"]]["request_kind"] if visit["request_no"] else ("survey", "patrol")
            assert visit["reason"] in expected
        for row in line["permits"]:
            steps = [a for a in line["actions"] if a["request_no"] == row["request_no"]]
            assert row["issued_on"] in {(a["ended_at"] or "")[:10] for a in steps}


def test_permits_name_the_owners_of_their_day_and_the_place_of_the_file(told):
    for line, row in rows(told, "permits"):
        assert set(row["holders"]) == owners_on(line, row["issued_on"])
        assert line["casefile"]["address"] in row["snapshot"]
        assert row["permit_no"].split("/")[0] == line["casefile"]["renewal_code"].split("-")[0]


def test_the_first_permit_is_for_what_was_approved_as_drawn(told):
    for line in told:
        approved = [
            d for d in line["drawing_sets"] if (d["discipline"], d["review_state"]) == ("architecture", "approved")
        ]
        if first := permit(line, "building_permit"):
            assert approved[-1]["total_area"] == first["total_area"]
            assert all(report["on"] > first["issued_on"] for d in approved for report in d["stage_reports"])


def test_what_is_certified_as_complete_is_what_the_last_visit_measured_less_what_was_removed(told):
    completed = 0
    for line in told:
        if done := permit(line, "completion"):
            (last,) = [v["buildings"][0] for v in visits(line) if v["reason"] == "completion"]
            removed = sum(v["amount"] for v in line["violations"] if v["status"] == "remedied" and v["kind"] in ADDED)
            assert done["total_area"] == pytest.approx(last["total_built"] - removed, abs=0.05)
            completed += 1
    assert completed > 50


def test_a_building_has_the_areas_spaces_and_flats_of_its_permit_and_what_was_added(told):
    for line in told:
        allowed = permit(line, "amendment") or permit(line, "building_permit")
        for visit in visits(line) if allowed else []:
            for building in visit["buildings"]:
                if visit["visited_at"][:10] > allowed["issued_on"] and building["stage"] == "complete":
                    built = building["total_built"] - building["over_or_no_permit"]
                    assert built == pytest.approx(allowed["total_area"], abs=0.05)
                    assert building["parking"] + building["parking_shortfall"] == allowed["parking"]
                    assert building["units"] == allowed["units"]


def test_where_nothing_is_being_built_there_stands_what_the_code_and_the_use_say(told):
    for line in told:
        case, seen = line["casefile"], [visit for visit in visits(line) if visit["buildings"]]
        if case["unit_kind"] == "parcel":
            assert not seen
        elif visits(line) and not asked_for(line, "permit"):
            assert seen
            uses = {floor["use_group"] for visit in seen for floor in visit["floors"]}
            assert case["unit_kind"] != "shop" or "commercial" in uses
            assert case["unit_kind"] != "apartment" or any(
                f["unit_no"] for v in seen for f in v["floors"] if "unit_no" in f
            )


def test_what_was_removed_is_not_seen_again(told):
    assert any(verdict["verdict_kind"] == "demolish" for _, verdict in rows(told, "verdicts"))
    for line in told:
        for violation in line["violations"]:
            if violation["status"] == "remedied" and violation["kind"] in ADDED:
                served = verdicts_on(line, violation)[-1]["served_on"]
                later = [v for v in visits(line) if v["visited_at"][:10] > served and v["buildings"]]
                assert all(visit["buildings"][0]["over_or_no_permit"] == 0 for visit in later)


def test_a_violation_was_found_on_a_visit_and_is_closed_only_when_all_is_paid(told):
    for line, violation in rows(told, "violations"):
        assert violation["found_on"] in {visit["visited_at"][:10] for visit in visits(line)}
        assert (violation["status"] == "closed") == (paid_on(line, violation) < EVER)


def test_a_bill_says_what_its_instalments_say(told):
    for line, verdict in rows(told, "verdicts"):
        parts = verdict.get("instalments") or []
        paid = [bool(part["paid_on"]) for part in parts]
        state = ("bank_confirmed" if all(paid) else "confirmed" if any(paid) else "issued") if paid else None
        assert verdict.get("bill_state") == state
        assert all(
            part["paid_on"] >= verdict["served_on"] for part in verdict.get("instalments") or [] if part["paid_on"]
        )


def test_no_certificate_overlooks_a_violation_that_was_found_before_it(told):
    for line in told:
        for row in filter(None, (permit(line, "no_violation"), permit(line, "completion"))):
            for violation in line["violations"]:
                if violation["found_on"] <= row["issued_on"] and violation["status"] != "remedied":
                    assert paid_on(line, violation) <= row["issued_on"]


def test_the_supervisor_reports_what_stood_against_the_permit_that_day(told):
    for line in told:
        for report in chain.from_iterable(plans["stage_reports"] for plans in line["drawing_sets"]):
            built = [v for v in line["violations"] if v["date_governing"] <= report["on"]]
            standing = [v for v in built if v["status"] != "remedied" and paid_on(line, v) > report["on"]]
            assert not (standing and report["conforms"]) and (built or report["conforms"])


def test_a_verdict_mentions_a_defence_that_was_brought_and_no_other(told):
    for line, verdict in rows(told, "verdicts"):
        case = by_key(line["commission_cases"])[verdict["commission_case"]]
        first = by_key(line["commission_cases"]).get(case.get("after"), case)
        assert bool(first["defence_on"]) == ("لایحه" in verdict["body"])
        assert not case["session_at"] or case["session_at"][:10] <= verdict["issued_at"][:10]


def test_an_appeal_follows_an_objection_that_its_rows_repeat(told):
    for line in told:
        for verdict in line["verdicts"]:
            objections = verdict.get("objections") or []
            assert [row["on"] for row in objections] == ([verdict["objected_on"]] if verdict["objected_on"] else [])
        objected = {v["commission_case"]: v["objected_on"] for v in line["verdicts"]}
        for case in line["commission_cases"]:
            assert case["stage"] == "first" or objected[case["after"]] <= case["received_on"]


def test_a_verdict_is_served_as_its_owner_could_be_reached(told):
    for line, verdict in rows(told, "verdicts"):
        if verdict["service_kind"] == "electronic":
            assert line["casefile"]["opened_on"] <= verdict["served_on"]
        if "بستگان" in verdict["served_to"]:
            kinds = {person_of(line, number)["kind"] for number in numbers_on(line, verdict["served_on"])}
            assert kinds != {"legal"}


def test_the_neighbours_have_plates_of_their_own(told):
    for line in told:
        case = line["casefile"]
        own = f"{case['plate_sub']}/{case['plate_main']}"
        for visit in line["inspections"]:
            plates = [side["adjacent_plate"] for side in visit["boundaries"] if side.get("adjacent_plate")]
            assert len({own, *plates}) == 1 + len(plates)
        for survey in line["surveys"]:
            features = [feature["properties"] for feature in survey["block"]["features"]]
            plates = [about["plate"] for about in features if about["kind"] == "neighbour"]
            assert len({own, *plates}) == 1 + len(plates)


def test_each_street_runs_along_one_side_and_the_address_names_one_of_them(told):
    for line in told:
        for visit in line["inspections"][:1]:
            sides = [side["street_name"] for side in visit["boundaries"] if side.get("street_width_existing")]
            assert len(set(sides)) == len(sides) and any(street in line["casefile"]["address"] for street in sides)
        assert all(sheet["base_street"] in sides for sheet in line["level_sheets"])
