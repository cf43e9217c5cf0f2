"""The review of actions: where the file stands now and since when, what the citizen must do, and no one's name."""

from datetime import date

import pytest
from feed_lines import action, fed
from page_tree import unisolated
from personas import DISTRICT_15, SOLE_OWNER, case_of, signed_in

TODAY = date(2026, 3, 1)


def test_the_file_stands_at_the_last_step_begun_and_not_ended():
    file = fed(
        actions=[
            action("2026-01-10", ended_at="2026-01-12T09:00:00+03:30"),
            action("2026-02-19", step="visit", step_state="running"),
            action("2026-02-01", step="debts", ended_at="2026-02-18T09:00:00+03:30"),
        ]
    )
    told = file.page("history", TODAY)
    assert told["current"].step == "visit" and told["since"] == 10
    assert "پرونده شما اکنون در مرحله «تعیین وقت و بازدید» است" in file.html("history").replace("\n", " ")


def test_days_are_counted_from_midnight_in_tehran():
    made = action("2026-02-27", step_state="running") | {"started_at": "2026-02-27T21:00:00+00:00"}
    assert fed(actions=[made]).page("history", TODAY)["since"] == 1


def test_a_step_begun_today_or_said_to_begin_tomorrow_is_since_today():
    file = fed(actions=[action("2026-03-02", step_state="running")])
    assert file.page("history", TODAY)["since"] == 0


def test_a_step_of_one_day_names_the_day_once_and_both_hours():
    made = action("2026-01-10", ended_at="2026-01-10T16:40:00+03:30") | {"started_at": "2026-01-10T09:15:00+03:30"}
    html = " ".join(fed(actions=[made]).html("history").split())
    assert "۰۹:۱۵ تا ۱۶:۴۰" in html and html.count("۲۰ دی ۱۴۰۴") == 1


def test_a_closed_request_leaves_the_file_nowhere():
    file = fed(actions=[action("2026-01-10", request_state="closed")])
    assert file.page("history", TODAY)["current"] is None
    assert "درخواستی از این پرونده در جریان نیست" in file.html("history")


def test_a_step_that_is_done_is_not_where_the_file_stands_though_its_end_was_not_told():
    file = fed(actions=[action("2026-02-01", step="visit", step_state="done")])
    assert file.page("history", TODAY)["current"] is None
    for page in ("history", ""):
        html = file.html(page, "en")
        assert "now stands at" not in html and "the step at which it stands was not told" in html


def test_requests_are_told_apart_and_the_newest_stands_first():
    file = fed(
        actions=[
            action("2024-01-10", request_no="OLD", ended_at="2024-01-11T09:00:00+03:30", request_state="closed"),
            action("2026-01-10", request_no="NEW"),
            action("2026-01-12", request_no="NEW", step="visit"),
        ]
    )
    requests = file.page("history", TODAY)["requests"]
    assert [[a.request_no for a in steps] for steps in requests] == [["NEW", "NEW"], ["OLD"]]


def test_only_a_defect_that_waits_for_the_citizen_stands_on_top():
    defect = {"defect_text": "نقشه امضا ندارد", "next_action": "امضا کنید", "due": "2026-03-20"}
    file = fed(
        actions=[
            action("2026-02-01", step_state="returned", defect_state="to_complete", **defect),
            action("2026-01-01", defect_state="resolved", defect_text="رفع‌شده‌ای"),
        ]
    )
    assert [t.row.note for t in file.page("history", TODAY)["waiting"]] == ["نقشه امضا ندارد امضا کنید"]
    html = file.html("history")
    top = html[html.index('class="now"') : html.index('class="timeline"')]
    assert "نقشه امضا ندارد" in top and "امضا کنید" in top and "۲۹ اسفند ۱۴۰۴" in top
    assert "رفع‌شده‌ای" not in top and "رفع‌شده‌ای" in html
    summary = file.summary("history", TODAY)
    assert summary.tags == [("bad", "۱ نقص رفع‌نشده")] and "نقشه امضا ندارد" in file.html()


def test_the_open_defect_is_on_the_page_of_the_file_and_on_the_list():
    file = fed(actions=[action("2026-02-01", defect_state="to_complete", defect_text="مهر ندارد")])
    assert "مهر ندارد" in file.html()
    assert "تکمیل پرونده: درخواست" in signed_in(file.by).get("/cases/").content.decode()


