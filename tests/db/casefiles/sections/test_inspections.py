"""Inspection reports: every visit is kept, what changed since the last, and the notice of a land that differs."""

from datetime import date

from feed_lines import fed, sheet, visit
from page_tree import text, tree
from personas import DISTRICT_15, SOLE_OWNER, case_of, signed_in

TODAY = date(2026, 3, 1)
NOTICE = "بیش از ۵ درصد"


def rooms(*areas: tuple[int, str, float]) -> list[dict]:
    return [{"floor": floor, "use_group": use, "area": area} for floor, use, area in areas]


def test_every_visit_is_kept_newest_first():
    file = fed(inspections=[visit("2020-05-01"), visit("2024-05-01"), visit("2022-05-01")])
    told = file.page("inspections", TODAY)["visits"]
    assert [t.visit.visit_no for t in told] == ["v-2024-05-01", "v-2022-05-01", "v-2020-05-01"]
    html = file.html("inspections", "en")
    assert all(no in html for no in ("v-2024-05-01", "v-2022-05-01", "v-2020-05-01"))


def test_a_visit_told_anew_under_its_key_is_corrected_and_the_others_stay():
    from feed_lines import load

    first, second = visit("2020-05-01", notes="پیش"), visit("2024-05-01")
    file = fed(inspections=[first, second])
    assert load(file.line | {"inspections": [first | {"notes": "پس"}]}).bad == []
    notes = [t.visit.notes for t in file.page("inspections", TODAY)["visits"]]
    assert notes == ["", "پس"]


def test_what_changed_since_the_visit_before_is_told_floor_by_floor():
    before = visit("2020-05-01", floors=rooms((0, "residential", 90), (1, "residential", 90)))
    after = visit("2024-05-01", floors=rooms((0, "residential", 60), (0, "commercial", 30), (1, "residential", 90)))
    told = fed(inspections=[before, after]).page("inspections", TODAY)["visits"]
    assert told[0].changes == [((0, "commercial"), 0, 30), ((0, "residential"), 90, 60)]
    assert told[1].changes == []


def test_rooms_of_one_use_on_one_floor_are_one_sum_and_no_change():
    before = visit("2020-05-01", floors=rooms((0, "residential", 90)))
    after = visit("2024-05-01", floors=rooms((0, "residential", 40), (0, "residential", 50)))
    told = fed(inspections=[before, after]).page("inspections", TODAY)["visits"]
    assert told[0].changes == []


def test_a_visit_that_measured_nothing_or_is_void_is_no_difference():
    """The next one is compared with the last that counts, and says with which."""
    home, bigger = rooms((0, "residential", 90)), rooms((0, "residential", 95))
    building = {"structure": "brick", "stage": "complete", "floors_above": 1, "floors_below": 0, "footprint": 90}
    for between in (
        {"access": "no_entry"},
        {"access": "owner_absent", "floors": rooms((0, "residential", 1))},
        {"approval": "void", "floors": rooms((0, "residential", 900))},
        {"buildings": [building | {"total_built": 90}]},
    ):
        visits = [visit("2020-05-01", floors=home), visit("2022-05-01", **between), visit("2024-05-01", floors=bigger)]
        file = fed(inspections=visits)
        told = file.page("inspections", TODAY)["visits"]
        assert [t.changes for t in told] == [[((0, "residential"), 90, 95)], [], []], between
        words = text(tree(file.html("inspections", "en")))
        assert words.count("Differences from the visit of") == 1, between
        assert words.split("Differences from the visit of")[1].startswith(" 12 Ordibehesht 1399"), between


def test_a_floor_that_was_demolished_is_a_difference():
    before = visit("2020-05-01", floors=rooms((0, "residential", 90), (1, "residential", 90)))
    gone = rooms((1, "residential", 90))[0] | {"change_state": "demolished"}
    after = visit("2024-05-01", floors=[*rooms((0, "residential", 90)), gone])
    told = fed(inspections=[before, after]).page("inspections", TODAY)["visits"]
    assert told[0].changes == [((1, "residential"), 90, 0)]


def test_each_visit_says_whether_its_report_was_approved():
    file = fed(inspections=[visit("2020-05-01", approval="void"), visit("2024-05-01", approval="refused")])
    html = file.html("inspections", "en")
    latest, earlier = html.split("Earlier visits")
    assert "Not approved</span>" in latest and 'class="tag bad">Void</span>' in earlier.split("</summary>")[0]
    assert "compared with nothing" in earlier and "compared with nothing" not in latest


def test_land_beyond_five_per_cent_of_its_deed_is_pointed_out():
    for existing, differs in ((105.0, False), (105.01, True), (95.0, False), (94.99, True), (100.0, False)):
        file = fed(inspections=[visit("2024-05-01", area_deed=100, area_existing=existing)])
        assert file.page("inspections", TODAY)["visits"][0].deed_differs is differs, existing
        assert (NOTICE in file.html("inspections")) is differs, existing


