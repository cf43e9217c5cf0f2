"""Terms and holidays: the cautious count of domain.md §6.3, from law.toml."""

from datetime import date, timedelta

import pytest
from persiantools.jdatetime import JalaliDate

from shahrsazi.city import holidays, law


def solar(text: str) -> date:
    return JalaliDate(*map(int, text.split("/"))).to_gregorian()


def test_the_example_of_the_reference_comes_out():
    last = law.last_day_of_term("objection", solar("1403/06/20"))
    assert (last, last.weekday()) == (solar("1403/06/30"), law.FRIDAY)
    assert law.last_working_day(last) == solar("1403/06/29")


def test_three_months_before_the_court_are_ninety_days_also_in_long_months():
    assert law.last_day_of_term("divan", solar("1403/04/14")) == solar("1403/07/11")


def test_a_term_is_never_moved_past_a_holiday():
    assert law.last_day_of_term("objection", solar("1403/12/22")) == solar("1404/01/02")


@pytest.mark.parametrize("day", ["1404/01/01", "1404/01/04", "1404/01/13", "1404/03/14", "1404/11/22", "1404/12/29"])
def test_fixed_holidays_are_no_working_days(day):
    assert law.is_holiday(solar(day)) and law.last_working_day(solar(day)) < solar(day)


def test_a_plain_thursday_is_worked_and_a_friday_is_not():
    assert not law.is_holiday(solar("1403/06/29")) and law.is_holiday(solar("1403/06/30"))


def test_before_new_year_one_goes_back_over_the_whole_holiday():
    assert law.last_working_day(solar("1403/01/04")) == solar("1402/12/28")


def test_working_days_are_found_for_every_day_of_forty_years():
    for year in range(1380, 1420):
        for day in (solar(f"{year}/01/13"), solar(f"{year}/12/29")):
            assert 0 < (day - law.last_working_day(day)).days <= 5


def test_the_last_day_of_a_leap_year_is_off_and_there_is_none_in_other_years():
    assert solar("1408/12/30") == date(2030, 3, 20)
    assert law.is_holiday(solar("1408/12/30")) and not law.is_holiday(solar("1408/12/28"))
    assert law.last_working_day(solar("1409/01/04")) == solar("1408/12/28")
    assert law.next_working_day(solar("1408/12/29")) == solar("1409/01/05")


def test_the_fixed_days_are_those_of_the_official_calendar():
    fixed = {date.fromisoformat(row["day"]) for row in holidays.table() if row["calendar"] == "solar"}
    days = [solar("1405/01/01") + timedelta(days=n) for n in range(6 * 365 + 1)]
    by_the_year = {
        day for day in days if f"{JalaliDate(day).month}/{JalaliDate(day).day}" in law.LAW["holidays"]["solar"]
    }
    assert by_the_year == fixed and days[-1] == solar("1410/12/29")
    assert all(law.is_holiday(day) for day in fixed)


def test_the_next_working_day_is_the_day_itself_if_it_is_worked():
    assert law.next_working_day(solar("1403/06/29")) == solar("1403/06/29")


def test_a_friday_is_passed_over_in_both_directions():
    friday = solar("1403/06/30")
    assert (law.last_working_day(friday), law.next_working_day(friday)) == (solar("1403/06/29"), solar("1403/06/31"))


def test_several_holidays_in_a_row_are_passed_over_at_once():
    # Nowruz of 1404 begins on a Friday: 29 Esfand, the last of a leap year and four days are off, one after another.
    assert law.next_working_day(solar("1403/12/29")) == solar("1404/01/05")


def test_no_working_day_is_given_from_before_the_start_of_a_term():
    served, last = solar("1403/12/29"), solar("1404/01/04")
    assert law.last_working_day(last, served) is None
    assert law.last_working_day(last, solar("1403/12/28")) == solar("1403/12/28")
    assert law.last_working_day(served, served) is None
    assert law.last_working_day(solar("1404/01/05"), served) == solar("1404/01/05")


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("1403/06/29", "1403/06/29", 0),
        ("1403/06/29", "1403/06/28", 0),
        ("1403/06/29", "1403/06/30", 0),
        ("1403/06/29", "1403/06/31", 1),
        ("1403/06/23", "1403/06/30", 6),
        ("1403/12/28", "1404/01/05", 1),
        ("1408/12/28", "1409/01/05", 1),
    ],
)
def test_working_days_are_counted_after_the_first_day_up_to_and_with_the_last(start, end, count):
    assert law.working_days_between(solar(start), solar(end)) == count


@pytest.mark.parametrize("day", [date(1, 1, 1), date(999, 12, 31), date(9000, 1, 1), date(9999, 12, 31)])
def test_a_day_outside_every_calendar_is_a_day_like_others(day):
    assert not law.is_holiday(day) and law.last_working_day(day) == law.next_working_day(day) == day
    assert law.last_working_day(day, day) == day and law.working_days_between(day, day) == 0


def test_of_the_days_before_every_calendar_none_is_counted():
    assert law.working_days_between(date(1, 1, 1), date(1000, 1, 1)) == 0
    assert law.working_days_between(date(1, 1, 1), date(1000, 3, 1)) == law.working_days_between(
        date(1000, 1, 1), date(1000, 3, 1)
    )
    assert law.working_days_between(date(9999, 12, 30), date(9999, 12, 31)) == 0


def test_ranges_of_fines_are_those_of_the_notes():
    assert {int(note): (row["min"], row["max"]) for note, row in law.LAW["fine"].items()} == {
        2: (0.5, 3.0),
        3: (2.0, 4.0),
        5: (1.0, 2.0),
    }


def test_every_term_has_days_a_version_and_a_source_in_both_languages():
    for term in ("objection", "divan", "explanation"):
        assert law.LAW[term]["days"] > 0 and law.LAW[term]["version"]
        assert law.source(term, "fa") != law.source(term, "en")
