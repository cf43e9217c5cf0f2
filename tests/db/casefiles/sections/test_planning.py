"""Plan rules and frontage-and-level sheets: the version that answered, the current sheet, the parcel drawn to scale."""

import re
from datetime import date

from blocks import LAND, city_block, corners, polygon, survey
from feed_lines import fed, rules, sheet, visit
from page_tree import text, tree, unisolated
from personas import DISTRICT_15, SOLE_OWNER, case_of, signed_in

TODAY, SVG = date(2026, 3, 1), "{http://www.w3.org/2000/svg}"
SQUARE = corners(LAND)
SIDES = [
    {"side": "north", "front_existing": 10.0, "adjacent_plate": "12/4781"},
    {"side": "east", "front_existing": 20.0},
    {
        "side": "south",
        "front_existing": 10.0,
        "street_name": "کوچه ۱۲",
        "width_existing": 8,
        "width_planned": 10,
        "setback": 1,
    },
    {"side": "west", "front_existing": 20.0},
]


def page_of_a(language: str = "") -> str:
    return unisolated(signed_in(SOLE_OWNER).get(f"{language}/cases/{case_of('A').ref}/planning/").content.decode())


def test_the_newest_rules_answer_with_their_version():
    file = fed(
        plan_rules=[rules(version="OLD", approved_on="2019-01-01"), rules(version="NEW", approved_on="2024-01-01")]
    )
    told = file.page("planning", TODAY)
    assert told["rules"].version == "NEW" and [r.version for r in told["older_rules"]] == ["OLD"]
    assert "NEW" in file.html("planning")


def test_the_starred_rules_are_all_on_the_page():
    html = fed(plan_rules=[rules(density_pct=182.5)]).html("planning")
    for words in ("طرح تفصیلی آزمون", "مسکونی", "۱۸۲٫۵٪", "۶۰٪", "R122", "۱۱ دی ۱۴۰۱"):
        assert words in html, words


def test_a_density_of_zero_and_no_floors_are_shown_and_not_left_out():
    html = fed(plan_rules=[rules(density_pct=0, coverage_pct=0, floors_allowed=0)]).html("planning")
    assert html.count("۰٪") >= 2 and "NaN" not in html


def test_the_existing_use_stands_beside_the_approved_one():
    """domain.md §3.3.a and V5: show both side by side, never the word violation."""
    seen = visit("2024-05-01", floors=[{"floor": 0, "use_group": "commercial", "area": 90}])
    html = fed(plan_rules=[rules(land_use="residential")], inspections=[seen]).html("planning")
    assert "تجاری" in html and "مسکونی" in html and "تخلف" not in html.split('<main id="main"')[1].split("</main>")[0]


HOME, SHOP = ({"floor": 0, "use_group": use, "area": 90} for use in ("residential", "commercial"))
OTHER_USE = "The use found at the last visit differs from the approved use."


def stands_there(plan: dict, *visits: dict):
    """What the page says of what stands there, and what the comparison of the same file says of all that counts."""
    file = fed(plan_rules=[plan], inspections=list(visits))
    compared = file.page("inspections", TODAY)["compared"]
    return file.page("planning", TODAY)["existing"], dict(compared.whole)["density"] if compared else None, file


def test_what_was_demolished_does_not_stand_there():
    gone = SHOP | {"floor": 1, "change_state": "demolished"}
    existing, counted, file = stands_there(rules(), visit("2025-01-01", floors=[HOME, gone], area_existing=100))
    assert (existing.density, existing.uses, counted.measured) == (90, ["residential"], 90)
    assert OTHER_USE not in file.html("planning", "en")


def test_what_stands_there_is_in_per_cent_of_the_land_that_the_plan_names():
    land = {"area_deed": 120, "area_existing": 110, "area_after_correction": 100, "area_in_street": 10}
    building = {"structure": "brick", "stage": "complete", "floors_above": 1, "floors_below": 0, "total_built": 90}
    seen = visit("2025-01-01", floors=[HOME], buildings=[building | {"footprint": 90}], **land)
    for base, percent in (("deed", 75), ("after_correction", 90), ("", 90)):
        existing, counted, _file = stands_there(rules(density_pct=80, density_base=base), seen)
        assert existing.density == existing.coverage == percent, base
        assert (existing.density > 80) is bool(counted.excess), base


