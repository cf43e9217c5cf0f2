"""Terms and holidays: the cautious count of domain.md §6.3, from law.toml."""

from datetime import date

import pytest
from persiantools.jdatetime import JalaliDate

from shahrsazi.city import law


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
