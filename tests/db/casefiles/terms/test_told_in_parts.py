"""A verdict that lives on by another one: sums, days, discounts, stays and orders of the court told of either."""

from datetime import date

import pytest
from feed_lines import commission, fed, mandate, number, owner, person, verdict, violation
from verdict_stages import asked_for, told, words

FIRST, SECOND, THIRD = "2024-09-10", "2024-12-01", "2024-12-05"
FINE = {"verdict_kind": "fine", "amount": 500_000}
DEMOLISH = {"verdict_kind": "demolish", "comply_within_days": 60}
PAID = {"due": "2024-11-01", "amount": 200_000, "paid_on": "2024-11-01"}
AHEAD = {"due": "2025-01-10", "amount": 300_000}


def row(served: str, **columns) -> dict:
    return {"served_on": served, "finality": "final_appeal", "amount": None, "verdict_kind": "no_fine"} | columns


def first(**columns) -> dict:
    return {"verdicts": [row(FIRST, verdict_no="F", **columns)]}


def second(**columns) -> dict:
    return {"verdicts": [row(SECOND, verdict_no="A", appeal_result="confirmed", **columns)]}


UNTOLD = "its amount was not told"


@pytest.mark.parametrize(("amount", "shown", "not_shown"), [(None, UNTOLD, "Fine0 rials"), (0, "Fine0 rials", UNTOLD)])
def test_a_fine_whose_sum_nobody_told_has_a_page_that_tells_how_it_came_about(amount, shown, not_shown):
    shared = violation(k=1.5)
    file = told(
        {"case": {"violations": [shared["source_key"]]}, "verdicts": [row(FIRST, verdict_kind="fine", amount=amount)]},
        violations=[shared],
    )
    page = words(file, "violations/")
    assert "How the fine came about" in page and shown in page and not_shown not in page


def test_a_confirmed_fine_without_a_sum_of_its_own_tells_how_it_came_about_too():
    shared = violation(k=1.5)
    case = {"violations": [shared["source_key"]]}
    file = told({"case": case} | first(**FINE), {"case": case} | second(verdict_kind="fine"), violations=[shared])
    assert "How the fine came about" in words(file, "violations/")


def test_what_was_paid_before_a_fine_was_confirmed_counts_whichever_verdict_has_the_bill():
    file = told(first(**FINE, instalments=[PAID, AHEAD]), second(verdict_kind="fine", bill_state="issued"))
    assert asked_for(file) == [("instalment", "F", 300_000, date(2025, 1, 10))]
    assert "Left to pay300,000 rials" in words(file, "money/")


@pytest.mark.parametrize("again", [True, False])
def test_of_two_plans_what_was_paid_of_the_first_counts_once(again):
    plan = [PAID, AHEAD] if again else [AHEAD]
    file = told(first(**FINE, instalments=[PAID, AHEAD]), second(verdict_kind="fine", instalments=plan))
    assert [t[2] for t in asked_for(file)] == [300_000]


def test_what_was_paid_of_a_quashed_fine_is_said_beside_the_one_that_took_its_place():
    quashed = {"verdicts": [row(SECOND, verdict_no="A", **FINE | {"finality": "quashed"}, instalments=[PAID])]}
    anew = {"verdicts": [row(THIRD, verdict_no="E", **FINE)]}
    file = told(first(**DEMOLISH), quashed, anew)
    said = "Of the verdict whose place it took 200,000 rials was paid"
    assert said in words(file, "money/") and said in words(file, "violations/")
    other = told(first(**DEMOLISH), {"verdicts": [row(SECOND, verdict_no="A", **FINE)]})
    assert "whose place it took" not in words(other, "money/")


def test_a_discount_told_with_the_confirming_verdict_counts_and_is_said_with_its_ground():
    plan = [PAID, {"due": "2025-01-10", "amount": 200_000}]
    later = second(verdict_kind="fine", discount=100_000, discount_ground="council")
    file = told(first(**FINE, instalments=plan), later)
    assert asked_for(file) == [("instalment", "F", 200_000, date(2025, 1, 10))]
    assert "Discount: 100,000 rials, " in words(file, "violations/")


def test_a_fine_that_is_wholly_remitted_is_not_called_paid():
    file = told({"verdicts": [row("2024-10-12", **FINE, discount=500_000, discount_ground="council")]})
    assert "Nothing is left to pay" in words(file, "violations/") and "Paid in full" not in words(file, "violations/")


def test_of_a_refunded_bill_nobody_says_that_it_is_paid_in_full():
    plan = [{"due": "2024-11-01", "amount": 500_000, "paid_on": "2024-11-01"}]
    file = told({"verdicts": [row("2024-09-12", **FINE, instalments=plan, bill_state="refunded")]})
    assert "its bill was refunded" in words(file, "money/") and "Paid in full" not in words(file, "violations/")