def test_a_mixed_plan_has_every_use():
    for use, differs in (("mixed", False), ("commercial", False), ("residential", True)):
        existing, _counted, file = stands_there(rules(land_use=use), visit("2024-05-01", floors=[SHOP]))
        assert existing.other_use is differs and (OTHER_USE in file.html("planning", "en")) is differs, use


def test_of_bare_land_no_earlier_building_is_said():
    visits = [visit("2024-01-01", floors=[SHOP], area_existing=100), visit("2025-01-01", area_existing=100)]
    existing, _counted, file = stands_there(rules(), *visits)
    assert (existing.uses, existing.density, existing.coverage, existing.floors) == ([], 0, 0, 0)
    assert OTHER_USE not in file.html("planning", "en")


def test_a_void_visit_or_one_without_an_entry_says_nothing_of_what_stands_there():
    for known in ({"approval": "void"}, {"access": "no_entry"}):
        first, second = visit("2024-01-01", floors=[HOME]), visit("2025-01-01", floors=[SHOP], **known)
        assert stands_there(rules(), first, second)[0].uses == ["residential"], known


def test_rules_whose_time_is_over_say_so_on_their_page_on_the_card_and_in_the_comparison():
    file = fed(plan_rules=[rules(valid_until="2026-03-01")], inspections=[visit("2024-01-01", floors=[HOME])])
    for today, ended in ((date(2026, 3, 1), False), (date(2026, 3, 2), True)):
        assert file.page("planning", today)["rules_ended"] is ended
        assert ("اعتبار این ضوابط پایان یافته است" in file.summary("planning", today).words) is ended
    assert 'class="tag bad">اعتبار پایان‌یافته' in file.html("planning")
    assert "اعتبار این ضوابط در ۱۰ اسفند ۱۴۰۴ پایان یافته است." in text(tree(file.html("inspections")))


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


def drawing(page):
    return page.find(f".//figure/{SVG}svg")


def test_every_side_of_the_drawing_leads_to_its_row_and_every_row_back_to_its_side(city):
    page = tree(page_of_a())
    sides = {a.get("id"): a for a in drawing(page).iter(f"{SVG}a")}
    rows = {tr.get("id"): tr for tr in page.iter("tr") if tr.get("id")}
    assert len(sides) == len(rows) == 5
    for row in rows.values():
        (back,) = [a.get("href") for a in row.iter("a")]
        assert sides[back.removeprefix("#")].get("href") == f"#{row.get('id')}"


def test_a_side_says_the_length_that_its_row_says(city):
    page = tree(page_of_a())
    for side in drawing(page).iter(f"{SVG}a"):
        (row,) = [tr for tr in page.iter("tr") if f"#{tr.get('id')}" == side.get("href")]
        (said,) = [t.text for t in side.iter(f"{SVG}text")]
        assert said in text(row) and said in text(side.find(f"{SVG}title"))


def test_the_drawing_is_named_and_everything_of_it_stands_in_tables_too(city):
    page = tree(page_of_a())
    assert drawing(page).get("aria-label") and drawing(page).get("role") == "group", "its sides are links"
    captions = [text(c) for c in page.iter("caption")]
    assert len(captions) == 3, captions
    cells = {text(e) for e in page.iter() if e.tag in ("td", "th")}
    heights = [t.text for t in page.iter(f"{SVG}text") if t.get("class") == "height"]
    assert heights and set(heights) <= cells
    assert {"کوچه شهید فلاح", "کوچه ۱۲", "R122"} <= cells


def test_every_sign_of_the_drawing_is_in_its_legend(city):
    page = tree(page_of_a())
    drawn = {p.get("class") for p in page.iter(f"{SVG}path") if p.get("d", "").startswith("M-")}
    shown = {p.get("class") for li in page.iter("li") for p in li.iter(f"{SVG}path")}
    assert {
        "neighbour",
        "existing",
        "after_correction",
        "setback",
        "chamfer",
        "deeded",
        "building",
        "zone",
    } <= drawn | shown
    assert drawn - {"road", None} <= shown


def test_the_block_is_the_same_paths_seen_from_further_away(city):
    page = tree(page_of_a())
    (use,) = page.iter(f"{SVG}use")
    assert use.get("href") == "#block" and sum(g.get("id") == "block" for g in page.iter(f"{SVG}g")) == 1


