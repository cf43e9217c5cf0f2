"""The page of the holidays: days are added, confirmed, moved and removed, each with its row in the ledger."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from page_tree import text, tree
from personas import person_id

from shahrsazi.city import holidays, law, overrides
from shahrsazi.city.holidays import Holiday
from shahrsazi.persian import dates

HOLIDAYS, FIRST_PAGE = "/administration/holidays/", "/administration/"
ADMINISTRATOR = "1315550083"
TASUA, ASHURA = date(2027, 6, 15), date(2027, 6, 16)
ONE_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _as_shipped():
    yield
    Holiday.objects.using("owner").all().delete()
    holidays.load()
    overrides.invalidate()


def problem(response) -> str:
    """The field beside which something is said; an empty word is above the form."""
    page = tree(response.content.decode())
    assert response.status_code == 200 and page.find(".//*[@id='problem']") is not None
    return " ".join(p.get("id", "").partition("-error")[0] for p in page.iter("p") if p.get("class") == "error")


def act(desk, do: str, day: date):
    return desk.post(HOLIDAYS, {"do": do, "holiday": day.isoformat(), "year": "1406"})


def test_of_a_year_without_days_is_not_said_that_it_is_this_one(administrator):
    page = administrator.get(f"{HOLIDAYS}?year=1450").content.decode()
    assert "برای این سال" in page and "امسال" not in page


def stored(day: date) -> Holiday:
    return Holiday.objects.using("owner").get(day=day)


def coming(day: date, **columns) -> Holiday:
    return Holiday.objects.using("owner").create(day=day, name="عید آزمون", english="A test's feast", **columns)


# Added and removed


def test_a_holiday_is_no_working_day_from_the_moment_it_is_told_and_is_one_again_when_removed(administrator, written):
    day = dates.parse("1407/6/8")
    assert not law.is_holiday(day)
    assert administrator.post(HOLIDAYS, {"do": "add", "day": "۱۴۰۷/۶/۸", "name": "عزای عمومی"}).status_code == 302
    assert law.is_holiday(day) and law.last_working_day(day) < day
    assert "عزای عمومی" in administrator.get(HOLIDAYS, {"year": "1407"}).content.decode()
    act(administrator, "remove", day)
    assert not law.is_holiday(day)
    assert [(r[0], r[4]["day"]) for r in written()] == [
        ("holiday_added", "2028-08-29"),
        ("holiday_removed", "2028-08-29"),
    ]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"day": "1405/12/31", "name": "x"}, "day"),
        ({"day": "", "name": "x"}, "day"),
        ({"day": "1405/5/5", "name": " "}, "name"),
        *(({"do": do, "holiday": "2026-02-30"}, "") for do in ("remove", "confirm", "earlier", "later")),
        *(({"do": do, "holiday": "۲۰۲۶"}, "") for do in ("remove", "confirm", "earlier", "later")),
        *(({"do": do}, "") for do in ("remove", "confirm", "earlier", "later")),
        ({"do": "confirm_year", "year": "1450"}, ""),
    ],
)
def test_a_wrong_wish_changes_nothing(administrator, sent, field, written):
    assert field in problem(administrator.post(HOLIDAYS, {"do": "add"} | sent))
    assert written() == []


def test_a_day_is_told_once_and_can_be_told_again_when_it_was_removed(administrator):
    sent = {"do": "add", "day": "1407/6/8", "name": "عزای عمومی"}
    administrator.post(HOLIDAYS, sent)
    assert problem(administrator.post(HOLIDAYS, sent)) == "day"
    act(administrator, "remove", dates.parse("1407/6/8"))
    assert administrator.post(HOLIDAYS, sent).status_code == 302 and law.is_holiday(dates.parse("1407/6/8"))


def test_a_feast_that_was_removed_stays_away_when_the_system_is_set_up_again(administrator):
    act(administrator, "remove", ASHURA)
    holidays.load()
    overrides.invalidate()
    assert not law.is_holiday(ASHURA) and stored(ASHURA).removed_by == person_id(ADMINISTRATOR)


# Confirmed


def test_the_page_shows_a_years_days_as_provisional_in_both_languages(administrator):
    persian = text(tree(administrator.get(HOLIDAYS, {"year": "1406"}).content.decode()))
    english = text(tree(administrator.get("/en" + HOLIDAYS, {"year": "1406"}).content.decode()))
    assert "عاشورای حسینی" in persian and "موقت" in persian and "تأیید هر ۱۷ روز موقت این سال" in persian
    assert "Ashura" in english and "Confirm all 17 provisional days of this year" in english
    assert "Confirmed" not in english and "1410" in english


def test_one_day_is_confirmed_and_the_ledger_says_by_whom(administrator, written):
    answer = act(administrator, "confirm", ASHURA)
    assert answer.headers["Location"] == f"{HOLIDAYS}?notice=saved&year=1406"
    row = stored(ASHURA)
    assert (row.provisional, row.confirmed_by, row.day) == (False, person_id(ADMINISTRATOR), ASHURA)
    assert row.confirmed_at and law.is_holiday(ASHURA) and stored(TASUA).provisional
    ((name, role, by, *_, detail),) = [r[:5] for r in written()]
    assert (name, role, by) == ("holiday_confirmed", "administrator", person_id(ADMINISTRATOR))
    assert detail["day"] == "2027-06-16"


def test_all_days_of_a_year_are_confirmed_at_once_and_none_of_another_year(administrator, written):
    assert administrator.post(HOLIDAYS, {"do": "confirm_year", "year": "1406"}).status_code == 302
    rows = Holiday.objects.using("owner").filter(provisional=False)
    assert {row.solar_year for row in rows} == {1406} and rows.count() == 17
    (row,) = written("holidays_confirmed")
    assert row[4]["year"] == 1406 and len(row[4]["days"]) == 17
    assert problem(administrator.post(HOLIDAYS, {"do": "confirm_year", "year": "1406"})) == ""


# Moved


@pytest.mark.parametrize(("do", "away"), [("later", ONE_DAY), ("earlier", -ONE_DAY)])
def test_a_feast_is_moved_by_a_day_and_is_confirmed_there(administrator, written, do, away):
    arbaeen = date(2027, 7, 25)
    act(administrator, do, arbaeen)
    assert law.is_holiday(arbaeen + away) and not law.is_holiday(arbaeen)
    moved = stored(arbaeen + away)
    assert (moved.provisional, moved.confirmed_by, moved.english) == (False, person_id(ADMINISTRATOR), "Arbaeen")
    holidays.load()
    overrides.invalidate()
    assert not law.is_holiday(arbaeen), "the day that it was counted for does not come back"
    (row,) = written("holiday_moved")
    assert (row[4]["from"], row[4]["to"]) == (arbaeen.isoformat(), (arbaeen + away).isoformat())


def test_a_feast_that_was_moved_can_be_moved_back(administrator):
    arbaeen = date(2027, 7, 25)
    act(administrator, "later", arbaeen)
    act(administrator, "earlier", arbaeen + ONE_DAY)
    assert law.is_holiday(arbaeen) and not law.is_holiday(arbaeen + ONE_DAY)


def test_a_feast_does_not_take_the_day_of_another(administrator, written):
    assert problem(act(administrator, "later", TASUA)) == "" and written() == []
    act(administrator, "later", ASHURA)
    act(administrator, "later", TASUA)
    assert law.is_holiday(ASHURA + ONE_DAY) and stored(ASHURA).english == "Tasua" and stored(TASUA).removed_at


# The alarm


def test_the_alarm_names_the_nearest_day_that_nobody_confirmed_and_is_silent_after(administrator):
    Holiday.objects.using("owner").all().delete()
    assert "not confirmed" not in administrator.get("/en" + FIRST_PAGE).content.decode()
    coming(dates.today() + 61 * ONE_DAY, provisional=True)
    coming(dates.today() + 20 * ONE_DAY)
    coming(dates.today() + 10 * ONE_DAY, provisional=True, removed_at=timezone.now())
    assert "not confirmed" not in administrator.get("/en" + FIRST_PAGE).content.decode()
    near = coming(dates.today() + 60 * ONE_DAY, provisional=True)
    for address in (FIRST_PAGE, HOLIDAYS):
        page = text(tree(administrator.get("/en" + address).content.decode()))
        assert "1 day off within the next sixty days is not confirmed" in page and "A test's feast" in page
    assert "۱ روز تعطیل در شصت روز آینده تأیید نشده است" in administrator.get(FIRST_PAGE).content.decode()
    act(administrator, "confirm", near.day)
    assert "not confirmed" not in administrator.get("/en" + FIRST_PAGE).content.decode()


# Who may


@pytest.mark.parametrize("do", ["add", "confirm", "confirm_year", "earlier", "later", "remove"])
def test_a_clerk_and_an_auditor_change_no_day(clerk, auditor, do):
    for desk in (clerk, auditor):
        assert act(desk, do, ASHURA).status_code == 404
    assert stored(ASHURA).provisional and stored(ASHURA).removed_at is None