@pytest.mark.parametrize("kind", [FINE, DEMOLISH], ids=["fine", "demolition"])
@pytest.mark.parametrize("stay", [{"finality": "stayed"}, {"stayed_on": "2024-12-03"}, {"divan_order": "stay"}])
@pytest.mark.parametrize("of", ["first", "second"])
def test_a_stay_holds_whichever_of_the_two_it_was_told_of(kind, stay, of):
    later = {"verdict_kind": "retain"}
    file = told(first(**kind | (stay if of == "first" else {})), second(**later | (stay if of == "second" else {})))
    assert asked_for(file) == [] and "The stay has ended" not in words(file, "violations/")


def test_a_stay_that_ended_on_the_confirmed_verdict_adds_its_days_to_the_term():
    stay = {"stayed_on": "2024-12-03", "stay_ended_on": "2024-12-08"}
    file = told(first(**DEMOLISH, **stay), second(verdict_kind="retain"))
    assert asked_for(file) == [("compliance", "F", None, date(2025, 2, 4))]


@pytest.mark.parametrize("order", ["stay", "quash_refer", "granted"])
def test_an_order_of_the_court_keeps_a_verdict_from_being_asked_for_before_its_finality_is_told(order):
    file = told(first(), {"verdicts": [row("2024-10-12", verdict_no="A", **DEMOLISH, divan_order=order)]})
    assert asked_for(file) == []
    assert "the municipality does it" not in words(file, "violations/")


def test_with_a_dismissed_complaint_its_stay_falls_and_the_term_is_not_missed():
    served = row("2024-10-12", verdict_no="A", **DEMOLISH, divan_order="dismissed", stayed_on="2024-10-20")
    assert asked_for(told(first(), {"verdicts": [served]})) == [("compliance", "A", None, date(2024, 12, 11))]


@pytest.mark.parametrize(
    ("kind", "clock", "last"),
    [(DEMOLISH, "compliance", date(2025, 1, 30)), (FINE | {"comply_within_days": 30}, "sum", date(2024, 12, 31))],
    ids=["demolition", "fine"],
)
def test_what_is_confirmed_anew_without_days_has_those_of_the_first_verdict(kind, clock, last):
    anew = kind | {"comply_within_days": None}
    [(own, about, _amount, last_on)] = asked_for(told(first(**kind), second(**anew)))
    assert (own, about, last_on) == (clock, "A", last)


def as_attorney(**facts) -> tuple:
    principal, agent = number(), number()
    people = [person(principal), person(agent)]
    return fed(owner(principal), people=people, mandates=[mandate(principal, agent, scope=["view"])], **facts), agent


@pytest.mark.parametrize("kind", ["certificate_ok", "retain", "interim"])
def test_an_attorney_without_pay_reads_no_text_beside_a_fine(kind):
    case = commission()
    fine = verdict(case, **row(FIRST, **FINE))
    beside = verdict(case, **row(FIRST, verdict_kind=kind, body="پس از پرداخت مبلغ تعیین‌شده بلامانع است"))
    file, agent = as_attorney(commission_cases=[case], verdicts=[fine, beside])
    assert "بلامانع" not in words(file, "violations/", by=agent)
    assert "بلامانع" in words(file, "violations/")


@pytest.mark.parametrize("body", ["با پرداخت ۳۰۰ ریال ابقا می‌شود", "ابقا در برابر مبلغ تعیین‌شده"])
def test_an_attorney_without_pay_reads_no_text_that_speaks_of_money(body):
    case = commission()
    told_alone = verdict(case, **row(FIRST, verdict_kind="retain", body=body))
    file, agent = as_attorney(commission_cases=[case], verdicts=[told_alone])
    assert "ابقا" not in words(file, "violations/", by=agent).split("Details")[0]


def test_an_attorney_without_pay_reads_no_text_two_stages_behind_a_fine():
    cases = [commission()]
    for stage in ("appeal", "equal"):
        cases.append(commission(stage=stage, after=cases[-1]["source_key"]))
    verdicts = [
        verdict(cases[0], **row(FIRST, **FINE)),
        verdict(cases[1], **row(SECOND, verdict_kind="fine", appeal_result="confirmed", finality="quashed")),
        verdict(cases[2], **row(THIRD, body="جریمه پیشین منتفی است")),
    ]
    file, agent = as_attorney(commission_cases=cases, verdicts=verdicts)
    assert "منتفی" not in words(file, "violations/", by=agent)
