"""Complaint to the court: ninety days, six months for whoever lives abroad, and no day where nobody knows one."""

from datetime import date, timedelta

import pytest
from clock import on
from django.utils import translation
from feed_lines import Fed, commission, fed, verdict
from page_tree import text, tree
from personas import signed_in

from shahrsazi.casefiles.terms.shown import Shown, shown

# Served on 1403/04/14: ninety days end on 1403/07/11 (domain.md §6.3), a hundred and eighty on 1403/10/11.
SERVED, LAST, ABROAD = "2024-07-04", date(2024, 10, 2), date(2024, 12, 31)
DAY = timedelta(1)


def judged(stage="appeal", finality="final_appeal", **columns) -> Fed:
    case = commission(stage=stage)
    facts = {"verdict_kind": "retain", "amount": None, "served_on": SERVED, "finality": finality}
    return fed(commission_cases=[case], verdicts=[verdict(case, **facts | columns)])


def divan(file: Fed, day: date) -> Shown:
    with translation.override("fa"):
        [term] = [shown(t, day) for t in file.rows("violations")["terms"] if t.clock == "divan"]
    return term


def words(file: Fed, day: date, section: str, language: str = "") -> str:
    client = signed_in(file.by)
    with on(day):
        return text(tree(client.get(f"{language}/cases/{file.case.ref}/{section}").content.decode()))


@pytest.mark.parametrize(
    ("day", "state", "abroad"),
    [
        (LAST - DAY, "running", ABROAD),
        (LAST, "last_day", ABROAD),
        (LAST + DAY, "late", ABROAD),
        (ABROAD, "late", ABROAD),
    ],
)
def test_both_days_are_known_on_each_day_around_the_first_one(day, state, abroad):
    term = divan(judged(), day)
    assert (term.state, term.last, term.abroad) == (state, LAST, abroad)


def test_the_case_page_and_the_section_say_both_days_for_nothing_on_record_says_where_an_owner_lives():
    file = judged()
    for section in ("", "violations/"):
        shown_on = words(file, LAST - DAY, section)
        assert (
            "تا پایان روز چهارشنبه ۱۱ مهر ۱۴۰۳، برای مقیمان خارج از کشور شش ماه، تا پایان روز سه‌شنبه ۱۱ دی ۱۴۰۳"
            in shown_on
        )
    assert "شش ماه مقیمان خارج از کشور ۱۸۰ روز شمرده شده است" in words(file, LAST - DAY, "violations/")


def test_after_the_ninety_days_the_section_still_says_the_day_of_whoever_lives_abroad():
    assert "six months, until the end of Tuesday 11 Dey 1403 (31 Dec 2024)" in words(
        judged(), LAST + DAY, "violations/", "/en"
    )
    assert "خارج از کشور" not in words(judged(), LAST + DAY, "")


@pytest.mark.parametrize(
    "columns",
    [{"divan_filed_on": "2024-08-01"}, {"stage": "first", "finality": "final_unopposed"}, {"finality": "quashed"}],
)
def test_a_complaint_that_was_filed_or_has_no_day_names_no_day_abroad(columns):
    assert divan(judged(**columns), LAST - DAY).abroad is None
    assert "خارج از کشور" not in words(judged(**columns), LAST - DAY, "violations/")


@pytest.mark.parametrize("stage", ["appeal", "equal"])
@pytest.mark.parametrize("finality", ["open", "final_unopposed", "final_appeal", "stayed", "quashed", "closed"])
def test_the_service_of_a_later_stages_verdict_begins_the_ninety_days_whatever_finality_was_told_of_it(stage, finality):
    assert divan(judged(stage, finality), LAST - DAY).last == LAST
