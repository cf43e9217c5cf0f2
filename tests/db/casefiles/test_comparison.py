"""As built against permitted: which papers speak, and what they add up to."""

from datetime import date

import pytest
from feed_lines import fed, permit, rules, visit
from personas import SOLE_OWNER, case_of, signed_in

TODAY = date(2026, 3, 1)


def floors(*rows) -> list[dict]:
    return [{"floor": floor, "use_group": use, "area": area} for floor, use, area in rows]


def seen(at: str = "2025-01-01", *rows, **known) -> dict:
    return visit(at, floors=floors(*rows), **known)


def allowed(issued_on: str, *rows, **known) -> dict:
    return permit(issued_on=issued_on, areas=floors(*rows), permit_no=f"no-{issued_on}", **known)


def compared(**told):
    return fed(**told).page("inspections", TODAY)["compared"]


def by_place(found) -> dict:
    return {(row.floor, row.use): row for row in found.rows}


def numbers(found) -> list[str]:
    return [p.permit_no for p in found.permits]


HOUSE = ((0, "residential", 90.0), (1, "residential", 90.0))


def test_each_floor_and_use_has_what_was_permitted_what_is_there_and_the_difference():
    found = compared(
        permits=[allowed("2023-01-01", *HOUSE, (0, "parking", 25))],
        inspections=[seen("2025-01-01", (0, "residential", 90), (1, "residential", 108.5), (0, "parking", 12))],
    )
    told = {place: (row.permitted, row.measured, row.difference) for place, row in by_place(found).items()}
    assert told == {
        (0, "parking"): (25, 12, -13),
        (0, "residential"): (90, 90, 0),
        (1, "residential"): (90, 108.5, 18.5),
    }


def test_rooms_of_one_use_on_one_floor_are_one_row():
    found = compared(
        permits=[allowed("2023-01-01", (0, "residential", 40), (0, "residential", 50))],
        inspections=[seen("2025-01-01", (0, "residential", 30), (0, "residential", 60.03))],
    )
    (row,) = found.rows
    assert (row.permitted, row.measured, row.difference) == (90, 90.03, 0), "three hundredths are rounding"


def test_what_is_there_and_was_never_permitted_stands_against_nothing():
    row = by_place(
        compared(
            permits=[allowed("2023-01-01", *HOUSE)], inspections=[seen("2025-01-01", *HOUSE, (2, "residential", 50))]
        )
    )
    assert row[2, "residential"].permitted == 0 and row[2, "residential"].difference == 50


def test_without_a_permit_nothing_is_said_to_differ():
    (first, _second) = compared(inspections=[seen("2025-01-01", *HOUSE)]).rows
    assert first.permitted is None and first.difference is None


def test_without_a_visit_nothing_is_said_to_be_built():
    found = compared(permits=[allowed("2023-01-01", *HOUSE)])
    assert [(r.measured, r.difference) for r in found.rows] == [(None, None)] * 2 and found.visit is None


def test_a_file_that_says_nothing_of_a_floor_is_not_compared():
    assert compared() is None and compared(permits=[permit()]) is None
    assert "مقایسه" not in fed().html("inspections")


def test_a_visit_that_found_no_one_is_no_measure():
    found = compared(inspections=[seen("2024-01-01", *HOUSE), visit("2025-01-01", access="owner_absent")])
    assert found.visit.visit_no == "v-2024-01-01" and found.whole[1][1].measured == 180


def test_a_void_report_is_no_measure():
    found = compared(inspections=[seen("2024-01-01", *HOUSE), seen("2025-01-01", HOUSE[0], approval="void")])
    assert found.visit.visit_no == "v-2024-01-01" and found.whole[1][1].measured == 180


def test_a_visit_that_tells_of_a_building_without_its_floors_is_no_measure_of_them():
    found = compared(permits=[allowed("2023-01-01", *HOUSE)], inspections=[visit("2025-01-01", buildings=[BUILDING])])
    assert [row.measured for row in found.rows] == [None, None] and dict(found.whole)["coverage"].measured == 90


