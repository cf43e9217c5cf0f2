"""Plan rules and frontage-and-level sheets: the version that answered, the current sheet, and the parcel drawn to scale."""

import re
from datetime import date

from html_of import tree
from lines import fed, rules, sheet, visit
from personas import DISTRICT_15, SOLE_OWNER, case_of, signed_in

TODAY, SVG = date(2026, 3, 1), "{http://www.w3.org/2000/svg}"
SQUARE = [{"x": 0, "y": 20}, {"x": 10, "y": 20}, {"x": 10, "y": 0}, {"x": 0, "y": 0}]
SIDES = [
    {"side": "north", "front_existing": 10.0, "adjacent_plate": "12/4781"}, {"side": "east", "front_existing": 20.0},
    {"side": "south", "front_existing": 10.0, "street_name": "کوچه ۱۲", "width_existing": 8, "width_planned": 10, "setback": 1},
    {"side": "west", "front_existing": 20.0},
]  # fmt: skip


def page_of_a(language: str = "") -> str:
    return signed_in(SOLE_OWNER).get(f"{language}/cases/{case_of('A').ref}/planning/").content.decode()


def test_the_newest_rules_answer_with_their_version():
    file = fed(
        plan_rules=[rules(version="OLD", approved_on="2019-01-01"), rules(version="NEW", approved_on="2024-01-01")]
    )
    told = file.page("planning", TODAY)
    assert told["rules"].version == "NEW" and [r.version for r in told["older_rules"]] == ["OLD"]
    assert "NEW" in file.html("planning")


def test_the_starred_rules_are_all_on_the_page():
    html = fed(plan_rules=[rules(density_pct=182.5)]).html("planning")
    for words in ("طرح تفصیلی آزمون", "مسکونی", "۱۸۲٫۵٪", "۶۰٪", "R۱۲۲", "۱۱ دی ۱۴۰۱"):
        assert words in html, words


def test_a_density_of_zero_and_no_floors_are_shown_and_not_left_out():
    html = fed(plan_rules=[rules(density_pct=0, coverage_pct=0, floors_allowed=0)]).html("planning")
    assert html.count("۰٪") >= 2 and "NaN" not in html


def test_the_existing_use_stands_beside_the_approved_one():
    """domain.md §3.3.a and V5: show both side by side, never the word violation."""
    seen = visit("2024-05-01", floors=[{"floor": 0, "use_group": "commercial", "area": 90}])
    html = fed(plan_rules=[rules(land_use="residential")], inspections=[seen]).html("planning")
    assert "تجاری" in html and "مسکونی" in html and "تخلف" not in html.split('<main id="main"')[1].split("</main>")[0]


def test_only_the_last_sheet_is_current_and_the_earlier_ones_stay_to_be_read():
    file = fed(
        level_sheets=[sheet(sheet_no="FIRST", issued_on="2019-01-01"), sheet(sheet_no="LAST", issued_on="2025-01-01")]
    )
    told = file.page("planning", TODAY)
    assert told["sheet"].sheet_no == "LAST" and [s.sheet_no for s in told["older_sheets"]] == ["FIRST"]
    html = file.html("planning")
    assert html.index("LAST") < html.index("FIRST")


def test_a_sheet_is_over_the_day_after_its_last():
    file = fed(level_sheets=[sheet(valid_until="2026-03-01")])
    assert file.page("planning", date(2026, 3, 1))["sheet_ended"] is False
    assert file.page("planning", date(2026, 3, 2))["sheet_ended"] is True


def test_the_parcel_is_drawn_with_the_same_scale_both_ways():
    picture = fed(level_sheets=[sheet(outline=SQUARE, fronts=SIDES)]).page("planning", TODAY)["picture"]
    points = [tuple(map(float, p.split(","))) for p in picture["outline"].split()]
    wide, high = (
        max(x for x, _ in points) - min(x for x, _ in points),
        max(y for _, y in points) - min(y for _, y in points),
    )
    assert abs(high / wide - 2) < 0.01
    assert points[0][1] < points[2][1], "north is up"
    bar = picture["bar"]
    assert abs(bar["length"] / bar["metres"] - wide / 10) < 0.05, "the bar measures what the parcel measures"


def test_every_side_of_the_drawing_stands_in_the_table_too(city):
    page = tree(page_of_a())
    svg = page.find(f".//figure/{SVG}svg")
    drawn = [t.text for t in svg.iter(f"{SVG}text") if re.search("[۰-۹]", t.text) and "متر" not in t.text]
    cells = {"".join(td.itertext()).strip() for td in page.iter("td")}
    assert len(drawn) == 5 and set(drawn) <= cells
    assert svg.get("role") == "img" and svg.get("aria-label")


def test_the_outlines_of_a_fit_into_the_picture_and_the_corrected_land_is_smaller(city):
    svg = tree(page_of_a()).find(f".//figure/{SVG}svg")
    _, _, width, height = map(int, svg.get("viewBox").split())
    areas = {}
    for polygon in svg.iter(f"{SVG}polygon"):
        points = [tuple(map(float, p.split(","))) for p in polygon.get("points").split()]
        assert all(0 <= x <= width and 0 <= y <= height for x, y in points)
        areas[polygon.get("class")] = _area(points)
    assert areas["land"] < areas["strip"] == areas["edge"]


def _area(points) -> float:
    following = points[1:] + points[:1]
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, following, strict=True))) / 2


def test_the_drawing_and_the_sheet_of_a_agree_on_the_area_taken(city):
    from shahrsazi.casefiles.sections.planning import LevelSheet

    last = LevelSheet._base_manager.using("owner").filter(case=case_of("A")).order_by("-issued_on").first()
    before, after = ([(p["x"], p["y"]) for p in points] for points in (last.outline, last.outline_after))
    assert abs(_area(before) - _area(after) - float(last.setback_area)) < 1


def test_outlines_that_are_no_area_break_no_page():
    one, line = SQUARE[:1], SQUARE[:2]
    for outline in (one, line, [one[0]] * 4, [{"x": -1e300, "y": 0}, {"x": 1e300, "y": 1}, {"x": 0, "y": 5}]):
        html = fed(level_sheets=[sheet(outline=outline, fronts=SIDES)]).html("planning")
        assert "nan" not in html.lower().split("<svg", 2)[-1].split("</svg>")[0].replace("aria", "")


def test_levels_below_the_bench_mark_keep_their_sign():
    html = fed(level_sheets=[sheet(street_level=-0.6)]).html("planning")
    assert re.search("[-−]۰٫۶۰", html)


def test_the_lane_of_a_is_told_with_its_width_now_and_in_the_plan(city):
    html = page_of_a()
    assert "کوچه ۱۲" in html and re.search("۸٫۰۰ ← ۱۰٫۰۰", html)
    assert re.search("8.00 → 10.00", page_of_a("/en"))


def test_the_plot_e_has_rules_and_an_honest_word_for_the_missing_sheet(city):
    html = signed_in(DISTRICT_15).get(f"/cases/{case_of('E').ref}/planning/").content.decode()
    assert "برگ بر و کف برای این ملک صادر نشده است." in html


def test_a_file_without_rules_and_sheets_says_so_twice():
    file = fed()
    html = file.html("planning")
    assert "ضوابط طرح تفصیلی برای این ملک ثبت نشده است." in html
    assert "برگ بر و کف برای این ملک صادر نشده است." in html
    assert len(file.summary("planning", TODAY).words) == 1