@pytest.mark.parametrize("step_state", ["running", "waiting", "returned", "stopped"])
def test_a_step_that_stands_at_the_owner_is_on_top_by_its_own_name_and_is_no_defect(step_state):
    step = action("2026-02-01", to_role="owner", step="charges", step_state=step_state, next_action="قبض را بپردازید")
    file = fed(actions=[step])
    html = file.html("history")
    top = html[html.index('class="now"') : html.index('class="timeline"')]
    assert "در انتظار مالک است" in top and "قبض را بپردازید" in top and "نقص" not in top
    assert "قبض یا برگ محاسبه عوارض" in top and file.summary("history", TODAY).tags == []
    assert "در انتظار مالک است" in file.html()
    assert "در انتظار مالک است" in signed_in(file.by).get("/my-work/").content.decode()


def test_a_defect_of_a_closed_request_asks_for_nothing_any_more():
    closed = action("2024-02-01", request_state="closed", defect_state="to_complete", defect_text="دیگر لازم نیست")
    file = fed(actions=[closed])
    assert file.page("history", TODAY)["waiting"] == [] and file.waiting(TODAY) == []


TOLD_OF_A_STEP = {"defect_text": "نقشه امضا ندارد", "next_action": "بازدید دوباره", "due": "2026-03-20"}


@pytest.mark.parametrize(
    "step",
    [
        {"defect_state": "to_complete", "request_state": "closed"},
        {"defect_state": "to_complete", "request_state": "void"},
        {"defect_state": "sent", "step_state": "running"},
        {"defect_state": "resolved"},
        {"defect_state": "none", "step_state": "stopped"},
    ],
)
def test_what_is_told_of_a_step_that_waits_for_nobody_here_stands_with_it(step):
    html = fed(actions=[action("2026-02-01", **step, **TOLD_OF_A_STEP)]).html("history")
    assert 'class="now"' not in html
    timeline = html[html.index('class="timeline"') :]
    assert "نقشه امضا ندارد" in timeline and "اقدام بعدی: بازدید دوباره" in timeline
    assert "مهلت آن: تا ۲۹ اسفند ۱۴۰۴" in timeline


def test_what_stands_on_top_is_not_repeated_with_its_step():
    step = action("2026-02-01", defect_state="to_complete", **TOLD_OF_A_STEP)
    html = fed(actions=[step]).html("history")
    assert html.count("نقشه امضا ندارد") == html.count("بازدید دوباره") == html.count("۲۹ اسفند ۱۴۰۴") == 1


def test_steps_name_roles_and_there_is_no_place_for_a_staff_name():
    from shahrsazi.casefiles.sections.history import Action

    html = fed(actions=[action("2026-02-01", from_role="revenue", to_role="inspector")]).html("history")
    assert "کارشناس درآمد" in html and "مأمور بازدید" in html
    assert not [f.name for f in Action._meta.get_fields() if "name" in f.name or "staff" in f.name]


def test_a_step_ended_within_a_day_shows_both_hours_or_both_days():
    html = fed(actions=[action("2026-02-01", ended_at="2026-02-03T09:00:00+03:30")]).html("history")
    assert "۱۲ بهمن ۱۴۰۴" in html and "۱۴ بهمن ۱۴۰۴" in html


def test_file_a_tells_fifteen_actions_and_one_open_defect(city):
    html = signed_in(SOLE_OWNER).get(f"/cases/{case_of('A').ref}/history/").content.decode()
    assert html.count("<li class=") >= 15
    assert html.count('class="now"') == 1 and "برقی پیوست نشده است" in html


def test_the_request_of_e_is_under_way(city):
    html = signed_in(DISTRICT_15).get(f"/cases/{case_of('E').ref}/history/").content.decode()
    assert "پرونده شما اکنون در مرحله" in html and 'class="now"' not in html


def test_a_file_without_actions_says_so():
    file = fed()
    assert "اقدامی برای این پرونده ثبت نشده است." in file.html("history")
    assert file.summary("history", TODAY).words == ["اقدامی ثبت نشده است"]


def test_each_of_several_defects_names_its_request_and_says_where_nothing_was_told():
    rows = [
        action("2026-02-01", request_no=number, defect_state="to_complete", defect_text=words)
        for number, words in (("1404-1", "نقشه"), ("1404-2", ""))
    ]
    html = unisolated(fed(actions=rows).html("history"))
    assert all(f"درخواست {number}" in html for number in ("۱۴۰۴-۱", "۱۴۰۴-۲"))
    assert html.count("کمبود آن اعلام نشده است") == 1
