"""A stay of the court, on each side of its first day and of its end: what was not owed before it is not after it."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from feed_lines import Fed, commission, fed, verdict
from page_tree import text, tree
from personas import seen_by

from shahrsazi.casefiles.money import FACTS, accounts
from shahrsazi.casefiles.terms.shown import shown
from shahrsazi.database.prepared import run

SERVED, LAST = date(2024, 9, 10), date(2024, 9, 20)
BEGUN, ENDED = date(2024, 9, 15), date(2024, 9, 25)
DAY = timedelta(1)
# The day that is looked at, by its relation to the stay's first day and to the first day without it.
DAYS = {
    "the day before it": BEGUN - DAY,
    "its first day": BEGUN,
    "the day after": BEGUN + DAY,
    "its last day": ENDED - DAY,
    "the day it ends": ENDED,
    "the day after its end": ENDED + DAY,
}


def judged(finality: str, kind: str = "fine", **columns) -> Fed:
    case = commission(stage="appeal")
    facts = {"verdict_kind": kind, "amount": 5 if kind == "fine" else None, "served_on": str(SERVED)}
    facts |= {"finality": finality, "comply_within_days": 10, "stayed_on": str(BEGUN)} | columns
    return fed(commission_cases=[case], verdicts=[verdict(case, **facts)])


def state_on(file: Fed, clock: str, day: date) -> str:
    with translation.override("fa"):
        return next(shown(t, day).state for t in file.rows("violations")["terms"] if t.clock == clock)


def standing_on(file: Fed, day: date) -> str:
    with seen_by(file.by), translation.override("fa"):
        rows = run(*((query, {"cases": [file.case.id]}) for query in FACTS.values()))
        [account] = accounts(dict(zip(FACTS, rows, strict=True)), day)
    return account.standing


OPEN_ENDED = ["running", "stayed", "stayed", "stayed", "stayed", "stayed"]
OVER = ["running", "stayed", "stayed", "stayed", "running", "running"]
NOT_FINAL = ["waiting", "stayed", "stayed", "stayed", "waiting", "waiting"]


@pytest.mark.parametrize(("clock", "kind"), [("sum", "fine"), ("compliance", "demolish")])
@pytest.mark.parametrize(
    ("finality", "end", "states"),
    [
        ("final_appeal", "", OPEN_ENDED),
        ("stayed", "", OPEN_ENDED),
        ("final_appeal", ENDED, OVER),
        ("stayed", ENDED, OVER),
        ("open", "", ["waiting", *OPEN_ENDED[1:]]),
        ("open", ENDED, NOT_FINAL),
        ("quashed", ENDED, ["superseded"] * 6),
    ],
)
def test_a_stay_holds_from_its_day_until_its_end_and_makes_nothing_owed(clock, kind, finality, end, states):
    file = judged(finality, kind, stay_ended_on=str(end) if end else None)
    assert [state_on(file, clock, day) for day in DAYS.values()] == states


@pytest.mark.parametrize(
    ("finality", "end", "states"),
    [
        ("final_appeal", "", ["", "stayed", "stayed", "stayed", "stayed", "stayed"]),
        ("final_appeal", ENDED, ["", "stayed", "stayed", "stayed", "", ""]),
        ("open", "", ["waiting", "stayed", "stayed", "stayed", "stayed", "stayed"]),
        ("open", ENDED, NOT_FINAL),
    ],
)
def test_the_account_says_of_each_day_what_the_term_says(finality, end, states):
    file = judged(finality, stay_ended_on=str(end) if end else None)
    assert [standing_on(file, day) for day in DAYS.values()] == states


def test_a_stay_without_a_day_holds_on_every_day_until_its_end():
    file = judged("stayed", stayed_on=None, stay_ended_on=str(ENDED))
    assert [state_on(file, "sum", day) for day in (SERVED + DAY, ENDED - DAY, ENDED)] == ["stayed", "stayed", "late"]


def test_a_stay_that_ended_on_the_day_it_began_adds_nothing():
    file = judged("final_appeal", stay_ended_on=str(BEGUN))
    [term] = [t for t in file.rows("violations")["terms"] if t.clock == "sum"]
    assert (term.last_on, term.stayed_days) == (LAST, 0) and state_on(file, "sum", BEGUN) == "running"


@pytest.mark.parametrize(
    ("begun", "ended", "days"),
    [
        ("2024-09-15", "2024-09-25", 10),
        ("2024-09-05", "2024-09-15", 5),  # before the service nothing ran that it could keep from running
        ("2024-09-05", "2024-09-10", 0),
        ("2024-09-20", "2024-09-22", 2),
        ("2024-09-21", "2024-09-25", 0),  # the term was over
    ],
)
def test_only_days_of_the_term_are_added_to_it(begun, ended, days):
    file = judged("final_appeal", stayed_on=begun, stay_ended_on=ended)
    [term] = [t for t in file.rows("violations")["terms"] if t.clock == "sum"]
    assert (term.last_on, term.stayed_days) == (LAST + timedelta(days), days)


def test_a_verdict_that_another_replaced_waits_until_that_one_was_served():
    first, later = commission(), commission(stage="appeal")
    later["after"] = first["source_key"]
    told = [
        verdict(first, served_on=str(SERVED), amount=5),
        verdict(later, served_on=str(ENDED), amount=7, finality="final_appeal"),
    ]
    file = fed(commission_cases=[first, later], verdicts=told)
    by_verdict = {t.source_key: t for t in file.rows("violations")["terms"] if t.clock == "sum"}
    old = by_verdict[told[0]["source_key"]]
    assert [shown(old, day).state for day in (ENDED - DAY, ENDED)] == ["waiting", "superseded"]


def test_the_page_says_how_many_days_of_a_stay_were_added_and_from_when_to_when():
    file = judged("final_appeal", "demolish", stay_ended_on=str(ENDED))
    words = text(tree(file.html("violations")))
    assert "۱۰ روز توقف اجرا به دستور دیوان به آن افزوده شده است (از ۲۵ شهریور ۱۴۰۳ تا ۴ مهر ۱۴۰۳)" in words


def test_while_a_stay_lasts_the_page_says_that_no_day_passes():
    words = text(tree(judged("stayed", "demolish").html("violations")))
    assert "تا پایان این دستور روزی از آن نمی‌گذرد" in words and "افزوده شده است" not in words
