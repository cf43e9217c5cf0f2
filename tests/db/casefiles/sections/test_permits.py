"""Permits: they expire by the date printed on them, replace one another, and say how long they still hold."""

from datetime import date

from feed_lines import fed, permit
from personas import SOLE_OWNER, case_of, signed_in

TODAY = date(2026, 3, 1)


def states(*permits, today=TODAY) -> list[str]:
    return [told["state"] for told in fed(permits=list(permits)).page("permits", today)["permits"]]


def test_a_permit_expires_the_day_after_its_last_without_anyones_action():
    file = fed(permits=[permit(valid_until="2026-03-01")])
    assert file.page("permits", date(2026, 3, 1))["permits"][0]["state"] == "issued"
    assert file.page("permits", date(2026, 3, 2))["permits"][0]["state"] == "expired"
    assert file.rows("permits")["permits"][0].state == "issued", "nothing was written"


def test_an_expired_permit_says_on_which_day_it_ended():
    html = fed(permits=[permit(valid_until="2025-03-01")]).html("permits")
    assert "اعتبار این مجوز در تاریخ ۱۱ اسفند ۱۴۰۳ به پایان رسیده است" in html


def test_a_permit_without_term_never_expires():
    assert states(permit(permit_kind="completion")) == ["issued"]


def test_void_and_draft_stay_what_they_are_whatever_the_date():
    assert states(permit(state="void", valid_until="2020-01-01", issued_on="2019-01-01")) == ["void"]


def test_a_draft_is_not_shown_as_an_issued_permit():
    assert states(permit(state="draft")) == ["draft"]


def test_the_replaced_and_its_successor_name_each_other():
    old = permit(permit_no="OLD-1", issued_on="2022-01-01", valid_until="2030-01-01")
    new = permit(permit_no="NEW-2", permit_kind="amendment", replaces=old["source_key"], issued_on="2024-01-01")
    file = fed(permits=[old, new])
    told = file.page("permits", TODAY)["permits"]
    assert [t["permit"].permit_no for t in told] == ["NEW-2", "OLD-1"], "newest first"
    assert told[1]["state"] == "replaced" and told[1]["replaced_by"].permit_no == "NEW-2"
    assert told[0]["replaces"].permit_no == "OLD-1" and told[0]["replaced_by"] is None
    html = file.html("permits")
    assert html.count(f'href="#p-{told[1]["permit"].id}"') == 1 == html.count(f'href="#p-{told[0]["permit"].id}"')


def test_a_void_or_draft_successor_replaces_nothing():
    """A permit whose replacement was annulled, or is not issued yet, is the one that holds."""
    for state in ("void", "draft"):
        old = permit(issued_on="2022-01-01", valid_until="2030-01-01")
        new = permit(issued_on="2024-01-01", state=state, replaces=old["source_key"])
        assert states(old, new) == [state, "issued"], state


def test_a_permit_that_replaces_an_unknown_one_is_shown_all_the_same():
    assert states(permit(replaces="never heard of")) == ["issued"]


def test_days_left_are_counted_to_the_last_day():
    file = fed(permits=[permit(valid_until="2026-03-11")])
    assert file.page("permits", TODAY)["permits"][0]["days_left"] == 10
    assert file.page("permits", date(2026, 3, 11))["permits"][0]["days_left"] == 0
    assert file.page("permits", date(2026, 3, 12))["permits"][0]["days_left"] is None


def test_a_void_permit_has_no_bill_to_pay_by():
    for state, shown in (("issued", 1), ("void", 0)):
        file = fed(permits=[permit(state=state, charges=500_000, bill_id="7748317800142", pay_id="1770160")])
        html = file.html("permits", "en")
        assert html.count("7748317800142") == html.count("1770160") == shown, state
        assert "500,000" in html


def test_the_summary_tags_only_what_still_runs_and_warns_within_ninety_days():
    old = permit(issued_on="2020-01-01", valid_until="2021-01-01")
    file = fed(permits=[permit(valid_until="2026-06-01"), old])
    assert file.summary("permits", date(2026, 3, 3)).tags == [("act", "پروانه ساختمانی تا ۱۴۰۵/۰۳/۱۱")]
    assert file.summary("permits", date(2026, 3, 2)).tags == [("good", "پروانه ساختمانی تا ۱۴۰۵/۰۳/۱۱")]
    assert file.summary("permits", date(2026, 6, 2)).tags == []