def test_the_newest_visit_counts_and_what_it_found_torn_down_does_not():
    gone = [{"floor": 1, "use_group": "residential", "area": 90, "change_state": "demolished"}]
    found = compared(
        permits=[allowed("2023-01-01", *HOUSE)],
        inspections=[seen("2024-01-01", *HOUSE), visit("2025-01-01", floors=[*floors(HOUSE[0]), *gone])],
    )
    assert by_place(found)[1, "residential"].measured == 0 and by_place(found)[1, "residential"].difference == -90


def test_land_that_was_found_bare_is_measured_as_bare():
    found = compared(
        permits=[allowed("2023-01-01", *HOUSE)], inspections=[seen("2024-01-01", *HOUSE), visit("2025-01-01")]
    )
    assert [row.measured for row in found.rows] == [0, 0]


FIRST = allowed("2020-01-01", (0, "residential", 90))
WHICH = {
    "the newest": ([FIRST, allowed("2022-01-01", (0, "residential", 80))], ["no-2022-01-01"], 80),
    "an amendment": (
        [FIRST, allowed("2021-01-01", (0, "residential", 100), permit_kind="amendment", replaces=FIRST["source_key"])],
        ["no-2021-01-01"],
        100,
    ),
    "the final certificate": (
        [FIRST, allowed("2023-01-01", (0, "residential", 101), permit_kind="completion")],
        ["no-2023-01-01"],
        101,
    ),
    "not a draft": ([FIRST, allowed("2022-01-01", (0, "residential", 1), state="draft")], ["no-2020-01-01"], 90),
    "not one that is void": (
        [FIRST, allowed("2022-01-01", (0, "residential", 1), state="void")],
        ["no-2020-01-01"],
        90,
    ),
    "not replaced by a void one": (
        [FIRST, allowed("2022-01-01", (0, "residential", 1), state="void", replaces=FIRST["source_key"])],
        ["no-2020-01-01"],
        90,
    ),
    "though it expired": (
        [allowed("2015-01-01", (0, "residential", 70), state="expired", valid_until="2018-01-01")],
        ["no-2015-01-01"],
        70,
    ),
    "though it was extended": (
        [
            FIRST | {"state": "extended"},
            permit(issued_on="2023-01-01", permit_kind="extension", replaces=FIRST["source_key"]),
        ],
        ["no-2020-01-01"],
        90,
    ),
    "not a certificate that nothing is wrong": (
        [FIRST, allowed("2022-01-01", (0, "residential", 500), permit_kind="no_violation")],
        ["no-2020-01-01"],
        90,
    ),
    "an amendment without areas leaves them": (
        [FIRST, permit(issued_on="2022-01-01", permit_kind="amendment")],
        ["no-2020-01-01"],
        90,
    ),
    "with what was added": (
        [FIRST, allowed("2022-01-01", (0, "residential", 12), permit_kind="addition")],
        ["no-2022-01-01", "no-2020-01-01"],
        102,
    ),
    "an addition in its place": (
        [FIRST, allowed("2022-01-01", (0, "residential", 112), permit_kind="addition", replaces=FIRST["source_key"])],
        ["no-2022-01-01"],
        112,
    ),
    "not what was added to the house before": (
        [allowed("2018-01-01", (0, "residential", 9), permit_kind="addition"), FIRST],
        ["no-2020-01-01"],
        90,
    ),
    "a permit to tear down and build": (
        [FIRST, allowed("2022-01-01", (0, "residential", 200), permit_kind="demolition_permit")],
        ["no-2022-01-01"],
        200,
    ),
}


@pytest.mark.parametrize(("papers", "speaking", "area"), WHICH.values(), ids=WHICH)
def test_the_permit_that_stands_is(papers, speaking, area):
    found = compared(permits=papers)
    assert numbers(found) == speaking and found.rows[0].permitted == area


def test_after_a_permit_to_tear_down_nothing_older_is_permitted():
    found = compared(
        permits=[FIRST, permit(issued_on="2024-01-01", permit_kind="demolition_permit")],
        inspections=[seen("2025-01-01", (0, "residential", 90))],
    )
    assert found.permits == [] and found.rows[0].permitted is None