def test_land_without_an_area_in_its_deed_is_not_compared():
    told = fed(inspections=[visit("2024-05-01", area_existing=100)]).page("inspections", TODAY)["visits"]
    assert told[0].deed_differs is False


def test_a_visit_that_found_no_one_says_so_and_when_the_next_one_is():
    html = fed(inspections=[visit("2024-05-01", access="owner_absent", next_visit_on="2024-05-20")]).html("inspections")
    assert "۳۱ اردیبهشت ۱۴۰۳" in html


def test_an_announced_visit_waits_through_visits_for_other_requests():
    announcing = visit("2024-11-20", request_no="R1", next_visit_on="2024-12-20")
    answers = {
        ("2024-12-02", "R1"): True,
        ("2024-12-02", "R2"): False,
        ("2024-12-02", ""): False,
        ("2024-12-20", "R2"): True,
        ("2024-11-01", "R1"): False,
    }
    for (at, request), answered in answers.items():
        file = fed(inspections=[announcing, visit(at, request_no=request)])
        assert bool(file.waiting(date(2024, 12, 20))) is not answered, (at, request)
    unnumbered = fed(inspections=[visit("2024-11-20", next_visit_on="2024-12-20"), visit("2024-12-02")])
    assert unnumbered.waiting(date(2024, 12, 10)) == []


def test_a_void_report_announces_no_visit_and_answers_none():
    announced, today = {"next_visit_on": "2024-12-20", "request_no": "R1"}, date(2024, 12, 20)
    for approval, waits in (("approved", True), ("none", True), ("void", False)):
        file = fed(inspections=[visit("2024-11-20", approval=approval, **announced)])
        assert file.waiting(today) == [("visit", "last_day")] * waits, approval
    void = visit("2024-12-02", request_no="R1", approval="void")
    assert fed(inspections=[visit("2024-11-20", **announced), void]).waiting(today) == [("visit", "last_day")]


def test_a_width_in_the_plan_is_told_though_the_width_now_is_not_known():
    side = {"side": "south", "street_name": "کوچه ۱۲"}
    front = side | {"front_existing": 10, "width_planned": 12.5}
    border = side | {"neighbour_kind": "street", "len_existing": 10, "street_width_planned": 13.5}
    file = fed(level_sheets=[sheet(fronts=[front])], inspections=[visit("2024-05-01", boundaries=[border])])
    assert "— → 12.50" in text(tree(file.html("planning", "en")))
    assert "— → 13.50" in text(tree(file.html("inspections", "en")))


def test_the_inspector_is_a_number_and_never_a_name():
    from shahrsazi.casefiles.sections.inspections import Inspection

    fields = {f.name for f in Inspection._meta.get_fields()}
    assert "inspector_no" in fields and not any("name" in f for f in fields)


def test_a_visit_at_night_in_utc_stands_on_its_day_in_tehran():
    made = visit("2024-05-01") | {"visited_at": "2024-05-01T21:30:00+00:00"}
    html = fed(inspections=[made]).html("inspections")
    assert "۱۳ اردیبهشت ۱۴۰۳" in html and "۰۱:۰۰" in html


def test_file_a_shows_its_three_visits_with_areas_and_floors(city):
    html = signed_in(SOLE_OWNER).get(f"/cases/{case_of('A').ref}/inspections/").content.decode()
    assert html.count('<details class="sheet older">') == 2
    assert html.count("<h3>حدود اربعه</h3>") == 3
    for visited in _visits("A"):
        assert _fa(f"{visited.area_existing:.2f}".rstrip("0").rstrip(".")) in html


def _visits(letter: str):
    from shahrsazi.casefiles.sections.inspections import Inspection

    return Inspection._base_manager.using("owner").filter(case=case_of(letter))


def _fa(text: str) -> str:
    return text.translate(str.maketrans("0123456789.", "۰۱۲۳۴۵۶۷۸۹٫"))


def test_the_plot_e_was_visited_once_and_has_no_building(city):
    html = signed_in(DISTRICT_15).get(f"/cases/{case_of('E').ref}/inspections/").content.decode()
    assert "older" not in html and "<h3>ساختمان</h3>" not in html


def test_a_file_never_visited_says_so():
    file = fed()
    assert "تاکنون بازدیدی برای این ملک ثبت نشده است." in file.html("inspections")
    assert file.summary("inspections", TODAY).words == ["بازدیدی ثبت نشده است"]


def test_the_summary_names_the_last_day_and_counts():
    file = fed(inspections=[visit("2020-05-01"), visit("2024-05-01")])
    assert file.summary("inspections", TODAY).words == ["آخرین بازدید: ۱۲ اردیبهشت ۱۴۰۳", "۲ بازدید"]