def test_file_a_shows_its_five_permits_of_which_one_expired_and_one_replaced(city):
    html = signed_in(SOLE_OWNER).get(f"/cases/{case_of('A').ref}/permits/").content.decode()
    assert html.count('<section class="sheet" id="p-') == 5
    assert html.count(">منقضی</span>") == 1 and html.count(">تمدیدشده</span>") == 1
    assert html.count(">جایگزین‌شده</span>") == 1


def test_a_replaced_permit_says_whether_it_was_extended_or_led_to_completion():
    words = {"extension": "تمدیدشده", "completion": "منتهی به پایان‌کار", "amendment": "جایگزین‌شده"}
    for kind, state in words.items():
        old = permit(issued_on="2022-01-01")
        new = permit(permit_kind=kind, replaces=old["source_key"], issued_on="2024-01-01")
        assert fed(permits=[old, new]).page("permits", TODAY)["permits"][1]["state_words"] == state


def test_an_extension_in_force_is_said_as_the_permit_that_it_extends():
    file = fed(permits=[permit(permit_kind="extension", extension_no=1, valid_until="2026-12-01")])
    assert file.summary("permits", TODAY).tags == [("good", "پروانه معتبر تا ۱۴۰۵/۰۹/۱۰ (تمدید اول)")]


def test_of_a_permit_without_an_end_it_is_not_said_that_it_holds():
    html = fed(permits=[permit(valid_until=None)]).html("permits")
    assert "پایان اعتبار ذکر نشده" in html and "بدون مهلت" not in html
    assert '<span class="tag">صادرشده</span>' in html and 'class="tag good"' not in html


def test_a_lapsed_permit_to_build_says_what_building_on_counts_as():
    lapsed = {"issued_on": "2020-01-01", "valid_until": "2021-01-01"}
    assert "ساخت بدون پروانه شمرده می‌شود" in fed(permits=[permit(**lapsed)]).html("permits")
    assert "ساخت بدون پروانه" not in fed(permits=[permit(permit_kind="plan_order", **lapsed)]).html("permits")


def test_a_file_without_permits_says_so():
    file = fed()
    assert "مجوزی برای این ملک صادر نشده است." in file.html("permits")
    assert file.summary("permits", TODAY).words == ["مجوزی صادر نشده است"]


def test_a_permit_told_as_extended_is_not_over_though_its_new_end_was_not_told():
    file = fed(permits=[permit(state="extended", valid_until="2026-02-01")])
    assert [told["state"] for told in file.page("permits", TODAY)["permits"]] == ["extended"]
    html = file.html("permits", "en")
    assert "its new end was not told" in html and "building without a permit" not in html
    assert 'class="tag good"' not in html, "whether it holds is not known"
    assert file.summary("permits", TODAY).tags == [] == file.waiting(TODAY)


def test_a_permit_told_as_extended_runs_to_the_day_that_it_states():
    file = fed(permits=[permit(state="extended", valid_until="2026-03-01")])
    assert file.waiting(date(2026, 3, 1)) == [("permit", "last_day")] and file.waiting(date(2026, 3, 2)) == []


def test_a_permit_told_as_expired_before_its_day_says_no_other_day_on_which_building_must_end():
    for end in (None, "2099-01-01"):
        file = fed(permits=[permit(state="expired", valid_until=end, finish_by=end)])
        html = file.html("permits", "en")
        assert "after its end counts as building without a permit" in html and "after this day" not in html
        assert file.waiting(TODAY) == [] == file.waiting(date(2098, 12, 30))
    assert file.waiting(date(2099, 1, 2)) == [("permit", "over")]


def test_the_card_names_the_two_ends_that_come_next_and_counts_the_others():
    file = fed(
        permits=[
            permit(permit_kind="wall_permit", issued_on="2024-01-01", valid_until="2026-03-06"),
            permit(permit_kind="repair_permit", issued_on="2025-01-01", valid_until="2027-04-05"),
            permit(permit_kind="no_violation", issued_on="2025-02-01", valid_until="2027-03-21"),
            permit(permit_kind="completion", issued_on="2023-01-01"),
        ]
    )
    assert file.summary("permits", TODAY).tags == [
        ("act", "پروانه دیوارکشی تا ۱۴۰۴/۱۲/۱۵"),
        ("good", "گواهی عدم خلاف تا ۱۴۰۶/۰۱/۰۱"),
        ("", "و ۱ مورد دیگر"),
    ]