def test_parking_storage_and_common_parts_stand_there_but_are_not_counted():
    beside = ((0, "parking", 50), (0, "common", 20), (-1, "storage", 10))
    found = compared(
        permits=[allowed("2023-01-01", *HOUSE, *beside)], inspections=[seen("2025-01-01", *HOUSE, *beside)]
    )
    whole = dict(found.whole)
    assert (whole["density"].permitted, whole["density"].measured) == (180, 180)
    assert (whole["total"].permitted, whole["total"].measured) == (260, 260)
    assert {row.use for row in found.rows if not row.counted} == {"parking", "common", "storage"}


def area_of_land(**known) -> dict:
    return {"area_deed": 120, "area_existing": 110, "area_after_correction": 100, "area_in_street": 10} | known


@pytest.mark.parametrize(("base", "limit"), [("after_correction", 180), ("deed", 216), ("", 180)])
def test_the_plan_reckons_on_the_land_that_it_names(base, limit):
    found = compared(
        plan_rules=[rules(density_pct=180, density_base=base)],
        inspections=[seen("2025-01-01", *HOUSE, **area_of_land())],
    )
    density = dict(found.whole)["density"]
    assert density.allowed == pytest.approx(limit) and density.excess is None


def test_more_than_the_plan_allows_is_told_even_if_it_was_permitted():
    found = compared(
        plan_rules=[rules(density_pct=150, coverage_pct=60)],
        permits=[allowed("2023-01-01", *HOUSE)],
        inspections=[seen("2025-01-01", *HOUSE, **area_of_land(), buildings=[BUILDING])],
    )
    whole = dict(found.whole)
    assert whole["density"].difference == 0 and whole["density"].excess == 30
    assert whole["coverage"].allowed == pytest.approx(60) and whole["coverage"].excess == 30


BUILDING = {
    "structure": "brick",
    "stage": "complete",
    "floors_above": 2,
    "floors_below": 0,
    "total_built": 180,
    "footprint": 90,
}


def test_of_single_floors_the_plan_says_only_which_there_may_not_be():
    rows = by_place(
        compared(plan_rules=[rules(floors_allowed=1)], inspections=[seen("2025-01-01", *HOUSE, (1, "parking", 5))])
    )
    assert [rows[place].allowed for place in ((0, "residential"), (1, "residential"), (1, "parking"))] == [
        None,
        0,
        None,
    ]
    assert rows[1, "residential"].excess == 90
    piloti = by_place(
        compared(plan_rules=[rules(floors_allowed=1, on_pilotis=True)], inspections=[seen("2025-01-01", *HOUSE)])
    )
    assert piloti[1, "residential"].allowed is None


def test_a_use_that_the_plan_does_not_name_is_marked_and_a_mixed_one_is_not():
    mixed = {
        use: by_place(
            compared(
                plan_rules=[rules(land_use=use)],
                inspections=[seen("2025-01-01", (0, "commercial", 30), (0, "parking", 9))],
            )
        )
        for use in ("residential", "mixed")
    }
    assert mixed["residential"][0, "commercial"].other_use and not mixed["mixed"][0, "commercial"].other_use
    assert not mixed["residential"][0, "parking"].other_use


@pytest.mark.parametrize("section", ["inspections", "violations"])
def test_both_pages_show_bars_table_papers_and_the_reservation(section):
    file = fed(
        plan_rules=[rules(version="پنج")],
        permits=[allowed("2023-01-01", *HOUSE)],
        inspections=[seen("2025-01-01", HOUSE[0], (1, "residential", 108.5))],
    )
    html = file.html(section, "en").split("As built against permitted")[1]
    assert html.count('class="permitted"') == 3 and html.count('class="surplus"') == 2, (
        "bars, and one of each in the legend"
    )
    for said in (">+18.5</bdi>", "no-2023-01-01", "version پنج", "1 Jan 2025", "for information only", "not said"):
        assert said in html, said


def test_the_pages_of_a_say_the_same_sums_as_its_papers(city):
    html = signed_in(SOLE_OWNER).get(f"/en/cases/{case_of('A').ref}/violations/").content.decode()
    assert "As built against permitted" in html and ">+18.5</bdi>" in html
