"""A stage of which no verdict was served, where a later one was decided: it asks for nothing and hides its verdict."""

from datetime import date

import pytest
from feed_lines import Fed, commission, fed, verdict, violation

TODAY = date(2024, 12, 1)
FIRST = {"invited_on": "2024-08-01", "session_at": "2024-09-01T10:00:00+03:30"}


def file(first_served: str | None = None, of_violation: bool = True, **appeal) -> Fed:
    found = violation(status="decided", k=1.5)
    case = commission(**FIRST, violations=[found["source_key"]])
    named = [found["source_key"]] if of_violation else []
    later = commission(stage="appeal", after=case["source_key"], received_on="2024-10-01", violations=named)
    hidden = verdict(case, verdict_no="9/1403/1111", body="متن پنهان", served_on=first_served)
    final = {"issued_at": "2024-11-01T10:00:00+03:30", "finality": "final_appeal", "served_on": "2024-11-05"} | appeal
    final = verdict(later, verdict_no="9/1403/2222", **final)
    return fed(violations=[found], commission_cases=[case, later], verdicts=[hidden, final])


def first_of(made: Fed):
    return next(e for e in made.page("violations", TODAY)["cases"] if e.case.stage == "first")


def asked_before_the_verdict(made: Fed) -> list[str]:
    return [t.state for t in first_of(made).terms if t.row.clock in ("explanation", "session")]


@pytest.mark.parametrize("of_violation", [True, False], ids=["of its violation", "of its case alone"])
def test_a_stage_behind_a_served_appeal_asks_for_no_explanation(of_violation):
    made = file(of_violation=of_violation)
    assert asked_before_the_verdict(made) == ["superseded", "superseded"]
    entry = first_of(made)
    assert [step.state for step in entry.path] == ["done", "done", "done"] and entry.verdict is None
    assert entry.ending.successor.verdict_no == "9/1403/2222" and entry.path[-1].on == date(2024, 11, 5)
    assert [v.status for v in made.page("violations", TODAY)["violations"]] == ["decided"]


def test_the_page_says_so_and_nothing_of_the_verdict_that_was_not_served():
    html = file().html("violations")
    assert "ابلاغ آن ثبت نشده است" in html and "رأی این مرحله" in html
    assert "توضیح" not in html.partition("<details>")[0]
    assert "1111" not in html and "۱۱۱۱" not in html and "متن پنهان" not in html


@pytest.mark.parametrize(
    "appeal", [{"served_on": None}, {"verdict_kind": "interim"}], ids=["not served", "no decision"]
)
def test_an_appeal_that_nobody_may_see_changes_nothing(appeal):
    made = file(**appeal)
    assert "superseded" not in asked_before_the_verdict(made)
    assert [step.state for step in first_of(made).path][:2] == ["done", "here"] and not first_of(made).ending.successor


def test_a_first_verdict_that_was_served_is_shown_as_before():
    entry = first_of(file(first_served="2024-09-10"))
    assert entry.verdict.verdict_no == "9/1403/1111" and entry.ending.successor.verdict_no == "9/1403/2222"


def test_an_appeal_of_another_matter_says_nothing_of_this_one():
    one, other = violation(), violation()
    case = commission(**FIRST, violations=[one["source_key"]])
    later = commission(stage="appeal", received_on="2024-10-01", violations=[other["source_key"]])
    served = verdict(later, served_on="2024-11-05", finality="final_appeal")
    earlier = commission(secretariat_no="9/1403/78", violations=[other["source_key"]])
    made = fed(violations=[one, other], commission_cases=[case, earlier, later], verdicts=[served])
    entry = next(e for e in made.page("violations", TODAY)["cases"] if e.case.source_key == case["source_key"])
    assert not entry.ending.successor and "superseded" not in [t.state for t in entry.terms]


# An interim order decides nothing


def with_interim(*later: tuple[dict, dict]) -> Fed:
    """A first case with an interim order that was served and a verdict that was not, and what came after it."""
    found = violation(status="decided", k=1.25)
    case = commission(violations=[found["source_key"]])
    interim = verdict(case, verdict_kind="interim", amount=None, served_on="2024-08-10", verdict_no="9/1403/1000")
    hidden = verdict(case, verdict_no="9/1403/1111", served_on=None)
    cases = [commission(after=case["source_key"], **known) for known, _row in later]
    rows = [verdict(own, **row) for own, (_known, row) in zip(cases, later, strict=True)]
    return fed(violations=[found], commission_cases=[case, *cases], verdicts=[interim, hidden, *rows])


def test_after_an_interim_order_the_violation_is_still_referred_and_the_verdict_ahead():
    made = with_interim()
    assert [(v.status, v.k) for v in made.page("violations", TODAY)["violations"]] == [("referred", None)]
    assert [step.state for step in first_of(made).path] == ["done"] * 3 + ["ahead"] * 4
    assert "۱٫۲۵" not in made.html("violations") and "Not final" not in made.html("violations", "en")


def test_an_interim_order_ends_in_the_verdict_of_a_later_stage_where_its_own_was_not_served():
    final = {"verdict_no": "9/1403/2222", "served_on": "2024-11-05", "finality": "final_appeal"}
    entry = first_of(with_interim(({"stage": "appeal", "received_on": "2024-10-01"}, final)))
    assert entry.ending.successor.verdict_no == "9/1403/2222" and [s.state for s in entry.path] == ["done"] * 4


def test_an_interim_order_ends_in_the_verdict_of_its_own_case():
    case = commission()
    interim = verdict(case, verdict_kind="interim", amount=None, served_on="2024-08-10", finality="final_unopposed")
    fine = verdict(case, verdict_no="9/1403/1111", served_on="2024-09-10", finality="final_unopposed")
    made = fed(commission_cases=[case], verdicts=[interim, fine])
    [entry] = [e for e in made.page("violations", TODAY)["cases"] if e.verdict.verdict_kind == "interim"]
    assert entry.ending.successor.verdict_no == "9/1403/1111" and [s.state for s in entry.path] == ["done"] * 4
    assert made.summary("violations", TODAY).tags == [("", "۱ رأی قطعی")]
