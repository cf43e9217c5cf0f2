"""Architectural drawings: by discipline, newest revision first, with what the review still asks for."""

from datetime import date

from feed_lines import PDF, drawings, fed
from personas import DISTRICT_15, SOLE_OWNER, case_of, signed_in

TODAY = date(2026, 3, 1)
OPEN, CLOSED = {"text": "رمپ تنگ است", "open": True}, {"text": "نما کم است", "open": False}


def test_each_discipline_shows_its_newest_revision_and_keeps_the_earlier_ones():
    file = fed(drawing_sets=[drawings(0), drawings(10), drawings(9), drawings(1, discipline="structure")])
    told = file.page("drawings", TODAY)["disciplines"]
    assert [(new.discipline, new.revision, [s.revision for s in old]) for new, old in told] == [
        ("architecture", 10, [9, 0]),
        ("structure", 1, []),
    ]
    html = file.html("drawings")
    assert all(f"بازنگری {n}" in html for n in ("۱۰", "۹", "۰"))


def test_a_new_set_of_plans_takes_the_place_of_an_older_one_whatever_its_revision():
    old = drawings(3, plan_set_no="OLD", submitted_on="2010-01-01", review_state="approved")
    file = fed(drawing_sets=[old, drawings(0, plan_set_no="NEW", submitted_on="2025-01-01", remarks=[OPEN])])
    told = file.page("drawings", TODAY)["disciplines"]
    assert [(new.plan_set_no, [s.plan_set_no for s in older]) for new, older in told] == [("NEW", ["OLD"])]
    assert file.summary("drawings", TODAY).tags == [("", "نیازمند اصلاح"), ("act", "۱ ایراد باز")]


def test_the_card_names_the_discipline_that_is_furthest_from_approved():
    for state, words in (("refused", "سازه: رد شده"), ("sent", "سازه: ارسال‌شده")):
        sets = [drawings(1, review_state="approved"), drawings(0, discipline="structure", review_state=state)]
        summary = fed(drawing_sets=sets).summary("drawings", TODAY)
        assert summary.tags == [("", words)] and "۰" in summary.words[0], state
    both = [drawings(1, discipline=name, review_state="approved") for name in ("architecture", "structure")]
    assert fed(drawing_sets=both).summary("drawings", TODAY).tags == [("good", "تأیید شده")]


def test_open_and_closed_remarks_are_told_apart():
    html = fed(drawing_sets=[drawings(0, remarks=[OPEN, CLOSED])]).html("drawings")
    first, second = html.index("رمپ تنگ است"), html.index("نما کم است")
    assert 'class="tag act"' in html[html.index('<ul class="remarks"') : first]
    assert 'class="tag good"' in html[first:second]


def test_the_summary_counts_the_open_remarks_of_the_newest_revision_only():
    file = fed(drawing_sets=[drawings(0, remarks=[OPEN, OPEN]), drawings(1, remarks=[OPEN, CLOSED])])
    summary = file.summary("drawings", TODAY)
    assert ("act", "۱ ایراد باز") in summary.tags and "بازنگری ۱" in summary.words[0]


def test_open_remarks_of_another_discipline_are_summed_up_too():
    """A citizen who must mend the structural drawings is told so on the page of the file."""
    file = fed(drawing_sets=[drawings(1, review_state="approved"), drawings(0, discipline="structure", remarks=[OPEN])])
    assert [kind for kind, _ in file.summary("drawings", TODAY).tags].count("act") == 1


def test_the_starred_facts_of_a_set_are_on_the_page():
    html = fed(drawing_sets=[drawings(0)]).html("drawings")
    for words in (
        "77-A",
        "۵/۱۴۰۰/۷۷",
        "مهندس آزمون",
        "۱۰-۳-۰-۱",
        "معماری",
        "فاز یک",
        "پایه ۲",
        "نیازمند اصلاح",
        "۱۱ دی ۱۴۰۵",
    ):
        assert words in html, words


def test_a_sheet_with_a_scan_is_a_link_with_kind_and_size_and_one_without_says_so():
    sheets = [
        {"number": "A-01", "title": "پلان", "scale": "1:100", "scan": "plan.pdf"},
        {"number": "A-02", "title": "نما"},
    ]
    file = fed(drawing_sets=[drawings(0, sheets=sheets)], scans={"plan.pdf": PDF})
    html = file.html("drawings")
    assert html.count('class="scan"') == 1 and "PDF" in html and "بایت" in html and html.count("تصویر ندارد") == 1
    link = html.split('class="scan" href="')[1].split('"')[0]
    response = signed_in(file.by).get(f"{link}file")
    assert response.status_code == 200 and b"".join(response.streaming_content).startswith(b"%PDF-")
    assert response["Content-Disposition"].startswith("attachment") and "sandbox" in response["Content-Security-Policy"]
    assert signed_in(fed().by).get(link).status_code == 404


def test_floors_are_named_below_on_and_above_the_ground():
    areas = [{"floor": n, "use_group": "residential", "area": 10} for n in (-1, 0, 11)]
    html = fed(drawing_sets=[drawings(0, design_areas=areas)]).html("drawings")
    assert "زیرزمین اول" in html and "همکف" in html and "طبقه ۱۱" in html


def test_areas_of_nothing_break_no_page():
    assert fed(drawing_sets=[drawings(0, design_areas=[{"floor": 0, "use_group": "residential", "area": 0}])]).html(
        "drawings"
    )


def test_file_a_shows_two_revisions(city):
    html = signed_in(SOLE_OWNER).get(f"/cases/{case_of('A').ref}/drawings/").content.decode()
    assert html.count('<details class="sheet older">') == 1 and "تأیید" in html


def test_the_empty_plot_e_has_no_drawings_and_says_so(city):
    html = signed_in(DISTRICT_15).get(f"/cases/{case_of('E').ref}/drawings/").content.decode()
    assert "نقشه معماری برای این ساختمان ثبت نشده است." in html


def test_a_file_without_drawings_says_so():
    file = fed()
    assert "نقشه معماری برای این ساختمان ثبت نشده است." in file.html("drawings")
    assert file.summary("drawings", TODAY).tags == []