def test_a_sheet_without_a_survey_is_drawn_from_its_own_outline():
    file = fed(level_sheets=[sheet(outline=SQUARE, fronts=SIDES)])
    drawing = file.page("planning", TODAY)["drawing"]
    assert [s.row for s in drawing.near.sides] == [1, 2, 3, 4]
    assert "<use" not in file.html("planning") and 'id="side-4"' in file.html("planning")


def test_only_a_survey_of_the_current_sheet_is_drawn():
    old, new = (
        sheet(sheet_no="OLD", issued_on="2019-01-01"),
        sheet(sheet_no="NEW", issued_on="2025-01-01", outline=SQUARE),
    )
    older = fed(level_sheets=[old, new], surveys=[survey(sheet_no="OLD")]).page("planning", TODAY)
    assert older["survey"] is None and older["drawing"].area == 200
    newer = fed(
        level_sheets=[old, new], surveys=[survey(sheet_no="OLD"), survey(sheet_no="NEW", surveyed_on="2025-02-02")]
    )
    assert newer.page("planning", TODAY)["survey"].surveyed_on == date(2025, 2, 2)


def test_land_drawn_more_than_five_per_cent_off_what_was_measured_is_said():
    for measured, noted in ((200, False), (210, False), (211, True), (188, True)):
        file = fed(
            level_sheets=[sheet()], surveys=[survey()], inspections=[visit("2024-05-01", area_existing=measured)]
        )
        assert bool(file.page("planning", TODAY)["notes"]) is noted, measured


def test_sides_that_do_not_add_up_to_the_drawing_are_said():
    for north, noted in ((10, False), (11.2, False), (11.3, True)):
        fronts = [SIDES[0] | {"front_existing": north}, *SIDES[1:]]
        file = fed(level_sheets=[sheet(fronts=fronts)], surveys=[survey()])
        assert bool(file.page("planning", TODAY)["notes"]) is noted, north


def test_the_case_page_and_the_list_read_no_geometry(city):
    from shahrsazi.database.query_counter import round_trips

    client, case = signed_in(SOLE_OWNER), case_of("A")
    read = {}
    for address in (f"/cases/{case.ref}/", "/cases/", f"/cases/{case.ref}/planning/"):
        with round_trips() as trips:
            assert client.get(address).status_code == 200
        read[address] = "casefiles_survey" in str(trips)
    assert list(read.values()) == [False, False, True]


def test_the_picture_of_five_hundred_parcels_is_under_sixty_kilobytes():
    import brotli

    made = survey(*city_block(), sheet_no="9-1404-1")
    html = fed(level_sheets=[sheet(fronts=SIDES)], surveys=[made]).html("planning")
    pictures = "".join(re.findall("<svg.*?</svg>", html, re.DOTALL))
    print(f"{len(pictures)} bytes, {len(brotli.compress(pictures.encode(), quality=5))} in brotli")
    assert pictures.count("z") > 499 and len(brotli.compress(pictures.encode(), quality=5)) <= 60_000


def _area(points) -> float:
    following = points[1:] + points[:1]
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, following, strict=True))) / 2


def test_the_drawing_and_the_sheet_of_a_agree_on_the_area_taken(city):
    from shahrsazi.casefiles.sections.planning import LevelSheet

    last = LevelSheet._base_manager.using("owner").filter(case=case_of("A")).order_by("-issued_on").first()
    before, after = ([(p["x"], p["y"]) for p in points] for points in (last.outline, last.outline_after))
    assert abs(_area(before) - _area(after) - float(last.setback_area)) < 1


def test_outlines_that_are_no_area_break_no_page_and_it_says_so():
    one, line = SQUARE[:1], SQUARE[:2]
    for outline in (one, line, [one[0]] * 4, corners([(-15e3, 0), (15e3, 1), (0, 5)])):
        page = fed(level_sheets=[sheet(outline=outline, fronts=SIDES)]).html("planning")
        assert "<figure" not in page and "بیش از بیست کیلومتر" in page


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


def test_what_lies_beyond_the_edges_of_the_drawing_is_named_on_its_page():
    far = polygon("building", [(90, 0), (99, 0), (99, 9)], what="گلخانه")
    file = fed(level_sheets=[sheet(fronts=SIDES)], surveys=[survey(polygon("existing", LAND), far)])
    page = unisolated(file.html("planning")).translate({0x2068: None, 0x2069: None})
    assert "بیرون از محدوده رسم: بنا گلخانه." in page
